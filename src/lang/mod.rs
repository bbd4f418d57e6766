//! Speaks to a person: every sentence and word the program shows, in Chinese and in English, from config/*.toml.
//!
//! It must not know of screens or commands, only of keys such as `refusal.stale` and of what fills their places.

mod change;
mod doubt;
mod refusal;
mod status;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::OnceLock;

pub use change::{say_change, say_thing};
pub use doubt::say_doubt;
pub use refusal::{access_key, kind_key, say_refusal};
pub use status::status_key;

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
    plain: OnceLock<BTreeMap<&'static str, &'static str>>,
    others: OnceLock<BTreeMap<String, String>>,
}

impl Section {
    fn new(source: &'static str) -> Self {
        Self { source, plain: OnceLock::new(), others: OnceLock::new() }
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.plain().get(key).copied().or_else(|| self.others().get(key).map(String::as_str))
    }

    /// The texts that stand in a line of their own just as they are spoken: nearly all, and the only ones a lookup needs.
    fn plain(&self) -> &BTreeMap<&'static str, &'static str> {
        self.plain.get_or_init(|| self.source.lines().filter_map(plain).collect())
    }

    /// The texts of several lines or with escapes: only those need the reader of TOML, which takes long.
    fn others(&self) -> &BTreeMap<String, String> {
        self.others.get_or_init(|| {
            let lines: Vec<&str> = self.source.lines().filter(|line| plain(line).is_none()).collect();
            toml::from_str(&lines.join("\n")).unwrap_or_default()
        })
    }

    fn keys(&self) -> impl Iterator<Item = &str> {
        self.plain().keys().copied().chain(self.others().keys().map(String::as_str))
    }
}

/// Key and text of a line `key = "text"` without escapes.
fn plain(line: &str) -> Option<(&str, &str)> {
    let (key, text) = line.split_once(' ')?;
    let text = text.strip_prefix("= \"")?.strip_suffix('"')?;
    memchr::memchr2(b'\\', b'"', text.as_bytes()).is_none().then_some((key, text))
}

impl Texts {
    /// The embedded texts of a language.
    pub fn of(lang: Lang) -> Self {
        let source = lang.source();
        let begins: Vec<usize> = memchr::memmem::find_iter(source.as_bytes(), "\n[").collect();
        let ends = begins.iter().skip(1).copied().chain([source.len()]);
        let section = |(begin, end)| {
            let (name, lines) = source.get(begin + "\n[".len()..end)?.split_once('\n')?;
            Some((name.strip_suffix(']')?, Section::new(lines)))
        };
        Self { lang, sections: begins.iter().copied().zip(ends).filter_map(section).collect() }
    }

    /// The language spoken.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The text under `section.key`; a key that is not there shows itself, and a test sees to it that none is missing.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        key.split_once('.').and_then(|(section, name)| self.sections.get(section)?.get(name)).unwrap_or(key)
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
        self.sections.iter().flat_map(|(name, section)| section.keys().map(move |key| format!("{name}.{key}")))
    }
}
