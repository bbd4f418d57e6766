//! Says what is wrong in a file of settings, and in which line.

use std::fmt::Display;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeValue, Error};

use super::Speak;

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

    /// The sentence that tells it, in the language of a code such as `zh`.
    pub(super) fn say(&self, lang: &str, speak: Speak<'_>) -> String {
        let line = &self.line;
        match &self.what {
            What::Unreadable { why } => speak(lang, "config.unreadable", &[("line", line), ("why", why)]),
            What::Unknown { key, known } => {
                speak(lang, "config.unknown", &[("line", line), ("key", key), ("known", known)])
            }
            What::Value { key, found, allowed } => {
                let parts: [(&str, &dyn Display); 4] =
                    [("line", line), ("key", key), ("found", found), ("allowed", allowed)];
                speak(lang, "config.value", &parts)
            }
        }
    }
}

fn line_of(text: &str, span: Range<usize>) -> usize {
    text.bytes().take(span.start).filter(|b| *b == b'\n').count() + 1
}
