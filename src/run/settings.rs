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
    /// The file of keys beside the settings, whether or not it exists.
    keys: Option<PathBuf>,
}

/// A person's own keys.
pub(super) struct OwnKeys {
    pub path: PathBuf,
    /// Empty while there is no such file.
    pub text: String,
}

impl Settings {
    /// Reads the file named, else the person's own if there is one; says which file is wrong and why.
    pub fn read(named: Option<&Path>) -> Result<Self, (PathBuf, String)> {
        let own = || place::settings().filter(|path| path.exists());
        let Some(path) = named.map(Path::to_owned).or_else(own) else {
            return Ok(Self::of(Config::default(), place::settings()));
        };
        let text = std::fs::read_to_string(&path).map_err(|e: io::Error| (path.clone(), e.to_string()))?;
        let told = |mistakes: Vec<String>| (path.clone(), mistakes.join("\n"));
        let config = Config::read(&text, &speak).map_err(told)?;
        Ok(Self::of(config, Some(path)))
    }

    /// Reads keys.toml beside the settings, if there is one; says which file is wrong and why.
    pub fn own_keys(&self) -> Result<OwnKeys, (PathBuf, String)> {
        let path = self.keys.clone().unwrap_or_default();
        let text = if path.exists() {
            std::fs::read_to_string(&path).map_err(|e| (path.clone(), e.to_string()))?
        } else {
            String::new()
        };
        Ok(OwnKeys { path, text })
    }

    fn of(config: Config, file: Option<PathBuf>) -> Self {
        let lang = match config.lang.as_deref() {
            Some("auto") => from_locale(),
            Some(code) => Lang::from_code(code).unwrap_or_default(),
            None => Lang::default(),
        };
        Self { config, lang, keys: file.map(|path| path.with_file_name("keys").with_extension("toml")) }
    }
}

/// Speaks in the language of a code; Chinese where the code settles none.
pub(super) fn speak(code: &str, key: &str, parts: &[(&str, &dyn std::fmt::Display)]) -> String {
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
