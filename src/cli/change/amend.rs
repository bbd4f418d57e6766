//! `duban amend`: corrects the report that a revision recorded, only in the parts named.

use super::super::args::At;
use super::super::args::change::Amend;
use super::super::find::{View, reading, recorded};
use super::super::out::{Exit, Failure, Out};
use super::report::{self, Wanted};
use crate::domain::{Past, Refusal};
use crate::lang::say_refusal;

pub(super) fn run(asked: &Amend, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    let at = At { period: None, plan: asked.plan };
    let Some(view) = View::of(book, at, out)? else { return Ok(Exit::Refused) };
    let task = view.task(book, asked.number, out)?;
    let before = recorded(&reading, task, asked.revision, out)?;
    // A correction of what was made void since would count again, against whoever said that it does not.
    if reading.report(&before.key).is_some_and(|now| now.void.is_some()) {
        return Err(Failure::Refused(say_refusal(&Refusal::AlreadyVoid, out.texts())));
    }
    let wanted = Wanted {
        key: before.key,
        seen: Some(asked.revision),
        before: Some(&before),
        status: asked.status.as_ref(),
        parts: &asked.parts,
    };
    report::record(&wanted, None, out)
}
