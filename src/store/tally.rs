//! Keeps the counts of each plan and period beside the rows, so that the first frame need not count.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::shelf::Rows;
use super::{StoreError, key};
use crate::domain::{Edit, Period, PlanYear, Record, RecordKey, Report, Status, Task};

/// The tasks of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PlanTally {
    pub tasks: u32,
}

/// The tasks of a plan by status in a period, in the order of `Status::ALL`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PeriodTally {
    pub by_status: [u32; 5],
}

/// The key of a plan's count.
pub(super) fn plan_row(plan: PlanYear) -> Vec<u8> {
    key::join(key::TOTALS, &[&plan.0.to_be_bytes()])
}

/// The key of a period's counts.
pub(super) fn period_row(plan: PlanYear, period: Period) -> Vec<u8> {
    let months = [period.to(), period.from()];
    key::join(key::TOTALS, &[&plan.0.to_be_bytes(), &period.year().to_be_bytes(), &months])
}

/// Adds what `edits` change in the counts to `rows`; `get` reads a row as it is kept, `reports` those on a task.
///
/// Reports on a void task are not counted; [`crate::domain::Book::decide`] lets nobody change them.
pub(super) fn apply(
    edits: &[Edit],
    rows: &mut Rows,
    get: impl Fn(&[u8]) -> Result<Option<Vec<u8>>, StoreError>,
    reports: impl Fn(&Rows, &Task) -> Result<Vec<Record>, StoreError>,
) -> Result<(), StoreError> {
    let mut plans: BTreeMap<PlanYear, i64> = BTreeMap::new();
    let mut periods = Periods::new();
    let edited: BTreeSet<RecordKey> = edits.iter().filter_map(Edit::key).collect();
    for edit in edits {
        for (record, step) in [(&edit.before, -1), (&edit.after, 1)] {
            match record {
                Some(Record::Task(task)) if task.void.is_none() => *plans.entry(task.plan).or_default() += step,
                Some(Record::Report(report)) => count(report, step, &mut periods),
                _ => {}
            }
        }
        let (Some(Record::Task(before)), Some(Record::Task(after))) = (&edit.before, &edit.after) else { continue };
        if before.void.is_some() != after.void.is_some() {
            let step = if after.void.is_none() { 1 } else { -1 };
            for record in reports(rows, after)?.iter().filter(|record| !edited.contains(&record.key())) {
                if let Record::Report(report) = record {
                    count(report, step, &mut periods);
                }
            }
        }
    }
    for (plan, step) in plans {
        let row = plan_row(plan);
        let mut tally: PlanTally = parse(before(rows, &row, &get)?);
        tally.tasks = moved(tally.tasks, step);
        rows.insert(row, serde_json::to_vec(&tally).ok());
    }
    for ((plan, period), steps) in periods {
        let row = period_row(plan, period);
        let mut tally: PeriodTally = parse(before(rows, &row, &get)?);
        for (count, step) in tally.by_status.iter_mut().zip(steps) {
            *count = moved(*count, step);
        }
        rows.insert(row, serde_json::to_vec(&tally).ok());
    }
    Ok(())
}

/// Steps by plan and period, in the order of `Status::ALL`.
type Periods = BTreeMap<(PlanYear, Period), [i64; 5]>;

/// Counts a task's own report that counts.
fn count(report: &Report, step: i64, periods: &mut Periods) {
    if report.key.unit.is_some() || !report.head().counts {
        return;
    }
    let counts = periods.entry((report.key.plan, report.key.period)).or_default();
    let place = Status::ALL.iter().position(|s| *s == report.status);
    if let Some(count) = place.and_then(|at| counts.get_mut(at)) {
        *count += step;
    }
}

/// A row as an earlier change of the same batch leaves it, else as it is kept.
fn before(
    rows: &Rows,
    row: &[u8],
    get: impl Fn(&[u8]) -> Result<Option<Vec<u8>>, StoreError>,
) -> Result<Option<Vec<u8>>, StoreError> {
    rows.get(row).map_or_else(|| get(row), |known| Ok(known.clone()))
}

/// Reads a row of counts; none is all zeros.
pub(super) fn parse<T: Default + for<'a> Deserialize<'a>>(row: Option<Vec<u8>>) -> T {
    row.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

fn moved(count: u32, step: i64) -> u32 {
    u32::try_from(i64::from(count) + step).unwrap_or(0)
}
