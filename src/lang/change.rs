//! Turns a change into a sentence: what was done, and to what.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::Texts;
use super::refusal::kind;
use crate::domain::{Book, Change, Deed, Edit, Record, RecordKey, Report, Task, TaskId};

/// So many things are named one by one; more are counted.
const NAMED: usize = 3;

/// What a change did to what, without a full stop: 已记录：第 2 项 1-9月 的进展（按进度）. The names are those of `book`;
/// of an undo it says what the change `undone` by it had done.
pub fn say_change(change: &Change, undone: Option<&Change>, book: &Book, texts: &Texts) -> String {
    let edits = told(change);
    let what = match undone {
        Some(undone) => say_change(undone, None, book, texts),
        None => things(change, &edits, book, texts),
    };
    let say = |key: &str| texts.fill(key, &[("what", &what)]);
    match change.deed {
        Deed::Import => say("change.import"),
        Deed::Adopt => say("change.adopt"),
        Deed::Report => say("change.report"),
        Deed::OpenPeriod => say("change.open_period"),
        Deed::Enter if edits.iter().all(|edit| edit.begins()) => say("change.enter"),
        Deed::Enter => say("change.edit"),
        Deed::Void => {
            let why = edits.iter().filter_map(|edit| edit.after.as_ref()?.void()).next().unwrap_or_default();
            texts.fill("change.void", &[("what", &what), ("why", &why)])
        }
        Deed::Close => {
            let day = |edit: &&Edit| if let Some(Record::Task(task)) = &edit.after { task.closed_on } else { None };
            let day = edits.iter().find_map(day).map(|day| day.to_string()).unwrap_or_default();
            texts.fill("change.close", &[("what", &what), ("day", &day)])
        }
        Deed::Reopen => say("change.reopen"),
        Deed::Replace => say_replacement(&edits, book, texts).unwrap_or_else(|| say("change.replace")),
        Deed::Undo(revision) => texts.fill("change.undo", &[("revision", &revision), ("what", &what)]),
    }
}

/// The edits that a person is told of: not those that change nothing, nor the period a report makes known to its plan.
fn told(change: &Change) -> Vec<&Edit> {
    let edits: Vec<&Edit> = change.edits.iter().filter(|edit| edit.before != edit.after).collect();
    let is_plan = |edit: &Edit| matches!(edit.key(), Some(RecordKey::Plan(_)));
    let others: Vec<&Edit> = edits.iter().copied().filter(|edit| !is_plan(edit)).collect();
    if others.is_empty() { edits } else { others }
}

/// The things a change is about: a few by name, more by number.
fn things(change: &Change, edits: &[&Edit], book: &Book, texts: &Texts) -> String {
    if edits.len() <= NAMED {
        let names = edits.iter().filter_map(|edit| match change.deed {
            // What was taken back is told as it was until then.
            Deed::Undo(_) => edit.before.as_ref().or(edit.after.as_ref()),
            _ => edit.after.as_ref().or(edit.before.as_ref()),
        });
        let names = names.map(|record| say_thing(record, change, book, texts));
        return names.collect::<Vec<_>>().join("、");
    }
    let mut counts: BTreeMap<u8, (RecordKey, usize)> = BTreeMap::new();
    for key in edits.iter().filter_map(|edit| edit.key()) {
        counts.entry(place(&key)).or_insert((key, 0)).1 += 1;
    }
    let counts = counts
        .values()
        .map(|(key, count)| texts.fill("change.count", &[("kind", &kind(key, texts)), ("count", count)]));
    counts.collect::<Vec<_>>().join("、")
}

/// Where the count of a kind stands among the others.
fn place(key: &RecordKey) -> u8 {
    match key {
        RecordKey::Task(_) => 0,
        RecordKey::Report(_) => 1,
        RecordKey::Plan(_) => 2,
        RecordKey::Category(_) => 3,
        RecordKey::Leader(_) => 4,
        RecordKey::Unit(_) => 5,
        RecordKey::Official(_) => 6,
        RecordKey::Person(_) => 7,
        RecordKey::Reminder(_) => 8,
    }
}

