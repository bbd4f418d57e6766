//! The store on disk: the journal is the record, sled answers. A change is acknowledged when the journal has it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, SyncSender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::front;
use super::journal::{self, Head, Journal};
use super::line::{self, Kept};
use super::lock::Lock;
use super::mend::{catch_up, rebuild_rows, restore_lines};
use super::quiet::quietly;
use super::rows::{Rows, Shelved};
use super::shelf::{self, Shelf};
use super::{Front, Notice, Progress, Store, StoreError, key};
use crate::domain::{Book, Change, PlanYear, Report, ReportKey, TaskId};

/// How many changes may wait to be put into the rows before a writer waits with them.
const WAITING: usize = 256;

/// A store in a folder, owned by this process until it is dropped.
pub struct SledStore {
    folder: PathBuf,
    journal: Mutex<Journal>,
    rows: Arc<Rows>,
    queue: Option<SyncSender<(Kept, Head)>>,
    shelver: Option<JoinHandle<()>>,
    _lock: Lock,
}

impl SledStore {
    /// Opens the store of a folder, making it if there is none; what had to be mended is told as notices.
    ///
    /// # Errors
    /// `Held` when another process has it open; `Damaged` when only a person can decide.
    pub fn open(folder: &Path, progress: &mut Progress<'_>) -> Result<(Self, Vec<Notice>), StoreError> {
        let lock = Lock::take(folder)?;
        let mut notices = Vec::new();
        let mut opened = Shelf::open(&rows_in(folder));
        let reached = opened.as_ref().map_or(0, |shelf| shelf.head().revision);
        let mut journal = Journal::open(&journal_in(folder), reached, &mut notices)?;
        if let Ok(shelf) = &opened {
            restore_lines(&mut journal, shelf, &mut notices)?;
        }
        if let Err(error @ (StoreError::Full(_) | StoreError::ReadOnly(_) | StoreError::Io(..))) = opened {
            return Err(error);
        }
        let agrees = opened.as_mut().is_ok_and(|shelf| catch_up(shelf, folder, &journal.head).is_ok());
        let shelf = match opened {
            Ok(shelf) if agrees => shelf,
            damaged => {
                let why = damaged
                    .as_ref()
                    .err()
                    .map_or_else(|| String::from("it disagrees with the journal"), ToString::to_string);
                drop(damaged);
                rebuild_rows(folder, &why, progress, &mut notices)?
            }
        };
        let acknowledged = journal.head.clone();
        let rows = Arc::new(Rows {
            shelf: Mutex::new(Shelved { shelf: Some(shelf), failure: None }),
            moved: Condvar::new(),
            acknowledged: Mutex::new(acknowledged),
            are_gone: AtomicBool::new(false),
        });
        let (queue, waiting) = mpsc::sync_channel(WAITING);
        let filled = rows.clone();
        let shelver = std::thread::Builder::new()
            .name(String::from("shelver"))
            .spawn(move || filled.fill(&waiting))
            .map_err(|e| StoreError::io(folder, &e))?;
        let store = Self {
            folder: folder.to_owned(),
            journal: Mutex::new(journal),
            rows,
            queue: Some(queue),
            shelver: Some(shelver),
            _lock: lock,
        };
        Ok((store, notices))
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads from the rows once they hold everything that was acknowledged; mends them when they turn out damaged.
    fn read<T>(&self, read: impl Fn(&Shelf) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut held = self.rows.caught_up();
        self.mend(&mut held)?;
        let first = held.shelf.as_ref().map(|shelf| quietly(|| read(shelf)));
        match first {
            Some(Some(Ok(value))) => Ok(value),
            Some(Some(Err(error))) if !matches!(error, StoreError::Damaged { .. }) => Err(error),
            _ => {
                self.rows.lose(&mut held, None);
                self.mend(&mut held)?;
                held.shelf.as_ref().map_or_else(|| Err(held.gone(&self.folder)), read)
            }
        }
    }

    /// Opens the rows again after they failed, or makes them anew from the journal.
    fn mend(&self, held: &mut Shelved) -> Result<(), StoreError> {
        if held.shelf.is_some() {
            return Ok(());
        }
        let acknowledged = self.rows.acknowledged().clone();
        let mut opened = Shelf::open(&rows_in(&self.folder));
        let agrees = |shelf: &mut Shelf| catch_up(shelf, &self.folder, &acknowledged).is_ok() && shelf.all().is_ok();
        let is_sound = opened.as_mut().is_ok_and(agrees);
        let shelf = match opened {
            Ok(shelf) if is_sound => shelf,
            Err(error @ (StoreError::Full(_) | StoreError::ReadOnly(_) | StoreError::Io(..))) => return Err(error),
            other => {
                drop(other);
                rebuild_rows(&self.folder, "it was damaged while in use", &mut |_, _| {}, &mut Vec::new())?
            }
        };
        held.shelf = Some(shelf);
        held.failure = None;
        self.rows.are_gone.store(false, Ordering::Release);
        Ok(())
    }
}

/// Where the journal of a store lies.
pub(super) fn journal_in(folder: &Path) -> PathBuf {
    folder.join("journal")
}

/// Where the rows of a store lie.
pub(super) fn rows_in(folder: &Path) -> PathBuf {
    folder.join("store")
}

impl Store for SledStore {
    fn revision(&self) -> u64 {
        self.journal().head.revision
    }

