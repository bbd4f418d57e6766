//! `duban void`: a task, or a report on it, no longer counts; and what has a name likewise.

use super::super::args::At;
use super::super::args::change::Void;
use super::super::find::{View, reading, recorded};
use super::super::out::{Exit, Failure, Out};
use super::{carry_out, typed};
use crate::domain::{Command, RecordKey, Voiding};

pub(super) fn run(asked: &Void, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    let at = At { period: None, plan: asked.plan };
    let Some(view) = View::of(book, at, out)? else { return Ok(Exit::Refused) };
    let task = view.task(book, asked.number, out)?;
    match asked.revision {
        None => record(RecordKey::Task(task.id), &asked.why, out),
        Some(revision) => {
            let key = RecordKey::Report(recorded(&reading, task, revision, out)?.key);
            carry_out(&Command::Void(Voiding { key, seen: Some(revision), why: typed::line(&asked.why) }), out)
        }
    }
}

/// Makes a record that is no report void.
pub(super) fn record(key: RecordKey, why: &str, out: &mut Out<'_>) -> Result<Exit, Failure> {
    carry_out(&Command::Void(Voiding { key, seen: None, why: typed::line(why) }), out)
}
