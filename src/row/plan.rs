//! Rows of plans and categories.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{PeriodRow, Unreadable, plan_year};
use crate::domain::{Category, CategoryId, Heading, Plan, PlanPeriod, PlanSettings};

/// A plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRow {
    pub year: u16,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issuer: String,
    #[serde(default)]
    pub periods: Vec<PlanPeriodRow>,
    #[serde(default)]
    pub settings: SettingsRow,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
}

/// One period of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanPeriodRow {
    pub period: PeriodRow,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<HeadingRow>,
}

/// The heading of a published table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingRow {
    pub label: String,
    pub title: String,
    pub count_line: String,
    pub columns: Vec<String>,
}

/// The settings of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsRow {
    #[serde(default)]
    pub review: bool,
    #[serde(default)]
    pub tolerance_tenths: u16,
}

impl From<&Plan> for PlanRow {
    fn from(r: &Plan) -> Self {
        let heading = |h: &Heading| HeadingRow {
            label: h.label.clone(),
            title: h.title.clone(),
            count_line: h.count_line.clone(),
            columns: h.columns.clone(),
        };
        let period = |p: &PlanPeriod| PlanPeriodRow {
            period: p.period.into(),
            opened_on: p.opened_on,
            heading: p.heading.as_ref().map(heading),
        };
        Self {
            year: r.year.0,
            title: r.title.clone(),
            issuer: r.issuer.clone(),
            periods: r.periods.iter().map(period).collect(),
            settings: SettingsRow { review: r.settings.review, tolerance_tenths: r.settings.tolerance_tenths },
            void: r.void.clone(),
        }
    }
}

impl TryFrom<PlanRow> for Plan {
    type Error = Unreadable;

    fn try_from(r: PlanRow) -> Result<Self, Unreadable> {
        let heading =
            |h: HeadingRow| Heading { label: h.label, title: h.title, count_line: h.count_line, columns: h.columns };
        let period = |p: PlanPeriodRow| {
            Ok(PlanPeriod { period: p.period.try_into()?, opened_on: p.opened_on, heading: p.heading.map(heading) })
        };
        Ok(Self {
            year: plan_year(r.year),
            title: r.title,
            issuer: r.issuer,
            periods: r.periods.into_iter().map(period).collect::<Result<_, Unreadable>>()?,
            settings: PlanSettings { review: r.settings.review, tolerance_tenths: r.settings.tolerance_tenths },
            void: r.void,
        })
    }
}

/// A category.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryRow {
    pub id: u32,
    pub plan: u16,
    pub order: u32,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
}

impl From<&Category> for CategoryRow {
    fn from(r: &Category) -> Self {
        Self { id: r.id.0, plan: r.plan.0, order: r.order, name: r.name.clone(), void: r.void.clone() }
    }
}

impl From<CategoryRow> for Category {
    fn from(r: CategoryRow) -> Self {
        Self { id: CategoryId(r.id), plan: plan_year(r.plan), order: r.order, name: r.name, void: r.void }
    }
}
