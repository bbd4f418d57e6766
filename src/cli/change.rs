//! The commands that change something: each decides nothing itself, but asks the ledger and says what became of it.

mod amend;
mod category;
mod leader;
mod named;
mod official;
mod plan;
mod replace;
mod report;
mod task;
mod typed;
mod undo;
mod unit;
mod update;
mod user;
mod void;

use super::args::change::Change;
use super::ledger::Stored;
use super::out::{Exit, Failure, Out};
use super::{ledger, prose};
use crate::domain::{Command, Record, Version};
use crate::lang::say_change;
use crate::ledger::Done;
use crate::tui::text::clean;

/// Runs one of them.
pub(super) fn run(asked: &Change, out: &mut Out<'_>) -> Result<Exit, Failure> {
    match asked {
        Change::Update(asked) => update::run(asked, out),
        Change::Amend(asked) => amend::run(asked, out),
        Change::Void(asked) => void::run(asked, out),
        Change::Task(asked) => task::run(asked, out),
        Change::Unit(asked) => unit::run(asked, out),
        Change::Official(asked) => official::run(asked, out),
        Change::Leader(asked) => leader::run(asked, out),
        Change::Category(asked) => category::run(asked, out),
        Change::Plan(asked) => plan::run(asked, out),
        Change::User(asked) => user::run(asked, out),
        Change::Undo(asked) => undo::run(*asked, out),
    }
}

/// Has the ledger carry a command out, and says what was stored.
fn carry_out(command: &Command, out: &mut Out<'_>) -> Result<Exit, Failure> {
    match ledger::execute(command, None, out) {
        Ok(stored) => tell(&stored, out),
        Err(failure) => Err(ledger::failure(failure, out)),
    }
}

/// Enters a record: a new one, or a new version of the one `seen`.
fn enter(seen: Option<Record>, record: Record, out: &mut Out<'_>) -> Result<Exit, Failure> {
    carry_out(&Command::Enter(Box::new(Version { seen, record })), out)
}

/// Says what a command came to that was not refused.
fn tell(stored: &Stored, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let Stored { done, undone, book } = stored;
    let sentence = match done {
        Done::Unchanged => out.texts().get("refusal.unchanged").to_owned(),
        Done::Changed(change) => {
            let what = clean(&say_change(change, undone.as_deref(), book, out.texts())).into_owned();
            match &change.by.recorded_by {
                None => out.say("cli.changed", &[("what", &what), ("revision", &change.revision)]),
                Some(hand) => {
                    let parts: [(&str, &dyn std::fmt::Display); 4] =
                        [("what", &what), ("by", &change.by.name), ("hand", hand), ("revision", &change.revision)];
                    out.say("cli.changed_for", &parts)
                }
            }
        }
    };
    prose::paragraphs(&sentence, 0, out)?;
    Ok(Exit::Done)
}
