//! Rows of tasks.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::plan_year;
use crate::domain::{
    Assignment, CategoryId, Comparator, Deadline, Former, Indicator, IndicatorKind, LeaderId, OfficialId, PastOfficial,
    Role, Task, TaskId, TaskSource, UnitId,
};

/// A task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskRow {
    pub id: u32,
    pub plan: u16,
    pub number: u32,
    pub category: u32,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assignments: Vec<AssignmentRow>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerRow>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<IndicatorRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DeadlineRow>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predecessor: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<TaskSourceRow>,
}

/// One unit with its official on one task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssignmentRow {
    pub unit: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official: Option<u32>,
    pub role: RoleRow,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<PastOfficialRow>,
}

/// An official who answered for a unit before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastOfficialRow {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official: Option<u32>,
    pub until: NaiveDate,
}

/// Who was responsible before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerRow {
    pub assignments: Vec<AssignmentRow>,
    pub until: NaiveDate,
}

/// A measurable target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorRow {
    pub name: String,
    pub comparator: ComparatorRow,
    pub target: String,
    pub measure: String,
    pub kind: IndicatorKindRow,
}

/// A date by which a task is due.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineRow {
    pub printed: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
}

/// The cells a task was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskSourceRow {
    pub category: String,
    pub number: String,
    pub text: String,
    pub leader: String,
    pub units: String,
    pub officials: String,
}

/// The variants of `domain::Role`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleRow {
    Lead,
    Supporting,
}

impl From<Role> for RoleRow {
    fn from(r: Role) -> Self {
        match r {
            Role::Lead => Self::Lead,
            Role::Supporting => Self::Supporting,
        }
    }
}

impl From<RoleRow> for Role {
    fn from(r: RoleRow) -> Self {
        match r {
            RoleRow::Lead => Self::Lead,
            RoleRow::Supporting => Self::Supporting,
        }
    }
}

/// The variants of `domain::Comparator`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparatorRow {
    AtLeast,
    AtMost,
    Exactly,
}

impl From<Comparator> for ComparatorRow {
    fn from(r: Comparator) -> Self {
        match r {
            Comparator::AtLeast => Self::AtLeast,
            Comparator::AtMost => Self::AtMost,
            Comparator::Exactly => Self::Exactly,
        }
    }
}

impl From<ComparatorRow> for Comparator {
    fn from(r: ComparatorRow) -> Self {
        match r {
            ComparatorRow::AtLeast => Self::AtLeast,
            ComparatorRow::AtMost => Self::AtMost,
            ComparatorRow::Exactly => Self::Exactly,
        }
    }
}

/// The variants of `domain::IndicatorKind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorKindRow {
    Cumulative,
    Coverage,
    Stock,
    Level,
    Milestone,
    LowerIsBetter,
}

impl From<IndicatorKind> for IndicatorKindRow {
    fn from(r: IndicatorKind) -> Self {
        match r {
            IndicatorKind::Cumulative => Self::Cumulative,
            IndicatorKind::Coverage => Self::Coverage,
            IndicatorKind::Stock => Self::Stock,
            IndicatorKind::Level => Self::Level,
            IndicatorKind::Milestone => Self::Milestone,
            IndicatorKind::LowerIsBetter => Self::LowerIsBetter,
        }
    }
}

impl From<IndicatorKindRow> for IndicatorKind {
    fn from(r: IndicatorKindRow) -> Self {
        match r {
            IndicatorKindRow::Cumulative => Self::Cumulative,
            IndicatorKindRow::Coverage => Self::Coverage,
            IndicatorKindRow::Stock => Self::Stock,
            IndicatorKindRow::Level => Self::Level,
            IndicatorKindRow::Milestone => Self::Milestone,
            IndicatorKindRow::LowerIsBetter => Self::LowerIsBetter,
        }
    }
}

impl From<&Task> for TaskRow {
    fn from(r: &Task) -> Self {
        let past = |p: &PastOfficial| PastOfficialRow { official: p.official.map(|o| o.0), until: p.until };
        let assignment = |a: &Assignment| AssignmentRow {
            unit: a.unit.0,
            official: a.official.map(|o| o.0),
            role: a.role.into(),
            past: a.past.iter().map(past).collect(),
        };
        let former =
            |f: &Former| FormerRow { assignments: f.assignments.iter().map(assignment).collect(), until: f.until };
        let indicator = |i: &Indicator| IndicatorRow {
            name: i.name.clone(),
            comparator: i.comparator.into(),
            target: i.target.clone(),
            measure: i.measure.clone(),
            kind: i.kind.into(),
        };
        let source = |s: &TaskSource| TaskSourceRow {
            category: s.category.clone(),
            number: s.number.clone(),
            text: s.text.clone(),
            leader: s.leader.clone(),
            units: s.units.clone(),
            officials: s.officials.clone(),
        };
        Self {
            id: r.id.0,
            plan: r.plan.0,
            number: r.number,
            category: r.category.0,
            text: r.text.clone(),
            leader: r.leader.map(|l| l.0),
            assignments: r.assignments.iter().map(assignment).collect(),
            former: r.former.iter().map(former).collect(),
            indicators: r.indicators.iter().map(indicator).collect(),
            deadline: r.deadline.as_ref().map(|d| DeadlineRow { printed: d.printed.clone(), day: d.day }),
            remark: r.remark.clone(),
            predecessor: r.predecessor.map(|t| t.0),
            closed_on: r.closed_on,
            void: r.void.clone(),
            source: r.source.as_ref().map(source),
        }
    }
}

impl From<TaskRow> for Task {
    fn from(r: TaskRow) -> Self {
        let past = |p: PastOfficialRow| PastOfficial { official: p.official.map(OfficialId), until: p.until };
        let assignment = |a: AssignmentRow| Assignment {
            unit: UnitId(a.unit),
            official: a.official.map(OfficialId),
            role: a.role.into(),
            past: a.past.into_iter().map(past).collect(),
        };
        let former =
            |f: FormerRow| Former { assignments: f.assignments.into_iter().map(assignment).collect(), until: f.until };
        let indicator = |i: IndicatorRow| Indicator {
            name: i.name,
            comparator: i.comparator.into(),
            target: i.target,
            measure: i.measure,
            kind: i.kind.into(),
        };
        let source = |s: TaskSourceRow| TaskSource {
            category: s.category,
            number: s.number,
            text: s.text,
            leader: s.leader,
            units: s.units,
            officials: s.officials,
        };
        Self {
            id: TaskId(r.id),
            plan: plan_year(r.plan),
            number: r.number,
            category: CategoryId(r.category),
            text: r.text,
            leader: r.leader.map(LeaderId),
            assignments: r.assignments.into_iter().map(assignment).collect(),
            former: r.former.into_iter().map(former).collect(),
            indicators: r.indicators.into_iter().map(indicator).collect(),
            deadline: r.deadline.map(|d| Deadline { printed: d.printed, day: d.day }),
            remark: r.remark,
            predecessor: r.predecessor.map(TaskId),
            closed_on: r.closed_on,
            void: r.void,
            source: r.source.map(source),
        }
    }
}
