//! Gathers what the first frame shows: from the rows, in a time that does not grow with the number of tasks, or from a
//! picture that is whole.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::shelf::Shelf;
use super::tally::{self, PeriodTally, PlanTally};
use super::{Front, Reading, StoreError, Totals, key};
use crate::domain::{Book, PlanYear, Record, Standing, Status, Task, TaskId};

/// How many tasks the first frame gets: more than the tallest terminal shows.
const FIRST: usize = 120;

/// The records of a first frame.
pub(super) struct Gathered {
    /// The newest plan's first tasks, all they refer to, and the latest report on each.
    pub first: Vec<Record>,
    /// All other records; none when there are too many tasks to read them all.
    pub rest: Option<Vec<Record>>,
    pub totals: Totals,
}

impl Front {
    /// The front of a book that is whole.
    pub(super) fn of(book: Book) -> Self {
        let totals = count(&book);
        Self { book, whole: true, totals }
    }
}

impl Gathered {
    /// Gathers them from a picture that is whole.
    pub(super) fn of(reading: &Reading) -> Self {
        let (first, rest) = apart(reading.records().collect(), reading.book());
        Self { first, rest: Some(rest), totals: count(reading.book()) }
    }
}

/// Counts the latest plan of a whole book at its current period.
fn count(book: &Book) -> Totals {
    let Some(plan) = book.latest_plan() else { return Totals::default() };
    let period = book.current_period(plan.year);
    let mut totals = Totals { period, ..Totals::default() };
    for task in book.tasks_of(plan.year) {
        totals.tasks += 1;
        if let Some(Standing::Reported(head)) = period.map(|p| book.standing(task, p)) {
            let places = Status::ALL.iter().zip(totals.by_status.iter_mut());
            places.filter(|(status, _)| **status == head.status).for_each(|(_, n)| *n += 1);
        }
    }
    totals
}

/// Reads the front of the newest plan; all of it when there are few tasks.
pub(super) fn read(shelf: &Shelf) -> Result<Front, StoreError> {
    let gathered = gather(shelf, FIRST)?;
    let whole = gathered.rest.is_some();
    let records = gathered.first.into_iter().chain(gathered.rest.into_iter().flatten());
    let book = Book::from_records(shelf.head().revision, records);
    Ok(Front { book, whole, totals: gathered.totals })
}

/// Gathers the records of the first frame, and all others of a store with at most so many tasks.
pub(super) fn gather(shelf: &Shelf, most: usize) -> Result<Gathered, StoreError> {
    let plans = shelf.records(&[key::PLANS], usize::MAX)?;
    let years: Vec<PlanYear> =
        plans.iter().filter_map(|r| if let Record::Plan(p) = r { Some(p.year) } else { None }).collect();
    let mut tasks = 0;
    for plan in &years {
        let tally: PlanTally = tally::parse(shelf.get(&tally::plan_row(*plan))?);
        tasks += usize::try_from(tally.tasks).unwrap_or(usize::MAX);
    }
    let (first, rest) = if tasks <= most {
        let all = shelf.all()?;
        let book = Book::from_records(0, all.iter().cloned());
        let (first, rest) = apart(all, &book);
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

/// Takes all records of a book apart: those of the first frame, and the others. With few tasks the first frame has
/// everything but reports that are not the latest on their task.
fn apart(all: Vec<Record>, book: &Book) -> (Vec<Record>, Vec<Record>) {
    let of_plan = book.latest_plan().into_iter().flat_map(|plan| book.tasks_of(plan.year));
    let tasks: Vec<&Arc<Task>> = of_plan.take(FIRST).collect();
    let shown: BTreeSet<TaskId> = tasks.iter().map(|task| task.id).collect();
    let named: BTreeSet<Vec<u8>> = tasks.iter().flat_map(|task| referred_to(task)).collect();
    let has_few = book.tasks().nth(FIRST).is_none();
    all.into_iter().partition(|record| match record {
        Record::Report(report) => {
            let is_latest = book.latest_report(report.key.task).is_some_and(|latest| latest.key == report.key);
            is_latest && (has_few || shown.contains(&report.key.task))
        }
        Record::Plan(_) => true,
        Record::Task(task) => has_few || shown.contains(&task.id),
        other => has_few || named.contains(&key::of(other)),
    })
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
    let former = || task.former.iter().flat_map(|former| &former.assignments);
    let units = task.assignments.iter().chain(former()).map(|a| key::numbered(b'u', a.unit.0));
    let officials = task.assignments.iter().chain(former()).filter_map(|a| a.official);
    let officials = officials.map(|o| key::numbered(b'o', o.0));
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
