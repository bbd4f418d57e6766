//! `duban history`: every report as it was recorded, newest first; a corrected one stays beside its correction.

use std::cmp::Reverse;
use std::sync::Arc;

use super::args::{At, History};
use super::find::{View, is_shown, reading};
use super::out::{Exit, Failure, Out};
use super::shape::{self, ReportShape};
use super::{prose, table};
use crate::domain::{Book, Record, Report, TaskId};
use crate::store::Reading;

pub(super) fn run(asked: History, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    let at = At { period: None, plan: asked.plan };
    let task = match asked.number {
        Some(number) => match View::of(book, at, out)? {
            Some(view) => Some(view.task(book, number, out)?.id),
            None => return Ok(Exit::Refused),
        },
        None => None,
    };
    let reports = recorded(reading, task, asked.plan);
    if asked.json {
        let numbered = |(number, report): &'_ (u32, Arc<Report>)| (*number, report.clone());
        let reports: Vec<(u32, Arc<Report>)> = reports.iter().map(numbered).collect();
        let shapes = reports.iter().map(|(n, r)| ReportShape { number: Some(*n), ..ReportShape::of(book, r) });
        shape::print(&shapes.collect::<Vec<_>>(), out)?;
    } else if task.is_some() {
        write_reports(book, &reports, out)?;
    } else {
        write_lines(book, &reports, out)?;
    }
    Ok(Exit::Done)
}

/// The reports ever recorded on a task, or on all of a plan or of all plans, with the numbers of their tasks.
fn recorded(reading: &Reading, task: Option<TaskId>, plan: Option<u16>) -> Vec<(u32, Arc<Report>)> {
    let book = reading.book();
    let mut reports: Vec<(u32, Arc<Report>)> = Vec::new();
    for change in reading.changes() {
        for edit in &change.edits {
            let Some(Record::Report(report)) = &edit.after else { continue };
            let is_asked = task.is_none_or(|id| report.key.task == id) && plan.is_none_or(|y| report.key.plan.0 == y);
            if let Some(task) = book.task(report.key.task).filter(|_| is_asked && is_shown(report)) {
                reports.push((task.number, report.clone()));
            }
        }
    }
    reports.sort_by_key(|(number, r)| (Reverse((r.key.period, r.revision)), *number, r.key.unit));
    reports
}

fn write_reports(book: &Book, reports: &[(u32, Arc<Report>)], out: &mut Out<'_>) -> Result<(), Failure> {
    if reports.is_empty() {
        let sentence = out.texts().get("history.none").to_owned();
        return prose::paragraphs(&sentence, 0, out);
    }
    for (nth, (_, report)) in reports.iter().enumerate() {
        if nth > 0 {
            out.line("")?;
        }
        prose::report(book, report, out)?;
    }
    Ok(())
}

fn write_lines(book: &Book, reports: &[(u32, Arc<Report>)], out: &mut Out<'_>) -> Result<(), Failure> {
    let texts = out.texts();
    let keys =
        ["cli.at", "cli.by", "cli.plan", "cli.period", "column.number", "column.status", "column.unit", "cli.words"];
    let mut rows = vec![keys.map(|key| texts.get(key).to_owned())];
    rows.extend(reports.iter().map(|(number, report)| {
        let unit = report.key.unit.and_then(|u| book.unit(u)).map(|u| u.name.clone()).unwrap_or_default();
        [
            report.at.format("%Y-%m-%d %H:%M").to_string(),
            report.author.clone(),
            report.key.plan.to_string(),
            report.key.period.label(),
            format!("{number:>4}"),
            report.status_text.clone(),
            unit,
            report.progress.clone(),
        ]
    }));
    table::write(&rows, out)
}
