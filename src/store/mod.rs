//! Keeps changes so that nothing acknowledged is ever lost, and answers what the book no longer holds.
//!
//! It must not know of commands, people's rights or screens.

mod end;
mod front;
mod glance;
mod journal;
mod key;
mod line;
mod lock;
mod memory;
mod mend;
mod notice;
mod quiet;
mod reading;
mod rows;
mod shelf;
mod sled_store;
mod stored;
mod tally;
mod upkeep;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::{Book, Change, Period, PlanYear, Report, ReportKey, TaskId};
use crate::lang::Texts;

pub use memory::MemoryStore;
pub use notice::Notice;
pub use reading::Reading;
pub use sled_store::SledStore;
pub use upkeep::{Verified, backup, rebuild, restore, verify};

/// Told how much of how much is done, in bytes.
pub type Progress<'a> = dyn FnMut(u64, u64) + 'a;

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

    /// Leaves everything so that the next opening is quick; nothing is lost without it.
    fn settle(&self) -> Result<(), StoreError>;

    /// What had to be mended since this was last asked.
    fn notices(&self) -> Vec<Notice> {
        Vec::new()
    }

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
    /// A backup is only restored into an empty folder; holds the one named.
    NotEmpty(PathBuf),
    /// The file is no backup of this program, or a damaged one; holds what is wrong.
    NoBackup(String),
    /// The operating system refused; holds the path and its words.
    Io(PathBuf, String),
}

impl StoreError {
    /// What the operating system said about `path`, by what a person can do about it.
    pub(super) fn io(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full(path.to_owned())
            }
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly(path.to_owned()),
            _ => Self::Io(path.to_owned(), error.to_string()),
        }
    }

    /// The sentence for it: what happened to the data, and what to do next.
    pub fn say(&self, texts: &Texts) -> String {
        match self {
            Self::Held(Some(pid)) => texts.fill("store.held", &[("pid", pid)]),
            Self::Held(None) => texts.get("store.held_by_unknown").to_owned(),
            Self::OutOfTurn(_) => texts.get("store.out_of_turn").to_owned(),
            Self::Full(path) => texts.fill("store.full", &[("path", &path.display())]),
            Self::ReadOnly(path) => texts.fill("store.read_only", &[("path", &path.display())]),
            Self::Damaged { file, line: 0, why } => {
                texts.fill("store.damaged_file", &[("file", &file.display()), ("why", why)])
            }
            Self::Damaged { file, line, why } => {
                texts.fill("store.damaged_line", &[("file", &file.display()), ("line", line), ("why", why)])
            }
            Self::NotEmpty(path) => texts.fill("store.not_empty", &[("path", &path.display())]),
            Self::NoBackup(why) => texts.fill("store.no_backup", &[("why", why)]),
            Self::Io(path, why) => texts.fill("store.io", &[("path", &path.display()), ("why", why)]),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Held(pid) => write!(f, "held by process {pid:?}"),
            Self::OutOfTurn(expected) => write!(f, "expected revision {expected}"),
            Self::Full(path) => write!(f, "no room left at {}", path.display()),
            Self::ReadOnly(path) => write!(f, "{} is read-only", path.display()),
            Self::Damaged { file, line, why } => write!(f, "{}:{line}: {why}", file.display()),
            Self::NotEmpty(path) => write!(f, "{} is not empty", path.display()),
            Self::NoBackup(why) => write!(f, "no backup: {why}"),
            Self::Io(path, why) => write!(f, "{}: {why}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {}
