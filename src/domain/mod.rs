//! The trade itself: plans, tasks, units, officials and reports, and what a command changes among them.
//!
//! It is pure: it must not know of serialisation, clock, disk, terminal or network. Time and size are told.

mod admission;
mod adopt;
mod book;
mod change;
mod check;
mod command;
mod decide;
mod enter;
mod fold;
mod id;
mod import;
mod indicator;
mod lookup;
mod period;
mod person;
mod plan;
mod refusal;
mod replace;
mod report;
mod status;
mod task;
mod undo;
mod unit;
mod void;
mod who;

pub use book::{Book, Conflict, Standing};
pub use change::{Author, Change, Deed, Door, Edit, Kind, Record, RecordKey, Via};
pub use check::{Doubt, Said, doubts};
pub use command::{Command, Import, ImportReport, ImportRow, Replacement, ReportEntry, Successor, Version, Voiding};
pub use decide::Past;
pub use fold::{fold, folded_chars, same_name};
pub use id::{CategoryId, LeaderId, OfficialId, PlanYear, ReminderId, TaskId, UnitId};
pub use indicator::{Comparator, Indicator, IndicatorKind, NotAnIndicator};
pub use period::{NotAPeriod, Period};
pub use person::{Access, AccessKey, Person, Reminder};
pub use plan::{Category, Heading, Plan, PlanPeriod, PlanSettings};
pub use refusal::Refusal;
pub use report::{LONGEST_TEXT, Measurement, Report, ReportHead, ReportKey, Review, Voided};
pub use status::Status;
pub use task::{Assignment, Deadline, Former, PastOfficial, Role, Task, TaskSource};
pub use unit::{Leader, Official, Tenure, Unit};
pub use who::Who;
