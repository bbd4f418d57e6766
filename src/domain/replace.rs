//! Decides who answers for a unit from a day on (人事变动): what was reported before keeps the name of its day.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::decide::{Decision, task_edit};
use super::{
    Book, Deed, Edit, Official, OfficialId, PastOfficial, Record, RecordKey, Refusal, Replacement, Successor, Task,
    Tenure, UnitId,
};

pub(super) fn decide(book: &Book, asked: &Replacement, today: NaiveDate) -> Result<Decision, Refusal> {
    let unit = asked.unit;
    book.unit(unit).filter(|u| u.void.is_none()).ok_or(Refusal::NoRecord(RecordKey::Unit(unit)))?;
    if asked.from > today {
        return Err(Refusal::FutureDay(asked.from));
    }
    let (before, successor) = successor(book, &asked.successor)?;
    let (mut edits, mut replaced) = (Vec::new(), BTreeSet::new());
    for task in tasks(book, asked)? {
        let Some(assignment) = task.assignments.iter().find(|a| a.unit == unit) else { continue };
        if assignment.official == Some(successor.id) {
            continue;
        }
        let then = task.former.iter().filter(|former| former.until >= asked.from).flat_map(|f| &f.assignments);
        let mut past = then.chain([assignment]).filter(|a| a.unit == unit).filter_map(|a| a.past.last());
        if let Some(later) = past.find(|past| past.until >= asked.from) {
            return Err(Refusal::ReplacedLater(task.number, later.until));
        }
        replaced.extend(assignment.official);
        edits.push(task_edit(task, |task| hand_over(task, unit, successor.id, asked.from)));
    }
    let is_everywhere = asked.tasks.is_none();
    let last_day = asked.from.pred_opt().unwrap_or(asked.from);
    let mut people = Vec::new();
    for official in book.officials().filter(|o| is_everywhere && o.id != successor.id) {
        let mut after = Official::clone(official);
        let held = after.tenures.iter_mut().filter(|t| t.unit == unit && t.to.is_none());
        held.for_each(|tenure| tenure.to = Some(last_day));
        // Whoever still answers for the unit in an older plan has left it all the same.
        if after != **official && (replaced.contains(&official.id) || replaced.is_empty()) {
            people.push(edit(Some(official), after));
        }
    }
    let mut after = successor;
    if !after.tenures.iter().any(|t| t.unit == unit && t.to.is_none()) {
        after.tenures.push(Tenure { unit, from: Some(asked.from), to: None });
    }
    if before.as_deref() != Some(&after) {
        people.push(edit(before.as_ref(), after));
    }
    people.append(&mut edits);
    Ok(Decision { deed: Deed::Replace, edits: people })
}

fn edit(before: Option<&Arc<Official>>, after: Official) -> Edit {
    Edit { before: before.cloned().map(Record::Official), after: Some(Record::Official(Arc::new(after))) }
}

/// The successor as known so far, and as a record to begin with.
fn successor(book: &Book, asked: &Successor) -> Result<(Option<Arc<Official>>, Official), Refusal> {
    match asked {
        Successor::Known(id) => {
            let known = book.official(*id).filter(|o| o.void.is_none());
            let known = known.ok_or(Refusal::NoRecord(RecordKey::Official(*id)))?;
            Ok((Some(known.clone()), Official::clone(known)))
        }
        Successor::New(name) if name.trim().is_empty() => Err(Refusal::Empty),
        Successor::New(name) => Ok((None, Official::named(book.next_ids().official, name.trim()))),
    }
}

/// The tasks it is about: those named, or all of that year's plan and of later ones.
fn tasks<'a>(book: &'a Book, asked: &'a Replacement) -> Result<Vec<&'a Arc<Task>>, Refusal> {
    let year = |task: &Task| i32::from(task.plan.0);
    match &asked.tasks {
        None => {
            let current = |task: &&Arc<Task>| year(task) >= chrono::Datelike::year(&asked.from);
            Ok(book.tasks().filter(current).collect())
        }
        Some(named) => named
            .iter()
            .map(|id| {
                let task = book.task(*id).filter(|t| t.void.is_none()).ok_or(Refusal::NoTask(*id))?;
                let is_assigned = task.assignments.iter().any(|a| a.unit == asked.unit);
                if is_assigned { Ok(task) } else { Err(Refusal::NotAssigned(task.number)) }
            })
            .collect(),
    }
}

fn hand_over(task: &mut Task, unit: UnitId, to: OfficialId, from: NaiveDate) {
    let until = from.pred_opt().unwrap_or(from);
    let then = task.former.iter_mut().filter(|former| former.until >= from).flat_map(|f| &mut f.assignments);
    for assignment in then.chain(&mut task.assignments).filter(|a| a.unit == unit) {
        assignment.past.push(PastOfficial { official: assignment.official, until });
        assignment.official = Some(to);
    }
}
