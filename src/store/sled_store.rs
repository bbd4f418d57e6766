//! The store on disk: the journal is the record, sled answers. A change is acknowledged when the journal has it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

use super::glance::{self, Glance, Left};
use super::journal::{self, Head, Journal};
use super::line::{self, Kept};
use super::lock::Lock;
use super::mend::{open_again, open_rows};
use super::quiet::quietly;
use super::rows::{Rows, Shelved, Shelver};
use super::shelf::{self, Shelf};
use super::{Front, Notice, Progress, Reading, Store, StoreError, front, key};
use crate::domain::{Book, Change, Past, PlanYear, Report, ReportKey, TaskId};

/// A store in a folder, owned by this process until it is dropped.
pub struct SledStore {
    folder: PathBuf,
    journal: Mutex<Journal>,
    rows: Arc<Rows>,
    /// The thread that fills the rows, from the first change on.
    shelver: OnceLock<Shelver>,
    /// Whether a glance lies on disk, which the next change has to take away first.
    is_glanced: AtomicBool,
    /// Whether that glance tells all that whoever leaves the store has to tell.
    is_settled: AtomicBool,
    notices: Mutex<Vec<Notice>>,
    _lock: Lock,
}

impl SledStore {
    /// Opens the store of a folder, making it if there is none. Rows that were left well are opened when they are needed
    /// first; what had to be mended is told by [`Store::notices`].
    ///
    /// # Errors
    /// `Held` when another process has it open; `Damaged` when only a person can decide.
    pub fn open(folder: &Path, progress: &mut Progress<'_>) -> Result<Self, StoreError> {
        Self::open_seen(folder, None, progress)
    }

    /// Opens a store as [`Self::open`] does; what whoever opens it has `seen` of it just before is not read again.
    pub fn open_seen(folder: &Path, seen: Option<Reading>, progress: &mut Progress<'_>) -> Result<Self, StoreError> {
        let lock = Lock::take(folder)?;
        let journal = Journal::open(&journal_in(folder))?;
        // Something unfinished may be a change that the rows know: they decide about it.
        let glance = match seen {
            _ if journal.unfinished() > 0 => None,
            Some(seen) => Glance::seen(folder, &journal.head, seen).or_else(|| Glance::read(folder, &journal.head)),
            None => Glance::read(folder, &journal.head),
        };
        let is_glanced = glance.is_some();
        let rows = Arc::new(Rows {
            shelf: Mutex::new(Shelved::Unopened(glance.map(Box::new))),
            moved: Condvar::new(),
            acknowledged: Mutex::new(journal.head.clone()),
            are_shut: AtomicBool::new(true),
        });
        let store = Self {
            folder: folder.to_owned(),
            journal: Mutex::new(journal),
            rows,
            shelver: OnceLock::new(),
            is_glanced: AtomicBool::new(is_glanced),
            is_settled: AtomicBool::new(is_glanced),
            notices: Mutex::default(),
            _lock: lock,
        };
        if !is_glanced {
            store.opened(&mut store.rows.held(), progress)?;
        }
        Ok(store)
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at everything in the store without its rows; none when that is not possible, or no longer.
    fn glance<T>(&self, look: impl FnOnce(&Reading) -> T) -> Option<T> {
        match &mut *self.rows.held() {
            Shelved::Unopened(Some(glance)) => glance.reading().map(|reading| look(reading)),
            _ => None,
        }
    }

    /// Reads from the rows once they hold everything that was acknowledged; mends them when they turn out damaged.
    fn read<T>(&self, read: impl Fn(&Shelf) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut held = self.rows.caught_up();
        let shelf = self.opened(&mut held, &mut |_, _| {})?;
        match quietly(|| read(shelf)) {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) if !matches!(error, StoreError::Damaged { .. }) => Err(error),
            _ => {
                self.rows.lose(&mut held);
                read(self.opened(&mut held, &mut |_, _| {})?)
            }
        }
    }

    /// Writes the changes of a group into the journal, in order; returns them as the rows take them.
    fn keep(&self, journal: &mut Journal, group: &[Arc<Change>]) -> Result<Vec<(Kept, Head)>, StoreError> {
        if self.is_glanced.swap(false, Ordering::AcqRel) {
            self.is_settled.store(false, Ordering::Release);
            glance::forget(&self.folder)?;
        }
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
        Ok(kept)
    }

    /// Writes the glance anew while the rows are shut; tells whether everything is in it, so that they may stay so.
    fn settled_without_rows(&self) -> Result<bool, StoreError> {
        match &mut *self.rows.held() {
            Shelved::Unopened(Some(glance)) => glance.write_anew(&self.folder, &self.journal().head),
            _ => Ok(false),
        }
    }

