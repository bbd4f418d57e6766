//! `duban official replace`: another official answers for a unit from a day on.

use super::super::args::At;
use super::super::args::name::Replace;
use super::super::find::View;
use super::super::out::{Exit, Failure, Out};
use super::{carry_out, named, typed};
use crate::domain::{Book, Command, Replacement, Successor, TaskId};

pub(super) fn run(asked: &Replace, book: &Book, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let unit = named::unit(book, &asked.unit, out)?;
    let successor = successor(asked, book, out)?;
    let tasks = if asked.task.is_empty() {
        None
    } else {
        let Some(view) = View::of(book, At { period: None, plan: asked.plan }, out)? else { return Ok(Exit::Refused) };
        let id = |number: &u32| view.task(book, *number, out).map(|task| task.id);
        Some(asked.task.iter().map(id).collect::<Result<Vec<TaskId>, Failure>>()?)
    };
    carry_out(&Command::Replace(Replacement { unit, successor, from: asked.from, tasks }), out)
}

/// Whoever bears exactly that name. A successor is often not entered yet: to take the nearest name instead would put
/// another person into the post, and a misspelt name must not become a person.
fn successor(asked: &Replace, book: &Book, out: &Out<'_>) -> Result<Successor, Failure> {
    let name = typed::line(&asked.successor);
    match (named::same_official(book, &name, out)?, asked.new) {
        (Some(_), true) => Err(Failure::Refused(out.say("cli.known_successor", &[("name", &name)]))),
        (Some(known), false) => Ok(Successor::Known(known)),
        (None, true) => Ok(Successor::New(name)),
        (None, false) => Err(Failure::Refused(out.say("cli.no_successor", &[("name", &name)]))),
    }
}
