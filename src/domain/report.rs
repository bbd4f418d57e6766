//! Holds a report: how one task stood in one period, by whom and when it was said.

use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{Period, PlanYear, Status, TaskId, UnitId};

/// The longest text taken from outside for a report, in bytes; the longest real narrative has 4 KB.
pub const LONGEST_TEXT: u64 = 1 << 20;

/// Names a report: one task in one period, by one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportKey {
    /// The plan of the task.
    pub plan: PlanYear,
    /// The task reported on.
    pub task: TaskId,
    /// The period reported for.
    pub period: Period,
    /// The unit reporting for its own part; none for the task's own report.
    pub unit: Option<UnitId>,
}

impl ReportKey {
    /// All keys of reports on one task, oldest period first, the task's own before its units'.
    pub fn all_on(plan: PlanYear, task: TaskId) -> RangeInclusive<Self> {
        let key = |period, unit| Self { plan, task, period, unit };
        key(Period::FIRST, None)..=key(Period::LAST, Some(UnitId(u32::MAX)))
    }
}

/// Progress of one task in one period (进展情况).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it reports on.
    pub key: ReportKey,
    /// How the task stands.
    pub status: Status,
    /// The status as printed, with its punctuation, such as 按进度完成。
    pub status_text: String,
    /// How far the review has come.
    pub review: Review,
    /// The public part: what was done; paragraphs are separated by line feeds.
    pub progress: String,
    /// The internal part about problems (存在问题).
    pub problems: String,
    /// The internal part about next steps (下一步工作).
    pub next_steps: String,
    /// Reported values of the task's indicators.
    pub measurements: Vec<Measurement>,
    /// The day its figures stand for (as-of date).
    pub reported_on: NaiveDate,
    /// Who answers for its words.
    pub author: String,
    /// When it was recorded.
    pub at: DateTime<FixedOffset>,
    /// The revision of the book that recorded it.
    pub revision: u64,
    /// Why it no longer counts; nothing is ever deleted.
    pub void: Option<String>,
    /// Who said so; none while it counts, and of reports kept before this was.
    pub voided: Option<Voided>,
    /// The cell it was read from, verbatim; none when it was typed here.
    pub source: Option<String>,
}

/// Who took a report out of account; its own author answers for its words alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voided {
    /// The person.
    pub by: String,
    /// When.
    pub at: DateTime<FixedOffset>,
}

impl Report {
    /// What the book keeps of it for lists.
    pub fn head(&self) -> ReportHead {
        ReportHead {
            revision: self.revision,
            status: self.status,
            status_text: Arc::from(self.status_text.as_str()),
            reported_on: self.reported_on,
            counts: self.void.is_none() && self.review != Review::Draft,
        }
    }
}

/// The part of a report that lists need; the words stay in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportHead {
    /// The revision that recorded the report.
    pub revision: u64,
    /// How the task stands.
    pub status: Status,
    /// The status as printed.
    pub status_text: Arc<str>,
    /// The as-of date.
    pub reported_on: NaiveDate,
    /// Whether it counts as reported: neither void nor a draft.
    pub counts: bool,
}

/// How far the review (审核) of a report has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Review {
    /// Still being written.
    Draft,
    /// Waiting for the supervision office.
    Submitted,
    /// Taken; at once while the plan's review is off.
    Accepted,
    /// Sent back (退回), with the reason.
    Returned(String),
}

/// The reported value of an indicator (指标值).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measurement {
    /// The indicator's name within the task.
    pub indicator: String,
    /// The value, a decimal number as printed.
    pub value: String,
    /// The unit of measure as printed.
    pub measure: String,
}
