//! Finds what a command looks at: the reading, the plan, the period, the task.

use std::ops::Deref;
use std::sync::Arc;

use super::args::At;
use super::out::{Failure, Out};
use crate::domain::{Book, Period, PlanYear, Record, Report, Review, Task};
use crate::store::Reading;
use crate::tui::text::clean;

/// A plan, and the period it is seen at.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    pub plan: PlanYear,
    pub period: Option<Period>,
}

impl View {
    /// The plan and period asked for, else the latest plan at its current period; none while there is no such plan.
    pub fn of(book: &Book, at: At, out: &mut Out<'_>) -> Result<Option<Self>, Failure> {
        if let (Some(period), Some(year)) = (at.period, at.plan)
            && period.year() != year
        {
            return Err(Failure::Usage(out.say("cli.period_elsewhere", &[("period", &period), ("year", &year)])));
        }
        let year = at.plan.or(at.period.map(Period::year)).map(PlanYear);
        let plan = year
            .or_else(|| book.latest_plan().map(|p| p.year))
            .filter(|year| book.plan(*year).is_some_and(|p| p.void.is_none()));
        let Some(plan) = plan else {
            let sentence = match year.filter(|_| !book.is_empty()) {
                Some(year) => out.say("cli.no_plan", &[("year", &year)]),
                None => out.say("cli.empty", &[("data", &out.data.display())]),
            };
            out.remark(&sentence);
            return Ok(None);
        };
        Ok(Some(Self { plan, period: at.period.or_else(|| book.current_period(plan)) }))
    }

    /// The task with a printed number.
    pub fn task<'a>(&self, book: &'a Book, number: u32, out: &Out<'_>) -> Result<&'a Arc<Task>, Failure> {
        book.task_numbered(self.plan, number).ok_or_else(|| {
            let void = book.void_tasks_of(self.plan).filter(|task| task.number == number && !task.is_taken_back());
            match void.last().and_then(|task| task.void.as_ref()) {
                Some(why) => {
                    let parts: [(&str, &dyn std::fmt::Display); 3] =
                        [("year", &self.plan), ("number", &number), ("why", &clean(why))];
                    Failure::Refused(out.say("cli.task_void", &parts))
                }
                None => self.no_task(book, number, out),
            }
        })
    }

    /// The same, or else the last one that had the number and is void.
    pub fn task_or_void(&self, book: &Book, number: u32, out: &Out<'_>) -> Result<Arc<Task>, Failure> {
        if let Some(task) = book.task_numbered(self.plan, number) {
            return Ok(task.clone());
        }
        let tasks = book.records_without_reports().filter_map(|record| match record {
            Record::Task(task) if task.plan == self.plan && task.number == number => Some(task),
            _ => None,
        });
        tasks.last().ok_or_else(|| self.no_task(book, number, out))
    }

    fn no_task(&self, book: &Book, number: u32, out: &Out<'_>) -> Failure {
        let Some(last) = book.tasks_of(self.plan).next_back().map(|task| task.number) else {
            return Failure::Refused(out.say("cli.no_task_yet", &[("year", &self.plan)]));
        };
        let parts: [(&str, &dyn std::fmt::Display); 3] = [("number", &number), ("year", &self.plan), ("last", &last)];
        Failure::Refused(out.say("cli.no_task", &parts))
    }
}

/// What a command has read.
pub(super) enum Read {
    /// To be given back in the end, as in a process that goes on.
    Freed(Box<Reading>),
    /// Of a command that ends its process: to give a book back record by record would only take time.
    Left(&'static Reading),
}

impl Deref for Read {
    type Target = Reading;

    fn deref(&self) -> &Reading {
        match self {
            Self::Freed(reading) => reading,
            Self::Left(reading) => reading,
        }
    }
}

/// Opens the data for looking only, as the asker may read it; it takes no lock. No command reads it otherwise.
pub(super) fn reading(out: &Out<'_>) -> Result<Read, Failure> {
    let reading = Reading::open(&out.data).map_err(|e| out.store_failure(&e))?.seen_by(&out.who);
    let reading = Box::new(reading);
    Ok(if out.ledger.is_some() { Read::Freed(reading) } else { Read::Left(Box::leak(reading)) })
}

/// Reads what is stored now for a change to it; how it came about may be missing.
pub(super) fn present(out: &Out<'_>) -> Result<Reading, Failure> {
    Reading::present(&out.data).map_err(|e| out.store_failure(&e))
}

/// The report on a task that a revision recorded.
pub(super) fn recorded(reading: &Reading, task: &Task, revision: u64, out: &Out<'_>) -> Result<Arc<Report>, Failure> {
    let edits = reading.changes().iter().flat_map(|change| &change.edits);
    let mut reports = edits.filter_map(|edit| if let Some(Record::Report(r)) = &edit.after { Some(r) } else { None });
    let found = reports.rfind(|report| report.key.task == task.id && report.revision == revision);
    let parts: [(&str, &dyn std::fmt::Display); 2] = [("number", &task.number), ("revision", &revision)];
    found.cloned().ok_or_else(|| Failure::Refused(out.say("cli.no_revision", &parts)))
}

/// Whether a report is shown: neither void nor still a draft.
pub(super) fn is_shown(report: &Report) -> bool {
    report.void.is_none() && report.review != Review::Draft
}
