//! Tells what opening the ledger found, and turns its failures into sentences.

use std::sync::Arc;

use super::out::{Failure, Out};
use super::progress::with_bar;
use crate::domain::{Book, Change, Command};
use crate::lang::say_refusal;
use crate::ledger::{self, Done, Ledger};
use crate::store::{Notice, Reading, StoreError};

/// What became of a command that was not refused.
pub(super) struct Stored {
    pub done: Done,
    /// The change that it took back.
    pub undone: Option<Arc<Change>>,
    /// The book after it.
    pub book: Arc<Book>,
}

/// Opens the ledger, which may have been `seen` just before, for one command.
pub(super) fn execute(command: &Command, seen: Option<Reading>, out: &mut Out<'_>) -> Result<Stored, ledger::Failure> {
    let stored = with(seen, out, |ledger, out| {
        let done = ledger.execute(&out.who, command, (out.now)());
        let undone = match &done {
            Ok(Done::Changed(change)) => ledger.undone_by(change)?,
            _ => None,
        };
        let book = ledger.book()?;
        Ok(done.map(|done| Stored { done, undone, book }))
    });
    stored.map_err(ledger::Failure::Broken)?
}

/// Works with the ledger, opened for it if this process has none open, and tells what had to be mended.
pub(super) fn with<T>(
    seen: Option<Reading>,
    out: &mut Out<'_>,
    work: impl FnOnce(&Ledger, &Out<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let done = match &out.ledger {
        Some(ledger) => work(ledger, out).map(|done| (done, ledger.notices())),
        None => with_bar(out, |progress| {
            let ledger = Ledger::open_seen(&out.data, seen, progress)?;
            work(&ledger, out).map(|done| (done, ledger.notices()))
        }),
    };
    let (done, notices) = done?;
    tell(&notices, out);
    Ok(done)
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
