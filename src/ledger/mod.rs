//! Runs commands: decides them on the current book, keeps the change, publishes the next book to everyone who watches.
//!
//! It must not know of screens or of how a command was typed.

mod past;
mod watch;

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset};

use crate::domain::{Book, Change, Command, PlanYear, Refusal, Report, TaskId, Who};
use crate::store::{Front, Store, StoreError};
use past::StorePast;
use watch::Watchers;
pub use watch::Watching;

/// The one writer of a store, shared by all sessions of a process.
pub struct Ledger {
    store: Box<dyn Store>,
    book: Mutex<Option<Arc<Book>>>,
    watchers: Watchers,
}

/// What became of a command that was not refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// It changed something, and that is on disk.
    Changed(Arc<Change>),
    /// Everything was already as asked.
    Unchanged,
}

/// Why a command was not carried out; nothing was changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The person may not, or cannot.
    Refused(Refusal),
    /// Something is broken.
    Broken(StoreError),
}

impl Ledger {
    /// Takes a store into use. It reads nothing yet.
    pub fn new(store: Box<dyn Store>) -> Self {
        Self { store, book: Mutex::new(None), watchers: Watchers::default() }
    }

    /// What the first frame needs; see [`Store::front`].
    pub fn front(&self) -> Result<Front, StoreError> {
        self.store.front()
    }

    /// The current picture; the first call reads it whole.
    pub fn book(&self) -> Result<Arc<Book>, StoreError> {
        let mut held = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        match held.as_ref() {
            Some(book) => Ok(book.clone()),
            None => Ok(held.insert(Arc::new(self.store.book()?)).clone()),
        }
    }

    /// Decides and keeps a command; returns when it is durable and published, or refused.
    pub fn execute(&self, who: &Who, command: &Command, now: DateTime<FixedOffset>) -> Result<Done, Failure> {
        let book = self.book().map_err(Failure::Broken)?;
        let past = StorePast(self.store.as_ref());
        let Some(change) = book.decide(command, who, now, &past).map_err(Failure::Refused)? else {
            return Ok(Done::Unchanged);
        };
        let change = Arc::new(change);
        let next = book.apply(&change).map_err(|c| Failure::Broken(StoreError::Io("book".into(), c.to_string())))?;
        self.store.append(std::slice::from_ref(&change)).map_err(Failure::Broken)?;
        let next = Arc::new(next);
        *self.book.lock().unwrap_or_else(PoisonError::into_inner) = Some(next.clone());
        self.watchers.publish(&next);
        Ok(Done::Changed(change))
    }

    /// Calls `notify` with each new book until the returned guard is dropped. It must not block and must not call back.
    pub fn watch(&self, notify: impl Fn(&Arc<Book>) + Send + Sync + 'static) -> Watching {
        self.watchers.add(Arc::new(notify))
    }

    /// All reports on one task, oldest period first.
    pub fn reports(&self, plan: PlanYear, task: TaskId) -> Result<Vec<Arc<Report>>, StoreError> {
        self.store.reports(plan, task)
    }

    /// The changes after a revision, oldest first.
    pub fn changes_after(&self, revision: u64) -> Result<Vec<Arc<Change>>, StoreError> {
        self.store.changes_after(revision)
    }
}
