//! What can be typed after `duban`: commands, options and the forms of their values.
//!
//! The sentences of the help stand in config/*.toml under `[cli]`; `help` puts them in.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgAction, Args as _, FromArgMatches, Parser, Subcommand};

use crate::domain::{Period, Status};
use audit::Audit;
use change::Change;
pub use file::{Backup, Export, FileOf, Format, Import};

pub mod audit;
pub mod change;
mod file;
pub mod name;
pub mod serve;
pub mod user;

/// All that was typed.
#[derive(Clone, Debug, Parser)]
#[command(name = "duban", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true)]
pub struct Args {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// The version was asked for.
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    /// What is to be done; none opens the board.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Gives a command its options.
type Augment = fn(clap::Command) -> clap::Command;

/// The commands that must answer at once: those that look something up, and the one that offices call from scripts.
const QUICK: [(&str, Augment); 5] = [
    ("list", List::augment_args),
    ("show", Show::augment_args),
    ("search", Search::augment_args),
    ("history", History::augment_args),
    ("update", change::Update::augment_args),
];

impl Args {
    /// Reads a line as [`Parser::try_parse_from`] does, but a quick command and the board without delay.
    pub fn read(line: &[OsString]) -> Result<Self, clap::Error> {
        // To put all commands together takes longer than to run one of them: those that the line does not name are left out.
        // What is not understood without them is read once more with them.
        Self::without_the_rest(line).map_or_else(|_| Self::try_parse_from(line), Ok)
    }

    fn without_the_rest(line: &[OsString]) -> Result<Self, clap::Error> {
        let named = QUICK.into_iter().filter(|(name, _)| line.iter().any(|word| word == name));
        let root = clap::Command::new("duban").disable_help_flag(true).disable_help_subcommand(true);
        let commands = named.map(|(name, augment)| augment(clap::Command::new(name)));
        let mut found = Global::augment_args(root).subcommands(commands).try_get_matches_from(line)?;
        let command = found.subcommand_name().is_some().then(|| Command::from_arg_matches(&found)).transpose()?;
        Ok(Self { global: Global::from_arg_matches_mut(&mut found)?, version: None, command })
    }
}

/// The options every command takes.
#[derive(Clone, Debug, clap::Args)]
pub struct Global {
    /// The folder of the data.
    #[arg(long, value_name = "DIR", global = true)]
    pub data: Option<PathBuf>,
    /// The file of settings.
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// The language spoken.
    #[arg(long, value_name = "zh|en", value_parser = ["zh", "en"], hide_possible_values = true, global = true)]
    pub lang: Option<String>,
    /// Whether marks and frames are ASCII only.
    #[arg(long, global = true)]
    pub ascii: bool,
    /// In whose name changes are recorded.
    #[arg(long = "as", value_name = "NAME", value_parser = name::name, global = true)]
    pub author: Option<String>,
    /// The help was asked for.
    #[arg(short, long, action = ArgAction::Help, global = true)]
    help: Option<bool>,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Lists tasks with their standing.
    List(Box<List>),
    /// Shows one task with all its reports.
    Show(Show),
    /// Finds names, tasks and reports.
    Search(Search),
    /// Shows what was reported, newest first.
    History(History),
    /// Changes something.
    #[command(flatten)]
    Change(Change),
    /// Lists reports that are being written.
    Drafts(DraftsOf),
    /// Takes a table or a book in.
    Import(Import),
    /// Writes a period's table or the whole book.
    Export(Export),
    /// Tells who changed what, and who came and went.
    Audit(Audit),
    /// Reads everything back and says whether it is whole.
    Verify,
    /// Builds the store anew from the journal.
    Rebuild,
    /// Writes everything into one file.
    Backup(Backup),
    /// Takes a backup into an empty folder.
    Restore(FileOf),
    /// Prints the default settings with their explanations.
    Config,
    /// Prints the completions of a shell.
    Completions(Completions),
    /// Prints the manual page.
    Man,
    /// Serves the board and the commands over SSH.
    Serve(serve::Serve),
    /// Joins a running server, for an SSH server in front of it.
    Attach(serve::Attach),
    /// Sets how a server shows things to whoever asks.
    Settings(serve::Settings),
}

/// Which tasks are listed, and how.
#[derive(Clone, Debug, clap::Args)]
pub struct List {
    /// Part of a category's name.
    #[arg(long, value_name = "C")]
    pub category: Option<String>,
    /// Part of a unit's name.
    #[arg(long, value_name = "U")]
    pub unit: Option<String>,
    /// Part of an official's name.
    #[arg(long, value_name = "O")]
    pub official: Option<String>,
    /// Part of a leader's name.
    #[arg(long, value_name = "L")]
    pub leader: Option<String>,
    /// How the task stands.
    #[arg(long, value_name = "S", value_parser = standing)]
    pub status: Option<Wanted>,
    /// The day since which it was reported on.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub updated_since: Option<NaiveDate>,
    /// Which list, and when.
    #[command(flatten)]
    pub at: At,
    /// Whether JSON is written.
    #[arg(long, conflicts_with = "tsv")]
    pub json: bool,
    /// Whether tab-separated values are written.
    #[arg(long)]
    pub tsv: bool,
}

/// The plan and period looked at.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct At {
    /// The period.
    #[arg(long, value_name = "P", value_parser = period)]
    pub period: Option<Period>,
    /// The plan's year.
    #[arg(long, value_name = "Y")]
    pub plan: Option<u16>,
}

/// Which task is shown.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Show {
    /// Its printed number.
    #[arg(value_name = "N")]
    pub number: u32,
    /// Which list, and when.
    #[command(flatten)]
    pub at: At,
    /// Whether JSON is written.
    #[arg(long)]
    pub json: bool,
}

/// What is searched for.
#[derive(Clone, Debug, clap::Args)]
pub struct Search {
    /// The words; all of them must match.
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// Whether JSON is written.
    #[arg(long)]
    pub json: bool,
}

/// Whose history is shown.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct History {
    /// The printed number of the task; none for all.
    #[arg(value_name = "N")]
    pub number: Option<u32>,
    /// The plan's year.
    #[arg(long, value_name = "Y")]
    pub plan: Option<u16>,
    /// Whether JSON is written.
    #[arg(long)]
    pub json: bool,
}

/// How drafts are listed.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct DraftsOf {
    /// Whether JSON is written.
    #[arg(long)]
    pub json: bool,
}

/// Whose completions are printed.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

/// A standing asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Reported with this status.
    Status(Status),
    /// 未报
    Unreported,
}

// The reader of values drops these words: `usage` says what is wrong in the person's language.
fn standing(text: &str) -> Result<Wanted, &'static str> {
    match text.trim() {
        "unreported" | "未报" => Ok(Wanted::Unreported),
        text => Status::from_typed(text).map(Wanted::Status).ok_or("no such status"),
    }
}

fn period(text: &str) -> Result<Period, &'static str> {
    text.parse().map_err(|_| "no such period")
}

fn day(text: &str) -> Result<NaiveDate, &'static str> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").map_err(|_| "no such day")
}
