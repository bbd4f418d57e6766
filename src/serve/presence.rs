//! Who is on, and what each is filling in.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use crate::domain::ReportKey;
use crate::session::Present;

/// Who is on; everyone is told of every change.
#[derive(Debug)]
pub(super) struct Presence {
    people: Mutex<Vec<(u64, Present)>>,
    told: watch::Sender<Arc<Vec<(u64, Present)>>>,
}

impl Default for Presence {
    fn default() -> Self {
        Self { people: Mutex::default(), told: watch::Sender::new(Arc::default()) }
    }
}

impl Presence {
    /// Notes that somebody is on until the returned guard is dropped.
    pub fn arrive(self: &Arc<Self>, name: &str) -> Attendance {
        let number = self.change(|people| {
            let number = people.last().map_or(0, |(last, _)| last + 1);
            people.push((number, Present { name: name.to_owned(), filling: None }));
            number
        });
        Attendance { presence: self.clone(), number }
    }

    fn change<T>(&self, change: impl FnOnce(&mut Vec<(u64, Present)>) -> T) -> T {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = change(&mut people);
        self.told.send_replace(Arc::new(people.clone()));
        changed
    }
}

/// Somebody who is on.
#[derive(Debug)]
pub(super) struct Attendance {
    presence: Arc<Presence>,
    number: u64,
}

impl Attendance {
    /// Notes what the person fills in.
    pub fn fill(&self, filling: Option<ReportKey>) {
        let is_news = |(number, one): &&mut (u64, Present)| *number == self.number && one.filling != filling;
        let people = self.presence.told.borrow().clone();
        if people.iter().any(|(number, one)| *number == self.number && one.filling != filling) {
            self.presence.change(|people| {
                if let Some((_, one)) = people.iter_mut().find(is_news) {
                    one.filling = filling;
                }
            });
        }
    }

    /// Hears of every change from now on.
    pub fn listen(&self) -> watch::Receiver<Arc<Vec<(u64, Present)>>> {
        let mut told = self.presence.told.subscribe();
        told.mark_changed();
        told
    }

    /// The others as they are told.
    pub fn others(&self, told: &[(u64, Present)]) -> Vec<Present> {
        told.iter().filter(|(number, _)| *number != self.number).map(|(_, one)| one.clone()).collect()
    }
}

impl Drop for Attendance {
    fn drop(&mut self) {
        self.presence.change(|people| people.retain(|(number, _)| *number != self.number));
    }
}
