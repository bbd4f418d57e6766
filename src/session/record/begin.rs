//! Begins a form: which fields each purpose has, and what they hold at first.

use std::sync::Arc;

use chrono::NaiveDate;
use tui_input::Input;

use super::{Choosable, Field, Name, Pair, Purpose, RecordForm, Stage, Value};
use crate::domain::{Book, Category, Kind, Leader, Official, Period, Plan, PlanYear, Record, RecordKey, Task, Unit};
use crate::domain::{CategoryId, LeaderId, OfficialId, TaskId, UnitId};
use crate::session::keep::Kept;
use crate::tui::editor::Editor;
use crate::tui::text::Width;

impl RecordForm {
    /// Begins a form; `today` fills in days.
    pub fn begin(book: &Book, purpose: Purpose, seen: Option<Record>, today: NaiveDate, width: Width) -> Self {
        let values = match &purpose {
            Purpose::Enter(record) => record_fields(book, record, seen.is_none(), width),
            Purpose::Void(..) => vec![(Name::Why, line(""))],
            Purpose::Close(_) => vec![(Name::ClosedOn, day(today))],
            Purpose::Reopen(_) => Vec::new(),
            Purpose::Replace(task) => replacement(book, *task, today),
            Purpose::OpenPeriod(plan) => opening(book, *plan, today),
        };
        let field = |(name, value): (Name, Value)| Field { name, begun: value.print(book), value };
        Self {
            // Without fields there is nothing to do but to agree.
            stage: if values.is_empty() { Stage::Summary(None) } else { Stage::Writing },
            fields: values.into_iter().map(field).collect(),
            purpose,
            seen,
            at: 0,
            year: u16::try_from(chrono::Datelike::year(&today)).unwrap_or_default(),
            said: None,
            kept: Kept::default(),
            nth: 0,
            top: 0,
            parent: None,
        }
    }
}

/// A record of a kind without any content, with a name to begin with; none of a kind that has no form, or lacks its plan.
pub fn blank(book: &Book, kind: Kind, plan: Option<PlanYear>, name: &str) -> Option<Record> {
    Some(match kind {
        Kind::Unit => Record::Unit(Arc::new(Unit::named(UnitId(0), name))),
        Kind::Official => Record::Official(Arc::new(Official::named(OfficialId(0), name))),
        Kind::Leader => Record::Leader(Arc::new(Leader::named(LeaderId(0), name))),
        Kind::Category => {
            let (id, name) = (CategoryId(0), name.to_owned());
            Record::Category(Arc::new(Category { id, plan: plan?, order: 0, name, void: None }))
        }
        Kind::Task => {
            // The next number of its plan.
            let plan = plan?;
            let number = book.tasks_of(plan).next_back().map_or(1, |last| last.number.saturating_add(1));
            Record::Task(Arc::new(Task::blank(TaskId(0), plan, number, CategoryId(0))))
        }
        Kind::Plan => Record::Plan(Arc::new(Plan::titled(plan.unwrap_or_default(), name))),
        Kind::Report | Kind::Person | Kind::Reminder => return None,
    })
}

fn line(text: &str) -> Value {
    Value::Line(Input::new(crate::tui::text::clean(text).into_owned()))
}

fn day(day: NaiveDate) -> Value {
    Value::Day(Input::new(day.to_string()))
}

fn record_fields(book: &Book, record: &Record, is_new: bool, width: Width) -> Vec<(Name, Value)> {
    match record {
        Record::Task(task) => task_fields(book, task, width),
        Record::Unit(unit) => {
            vec![
                (Name::Called, line(&unit.name)),
                (Name::ShortNames, line(&unit.short_names.join("、"))),
                (Name::Aliases, line(&unit.aliases.join("、"))),
                (Name::Members, units(unit.members.iter().copied())),
            ]
        }
        Record::Official(official) => vec![
            (Name::Called, line(&official.name)),
            (Name::Post, line(&official.post)),
            (Name::Telephone, line(&official.telephone)),
            (Name::Offices, units(official.offices())),
        ],
        Record::Leader(leader) => vec![(Name::Called, line(&leader.name)), (Name::Post, line(&leader.post))],
        Record::Category(category) => {
            let order = if is_new { String::new() } else { category.order.to_string() };
            vec![(Name::Called, line(&category.name)), (Name::Order, line(&order))]
        }
        Record::Plan(plan) => {
            let mut fields = vec![(Name::Title, line(&plan.title)), (Name::Issuer, line(&plan.issuer))];
            if is_new {
                fields.insert(0, (Name::Year, line(&plan.year.to_string())));
            }
            fields
        }
        // Reports have a form of their own; people and reminders are not entered here.
        Record::Report(_) | Record::Person(_) | Record::Reminder(_) => Vec::new(),
    }
}

fn units(units: impl Iterator<Item = UnitId>) -> Value {
    let pairs = units.map(|unit| Pair { unit, official: None }).collect();
    Value::List { pairs, at: 0, with_officials: false }
}

fn task_fields(book: &Book, task: &Task, width: Width) -> Vec<(Name, Value)> {
    let category = book.category(task.category).map(|category| RecordKey::Category(category.id));
    let pair = |a: &crate::domain::Assignment| Pair { unit: a.unit, official: a.official };
    let pairs = task.assignments.iter().map(pair).collect();
    vec![
        (Name::Number, line(&task.number.to_string())),
        (Name::Category, Value::Found(Kind::Category, category)),
        (Name::Text, Value::Text(Box::new(Editor::new(&task.text, width)))),
        (Name::Assignments, Value::List { pairs, at: 0, with_officials: true }),
        (Name::Leader, Value::Found(Kind::Leader, task.leader.map(RecordKey::Leader))),
        (Name::Indicators, Value::Text(Box::new(Editor::new(&indicators(task), width)))),
        (Name::Predecessor, line(&continued(book, task))),
        (Name::Deadline, line(task.deadline.as_ref().map_or("", |deadline| &deadline.printed))),
        (Name::Remark, line(&task.remark)),
    ]
}

/// The indicators of a task, one a line.
pub(super) fn indicators(task: &Task) -> String {
    task.indicators.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The number of the task that a task continues.
pub(super) fn continued(book: &Book, task: &Task) -> String {
    let before = task.predecessor.and_then(|id| book.task(id));
    before.map(|before| before.number.to_string()).unwrap_or_default()
}

fn replacement(book: &Book, task: Option<TaskId>, today: NaiveDate) -> Vec<(Name, Value)> {
    let lead = task.and_then(|task| book.task(task)).and_then(|task| task.lead());
    let mut fields = vec![
        (Name::Unit, Value::Found(Kind::Unit, lead.map(|lead| RecordKey::Unit(lead.unit)))),
        (Name::Successor, Value::Found(Kind::Official, None)),
        (Name::From, day(today)),
    ];
    if task.is_some() {
        fields.push((Name::Scope, Value::One(vec![Choosable::Everywhere, Choosable::ThisTask], 0)));
    }
    fields
}

/// The period offered is the next quarter counted from January, for that is as a rule the one that follows.
fn opening(book: &Book, plan: PlanYear, today: NaiveDate) -> Vec<(Name, Value)> {
    let known = book.plan(plan).map(|plan| plan.periods.as_slice()).unwrap_or_default();
    let last = known.iter().map(|p| p.period).max();
    let quarters = [3, 6, 9, 12].into_iter().filter_map(|month| Period::new(plan.0, 1, month));
    let next = quarters.into_iter().find(|period| Some(*period) > last);
    vec![(Name::Period, line(&next.map(Period::label).unwrap_or_default())), (Name::OpenedOn, day(today))]
}
