//! Gathers from the rows what the first frame shows, in a time that does not grow with the number of tasks.

use std::collections::BTreeSet;

use super::shelf::Shelf;
use super::tally::{self, PeriodTally, PlanTally};
use super::{Front, StoreError, Totals, key};
use crate::domain::{Book, PlanYear, Record, Task};

/// How many tasks the first frame gets: more than the tallest terminal shows.
const FIRST: usize = 120;

/// The records of a first frame.
pub(super) struct Gathered {
    /// The newest plan's first tasks, all they refer to, and the latest report on each.
    pub first: Vec<Record>,
    /// All other records; none when there are too many tasks to read them before the first frame.
    pub rest: Option<Vec<Record>>,
    pub totals: Totals,
}

/// Reads the front of the newest plan; all of it when there are few tasks.
pub(super) fn read(shelf: &Shelf) -> Result<Front, StoreError> {
    let gathered = gather(shelf)?;
    let whole = gathered.rest.is_some();
    let records = gathered.first.into_iter().chain(gathered.rest.into_iter().flatten());
    let book = Book::from_records(shelf.head().revision, records);
    Ok(Front { book, whole, totals: gathered.totals })
}

/// Gathers the records of the first frame.
pub(super) fn gather(shelf: &Shelf) -> Result<Gathered, StoreError> {
    let plans = shelf.records(&[key::PLANS], usize::MAX)?;
    let years: Vec<PlanYear> =
        plans.iter().filter_map(|r| if let Record::Plan(p) = r { Some(p.year) } else { None }).collect();
    let mut tasks = 0;
    for plan in &years {
        let tally: PlanTally = tally::parse(shelf.get(&tally::plan_row(*plan))?);
        tasks += usize::try_from(tally.tasks).unwrap_or(usize::MAX);
    }
    let (first, rest) = if tasks <= FIRST {
        let (first, rest) = older_reports_apart(shelf.all()?);
        (first, Some(rest))
    } else {
        let mut first = plans;
        if let Some(plan) = years.last() {
            first.extend(first_tasks(shelf, *plan)?);
        }
        (first, None)
    };
    let totals = totals(shelf, &Book::from_records(0, first.iter().cloned()))?;
    Ok(Gathered { first, rest, totals })
}

/// Takes the reports apart that are not the latest on their task.
fn older_reports_apart(all: Vec<Record>) -> (Vec<Record>, Vec<Record>) {
    let book = Book::from_records(0, all.iter().cloned());
    let is_latest = |record: &Record| match record {
        Record::Report(report) => book.latest_report(report.key.task).is_some_and(|latest| latest.key == report.key),
        _ => true,
    };
    all.into_iter().partition(is_latest)
}

/// The first tasks of a plan, everything they refer to, and the latest report on each.
fn first_tasks(shelf: &Shelf, plan: PlanYear) -> Result<Vec<Record>, StoreError> {
    let tasks = shelf.records(&key::tasks_of(plan), FIRST)?;
    let mut needed: BTreeSet<Vec<u8>> = BTreeSet::new();
    let mut records = Vec::new();
    for record in &tasks {
        let Record::Task(task) = record else { continue };
        needed.extend(referred_to(task));
        let own = |r: &Record| matches!(r, Record::Report(r) if r.key.unit.is_none());
        records.extend(shelf.last_record(&key::reports_on(plan, task.id), own)?);
    }
    for row in needed {
        records.extend(shelf.record(&row)?);
    }
    records.extend(tasks);
    Ok(records)
}

fn referred_to(task: &Task) -> impl Iterator<Item = Vec<u8>> + '_ {
    let category = std::iter::once(key::numbered(b'c', task.category.0));
    let leader = task.leader.map(|l| key::numbered(b'l', l.0));
    let units = task.assignments.iter().map(|a| key::numbered(b'u', a.unit.0));
    let officials = task.assignments.iter().filter_map(|a| a.official).map(|o| key::numbered(b'o', o.0));
    category.chain(leader).chain(units).chain(officials)
}

fn totals(shelf: &Shelf, book: &Book) -> Result<Totals, StoreError> {
    let Some(plan) = book.latest_plan() else { return Ok(Totals::default()) };
    let period = book.current_period(plan.year);
    let all: PlanTally = tally::parse(shelf.get(&tally::plan_row(plan.year))?);
    let row = period.map(|period| tally::period_row(plan.year, period));
    let counted: PeriodTally = tally::parse(row.map(|row| shelf.get(&row)).transpose()?.flatten());
    Ok(Totals { period, tasks: all.tasks, by_status: counted.by_status })
}
