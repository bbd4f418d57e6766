//! Everything a key can do, by the names of keys.toml, and why it cannot be done right now.

use super::{Overlay, Pane, Session};

/// Something a key can do on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is explained to the user by the text under action.<name>")]
pub enum Action {
    Search,
    Unfold,
    Fold,
    Grouping,
    Period,
    Plan,
    Filter,
    Clear,
    Sort,
    Pane,
    Copy,
    Import,
    Example,
    Help,
    Quit,
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Enter,
    Back,
}

impl Action {
    /// All actions with their names in keys.toml, in the order in which footer and help show them.
    pub const ALL: [(Self, &'static str); 23] = [
        (Self::Search, "search"),
        (Self::Unfold, "unfold"),
        (Self::Fold, "fold"),
        (Self::Grouping, "grouping"),
        (Self::Period, "period"),
        (Self::Plan, "plan"),
        (Self::Filter, "filter"),
        (Self::Clear, "clear"),
        (Self::Sort, "sort"),
        (Self::Pane, "pane"),
        (Self::Copy, "copy"),
        (Self::Import, "import"),
        (Self::Example, "example"),
        (Self::Help, "help"),
        (Self::Quit, "quit"),
        (Self::Up, "up"),
        (Self::Down, "down"),
        (Self::PageUp, "page_up"),
        (Self::PageDown, "page_down"),
        (Self::Top, "top"),
        (Self::Bottom, "bottom"),
        (Self::Enter, "enter"),
        (Self::Back, "back"),
    ];

    /// The key of the words that explain it.
    pub fn word_key(self) -> String {
        format!("action.{}", self.name())
    }

    /// Its name in keys.toml.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(action, _)| *action == self).map_or("", |(_, name)| name)
    }
}

impl Session {
    /// Why an action cannot be done on the board right now, as the key of a sentence; nothing when it can.
    pub fn obstacle(&self, action: Action) -> Option<&'static str> {
        let empty = self.board.plan.is_none();
        let nothing_selected = self.board.task().is_none();
        match action {
            Action::Help | Action::Quit | Action::Import => None,
            Action::Example => (!empty).then_some("obstacle.not_empty"),
            Action::Enter | Action::Up | Action::Down => None,
            _ if empty => Some("obstacle.empty"),
            Action::Unfold | Action::Copy if nothing_selected => Some("obstacle.no_task"),
            Action::Unfold if self.board.task().is_some_and(|t| self.opened.contains_key(&t)) => {
                Some("obstacle.already_open")
            }
            Action::Fold if self.opened.is_empty() => Some("obstacle.nothing_open"),
            Action::Clear if !self.board.is_filtered() => Some("obstacle.no_filter"),
            Action::Plan if self.book.plans().count() < 2 => Some("obstacle.one_plan"),
            Action::Period if self.periods().len() < 2 => Some("obstacle.one_period"),
            Action::Back if self.overlay == Overlay::None && self.pane == Pane::List && !self.board.is_filtered() => {
                Some("obstacle.nothing_to_leave")
            }
            _ => None,
        }
    }
}
