//! The keys of the store's rows: ordered so that a plan's tasks and a task's reports are ranges.

use crate::domain::{PlanYear, Record, ReportKey, TaskId};

/// The key of the row that tells where the store has got to.
pub(super) const HEAD: &[u8] = b"h";
/// What begins the keys of kept journal lines.
pub(super) const LINES: u8 = b'j';
/// What begins the keys of totals.
pub(super) const TOTALS: u8 = b's';
/// What begins the keys of the parts of long rows.
pub(super) const PARTS: u8 = b'x';
/// What begins the keys of plans.
pub(super) const PLANS: u8 = b'p';

/// The key of a record's row.
pub(super) fn of(record: &Record) -> Vec<u8> {
    match record {
        Record::Plan(r) => join(PLANS, &[&r.year.0.to_be_bytes()]),
        Record::Category(r) => numbered(b'c', r.id.0),
        Record::Leader(r) => numbered(b'l', r.id.0),
        Record::Unit(r) => numbered(b'u', r.id.0),
        Record::Official(r) => numbered(b'o', r.id.0),
        Record::Task(r) => join(b't', &[&r.plan.0.to_be_bytes(), &r.number.to_be_bytes(), &r.id.0.to_be_bytes()]),
        Record::Report(r) => report(&r.key),
        Record::Person(r) => join(b'q', &[r.name.as_bytes()]),
        Record::Reminder(r) => numbered(b'm', r.id.0),
    }
}

/// The key of a row that is named by a number.
pub(super) fn numbered(kind: u8, id: u32) -> Vec<u8> {
    join(kind, &[&id.to_be_bytes()])
}

/// What begins the keys of a plan's tasks.
pub(super) fn tasks_of(plan: PlanYear) -> Vec<u8> {
    join(b't', &[&plan.0.to_be_bytes()])
}

/// What begins the keys of the reports on a task.
pub(super) fn reports_on(plan: PlanYear, task: TaskId) -> Vec<u8> {
    join(b'r', &[&plan.0.to_be_bytes(), &task.0.to_be_bytes()])
}

/// The key of a report: oldest period first, a task's own before its units'.
pub(super) fn report(key: &ReportKey) -> Vec<u8> {
    let period = [key.period.to(), key.period.from()];
    let unit = key.unit.map_or(0, |u| u.0.saturating_add(1));
    let mut bytes = reports_on(key.plan, key.task);
    bytes.extend_from_slice(&key.period.year().to_be_bytes());
    bytes.extend_from_slice(&period);
    bytes.extend_from_slice(&unit.to_be_bytes());
    bytes
}

/// The key of a kept journal line.
pub(super) fn line(revision: u64) -> Vec<u8> {
    join(LINES, &[&revision.to_be_bytes()])
}

/// The key of one part of a long row.
pub(super) fn part(row: &[u8], number: u16) -> Vec<u8> {
    let length = u16::try_from(row.len()).unwrap_or(u16::MAX);
    join(PARTS, &[&length.to_be_bytes(), row, &number.to_be_bytes()])
}

/// Joins the pieces of a key.
pub(super) fn join(kind: u8, pieces: &[&[u8]]) -> Vec<u8> {
    let mut key = vec![kind];
    for piece in pieces {
        key.extend_from_slice(piece);
    }
    key
}
