//! The shapes in which records leave memory, for the journal, the store and the JSON export: version 1.
//!
//! They are types of their own, so that the domain may change without changing what lies on disk. A field that is
//! added later has a default; one that changes its meaning raises [`VERSION`]. It must not know where rows lie.

#![allow(missing_docs, reason = "fields and variants are those of the domain type a row is named after")]

mod change;
mod people;
mod plan;
mod report;
mod task;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::{Period, PlanYear, Record};

pub use change::{ChangeRow, EditRow};
pub use people::{LeaderRow, OfficialRow, PersonRow, ReminderRow, UnitRow};
pub use plan::{CategoryRow, PlanRow};
pub use report::ReportRow;
pub use task::TaskRow;

/// The version of the shapes in this module.
pub const VERSION: u32 = 1;

/// Says which value of a row is outside its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One record, tagged with its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordRow {
    Plan(PlanRow),
    Category(CategoryRow),
    Leader(LeaderRow),
    Unit(UnitRow),
    Official(OfficialRow),
    Task(Box<TaskRow>),
    Report(Box<ReportRow>),
    Person(PersonRow),
    Reminder(ReminderRow),
}

impl From<&Record> for RecordRow {
    fn from(record: &Record) -> Self {
        match record {
            Record::Plan(r) => Self::Plan(r.as_ref().into()),
            Record::Category(r) => Self::Category(r.as_ref().into()),
            Record::Leader(r) => Self::Leader(r.as_ref().into()),
            Record::Unit(r) => Self::Unit(r.as_ref().into()),
            Record::Official(r) => Self::Official(r.as_ref().into()),
            Record::Task(r) => Self::Task(Box::new(r.as_ref().into())),
            Record::Report(r) => Self::Report(Box::new(r.as_ref().into())),
            Record::Person(r) => Self::Person(r.as_ref().into()),
            Record::Reminder(r) => Self::Reminder(r.as_ref().into()),
        }
    }
}

impl TryFrom<RecordRow> for Record {
    type Error = Unreadable;

    fn try_from(row: RecordRow) -> Result<Self, Unreadable> {
        Ok(match row {
            RecordRow::Plan(r) => Self::Plan(Arc::new(r.try_into()?)),
            RecordRow::Category(r) => Self::Category(Arc::new(r.into())),
            RecordRow::Leader(r) => Self::Leader(Arc::new(r.into())),
            RecordRow::Unit(r) => Self::Unit(Arc::new(r.into())),
            RecordRow::Official(r) => Self::Official(Arc::new(r.into())),
            RecordRow::Task(r) => Self::Task(Arc::new((*r).into())),
            RecordRow::Report(r) => Self::Report(Arc::new((*r).try_into()?)),
            RecordRow::Person(r) => Self::Person(Arc::new(r.into())),
            RecordRow::Reminder(r) => Self::Reminder(Arc::new(r.try_into()?)),
        })
    }
}

/// A period as `{"year":2021,"from":1,"to":6}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodRow {
    pub year: u16,
    pub from: u8,
    pub to: u8,
}

impl From<Period> for PeriodRow {
    fn from(period: Period) -> Self {
        Self { year: period.year(), from: period.from(), to: period.to() }
    }
}

impl TryFrom<PeriodRow> for Period {
    type Error = Unreadable;

    fn try_from(row: PeriodRow) -> Result<Self, Unreadable> {
        Self::new(row.year, row.from, row.to)
            .ok_or_else(|| Unreadable(format!("no such period: {}-{:02}..{:02}", row.year, row.from, row.to)))
    }
}

fn plan_year(year: u16) -> PlanYear {
    PlanYear(year)
}
