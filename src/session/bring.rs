//! Asks for the path of a table to bring in, and takes pastes.

use std::path::PathBuf;

use super::overlay::Overlay;
use super::{Action, Effect, Session, edit};
use crate::tui::keys::Chord;

impl Session {
    pub(super) fn press_in_path(&mut self, chord: Chord) -> Vec<Effect> {
        let command = if chord.text().is_some() { None } else { self.look.keys.action(&chord) };
        let Overlay::Path(input, problem) = &mut self.overlay else { return Vec::new() };
        match command {
            Some(Action::Back) => self.overlay = Overlay::None,
            Some(Action::Enter) => {
                let path = input.value().trim();
                if !path.is_empty() {
                    *problem = None;
                    return vec![Effect::Propose(PathBuf::from(path))];
                }
            }
            _ => {
                if edit::edit(input, &chord) {
                    *problem = None;
                }
            }
        }
        Vec::new()
    }

    /// A paste goes where one types; on the board it does nothing, so that it can do no harm.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let first = text.lines().next().unwrap_or_default();
        match &mut self.overlay {
            Overlay::Search(search) => {
                edit::insert(&mut search.input, first);
                self.ask()
            }
            Overlay::Help(help) => {
                edit::insert(&mut help.input, first);
                help.cursor = 0;
                Vec::new()
            }
            Overlay::Path(input, _) => {
                edit::insert(input, first);
                Vec::new()
            }
            Overlay::Form(_) => {
                self.paste_in_form(text);
                Vec::new()
            }
            Overlay::Record(_) => {
                self.paste_in_record(text);
                Vec::new()
            }
            Overlay::Pick(picker, _) => {
                picker.paste(&self.book, text);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}
