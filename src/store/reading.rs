//! Reads a store without its lock: from the journal, up to its last whole group, whoever is writing.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::sled_store::journal_in;
use super::{StoreError, journal};
use crate::domain::{Book, Change, Conflict, Past, PlanYear, Record, Report, ReportKey, TaskId, Who};

/// A picture of a store at one moment, with all its reports and changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    book: Book,
    reports: BTreeMap<ReportKey, Arc<Report>>,
    changes: Vec<Arc<Change>>,
}

impl Reading {
    /// Reads the store of a folder; an absent folder is an empty store.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let journal = journal_in(folder);
        let mut reading = Self::default();
        journal::changes(&journal, |change| {
            let revision = change.revision;
            let conflict = |c: Conflict| StoreError::Damaged {
                file: journal.clone(),
                line: 0,
                why: format!("revision {revision}: {c}"),
            };
            reading.book = reading.book.apply(&change).map_err(conflict)?;
            for edit in &change.edits {
                match (&edit.before, &edit.after) {
                    (_, Some(Record::Report(after))) => drop(reading.reports.insert(after.key, after.clone())),
                    (Some(Record::Report(before)), None) => drop(reading.reports.remove(&before.key)),
                    _ => {}
                }
            }
            reading.changes.push(change);
            Ok(())
        })?;
        Ok(reading)
    }

    /// A reading of records alone; of how they came about it has nothing.
    pub(super) fn of(revision: u64, records: impl IntoIterator<Item = Record>) -> Self {
        let records: Vec<Record> = records.into_iter().collect();
        let report = |record: &Record| match record {
            Record::Report(report) => Some((report.key, report.clone())),
            _ => None,
        };
        let reports = records.iter().filter_map(report).collect();
        Self { reports, book: Book::from_records(revision, records), changes: Vec::new() }
    }

    /// The same as `who` may read it, without what is internal to others.
    pub fn seen_by(mut self, who: &Who) -> Self {
        if !who.reads_everything() {
            let book = Arc::new(self.book);
            self.reports.values_mut().for_each(|report| *report = who.sees(report, &book));
            self.changes.iter_mut().for_each(|change| *change = who.sees_change(change, &book));
            self.book = Book::clone(&who.sees_book(&book));
        }
        self
    }

    /// The picture.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// All reports, by plan, task, period and unit.
    pub fn all_reports(&self) -> impl Iterator<Item = &Arc<Report>> {
        self.reports.values()
    }

    /// All reports on one task, oldest period first, a task's own before its units'.
    pub fn reports(&self, plan: PlanYear, task: TaskId) -> Vec<Arc<Report>> {
        self.reports.range(ReportKey::all_on(plan, task)).map(|(_, report)| report.clone()).collect()
    }

    /// All changes, oldest first.
    pub fn changes(&self) -> &[Arc<Change>] {
        &self.changes
    }
}

impl Past for Reading {
    fn report(&self, key: &ReportKey) -> Option<Arc<Report>> {
        self.reports.get(key).cloned()
    }

    fn changes_after(&self, revision: u64) -> Vec<Arc<Change>> {
        self.changes.iter().filter(|change| change.revision > revision).cloned().collect()
    }
}
