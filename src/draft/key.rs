//! The shapes on disk of the keys by which drafts name records.

use serde::{Deserialize, Serialize};

use crate::domain::{CategoryId, LeaderId, OfficialId, PlanYear, RecordKey, ReminderId, ReportKey, TaskId, UnitId};
use crate::row::{PeriodRow, Unreadable};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum KeyRow {
    Plan(u16),
    Category(u32),
    Leader(u32),
    Unit(u32),
    Official(u32),
    Task(u32),
    Report(ReportKeyRow),
    Person(String),
    Reminder(u32),
}

impl From<&RecordKey> for KeyRow {
    fn from(r: &RecordKey) -> Self {
        match r {
            RecordKey::Plan(k) => Self::Plan(k.0),
            RecordKey::Category(k) => Self::Category(k.0),
            RecordKey::Leader(k) => Self::Leader(k.0),
            RecordKey::Unit(k) => Self::Unit(k.0),
            RecordKey::Official(k) => Self::Official(k.0),
            RecordKey::Task(k) => Self::Task(k.0),
            RecordKey::Report(k) => Self::Report((*k).into()),
            RecordKey::Person(k) => Self::Person(k.clone()),
            RecordKey::Reminder(k) => Self::Reminder(k.0),
        }
    }
}

impl TryFrom<KeyRow> for RecordKey {
    type Error = Unreadable;

    fn try_from(r: KeyRow) -> Result<Self, Unreadable> {
        Ok(match r {
            KeyRow::Plan(k) => Self::Plan(PlanYear(k)),
            KeyRow::Category(k) => Self::Category(CategoryId(k)),
            KeyRow::Leader(k) => Self::Leader(LeaderId(k)),
            KeyRow::Unit(k) => Self::Unit(UnitId(k)),
            KeyRow::Official(k) => Self::Official(OfficialId(k)),
            KeyRow::Task(k) => Self::Task(TaskId(k)),
            KeyRow::Report(k) => Self::Report(k.try_into()?),
            KeyRow::Person(k) => Self::Person(k),
            KeyRow::Reminder(k) => Self::Reminder(ReminderId(k)),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportKeyRow {
    pub plan: u16,
    pub task: u32,
    pub period: PeriodRow,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<u32>,
}

impl From<ReportKey> for ReportKeyRow {
    fn from(r: ReportKey) -> Self {
        Self { plan: r.plan.0, task: r.task.0, period: r.period.into(), unit: r.unit.map(|unit| unit.0) }
    }
}

impl TryFrom<ReportKeyRow> for ReportKey {
    type Error = Unreadable;

    fn try_from(r: ReportKeyRow) -> Result<Self, Unreadable> {
        let (plan, task) = (PlanYear(r.plan), TaskId(r.task));
        Ok(Self { plan, task, period: r.period.try_into()?, unit: r.unit.map(UnitId) })
    }
}
