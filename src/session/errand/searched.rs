//! What is searched: an index of the book as a reader may see it, made when it is first asked for and kept up with changes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::{Book, Change, Edit, RecordKey, Report, Task, UnitId, Who};
use crate::ledger::Sight;
use crate::search::Index;

/// The most indexes kept: each holds all texts once more.
const MOST: usize = 8;

/// The indexes of a book, one for all who may see the same; shared by the sessions of a process.
#[derive(Default)]
pub(super) struct Searched {
    /// The one used last at the end.
    held: Mutex<Vec<(Class, Slot)>>,
}

/// Holds the index of one class. It is locked while the index is made, so that it is made once and others do not wait.
type Slot = Arc<Mutex<Option<Indexed>>>;

/// What decides what somebody may see: everything, or what is internal to these units.
type Class = Option<Vec<UnitId>>;

fn class(who: &Who) -> Class {
    (!who.reads_everything()).then(|| who.units.clone())
}

/// An index, and the revision of its book.
struct Indexed {
    revision: u64,
    index: Arc<Index>,
}

impl Searched {
    /// The index of the current book: the one before it follows the changes since, or all is gathered anew.
    pub fn index(&self, sight: &Sight) -> Option<Arc<Index>> {
        let (book, who) = sight.book().ok()?;
        let slot = self.slot(class(&who));
        let mut held = lock(&slot);
        // Whoever waited for the lock may hold an older book than the one the index was made of meanwhile.
        if let Some(known) = held.as_ref().filter(|known| known.revision >= book.revision()) {
            return Some(known.index.clone());
        }
        let index = Arc::new(match held.as_ref() {
            Some(known) => follow(known, &who, &book, sight)?,
            None => Index::of(&book, older_reports(&book, sight)),
        });
        *held = Some(Indexed { revision: book.revision(), index: index.clone() });
        Some(index)
    }

    /// The place of a class, as the one used last; the one not used for longest makes room.
    fn slot(&self, class: Class) -> Slot {
        let mut held = lock(&self.held);
        let known = held.iter().position(|(one, _)| *one == class);
        let (class, slot) = known.map_or_else(|| (class, Slot::default()), |at| held.remove(at));
        if held.len() >= MOST {
            held.remove(0);
        }
        held.push((class, slot.clone()));
        slot
    }
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The index after the changes since then; a single change is followed, more are gathered anew.
fn follow(known: &Indexed, who: &Who, book: &Arc<Book>, sight: &Sight) -> Option<Index> {
    // With a task's units, or a group's members, goes who may read what is internal in all its reports.
    let moves_sight = |edit: &Edit| matches!(edit.key(), Some(RecordKey::Task(_) | RecordKey::Unit(_)));
    let keeps_sight = |c: &Change| who.reads_everything() || !c.edits.iter().any(moves_sight);
    let changes = sight.changes_after(known.revision).ok()?;
    match changes.as_slice() {
        [change] if change.revision == book.revision() && keeps_sight(change) => Some(known.index.with(book, change)),
        _ => Some(Index::of(book, older_reports(book, sight))),
    }
}

/// The reports that the book no longer holds itself.
fn older_reports<'a>(book: &'a Book, sight: &'a Sight) -> impl Iterator<Item = Arc<Report>> + 'a {
    let has_older = |task: &&Arc<Task>| book.heads_of(task.plan, task.id).nth(1).is_some();
    let tasks = book.tasks().filter(has_older);
    tasks.flat_map(|task| sight.reports(task.plan, task.id).unwrap_or_default())
}
