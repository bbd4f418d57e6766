//! Lets commands that arrive together be written together: whoever finds nobody writing writes for all who wait.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset};

use super::{Done, Failure};
use crate::domain::{Command, Who};

/// The most commands written with one sync.
const LARGEST: usize = 256;

/// A command as it was asked.
pub(super) struct Asked {
    pub who: Who,
    pub command: Command,
    pub now: DateTime<FixedOffset>,
}

type Answer = Result<Done, Failure>;

#[derive(Default)]
struct Waiting {
    next: u64,
    asked: BTreeMap<u64, Asked>,
    answers: BTreeMap<u64, Answer>,
    /// Whether somebody is writing.
    is_busy: bool,
    /// How many commands were written together last.
    last: usize,
}

/// Commands that wait to be written.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    moved: Condvar,
}

impl Queue {
    /// Has `asked` carried out, together with what others have asked, and returns its answer.
    pub(super) fn run(&self, asked: Asked, carry_out: impl Fn(&[Asked]) -> Vec<Answer>) -> Answer {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let ticket = waiting.next;
        waiting.next += 1;
        waiting.asked.insert(ticket, asked);
        loop {
            if let Some(answer) = waiting.answers.remove(&ticket) {
                return answer;
            }
            if waiting.is_busy {
                waiting = self.moved.wait(waiting).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            waiting.is_busy = true;
            if waiting.last > 1 {
                // Those who were just answered are about to ask again: a moment for them saves a sync.
                drop(waiting);
                std::thread::yield_now();
                waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            }
            let mut tickets = Vec::new();
            let mut group = Vec::new();
            while group.len() < LARGEST
                && let Some((ticket, asked)) = waiting.asked.pop_first()
            {
                tickets.push(ticket);
                group.push(asked);
            }
            waiting.last = group.len();
            drop(waiting);
            let answers = carry_out(&group);
            waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.answers.extend(tickets.into_iter().zip(answers));
            waiting.is_busy = false;
            self.moved.notify_all();
        }
    }
}
