//! Reads a store without its lock: from the journal, up to its last whole group, whoever is writing.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::glance::Glance;
use super::journal::end;
use super::sled_store::journal_in;
use super::{StoreError, journal};
use crate::domain::{Book, Change, Conflict, Deed, Past, PlanYear, Record, Report, ReportKey, TaskId, Who};

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
            reading.follow(change).map_err(conflict)?;
            Ok(())
        })?;
        Ok(reading)
    }

    /// Reads a store as it is now; how it came about may be missing: its glance is read quicker than the whole journal.
    pub fn present(folder: &Path) -> Result<Self, StoreError> {
        let end = end(&journal_in(folder)).ok().flatten().filter(|end| end.unfinished == 0);
        let glance = end.and_then(|end| Glance::read(folder, &end.head));
        glance.and_then(Glance::into_reading).map_or_else(|| Self::open(folder), Ok)
    }

    /// Goes on to the next change; refuses one that does not follow.
    pub(super) fn follow(&mut self, change: Arc<Change>) -> Result<(), Conflict> {
        self.book = self.book.apply(&change)?;
        for edit in &change.edits {
            match (&edit.before, &edit.after) {
                (_, Some(Record::Report(after))) => drop(self.reports.insert(after.key, after.clone())),
                (Some(Record::Report(before)), None) => drop(self.reports.remove(&before.key)),
                _ => {}
            }
        }
        self.changes.push(change);
        Ok(())
    }

    /// All records.
    pub(super) fn records(&self) -> impl Iterator<Item = Record> {
        self.book.records_without_reports().chain(self.reports.values().cloned().map(Record::Report))
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

    /// The change that `change` has taken back; none for one that is no undo.
    pub fn undone_by(&self, change: &Change) -> Option<&Change> {
        let Deed::Undo(revision) = change.deed else { return None };
        let at = self.changes.binary_search_by_key(&revision, |undone| undone.revision).ok()?;
        self.changes.get(at).map(AsRef::as_ref)
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
