//! `duban update`: how a task stands in a period.

use super::super::args::change::Update;
use super::super::find::{View, present};
use super::super::out::{Exit, Failure, Out};
use super::named;
use super::report::{self, Wanted};
use crate::domain::{Past, ReportKey};

pub(super) fn run(asked: &Update, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = present(out)?;
    let book = reading.book();
    let Some(view) = View::of(book, asked.at, out)? else { return Ok(Exit::Refused) };
    let task = view.task(book, asked.number, out)?;
    let Some(period) = view.period else {
        return Err(Failure::Refused(out.say("cli.no_current_period", &[("year", &view.plan)])));
    };
    let unit = match &asked.unit {
        Some(name) => Some(named::unit(book, name, out)?),
        None => None,
    };
    let key = ReportKey { plan: task.plan, task: task.id, period, unit };
    let before = reading.report(&key).filter(|report| report.void.is_none());
    let last = key.last_of(&reading.reports(key.plan, key.task)).cloned();
    let wanted = Wanted {
        last,
        number: task.number,
        key,
        seen: book.head(&key).map(|head| head.revision),
        before: before.as_deref(),
        status: Some(&asked.status),
        parts: &asked.parts,
    };
    report::record(&wanted, Some(reading), out)
}
