//! `duban history`: every report as it was recorded, newest first; a corrected one stays beside its correction,
//! and what no longer counts says so.

use std::cmp::Reverse;
use std::sync::Arc;

use super::args::{At, History};
use super::find::{View, reading};
use super::out::{Exit, Failure, Out};
use super::shape::{self, ReportShape, answering};
use super::{prose, table};
use crate::domain::{Book, Deed, Record, Report, Review, TaskId};
use crate::store::Reading;

pub(super) fn run(asked: History, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    let at = At { period: None, plan: asked.plan };
    let task = match asked.number {
        Some(number) => match View::of(book, at, out)? {
            Some(view) => Some(view.task_or_void(book, number, out)?.id),
            None => return Ok(Exit::Refused),
        },
        None => None,
    };
    let reports = recorded(&reading, task, asked.plan);
    if asked.json {
        let shapes = reports.iter().map(|r| ReportShape {
            number: Some(r.number),
            taken_back: r.taken_back,
            ..ReportShape::of(book, &r.report)
        });
        shape::print(&shapes.collect::<Vec<_>>(), out)?;
    } else if task.is_some() {
        write_reports(book, &reports, out)?;
    } else {
        write_lines(book, &reports, out)?;
    }
    Ok(Exit::Done)
}

/// A report as it was recorded.
struct Recorded {
    /// The number of its task.
    number: u32,
    report: Arc<Report>,
    /// The revision that took it back.
    taken_back: Option<u64>,
}

/// The reports ever recorded on a task, or on all of a plan or of all plans.
fn recorded(reading: &Reading, task: Option<TaskId>, plan: Option<u16>) -> Vec<Recorded> {
    let book = reading.book();
    let is_asked = |r: &Report| {
        task.is_none_or(|id| r.key.task == id)
            && plan.is_none_or(|year| r.key.plan.0 == year)
            && r.review != Review::Draft
    };
    let mut reports: Vec<Recorded> = Vec::new();
    for change in reading.changes() {
        let is_undo = matches!(change.deed, Deed::Undo(_));
        for edit in &change.edits {
            match (&edit.before, &edit.after) {
                // What an undo puts back was recorded before; what it takes back stays, and says so.
                (Some(Record::Report(before)), after) if is_undo && edit.before != *after => {
                    let same = |r: &&mut Recorded| r.report.key == before.key && r.report.revision == before.revision;
                    if let Some(recorded) = reports.iter_mut().rev().find(same) {
                        recorded.taken_back = Some(change.revision);
                    }
                }
                (_, Some(Record::Report(report))) if !is_undo && is_asked(report) => {
                    let number = book.task(report.key.task).map_or(0, |task| task.number);
                    reports.push(Recorded { number, report: report.clone(), taken_back: None });
                }
                _ => {}
            }
        }
    }
    reports.sort_by_key(|r| (Reverse((r.report.key.period, r.report.revision)), r.number, r.report.key.unit));
    reports
}

fn write_reports(book: &Book, reports: &[Recorded], out: &mut Out<'_>) -> Result<(), Failure> {
    if reports.is_empty() {
        let sentence = out.texts().get("history.none").to_owned();
        return prose::paragraphs(&sentence, 0, out);
    }
    for (nth, recorded) in reports.iter().enumerate() {
        if nth > 0 {
            out.line("")?;
        }
        prose::report(book, &recorded.report, recorded.taken_back, out)?;
    }
    Ok(())
}

fn write_lines(book: &Book, reports: &[Recorded], out: &mut Out<'_>) -> Result<(), Failure> {
    let texts = out.texts();
    let keys = [
        "cli.at",
        "cli.by",
        "cli.plan",
        "cli.period",
        "column.number",
        "column.status",
        "search.unit",
        "column.official",
        "cli.words",
    ];
    let mut rows = vec![keys.map(|key| texts.get(key).to_owned())];
    rows.extend(reports.iter().map(|Recorded { number, report, taken_back }| {
        let unit = report.key.unit.and_then(|u| book.unit(u)).map(|u| u.name.clone()).unwrap_or_default();
        let why_not = prose::why_not(report, *taken_back, texts);
        [
            report.at.format("%Y-%m-%d %H:%M").to_string(),
            report.author.clone(),
            report.key.plan.to_string(),
            report.key.period.label(),
            format!("{number:>4}"),
            report.status_text.clone(),
            unit,
            answering(book, report).unwrap_or_default().to_owned(),
            why_not.into_iter().chain([report.progress.clone()]).collect::<Vec<_>>().join("  "),
        ]
    }));
    table::write(&rows, out)
}
