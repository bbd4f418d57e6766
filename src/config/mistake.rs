//! Says what is wrong in a file of settings or keys, and in which line.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeValue, Error};

use crate::lang::Texts;
use crate::tui::keys;
use crate::tui::text::clean;

/// Something wrong in duban.toml, with the number of its line.
pub(super) struct Mistake {
    line: usize,
    what: What,
}

enum What {
    Unreadable { why: String },
    Unknown { key: String, known: String },
    Value { key: String, found: String, allowed: String },
}

impl Mistake {
    pub(super) fn unreadable(text: &str, error: &Error) -> Self {
        let line = line_of(text, error.span().unwrap_or_default());
        Self { line, what: What::Unreadable { why: error.message().to_owned() } }
    }

    pub(super) fn unknown<const N: usize>(text: &str, key: &Spanned<DeString<'_>>, known: [&str; N]) -> Self {
        let line = line_of(text, key.span());
        Self { line, what: What::Unknown { key: key.get_ref().to_string(), known: known.join(", ") } }
    }

    pub(super) fn value(text: &str, key: &str, value: &Spanned<DeValue<'_>>, allowed: &[&str]) -> Self {
        let found = text.get(value.span()).unwrap_or_default().to_owned();
        let what = What::Value { key: key.to_owned(), found, allowed: allowed.join(", ") };
        Self { line: line_of(text, value.span()), what }
    }

    pub(super) fn line(&self) -> usize {
        self.line
    }

    pub(super) fn say(&self, texts: &Texts) -> String {
        let line = &self.line;
        match &self.what {
            What::Unreadable { why } => texts.fill("config.unreadable", &[("line", line), ("why", &clean(why))]),
            What::Unknown { key, known } => {
                texts.fill("config.unknown", &[("line", line), ("key", &clean(key)), ("known", known)])
            }
            What::Value { key, found, allowed } => texts
                .fill("config.value", &[("line", line), ("key", key), ("found", &clean(found)), ("allowed", allowed)]),
        }
    }
}

fn line_of(text: &str, span: Range<usize>) -> usize {
    text.bytes().take(span.start).filter(|b| *b == b'\n').count() + 1
}

/// Says what is wrong in keys.toml.
pub(super) fn say_key(mistake: &keys::Mistake, texts: &Texts) -> String {
    match mistake {
        keys::Mistake::Unreadable(line, why) => texts.fill("keys.unreadable", &[("line", line), ("why", &clean(why))]),
        keys::Mistake::NoSuchAction(action) => texts.fill("keys.no_such_action", &[("action", &clean(action))]),
        keys::Mistake::NotAList(action) => texts.fill("keys.not_a_list", &[("action", &clean(action))]),
        keys::Mistake::NoSuchKey(key, action) => {
            texts.fill("keys.no_such_key", &[("key", &clean(key)), ("action", action)])
        }
        keys::Mistake::Twice(key, one, other) => {
            texts.fill("keys.twice", &[("key", key), ("one", one), ("other", other)])
        }
        keys::Mistake::NoKey(action) => texts.fill("keys.no_key", &[("action", action)]),
        keys::Mistake::OnlyLetters(action) => texts.fill("keys.only_letters", &[("action", action)]),
    }
}
