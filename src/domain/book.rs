//! The immutable picture of everything the ledger keeps, and how a change turns it into the next one.

use std::fmt;
use std::sync::Arc;

use imbl::OrdMap;

use super::{
    Category, CategoryId, Change, Leader, LeaderId, Official, OfficialId, Person, Plan, PlanYear, Record, RecordKey,
    Reminder, ReminderId, Report, ReportHead, ReportKey, Task, TaskId, Unit, UnitId,
};

/// Everything the ledger keeps but the words of older reports, at one revision.
///
/// It is cheap to clone and to change: persistent maps share what did not change, at 100,000 tasks too.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    pub(super) revision: u64,
    pub(super) plans: OrdMap<PlanYear, Arc<Plan>>,
    pub(super) categories: OrdMap<CategoryId, Arc<Category>>,
    pub(super) leaders: OrdMap<LeaderId, Arc<Leader>>,
    pub(super) units: OrdMap<UnitId, Arc<Unit>>,
    pub(super) officials: OrdMap<OfficialId, Arc<Official>>,
    pub(super) tasks: OrdMap<TaskId, Arc<Task>>,
    pub(super) numbers: OrdMap<(PlanYear, u32), TaskId>,
    pub(super) heads: OrdMap<ReportKey, ReportHead>,
    pub(super) latest: OrdMap<TaskId, Arc<Report>>,
    pub(super) people: OrdMap<String, Arc<Person>>,
    pub(super) reminders: OrdMap<ReminderId, Arc<Reminder>>,
}

/// How a task stands in one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// 未报: no report counts for the period.
    Unreported,
    /// The task's own report for the period.
    Reported(&'a ReportHead),
}

/// Says that a change does not follow from the book it was applied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The change is not the next one; holds the revision that was expected.
    OutOfTurn(u64),
    /// The record before the edit is not the one in the book.
    Elsewhere(RecordKey),
    /// An edit holds no record, or two different ones.
    Shapeless,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfTurn(expected) => write!(f, "expected revision {expected}"),
            Self::Elsewhere(key) => write!(f, "the record before the edit of {key:?} is not the one in the book"),
            Self::Shapeless => f.write_str("an edit holds no record, or two different ones"),
        }
    }
}

impl Book {
    /// The number of the last change it holds; 0 for an empty ledger.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether it holds no record at all.
    pub fn is_empty(&self) -> bool {
        self.plans.is_empty()
            && self.tasks.is_empty()
            && self.units.is_empty()
            && self.officials.is_empty()
            && self.people.is_empty()
            && self.heads.is_empty()
    }

    /// Builds the picture of a store that has reached `revision`; reports may come in any order.
    pub fn from_records(revision: u64, records: impl IntoIterator<Item = Record>) -> Self {
        let mut book = Self { revision, ..Self::default() };
        for record in records {
            book.put(record);
        }
        book
    }

    /// All records but reports, what is referred to before what refers to it.
    pub fn records_without_reports(&self) -> impl Iterator<Item = Record> {
        let plans = self.plans.values().cloned().map(Record::Plan);
        let categories = self.categories.values().cloned().map(Record::Category);
        let leaders = self.leaders.values().cloned().map(Record::Leader);
        let units = self.units.values().cloned().map(Record::Unit);
        let officials = self.officials.values().cloned().map(Record::Official);
        let tasks = self.tasks.values().cloned().map(Record::Task);
        let people = self.people.values().cloned().map(Record::Person);
        let reminders = self.reminders.values().cloned().map(Record::Reminder);
        plans.chain(categories).chain(leaders).chain(units).chain(officials).chain(tasks).chain(people).chain(reminders)
    }

    /// Applies the next change and returns the next picture; refuses a change that does not follow from this one.
    pub fn apply(&self, change: &Change) -> Result<Self, Conflict> {
        let expected = self.revision + 1;
        if change.revision != expected {
            return Err(Conflict::OutOfTurn(expected));
        }
        let mut next = self.clone();
        for edit in &change.edits {
            let key = edit.key().ok_or(Conflict::Shapeless)?;
            if edit.before.as_ref().is_some_and(|b| b.key() != key) {
                return Err(Conflict::Shapeless);
            }
            if !next.holds(&key, edit.before.as_ref()) {
                return Err(Conflict::Elsewhere(key));
            }
            match &edit.after {
                Some(record) => next.put(record.clone()),
                None => next.remove(&key),
            }
        }
        next.revision = change.revision;
        Ok(next)
    }

