//! Remembers the steps of a text, so that they can be taken back and again.

use std::collections::VecDeque;

/// How many bytes of steps are kept beside the last one; what goes beyond is forgotten from the oldest on.
pub const KEPT: usize = 1 << 18;

/// One change of the text at one place.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// Where it happened, in bytes.
    pub(super) at: usize,
    pub(super) removed: String,
    pub(super) inserted: String,
    /// Where the caret stood before it.
    pub(super) before: usize,
}

/// Which steps grow together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Insertions, each behind the other.
    Typing,
    /// Deletions of single characters, side by side.
    Erasing,
    /// Each for itself.
    Whole,
}

/// The steps done, and behind them those that were taken back.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    steps: VecDeque<Step>,
    done: usize,
    /// The cost of all steps.
    bytes: usize,
    /// What would make the last step grow.
    open: Option<Kind>,
}

impl Step {
    /// The bytes it takes to remember it.
    fn cost(&self) -> usize {
        size_of::<Self>() + self.removed.len() + self.inserted.len()
    }

    /// Takes a later step into this one, if together they are one change at one place.
    fn grow(&mut self, later: &Self, kind: Kind) -> bool {
        match kind {
            Kind::Typing if self.at + self.inserted.len() == later.at => self.inserted.push_str(&later.inserted),
            Kind::Erasing if later.at == self.at => self.removed.push_str(&later.removed),
            Kind::Erasing if later.at + later.removed.len() == self.at => {
                self.removed.insert_str(0, &later.removed);
                self.at = later.at;
            }
            _ => return false,
        }
        true
    }
}

impl History {
    /// Remembers a step; what had been taken back before it is forgotten.
    pub(super) fn record(&mut self, step: Step, kind: Kind) {
        let forgotten: usize = self.steps.drain(self.done..).map(|step| step.cost()).sum();
        self.bytes -= forgotten;
        let grown = step.removed.len() + step.inserted.len();
        let last = self.steps.back_mut().filter(|_| self.open == Some(kind));
        if last.is_some_and(|last| last.grow(&step, kind)) {
            self.bytes += grown;
        } else {
            self.bytes += step.cost();
            self.steps.push_back(step);
        }
        self.open = Some(kind);
        let last = self.steps.back().map_or(0, Step::cost);
        while self.bytes - last > KEPT {
            self.bytes -= self.steps.pop_front().map_or(0, |oldest| oldest.cost());
        }
        self.done = self.steps.len();
    }

    /// Lets the last step grow no more.
    pub(super) fn close(&mut self) {
        self.open = None;
    }

    /// The step to take back.
    pub(super) fn back(&mut self) -> Option<Step> {
        self.close();
        let step = self.steps.get(self.done.checked_sub(1)?)?.clone();
        self.done -= 1;
        Some(step)
    }

    /// The step to take again.
    pub(super) fn forward(&mut self) -> Option<Step> {
        let step = self.steps.get(self.done)?.clone();
        self.done += 1;
        Some(step)
    }
}
