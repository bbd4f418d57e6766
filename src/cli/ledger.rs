//! Tells what opening the ledger found, and turns its failures into sentences.

use std::sync::Arc;

use super::out::{Failure, Out};
use super::progress::with_bar;
use crate::domain::{Book, Command};
use crate::lang::say_refusal;
use crate::ledger::{self, Done, Ledger};
use crate::store::{Notice, Reading, StoreError};

/// Opens the ledger, which may have been `seen` just before, for one command; returns what became of it, and the book
/// after it.
pub(super) fn execute(
    command: &Command,
    seen: Option<Reading>,
    out: &mut Out<'_>,
) -> Result<(Done, Arc<Book>), ledger::Failure> {
    let (who, now) = (out.who(), (out.now)());
    let stored = with_bar(out, |progress| {
        let ledger = Ledger::open_seen(&out.data, seen, progress)?;
        let done = ledger.execute(&who, command, now);
        Ok((ledger.notices(), done, ledger.book()?))
    });
    let (notices, done, book) = stored.map_err(|e: StoreError| ledger::Failure::Broken(e))?;
    tell(&notices, out);
    done.map(|done| (done, book))
}

/// Tells what had to be mended.
pub(super) fn tell(notices: &[Notice], out: &mut Out<'_>) {
    for notice in notices {
        let sentence = notice.say(out.texts());
        out.remark(&sentence);
    }
}

/// The failure for a command the ledger did not carry out.
pub(super) fn failure(failure: ledger::Failure, out: &Out<'_>) -> Failure {
    match failure {
        ledger::Failure::Refused(refusal) => Failure::Refused(say_refusal(&refusal, out.texts())),
        ledger::Failure::Broken(error) => out.store_failure(&error),
    }
}