    /// Whether `record` is what stands under `key`; of older reports only the revision is known and compared.
    fn holds(&self, key: &RecordKey, record: Option<&Record>) -> bool {
        if let RecordKey::Report(key) = key {
            let before = match record {
                Some(Record::Report(report)) => Some(report.revision),
                _ => None,
            };
            return self.heads.get(key).map(|head| head.revision) == before;
        }
        self.record(key).as_ref() == record
    }

    /// The record under `key`; of reports only each task's latest is held here.
    pub fn record(&self, key: &RecordKey) -> Option<Record> {
        match key {
            RecordKey::Plan(k) => self.plans.get(k).cloned().map(Record::Plan),
            RecordKey::Category(k) => self.categories.get(k).cloned().map(Record::Category),
            RecordKey::Leader(k) => self.leaders.get(k).cloned().map(Record::Leader),
            RecordKey::Unit(k) => self.units.get(k).cloned().map(Record::Unit),
            RecordKey::Official(k) => self.officials.get(k).cloned().map(Record::Official),
            RecordKey::Task(k) => self.tasks.get(k).cloned().map(Record::Task),
            RecordKey::Report(k) => self.latest.get(&k.task).filter(|r| r.key == *k).cloned().map(Record::Report),
            RecordKey::Person(k) => self.people.get(k).cloned().map(Record::Person),
            RecordKey::Reminder(k) => self.reminders.get(k).cloned().map(Record::Reminder),
        }
    }

    fn put(&mut self, record: Record) {
        match record {
            Record::Plan(r) => drop(self.plans.insert(r.year, r)),
            Record::Category(r) => drop(self.categories.insert(r.id, r)),
            Record::Leader(r) => drop(self.leaders.insert(r.id, r)),
            Record::Unit(r) => drop(self.units.insert(r.id, r)),
            Record::Official(r) => drop(self.officials.insert(r.id, r)),
            Record::Task(r) => {
                self.give_number_up(r.id);
                if r.void.is_none() {
                    self.numbers.insert((r.plan, r.number), r.id);
                }
                self.tasks.insert(r.id, r);
            }
            Record::Report(r) => {
                self.heads.insert(r.key, r.head());
                let is_latest =
                    r.key.unit.is_none() && self.latest.get(&r.key.task).is_none_or(|l| l.key.period <= r.key.period);
                if is_latest {
                    self.latest.insert(r.key.task, r);
                }
            }
            Record::Person(r) => drop(self.people.insert(r.name.clone(), r)),
            Record::Reminder(r) => drop(self.reminders.insert(r.id, r)),
        }
    }

    /// Frees the number of a task, if it has one.
    fn give_number_up(&mut self, task: TaskId) {
        if let Some(old) = self.tasks.get(&task).filter(|t| t.void.is_none()) {
            let place = (old.plan, old.number);
            self.numbers.remove(&place);
        }
    }

    /// Takes a record away. When it is a task's latest report, an edit that follows says which one is the latest now.
    fn remove(&mut self, key: &RecordKey) {
        match key {
            RecordKey::Plan(k) => drop(self.plans.remove(k)),
            RecordKey::Category(k) => drop(self.categories.remove(k)),
            RecordKey::Leader(k) => drop(self.leaders.remove(k)),
            RecordKey::Unit(k) => drop(self.units.remove(k)),
            RecordKey::Official(k) => drop(self.officials.remove(k)),
            RecordKey::Task(k) => {
                self.give_number_up(*k);
                self.tasks.remove(k);
            }
            RecordKey::Report(k) => {
                self.heads.remove(k);
                if self.latest.get(&k.task).is_some_and(|l| l.key == *k) {
                    self.latest.remove(&k.task);
                }
            }
            RecordKey::Person(k) => drop(self.people.remove(k)),
            RecordKey::Reminder(k) => drop(self.reminders.remove(k)),
        }
    }
}

/// The first number of each kind that was never given; numbers are never given twice.
pub(super) struct NextIds {
    pub category: CategoryId,
    pub leader: LeaderId,
    pub unit: UnitId,
    pub official: OfficialId,
    pub task: TaskId,
}

impl Book {
    pub(super) fn next_ids(&self) -> NextIds {
        NextIds {
            category: CategoryId(self.categories.get_max().map_or(0, |(id, _)| id.0) + 1),
            leader: LeaderId(self.leaders.get_max().map_or(0, |(id, _)| id.0) + 1),
            unit: UnitId(self.units.get_max().map_or(0, |(id, _)| id.0) + 1),
            official: OfficialId(self.officials.get_max().map_or(0, |(id, _)| id.0) + 1),
            task: TaskId(self.tasks.get_max().map_or(0, |(id, _)| id.0) + 1),
        }
    }
}
