//! What is searched: an index of the current book, made when it is first asked for and kept up with the changes.

use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::{Book, Report, Task};
use crate::ledger::Ledger;
use crate::search::Index;

/// The index of a book; shared by the sessions of a process.
#[derive(Default)]
pub(super) struct Searched {
    /// The index, and the revision of its book.
    held: Mutex<Option<(u64, Arc<Index>)>>,
}

impl Searched {
    /// The index of the current book: the one before it follows the changes since, or all is gathered anew.
    pub fn index(&self, ledger: &Ledger) -> Option<Arc<Index>> {
        let book: Arc<Book> = ledger.book().ok()?;
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let known = held.as_ref().map(|(revision, index)| (*revision, index.clone()));
        if let Some((_, index)) = known.as_ref().filter(|(revision, _)| *revision == book.revision()) {
            return Some(index.clone());
        }
        let index = Arc::new(match known {
            Some((revision, index)) => follow(&index, revision, &book, ledger)?,
            None => Index::of(&book, older_reports(&book, ledger)),
        });
        *held = Some((book.revision(), index.clone()));
        Some(index)
    }
}

/// The index after the changes since `revision`; a single change is followed, more are gathered anew.
fn follow(index: &Index, revision: u64, book: &Arc<Book>, ledger: &Ledger) -> Option<Index> {
    let changes = ledger.changes_after(revision).ok()?;
    match changes.as_slice() {
        [change] if change.revision == book.revision() => Some(index.with(book, change)),
        _ => Some(Index::of(book, older_reports(book, ledger))),
    }
}

/// The reports that the book no longer holds itself.
fn older_reports<'a>(book: &'a Book, ledger: &'a Ledger) -> impl Iterator<Item = Arc<Report>> + 'a {
    let has_older = |task: &&Arc<Task>| book.heads_of(task.plan, task.id).nth(1).is_some();
    let tasks = book.tasks().filter(has_older);
    tasks.flat_map(|task| ledger.reports(task.plan, task.id).unwrap_or_default())
}
