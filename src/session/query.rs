//! The search: asks with every key, goes to what is chosen.

use super::action::Action;
use super::group::GroupKey;
use super::overlay::{Overlay, SearchBox, step, steps};
use super::{Effect, Session, edit};
use crate::search::{Found, Target};
use crate::tui::keys::Chord;

impl Session {
    pub(super) fn press_in_search(&mut self, chord: Chord) -> Vec<Effect> {
        let command = if chord.text().is_some() { None } else { self.look.keys.action(&chord) };
        let rows = self.areas().map_or(1, |a| usize::from(a.pane_rows()));
        let Overlay::Search(search) = &mut self.overlay else { return Vec::new() };
        match command {
            Some(Action::Back | Action::Search) => self.overlay = Overlay::None,
            Some(Action::Enter) => self.go_to_hit(),
            // The ends of the line belong to the line while one types.
            Some(action @ (Action::Up | Action::Down | Action::PageUp | Action::PageDown)) => {
                search.cursor = step(search.cursor, steps(action, rows).unwrap_or(0), search.hits.len());
            }
            _ => {
                if edit::edit(&mut search.input, &chord) {
                    return self.ask();
                }
            }
        }
        Vec::new()
    }

    /// Asks anew with what is typed now.
    pub(super) fn ask(&mut self) -> Vec<Effect> {
        let Overlay::Search(search) = &mut self.overlay else { return Vec::new() };
        self.searches += 1;
        search.asked = self.searches;
        search.cursor = 0;
        let query = search.input.value().trim().to_owned();
        if query.is_empty() {
            let (input, asked) = (search.input.clone(), search.asked);
            *search = SearchBox { input, asked, answered: asked, ..SearchBox::default() };
            return Vec::new();
        }
        vec![Effect::Search(search.asked, query)]
    }

    pub(super) fn take_found(&mut self, asked: u64, found: Found) {
        let Overlay::Search(search) = &mut self.overlay else { return };
        // Answers may overtake one another; only the newest question counts.
        if asked != search.asked {
            return;
        }
        search.answered = asked;
        search.hits = found.hits;
        search.more = found.more;
        search.cursor = step(search.cursor, 0, search.hits.len());
    }

    fn go_to_hit(&mut self) {
        let Overlay::Search(search) = &self.overlay else { return };
        let Some(hit) = search.hits.get(search.cursor) else { return };
        let (target, first) = (hit.target, hit.tasks.first().copied());
        self.overlay = Overlay::None;
        if let Some(task) = first {
            self.board.go_to(&self.book, task);
        }
        let group = match target {
            Target::Official(id) => Some(GroupKey::Official(id)),
            Target::Unit(id) => Some(GroupKey::Unit(id)),
            Target::Leader(id) => Some(GroupKey::Leader(Some(id))),
            Target::Category(id) => Some(GroupKey::Category(id)),
            Target::Task(_) | Target::Report(_) => None,
        };
        if let Some(key) = group {
            self.board.show_group(&self.book, key);
        }
        self.pane = super::Pane::List;
        self.drawer = false;
        self.keep_cursor_in_sight();
    }
}
