//! Lets `decide` look up older reports: in the group being decided, else in the store.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Change, Past, Record, Report, ReportKey};
use crate::store::Store;

pub(super) struct GroupPast<'a> {
    store: &'a dyn Store,
    /// Reports as the group's earlier changes leave them; none for those taken back.
    changed: BTreeMap<ReportKey, Option<Arc<Report>>>,
    /// The group's earlier changes.
    changes: Vec<Arc<Change>>,
}

impl<'a> GroupPast<'a> {
    pub(super) fn new(store: &'a dyn Store) -> Self {
        Self { store, changed: BTreeMap::new(), changes: Vec::new() }
    }

    pub(super) fn remember(&mut self, change: &Arc<Change>) {
        self.changes.push(change.clone());
        for edit in &change.edits {
            match (&edit.before, &edit.after) {
                (_, Some(Record::Report(after))) => drop(self.changed.insert(after.key, Some(after.clone()))),
                (Some(Record::Report(before)), None) => drop(self.changed.insert(before.key, None)),
                _ => {}
            }
        }
    }
}

impl Past for GroupPast<'_> {
    fn report(&self, key: &ReportKey) -> Option<Arc<Report>> {
        match self.changed.get(key) {
            Some(report) => report.clone(),
            None => self.store.report(key).ok().flatten(),
        }
    }

    fn changes_after(&self, revision: u64) -> Vec<Arc<Change>> {
        let mut changes = self.store.changes_after(revision).unwrap_or_default();
        changes.extend(self.changes.iter().filter(|change| change.revision > revision).cloned());
        changes
    }
}
