//! Holds a task: what is to be done, who answers for it, and by which measure.

use chrono::NaiveDate;

use super::{CategoryId, Indicator, LeaderId, OfficialId, PlanYear, TaskId, UnitId};

/// One task of a plan (工作任务).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its name in the ledger.
    pub id: TaskId,
    /// The plan it belongs to.
    pub plan: PlanYear,
    /// Its printed number (序号), unique in its plan.
    pub number: u32,
    /// Its category.
    pub category: CategoryId,
    /// What is to be done, as printed; paragraphs are separated by line feeds.
    pub text: String,
    /// The supervising city leader (分管市领导); none when the table has no such column.
    pub leader: Option<LeaderId>,
    /// The responsible units with their officials, in printed order, the lead first.
    pub assignments: Vec<Assignment>,
    /// Who was responsible before other units were, oldest first.
    pub former: Vec<Former>,
    /// Its measurable targets.
    pub indicators: Vec<Indicator>,
    /// When it is due (完成时限), if the table says so.
    pub deadline: Option<Deadline>,
    /// The remark column (备注); empty when there is none.
    pub remark: String,
    /// The task of an earlier plan that it continues.
    pub predecessor: Option<TaskId>,
    /// The day it was confirmed as closed (办结), which is more than the status 已完成.
    pub closed_on: Option<NaiveDate>,
    /// Why it no longer counts; nothing is ever deleted.
    pub void: Option<String>,
    /// The cells it was read from, verbatim; none when it was typed here.
    pub source: Option<TaskSource>,
}

impl Task {
    /// A task with a place in its plan, and nothing to do yet.
    pub fn blank(id: TaskId, plan: PlanYear, number: u32, category: CategoryId) -> Self {
        Self {
            id,
            plan,
            number,
            category,
            text: String::new(),
            leader: None,
            assignments: Vec::new(),
            former: Vec::new(),
            indicators: Vec::new(),
            deadline: None,
            remark: String::new(),
            predecessor: None,
            closed_on: None,
            void: None,
            source: None,
        }
    }

    /// The unit that leads (牵头单位): the first assignment of that role.
    pub fn lead(&self) -> Option<&Assignment> {
        lead_of(&self.assignments)
    }

    /// Who answered on `day` for a unit's own report, or as the lead for the task's; none when that unit was not on it.
    pub fn answering_on(&self, unit: Option<UnitId>, day: NaiveDate) -> Option<&Assignment> {
        let former = self.former.iter().find(|former| day <= former.until);
        let then = former.map_or(&self.assignments, |former| &former.assignments);
        match unit {
            // A unit that came later reported as itself all the same.
            Some(unit) => then.iter().chain(&self.assignments).find(|a| a.unit == unit),
            None => lead_of(then),
        }
    }
}

fn lead_of(assignments: &[Assignment]) -> Option<&Assignment> {
    assignments.iter().find(|a| a.role == Role::Lead)
}

/// The units that were responsible until others were: what was reported in their time still says who answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// The units with their officials, as they stood.
    pub assignments: Vec<Assignment>,
    /// The last day.
    pub until: NaiveDate,
}

/// One unit with its official on one task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The responsible unit (责任单位).
    pub unit: UnitId,
    /// The responsible official (责任人); none when the table leaves it open.
    pub official: Option<OfficialId>,
    /// Whether the unit leads or supports.
    pub role: Role,
    /// Who answered for it before, oldest first.
    pub past: Vec<PastOfficial>,
}

impl Assignment {
    /// Who answered for the unit on `day`.
    pub fn official_on(&self, day: NaiveDate) -> Option<OfficialId> {
        match self.past.iter().find(|past| day <= past.until) {
            Some(past) => past.official,
            None => self.official,
        }
    }
}

/// An official who answered for a unit on a task until another took over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastOfficial {
    /// Who; none when the table left it open.
    pub official: Option<OfficialId>,
    /// The last day.
    pub until: NaiveDate,
}

/// The part a unit has in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 牵头单位: reports for the task.
    Lead,
    /// 配合单位: may add reports of its own.
    Supporting,
}

impl Role {
    /// The code used in JSON and on disk.
    pub fn code(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Supporting => "supporting",
        }
    }
}

/// A date by which a task is due, with the words it was printed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// As printed, such as 2021年12月底前.
    pub printed: String,
    /// The day it means, when that is certain.
    pub day: Option<NaiveDate>,
}

/// The cells of a table that a task was read from, verbatim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskSource {
    /// 大类; empty under a merged cell.
    pub category: String,
    /// 序号
    pub number: String,
    /// 工作任务
    pub text: String,
    /// 分管市领导
    pub leader: String,
    /// 责任单位
    pub units: String,
    /// 责任人
    pub officials: String,
}
