//! Takes a table in: what is certain at once, what is doubtful only when a person says so.

use super::super::args::Import;
use super::super::find;
use super::super::out::{Exit, Failure, Out};
use super::super::progress::with_bar;
use super::super::prose;
use super::{agrees, review, store};
use crate::domain::Command;
use crate::exchange::{Table, propose};

pub(super) fn take(table: &Table, asked: &Import, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let proposed = with_bar(out, |_| {
        let reading = find::reading(out)?;
        let proposal = propose(table, reading.book(), asked.period);
        let proposal = proposal.map_err(|unfit| Failure::Refused(unfit.say(out.texts())))?;
        Ok((proposal, reading.book().revision()))
    });
    let (mut proposal, seen) = proposed?;
    review::write(&proposal, asked, out)?;
    if asked.dry_run {
        let sentence = out.texts().get("cli.dry_run").to_owned();
        prose::paragraphs(&sentence, 0, out)?;
        return Ok(Exit::Done);
    }
    if review::asks(asked, out) {
        review::ask(&mut proposal, out);
    }
    if !agrees(asked, out)? {
        return Ok(Exit::Refused);
    }
    if !proposal.import.rows.is_empty() {
        store(&Command::Import(Box::new(proposal.import)), seen, out)?;
    }
    if proposal.doubtful.is_empty() {
        return Ok(Exit::Done);
    }
    let sentence = out.say("cli.skipped", &[("count", &proposal.doubtful.len())]);
    out.remark(&sentence);
    Ok(Exit::Refused)
}
