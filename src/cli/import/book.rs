//! Takes a whole book over into an empty ledger.

use super::super::args::Import;
use super::super::find;
use super::super::out::{Exit, Failure, Out};
use super::super::progress::with_bar;
use super::super::prose;
use super::{agrees, store};
use crate::domain::{Command, Record};

pub(super) fn take(records: Vec<Record>, asked: &Import, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let seen = with_bar(out, |_| find::reading(out))?.book().revision();
    let count = |is: fn(&Record) -> bool| records.iter().filter(|r| is(r)).count();
    let (plans, tasks) = (count(|r| matches!(r, Record::Plan(_))), count(|r| matches!(r, Record::Task(_))));
    let reports = count(|r| matches!(r, Record::Report(_)));
    let sentence = out.say("cli.book", &[("plans", &plans), ("tasks", &tasks), ("reports", &reports)]);
    prose::paragraphs(&sentence, 0, out)?;
    if asked.dry_run {
        let sentence = out.texts().get("cli.dry_run").to_owned();
        prose::paragraphs(&sentence, 0, out)?;
        return Ok(Exit::Done);
    }
    if !agrees(asked, out)? {
        return Ok(Exit::Refused);
    }
    store(&Command::Adopt(records), seen, out).map(|()| Exit::Done)
}
