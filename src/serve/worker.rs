//! Runs a session's errands away from the tasks that serve: searches beside everything else, which keeps its order.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::sync::watch;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::timeout;

use super::office::Office;
use crate::session::{Effect, Errands, Msg, Recorded, Stored};
use crate::store::Visited;

/// While so many effects wait, a session hears no further keys.
const MOST: usize = 64;
/// How long the end of a session waits for what is still to be done; that is done all the same.
const PARTING: Duration = Duration::from_secs(5);

/// The errands of one session.
pub(super) struct Worker {
    errands: Arc<Errands>,
    ordered: UnboundedSender<Effect>,
    /// The newest search: nobody waits for one before it.
    search: watch::Sender<Option<Effect>>,
    /// How many effects are handed over and not done yet.
    waiting: watch::Sender<usize>,
    working: JoinHandle<()>,
}

impl Worker {
    /// Starts to work; answers come to `answers`.
    pub fn start(errands: Arc<Errands>, office: &Arc<Office>, answers: &UnboundedSender<Msg>) -> Self {
        let (ordered, effects) = mpsc::unbounded_channel();
        let (search, asked) = watch::channel(None);
        let waiting = watch::Sender::new(0);
        let one = One { errands: errands.clone(), office: office.clone(), answers: answers.clone() };
        tokio::spawn(one.clone().search(asked));
        let working = tokio::spawn(one.work(effects, waiting.clone()));
        Self { errands, ordered, search, waiting, working }
    }

    /// Hands an effect over.
    pub fn run(&self, effect: Effect) {
        self.errands.announce(&effect);
        if matches!(effect, Effect::Search(..)) {
            self.search.send_replace(Some(effect));
        } else {
            self.waiting.send_modify(|count| *count += 1);
            drop(self.ordered.send(effect));
        }
    }

    /// Whether so much waits that no further key is to be taken.
    pub fn is_full(&self) -> bool {
        *self.waiting.borrow() >= MOST
    }

    /// Waits until further keys may be taken.
    pub async fn room(&self) {
        let mut waiting = self.waiting.subscribe();
        drop(waiting.wait_for(|count| *count < MOST).await);
    }

    /// Does what is still to be done, but does not wait long for it.
    pub async fn finish(self) {
        let Self { ordered, search, working, .. } = self;
        drop((ordered, search));
        drop(timeout(PARTING, working).await);
    }
}

/// What is needed for one errand after another.
#[derive(Clone)]
struct One {
    errands: Arc<Errands>,
    office: Arc<Office>,
    answers: UnboundedSender<Msg>,
}

impl One {
    async fn work(self, mut effects: UnboundedReceiver<Effect>, waiting: watch::Sender<usize>) {
        while let Some(effect) = effects.recv().await {
            self.run(effect).await;
            waiting.send_modify(|count| *count = count.saturating_sub(1));
        }
    }

    async fn search(self, mut asked: watch::Receiver<Option<Effect>>) {
        while asked.changed().await.is_ok() {
            let search = asked.borrow_and_update().clone();
            if let Some(search) = search {
                self.run(search).await;
            }
        }
    }

    async fn run(&self, effect: Effect) {
        let (asked, now) = (self.errands.clone(), self.office.now());
        // Whether or not anyone still hears the answer, what was handed in is done.
        if let Ok(Some(answer)) = spawn_blocking(move || asked.run(effect, now)).await {
            if matches!(answer, Msg::Stored(Stored::Refused(_)) | Msg::Recorded(_, Recorded::Refused(_))) {
                self.office.door.note(Visited::CommandRefused, self.errands.who(), "");
            }
            drop(self.answers.send(answer));
        }
    }
}
