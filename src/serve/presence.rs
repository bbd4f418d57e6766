//! Who is on, and what each is filling in; told to all a moment later, so that what comes and goes at once wakes nobody.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::time::sleep;

use crate::domain::ReportKey;
use crate::session::Present;

/// How long changes are gathered before everyone is told of them.
const MOMENT: Duration = Duration::from_millis(50);

/// Who is on; everyone is told of it while it [tells](Presence::tell).
#[derive(Debug)]
pub(super) struct Presence {
    people: Mutex<Vec<(u64, Present)>>,
    changed: Notify,
    told: watch::Sender<Arc<Vec<(u64, Present)>>>,
}

impl Default for Presence {
    fn default() -> Self {
        Self { people: Mutex::default(), changed: Notify::new(), told: watch::Sender::new(Arc::default()) }
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
        self.changed.notify_one();
        changed
    }

    /// Tells everyone of what changes, for ever.
    pub async fn tell(self: Arc<Self>) {
        loop {
            self.changed.notified().await;
            sleep(MOMENT).await;
            let people = self.people.lock().unwrap_or_else(PoisonError::into_inner).clone();
            self.told.send_if_modified(|told| {
                let is_news = **told != people;
                if is_news {
                    *told = Arc::new(people);
                }
                is_news
            });
        }
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
        self.presence.change(|people| {
            if let Some((_, one)) = people.iter_mut().find(|(number, _)| *number == self.number) {
                one.filling = filling;
            }
        });
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
