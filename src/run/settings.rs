//! Reads the person's settings, and settles by them and the environment which language is spoken.

use std::io;
use std::path::{Path, PathBuf};

use super::place;
use crate::config::Config;
use crate::lang::{Lang, Texts};

/// The settings, and the language they come to.
pub(super) struct Settings {
    pub config: Config,
    pub lang: Lang,
    /// The person's own keys.toml, beside the settings, and what stands in it; empty when there is none.
    pub keys: (PathBuf, String),
}

impl Settings {
    /// Reads the file named, else the person's own if there is one; says which file is wrong and why.
    pub fn read(named: Option<&Path>) -> Result<Self, (PathBuf, String)> {
        let own = || place::settings().filter(|path| path.exists());
        let keys = Self::keys(named)?;
        let Some(path) = named.map(Path::to_owned).or_else(own) else { return Ok(Self::of(Config::default(), keys)) };
        let text = std::fs::read_to_string(&path).map_err(|e: io::Error| (path.clone(), e.to_string()))?;
        let config = Config::read(&text, &speak).map_err(|mistakes| (path, mistakes.join("\n")))?;
        Ok(Self::of(config, keys))
    }

    /// The person's own keys, if there is a keys.toml beside the settings.
    fn keys(named: Option<&Path>) -> Result<(PathBuf, String), (PathBuf, String)> {
        let settings = named.map(Path::to_owned).or_else(place::settings);
        let path = settings.map(|path| path.with_file_name("keys.toml")).unwrap_or_default();
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok((path, text)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok((path, String::new())),
            Err(e) => Err((path, e.to_string())),
        }
    }

    fn of(config: Config, keys: (PathBuf, String)) -> Self {
        let lang = match config.lang.as_deref() {
            Some("auto") => from_locale(),
            Some(code) => Lang::from_code(code).unwrap_or_default(),
            None => Lang::default(),
        };
        Self { config, lang, keys }
    }
}

/// Speaks in the language of a code; Chinese where the code settles none.
fn speak(code: &str, key: &str, parts: &[(&str, &dyn std::fmt::Display)]) -> String {
    Texts::of(Lang::from_code(code).unwrap_or_default()).fill(key, parts)
}

/// Chinese for a Chinese locale, or none; English for any other.
fn from_locale() -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(place::text);
    match locale.as_deref() {
        None => Lang::Zh,
        Some(name) if name.starts_with("zh") => Lang::Zh,
        Some(_) => Lang::En,
    }
}
