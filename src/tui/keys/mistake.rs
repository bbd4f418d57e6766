//! What can be wrong in a table of keys, and how it is told.

use crate::lang::Texts;
use crate::tui::text::clean;

/// Something wrong in a table of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// A line that is no part of a table; holds its number and what the reader says.
    Unreadable(usize, String),
    /// What stands at this action is no list of keys.
    NotAList(String),
    /// No action has this name.
    NoSuchAction(String),
    /// No key is written like this, at this action.
    NoSuchKey(String, String),
    /// One key at two actions.
    Twice(String, String, String),
    /// An action that no key does.
    NoKey(String),
    /// An action that only a bare letter does, which no input method lets through.
    OnlyLetters(String),
}

impl Mistake {
    /// The sentence that tells it, and what to do about it.
    pub fn say(&self, texts: &Texts) -> String {
        match self {
            Self::Unreadable(line, why) => texts.fill("keys.unreadable", &[("line", line), ("why", &clean(why))]),
            Self::NoSuchAction(action) => texts.fill("keys.no_such_action", &[("action", &clean(action))]),
            Self::NotAList(action) => texts.fill("keys.not_a_list", &[("action", &clean(action))]),
            Self::NoSuchKey(key, action) => texts.fill("keys.no_such_key", &[("key", &clean(key)), ("action", action)]),
            Self::Twice(key, one, other) => texts.fill("keys.twice", &[("key", key), ("one", one), ("other", other)]),
            Self::NoKey(action) => texts.fill("keys.no_key", &[("action", action)]),
            Self::OnlyLetters(action) => texts.fill("keys.only_letters", &[("action", action)]),
        }
    }
}
