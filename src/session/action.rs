//! Everything a key can do, by the names of keys.toml, and why it cannot be done right now.

use super::area::DETAIL_FROM;
use super::{Pane, Session};

/// Something a key can do on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is explained to the user by the text under action.<name>")]
pub enum Action {
    Update,
    Search,
    Unfold,
    Fold,
    Grouping,
    Period,
    Plan,
    Filter,
    Clear,
    Sort,
    Detail,
    Pane,
    Copy,
    Undo,
    Manage,
    Drafts,
    Save,
    DropDraft,
    Editor,
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
    /// All actions with the keys of their words, in the order in which help shows them.
    pub const ALL: [(Self, &'static str); 31] = [
        (Self::Update, "action.update"),
        (Self::Search, "action.search"),
        (Self::Unfold, "action.unfold"),
        (Self::Fold, "action.fold"),
        (Self::Grouping, "action.grouping"),
        (Self::Period, "action.period"),
        (Self::Plan, "action.plan"),
        (Self::Filter, "action.filter"),
        (Self::Clear, "action.clear"),
        (Self::Sort, "action.sort"),
        (Self::Detail, "action.detail"),
        (Self::Pane, "action.pane"),
        (Self::Copy, "action.copy"),
        (Self::Undo, "action.undo"),
        (Self::Manage, "action.manage"),
        (Self::Drafts, "action.drafts"),
        (Self::Save, "action.save"),
        (Self::DropDraft, "action.drop_draft"),
        (Self::Editor, "action.editor"),
        (Self::Import, "action.import"),
        (Self::Example, "action.example"),
        (Self::Help, "action.help"),
        (Self::Quit, "action.quit"),
        (Self::Up, "action.up"),
        (Self::Down, "action.down"),
        (Self::PageUp, "action.page_up"),
        (Self::PageDown, "action.page_down"),
        (Self::Top, "action.top"),
        (Self::Bottom, "action.bottom"),
        (Self::Enter, "action.enter"),
        (Self::Back, "action.back"),
    ];

    /// The key of the words that explain it.
    pub fn word_key(self) -> &'static str {
        Self::ALL.iter().find(|(action, _)| *action == self).map_or("", |(_, key)| key)
    }

    /// Its name in keys.toml.
    pub fn name(self) -> &'static str {
        self.word_key().strip_prefix("action.").unwrap_or_default()
    }

    /// All actions with their names, as the table of keys wants them.
    pub fn named() -> Vec<(Self, &'static str)> {
        Self::ALL.iter().map(|(action, _)| (*action, action.name())).collect()
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
            Action::Manage => (!self.whole).then_some("obstacle.not_read"),
            _ if empty => Some("obstacle.empty"),
            Action::Unfold | Action::Copy | Action::Update if nothing_selected => Some("obstacle.no_task"),
            Action::Update if !self.whole => Some("obstacle.not_read"),
            Action::Drafts if self.all_drafts().is_empty() => Some("obstacle.no_drafts"),
            Action::Save | Action::DropDraft | Action::Editor => Some("obstacle.no_form"),
            Action::Unfold if self.board.task().is_some_and(|t| self.opened.contains_key(&t)) => {
                Some("obstacle.already_open")
            }
            Action::Fold if self.opened.is_empty() => Some("obstacle.nothing_open"),
            Action::Detail if self.size.0 < DETAIL_FROM => Some("obstacle.no_room"),
            Action::Clear if !self.board.is_filtered() => Some("obstacle.no_filter"),
            Action::Plan if self.book.plans().count() < 2 => Some("obstacle.one_plan"),
            Action::Period if self.periods().len() < 2 => Some("obstacle.one_period"),
            Action::Back if self.overlay.is_none() && self.pane == Pane::List && !self.board.is_filtered() => {
                Some("obstacle.nothing_to_leave")
            }
            _ => None,
        }
    }
}
