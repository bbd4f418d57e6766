//! How each person likes to be shown things: kept by name, since nobody's own computer is asked.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use super::office::Office;
use crate::cli::Failure;
use crate::draft::hash_of;
use crate::lang::Lang;

/// How a person likes to be shown things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manner {
    /// The language spoken.
    pub lang: Lang,
    /// The name of the styles.
    pub theme: String,
    /// Whether characters of ambiguous width take two columns; none asks the terminal at each sign-in.
    pub ambiguous_wide: Option<bool>,
    /// Whether frames and marks are ASCII only.
    pub ascii: bool,
    /// Whether the mouse is taken.
    pub mouse: bool,
}

/// Reads a text of settings as duban.toml has them, over the server's own; says what is wrong in it.
pub type Understand = fn(&str, &Manner) -> Result<Manner, String>;

impl Office {
    /// The manner of a person; the server's own while the person has set nothing that can be read.
    pub(super) fn manner(&self, person: &str) -> Manner {
        let usual = &self.settings.manner;
        let own = fs::read_to_string(self.manner_file(person)).ok();
        own.and_then(|own| (self.settings.understand)(&own, usual).ok()).unwrap_or_else(|| usual.clone())
    }

    /// The settings a person has set, as a text like duban.toml.
    pub(super) fn told_manner(&self, person: &str) -> String {
        fs::read_to_string(self.manner_file(person)).unwrap_or_default()
    }

    /// Sets what is told as `name=value` over what the person has set before; all of it, or nothing and why.
    pub(super) fn set_manner(&self, person: &str, told: &[String]) -> Result<(), Failure> {
        let _alone = self.setting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lines: Vec<String> = self.told_manner(person).lines().map(str::to_owned).collect();
        for pair in told {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = name.trim();
            lines.retain(|line| line.split('=').next().is_none_or(|set| set.trim() != name));
            lines.push(format!("{name} = {}", written(value.trim())));
        }
        let text = lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        (self.settings.understand)(&text, &self.settings.manner)
            .map_err(|why| Failure::Usage(self.texts.fill("serve.bad_manner", &[("why", &why)])))?;
        let path = self.manner_file(person);
        write(&path, &text)
            .map_err(|e| Failure::Broken(self.texts.fill("cli.unwritable", &[("path", &path.display()), ("why", &e)])))
    }

    fn manner_file(&self, person: &str) -> PathBuf {
        self.settings.data.join("settings").join(format!("{}.toml", hash_of(person)))
    }
}

/// A value as it is written in TOML: numbers and switches as they are, anything else in quotes.
fn written(value: &str) -> String {
    let is_plain = value == "true" || value == "false" || value.parse::<u8>().is_ok();
    if is_plain { value.to_owned() } else { format!("{:?}", value.trim_matches('"')) }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let half = path.with_extension("half");
    let mut file = File::create(&half)?;
    file.write_all(text.as_bytes())?;
    file.sync_data()?;
    fs::rename(&half, path)
}
