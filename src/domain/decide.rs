//! Decides what a command changes, or why it may not: the one gate for screen, command line, network and import.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{
    Access, Book, Change, Command, Deed, Edit, Period, Plan, PlanPeriod, PlanYear, Record, Refusal, Report,
    ReportEntry, ReportKey, Review, Status, Task, TaskId, Who, admission, adopt, enter, import, replace, undo, void,
};

/// Looks up the words of reports that the book no longer holds.
pub trait Past {
    /// The report under `key`, whatever its age; none when there is none or it cannot be read.
    fn report(&self, key: &ReportKey) -> Option<Arc<Report>>;

    /// The changes after a revision, oldest first; fewer when they cannot be read.
    fn changes_after(&self, revision: u64) -> Vec<Arc<Change>>;
}

/// What a command comes to, before it has a place in the ledger.
pub(super) struct Decision {
    pub deed: Deed,
    pub edits: Vec<Edit>,
}

impl Book {
    /// Decides `command`, asked by `who` at `now`; `None` says that everything is already as asked.
    ///
    /// The change it returns is the next one of this very book: [`Book::apply`] takes it.
    pub fn decide(
        &self,
        command: &Command,
        who: &Who,
        now: DateTime<FixedOffset>,
        past: &dyn Past,
    ) -> Result<Option<Change>, Refusal> {
        // A key that was taken away, or a role that was lowered, no longer counts for a session that goes on.
        let who = &who.anew(self).ok_or(Refusal::NoLongerAdmitted)?;
        if who.via.is_remote() && who.author.recorded_by.is_some() {
            return Err(Refusal::OwnNameOnly);
        }
        who.demand(command.needs())?;
        let decision = match command {
            Command::Import(table) => import::decide(self, table, who, now, past)?,
            Command::Adopt(records) => adopt::decide(self, records)?,
            Command::Report(entry) => self.decide_report(entry, who, now, past)?,
            Command::OpenPeriod(plan, period, day) => self.decide_opening(*plan, *period, *day)?,
            Command::Enter(version) => enter::decide(self, version, now.date_naive())?,
            Command::Void(voiding) => void::decide(self, voiding, who, now, past)?,
            Command::Close(task, day) => self.decide_closing(*task, *day, now.date_naive())?,
            Command::Reopen(task) => self.decide_reopening(*task)?,
            Command::Replace(replacement) => replace::decide(self, replacement, now.date_naive())?,
            Command::Undo(agreed) => undo::decide(self, *agreed, who, past)?,
        };
        admission::check(self, &decision.edits)?;
        if decision.edits.is_empty() {
            return Ok(None);
        }
        Ok(Some(Change {
            revision: self.revision() + 1,
            at: now,
            by: who.author.clone(),
            via: who.via.clone(),
            deed: decision.deed,
            edits: decision.edits,
        }))
    }

    fn decide_report(
        &self,
        entry: &ReportEntry,
        who: &Who,
        now: DateTime<FixedOffset>,
        past: &dyn Past,
    ) -> Result<Decision, Refusal> {
        let task = self.task(entry.task).filter(|t| t.void.is_none()).ok_or(Refusal::NoTask(entry.task))?;
        who.may_report(task, entry.unit, self)?;
        if task.closed_on.is_some() {
            return Err(Refusal::Closed(task.number));
        }
        let key = ReportKey { plan: task.plan, task: task.id, period: entry.period, unit: entry.unit };
        // What a unit has reported may be corrected though it answers for the task no more.
        if entry.unit.is_some_and(|unit| !self.answers_for(task, unit)) && self.head(&key).is_none() {
            return Err(Refusal::NotAssigned(task.number));
        }
        let before = self.report_before(&key, past);
        if self.head(&key).map(|h| h.revision) != entry.seen {
            return Err(Refusal::Stale {
                current: self.head(&key).map_or(0, |h| h.revision),
                by: before.as_ref().map(|r| r.author.clone()).unwrap_or_default(),
                at: before.as_ref().map(|r| r.at),
            });
        }
        let reviewed = self.plan(task.plan).is_some_and(|p| p.settings.review);
        let status_text = if entry.status_text.is_empty() { entry.status.word() } else { &entry.status_text };
        let report = Report {
            key,
            status: entry.status,
            status_text: status_text.to_owned(),
            review: if reviewed && who.access < Access::Supervisor { Review::Submitted } else { Review::Accepted },
            progress: entry.progress.clone(),
            problems: entry.problems.clone(),
            next_steps: entry.next_steps.clone(),
            measurements: before.as_ref().map(|r| r.measurements.clone()).unwrap_or_default(),
            reported_on: entry.reported_on.unwrap_or_else(|| entry.period.last_day()),
            author: who.author.name.clone(),
            at: now,
            revision: self.revision() + 1,
            void: None,
            voided: None,
            source: None,
        };
        if before.as_ref().is_some_and(|b| says_the_same(b, &report)) {
            return Err(Refusal::Unchanged);
        }
        let mut edits = Vec::new();
        edits.extend(self.note_period(task.plan, entry.period)?);
        edits.push(Edit { before: before.map(Record::Report), after: Some(Record::Report(Arc::new(report))) });
        Ok(Decision { deed: Deed::Report, edits })
    }

