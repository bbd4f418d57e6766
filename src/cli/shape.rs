//! The shapes of the JSON that commands print; later versions only add to them.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Serialize, Serializer};

use super::escape::escape;
use super::out::{Failure, Out};
use crate::domain::{Book, Period, Report, ReportHead, Standing, Status, Task};
use crate::row::PeriodRow;

/// A task as `list` and `show` print it.
#[derive(Debug, Serialize)]
pub(super) struct TaskShape<'a> {
    pub id: u32,
    pub plan: u16,
    pub number: u32,
    pub category: &'a str,
    pub task: &'a str,
    pub lead_unit: Option<&'a str>,
    pub leader: Option<&'a str>,
    pub assignments: Vec<AssignmentShape<'a>>,
    #[serde(serialize_with = "as_code")]
    pub status: Option<Status>,
    pub status_text: Option<&'a str>,
    pub period: Option<PeriodRow>,
    pub reported_on: Option<NaiveDate>,
}

#[derive(Debug, Serialize)]
pub(super) struct AssignmentShape<'a> {
    pub unit: &'a str,
    pub official: Option<&'a str>,
    pub role: &'static str,
}

/// A report as `show` and `history` print it.
#[derive(Debug, Serialize)]
pub(super) struct ReportShape<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    pub period: PeriodRow,
    pub unit: Option<&'a str>,
    pub status: &'static str,
    pub status_text: &'a str,
    pub narrative: &'a str,
    pub reported_on: NaiveDate,
    pub by: &'a str,
    pub at: DateTime<FixedOffset>,
    pub revision: u64,
    pub official: Option<&'a str>,
    pub void: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voided_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voided_at: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_back: Option<u64>,
}

impl<'a> TaskShape<'a> {
    /// How `task` stands in `period`.
    pub fn of(book: &'a Book, task: &'a Task, period: Option<Period>) -> Self {
        let head = head(book, task, period);
        let unit = |id| book.unit(id).map_or("", |u| u.name.as_str());
        let official = |id| book.official(id).map(|o| o.name.as_str());
        let assignments = task.assignments.iter().map(|a| AssignmentShape {
            unit: unit(a.unit),
            official: a.official.and_then(official),
            role: a.role.code(),
        });
        Self {
            id: task.id.0,
            plan: task.plan.0,
            number: task.number,
            category: book.category(task.category).map_or("", |c| c.name.as_str()),
            task: &task.text,
            lead_unit: task.lead().map(|a| unit(a.unit)),
            leader: task.leader.and_then(|l| book.leader(l)).map(|l| l.name.as_str()),
            assignments: assignments.collect(),
            status: head.map(|h| h.status),
            status_text: head.map(|h| h.status_text.as_ref()),
            period: period.map(PeriodRow::from),
            reported_on: head.map(|h| h.reported_on),
        }
    }

    /// The official of the leading unit.
    pub fn lead_official(&self) -> Option<&'a str> {
        self.assignments.iter().find(|a| a.role == "lead").and_then(|a| a.official)
    }
}

impl<'a> ReportShape<'a> {
    /// A report without its task's number.
    pub fn of(book: &'a Book, report: &'a Arc<Report>) -> Self {
        Self {
            number: None,
            period: report.key.period.into(),
            unit: report.key.unit.and_then(|u| book.unit(u)).map(|u| u.name.as_str()),
            status: report.status.code(),
            status_text: &report.status_text,
            narrative: &report.progress,
            reported_on: report.reported_on,
            by: &report.author,
            at: report.at,
            revision: report.revision,
            official: answering(book, report),
            void: report.void.as_deref(),
            voided_by: report.voided.as_ref().map(|voided| voided.by.as_str()),
            voided_at: report.voided.as_ref().map(|voided| voided.at),
            taken_back: None,
        }
    }
}

/// The official who answered for a report's unit, else for the lead unit, on the day its figures stand for.
pub(super) fn answering<'a>(book: &'a Book, report: &Report) -> Option<&'a str> {
    let assignment = book.task(report.key.task)?.answering_on(report.key.unit, report.reported_on)?;
    assignment.official_on(report.reported_on).and_then(|id| book.official(id)).map(|o| o.name.as_str())
}

/// The code of a status, or of 未报.
pub(super) fn code(status: Option<Status>) -> &'static str {
    status.map_or("unreported", Status::code)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn as_code<S: Serializer>(status: &Option<Status>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(code(*status))
}

/// The head of the report that counts for a task in a period.
pub(super) fn head<'a>(book: &'a Book, task: &Task, period: Option<Period>) -> Option<&'a ReportHead> {
    match period.map(|p| book.standing(task, p)) {
        Some(Standing::Reported(head)) => Some(head),
        _ => None,
    }
}

/// Prints a value as JSON.
pub(super) fn print(value: &impl Serialize, out: &mut Out<'_>) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(value).map_err(|e| Failure::Broken(e.to_string()))?;
    out.print(&escape(&json))?;
    out.print("\n")
}
