//! Decides how a record that is no report is entered: whatever it refers to is there, and its name is not taken.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::decide::Decision;
use super::{
    Assignment, Book, Category, Deed, Edit, Former, Leader, Official, Plan, Record, RecordKey, Refusal, Task, Unit,
    Version, same_name,
};

pub(super) fn decide(book: &Book, version: &Version, today: NaiveDate) -> Result<Decision, Refusal> {
    let record = match &version.seen {
        None => numbered(book, &version.record),
        Some(_) => version.record.clone(),
    };
    let key = record.key();
    if version.seen.as_ref().is_some_and(|seen| seen.key() != key) {
        return Err(Refusal::NoRecord(key));
    }
    // A year that was made void may be begun again, under the name it must have.
    let before = book.record(&key);
    let is_begun_again = version.seen.is_none() && before.as_ref().is_some_and(|before| before.void().is_some());
    if before != version.seen && !is_begun_again {
        return Err(match (&key, &version.seen) {
            (RecordKey::Plan(year), None) => Refusal::NameTaken(year.to_string()),
            (RecordKey::Person(name), None) => Refusal::NameTaken(name.clone()),
            _ => Refusal::Changed(key),
        });
    }
    match &record {
        Record::Plan(r) => check_plan(r)?,
        Record::Category(r) => check_category(book, r)?,
        Record::Leader(r) => check_leader(book, r)?,
        Record::Unit(r) => check_unit(book, r)?,
        Record::Official(r) => check_official(book, r)?,
        Record::Task(r) => check_task(book, r)?,
        Record::Person(r) => r.units.iter().try_for_each(|unit| needs(book, RecordKey::Unit(*unit)))?,
        // Reports and reminders have commands of their own.
        Record::Report(_) | Record::Reminder(_) => return Err(Refusal::NoRecord(key)),
    }
    let record = match (&before, &record) {
        (Some(Record::Task(before)), Record::Task(after)) => {
            Record::Task(Arc::new(remembering(book, before, after, today)?))
        }
        _ => record,
    };
    let edits = if before.as_ref() == Some(&record) { Vec::new() } else { vec![Edit { before, after: Some(record) }] };
    Ok(Decision { deed: Deed::Enter, edits })
}

/// The new version of a task with all that is known of who answered before: reports keep the name of their day, whatever
/// is edited. Another official is no correction but a replacement, which has a day.
fn remembering(book: &Book, before: &Task, after: &Task, today: NaiveDate) -> Result<Task, Refusal> {
    let last_report = book.heads_of(before.plan, before.id).map(|(_, head)| head.reported_on).max();
    let mut after = Task { former: before.former.clone(), ..Task::clone(after) };
    for assignment in &mut after.assignments {
        let was = before.assignments.iter().find(|was| was.unit == assignment.unit);
        assignment.past = was.map(|was| was.past.clone()).unwrap_or_default();
        let is_other = was.is_some_and(|was| was.official.is_some() && was.official != assignment.official);
        if is_other && last_report.is_some() {
            let name = book.unit(assignment.unit).map(|unit| unit.name.clone());
            return Err(Refusal::NeedsReplacing(name.unwrap_or_default()));
        }
    }
    let stays = |was: &Assignment| after.assignments.iter().any(|now| now.unit == was.unit);
    let is_led_alike = before.lead().map(|lead| lead.unit) == after.lead().map(|lead| lead.unit);
    if let Some(last_report) = last_report.filter(|_| !is_led_alike || !before.assignments.iter().all(stays)) {
        // A report may stand for a day that has not come yet.
        let until = today.pred_opt().unwrap_or(today).max(last_report);
        // Who followed on the same day answered for nothing.
        if after.former.last().is_none_or(|former| former.until < until) {
            after.former.push(Former { assignments: before.assignments.clone(), until });
        }
    }
    Ok(after)
}

/// A new record with the next number of its kind.
fn numbered(book: &Book, record: &Record) -> Record {
    let next = book.next_ids();
    match record {
        Record::Category(r) => {
            let last = book.categories().filter(|c| c.plan == r.plan).map(|c| c.order).max();
            let order = if r.order == 0 { last.unwrap_or(0) + 1 } else { r.order };
            Record::Category(Arc::new(Category { id: next.category, order, ..Category::clone(r) }))
        }
        Record::Leader(r) => Record::Leader(Arc::new(Leader { id: next.leader, ..Leader::clone(r) })),
        Record::Unit(r) => Record::Unit(Arc::new(Unit { id: next.unit, ..Unit::clone(r) })),
        Record::Official(r) => Record::Official(Arc::new(Official { id: next.official, ..Official::clone(r) })),
        Record::Task(r) => Record::Task(Arc::new(Task { id: next.task, ..Task::clone(r) })),
        Record::Plan(_) | Record::Report(_) | Record::Person(_) | Record::Reminder(_) => record.clone(),
    }
}

