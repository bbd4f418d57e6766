//! `duban undo`: takes one's own last change back; a whole import only when a person agrees.

use super::super::args::change::Undo;
use super::super::out::{Exit, Failure, Out};
use super::super::{ask, ledger};
use super::{carry_out, tell};
use crate::domain::{Command, Refusal};
use crate::lang::say_refusal;
use crate::ledger::Failure::Refused;

pub(super) fn run(asked: Undo, out: &mut Out<'_>) -> Result<Exit, Failure> {
    match ledger::execute(&Command::Undo(None), None, out) {
        Ok(stored) => tell(&stored, out),
        Err(Refused(refusal @ Refusal::AgreeFirst { revision, .. })) => {
            let what = say_refusal(&refusal, out.texts());
            if agrees(asked, &what, out)? {
                return carry_out(&Command::Undo(Some(revision)), out);
            }
            let sentence = out.texts().get("cli.not_undone").to_owned();
            out.remark(&sentence);
            Ok(Exit::Refused)
        }
        Err(failure) => Err(ledger::failure(failure, out)),
    }
}

/// Whether the person agrees to what goes with it; off a terminal only `--yes` does.
fn agrees(asked: Undo, what: &str, out: &mut Out<'_>) -> Result<bool, Failure> {
    if asked.yes {
        return Ok(true);
    }
    if !out.is_asked {
        return Err(Failure::Refused(out.say("cli.undo_needs_yes", &[("what", &what)])));
    }
    let question = out.say("cli.undo_all", &[("what", &what)]);
    Ok(ask::yes(&question, out))
}
