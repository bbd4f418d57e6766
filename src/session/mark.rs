//! How a task stands in a period, as one mark: a status or 未报, with its glyph and its word.

use super::Look;
use crate::domain::{Book, Period, Standing, Status, Task};
use crate::lang::status_key;

/// A status, or that there is no report; ordered as a summary counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(pub Option<Status>);

impl Mark {
    /// All marks, in the order in which a summary counts them.
    pub const ALL: [Self; 6] = [
        Self(Some(Status::Completed)),
        Self(Some(Status::OnSchedule)),
        Self(Some(Status::Behind)),
        Self(Some(Status::NotStarted)),
        Self(Some(Status::Suspended)),
        Self(None),
    ];

    /// The mark of a task in a period.
    pub fn of(book: &Book, task: &Task, period: Option<Period>) -> Self {
        match period.map(|p| book.standing(task, p)) {
            Some(Standing::Reported(head)) => Self(Some(head.status)),
            _ => Self(None),
        }
    }

    /// Its place in [`Mark::ALL`], for sorting and counting.
    pub fn place(self) -> usize {
        Self::ALL.iter().position(|m| *m == self).unwrap_or(Self::ALL.len())
    }

    /// A glyph that old fonts have too (√ is in GBK, ✓ and ▸ are not), or plain ASCII.
    pub fn glyph(self, plain: bool) -> &'static str {
        match (self.0, plain) {
            (Some(Status::Completed), false) => "√",
            (Some(Status::Completed), true) => "v",
            (Some(Status::OnSchedule), _) => ">",
            (Some(Status::Behind), _) => "!",
            (Some(Status::NotStarted), _) => "-",
            (Some(Status::Suspended), _) => "=",
            (None, _) => "?",
        }
    }

    /// Its glyph and its word, as `look` shows them.
    pub fn say(self, look: &Look) -> String {
        format!("{}{}", self.glyph(look.width.plain_frames()), look.texts.get(self.word_key()))
    }

    /// The key of its word.
    pub fn word_key(self) -> &'static str {
        status_key(self.0)
    }
}
