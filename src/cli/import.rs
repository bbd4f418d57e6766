//! `duban import`: a table or a book from a file; shown first, stored only when a person agrees.

mod book;
mod review;
mod table;

use super::args::Import;
use super::ledger;
use super::out::{Exit, Failure, Out};
use super::progress::with_bar;
use super::{ask, file, prose};
use crate::domain::{Change, Command, Record};
use crate::exchange::{self, Encoding, What};
use crate::ledger::Done;

pub(super) fn run(asked: &Import, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let bytes = file::read(&asked.file, out)?;
    let content =
        with_bar(out, |_| exchange::read(&bytes)).map_err(|unfit| Failure::Refused(unfit.say(out.texts())))?;
    let announced = match content.encoding {
        Encoding::Utf8 => None,
        Encoding::Gb18030 => Some("cli.gbk"),
        Encoding::Utf16 => Some("cli.utf16"),
    };
    if let Some(key) = announced {
        let sentence = out.texts().get(key).to_owned();
        out.remark(&sentence);
    }
    match content.what {
        What::Table(found) => table::take(&found, asked, out),
        What::Book(records) => book::take(records, asked, out),
    }
}

/// Whether the person agrees to store; off a terminal only `--yes` does.
fn agrees(asked: &Import, out: &mut Out<'_>) -> Result<bool, Failure> {
    // Whoever hands a table over at once has agreed by that: there is no terminal left to ask on.
    if asked.yes || file::is_stream(&asked.file) {
        return Ok(true);
    }
    if !out.is_asked {
        return Err(Failure::Refused(out.texts().get("cli.needs_yes").to_owned()));
    }
    let question = out.texts().get("cli.store").to_owned();
    let agreed = ask::yes(&question, out);
    if !agreed {
        let sentence = out.texts().get("cli.not_stored").to_owned();
        out.remark(&sentence);
    }
    Ok(agreed)
}

/// Stores a command that was decided by what `seen`, a revision, held; says what became of it.
fn store(command: &Command, seen: u64, out: &mut Out<'_>) -> Result<(), Failure> {
    let stored = ledger::with(None, out, |ledger, out| {
        let is_as_seen = ledger.book()?.revision() == seen;
        Ok(is_as_seen.then(|| ledger.execute(&out.who, command, (out.now)())))
    });
    match stored.map_err(|e| out.store_failure(&e))? {
        None => Err(Failure::Refused(out.texts().get("cli.overtaken").to_owned())),
        Some(Err(failure)) => Err(ledger::failure(failure, out)),
        Some(Ok(Done::Changed(change))) => told(&change, out),
        Some(Ok(Done::Unchanged)) => {
            let sentence = out.texts().get("notice.unchanged").to_owned();
            prose::paragraphs(&sentence, 0, out)
        }
    }
}

fn told(change: &Change, out: &mut Out<'_>) -> Result<(), Failure> {
    let count = |is: fn(&Record) -> bool| change.edits.iter().filter(|e| e.after.as_ref().is_some_and(is)).count();
    let (new, reports) = (count(|r| matches!(r, Record::Task(_))), count(|r| matches!(r, Record::Report(_))));
    let sentence = out.say("cli.stored", &[("new", &new), ("reports", &reports), ("revision", &change.revision)]);
    prose::paragraphs(&sentence, 0, out)
}
