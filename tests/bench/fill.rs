//! Fills stores as the program does: through the ledger, by importing tables.

use std::path::Path;

use duban::domain::{Book, Command, Door, Import, ImportReport, ImportRow, Task, TaskSource, Who};
use duban::ledger::{Done, Ledger};

use super::generate;

/// How many rows a table has.
const ROWS: usize = 1000;

/// Who fills.
pub fn who() -> Who {
    Who::owner("督查室", Door::Command)
}

/// Opens the store of a folder.
pub fn open(folder: &Path) -> Ledger {
    Ledger::open(folder, &mut |_, _| {}).expect("the store opens")
}

/// Fills a new store with the 25 real tasks.
pub fn example(folder: &Path) {
    take(&open(folder), generate::example_table());
}

/// Fills a new store with `tasks` tasks.
pub fn large(folder: &Path, tasks: u32) {
    let book = generate::book(tasks);
    let model = generate::example_table();
    let ledger = open(folder);
    let all: Vec<_> = book.tasks().collect();
    for some in all.chunks(ROWS) {
        let rows = some.iter().map(|task| row(&book, task)).collect();
        take(&ledger, Import { rows, ..model.clone() });
    }
}

fn take(ledger: &Ledger, table: Import) {
    let done = ledger.execute(&who(), &Command::Import(Box::new(table)), generate::noon());
    assert!(matches!(done, Ok(Done::Changed(_))), "it is taken in: {done:?}");
}

/// A task and its report as a table has them.
fn row(book: &Book, task: &Task) -> ImportRow {
    let category = book.category(task.category).unwrap().name.clone();
    let leader = task.leader.map(|id| book.leader(id).unwrap().name.clone());
    let pair = |a: &duban::domain::Assignment| {
        let official = a.official.map(|id| book.official(id).unwrap().name.clone());
        (book.unit(a.unit).unwrap().name.clone(), official)
    };
    let pairs: Vec<_> = task.assignments.iter().map(pair).collect();
    let report = book.latest_report(task.id).unwrap();
    let units: Vec<&str> = pairs.iter().map(|(unit, _)| unit.as_str()).collect();
    let officials: Vec<&str> = pairs.iter().filter_map(|(_, official)| official.as_deref()).collect();
    let source = TaskSource {
        category: category.clone(),
        number: task.number.to_string(),
        text: task.text.clone(),
        leader: leader.clone().unwrap_or_default(),
        units: units.join("\n"),
        officials: officials.join("\n"),
    };
    ImportRow {
        task: None,
        number: task.number,
        category,
        text: task.text.clone(),
        leader,
        source,
        pairs,
        deadline: None,
        remark: String::new(),
        report: Some(ImportReport {
            status: report.status,
            status_text: report.status_text.clone(),
            progress: report.progress.clone(),
            reported_on: report.reported_on,
            source: format!("{}\n{}", report.status_text, report.progress),
        }),
    }
}
