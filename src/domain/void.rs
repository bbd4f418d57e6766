//! Decides what becomes void: it no longer counts, keeps its place in the history, and says why.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::decide::{Decision, Past};
use super::{Access, Book, Deed, Edit, Record, RecordKey, Refusal, Report, ReportKey, Task, Voided, Voiding, Who};

pub(super) fn decide(
    book: &Book,
    voiding: &Voiding,
    who: &Who,
    now: DateTime<FixedOffset>,
    past: &dyn Past,
) -> Result<Decision, Refusal> {
    let why = voiding.why.trim();
    if why.is_empty() {
        return Err(Refusal::NoReason);
    }
    let edit = match &voiding.key {
        RecordKey::Report(key) => {
            let before = report(book, key, voiding.seen, past)?;
            may_void(book, &before, who)?;
            let after = Report {
                void: Some(why.to_owned()),
                voided: Some(Voided { by: who.author.name.clone(), at: now }),
                revision: book.revision() + 1,
                ..Report::clone(&before)
            };
            Edit { before: Some(Record::Report(before)), after: Some(Record::Report(Arc::new(after))) }
        }
        key => record(book, key, why)?,
    };
    Ok(Decision { deed: Deed::Void, edits: vec![edit] })
}

/// The report under `key`, which still counts and is the one its author saw.
fn report(book: &Book, key: &ReportKey, seen: Option<u64>, past: &dyn Past) -> Result<Arc<Report>, Refusal> {
    book.task(key.task).filter(|t| t.void.is_none()).ok_or(Refusal::NoTask(key.task))?;
    let before = book.report_before(key, past).ok_or(Refusal::NoRecord(RecordKey::Report(*key)))?;
    if before.void.is_some() {
        return Err(Refusal::AlreadyVoid);
    }
    if seen != Some(before.revision) {
        return Err(Refusal::Stale { current: before.revision, by: before.author.clone(), at: Some(before.at) });
    }
    Ok(before)
}

/// A reporter takes out of account what he reported himself, while the task is open; the office whatever was reported.
fn may_void(book: &Book, report: &Report, who: &Who) -> Result<(), Refusal> {
    if who.access >= Access::Supervisor {
        return Ok(());
    }
    let task = book.task(report.key.task).ok_or(Refusal::NoTask(report.key.task))?;
    who.may_report(task, report.key.unit, book)?;
    if task.closed_on.is_some() {
        return Err(Refusal::Closed(task.number));
    }
    if report.author == who.author.name { Ok(()) } else { Err(Refusal::OthersReport) }
}

fn record(book: &Book, key: &RecordKey, why: &str) -> Result<Edit, Refusal> {
    let before = book.record(key).ok_or_else(|| Refusal::NoRecord(key.clone()))?;
    if before.void().is_some() {
        return Err(Refusal::AlreadyVoid);
    }
    let needing = book.tasks().filter(|task| needs(task, key)).count();
    if needing > 0 {
        return Err(Refusal::InUse(needing));
    }
    let after = before.voided(why).ok_or_else(|| Refusal::NoRecord(key.clone()))?;
    Ok(Edit { before: Some(before), after: Some(after) })
}

/// Whether a task would refer to nothing without the record.
pub(super) fn needs(task: &Task, key: &RecordKey) -> bool {
    match key {
        RecordKey::Plan(year) => task.plan == *year,
        RecordKey::Category(id) => task.category == *id,
        RecordKey::Leader(id) => task.leader == Some(*id),
        RecordKey::Unit(id) => task.assignments.iter().any(|a| a.unit == *id),
        RecordKey::Official(id) => task.assignments.iter().any(|a| a.official == Some(*id)),
        RecordKey::Task(_) | RecordKey::Report(_) | RecordKey::Person(_) | RecordKey::Reminder(_) => false,
    }
}

impl Record {
    /// Why it no longer counts; none while it does, and for records that cannot become void.
    pub fn void(&self) -> Option<&str> {
        match self {
            Self::Plan(r) => r.void.as_deref(),
            Self::Category(r) => r.void.as_deref(),
            Self::Leader(r) => r.void.as_deref(),
            Self::Unit(r) => r.void.as_deref(),
            Self::Official(r) => r.void.as_deref(),
            Self::Task(r) => r.void.as_deref(),
            Self::Report(r) => r.void.as_deref(),
            Self::Person(r) => r.void.as_deref(),
            Self::Reminder(_) => None,
        }
    }

    /// The record made void; none for one that cannot be.
    pub(super) fn voided(&self, why: &str) -> Option<Self> {
        macro_rules! void {
            ($kind:ident, $record:expr) => {{
                let mut after = $record.as_ref().clone();
                after.void = Some(why.to_owned());
                Some(Self::$kind(Arc::new(after)))
            }};
        }
        match self {
            Self::Plan(r) => void!(Plan, r),
            Self::Category(r) => void!(Category, r),
            Self::Leader(r) => void!(Leader, r),
            Self::Unit(r) => void!(Unit, r),
            Self::Official(r) => void!(Official, r),
            Self::Task(r) => void!(Task, r),
            Self::Report(r) => void!(Report, r),
            Self::Person(r) => void!(Person, r),
            Self::Reminder(_) => None,
        }
    }
}
