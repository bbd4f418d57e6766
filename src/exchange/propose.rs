//! Matches a table with the ledger: which rows are known tasks, which are new, and which a person must decide about.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::cell::paragraphs;
use super::{Doubt, Problem, Table, TableRow, Trouble, Unfit};
use crate::domain::{Book, Import, ImportRow, Period, PlanYear, Task, TaskId, fold};

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

impl Proposal {
    /// Takes a doubtful row as the known task it resembles; other doubts about that task fall away.
    pub fn accept(&mut self, doubt: usize) {
        if doubt < self.doubtful.len() {
            let doubt = self.doubtful.remove(doubt);
            self.doubtful.retain(|other| other.task != doubt.task);
            self.import.rows.push(doubt.row);
            self.recognised += 1;
        }
    }
}

/// Matches `table` with the ledger; `period` overrides the one its title names.
///
/// Number and folded text together make a task certain. The same text at another number, or another text at the same
/// number, is a doubt; each task is matched by one row only.
pub fn propose(table: &Table, book: &Book, period: Option<Period>) -> Result<Proposal, Unfit> {
    if table.rows.is_empty() {
        return Err(Unfit::NoRows);
    }
    let period = period.or(table.period).ok_or(Unfit::NoPeriod)?;
    let mut matching = Matching::begin(table, book, period);
    let certain: Vec<Option<Arc<Task>>> = table.rows.iter().map(|row| matching.certain(row)).collect();
    for (row, task) in table.rows.iter().zip(certain) {
        match task {
            Some(task) => matching.recognise(row, &task),
            None => matching.doubt_or_make(row),
        }
    }
    matching.proposal.problems.sort_by_key(|p| p.line);
    Ok(matching.proposal)
}

/// A matching under way.
struct Matching<'a> {
    book: &'a Book,
    by_text: HashMap<String, Vec<Arc<Task>>>,
    /// What void tasks were to do, with their numbers: a table that still lists one does not bring it back.
    void: HashMap<String, u32>,
    matched: HashSet<TaskId>,
    proposal: Proposal,
}

impl<'a> Matching<'a> {
    fn begin(table: &Table, book: &'a Book, period: Period) -> Self {
        let plan = PlanYear(period.year());
        let mut by_text: HashMap<String, Vec<Arc<Task>>> = HashMap::new();
        for task in book.tasks_of(plan) {
            by_text.entry(fold(&task.text)).or_default().push(task.clone());
        }
        let void = book.void_tasks_of(plan).filter(|t| !t.is_taken_back()).map(|t| (fold(&t.text), t.number)).collect();
        let title = paragraphs(&table.heading.title).concat();
        let title = if title.is_empty() { format!("{plan}年民生实事") } else { title };
        let proposal = Proposal {
            import: Import { plan, title, period, heading: table.heading.clone(), rows: Vec::new() },
            new: 0,
            recognised: 0,
            doubtful: Vec::new(),
            problems: table.problems.iter().filter(|p| p.trouble != Trouble::NoPeriod).cloned().collect(),
        };
        Self { book, by_text, void, matched: HashSet::new(), proposal }
    }

    /// The task a row is certainly about, which no other row then can be.
    fn certain(&mut self, row: &TableRow) -> Option<Arc<Task>> {
        let task = self.by_text.get(&fold(&row.text))?.iter().find(|t| t.number == row.number)?;
        self.matched.insert(task.id);
        Some(task.clone())
    }

    fn recognise(&mut self, row: &TableRow, task: &Arc<Task>) {
        self.proposal.recognised += 1;
        self.proposal.problems.extend(differences(self.book, task, row));
        self.take(row, Some(task));
    }

    /// The same words under another number, or other words under the same: a person knows, the program does not.
    fn doubt_or_make(&mut self, row: &TableRow) {
        let at_number = self.book.task_numbered(self.proposal.import.plan, row.number).cloned();
        let free = |task: &&Arc<Task>| !self.matched.contains(&task.id);
        let same_text = self.by_text.get(&fold(&row.text)).and_then(|tasks| tasks.iter().find(free)).cloned();
        match (same_text.or_else(|| at_number.as_ref().filter(free).cloned()), at_number) {
            (Some(task), _) => self.proposal.doubtful.push(Doubt {
                line: row.line,
                row: import_row(row, Some(&task), self.proposal.import.period),
                task: task.id,
                known: task.text.clone(),
                known_number: task.number,
            }),
            (None, None) => match self.void.get(&fold(&row.text)) {
                Some(number) => self.leave_out(row, Trouble::NumberVoid(*number)),
                None => {
                    self.proposal.new += 1;
                    self.take(row, None);
                }
            },
            (None, Some(task)) => self.leave_out(row, Trouble::TakenTwice(task.number)),
        }
    }

    fn take(&mut self, row: &TableRow, task: Option<&Arc<Task>>) {
        let import = &mut self.proposal.import;
        import.rows.push(import_row(row, task, import.period));
    }

    fn leave_out(&mut self, row: &TableRow, trouble: Trouble) {
        self.proposal.problems.push(Problem { line: row.line, column: 0, trouble });
    }
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
    // A table without officials says nothing of them.
    let names_officials = row.pairs.iter().any(|(_, official)| official.is_some());
    let kept: Vec<(&str, &str)> = task
        .assignments
        .iter()
        .map(|a| {
            let official =
                a.official.filter(|_| names_officials).and_then(|o| book.official(o)).map_or("", |o| o.name.as_str());
            (book.unit(a.unit).map_or("", |u| u.name.as_str()), official)
        })
        .collect();
    let said: Vec<(&str, &str)> =
        row.pairs.iter().map(|(unit, official)| (unit.as_str(), official.as_deref().unwrap_or(""))).collect();
    let only_in = |these: &[(&str, &str)], those: &[(&str, &str)]| {
        let those: HashSet<(String, String)> = those.iter().map(|t| (fold(t.0), fold(t.1))).collect();
        let other = these.iter().filter(|pair| !those.contains(&(fold(pair.0), fold(pair.1))));
        other.map(|(unit, official)| format!("{unit} {official}").trim_end().to_owned()).collect::<Vec<_>>().join("、")
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
