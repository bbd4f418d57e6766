//! Reads the settings from duban.toml and the keys from keys.toml; named by run alone, which passes options down.

mod mistake;

use std::fmt::Display;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use mistake::Mistake;

/// The default settings with their explanations, embedded.
pub const DEFAULT: &str = include_str!("../../config/duban.toml");
/// The default keys with their explanations, embedded.
pub const KEYS: &str = include_str!("../../config/keys.toml");

const LANGS: &[&str] = &["\"zh\"", "\"en\"", "\"auto\""];
const THEMES: &[&str] = &["\"default\"", "\"light\"", "\"contrast\"", "\"none\""];
const WIDTHS: &[&str] = &["\"auto\"", "1", "2"];
const SWITCH: &[&str] = &["true", "false"];
/// All settings, each with the values it may have, written as in the file.
const SETTINGS: [(&str, &[&str]); 5] =
    [("lang", LANGS), ("theme", THEMES), ("ambiguous_width", WIDTHS), ("ascii", SWITCH), ("mouse", SWITCH)];

/// Makes a sentence in the language of a code such as `zh`, from its key and what fills its places.
pub type Speak<'a> = &'a dyn Fn(&str, &str, &[(&str, &dyn Display)]) -> String;

/// The settings of a person; what the file leaves out is as in [`DEFAULT`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// `zh`, `en` or `auto`.
    pub lang: Option<String>,
    /// `default`, `light`, `contrast` or `none`.
    pub theme: Option<String>,
    /// `auto`, `1` or `2`.
    pub ambiguous_width: Option<String>,
    /// Whether frames and marks are ASCII only.
    pub ascii: bool,
    /// Whether the mouse is taken.
    pub mouse: bool,
}

impl Config {
    /// Reads a file of settings, or says all that is wrong in it, a sentence each, in the order of its lines.
    ///
    /// The sentences are in the language the file asks for, since nobody has settled another one yet.
    pub fn read(text: &str, speak: Speak<'_>) -> Result<Self, Vec<String>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut mistakes: Vec<Mistake> = errors.iter().map(|e| Mistake::unreadable(text, e)).collect();
        let mut config = Self::default();
        for (key, value) in table.get_ref() {
            let name = key.get_ref().as_ref();
            match SETTINGS.iter().find(|(setting, _)| *setting == name) {
                None => mistakes.push(Mistake::unknown(text, key, SETTINGS.map(|(setting, _)| setting))),
                Some((_, allowed)) => match one_of(allowed, value) {
                    Some(value) => config.set(name, value),
                    None => mistakes.push(Mistake::value(text, name, value, allowed)),
                },
            }
        }
        if mistakes.is_empty() {
            return Ok(config);
        }
        mistakes.sort_by_key(Mistake::line);
        let lang = config.lang.as_deref().unwrap_or("zh");
        Err(mistakes.iter().map(|mistake| mistake.say(lang, speak)).collect())
    }

    /// How the terminal counts, when that is settled; nothing to measure it.
    pub fn ambiguous_wide(&self) -> Option<bool> {
        self.ambiguous_width.as_deref().filter(|width| *width != "auto").map(|width| width == "2")
    }

    fn set(&mut self, name: &str, value: String) {
        match name {
            "lang" => self.lang = Some(value),
            "theme" => self.theme = Some(value),
            "ambiguous_width" => self.ambiguous_width = Some(value),
            "ascii" => self.ascii = value == "true",
            _ => self.mouse = value == "true",
        }
    }
}

/// The value without quotes, if it is one of those allowed.
fn one_of(allowed: &[&str], value: &Spanned<DeValue<'_>>) -> Option<String> {
    let (plain, written) = match value.get_ref() {
        DeValue::String(word) => (word.to_string(), format!("\"{word}\"")),
        DeValue::Integer(number) => (number.as_str().to_owned(), number.as_str().to_owned()),
        DeValue::Boolean(switch) => (switch.to_string(), switch.to_string()),
        _ => return None,
    };
    allowed.contains(&written.as_str()).then_some(plain)
}
