//! Matches a table with the ledger: which rows are known tasks, which are new, and which a person must decide about.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Problem, Table, TableRow, Trouble, Unfit};
use crate::domain::{Book, Import, ImportRow, Period, PlanYear, Task, fold};

/// What a table would bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The rows that are certain, ready to be taken in.
    pub import: Import,
    /// How many of them are new tasks.
    pub new: usize,
    /// How many of them are tasks of the ledger.
    pub recognised: usize,
    /// The rows that are not certain; left out unless accepted.
    pub doubtful: Vec<Doubt>,
    /// What a person should look at.
    pub problems: Vec<Problem>,
}

/// A row that may be a known task, or may not.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The row, as it would be taken in for the known task.
    pub row: ImportRow,
    /// The words of the known task.
    pub known: String,
    /// The known task's number.
    pub known_number: u32,
}

impl Proposal {
    /// Takes a doubtful row as the known task it resembles; nothing when there is no such doubt.
    pub fn accept(&mut self, doubt: usize) {
        if doubt < self.doubtful.len() {
            let doubt = self.doubtful.remove(doubt);
            self.import.rows.push(doubt.row);
            self.recognised += 1;
        }
    }
}

/// Matches `table` with the ledger; `period` overrides the one its title names.
pub fn propose(table: &Table, book: &Book, period: Option<Period>) -> Result<Proposal, Unfit> {
    let period = period.or(table.period).ok_or(Unfit::NoPeriod)?;
    let plan = PlanYear(period.year());
    let by_text: HashMap<String, &Arc<Task>> = book.tasks_of(plan).map(|t| (fold(&t.text), t)).collect();
    let by_number: BTreeMap<u32, &Arc<Task>> = book.tasks_of(plan).map(|t| (t.number, t)).collect();
    let mut proposal = Proposal {
        import: Import {
            plan,
            title: table.heading.title.clone(),
            period,
            heading: table.heading.clone(),
            rows: Vec::new(),
        },
        new: 0,
        recognised: 0,
        doubtful: Vec::new(),
        problems: table.problems.iter().filter(|p| p.trouble != Trouble::NoPeriod).cloned().collect(),
    };
    for row in &table.rows {
        let same_text = by_text.get(&fold(&row.text)).copied();
        let same_number = by_number.get(&row.number).copied();
        match same_text.or(same_number) {
            None => {
                proposal.new += 1;
                proposal.import.rows.push(import_row(row, None, period));
            }
            Some(task) if same_text.is_some() && task.number == row.number => {
                proposal.recognised += 1;
                proposal.problems.extend(differences(book, task, row));
                proposal.import.rows.push(import_row(row, Some(task), period));
            }
            // The same words under another number, or other words under the same: a person knows, the program does not.
            Some(task) => proposal.doubtful.push(Doubt {
                row: import_row(row, Some(task), period),
                known: task.text.clone(),
                known_number: task.number,
            }),
        }
    }
    Ok(proposal)
}

fn import_row(row: &TableRow, task: Option<&Arc<Task>>, period: Period) -> ImportRow {
    ImportRow {
        task: task.map(|t| t.id),
        number: row.number,
        category: row.category.clone(),
        text: row.text.clone(),
        leader: row.leader.clone(),
        pairs: row.pairs.clone(),
        deadline: row.deadline.clone(),
        remark: row.remark.clone(),
        report: row.report(period.last_day()),
        source: row.source.clone(),
    }
}

/// Where the row names others than the ledger does; the ledger's stay, since people change by a command of their own.
fn differences(book: &Book, task: &Task, row: &TableRow) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut note = |trouble| problems.push(Problem { line: row.line, column: 0, trouble });
    let kept: Vec<(&str, &str)> = task
        .assignments
        .iter()
        .map(|a| {
            let official = a.official.and_then(|o| book.official(o)).map_or("", |o| o.name.as_str());
            (book.unit(a.unit).map_or("", |u| u.name.as_str()), official)
        })
        .collect();
    let said: Vec<(&str, &str)> =
        row.pairs.iter().map(|(unit, official)| (unit.as_str(), official.as_deref().unwrap_or(""))).collect();
    let only_in = |these: &[(&str, &str)], those: &[(&str, &str)]| {
        let there = |pair: &(&str, &str)| those.iter().any(|t| fold(t.0) == fold(pair.0) && fold(t.1) == fold(pair.1));
        let named = these.iter().filter(|pair| !there(pair)).map(|(unit, official)| format!("{unit} {official}"));
        named.collect::<Vec<_>>().join("、")
    };
    let (new, gone) = (only_in(&said, &kept), only_in(&kept, &said));
    if !new.is_empty() || !gone.is_empty() {
        note(Trouble::OtherPairs(task.number, new, gone));
    }
    let leader = task.leader.and_then(|l| book.leader(l)).map_or("", |l| l.name.as_str());
    let named = row.leader.as_deref().unwrap_or(leader);
    if fold(named) != fold(leader) {
        note(Trouble::OtherLeader(task.number, named.to_owned(), leader.to_owned()));
    }
    problems
}