fn check_plan(plan: &Plan) -> Result<(), Refusal> {
    needs_text(&plan.title)
}

fn check_category(book: &Book, category: &Category) -> Result<(), Refusal> {
    needs(book, RecordKey::Plan(category.plan))?;
    let others = book.categories().filter(|c| c.plan == category.plan && c.id != category.id);
    needs_name(&category.name, others.map(|c| c.name.as_str()))
}

fn check_leader(book: &Book, leader: &Leader) -> Result<(), Refusal> {
    needs_name(&leader.name, book.leaders().filter(|l| l.id != leader.id).map(|l| l.name.as_str()))
}

fn check_unit(book: &Book, unit: &Unit) -> Result<(), Refusal> {
    let others = || book.units().filter(|u| u.id != unit.id);
    needs_name(&unit.name, others().map(|u| u.name.as_str()))?;
    // Two units may share a short name, where that is all they share.
    let own = || std::iter::once(&unit.name).chain(&unit.aliases);
    for other in others() {
        let called = || std::iter::once(&other.name).chain(&other.aliases);
        let shared = own().chain(&unit.short_names).find(|name| called().any(|other| same_name(other, name)));
        let shared = shared.or_else(|| own().find(|name| other.short_names.iter().any(|other| same_name(other, name))));
        if let Some(name) = shared {
            return Err(Refusal::NameOf(name.clone(), other.name.clone()));
        }
    }
    unit.members.iter().filter(|member| **member != unit.id).try_for_each(|u| needs(book, RecordKey::Unit(*u)))
}

fn check_official(book: &Book, official: &Official) -> Result<(), Refusal> {
    // Two people may have one name; one post has one of them.
    let others = book.officials().filter(|o| o.id != official.id && o.post == official.post);
    needs_name(&official.name, others.map(|o| o.name.as_str()))?;
    official.tenures.iter().try_for_each(|tenure| needs(book, RecordKey::Unit(tenure.unit)))
}

fn check_task(book: &Book, task: &Task) -> Result<(), Refusal> {
    needs(book, RecordKey::Plan(task.plan))?;
    needs_text(&task.text)?;
    if task.number == 0 {
        return Err(Refusal::Empty);
    }
    if book.task_numbered(task.plan, task.number).is_some_and(|other| other.id != task.id) {
        return Err(Refusal::NumberTaken(task.number));
    }
    needs(book, RecordKey::Category(task.category))?;
    if book.category(task.category).is_some_and(|c| c.plan != task.plan) {
        return Err(Refusal::NoRecord(RecordKey::Category(task.category)));
    }
    task.leader.map_or(Ok(()), |leader| needs(book, RecordKey::Leader(leader)))?;
    if let Some(id) = task.predecessor {
        let before = book.task(id).ok_or(Refusal::NoTask(id))?;
        if before.plan >= task.plan {
            return Err(Refusal::NotEarlier(before.number));
        }
    }
    let mut measured = BTreeSet::new();
    for indicator in &task.indicators {
        needs_text(&indicator.name)?;
        if !measured.insert(&indicator.name) {
            return Err(Refusal::NameTaken(indicator.name.clone()));
        }
    }
    let mut units = BTreeSet::new();
    for assignment in &task.assignments {
        needs(book, RecordKey::Unit(assignment.unit))?;
        assignment.official.map_or(Ok(()), |official| needs(book, RecordKey::Official(official)))?;
        if !units.insert(assignment.unit) {
            let name = book.unit(assignment.unit).map(|u| u.name.clone());
            return Err(Refusal::UnitTwice(name.unwrap_or_default()));
        }
    }
    Ok(())
}

/// Whether a record is there and counts.
fn needs(book: &Book, key: RecordKey) -> Result<(), Refusal> {
    match book.record(&key) {
        Some(record) if record.void().is_none() => Ok(()),
        _ => Err(Refusal::NoRecord(key)),
    }
}

fn needs_text(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::Empty) } else { Ok(()) }
}

fn needs_name<'a>(name: &str, mut others: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    needs_text(name)?;
    if others.any(|other| same_name(other, name)) { Err(Refusal::NameTaken(name.to_owned())) } else { Ok(()) }
}
