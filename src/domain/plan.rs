//! Holds one year's list: the plan, its periods with their printed headings, and its categories.

use chrono::NaiveDate;

use super::{CategoryId, Period, PlanYear};

/// One year's list of livelihood matters (年度民生实事).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its year, which also names it.
    pub year: PlanYear,
    /// Its title as published, such as 2021年市十件民生实事任务1-6月进展情况汇总表.
    pub title: String,
    /// Who publishes it; empty while unknown.
    pub issuer: String,
    /// The periods known to it, in order.
    pub periods: Vec<PlanPeriod>,
    /// What the office has decided about how this plan is kept.
    pub settings: PlanSettings,
    /// Why it no longer counts; nothing is ever deleted.
    pub void: Option<String>,
}

impl Plan {
    /// A plan without periods, of which nothing but year and title is known.
    pub fn titled(year: PlanYear, title: &str) -> Self {
        let (issuer, periods) = (String::new(), Vec::new());
        Self { year, title: title.to_owned(), issuer, periods, settings: PlanSettings::default(), void: None }
    }
}

impl PlanYear {
    /// The year before.
    pub fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

/// One period of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanPeriod {
    /// Which months it covers.
    pub period: Period,
    /// The day the office opened it for reports; none when it is only known from an imported table.
    pub opened_on: Option<NaiveDate>,
    /// The heading of its published table; none when there was none.
    pub heading: Option<Heading>,
}

/// What stands above the rows of a published summary table (汇总表), verbatim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The label of the attachment, such as 附件2.
    pub label: String,
    /// The title line.
    pub title: String,
    /// The count line, such as （共25项，其中已完成4项，按进度完成21项）.
    pub count_line: String,
    /// The cells of the header row, each with its own line ends.
    pub columns: Vec<String>,
}

/// What an office decides for one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanSettings {
    /// Whether a report is reviewed before it counts; off: a report is accepted at once.
    pub review: bool,
    /// Percentage points below the schedule that still count as on schedule; about 2.5 in practice (domain.md), kept in tenths.
    pub tolerance_tenths: u16,
}

impl Default for PlanSettings {
    /// What holds until the office decides otherwise.
    fn default() -> Self {
        Self { review: false, tolerance_tenths: 25 }
    }
}

/// An ordered group of tasks within a plan (大类).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its name in the ledger.
    pub id: CategoryId,
    /// The plan it belongs to.
    pub plan: PlanYear,
    /// Its place among the plan's categories, from 1.
    pub order: u32,
    /// Its name as printed, such as 一、提升公共医疗卫生服务能力.
    pub name: String,
    /// Why it no longer counts; nothing is ever deleted.
    pub void: Option<String>,
}
