//! Reads the person's settings, and settles by them and the environment which language is spoken.

use std::io;
use std::path::{Path, PathBuf};

use super::place;
use crate::config::Config;
use crate::lang::Lang;

/// The settings, and the language they come to.
pub(super) struct Settings {
    pub config: Config,
    pub lang: Lang,
}

impl Settings {
    /// Reads the file named, else the person's own if there is one; says which file is wrong and why.
    pub fn read(named: Option<&Path>) -> Result<Self, (PathBuf, String)> {
        let own = || place::settings().filter(|path| path.exists());
        let Some(path) = named.map(Path::to_owned).or_else(own) else { return Ok(Self::of(Config::default())) };
        let text = std::fs::read_to_string(&path).map_err(|e: io::Error| (path.clone(), e.to_string()))?;
        let config = Config::read(&text).map_err(|mistakes| (path, mistakes.join("\n")))?;
        Ok(Self::of(config))
    }

    fn of(config: Config) -> Self {
        let lang = match config.lang.as_deref() {
            Some("auto") => from_locale(),
            Some(code) => Lang::from_code(code).unwrap_or_default(),
            None => Lang::default(),
        };
        Self { config, lang }
    }
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
