//! Opens the ledger for writing, tells what opening found, and turns its failures into sentences.

use std::sync::Arc;

use super::out::{Failure, Out};
use super::progress::Bar;
use crate::domain::{Book, Command};
use crate::lang::say_refusal;
use crate::ledger::{self, Done, Ledger};
use crate::store::{Notice, StoreError};

/// Opens the ledger under its lock; whoever holds it already is named in the refusal.
pub(super) fn open(out: &mut Out<'_>) -> Result<Ledger, Failure> {
    opened(out).map_err(|e| out.store_failure(&e))
}

fn opened(out: &mut Out<'_>) -> Result<Ledger, StoreError> {
    let bar = Bar::new(out.shows_progress);
    let opened = Ledger::open(&out.data, &mut bar.teller());
    bar.finish();
    let ledger = opened?;
    tell(&ledger.notices(), out);
    Ok(ledger)
}

/// Opens the ledger for one command; returns what became of it, and the book after it.
pub(super) fn execute(command: &Command, out: &mut Out<'_>) -> Result<(Done, Arc<Book>), ledger::Failure> {
    let ledger = opened(out).map_err(ledger::Failure::Broken)?;
    let done = ledger.execute(&out.who(), command, (out.now)());
    tell(&ledger.notices(), out);
    let book = ledger.book().map_err(ledger::Failure::Broken);
    done.and_then(|done| book.map(|book| (done, book)))
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
