//! Tells what opening the ledger found, and turns its failures into sentences.

use super::out::{Failure, Out};
use crate::lang::say_refusal;
use crate::ledger;
use crate::store::Notice;

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
