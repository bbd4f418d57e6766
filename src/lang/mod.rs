//! Speaks to a person: every sentence and word the program shows, in Chinese and in English, from config/*.toml.
//!
//! It must not know of screens or commands, only of keys such as `refusal.stale` and of what fills their places.

mod change;
mod refusal;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::sync::OnceLock;

pub use change::say_change;
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

/// All texts of one language, each section read when it is first spoken from: a lookup speaks from few of them.
#[derive(Clone, Debug)]
pub struct Texts {
    lang: Lang,
    sections: BTreeMap<&'static str, Section>,
}

/// The texts of one section, and the lines of the file they stand in.
#[derive(Clone, Debug)]
struct Section {
    source: &'static str,
    texts: OnceLock<HashMap<String, String>>,
}

impl Section {
    fn texts(&self) -> &HashMap<String, String> {
        self.texts.get_or_init(|| toml::from_str(self.source).unwrap_or_default())
    }
}

impl Texts {
    /// The embedded texts of a language.
    pub fn of(lang: Lang) -> Self {
        let parts = lang.source().split("\n[").filter_map(|part| part.split_once("]\n"));
        let section = |(name, source)| (name, Section { source, texts: OnceLock::new() });
        Self { lang, sections: parts.map(section).collect() }
    }

    /// The language spoken.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The text under `section.key`; a key that is not there shows itself, and a test sees to it that none is missing.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        let found = key.split_once('.').and_then(|(section, name)| self.sections.get(section)?.texts().get(name));
        found.map_or(key, String::as_str)
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
    pub fn keys(&self) -> impl Iterator<Item = String> {
        let keys = self.sections.iter().map(|(name, section)| (name, section.texts().keys()));
        keys.flat_map(|(name, keys)| keys.map(move |key| format!("{name}.{key}")))
    }
}
