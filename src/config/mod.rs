//! Reads the settings from duban.toml and the keys from keys.toml; named by run alone, which passes options down.

use serde::Deserialize;

/// The default settings with their explanations, embedded.
pub const DEFAULT: &str = include_str!("../../config/duban.toml");
/// The default keys with their explanations, embedded.
pub const KEYS: &str = include_str!("../../config/keys.toml");

/// The settings of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// `zh`, `en` or `auto`.
    pub lang: Option<String>,
    /// `default`, `light`, `contrast` or `none`.
    pub theme: Option<String>,
    /// `"auto"`, 1 or 2.
    pub ambiguous_width: Option<AmbiguousWidth>,
    /// Whether frames and marks are ASCII only.
    pub ascii: bool,
    /// Whether the mouse is taken.
    pub mouse: bool,
}

/// How many columns characters of ambiguous width take.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum AmbiguousWidth {
    /// That many.
    Columns(u8),
    /// `"auto"`: as measured.
    Named(String),
}

impl Config {
    /// Reads a file of settings; all that is wrong is told at once, in the words of the reader.
    pub fn read(text: &str) -> Result<Self, Vec<String>> {
        let config: Self = toml::from_str(text).map_err(|e| vec![e.to_string().trim_end().to_owned()])?;
        let mut mistakes = Vec::new();
        let mut check = |name: &str, value: &Option<String>, known: &[&str]| {
            if let Some(value) = value.as_ref().filter(|v| !known.contains(&v.as_str())) {
                mistakes.push(format!("{name} = {value:?}: {}", known.join(" | ")));
            }
        };
        check("lang", &config.lang, &["zh", "en", "auto"]);
        check("theme", &config.theme, &["default", "light", "contrast", "none"]);
        let width_fits = match &config.ambiguous_width {
            None | Some(AmbiguousWidth::Columns(1 | 2)) => true,
            Some(AmbiguousWidth::Named(name)) => name == "auto",
            Some(AmbiguousWidth::Columns(_)) => false,
        };
        if !width_fits {
            mistakes.push(String::from("ambiguous_width: \"auto\" | 1 | 2"));
        }
        if mistakes.is_empty() { Ok(config) } else { Err(mistakes) }
    }

    /// How the terminal counts, when that is settled; nothing to measure it.
    pub fn ambiguous_wide(&self) -> Option<bool> {
        match self.ambiguous_width {
            Some(AmbiguousWidth::Columns(columns)) => Some(columns == 2),
            _ => None,
        }
    }
}
