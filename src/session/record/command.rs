//! Reads a form back: the command it comes to, or which field lacks what.

use std::sync::Arc;

use super::{Choosable, Name, Pair, Purpose, RecordForm, Value, begin};
use crate::domain::{
    Assignment, Book, Category, Command, Deadline, Indicator, Leader, Official, Plan, PlanYear, Record, RecordKey,
    Replacement, Role, Successor, Task, TaskId, Unit, UnitId, Version, Voiding,
};
use crate::session::edit;
use crate::tui::text::clean_lines;
use chrono::NaiveDate;

/// The field that keeps a form from being stored, and the key of a sentence that says why.
pub type Lack = (Name, &'static str);

impl RecordForm {
    /// What it would do to the ledger.
    pub fn command(&self, book: &Book) -> Result<Command, Lack> {
        Ok(match &self.purpose {
            Purpose::Enter(record) => {
                Command::Enter(Box::new(Version { seen: self.seen.clone(), record: self.record(book, record)? }))
            }
            Purpose::Void(key, seen) => {
                let why = self.line(Name::Why);
                if why.trim().is_empty() {
                    return Err((Name::Why, "refusal.no_reason"));
                }
                Command::Void(Voiding { key: key.clone(), seen: *seen, why })
            }
            Purpose::Close(task) => Command::Close(*task, self.day(Name::ClosedOn)?),
            Purpose::Reopen(task) => Command::Reopen(*task),
            Purpose::Replace(task) => {
                let (Some(RecordKey::Unit(unit)), Some(RecordKey::Official(official))) =
                    (self.found(Name::Unit), self.found(Name::Successor))
                else {
                    let name = if self.found(Name::Unit).is_none() { Name::Unit } else { Name::Successor };
                    return Err((name, "record_form.not_chosen"));
                };
                let is_one = self.one(Name::Scope) == Some(Choosable::ThisTask);
                let tasks = task.filter(|_| is_one).map(|task| vec![task]);
                let (successor, from) = (Successor::Known(*official), self.day(Name::From)?);
                Command::Replace(Replacement { unit: *unit, successor, from, tasks })
            }
            Purpose::OpenPeriod(plan) => {
                let period = edit::months(&self.line(Name::Period), plan.0);
                let period = period.ok_or((Name::Period, "record_form.no_period"))?;
                Command::OpenPeriod(*plan, period, self.day(Name::OpenedOn)?)
            }
        })
    }

    /// The record with what the fields hold.
    fn record(&self, book: &Book, base: &Record) -> Result<Record, Lack> {
        Ok(match base {
            Record::Task(task) => Record::Task(Arc::new(self.task(book, task)?)),
            Record::Unit(unit) => Record::Unit(Arc::new(Unit {
                name: self.line(Name::Called),
                short_names: names(&self.line(Name::ShortNames)),
                aliases: names(&self.line(Name::Aliases)),
                members: self.units(Name::Members),
                ..Unit::clone(unit)
            })),
            Record::Official(official) => {
                let mut official = Official {
                    name: self.line(Name::Called),
                    post: self.line(Name::Post),
                    telephone: self.line(Name::Telephone),
                    ..Official::clone(official)
                };
                official.answer_for(&self.units(Name::Offices));
                Record::Official(Arc::new(official))
            }
            Record::Leader(leader) => Record::Leader(Arc::new(Leader {
                name: self.line(Name::Called),
                post: self.line(Name::Post),
                ..Leader::clone(leader)
            })),
            Record::Category(category) => {
                let order = self.line(Name::Order);
                let order = if order.is_empty() { category.order } else { self.number(Name::Order)? };
                Record::Category(Arc::new(Category {
                    name: self.line(Name::Called),
                    order,
                    ..Category::clone(category)
                }))
            }
            Record::Plan(plan) => {
                let year = match self.value(Name::Year) {
                    Some(_) => self.year_typed()?,
                    None => plan.year,
                };
                let (title, issuer) = (self.line(Name::Title), self.line(Name::Issuer));
                Record::Plan(Arc::new(Plan { year, title, issuer, ..Plan::clone(plan) }))
            }
            Record::Report(_) | Record::Person(_) | Record::Reminder(_) => base.clone(),
        })
    }

    fn task(&self, book: &Book, task: &Task) -> Result<Task, Lack> {
        let number = self.number(Name::Number)?;
        let Some(RecordKey::Category(category)) = self.found(Name::Category) else {
            return Err((Name::Category, "record_form.not_chosen"));
        };
        let leader = if let Some(RecordKey::Leader(leader)) = self.found(Name::Leader) { Some(*leader) } else { None };
        let text = self.text(Name::Text);
        // What was not touched stays as it was printed, blanks included.
        let kept = |now: String, before: &str| {
            if clean_lines(before).trim() == now.trim() { before.to_owned() } else { now }
        };
        let printed = self.line(Name::Deadline);
        let deadline = match &task.deadline {
            Some(before) if before.printed.trim() == printed => Some(before.clone()),
            _ => (!printed.is_empty())
                .then(|| Deadline { day: edit::day(&printed, task.plan.0), printed: printed.clone() }),
        };
        Ok(Task {
            number,
            category: *category,
            text: kept(text, &task.text),
            leader,
            assignments: assignments(task, self.pairs(Name::Assignments)),
            deadline,
            remark: kept(self.line(Name::Remark), &task.remark),
            indicators: self.indicators(task)?,
            predecessor: self.predecessor(book, task)?,
            ..Task::clone(task)
        })
    }

    /// The indicators as typed, one a line; those that were not touched stay as they are.
    fn indicators(&self, task: &Task) -> Result<Vec<Indicator>, Lack> {
        let typed = self.text(Name::Indicators);
        if typed == clean_lines(&begin::indicators(task)) {
            return Ok(task.indicators.clone());
        }
        let lines = typed.lines().filter(|line| !line.trim().is_empty());
        lines.map(|line| line.parse().map_err(|_| (Name::Indicators, "record_form.no_indicator"))).collect()
    }

    /// The task of the year before that is continued; one that was not touched stays as it is.
    fn predecessor(&self, book: &Book, task: &Task) -> Result<Option<TaskId>, Lack> {
        let typed = self.line(Name::Predecessor);
        if typed == begin::continued(book, task) {
            return Ok(task.predecessor);
        }
        if typed.is_empty() {
            return Ok(None);
        }
        let number = self.number(Name::Predecessor)?;
        let before = book.task_numbered(task.plan.before(), number);
        before.map(|before| Some(before.id)).ok_or((Name::Predecessor, "record_form.no_predecessor"))
    }

    /// The text of many lines under a name.
    fn text(&self, name: Name) -> String {
        if let Some(Value::Text(editor)) = self.value(name) {
            editor.text().trim_end().to_owned()
        } else {
            String::new()
        }
    }

    /// The line under a name, without blanks around it; empty when there is none.
    fn line(&self, name: Name) -> String {
        match self.value(name) {
            Some(Value::Line(input) | Value::Day(input)) => input.value().trim().to_owned(),
            _ => String::new(),
        }
    }

    fn number(&self, name: Name) -> Result<u32, Lack> {
        self.line(name).parse().map_err(|_| (name, "record_form.no_number"))
    }

    fn year_typed(&self) -> Result<PlanYear, Lack> {
        let year = self.line(Name::Year).parse().ok().filter(|year| (1900..=9999).contains(year));
        year.map(PlanYear).ok_or((Name::Year, "record_form.no_year"))
    }

    fn day(&self, name: Name) -> Result<NaiveDate, Lack> {
        edit::day(&self.line(name), self.year).ok_or((name, "record_form.no_day"))
    }

    fn found(&self, name: Name) -> Option<&RecordKey> {
        if let Some(Value::Found(_, key)) = self.value(name) { key.as_ref() } else { None }
    }

    fn one(&self, name: Name) -> Option<Choosable> {
        if let Some(Value::One(options, at)) = self.value(name) { options.get(*at).copied() } else { None }
    }

    fn units(&self, name: Name) -> Vec<UnitId> {
        self.pairs(name).iter().map(|pair| pair.unit).collect()
    }

    fn pairs(&self, name: Name) -> &[Pair] {
        if let Some(Value::List { pairs, .. }) = self.value(name) { pairs } else { &[] }
    }
}

/// The assignments of a task: the first leads, and each unit keeps who answered for it before.
fn assignments(task: &Task, pairs: &[Pair]) -> Vec<Assignment> {
    let is_same = |(a, pair): (&Assignment, &Pair)| a.unit == pair.unit && a.official == pair.official;
    if task.assignments.len() == pairs.len() && task.assignments.iter().zip(pairs).all(is_same) {
        return task.assignments.clone();
    }
    let assignment = |(at, pair): (usize, &Pair)| Assignment {
        unit: pair.unit,
        official: pair.official,
        role: if at == 0 { Role::Lead } else { Role::Supporting },
        past: task.assignments.iter().find(|a| a.unit == pair.unit).map(|a| a.past.clone()).unwrap_or_default(),
    };
    pairs.iter().enumerate().map(assignment).collect()
}

/// The names of a line, between commas of any kind.
fn names(line: &str) -> Vec<String> {
    let names = line.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}
