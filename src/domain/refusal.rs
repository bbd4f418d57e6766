//! Why the ledger did not do what was asked: a value that is turned into a sentence in the asker's language.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{Access, Period, PlanYear, RecordKey, TaskId};

/// A reason why nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The asker's role is not enough; holds the role needed.
    Forbidden(Access),
    /// The key that signed in is no longer the asker's.
    NoLongerAdmitted,
    /// Over a network changes are recorded in one's own name only.
    OwnNameOnly,
    /// Nobody would be left who can sign in and administer the store.
    LastAdmin,
    /// The name of a person has blanks around it, or characters that cannot be seen.
    UnfitName,
    /// A reporter needs a unit.
    NoUnit,
    /// Only reporters have units.
    UnitsOfReporters,
    /// The key belongs to somebody already; holds the name.
    KeyTaken(String),
    /// The report was recorded by somebody else.
    OthersReport,
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
    /// A record that something refers to is not there, or void.
    NoRecord(RecordKey),
    /// Somebody changed the record after its author had looked.
    Changed(RecordKey),
    /// A name or a text is empty.
    Empty,
    /// Another record of the same kind has the name.
    NameTaken(String),
    /// Another unit is called by a name too; holds that name, and the other unit's first name.
    NameOf(String, String),
    /// A unit stands twice on a task; holds its name.
    UnitTwice(String),
    /// Somebody else shall answer for a unit of a task that has reports, which takes a day; holds the unit's name.
    NeedsReplacing(String),
    /// Tasks still refer to the record; holds how many.
    InUse(usize),
    /// Voiding needs a reason.
    NoReason,
    /// The record is void already.
    AlreadyVoid,
    /// Only a task whose latest report says completed is closed.
    NotCompleted,
    /// The task is closed.
    Closed(u32),
    /// The task is not closed.
    NotClosed(u32),
    /// The day lies in the future.
    FutureDay(NaiveDate),
    /// The unit does not answer for the task with that number.
    NotAssigned(u32),
    /// The task with that number belongs to no earlier year, and cannot be continued.
    NotEarlier(u32),
    /// On the task with that number a later replacement is recorded, that began after the day held.
    ReplacedLater(u32, NaiveDate),
    /// The asker has made no change that could be taken back.
    NothingToUndo,
    /// More goes with the change that shall be taken back than the asker may know.
    AgreeFirst {
        /// The change that would be taken back.
        revision: u64,
        /// How many tasks it touched.
        tasks: usize,
        /// How many reports it touched.
        reports: usize,
    },
    /// Somebody has built on the change that shall be taken back.
    BuiltOn {
        /// The change that shall be taken back.
        revision: u64,
        /// Who changed the same thing later.
        by: String,
        /// When.
        at: DateTime<FixedOffset>,
    },
}
