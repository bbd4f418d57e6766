//! Where a command writes, and all it is told about the world outside.

use std::cell::OnceCell;
use std::fmt::Display;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

use crate::domain::Who;
use crate::lang::{Lang, Texts};
use crate::store::StoreError;
use crate::tui::text::{Width, clean_lines, cut};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked.
    Done = 0,
    /// It was refused, or found nothing.
    Refused = 1,
}

/// Why a command ended early; holds the sentence for the person.
#[derive(Debug)]
pub enum Failure {
    /// It may not, or what was named is not there.
    Refused(String),
    /// It was typed wrongly.
    Usage(String),
    /// Something is broken.
    Broken(String),
    /// Standard output takes no more.
    Output(io::Error),
}

impl Failure {
    /// The failure with a text below its sentence, such as what was typed and could not be stored.
    pub(super) fn with(self, text: &str) -> Self {
        let below = |sentence: String| format!("{sentence}\n{text}");
        match self {
            Self::Refused(sentence) => Self::Refused(below(sentence)),
            Self::Usage(sentence) => Self::Usage(below(sentence)),
            Self::Broken(sentence) => Self::Broken(below(sentence)),
            Self::Output(error) => Self::Output(error),
        }
    }
}

/// The streams and circumstances of one command.
pub struct Out<'a> {
    /// Takes what was asked for.
    pub stdout: &'a mut dyn Write,
    /// Takes what is said beside it.
    pub stderr: &'a mut dyn Write,
    /// Gives a person's answers.
    pub stdin: &'a mut dyn BufRead,
    /// Whether a person sits there to answer: standard input and standard error are terminals.
    pub is_asked: bool,
    /// Whether standard error is a terminal.
    pub shows_progress: bool,
    /// The columns of standard output; none when it is no terminal.
    pub columns: Option<usize>,
    /// How the terminal counts columns.
    pub width: Width,
    /// The folder of the data.
    pub data: PathBuf,
    /// Who asks, and by which way in.
    pub who: Who,
    /// Reads the clock.
    pub now: fn() -> DateTime<FixedOffset>,
    /// The default settings with their explanations.
    pub settings: &'static str,
    /// The language spoken.
    pub lang: Lang,
    /// Its texts, read when the first one is needed.
    pub texts: OnceCell<Texts>,
}

impl Out<'_> {
    /// The texts of the person's language.
    pub fn texts(&self) -> &Texts {
        self.texts.get_or_init(|| Texts::of(self.lang))
    }

    /// The sentence under `key` with its places filled.
    pub fn say(&self, key: &str, parts: &[(&str, &dyn Display)]) -> String {
        self.texts().fill(key, parts)
    }

    /// Writes what was asked for, as it is.
    pub fn print(&mut self, text: &str) -> Result<(), Failure> {
        self.stdout.write_all(text.as_bytes()).map_err(Failure::Output)
    }

    /// Writes one line for people: cleaned, and cut where the terminal ends.
    pub fn line(&mut self, text: &str) -> Result<(), Failure> {
        let text = clean_lines(text);
        let shown = match self.columns {
            Some(columns) => cut(&text, columns, &self.width),
            None => text,
        };
        self.stdout.write_all(shown.trim_end().as_bytes()).map_err(Failure::Output)?;
        self.stdout.write_all(b"\n").map_err(Failure::Output)
    }

    /// Says something beside the output, cleaned.
    pub fn remark(&mut self, text: &str) {
        // Nobody is left to tell when standard error is gone.
        let _ = writeln!(self.stderr, "{}", clean_lines(text));
    }

    /// The failure for an error of the store: what the person can do otherwise is a refusal, anything else is broken.
    pub fn store_failure(&self, error: &StoreError) -> Failure {
        let sentence = error.say(self.texts());
        match error {
            StoreError::Held(_) | StoreError::NotEmpty(_) | StoreError::NoBackup(_) => Failure::Refused(sentence),
            _ => Failure::Broken(sentence),
        }
    }
}
