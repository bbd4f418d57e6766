//! `duban list`: tasks with their standing in a period.

use super::args::{At, List};
use super::filter::Filter;
use super::find::{View, reading};
use super::out::{Exit, Failure, Out};
use super::shape::{self, TaskShape};
use super::table;
use crate::domain::{Period, Status};
use crate::exchange::to_tsv;
use crate::lang::{Texts, status_key};
use crate::store::Reading;
use crate::tui::text::clean;

/// The names above tab-separated values: those of the same values in JSON.
const COLUMNS: [&str; 12] = [
    "id",
    "plan",
    "number",
    "category",
    "task",
    "lead_unit",
    "leader",
    "assignments",
    "status",
    "status_text",
    "period",
    "reported_on",
];

pub(super) fn run(asked: &List, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let found = View::of(reading.book(), asked.at, out)?;
    let tasks = match found {
        Some(view) => kept(asked, &reading, view, out),
        None => Vec::new(),
    };
    if asked.json {
        shape::print(&tasks, out)?;
    } else if asked.tsv {
        out.print(&tsv(&tasks))?;
    } else if let Some(view) = found {
        write(&tasks, view, out)?;
    }
    Ok(Exit::Done)
}

/// The plan's tasks at a period as tab-separated values.
pub(super) fn plan_as_tsv(reading: &Reading, at: At, out: &mut Out<'_>) -> Result<String, Failure> {
    let book = reading.book();
    let tasks = match View::of(book, at, out)? {
        Some(view) => book.tasks_of(view.plan).map(|task| TaskShape::of(book, task, view.period)).collect(),
        None => Vec::new(),
    };
    Ok(tsv(&tasks))
}

fn kept<'a>(asked: &List, reading: &'a Reading, view: View, out: &mut Out<'_>) -> Vec<TaskShape<'a>> {
    let book = reading.book();
    let filter = Filter::of(asked, reading, view, out);
    let tasks = book.tasks_of(view.plan).filter(|task| filter.keeps(task));
    tasks.map(|task| TaskShape::of(book, task, view.period)).collect()
}

fn tsv(tasks: &[TaskShape<'_>]) -> String {
    let row = |task: &TaskShape<'_>| {
        let pair = |a: &shape::AssignmentShape<'_>| match a.official {
            Some(official) => format!("{} {official}", a.unit),
            None => a.unit.to_owned(),
        };
        let period = task.period.and_then(|p| Period::try_from(p).ok());
        [
            task.id.to_string(),
            task.plan.to_string(),
            task.number.to_string(),
            task.category.to_owned(),
            task.task.to_owned(),
            task.lead_unit.unwrap_or_default().to_owned(),
            task.leader.unwrap_or_default().to_owned(),
            task.assignments.iter().map(pair).collect::<Vec<_>>().join("；"),
            shape::code(task.status).to_owned(),
            task.status_text.unwrap_or_default().to_owned(),
            period.map(|p| p.to_string()).unwrap_or_default(),
            task.reported_on.map(|d| d.to_string()).unwrap_or_default(),
        ]
        .map(|cell| clean(&cell).into_owned())
    };
    to_tsv(COLUMNS, tasks.iter().map(row))
}

fn write(tasks: &[TaskShape<'_>], view: View, out: &mut Out<'_>) -> Result<(), Failure> {
    let texts = out.texts();
    let heading = summary(tasks, view, texts);
    let keys = ["column.number", "column.status", "column.date", "column.unit", "column.official", "column.task"];
    let mut rows = vec![keys.map(|key| texts.get(key).to_owned())];
    rows.extend(tasks.iter().map(|task| {
        [
            format!("{:>4}", task.number),
            texts.get(status_key(task.status)).to_owned(),
            task.reported_on.map(|d| d.to_string()).unwrap_or_default(),
            task.lead_unit.unwrap_or_default().to_owned(),
            task.lead_official().unwrap_or_default().to_owned(),
            task.task.to_owned(),
        ]
    }));
    out.line(&heading)?;
    if tasks.is_empty() {
        return Ok(());
    }
    table::write(&rows, out)
}

/// The line above a list: plan, period, and how many tasks stand how.
fn summary(tasks: &[TaskShape<'_>], view: View, texts: &Texts) -> String {
    let all = Status::ALL.map(Some).into_iter().chain([None]);
    let counts = all.filter_map(|status| {
        let count = tasks.iter().filter(|t| t.status == status).count();
        (count > 0).then(|| format!("{}{count}", texts.get(status_key(status))))
    });
    let period = view.period.map(Period::label).unwrap_or_default();
    let counts = counts.collect::<Vec<_>>().join("  ");
    let parts: [(&str, &dyn std::fmt::Display); 4] =
        [("year", &view.plan), ("period", &period), ("count", &tasks.len()), ("counts", &counts)];
    texts.fill("cli.summary", &parts)
}
