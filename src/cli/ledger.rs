//! Opens the ledger for writing, tells what opening found, and turns its failures into sentences.

use super::out::{Failure, Out};
use super::progress::Bar;
use crate::lang::say_refusal;
use crate::ledger::{self, Ledger};
use crate::store::Notice;

/// Opens the ledger under its lock; whoever holds it already is named in the refusal.
pub(super) fn open(out: &mut Out<'_>) -> Result<Ledger, Failure> {
    let bar = Bar::new(out.shows_progress);
    let opened = Ledger::open(&out.data, &mut bar.teller());
    bar.finish();
    let ledger = opened.map_err(|e| out.store_failure(&e))?;
    tell(&ledger.notices(), out);
    Ok(ledger)
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
