//! Runs commands: decides them on the current book, keeps the change, publishes the next book to everyone who watches.
//!
//! It must not know of screens or of how a command was typed.

mod past;
mod queue;
mod sight;
mod watch;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset};

use crate::domain::{Book, Change, Command, Deed, PlanYear, Refusal, Report, TaskId, Who};
use crate::store::{Front, Notice, Progress, Reading, SledStore, Store, StoreError};
use past::GroupPast;
use queue::{Asked, Queue};
pub use sight::Sight;
use watch::Watchers;
pub use watch::Watching;

/// How often a group is decided again when another node has written first.
const TRIES: u32 = 8;

/// The one writer of a store, shared by all sessions of a process.
pub struct Ledger {
    store: Box<dyn Store>,
    book: Mutex<Option<Arc<Book>>>,
    queue: Queue,
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
    /// Opens the store of a folder; see [`SledStore::open`].
    pub fn open(folder: &Path, progress: &mut Progress<'_>) -> Result<Self, StoreError> {
        Self::open_seen(folder, None, progress)
    }

    /// Opens the store of a folder that was `seen` just before; see [`SledStore::open_seen`].
    pub fn open_seen(folder: &Path, seen: Option<Reading>, progress: &mut Progress<'_>) -> Result<Self, StoreError> {
        let book = seen.as_ref().map(|seen| seen.book().clone());
        let store = SledStore::open_seen(folder, seen, progress)?;
        let book = book.filter(|book| book.revision() == store.revision()).map(Arc::new);
        Ok(Self { book: Mutex::new(book), ..Self::new(Box::new(store)) })
    }

    /// Takes a store into use. It reads nothing yet.
    pub fn new(store: Box<dyn Store>) -> Self {
        Self { store, book: Mutex::new(None), queue: Queue::default(), watchers: Watchers::default() }
    }

    /// What the first frame needs; see [`Store::front`].
    pub fn front(&self) -> Result<Front, StoreError> {
        self.store.front()
    }

    /// The current picture; the first call reads it whole.
    pub fn book(&self) -> Result<Arc<Book>, StoreError> {
        let mut held = self.held();
        match held.as_ref() {
            Some(book) => Ok(book.clone()),
            None => Ok(held.insert(Arc::new(self.store.book()?)).clone()),
        }
    }

    fn held(&self) -> MutexGuard<'_, Option<Arc<Book>>> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Decides and keeps a command; returns when it is durable and published, or refused.
    ///
    /// Commands that arrive while others are being written wait, and are then written together: one of those who wait
    /// writes for all of them.
    pub fn execute(&self, who: &Who, command: &Command, now: DateTime<FixedOffset>) -> Result<Done, Failure> {
        let asked = Asked { who: who.clone(), command: command.clone(), now };
        self.queue.run(asked, |group| self.carry_out(group))
    }

    /// Decides the commands of a group one after another, and keeps what they change with a single sync.
    fn carry_out(&self, group: &[Asked]) -> Vec<Result<Done, Failure>> {
        for _ in 0..TRIES {
            let book = match self.book() {
                Ok(book) => book,
                Err(error) => return failed(group, &error),
            };
            let (answers, next, changes) = self.decide(&book, group);
            if changes.is_empty() {
                return answers;
            }
            match self.store.append(&changes) {
                Ok(()) => {
                    let next = Arc::new(next);
                    *self.held() = Some(next.clone());
                    self.watchers.publish(&next);
                    return answers;
                }
                // Another node has written first: everything is decided again on what it left.
                Err(StoreError::OutOfTurn(_)) => *self.held() = None,
                Err(error) => return failed(group, &error),
            }
        }
        failed(group, &StoreError::OutOfTurn(self.store.revision() + 1))
    }

    fn decide(&self, book: &Book, group: &[Asked]) -> (Vec<Result<Done, Failure>>, Book, Vec<Arc<Change>>) {
        let mut next = book.clone();
        let mut past = GroupPast::new(self.store.as_ref());
        let mut changes = Vec::new();
        let mut answers = Vec::with_capacity(group.len());
        for asked in group {
            let answer = match next.decide(&asked.command, &asked.who, asked.now, &past) {
                Err(refusal) => Err(Failure::Refused(refusal)),
                Ok(None) => Ok(Done::Unchanged),
                Ok(Some(change)) => match next.apply(&change) {
                    Err(conflict) => Err(Failure::Broken(StoreError::Io("book".into(), conflict.to_string()))),
                    Ok(after) => {
                        let change = Arc::new(change);
                        past.remember(&change);
                        changes.push(change.clone());
                        next = after;
                        Ok(Done::Changed(change))
                    }
                },
            };
            answers.push(answer);
        }
        (answers, next, changes)
    }

    /// Calls `notify` with each new book until the returned guard is dropped. It must not block and must not call back.
    pub fn watch(&self, notify: impl Fn(&Arc<Book>) + Send + Sync + 'static) -> Watching {
        self.watchers.add(Arc::new(notify))
    }

    /// All reports on one task, oldest period first.
    pub fn reports(&self, plan: PlanYear, task: TaskId) -> Result<Vec<Arc<Report>>, StoreError> {
        self.store.reports(plan, task)
    }

    /// What had to be mended since this was last asked; see [`Store::notices`].
    pub fn notices(&self) -> Vec<Notice> {
        self.store.notices()
    }

    /// Leaves the store so that the next opening is quick; see [`Store::settle`].
    pub fn settle(&self) -> Result<(), StoreError> {
        self.store.settle()
    }

    /// The changes after a revision, oldest first.
    pub fn changes_after(&self, revision: u64) -> Result<Vec<Arc<Change>>, StoreError> {
        self.store.changes_after(revision)
    }

    /// The change that `change` has taken back; none for one that is no undo.
    pub fn undone_by(&self, change: &Change) -> Result<Option<Arc<Change>>, StoreError> {
        let Deed::Undo(revision) = change.deed else { return Ok(None) };
        let changes = self.changes_after(revision.saturating_sub(1))?;
        Ok(changes.into_iter().find(|undone| undone.revision == revision))
    }
}

fn failed(group: &[Asked], error: &StoreError) -> Vec<Result<Done, Failure>> {
    group.iter().map(|_| Err(Failure::Broken(error.clone()))).collect()
}
