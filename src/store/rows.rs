//! The rows while a store is open: filled behind the acknowledgement, waited for by whoever reads them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};

use super::glance::Glance;
use super::journal::Head;
use super::line::Kept;
use super::quiet::quietly;
use super::shelf::Shelf;

/// How many groups may wait to be put into the rows before a writer waits with them.
const WAITING: usize = 256;
/// After how many changes the rows are flushed.
const FLUSH_AFTER: usize = 256;
/// The most changes put into the rows at once: fewer than the journal lines kept beside them.
pub(super) const LARGEST_BATCH: usize = 32;

/// The rows, and how far they have got; shared with the thread that fills them.
pub(super) struct Rows {
    pub shelf: Mutex<Shelved>,
    pub moved: Condvar,
    /// Where the acknowledged changes end; apart from the rows, so that a writer does not wait for them.
    pub acknowledged: Mutex<Head>,
    /// Whether there are no rows until they are opened.
    pub are_shut: AtomicBool,
}

/// The rows as they are just now.
pub(super) enum Shelved {
    /// Nobody has needed them yet: what was seen of the store without them.
    Unopened(Option<Box<Glance>>),
    Open(Shelf),
    /// sled failed; they are opened again when they are needed.
    Lost,
}

impl Rows {
    pub fn held(&self) -> MutexGuard<'_, Shelved> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn acknowledged(&self) -> MutexGuard<'_, Head> {
        self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that the rows cannot be used until they are opened again.
    pub fn lose(&self, held: &mut Shelved) {
        *held = Shelved::Lost;
        self.are_shut.store(true, Ordering::Release);
    }

    /// Waits until the rows hold what was acknowledged when this was asked, or have failed.
    pub fn caught_up(&self) -> MutexGuard<'_, Shelved> {
        let expected = self.acknowledged().revision;
        let mut held = self.held();
        while held.shelf().is_some_and(|shelf| shelf.head().revision < expected) {
            held = self.moved.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
        held
    }

    /// Puts changes into the rows as they come; a failure drops the rows, and whoever needs them opens them again.
    fn fill(&self, waiting: &Receiver<Vec<(Kept, Head)>>) {
        let mut unflushed = 0;
        for mut group in waiting {
            while group.len() < LARGEST_BATCH
                && let Ok(next) = waiting.try_recv()
            {
                group.extend(next);
            }
            let mut held = self.held();
            if let Shelved::Open(shelf) = &mut *held {
                // What was mended in the meantime has some of these changes already.
                let reached = shelf.head().revision;
                group.retain(|(_, head)| head.revision > reached);
                let put = quietly(|| group.chunks(LARGEST_BATCH).try_for_each(|batch| shelf.apply(batch)));
                if !matches!(put, Some(Ok(()))) {
                    self.lose(&mut held);
                }
            }
            // Now and then the rows reach the files, so that after a kill little has to be caught up.
            unflushed += group.len();
            if let Some(shelf) = held.shelf().filter(|_| unflushed >= FLUSH_AFTER) {
                drop(quietly(|| shelf.flush()));
                unflushed = 0;
            }
            drop(held);
            self.moved.notify_all();
        }
        if let Some(shelf) = self.held().shelf() {
            drop(quietly(|| shelf.flush()));
        }
    }
}

impl Shelved {
    pub fn shelf(&self) -> Option<&Shelf> {
        match self {
            Self::Open(shelf) => Some(shelf),
            Self::Unopened(_) | Self::Lost => None,
        }
    }
}

/// The thread that fills the rows; dropping it waits until nothing is left to put into them, and they are flushed.
pub(super) struct Shelver {
    queue: Option<SyncSender<Vec<(Kept, Head)>>>,
    thread: Option<JoinHandle<()>>,
}

impl Shelver {
    pub fn start(rows: &Arc<Rows>) -> std::io::Result<Self> {
        let (queue, waiting) = mpsc::sync_channel(WAITING);
        let rows = rows.clone();
        let thread = Builder::new().name(String::from("shelver")).spawn(move || rows.fill(&waiting))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Takes the changes of a group that was acknowledged, in their order.
    pub fn take(&self, group: Vec<(Kept, Head)>) {
        if let Some(queue) = &self.queue {
            drop(queue.send(group));
        }
    }
}

impl Drop for Shelver {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}
