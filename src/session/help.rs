//! The list of all actions: filtered as one types, run by Enter.

use super::action::Action;
use super::overlay::{Overlay, step, steps};
use super::{Effect, Session};
use crate::domain::fold;
use crate::tui::keys::Chord;

impl Session {
    /// The actions whose name, words or keys hold what is typed.
    pub(super) fn helped(&self, typed: &str) -> Vec<Action> {
        let typed = fold(typed);
        let fits = |action: &Action| {
            let words = self.look.texts.get(action.word_key());
            let keys = self.look.keys.keys_of(*action).iter().map(|k| k.to_string()).collect::<Vec<_>>().join(" ");
            [action.name(), words, &keys].iter().any(|t| fold(t).contains(&typed))
        };
        Action::ALL.iter().map(|(action, _)| *action).filter(fits).collect()
    }

    pub(super) fn press_in_help(&mut self, chord: Chord) -> Vec<Effect> {
        let Overlay::Help(help) = &self.overlay else { return Vec::new() };
        let listed = self.helped(help.input.value());
        let chosen = listed.get(help.cursor).copied();
        let command = if chord.text().is_some() { None } else { self.look.keys.action(&chord) };
        let rows = self.areas().map_or(1, |a| usize::from(a.pane_rows()));
        let Overlay::Help(help) = &mut self.overlay else { return Vec::new() };
        match command {
            Some(Action::Back | Action::Help) => self.overlay = Overlay::None,
            Some(Action::Enter) => {
                self.overlay = Overlay::None;
                return chosen.map(|action| self.act(action)).unwrap_or_default();
            }
            Some(action) if steps(action, rows).is_some() => {
                help.cursor = step(help.cursor, steps(action, rows).unwrap_or(0), listed.len());
            }
            _ => {
                if super::edit::edit(&mut help.input, &chord) {
                    help.cursor = 0;
                }
            }
        }
        Vec::new()
    }
}
