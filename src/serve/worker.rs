//! Runs a session's errands away from the tasks that serve: searches beside everything else, which keeps its order.

use std::sync::Arc;

use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::{JoinHandle, spawn_blocking};

use super::office::Office;
use crate::draft::Draft;
use crate::session::{Effect, Errands, Msg, Recorded, Stored};
use crate::store::Visited;

/// The errands of one session.
pub(super) struct Worker {
    errands: Arc<Errands>,
    ordered: UnboundedSender<Effect>,
    searches: UnboundedSender<Effect>,
    working: JoinHandle<()>,
}

impl Worker {
    /// Starts to work; answers come to `answers`.
    pub fn start(errands: Arc<Errands>, office: &Arc<Office>, answers: &UnboundedSender<Msg>) -> Self {
        let (ordered, effects) = mpsc::unbounded_channel();
        let (searches, asked) = mpsc::unbounded_channel();
        let working = tokio::spawn(work(errands.clone(), office.clone(), effects, answers.clone()));
        tokio::spawn(work(errands.clone(), office.clone(), asked, answers.clone()));
        Self { errands, ordered, searches, working }
    }

    /// Hands an effect over.
    pub fn run(&self, effect: Effect) {
        self.errands.announce(&effect);
        let queue = if matches!(effect, Effect::Search(..)) { &self.searches } else { &self.ordered };
        drop(queue.send(effect));
    }

    /// Does what is still to be done, and keeps the drafts that are not known to be kept.
    pub async fn finish(self, unkept: Vec<(u64, Draft)>) {
        let Self { errands, ordered, searches, working } = self;
        drop((ordered, searches));
        drop(working.await);
        drop(spawn_blocking(move || keep(&errands, &unkept)).await);
    }
}

/// Keeps drafts here and now.
pub(super) fn keep(errands: &Errands, unkept: &[(u64, Draft)]) {
    for (number, draft) in unkept {
        drop(errands.keep(*number, draft));
    }
}

async fn work(
    errands: Arc<Errands>,
    office: Arc<Office>,
    mut effects: UnboundedReceiver<Effect>,
    answers: UnboundedSender<Msg>,
) {
    while let Some(effect) = effects.recv().await {
        let (asked, now) = (errands.clone(), office.now());
        // Whether or not anyone still hears the answer, what was handed in is done.
        if let Ok(Some(answer)) = spawn_blocking(move || asked.run(effect, now)).await {
            if matches!(answer, Msg::Stored(Stored::Refused(_)) | Msg::Recorded(_, Recorded::Refused(_))) {
                office.door.note(Visited::CommandRefused, errands.who(), "");
            }
            drop(answers.send(answer));
        }
    }
}
