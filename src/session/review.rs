//! A table on its way in: shown, its doubtful rows asked about one by one, shown as decided, and only then stored.

use super::overlay::{Overlay, Page, step, steps};
use super::view::{doubt, review};
use super::{Action, Effect, Proposed, Session};
use crate::exchange::{Doubt, Proposal};
use crate::tui::keys::Chord;

/// A table that was read, and what a person has said to it so far.
#[derive(Debug)]
pub struct Review {
    /// The table as it was read and matched.
    pub proposed: Box<Proposed>,
    /// What became of its first doubtful rows, in their order.
    pub answers: Vec<Answer>,
    /// What is on the screen.
    pub stage: Stage,
    /// Its lines.
    pub page: Page,
    /// The place of the chosen answer in [`Answer::CHOICES`].
    pub cursor: usize,
}

/// What a person sees of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What was read.
    Read,
    /// A doubtful row: the first that has no answer.
    Doubt,
    /// What will be stored.
    Decided,
}

/// What became of a doubtful row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is the known task.
    Same,
    /// It is left out.
    LeaveOut,
    /// It is left out unasked: a row before it is the known task.
    FallenAway,
}

impl Answer {
    /// What a person can say; the same as at the question of `duban import`.
    pub const CHOICES: [Self; 2] = [Self::Same, Self::LeaveOut];
}

impl Review {
    /// Begins with what was read.
    pub fn of(proposed: Box<Proposed>) -> Self {
        Self { proposed, answers: Vec::new(), stage: Stage::Read, page: Page::default(), cursor: 0 }
    }

    /// All doubtful rows.
    pub fn doubts(&self) -> &[Doubt] {
        &self.proposed.proposal.doubtful
    }

    /// The doubtful row to be asked about now.
    pub fn doubt(&self) -> Option<&Doubt> {
        self.doubts().get(self.answers.len())
    }

    /// The proposal with the rows that are known tasks taken in.
    pub fn decided(&self) -> Proposal {
        let mut proposal = self.proposed.proposal.clone();
        for (doubt, _) in self.doubts().iter().zip(&self.answers).filter(|(_, answer)| **answer == Answer::Same) {
            if let Some(at) = proposal.doubtful.iter().position(|other| other.line == doubt.line) {
                proposal.accept(at);
            }
        }
        proposal
    }

    /// Goes on to the next question, or to the end of them; what needs no asking is passed over.
    fn go_on(&mut self) {
        while self.doubt().is_some_and(|doubt| self.is_taken(doubt)) {
            self.answers.push(Answer::FallenAway);
        }
        self.stage = if self.doubt().is_some() { Stage::Doubt } else { Stage::Decided };
        // As at the shell, only a deliberate answer takes a row in.
        self.cursor = 1;
    }

    fn is_taken(&self, doubt: &Doubt) -> bool {
        let said = self.doubts().iter().zip(&self.answers);
        said.into_iter().any(|(other, answer)| *answer == Answer::Same && other.task == doubt.task)
    }

    /// Goes back to the question before, with its answer chosen, or to what was read.
    fn go_back(&mut self) {
        while self.answers.last() == Some(&Answer::FallenAway) {
            self.answers.pop();
        }
        match self.answers.pop() {
            Some(answer) => {
                self.stage = Stage::Doubt;
                self.cursor = Answer::CHOICES.iter().position(|choice| *choice == answer).unwrap_or(1);
            }
            None => self.stage = Stage::Read,
        }
    }
}

impl Session {
    /// Shows a table that was read.
    pub(super) fn open_review(&mut self, proposed: Box<Proposed>) {
        self.show(Review::of(proposed));
    }

    /// Shows a review at its stage.
    fn show(&mut self, mut review: Review) {
        let (title, lines) = match review.stage {
            Stage::Doubt => ("import.doubt_title", doubt::lines(self, &review)),
            _ => review::page(self, &review),
        };
        review.page = Page { title, lines, top: 0 };
        self.overlay = Overlay::Review(review);
    }

    pub(super) fn press_in_review(&mut self, chord: Chord) -> Vec<Effect> {
        let action = self.look.keys.action(&chord);
        let rows = self.areas().map_or(1, |a| usize::from(a.pane_rows()));
        let Overlay::Review(review) = &mut self.overlay else { return Vec::new() };
        let is_asking = review.stage == Stage::Doubt;
        match action {
            Some(Action::Enter) => return self.agree(),
            Some(Action::Back) => self.disagree(),
            Some(action @ (Action::Up | Action::Down)) if is_asking => {
                let steps = steps(action, rows).unwrap_or(0);
                review.cursor = step(review.cursor, steps, Answer::CHOICES.len());
            }
            Some(action) => {
                let rows = if is_asking { rows.saturating_sub(doubt::CHOICE_ROWS) } else { rows };
                review.page.scroll(steps(action, rows).unwrap_or(0), rows);
            }
            None => {}
        }
        Vec::new()
    }

    /// Enter: on to the questions, an answer, or to store.
    fn agree(&mut self) -> Vec<Effect> {
        let Overlay::Review(review) = &mut self.overlay else { return Vec::new() };
        match review.stage {
            Stage::Read if !review.doubts().is_empty() => review.go_on(),
            Stage::Doubt => {
                review.answers.extend(Answer::CHOICES.get(review.cursor));
                review.go_on();
            }
            Stage::Read | Stage::Decided => return vec![Effect::Import(Box::new(review.decided().import))],
        }
        self.show_again();
        Vec::new()
    }

    /// Esc: one step back; nothing was stored.
    fn disagree(&mut self) {
        let Overlay::Review(review) = &mut self.overlay else { return };
        if review.stage == Stage::Read {
            self.overlay = Overlay::None;
            return;
        }
        review.go_back();
        self.show_again();
    }

    /// Sets the lines of a review anew, for its next stage or another width.
    pub(super) fn show_again(&mut self) {
        match std::mem::take(&mut self.overlay) {
            Overlay::Review(review) => self.show(review),
            other => self.overlay = other,
        }
    }
}
