//! `duban task`: enters, changes, closes and reopens tasks.

use std::sync::Arc;

use super::super::args::At;
use super::super::args::change::{Close, Continued, Numbered, Task as Asked, TaskAdd, TaskEdit, TaskParts};
use super::super::find::{View, reading};
use super::super::out::{Exit, Failure, Out};
use super::{carry_out, enter, named, typed};
use crate::domain::{Assignment, Book, Command, Deadline, Record, Role, Task, TaskId};

pub(super) fn run(asked: &Asked, out: &mut Out<'_>) -> Result<Exit, Failure> {
    match asked {
        Asked::Add(asked) => add(asked, out),
        Asked::Edit(asked) => edit(asked, out),
        Asked::Close(asked) => close(*asked, out),
        Asked::Reopen(asked) => match find(*asked, out)? {
            Some(task) => carry_out(&Command::Reopen(task.id), out),
            None => Ok(Exit::Refused),
        },
    }
}

fn close(asked: Close, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let Some(task) = find(asked.which, out)? else { return Ok(Exit::Refused) };
    let day = asked.on.unwrap_or_else(|| (out.now)().date_naive());
    carry_out(&Command::Close(task.id, day), out)
}

fn find(asked: Numbered, out: &mut Out<'_>) -> Result<Option<Arc<Task>>, Failure> {
    let reading = reading(out)?;
    let view = View::of(reading.book(), At { period: None, plan: asked.plan }, out)?;
    view.map(|view| view.task(reading.book(), asked.task, out).cloned()).transpose()
}

fn add(asked: &TaskAdd, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    let at = At { period: None, plan: asked.parts.plan };
    let Some(view) = View::of(book, at, out)? else { return Ok(Exit::Refused) };
    let category = named::category(book, view.plan, &asked.category, out)?;
    let mut task = Task::blank(TaskId(0), view.plan, asked.number, category);
    fill(&mut task, &asked.parts, book, out)?;
    task.text = typed::text(&asked.text, out)?;
    store(None, task, true, out)
}

fn edit(asked: &TaskEdit, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    let at = At { period: None, plan: asked.parts.plan };
    let Some(view) = View::of(book, at, out)? else { return Ok(Exit::Refused) };
    let seen = view.task(book, asked.task, out)?;
    let mut task = Task::clone(seen);
    task.number = asked.number.unwrap_or(task.number);
    if let Some(name) = &asked.category {
        task.category = named::category(book, view.plan, name, out)?;
    }
    if asked.no_leader {
        task.leader = None;
    }
    fill(&mut task, &asked.parts, book, out)?;
    if let Some(text) = &asked.text {
        task.text = typed::text(text, out)?;
    }
    store(Some(Record::Task(seen.clone())), task, asked.text.is_some(), out)
}

/// Enters the task; a text that was typed is handed back when it is not stored.
fn store(seen: Option<Record>, task: Task, is_typed: bool, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let words = task.text.clone();
    let stored = enter(seen, Record::Task(Arc::new(task)), out);
    stored.map_err(|failure| if is_typed { failure.with(&out.say("cli.yours", &[("words", &words)])) } else { failure })
}

fn fill(task: &mut Task, parts: &TaskParts, book: &Book, out: &mut Out<'_>) -> Result<(), Failure> {
    if let Some(name) = &parts.leader {
        task.leader = Some(named::leader(book, name, out)?);
    }
    if !parts.unit.is_empty() {
        task.assignments = assignments(&parts.unit, &task.assignments, book, out)?;
    }
    if let Some(words) = &parts.deadline {
        let printed = typed::line(words);
        task.deadline = (!printed.is_empty()).then_some(Deadline { printed, day: None });
    }
    if let Some(words) = &parts.remark {
        task.remark = typed::paragraphs(words);
    }
    if !parts.indicator.is_empty() {
        task.indicators = typed::list(&parts.indicator).iter().filter_map(|line| line.parse().ok()).collect();
    }
    if let Some(Continued(number)) = parts.continues {
        let year_before = View { plan: task.plan.before(), period: None };
        let before = number.map(|number| year_before.task(book, number, out)).transpose()?;
        task.predecessor = before.map(|before| before.id);
    }
    Ok(())
}

/// Units with their officials as typed, the first leads; a unit that stood on the task keeps whom it had and who
/// answered before, unless an official is named.
fn assignments(
    typed: &[String],
    before: &[Assignment],
    book: &Book,
    out: &mut Out<'_>,
) -> Result<Vec<Assignment>, Failure> {
    let mut assignments = Vec::new();
    for words in typed::list(typed) {
        // An input method types the wide sign.
        let (unit, official) = match words.split_once(['=', '＝']) {
            Some((unit, official)) => (unit, Some(official.trim())),
            None => (words.as_str(), None),
        };
        let unit = named::unit(book, unit, out)?;
        let known = before.iter().find(|a| a.unit == unit);
        let official = match official {
            Some("") => None,
            Some(name) => Some(named::official(book, name, out)?),
            None => known.and_then(|a| a.official),
        };
        let role = if assignments.is_empty() { Role::Lead } else { Role::Supporting };
        assignments.push(Assignment { unit, official, role, past: known.map(|a| a.past.clone()).unwrap_or_default() });
    }
    Ok(assignments)
}
