//! Writes down who comes, leaves and is turned away.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

use super::office::Clock;
use crate::domain::Who;
use crate::store::{AccessLog, Visit, Visited};

/// How long a line may wait to be on disk.
const SOON: Duration = Duration::from_secs(1);
/// Refusals are counted together for a minute: after it their count is written.
const COUNTED: Duration = Duration::from_secs(61);

/// The log of the door.
pub(super) struct Door {
    log: Arc<AccessLog>,
    clock: Clock,
    noted: Arc<Notify>,
}

impl Door {
    /// Begins to write, and has what is written on disk within a second.
    pub fn open(log: AccessLog, clock: Clock) -> Self {
        let (log, noted) = (Arc::new(log), Arc::new(Notify::new()));
        let (written, heard) = (log.clone(), noted.clone());
        tokio::spawn(async move {
            loop {
                drop(timeout(COUNTED, heard.notified()).await);
                sleep(SOON).await;
                let written = written.clone();
                drop(spawn_blocking(move || written.sync(clock())).await);
            }
        });
        Self { log, clock, noted }
    }

    /// Notes what a person did.
    pub fn note(&self, what: Visited, who: &Who, about: &str) {
        let person = Some(who.author.recorded_by.clone().unwrap_or_else(|| who.author.name.clone()));
        self.write(what, person, who.via.key.clone(), who.via.from.clone(), about);
    }

    /// Notes that somebody was not let in.
    pub fn turned_away(&self, key: Option<String>, from: Option<String>, about: &str) {
        self.write(Visited::TurnedAway, None, key, from, about);
    }

    fn write(&self, what: Visited, person: Option<String>, key: Option<String>, from: Option<String>, about: &str) {
        let visit = Visit { at: (self.clock)(), what, person, key, from, about: about.to_owned(), count: 1 };
        // A full disk keeps nobody from looking at the board, and changes are not stored then either.
        drop(self.log.record(visit));
        self.noted.notify_one();
    }
}
