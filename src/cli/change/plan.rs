//! `duban plan`: begins, changes and voids years, and opens periods for reports.

use std::sync::Arc;

use super::super::args::At;
use super::super::args::name::{OpenPeriod, Plan as Asked, PlanEdit};
use super::super::find::{View, reading};
use super::super::out::{Exit, Failure, Out};
use super::{carry_out, enter, typed, void};
use crate::domain::{Command, Plan, PlanYear, Record, RecordKey};

pub(super) fn run(asked: &Asked, out: &mut Out<'_>) -> Result<Exit, Failure> {
    match asked {
        Asked::New(asked) => {
            let plan = Plan {
                issuer: asked.issuer.as_deref().map(typed::line).unwrap_or_default(),
                ..Plan::titled(PlanYear(asked.year), &typed::line(&asked.title))
            };
            enter(None, Record::Plan(Arc::new(plan)), out)
        }
        Asked::Edit(asked) => edit(asked, out),
        Asked::Void(asked) => void::record(RecordKey::Plan(PlanYear(asked.year)), &asked.why, out),
        Asked::OpenPeriod(asked) => open_period(*asked, out),
    }
}

fn edit(asked: &PlanEdit, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    let at = At { period: None, plan: Some(asked.year) };
    let Some(view) = View::of(book, at, out)? else { return Ok(Exit::Refused) };
    let Some(seen) = book.plan(view.plan) else { return Ok(Exit::Refused) };
    let mut plan = Plan::clone(seen);
    if let Some(title) = &asked.title {
        plan.title = typed::line(title);
    }
    if let Some(issuer) = &asked.issuer {
        plan.issuer = typed::line(issuer);
    }
    enter(Some(Record::Plan(seen.clone())), Record::Plan(Arc::new(plan)), out)
}

fn open_period(asked: OpenPeriod, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let at = At { period: Some(asked.open), plan: None };
    let Some(view) = View::of(reading.book(), at, out)? else { return Ok(Exit::Refused) };
    let day = asked.on.unwrap_or_else(|| (out.now)().date_naive());
    carry_out(&Command::OpenPeriod(view.plan, asked.open, day), out)
}
