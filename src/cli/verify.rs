//! `duban verify`: reads everything back, and says whether it is whole.

use super::out::{Exit, Failure, Out};
use super::progress::Bar;
use crate::ledger;

pub(super) fn run(out: &mut Out<'_>) -> Result<Exit, Failure> {
    let bar = Bar::new(out.shows_progress);
    let verified = ledger::verify(&out.data, &bar.teller());
    bar.finish();
    let verified = verified.map_err(|e| out.store_failure(&e))?;
    let sentence = verified.say(out.texts());
    out.line(&sentence)?;
    Ok(Exit::Done)
}
