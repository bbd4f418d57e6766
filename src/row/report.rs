//! Rows of reports.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{PeriodRow, Unreadable, plan_year};
use crate::domain::{Measurement, Report, ReportKey, Review, Status, TaskId, UnitId, Voided};

/// A report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportRow {
    pub plan: u16,
    pub task: u32,
    pub period: PeriodRow,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<u32>,
    pub status: StatusRow,
    pub status_text: String,
    pub review: ReviewRow,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub progress: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub problems: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next_steps: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measurements: Vec<MeasurementRow>,
    pub reported_on: NaiveDate,
    pub author: String,
    pub at: DateTime<FixedOffset>,
    pub revision: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voided: Option<VoidedRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Who took a report out of account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoidedRow {
    pub by: String,
    pub at: DateTime<FixedOffset>,
}

/// A reported value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasurementRow {
    pub indicator: String,
    pub value: String,
    pub measure: String,
}

/// How far the review has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewRow {
    Draft,
    Submitted,
    Accepted,
    Returned(String),
}

/// The variants of `domain::Status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusRow {
    NotStarted,
    OnSchedule,
    Behind,
    Completed,
    Suspended,
}

impl From<Status> for StatusRow {
    fn from(r: Status) -> Self {
        match r {
            Status::NotStarted => Self::NotStarted,
            Status::OnSchedule => Self::OnSchedule,
            Status::Behind => Self::Behind,
            Status::Completed => Self::Completed,
            Status::Suspended => Self::Suspended,
        }
    }
}

impl From<StatusRow> for Status {
    fn from(r: StatusRow) -> Self {
        match r {
            StatusRow::NotStarted => Self::NotStarted,
            StatusRow::OnSchedule => Self::OnSchedule,
            StatusRow::Behind => Self::Behind,
            StatusRow::Completed => Self::Completed,
            StatusRow::Suspended => Self::Suspended,
        }
    }
}

impl From<&Report> for ReportRow {
    fn from(r: &Report) -> Self {
        let measurement = |m: &Measurement| MeasurementRow {
            indicator: m.indicator.clone(),
            value: m.value.clone(),
            measure: m.measure.clone(),
        };
        Self {
            plan: r.key.plan.0,
            task: r.key.task.0,
            period: r.key.period.into(),
            unit: r.key.unit.map(|u| u.0),
            status: r.status.into(),
            status_text: r.status_text.clone(),
            review: match &r.review {
                Review::Draft => ReviewRow::Draft,
                Review::Submitted => ReviewRow::Submitted,
                Review::Accepted => ReviewRow::Accepted,
                Review::Returned(why) => ReviewRow::Returned(why.clone()),
            },
            progress: r.progress.clone(),
            problems: r.problems.clone(),
            next_steps: r.next_steps.clone(),
            measurements: r.measurements.iter().map(measurement).collect(),
            reported_on: r.reported_on,
            author: r.author.clone(),
            at: r.at,
            revision: r.revision,
            void: r.void.clone(),
            voided: r.voided.as_ref().map(|v| VoidedRow { by: v.by.clone(), at: v.at }),
            source: r.source.clone(),
        }
    }
}

impl TryFrom<ReportRow> for Report {
    type Error = Unreadable;

    fn try_from(r: ReportRow) -> Result<Self, Unreadable> {
        let measurement =
            |m: MeasurementRow| Measurement { indicator: m.indicator, value: m.value, measure: m.measure };
        Ok(Self {
            key: ReportKey {
                plan: plan_year(r.plan),
                task: TaskId(r.task),
                period: r.period.try_into()?,
                unit: r.unit.map(UnitId),
            },
            status: r.status.into(),
            status_text: r.status_text,
            review: match r.review {
                ReviewRow::Draft => Review::Draft,
                ReviewRow::Submitted => Review::Submitted,
                ReviewRow::Accepted => Review::Accepted,
                ReviewRow::Returned(why) => Review::Returned(why),
            },
            progress: r.progress,
            problems: r.problems,
            next_steps: r.next_steps,
            measurements: r.measurements.into_iter().map(measurement).collect(),
            reported_on: r.reported_on,
            author: r.author,
            at: r.at,
            revision: r.revision,
            void: r.void,
            voided: r.voided.map(|v| Voided { by: v.by, at: v.at }),
            source: r.source,
        })
    }
}