    fn append(&self, group: &[Arc<Change>]) -> Result<(), StoreError> {
        if self.rows.are_gone.load(Ordering::Acquire) {
            self.mend(&mut self.rows.held())?;
        }
        let mut journal = self.journal();
        let mut head = journal.head.clone();
        let mut lines = Vec::with_capacity(group.len());
        let mut kept = Vec::with_capacity(group.len());
        for change in group {
            if change.revision != head.revision + 1 {
                return Err(StoreError::OutOfTurn(head.revision + 1));
            }
            let text = line::write(change, &head.hash).map_err(|why| StoreError::Io(journal_in(&self.folder), why))?;
            head = Head { revision: change.revision, hash: line::hash(text.as_bytes()) };
            kept.push((Kept { change: change.clone(), line: text.clone() }, head.clone()));
            lines.push(text);
        }
        journal.append(&lines, head.clone())?;
        *self.rows.acknowledged() = head;
        if let Some(queue) = &self.queue {
            for change in kept {
                drop(queue.send(change));
            }
        }
        Ok(())
    }

    fn book(&self) -> Result<Book, StoreError> {
        self.read(|shelf| Ok(Book::from_records(shelf.head().revision, shelf.all()?)))
    }

    fn front(&self) -> Result<Front, StoreError> {
        self.read(front::read)
    }

    fn report(&self, report: &ReportKey) -> Result<Option<Arc<Report>>, StoreError> {
        self.read(|shelf| Ok(shelf.record(&key::report(report))?.and_then(shelf::report)))
    }

    fn reports(&self, plan: PlanYear, task: TaskId) -> Result<Vec<Arc<Report>>, StoreError> {
        self.read(|shelf| {
            let records = shelf.records(&key::reports_on(plan, task), usize::MAX)?;
            Ok(records.into_iter().filter_map(shelf::report).collect())
        })
    }

    fn settle(&self) -> Result<(), StoreError> {
        self.read(Shelf::flush)
    }

    fn changes_after(&self, revision: u64) -> Result<Vec<Arc<Change>>, StoreError> {
        // The newest lines stand beside the rows: the journal need not be read for what has just happened.
        let lines = self.read(|shelf| shelf.lines_after(revision))?;
        let recent: Vec<Arc<Change>> = lines.iter().filter_map(|l| line::read(l, None).ok()).map(Arc::new).collect();
        if recent.first().is_some_and(|change| change.revision == revision + 1) {
            return Ok(recent);
        }
        // Nobody may append meanwhile, or a half-written group would be met.
        let _journal = self.journal();
        let mut changes = Vec::new();
        journal::walk(&journal_in(&self.folder), |kept| {
            if kept.change.revision > revision {
                changes.push(kept.change);
            }
            Ok(())
        })?;
        Ok(changes)
    }
}

impl Drop for SledStore {
    fn drop(&mut self) {
        // The thread ends when there is nothing left to put into the rows, and flushes them.
        self.queue = None;
        if let Some(shelver) = self.shelver.take() {
            drop(shelver.join());
        }
    }
}
