//! Writes a period's table in the grammar it was read in: cells that still say what the ledger says, verbatim.

use std::sync::Arc;

use super::cell::paragraphs;
use super::count;
use super::header::{Column, named};
use super::heading::renamed;
use super::table::{number, progress};
use crate::domain::{Book, Heading, Period, PlanYear, Report, Task, TaskSource, same_name};

/// The header cells of a table that never had any.
const COLUMNS: [&str; 7] = ["大类", "序号", "工作任务", "分管\n\n市领导", "责任单位", "责任人", "进展情况"];

/// Writes the summary table of a plan at a period; `report` finds a task's own report of that period.
///
/// A report of another period, a draft and a void one do not count.
pub fn to_txt(book: &Book, plan: PlanYear, period: Period, report: &dyn Fn(&Task) -> Option<Arc<Report>>) -> String {
    let counting = |task: &Task| report(task).filter(|r| r.key.period == period && r.head().counts);
    let rows: Vec<(&Arc<Task>, Option<Arc<Report>>)> = book.tasks_of(plan).map(|t| (t, counting(t))).collect();
    let standings: Vec<_> = rows.iter().map(|(_, r)| r.as_ref().map(|r| (r.status, r.status_text.as_str()))).collect();
    let heading = heading(book, plan, period, &standings);
    let mut out = String::new();
    for line in [&heading.label, &heading.title, &heading.count_line].into_iter().filter(|l| !l.is_empty()) {
        out.push_str(line);
        out.push('\n');
    }
    out.push('\n');
    write_row(&mut out, heading.columns.iter().map(String::as_str));
    let columns: Vec<Option<Column>> = heading.columns.iter().map(|cell| named(cell)).collect();
    let mut category_above = None;
    for (task, report) in &rows {
        let merged = category_above == Some(task.category);
        let cells =
            columns.iter().map(|c| c.map(|c| cell(book, task, report.as_deref(), c, merged)).unwrap_or_default());
        write_row(&mut out, cells.collect::<Vec<_>>().iter().map(String::as_str));
        category_above = Some(task.category);
    }
    out
}

fn write_row<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for cell in cells {
        out.push('\t');
        out.push_str(cell);
        out.push('\n');
    }
    out.push('\n');
}

/// The heading as printed, its counts those of today; one of our own for a period that never had any.
fn heading(book: &Book, plan: PlanYear, period: Period, standings: &count::Standings<'_>) -> Heading {
    let known = book.plan(plan);
    let printed = known.and_then(|p| p.periods.iter().find(|q| q.period == period)).and_then(|q| q.heading.clone());
    if let Some(mut heading) = printed.filter(|h| !h.columns.is_empty()) {
        // A table that was printed without a count line is written without one.
        if !heading.count_line.is_empty() {
            heading.count_line = count::write(&heading.count_line, standings);
        }
        return heading;
    }
    let title = known.and_then(|p| renamed(&p.title, period));
    Heading {
        label: String::new(),
        title: title.unwrap_or_else(|| format!("{plan}年民生实事任务{}进展情况汇总表", period.label())),
        count_line: count::write("（共0项）", standings),
        columns: COLUMNS.map(str::to_owned).to_vec(),
    }
}

/// The cell of one column in a task's row; `merged` says that the row above has the same category.
fn cell(book: &Book, task: &Task, report: Option<&Report>, column: Column, merged: bool) -> String {
    let none = TaskSource::default();
    let source = task.source.as_ref().unwrap_or(&none);
    match column {
        Column::Category if merged && task.source.is_some() && source.category.trim().is_empty() => {
            source.category.clone()
        }
        Column::Category => {
            let category = book.category(task.category).map_or("", |c| c.name.as_str());
            let printed = paragraphs(&source.category).concat();
            if same_name(&printed, category) { source.category.clone() } else { written(category) }
        }
        Column::Number if number(&source.number) == Some(task.number) => source.number.clone(),
        Column::Number => task.number.to_string(),
        Column::Text => words(&source.text, &task.text),
        Column::Leader => {
            let leader = task.leader.and_then(|l| book.leader(l)).map_or("", |l| l.name.as_str());
            let printed = paragraphs(&source.leader).concat();
            if same_name(&printed, leader) { source.leader.clone() } else { written(leader) }
        }
        Column::Units => {
            let units = task.assignments.iter().map(|a| book.unit(a.unit).map_or("", |u| u.name.as_str()));
            names(&source.units, &units.collect::<Vec<_>>())
        }
        Column::Officials => {
            let officials = task.assignments.iter().filter_map(|a| a.official);
            let officials = officials.map(|o| book.official(o).map_or("", |o| o.name.as_str()));
            names(&source.officials, &officials.collect::<Vec<_>>())
        }
        Column::Progress => report.map(progress_cell).unwrap_or_default(),
        Column::Deadline => written(task.deadline.as_ref().map_or("", |d| d.printed.as_str())),
        Column::Remark => written(&task.remark),
    }
}

/// A cell of names: verbatim while it names the same.
fn names(verbatim: &str, names: &[&str]) -> String {
    let printed = paragraphs(verbatim);
    let same = printed.len() == names.len() && printed.iter().zip(names).all(|(a, b)| same_name(a, b));
    if same { verbatim.to_owned() } else { written(&names.join("\n")) }
}

/// A cell of words: verbatim while it says the same.
fn words(verbatim: &str, text: &str) -> String {
    if paragraphs(verbatim).join("\n") == text { verbatim.to_owned() } else { written(text) }
}

/// A cell in the table's own grammar. What a person typed is cleaned: a TAB at a line's start would begin a cell.
fn written(text: &str) -> String {
    paragraphs(text).join("\n\n")
}

fn progress_cell(report: &Report) -> String {
    let verbatim = report.source.as_deref().unwrap_or_default();
    let says = (report.status, report.status_text.clone(), report.progress.clone());
    if progress(verbatim) == Ok(Some(says)) {
        return verbatim.to_owned();
    }
    written(&format!("{}\n{}", report.status_text, report.progress))
}
