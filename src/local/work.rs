//! Runs errands away from the thread that draws: searches on one thread, everything else in order on another.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use chrono::{DateTime, FixedOffset};

use super::Clock;
use super::event::Event;
use crate::ledger::Ledger;
use crate::session::{Effect, Errands, Msg};

/// The threads that run errands.
pub(super) struct Workers {
    errands: Arc<Errands>,
    searches: Sender<Effect>,
    others: Sender<Effect>,
    answers: Sender<Event>,
}

impl Workers {
    /// Starts the threads; the first thing they do is to read the whole book, once drafts are whole.
    pub(super) fn start(ledger: &Arc<Ledger>, errands: &Arc<Errands>, send: &Sender<Event>, clock: Clock) -> Self {
        let (searches, asked) = mpsc::channel();
        let (others, ordered) = mpsc::channel();
        let (searching, answers) = (errands.clone(), send.clone());
        drop(thread::Builder::new().name(String::from("search")).spawn(move || {
            work(&searching, &asked, &answers, clock);
        }));
        let (working, answers, ledger) = (errands.clone(), send.clone(), ledger.clone());
        drop(thread::Builder::new().name(String::from("errands")).spawn(move || {
            if let Ok(book) = ledger.book() {
                drop(answers.send(Event::Msg(Msg::Book(book))));
                working.prepare();
            }
            work(&working, &ordered, &answers, clock);
        }));
        Self { errands: errands.clone(), searches, others, answers: send.clone() }
    }

    /// Runs an effect before it returns; only for what is done at once.
    pub(super) fn run_here(&self, effect: Effect, now: DateTime<FixedOffset>) {
        if let Some(answer) = self.errands.run(effect, now) {
            drop(self.answers.send(Event::Msg(answer)));
        }
    }

    /// Hands an effect over.
    pub(super) fn run(&self, effect: Effect) {
        self.errands.announce(&effect);
        let queue = if matches!(effect, Effect::Search(..)) { &self.searches } else { &self.others };
        drop(queue.send(effect));
    }
}

fn work(errands: &Errands, effects: &Receiver<Effect>, answers: &Sender<Event>, clock: Clock) {
    for effect in effects {
        let answer = errands.run(effect, clock());
        for msg in answer.into_iter().chain(errands.mended().map(Msg::Mended)) {
            if answers.send(Event::Msg(msg)).is_err() {
                return;
            }
        }
    }
}
