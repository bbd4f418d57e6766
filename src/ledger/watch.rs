//! Tells everyone who watches about each new book; a slow watcher misses pictures, never the last one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::Book;

type Notify = Arc<dyn Fn(&Arc<Book>) + Send + Sync>;

#[derive(Default)]
struct Listed {
    next: u64,
    notify: BTreeMap<u64, Notify>,
}

#[derive(Clone, Default)]
pub(super) struct Watchers(Arc<Mutex<Listed>>);

impl Watchers {
    pub(super) fn add(&self, notify: Notify) -> Watching {
        let mut listed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let name = listed.next;
        listed.next += 1;
        listed.notify.insert(name, notify);
        Watching { watchers: self.clone(), name }
    }

    pub(super) fn publish(&self, book: &Arc<Book>) {
        let all: Vec<Notify> = {
            let listed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            listed.notify.values().cloned().collect()
        };
        for notify in all {
            notify(book);
        }
    }
}

/// Keeps a watcher listed; dropping it ends the watching.
#[must_use = "dropping it ends the watching"]
pub struct Watching {
    watchers: Watchers,
    name: u64,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let mut listed = self.watchers.0.lock().unwrap_or_else(PoisonError::into_inner);
        listed.notify.remove(&self.name);
    }
}