    /// The rows, opened if they are shut, and made anew from the journal if they are beyond help.
    fn opened<'a>(&self, held: &'a mut Shelved, progress: &mut Progress<'_>) -> Result<&'a Shelf, StoreError> {
        if held.shelf().is_none() {
            let mut notices = Vec::new();
            let opened = match held {
                Shelved::Lost => open_again(&self.folder, &self.rows.acknowledged().clone(), &mut notices),
                _ => {
                    let mut journal = self.journal();
                    let opened = open_rows(&self.folder, &mut journal, progress, &mut notices);
                    *self.rows.acknowledged() = journal.head.clone();
                    opened
                }
            };
            self.notices.lock().unwrap_or_else(PoisonError::into_inner).append(&mut notices);
            let shelf = opened?;
            if self.shelver.get().is_none() {
                let shelver = Shelver::start(&self.rows).map_err(|e| StoreError::io(&self.folder, &e))?;
                drop(self.shelver.set(shelver));
            }
            *held = Shelved::Open(shelf);
            self.is_settled.store(false, Ordering::Release);
            self.rows.are_shut.store(false, Ordering::Release);
        }
        held.shelf().ok_or_else(|| StoreError::Io(rows_in(&self.folder), String::from("it is not open")))
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
        if self.rows.are_shut.load(Ordering::Acquire) {
            let mut held = self.rows.held();
            if let Shelved::Unopened(Some(glance)) = &mut *held
                && let Some(reading) = glance.writable(&self.folder)
            {
                // Whoever reads meanwhile waits for the sync: the picture must not be ahead of the journal, nor behind.
                self.keep(&mut self.journal(), group)?;
                if group.iter().try_for_each(|change| reading.follow(change.clone())).is_err() {
                    *held = Shelved::Unopened(None);
                }
                return Ok(());
            }
            self.opened(&mut held, &mut |_, _| {})?;
        }
        let mut journal = self.journal();
        let kept = self.keep(&mut journal, group)?;
        if let Some(shelver) = self.shelver.get() {
            shelver.take(kept);
        }
        Ok(())
    }

    fn book(&self) -> Result<Book, StoreError> {
        match self.glance(|all| all.book().clone()) {
            Some(book) => Ok(book),
            None => self.read(|shelf| Ok(Book::from_records(shelf.head().revision, shelf.all()?))),
        }
    }

    fn front(&self) -> Result<Front, StoreError> {
        if let Shelved::Unopened(Some(glance)) = &*self.rows.held() {
            return Ok(glance.front());
        }
        self.read(front::read)
    }

    fn report(&self, report: &ReportKey) -> Result<Option<Arc<Report>>, StoreError> {
        match self.glance(|all| all.report(report)) {
            Some(found) => Ok(found),
            None => self.read(|shelf| Ok(shelf.record(&key::report(report))?.and_then(shelf::report))),
        }
    }

    fn reports(&self, plan: PlanYear, task: TaskId) -> Result<Vec<Arc<Report>>, StoreError> {
        if let Some(reports) = self.glance(|all| all.reports(plan, task)) {
            return Ok(reports);
        }
        self.read(|shelf| {
            let records = shelf.records(&key::reports_on(plan, task), usize::MAX)?;
            Ok(records.into_iter().filter_map(shelf::report).collect())
        })
    }

    fn settle(&self) -> Result<(), StoreError> {
        if self.is_settled.load(Ordering::Acquire) {
            return Ok(());
        }
        if !self.settled_without_rows()? {
            self.read(|shelf| {
                let gathered = front::gather(shelf, glance::MOST)?;
                // sled writes when it is read, too: only now is its file as it is left.
                shelf.flush()?;
                let head = Head { revision: shelf.head().revision, hash: shelf.head().hash.clone() };
                glance::write(&self.folder, &head, Left::at(head.revision, &self.folder), &gathered)
            })?;
        }
        self.is_glanced.store(true, Ordering::Release);
        self.is_settled.store(true, Ordering::Release);
        Ok(())
    }

    fn notices(&self) -> Vec<Notice> {
        std::mem::take(&mut *self.notices.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn changes_after(&self, revision: u64) -> Result<Vec<Arc<Change>>, StoreError> {
        if revision >= self.revision() {
            return Ok(Vec::new());
        }
        // The newest changes are at hand: the journal need not be read for what has just happened.
        let recent = match self.glance(|all| Past::changes_after(all, revision)) {
            Some(changes) => changes,
            None => {
                let lines = self.read(|shelf| shelf.lines_after(revision))?;
                lines.iter().filter_map(|l| line::read(l, None).ok()).map(Arc::new).collect()
            }
        };
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
        // What is left is put into the rows first.
        drop(self.shelver.take());
        if !matches!(&*self.rows.held(), Shelved::Unopened(None) | Shelved::Lost) {
            drop(quietly(|| self.settle()));
        }
        // What has grown too large for a glance has had the rows opened only now.
        drop(self.shelver.take());
    }
}
