//! Lets commands that arrive together be written together: whoever finds nobody writing writes for all who wait.
//!
//! Everyone who waits is woken once and alone: with his answer, or to write next.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset};

use super::{Done, Failure};
use crate::domain::{Command, Who};
use crate::store::StoreError;

/// The most commands written with one sync.
const LARGEST: usize = 256;

/// A command as it was asked.
pub(super) struct Asked {
    pub who: Who,
    pub command: Command,
    pub now: DateTime<FixedOffset>,
}

type Answer = Result<Done, Failure>;

/// What ends somebody's waiting.
enum Told {
    /// What became of the command.
    Answered(Answer),
    /// To write for all who wait, oneself among them.
    YourTurn,
}

/// Where one who waits is told.
#[derive(Default)]
struct Seat {
    told: Mutex<Option<Told>>,
    moved: Condvar,
}

impl Seat {
    fn tell(&self, told: Told) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
        self.moved.notify_one();
    }

    fn wait(&self) -> Told {
        let mut held = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(told) = held.take() {
                return told;
            }
            held = self.moved.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[derive(Default)]
struct Waiting {
    asked: VecDeque<(Asked, Arc<Seat>)>,
    /// Whether somebody is writing, or has been told to.
    is_busy: bool,
    /// How many commands were written together last.
    last: usize,
}

/// Commands that wait to be written.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
}

impl Queue {
    /// Has `asked` carried out, together with what others have asked, and returns its answer.
    ///
    /// `carry_out` returns an answer for each command it is given, in their order.
    pub(super) fn run(&self, asked: Asked, carry_out: impl Fn(&[Asked]) -> Vec<Answer>) -> Answer {
        let seat = Arc::new(Seat::default());
        let mut waiting = self.waiting();
        waiting.asked.push_back((asked, seat.clone()));
        if !waiting.is_busy {
            waiting.is_busy = true;
            seat.tell(Told::YourTurn);
        }
        drop(waiting);
        loop {
            match seat.wait() {
                Told::Answered(answer) => return answer,
                Told::YourTurn => self.write(&carry_out),
            }
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes for all who wait, answers them, and leaves the writing to the first who has come since.
    fn write(&self, carry_out: impl Fn(&[Asked]) -> Vec<Answer>) {
        let (group, seats) = self.group();
        let mut turn = Turn { queue: self, seats: seats.into() };
        for answer in carry_out(&group) {
            if let Some(seat) = turn.seats.pop_front() {
                seat.tell(Told::Answered(answer));
            }
        }
    }

    /// The commands to be written together, and where their answers are waited for.
    fn group(&self) -> (Vec<Asked>, Vec<Arc<Seat>>) {
        let mut waiting = self.waiting();
        if waiting.last > 1 {
            // Those who were just answered are about to ask again: a moment for them saves a sync.
            drop(waiting);
            std::thread::yield_now();
            waiting = self.waiting();
        }
        let count = waiting.asked.len().min(LARGEST);
        waiting.last = count;
        waiting.asked.drain(..count).unzip()
    }
}

/// Somebody's turn to write. However it ends, everyone in the group is answered and the turn is handed on: a panic
/// while writing must not keep all others waiting for ever.
struct Turn<'a> {
    queue: &'a Queue,
    /// Those who have no answer yet.
    seats: VecDeque<Arc<Seat>>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        for seat in self.seats.drain(..) {
            let why = String::from("the program failed while it wrote; look the change up before it is made again");
            seat.tell(Told::Answered(Err(Failure::Broken(StoreError::Io("journal".into(), why)))));
        }
        let mut waiting = self.queue.waiting();
        match waiting.asked.front() {
            Some((_, first)) => first.tell(Told::YourTurn),
            None => waiting.is_busy = false,
        }
    }
}
