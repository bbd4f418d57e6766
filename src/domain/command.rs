//! What a person can ask the ledger to do.

use chrono::NaiveDate;

use super::{Heading, OfficialId, Period, PlanYear, Record, RecordKey, Status, TaskId, TaskSource, UnitId};

/// Something asked of the ledger; [`super::Book::decide`] answers with a change or a refusal.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Takes the rows of a table in: new tasks, and reports for tasks already known.
    Import(Box<Import>),
    /// Takes a whole book over into an empty ledger.
    Adopt(Vec<Record>),
    /// Records how a task stands in a period.
    Report(Box<ReportEntry>),
    /// Opens a period of a plan for reports on the day told.
    OpenPeriod(PlanYear, Period, NaiveDate),
    /// Enters a record that is no report: a new one, or a new version of the one its author saw.
    Enter(Box<Version>),
    /// Makes a record void: it no longer counts, and nothing is deleted.
    Void(Voiding),
    /// Confirms a task as closed (办结) on a day.
    Close(TaskId, NaiveDate),
    /// Takes the closing of a task back.
    Reopen(TaskId),
    /// Has another official answer for a unit from a day on (人事变动).
    Replace(Replacement),
    /// Takes the asker's own last change back, by a new change. What came as a whole is taken back only where the asker
    /// has been told what goes with it, and names its revision.
    Undo(Option<u64>),
}

/// A record as somebody wants it to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The record its author saw; none enters a new one, whose number is then given to it.
    pub seen: Option<Record>,
    /// The record as it shall be.
    pub record: Record,
}

/// A record that shall no longer count.
#[derive(Clone, Debug, PartialEq)]
pub struct Voiding {
    /// Which record.
    pub key: RecordKey,
    /// The revision of the report its author saw; none for any other record.
    pub seen: Option<u64>,
    /// Why; never empty.
    pub why: String,
}

/// Another official for a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacement {
    /// The unit answered for.
    pub unit: UnitId,
    /// Who answers for it from then on.
    pub successor: Successor,
    /// The successor's first day.
    pub from: NaiveDate,
    /// The tasks it is limited to; none takes all tasks of that year's plan and later ones.
    pub tasks: Option<Vec<TaskId>>,
}

/// Who takes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Successor {
    /// Somebody already known.
    Known(OfficialId),
    /// Somebody new, by name.
    New(String),
}

/// The rows of one table, read and matched, as a person has agreed to take them in.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The plan the table belongs to; made when it is new.
    pub plan: PlanYear,
    /// The plan's title, for a new plan.
    pub title: String,
    /// The period the table reports on.
    pub period: Period,
    /// What stands above its rows.
    pub heading: Heading,
    /// Its rows in printed order.
    pub rows: Vec<ImportRow>,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportRow {
    /// The task it is about; none makes a new one.
    pub task: Option<TaskId>,
    /// The printed number.
    pub number: u32,
    /// The category's name.
    pub category: String,
    /// What is to be done.
    pub text: String,
    /// The leader's name, if the table has one.
    pub leader: Option<String>,
    /// Units with their officials, the lead first.
    pub pairs: Vec<(String, Option<String>)>,
    /// When it is due, if the table says so.
    pub deadline: Option<super::Deadline>,
    /// The remark; empty when there is none.
    pub remark: String,
    /// How it stands; none when the cell is empty, which is 未报.
    pub report: Option<ImportReport>,
    /// The cells it was read from.
    pub source: TaskSource,
}

/// The progress cell of one row.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportReport {
    /// How the task stands.
    pub status: Status,
    /// The status as printed.
    pub status_text: String,
    /// What was done.
    pub progress: String,
    /// The as-of date.
    pub reported_on: NaiveDate,
    /// The cell, verbatim.
    pub source: String,
}

/// A report as a person has written it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportEntry {
    /// The task reported on.
    pub task: TaskId,
    /// The period reported for.
    pub period: Period,
    /// The unit, for its own part; none for the task's own report.
    pub unit: Option<UnitId>,
    /// The revision of the report its author saw; none when there was none.
    pub seen: Option<u64>,
    /// How the task stands.
    pub status: Status,
    /// The status as it is to be printed; empty takes the trade's word.
    pub status_text: String,
    /// The public part.
    pub progress: String,
    /// The internal part about problems.
    pub problems: String,
    /// The internal part about next steps.
    pub next_steps: String,
    /// The as-of date; none takes the period's last day.
    pub reported_on: Option<NaiveDate>,
}
