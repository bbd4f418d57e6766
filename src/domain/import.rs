//! Decides what a table that was read and matched changes: new tasks and names, and one report a row.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::book::NextIds;
use super::decide::{Decision, Past, says_the_same};
use super::{
    Assignment, Book, Category, CategoryId, Deed, Edit, Import, ImportReport, ImportRow, Leader, LeaderId, Official,
    OfficialId, Plan, PlanPeriod, Record, RecordKey, Refusal, Report, ReportKey, Review, Role, Task, TaskId, Tenure,
    Unit, UnitId, Who, fold,
};

pub(super) fn decide(
    book: &Book,
    table: &Import,
    who: &Who,
    now: DateTime<FixedOffset>,
    past: &dyn Past,
) -> Result<Decision, Refusal> {
    if table.period.year() != table.plan.0 {
        return Err(Refusal::ForeignPeriod(table.period, table.plan));
    }
    let mut taking = Taking::begin(book, table);
    for row in &table.rows {
        let task = match row.task {
            Some(id) => book.task(id).filter(|t| t.plan == table.plan).ok_or(Refusal::NoTask(id))?.id,
            None => taking.new_task(row)?,
        };
        if let Some(report) = &row.report {
            taking.report(task, report, who, now, past);
        }
    }
    Ok(Decision { deed: Deed::Import, edits: taking.finish() })
}

/// An import under way: names already known or made by an earlier row, and the records it will leave.
struct Taking<'a> {
    book: &'a Book,
    table: &'a Import,
    categories: HashMap<String, CategoryId>,
    leaders: HashMap<String, LeaderId>,
    units: HashMap<String, UnitId>,
    officials: HashMap<String, OfficialId>,
    numbers: BTreeMap<u32, TaskId>,
    next: NextIds,
    touched: BTreeMap<RecordKey, Record>,
    reports: Vec<Edit>,
}

impl<'a> Taking<'a> {
    fn begin(book: &'a Book, table: &'a Import) -> Self {
        let mut taking = Self {
            book,
            table,
            categories: book.categories().filter(|c| c.plan == table.plan).map(|c| (fold(&c.name), c.id)).collect(),
            leaders: book.leaders().map(|l| (fold(&l.name), l.id)).collect(),
            units: book.units().map(|u| (fold(&u.name), u.id)).collect(),
            officials: book.officials().map(|o| (fold(&o.name), o.id)).collect(),
            numbers: BTreeMap::new(),
            next: book.next_ids(),
            touched: BTreeMap::new(),
            reports: Vec::new(),
        };
        taking.note_period();
        taking
    }

    fn note_period(&mut self) {
        let table = self.table;
        // A year that was made void is begun anew.
        let known = self.book.plan(table.plan).filter(|plan| plan.void.is_none());
        let mut plan = known.map_or_else(|| Plan::titled(table.plan, &table.title), |plan| Plan::clone(plan));
        match plan.periods.iter_mut().find(|p| p.period == table.period) {
            Some(known) if known.heading.is_some() => {}
            Some(known) => known.heading = Some(table.heading.clone()),
            None => plan.periods.push(PlanPeriod {
                period: table.period,
                opened_on: None,
                heading: Some(table.heading.clone()),
            }),
        }
        plan.periods.sort_by_key(|p| p.period);
        self.leave(Record::Plan(Arc::new(plan)));
    }

    fn leave(&mut self, record: Record) {
        self.touched.insert(record.key(), record);
    }

