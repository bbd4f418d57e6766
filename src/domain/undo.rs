//! Decides how somebody's own last change is taken back: by a new change, and only while nobody has built on it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::decide::{Decision, Past};
use super::void::needs;
use super::who::changing;
use super::{Access, Author, Book, Change, Deed, Edit, Kind, Record, RecordKey, Refusal, ReportKey, Task, Who};

/// How many of the newest changes are looked through before all of them are.
const RECENT: u64 = 60;
/// Why something that was entered by mistake no longer counts.
const TAKEN_BACK: &str = "撤销";

impl Task {
    /// Whether it is void because its very entering was taken back.
    pub fn is_taken_back(&self) -> bool {
        self.void.as_deref() == Some(TAKEN_BACK)
    }
}

pub(super) fn decide(book: &Book, agreed: Option<u64>, who: &Who, past: &dyn Past) -> Result<Decision, Refusal> {
    let change = own_last(book, &who.author, past).ok_or(Refusal::NothingToUndo)?;
    may_take_back(book, &change, who)?;
    let mut edits = Vec::new();
    for edit in change.edits.iter().rev().filter(|edit| edit.before != edit.after) {
        let key = edit.key().ok_or(Refusal::NothingToUndo)?;
        if !stands(book, &key, edit.after.as_ref()) {
            return Err(built_on(&change, &key, past));
        }
        if let RecordKey::Report(report) = &key {
            let is_void = book.task(report.task).is_none_or(|task| task.void.is_some());
            if is_void {
                return Err(built_on(&change, &RecordKey::Task(report.task), past));
            }
        }
        edits.push(reversed(edit));
        if let (RecordKey::Report(key), None) = (&key, &edit.before) {
            edits.extend(latest_without(book, key, past));
        }
    }
    if let Some(key) = needed_elsewhere(book, &change) {
        return Err(built_on(&change, &key, past));
    }
    // An undo is never undone, so that one key too many must not take a whole year away.
    let is_whole = matches!(change.deed, Deed::Import | Deed::Adopt);
    if agreed.map_or(is_whole, |agreed| agreed != change.revision) {
        let count = |kind| change.edits.iter().filter(|e| e.key().is_some_and(|key| key.kind() == kind)).count();
        let (tasks, reports) = (count(Kind::Task), count(Kind::Report));
        return Err(Refusal::AgreeFirst { revision: change.revision, tasks, reports });
    }
    Ok(Decision { deed: Deed::Undo(change.revision), edits })
}

/// Who did something may have fewer rights since: it is taken back only by whoever may still do it.
fn may_take_back(book: &Book, change: &Change, who: &Who) -> Result<(), Refusal> {
    let reports = change.edits.iter().filter_map(|edit| match edit.key() {
        Some(RecordKey::Report(key)) => Some(key),
        _ => None,
    });
    let is_own = change.deed == Deed::Report || (change.deed == Deed::Void && reports.clone().next().is_some());
    if !is_own {
        let kinds = change.edits.iter().filter_map(Edit::key).map(|key| changing(&key)).max();
        let adopting = (change.deed == Deed::Adopt).then_some(Access::Admin);
        return who.demand(kinds.max(adopting).unwrap_or(Access::Supervisor));
    }
    for report in reports {
        let task = book.task(report.task).ok_or(Refusal::NoTask(report.task))?;
        who.may_report(task, report.unit, book)?;
    }
    Ok(())
}

/// Something that `change` has not touched and that could not be without what it began: a task that refers to it, or a
/// report on it.
fn needed_elsewhere(book: &Book, change: &Change) -> Option<RecordKey> {
    let touched: BTreeSet<RecordKey> = change.edits.iter().filter_map(Edit::key).collect();
    let begun: Vec<RecordKey> =
        change.edits.iter().filter(|edit| edit.before.is_none()).filter_map(Edit::key).collect();
    let tasks = book.tasks().filter(|task| !touched.contains(&RecordKey::Task(task.id)));
    let referring = |task: &&Arc<Task>| begun.iter().any(|key| needs(task, key));
    if let Some(task) = { tasks }.find(referring) {
        return Some(RecordKey::Task(task.id));
    }
    let tasks = begun.iter().filter_map(|key| if let RecordKey::Task(id) = key { book.task(*id) } else { None });
    let reports = tasks.flat_map(|task| book.heads_of(task.plan, task.id)).map(|(key, _)| RecordKey::Report(*key));
    { reports }.find(|report| !touched.contains(report))
}

/// The newest change of an author that was not taken back yet and did not itself take one back.
fn own_last(book: &Book, author: &Author, past: &dyn Past) -> Option<Arc<Change>> {
    [book.revision().saturating_sub(RECENT), 0].into_iter().find_map(|from| {
        let changes = past.changes_after(from);
        let undone: BTreeSet<u64> = changes
            .iter()
            .filter_map(|c| if let Deed::Undo(revision) = c.deed { Some(revision) } else { None })
            .collect();
        let is_open =
            |c: &&Arc<Change>| c.by == *author && !matches!(c.deed, Deed::Undo(_)) && !undone.contains(&c.revision);
        changes.iter().rev().find(is_open).cloned()
    })
}

/// Whether a record still is as the change left it.
fn stands(book: &Book, key: &RecordKey, after: Option<&Record>) -> bool {
    match (key, after) {
        (RecordKey::Report(key), Some(Record::Report(after))) => {
            book.head(key).is_some_and(|head| head.revision == after.revision)
        }
        (key, after) => book.record(key).as_ref() == after,
    }
}

/// What takes an edit back: the record before it; what it began goes again where its name is no number, and is made
/// void otherwise, since numbers are never given twice.
fn reversed(edit: &Edit) -> Edit {
    let after = match (&edit.before, &edit.after) {
        (Some(before), _) => Some(before.clone()),
        (None, Some(Record::Report(_) | Record::Plan(_) | Record::Person(_)) | None) => None,
        (None, Some(begun)) => begun.voided(TAKEN_BACK),
    };
    Edit { before: edit.after.clone(), after }
}

/// An edit that changes nothing but tells which report is the latest on a task once that under `key` is gone.
fn latest_without(book: &Book, key: &ReportKey, past: &dyn Past) -> Option<Edit> {
    book.latest_report(key.task).filter(|latest| latest.key == *key)?;
    let mut others = book.heads_of(key.plan, key.task).filter(|(other, _)| other.unit.is_none() && *other != key);
    let report = past.report(others.next_back()?.0).map(Record::Report);
    Some(Edit { before: report.clone(), after: report })
}

fn built_on(change: &Change, key: &RecordKey, past: &dyn Past) -> Refusal {
    let touches = |later: &&Arc<Change>| later.edits.iter().any(|edit| edit.key().as_ref() == Some(key));
    let later = past.changes_after(change.revision);
    match later.iter().rev().find(touches) {
        Some(later) => Refusal::BuiltOn { revision: change.revision, by: later.by.name.clone(), at: later.at },
        None => Refusal::Changed(key.clone()),
    }
}
