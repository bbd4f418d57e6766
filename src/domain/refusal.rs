//! Why the ledger did not do what was asked: a value that is turned into a sentence in the asker's language.

use chrono::{DateTime, FixedOffset};

use super::{Access, Period, PlanYear, TaskId};

/// A reason why nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The asker's role is not enough; holds the role needed.
    Forbidden(Access),
    /// No such task.
    NoTask(TaskId),
    /// No such plan.
    NoPlan(PlanYear),
    /// The period does not lie in the plan's year.
    ForeignPeriod(Period, PlanYear),
    /// The unit does not answer for the task.
    ForeignUnit(TaskId),
    /// Somebody recorded the same report after its author had looked.
    Stale {
        /// The revision that is there now.
        current: u64,
        /// Who recorded it; empty when that is not known.
        by: String,
        /// When it was recorded.
        at: Option<DateTime<FixedOffset>>,
    },
    /// The text is the one that is already there.
    Unchanged,
    /// A whole book can only be taken over into an empty ledger.
    NotEmpty,
    /// The records of a book refer to something it does not hold; names the record.
    Dangling(String),
    /// Two rows of one table claim the same number.
    NumberTaken(u32),
    /// A period is already open.
    AlreadyOpen(Period),
}