    fn new_task(&mut self, row: &ImportRow) -> Result<TaskId, Refusal> {
        let taken =
            self.book.task_numbered(self.table.plan, row.number).is_some() || self.numbers.contains_key(&row.number);
        if taken {
            return Err(Refusal::NumberTaken(row.number));
        }
        let id = self.next.task;
        self.next.task.0 += 1;
        self.numbers.insert(row.number, id);
        let mut assignments = Vec::with_capacity(row.pairs.len());
        for (unit, official) in &row.pairs {
            let unit = self.unit(unit);
            let official = official.as_ref().map(|name| self.official(name, unit));
            let role = if assignments.is_empty() { Role::Lead } else { Role::Supporting };
            assignments.push(Assignment { unit, official, role, past: Vec::new() });
        }
        let category = self.category(&row.category);
        let task = Task {
            text: row.text.clone(),
            leader: row.leader.as_ref().map(|name| self.leader(name)),
            assignments,
            deadline: row.deadline.clone(),
            remark: row.remark.clone(),
            source: Some(row.source.clone()),
            ..Task::blank(id, self.table.plan, row.number, category)
        };
        self.leave(Record::Task(Arc::new(task)));
        Ok(id)
    }

    fn category(&mut self, name: &str) -> CategoryId {
        if let Some(id) = self.categories.get(&fold(name)) {
            return *id;
        }
        let id = self.next.category;
        self.next.category.0 += 1;
        let order = u32::try_from(self.categories.len()).unwrap_or(u32::MAX) + 1;
        self.categories.insert(fold(name), id);
        self.leave(Record::Category(Arc::new(Category {
            id,
            plan: self.table.plan,
            order,
            name: name.to_owned(),
            void: None,
        })));
        id
    }

    fn leader(&mut self, name: &str) -> LeaderId {
        let next = self.next.leader;
        let id = *self.leaders.entry(fold(name)).or_insert(next);
        if id == next {
            self.next.leader.0 += 1;
            self.leave(Record::Leader(Arc::new(Leader::named(id, name))));
        }
        id
    }

    fn unit(&mut self, name: &str) -> UnitId {
        let next = self.next.unit;
        let id = *self.units.entry(fold(name)).or_insert(next);
        if id == next {
            self.next.unit.0 += 1;
            self.leave(Record::Unit(Arc::new(Unit::named(id, name))));
        }
        id
    }

    fn official(&mut self, name: &str, unit: UnitId) -> OfficialId {
        let next = self.next.official;
        let id = *self.officials.entry(fold(name)).or_insert(next);
        if id == next {
            self.next.official.0 += 1;
        }
        let known = match self.touched.get(&RecordKey::Official(id)) {
            Some(Record::Official(official)) => Some(Official::clone(official)),
            _ => self.book.official(id).map(|o| Official::clone(o)),
        };
        let mut official = known.unwrap_or_else(|| Official::named(id, name));
        if !official.tenures.iter().any(|t| t.unit == unit) {
            official.tenures.push(Tenure { unit, from: None, to: None });
            self.leave(Record::Official(Arc::new(official)));
        }
        id
    }

    fn report(&mut self, task: TaskId, read: &ImportReport, who: &Who, now: DateTime<FixedOffset>, past: &dyn Past) {
        let key = ReportKey { plan: self.table.plan, task, period: self.table.period, unit: None };
        let before = self.book.report_before(&key, past);
        let report = Report {
            key,
            status: read.status,
            status_text: read.status_text.clone(),
            review: Review::Accepted,
            progress: read.progress.clone(),
            problems: before.as_ref().map(|b| b.problems.clone()).unwrap_or_default(),
            next_steps: before.as_ref().map(|b| b.next_steps.clone()).unwrap_or_default(),
            measurements: before.as_ref().map(|b| b.measurements.clone()).unwrap_or_default(),
            reported_on: read.reported_on,
            author: who.author.name.clone(),
            at: now,
            revision: self.book.revision() + 1,
            void: None,
            voided: None,
            source: Some(read.source.clone()),
        };
        if before.as_ref().is_some_and(|b| says_the_same(b, &report)) {
            return;
        }
        self.reports.push(Edit { before: before.map(Record::Report), after: Some(Record::Report(Arc::new(report))) });
    }

    /// The edits in the order of their keys, so that what is referred to comes first; what did not change is left out.
    fn finish(self) -> Vec<Edit> {
        let book = self.book;
        let records =
            self.touched.into_iter().map(|(key, after)| Edit { before: book.record(&key), after: Some(after) });
        records.filter(|edit| edit.before != edit.after).chain(self.reports).collect()
    }
}
