//! `duban rebuild`: builds the store anew from the journal; the old one is kept aside.

use super::ledger::tell;
use super::out::{Exit, Failure, Out};
use super::progress::with_bar;
use super::prose;
use crate::store;

pub(super) fn run(out: &mut Out<'_>) -> Result<Exit, Failure> {
    let rebuilt = with_bar(out, |progress| store::rebuild(&out.data, progress));
    let notices = rebuilt.map_err(|e| out.store_failure(&e))?;
    tell(&notices, out);
    let sentence = out.texts().get("cli.rebuilt").to_owned();
    prose::paragraphs(&sentence, 0, out)?;
    Ok(Exit::Done)
}