    /// The whole report under `key`, from here if it is a task's latest, else from the past.
    pub(super) fn report_before(&self, key: &ReportKey, past: &dyn Past) -> Option<Arc<Report>> {
        self.head(key)?;
        self.latest_report(key.task).filter(|r| r.key == *key).cloned().or_else(|| past.report(key))
    }

    /// The edit that makes a period known to its plan, if it is not yet.
    fn note_period(&self, plan: PlanYear, period: Period) -> Result<Option<Edit>, Refusal> {
        let before = self.plan(plan).ok_or(Refusal::NoPlan(plan))?;
        if period.year() != plan.0 {
            return Err(Refusal::ForeignPeriod(period, plan));
        }
        if before.periods.iter().any(|p| p.period == period) {
            return Ok(None);
        }
        let mut after = Plan::clone(before);
        after.periods.push(PlanPeriod { period, opened_on: None, heading: None });
        after.periods.sort_by_key(|p| p.period);
        Ok(Some(Edit { before: Some(Record::Plan(before.clone())), after: Some(Record::Plan(Arc::new(after))) }))
    }

    fn decide_opening(&self, plan: PlanYear, period: Period, day: NaiveDate) -> Result<Decision, Refusal> {
        let before = self.plan(plan).filter(|p| p.void.is_none()).ok_or(Refusal::NoPlan(plan))?;
        if period.year() != plan.0 {
            return Err(Refusal::ForeignPeriod(period, plan));
        }
        let mut after = Plan::clone(before);
        match after.periods.iter_mut().find(|p| p.period == period) {
            Some(known) if known.opened_on.is_some() => return Err(Refusal::AlreadyOpen(period)),
            Some(known) => known.opened_on = Some(day),
            None => after.periods.push(PlanPeriod { period, opened_on: Some(day), heading: None }),
        }
        after.periods.sort_by_key(|p| p.period);
        let edit = Edit { before: Some(Record::Plan(before.clone())), after: Some(Record::Plan(Arc::new(after))) };
        Ok(Decision { deed: Deed::OpenPeriod, edits: vec![edit] })
    }
}

impl Book {
    fn decide_closing(&self, task: TaskId, day: NaiveDate, today: NaiveDate) -> Result<Decision, Refusal> {
        let before = self.task(task).filter(|t| t.void.is_none()).ok_or(Refusal::NoTask(task))?;
        if before.closed_on.is_some() {
            return Err(Refusal::Closed(before.number));
        }
        if day > today {
            return Err(Refusal::FutureDay(day));
        }
        let latest = self.heads_of(before.plan, task).rfind(|(key, head)| key.unit.is_none() && head.counts);
        if latest.is_none_or(|(_, head)| head.status != Status::Completed) {
            return Err(Refusal::NotCompleted);
        }
        Ok(Decision { deed: Deed::Close, edits: vec![task_edit(before, |task| task.closed_on = Some(day))] })
    }

    fn decide_reopening(&self, task: TaskId) -> Result<Decision, Refusal> {
        let before = self.task(task).filter(|t| t.void.is_none()).ok_or(Refusal::NoTask(task))?;
        if before.closed_on.is_none() {
            return Err(Refusal::NotClosed(before.number));
        }
        Ok(Decision { deed: Deed::Reopen, edits: vec![task_edit(before, |task| task.closed_on = None)] })
    }
}

/// The edit that changes a task as told.
pub(super) fn task_edit(before: &Arc<Task>, change: impl FnOnce(&mut Task)) -> Edit {
    let mut after = Task::clone(before);
    change(&mut after);
    Edit { before: Some(Record::Task(before.clone())), after: Some(Record::Task(Arc::new(after))) }
}

/// Whether two reports say the same, whoever recorded them and when.
pub(super) fn says_the_same(a: &Report, b: &Report) -> bool {
    a.key == b.key
        && a.status == b.status
        && a.status_text == b.status_text
        && a.progress == b.progress
        && a.problems == b.problems
        && a.next_steps == b.next_steps
        && a.reported_on == b.reported_on
        && a.void == b.void
}
