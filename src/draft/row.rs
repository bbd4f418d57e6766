//! The shape of a draft on disk: version 1.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::Draft;
use crate::domain::{PlanYear, ReportKey, Status, TaskId, UnitId};
use crate::row::{PeriodRow, Unreadable, VERSION};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DraftRow {
    v: u32,
    person: String,
    plan: u16,
    task: u32,
    period: PeriodRow,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<u64>,
    status: String,
    reported_on: String,
    progress: String,
    problems: String,
    next_steps: String,
    at: DateTime<FixedOffset>,
}

impl From<&Draft> for DraftRow {
    fn from(r: &Draft) -> Self {
        Self {
            v: VERSION,
            person: r.person.clone(),
            plan: r.key.plan.0,
            task: r.key.task.0,
            period: r.key.period.into(),
            unit: r.key.unit.map(|unit| unit.0),
            seen: r.seen,
            status: r.status.code().to_owned(),
            reported_on: r.reported_on.clone(),
            progress: r.progress.clone(),
            problems: r.problems.clone(),
            next_steps: r.next_steps.clone(),
            at: r.at,
        }
    }
}

impl TryFrom<DraftRow> for Draft {
    type Error = Unreadable;

    fn try_from(r: DraftRow) -> Result<Self, Unreadable> {
        if r.v != VERSION {
            return Err(Unreadable(format!("version {} is not known", r.v)));
        }
        let status = Status::ALL.into_iter().find(|status| status.code() == r.status);
        Ok(Self {
            person: r.person,
            key: ReportKey {
                plan: PlanYear(r.plan),
                task: TaskId(r.task),
                period: r.period.try_into()?,
                unit: r.unit.map(UnitId),
            },
            seen: r.seen,
            status: status.ok_or_else(|| Unreadable(format!("no such status: {}", r.status)))?,
            reported_on: r.reported_on,
            progress: r.progress,
            problems: r.problems,
            next_steps: r.next_steps,
            at: r.at,
        })
    }
}