/// One record of a change by its name; the names of others are those of `book`.
pub fn say_thing(record: &Record, change: &Change, book: &Book, texts: &Texts) -> String {
    let named = |name: &dyn Display| {
        let kind = kind(&record.key(), texts).to_owned();
        texts.fill("change.named", &[("kind", &kind), ("name", name)])
    };
    match record {
        Record::Plan(plan) => match opened(change) {
            Some(period) => texts.fill("change.period", &[("year", &plan.year), ("period", &period)]),
            None => texts.fill("change.plan", &[("year", &plan.year)]),
        },
        Record::Category(r) => named(&r.name),
        Record::Leader(r) => named(&r.name),
        Record::Unit(r) => named(&r.name),
        Record::Official(r) => named(&r.name),
        Record::Task(r) => numbered(r, book, texts),
        Record::Report(r) => reported(r, book, texts),
        Record::Person(r) => named(&r.name),
        Record::Reminder(r) => named(&book.unit(r.unit).map_or("", |unit| unit.name.as_str())),
    }
}

/// The label of the period that a change has opened.
fn opened(change: &Change) -> Option<String> {
    let (Some(Record::Plan(before)), Some(Record::Plan(after))) =
        change.edits.first().map(|e| (&e.before, &e.after))?
    else {
        return None;
    };
    let was_open = |period| before.periods.iter().any(|p| p.period == period && p.opened_on.is_some());
    let mut new = after.periods.iter().filter(|p| p.opened_on.is_some() && !was_open(p.period));
    new.next().map(|p| p.period.label())
}

/// A task by its number, with its year when it is not the latest one.
fn numbered(task: &Task, book: &Book, texts: &Texts) -> String {
    let is_latest = book.latest_plan().is_none_or(|plan| plan.year == task.plan);
    let key = if is_latest { "change.task" } else { "change.task_in" };
    texts.fill(key, &[("year", &task.plan), ("number", &task.number)])
}

fn task(id: TaskId, book: &Book, texts: &Texts) -> String {
    book.task(id).map(|task| numbered(task, book, texts)).unwrap_or_default()
}

fn reported(report: &Report, book: &Book, texts: &Texts) -> String {
    let unit = report.key.unit.and_then(|id| book.unit(id)).map(|unit| format!("{} ", unit.name)).unwrap_or_default();
    let parts: [(&str, &dyn Display); 4] = [
        ("task", &task(report.key.task, book, texts)),
        ("unit", &unit),
        ("period", &report.key.period.label()),
        ("status", &report.status_text.trim_end_matches('。')),
    ];
    texts.fill("change.reported", &parts)
}

/// Who answers for which unit from when on, and on which tasks; none when no task was touched.
fn say_replacement(edits: &[&Edit], book: &Book, texts: &Texts) -> Option<String> {
    let touched: Vec<(&Task, &Task)> = edits
        .iter()
        .filter_map(|edit| match (&edit.before, &edit.after) {
            (Some(Record::Task(before)), Some(Record::Task(after))) => Some((before.as_ref(), after.as_ref())),
            _ => None,
        })
        .collect();
    let (before, after) = touched.first()?;
    let mut pairs = before.assignments.iter().zip(&after.assignments);
    let (_, new) = pairs.find(|(before, after)| before.official != after.official)?;
    let from = new.past.last()?.until.succ_opt()?;
    let tasks: Vec<String> = touched.iter().map(|(_, task)| numbered(task, book, texts)).collect();
    let parts: [(&str, &dyn Display); 4] = [
        ("unit", &book.unit(new.unit).map_or("", |unit| unit.name.as_str())),
        ("from", &from),
        ("name", &new.official.and_then(|id| book.official(id)).map_or("", |official| official.name.as_str())),
        ("tasks", &tasks.join("、")),
    ];
    Some(texts.fill("change.replaced", &parts))
}
