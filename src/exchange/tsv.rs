//! Writes rows as tab-separated values, and a plan's tasks among them.

use super::cell::is_order;
use crate::domain::{Book, Period, PlanYear, Standing, Task};

/// The names of a task's values, those of its JSON form.
pub const TASK_COLUMNS: [&str; 12] = [
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

/// A header row and rows; what would break a row inside a cell becomes a blank.
pub fn to_tsv<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut out = header.join("\t");
    out.push('\n');
    for row in rows {
        let blank = |c: char| if is_order(c) { ' ' } else { c };
        let cells = row.iter().map(|cell| cell.chars().map(blank).collect::<String>());
        out.push_str(&cells.collect::<Vec<_>>().join("\t"));
        out.push('\n');
    }
    out
}

/// The tasks of a plan as they stand in a period, under [`TASK_COLUMNS`].
pub fn plan_tsv(book: &Book, plan: PlanYear, period: Period) -> String {
    to_tsv(TASK_COLUMNS, book.tasks_of(plan).map(|task| task_cells(book, task, period)))
}

/// The values of a task under [`TASK_COLUMNS`]; assignments are `unit:official` joined by `;`, what is null is empty.
pub fn task_cells(book: &Book, task: &Task, period: Period) -> [String; 12] {
    let unit = |id| book.unit(id).map(|u| u.name.clone()).unwrap_or_default();
    let assignments = task.assignments.iter().map(|a| match a.official.and_then(|id| book.official(id)) {
        Some(official) => format!("{}:{}", unit(a.unit), official.name),
        None => unit(a.unit),
    });
    let (status, status_text, reported_on) = match book.standing(task, period) {
        Standing::Reported(head) => (head.status.code(), head.status_text.to_string(), head.reported_on.to_string()),
        Standing::Unreported => ("unreported", String::new(), String::new()),
    };
    [
        task.id.to_string(),
        task.plan.to_string(),
        task.number.to_string(),
        book.category(task.category).map(|c| c.name.clone()).unwrap_or_default(),
        task.text.clone(),
        task.lead().map(|a| unit(a.unit)).unwrap_or_default(),
        task.leader.and_then(|id| book.leader(id)).map(|l| l.name.clone()).unwrap_or_default(),
        assignments.collect::<Vec<_>>().join(";"),
        status.to_owned(),
        status_text,
        period.to_string(),
        reported_on,
    ]
}
