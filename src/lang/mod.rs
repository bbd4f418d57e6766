//! Speaks to a person: every sentence and word the program shows, in Chinese and in English, from config/*.toml.
//!
//! It must not know of screens or commands, only of keys such as `refusal.stale` and of what fills their places.

mod refusal;
mod source;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Display;

pub use refusal::say_refusal;

/// A language the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

impl Lang {
    /// Finds the language of a code, `zh` or `en`.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The texts of this language as they stand in config/, embedded at build time.
    pub fn source(self) -> &'static str {
        match self {
            Self::Zh => include_str!("../../config/zh.toml"),
            Self::En => include_str!("../../config/en.toml"),
        }
    }
}

/// All texts of one language.
#[derive(Clone, Debug)]
pub struct Texts {
    lang: Lang,
    texts: HashMap<String, Cow<'static, str>>,
}

impl Texts {
    /// Reads the embedded texts of a language.
    pub fn of(lang: Lang) -> Self {
        Self { lang, texts: source::read(lang.source()) }
    }

    /// The language spoken.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The text under `section.key`; a key that is not there shows itself, and a test sees to it that none is missing.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, AsRef::as_ref)
    }

    /// The text under `key` with each `{name}` replaced; what is filled in is never searched for places again.
    pub fn fill(&self, key: &str, parts: &[(&str, &dyn Display)]) -> String {
        let mut rest = self.get(key);
        let mut out = String::with_capacity(rest.len() + 16);
        while let Some((text, tail)) = rest.split_once('{') {
            out.push_str(text);
            let known = tail.split_once('}').and_then(|(name, after)| {
                parts.iter().find(|(part, _)| *part == name).map(|(_, value)| (value, after))
            });
            match known {
                Some((value, after)) => {
                    out.push_str(&value.to_string());
                    rest = after;
                }
                None => {
                    out.push('{');
                    rest = tail;
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// All keys, for the test that both languages are complete.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }
}
