//! `duban show`: one task, who answers for it, and all its reports.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::args::Show;
use super::find::{View, reading};
use super::out::{Exit, Failure, Out};
use super::prose;
use super::shape::{self, ReportShape, TaskShape};
use crate::domain::{Book, Period, Report, Review, Task};
use crate::lang::status_key;
use crate::tui::text::clean;

/// A task with its reports, newest first.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    task: TaskShape<'a>,
    deadline: Option<&'a str>,
    remark: &'a str,
    indicators: Vec<String>,
    continues: Option<Continued>,
    closed_on: Option<NaiveDate>,
    void: Option<&'a str>,
    reports: Vec<ReportShape<'a>>,
}

/// The task of an earlier year that is continued.
#[derive(Serialize)]
struct Continued {
    plan: u16,
    number: u32,
}

pub(super) fn run(asked: Show, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    let Some(view) = View::of(book, asked.at, out)? else { return Ok(Exit::Refused) };
    let task = &view.task_or_void(book, asked.number, out)?;
    let mut reports: Vec<Arc<Report>> = reading.reports(task.plan, task.id);
    reports.retain(|report| report.review != Review::Draft);
    reports.sort_by_key(|r| (std::cmp::Reverse((r.key.period, r.revision)), r.key.unit));
    let shown = TaskShape::of(book, task, view.period);
    if asked.json {
        let reports = reports.iter().map(|r| ReportShape::of(book, r)).collect();
        let whole = Shown {
            task: shown,
            deadline: task.deadline.as_ref().map(|d| d.printed.as_str()),
            remark: &task.remark,
            indicators: task.indicators.iter().map(ToString::to_string).collect(),
            continues: continued(book, task).map(|before| Continued { plan: before.plan.0, number: before.number }),
            closed_on: task.closed_on,
            void: task.void.as_deref(),
            reports,
        };
        shape::print(&whole, out)?;
    } else {
        write_task(book, task, &shown, view.period, out)?;
        for report in &reports {
            out.line("")?;
            prose::report(book, report, None, out)?;
        }
    }
    Ok(Exit::Done)
}

fn continued<'a>(book: &'a Book, task: &Task) -> Option<&'a Task> {
    task.predecessor.and_then(|id| book.task(id)).map(AsRef::as_ref)
}

fn write_task(
    book: &Book,
    task: &Task,
    shown: &TaskShape<'_>,
    period: Option<Period>,
    out: &mut Out<'_>,
) -> Result<(), Failure> {
    let texts = out.texts();
    let status = texts.get(status_key(shown.status));
    let period = period.map(Period::label).unwrap_or_default();
    let parts: [(&str, &dyn std::fmt::Display); 4] =
        [("year", &task.plan), ("number", &task.number), ("period", &period), ("status", &status)];
    let heading = texts.fill("cli.task", &parts);
    let label = |key: &str| texts.get(key).to_owned();
    let mut rows = vec![[label("detail.category"), shown.category.to_owned()]];
    rows.push([label("detail.leader"), shown.leader.unwrap_or_default().to_owned()]);
    let mut name = label("detail.units");
    for pair in &shown.assignments {
        let role = if pair.role == "lead" { texts.get("cli.lead") } else { "" };
        rows.push([std::mem::take(&mut name), format!("{}  {}{role}", pair.unit, pair.official.unwrap_or_default())]);
    }
    if let Some(deadline) = &task.deadline {
        rows.push([label("detail.deadline"), deadline.printed.clone()]);
    }
    if !task.remark.is_empty() {
        rows.push([label("detail.remark"), task.remark.clone()]);
    }
    if let Some(day) = task.closed_on {
        rows.push([label("detail.closed"), day.to_string()]);
    }
    let mut name = label("detail.indicators");
    for indicator in &task.indicators {
        rows.push([std::mem::take(&mut name), indicator.to_string()]);
    }
    if let Some(before) = continued(book, task) {
        rows.push([label("cli.predecessor"), format!("{} {}", before.plan, before.number)]);
    }
    out.line(&heading)?;
    if let Some(why) = &task.void {
        let sentence = out.say("cli.void", &[("why", &clean(why))]);
        prose::paragraphs(&sentence, 0, out)?;
    }
    prose::paragraphs(&task.text, 0, out)?;
    super::table::write(&rows, out)
}
