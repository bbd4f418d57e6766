//! What can be typed after the commands that read and write files.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{At, period};
use crate::domain::Period;

/// What is taken in.
#[derive(Clone, Debug, clap::Args)]
pub struct Import {
    /// The file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Whether it is only shown.
    #[arg(long)]
    pub dry_run: bool,
    /// Whether it is stored without asking.
    #[arg(long)]
    pub yes: bool,
    /// The period, when the title names none.
    #[arg(long, value_name = "P", value_parser = period)]
    pub period: Option<Period>,
}

/// What is written, and where to.
#[derive(Clone, Debug, clap::Args)]
pub struct Export {
    /// The form.
    #[arg(long, value_name = "txt|json|tsv", value_enum, default_value = "txt", hide_possible_values = true)]
    #[arg(hide_default_value = true)]
    pub format: Format,
    /// The file; none writes to standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Which list, and when.
    #[command(flatten)]
    pub at: At,
}

/// The forms of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The summary table in the grammar it is read in.
    Txt,
    /// The whole book.
    Json,
    /// The tasks as tab-separated values.
    Tsv,
}

/// Where a backup goes.
#[derive(Clone, Debug, clap::Args)]
pub struct Backup {
    /// The file; none, like `-`, writes to standard output that is no terminal.
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// A file.
#[derive(Clone, Debug, clap::Args)]
pub struct FileOf {
    /// Its path.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}
