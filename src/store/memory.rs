//! A store that keeps everything in memory: for tests, and as the plainest reading of the contract.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Front, Store, StoreError};
use crate::domain::{Book, Change, PlanYear, Record, RecordKey, Report, ReportKey, TaskId};

/// Keeps changes and the records they leave, in memory only.
#[derive(Debug, Default)]
pub struct MemoryStore {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    changes: Vec<Arc<Change>>,
    records: BTreeMap<RecordKey, Record>,
}

impl MemoryStore {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn revision(&self) -> u64 {
        self.kept().changes.last().map_or(0, |c| c.revision)
    }

    fn append(&self, group: &[Arc<Change>]) -> Result<(), StoreError> {
        let mut kept = self.kept();
        let next = kept.changes.last().map_or(0, |c| c.revision) + 1;
        if let Some((expected, _)) = (next..).zip(group).find(|(expected, change)| change.revision != *expected) {
            return Err(StoreError::OutOfTurn(expected));
        }
        for change in group {
            change.carry_into(&mut kept.records);
            kept.changes.push(change.clone());
        }
        Ok(())
    }

    fn book(&self) -> Result<Book, StoreError> {
        let kept = self.kept();
        let revision = kept.changes.last().map_or(0, |c| c.revision);
        Ok(Book::from_records(revision, kept.records.values().cloned()))
    }

    fn front(&self) -> Result<Front, StoreError> {
        Ok(Front::of(self.book()?))
    }

    fn report(&self, key: &ReportKey) -> Result<Option<Arc<Report>>, StoreError> {
        Ok(match self.kept().records.get(&RecordKey::Report(*key)) {
            Some(Record::Report(report)) => Some(report.clone()),
            _ => None,
        })
    }

    fn reports(&self, plan: PlanYear, task: TaskId) -> Result<Vec<Arc<Report>>, StoreError> {
        let all = self
            .kept()
            .records
            .values()
            .filter_map(|r| match r {
                Record::Report(report) if report.key.plan == plan && report.key.task == task => Some(report.clone()),
                _ => None,
            })
            .collect();
        Ok(all)
    }

    fn settle(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn changes_after(&self, revision: u64) -> Result<Vec<Arc<Change>>, StoreError> {
        Ok(self.kept().changes.iter().filter(|c| c.revision > revision).cloned().collect())
    }
}
