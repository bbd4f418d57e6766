//! Keeps changes so that nothing acknowledged is ever lost, and answers what the book no longer holds.
//!
//! It must not know of commands, people's rights or screens.

mod memory;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::{Book, Change, Period, PlanYear, Report, ReportKey, TaskId};

pub use memory::MemoryStore;

/// Where changes are kept, in order, each exactly once.
///
/// # Contract
/// - `append` takes the changes of one group: all of them are durable when it returns `Ok`, none of them is kept when
///   it returns an error. It refuses a group whose first revision is not the next one (another node may have written
///   first; the ledger then reads on and decides again).
/// - Everything acknowledged is seen by every later read, of this and of any later opening.
/// - Reads may run beside one another and beside an `append`.
/// - A read either returns what was stored or an error; never other bytes, never silence.
pub trait Store: Send + Sync {
    /// The revision of the last change kept; 0 when there is none.
    fn revision(&self) -> u64;

    /// Keeps the changes of one group, in order.
    fn append(&self, group: &[Arc<Change>]) -> Result<(), StoreError>;

    /// Reads the whole picture. It reads everything: never before the first frame.
    fn book(&self) -> Result<Book, StoreError>;

    /// Reads what the first frame needs, in a time that does not grow with the number of tasks.
    fn front(&self) -> Result<Front, StoreError>;

    /// Reads one report, whatever its age.
    fn report(&self, key: &ReportKey) -> Result<Option<Arc<Report>>, StoreError>;

    /// Reads all reports on one task, oldest period first, a task's own before its units'.
    fn reports(&self, plan: PlanYear, task: TaskId) -> Result<Vec<Arc<Report>>, StoreError>;

    /// Reads the changes after `revision`, oldest first.
    fn changes_after(&self, revision: u64) -> Result<Vec<Arc<Change>>, StoreError>;
}

/// What the first frame shows before the whole book is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Front {
    /// A book that holds the latest plan's first tasks (by number) and all they refer to; the whole book when `whole`.
    pub book: Book,
    /// Whether the book is the whole one.
    pub whole: bool,
    /// The counts of the latest plan at its current period, over all its tasks.
    pub totals: Totals,
}

/// How many tasks of a plan stand how in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The period counted; none while the plan has none.
    pub period: Option<Period>,
    /// All tasks that are not void.
    pub tasks: u32,
    /// Tasks by status, in the order of `Status::ALL`; the rest of `tasks` is unreported.
    pub by_status: [u32; 5],
}

/// Why the store could not do what was asked. Nothing of the change that was asked for is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// Another process has the store open; holds its process id when that is known.
    Held(Option<u32>),
    /// The group does not begin with the next revision; holds the one expected.
    OutOfTurn(u64),
    /// No room is left on the disk.
    Full(PathBuf),
    /// The disk or folder may not be written to.
    ReadOnly(PathBuf),
    /// A file is damaged in a way that only a person can decide about.
    Damaged {
        /// The damaged file.
        file: PathBuf,
        /// The damaged line, from 1; 0 when the file has no lines.
        line: u64,
        /// What is wrong with it, in English, for the one who looks into it.
        why: String,
    },
    /// The operating system refused; holds the path and its words.
    Io(PathBuf, String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Held(pid) => write!(f, "held by process {pid:?}"),
            Self::OutOfTurn(expected) => write!(f, "expected revision {expected}"),
            Self::Full(path) => write!(f, "no room left at {}", path.display()),
            Self::ReadOnly(path) => write!(f, "{} is read-only", path.display()),
            Self::Damaged { file, line, why } => write!(f, "{}:{line}: {why}", file.display()),
            Self::Io(path, why) => write!(f, "{}: {why}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {}
