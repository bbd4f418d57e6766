//! Writes a period's table in the grammar it was read in: cells that still say what the ledger says, verbatim.

use std::sync::Arc;

use super::cell::paragraphs;
use super::heading::counts;
use super::table::progress;
use crate::domain::{Book, Heading, Period, PlanYear, Report, Status, Task, TaskSource, same_name};

/// The header cells of a table that never had any.
const COLUMNS: [&str; 7] = ["大类", "序号", "工作任务", "分管\n\n市领导", "责任单位", "责任人", "进展情况"];

/// Writes the summary table of a plan at a period; `report` finds a task's own report of that period.
pub fn to_txt(book: &Book, plan: PlanYear, period: Period, report: &dyn Fn(&Task) -> Option<Arc<Report>>) -> String {
    let rows: Vec<(&Arc<Task>, Option<Arc<Report>>)> = book.tasks_of(plan).map(|t| (t, report(t))).collect();
    let heading = heading(book, plan, period, &rows);
    let mut out = String::new();
    for line in [&heading.label, &heading.title, &heading.count_line].into_iter().filter(|l| !l.is_empty()) {
        out.push_str(line);
        out.push('\n');
    }
    out.push('\n');
    write_row(&mut out, heading.columns.iter().map(String::as_str));
    let mut category_above = None;
    for (task, report) in &rows {
        let cells = cells(book, task, report.as_deref(), category_above == Some(task.category));
        write_row(&mut out, cells.iter().map(String::as_str));
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

/// The heading as printed while its counts still hold, else with the counts of today.
fn heading(book: &Book, plan: PlanYear, period: Period, rows: &[(&Arc<Task>, Option<Arc<Report>>)]) -> Heading {
    let known = book.plan(plan);
    let printed = known.and_then(|p| p.periods.iter().find(|q| q.period == period)).and_then(|q| q.heading.clone());
    let mut heading = printed.unwrap_or_else(|| Heading {
        label: String::new(),
        title: format!("{plan}年市十件民生实事任务{}进展情况汇总表", period.label()),
        count_line: String::new(),
        columns: Vec::new(),
    });
    if heading.columns.len() != COLUMNS.len() {
        heading.columns = COLUMNS.map(str::to_owned).to_vec();
    }
    let count = |status: Status| rows.iter().filter(|(_, r)| r.as_ref().is_some_and(|r| r.status == status)).count();
    let said = counts(&heading.count_line);
    let holds = said.all == Some(rows.len()) && said.by_status.iter().all(|(status, n)| count(*status) == *n);
    if !holds {
        heading.count_line = count_line(rows.len(), count);
    }
    heading
}

fn count_line(all: usize, count: impl Fn(Status) -> usize) -> String {
    let words = [
        ("已完成", Status::Completed),
        ("按进度完成", Status::OnSchedule),
        ("滞后", Status::Behind),
        ("未启动", Status::NotStarted),
        ("暂停", Status::Suspended),
    ];
    let mut parts: Vec<String> = Vec::new();
    let mut reported = 0;
    for (word, status) in words {
        let n = count(status);
        reported += n;
        if n > 0 {
            parts.push(format!("{word}{n}项"));
        }
    }
    if reported < all {
        parts.push(format!("未报{}项", all - reported));
    }
    if parts.is_empty() {
        format!("（共{all}项）")
    } else {
        format!("（共{all}项，其中{}）", parts.join("，"))
    }
}

/// The seven cells of a task's row.
fn cells(book: &Book, task: &Task, report: Option<&Report>, same_category: bool) -> [String; 7] {
    let none = TaskSource::default();
    let source = task.source.as_ref().unwrap_or(&none);
    let units: Vec<&str> = task.assignments.iter().map(|a| book.unit(a.unit).map_or("", |u| u.name.as_str())).collect();
    let officials: Vec<&str> = task
        .assignments
        .iter()
        .filter_map(|a| a.official)
        .map(|o| book.official(o).map_or("", |o| o.name.as_str()))
        .collect();
    let category = book.category(task.category).map_or("", |c| c.name.as_str());
    let leader = task.leader.and_then(|l| book.leader(l)).map_or("", |l| l.name.as_str());
    let is_merged = same_category && source.category.trim().is_empty() && task.source.is_some();
    [
        if is_merged { source.category.clone() } else { names(&source.category, &[category]) },
        if source.number.trim() == task.number.to_string() { source.number.clone() } else { task.number.to_string() },
        words(&source.text, &task.text),
        names(&source.leader, if leader.is_empty() { &[] } else { std::slice::from_ref(&leader) }),
        names(&source.units, &units),
        names(&source.officials, &officials),
        report.map(progress_cell).unwrap_or_default(),
    ]
}

/// A cell of names: verbatim while it names the same.
fn names(verbatim: &str, names: &[&str]) -> String {
    let printed = paragraphs(verbatim);
    let same = printed.len() == names.len() && printed.iter().zip(names).all(|(a, b)| same_name(a, b));
    if same { verbatim.to_owned() } else { names.join("\n\n") }
}

/// A cell of words: verbatim while it says the same.
fn words(verbatim: &str, text: &str) -> String {
    if paragraphs(verbatim).join("\n") == text { verbatim.to_owned() } else { text.replace('\n', "\n\n") }
}

fn progress_cell(report: &Report) -> String {
    let verbatim = report.source.as_deref().unwrap_or_default();
    let says = (report.status, report.status_text.clone(), report.progress.clone());
    if progress(verbatim) == Ok(Some(says)) {
        return verbatim.to_owned();
    }
    let mut status = report.status_text.clone();
    if !status.ends_with('。') {
        status.push('。');
    }
    if report.progress.is_empty() { status } else { format!("{status}\n\n{}", report.progress.replace('\n', "\n\n")) }
}
