//! What can be typed after the commands that change tasks and reports.

use chrono::NaiveDate;
use clap::Subcommand;

use super::name::{Category, Leader, Official, Plan, Unit};
use super::user::User;
use super::{At, day};
use crate::domain::{Indicator, Status};

/// The commands that change something.
#[derive(Clone, Debug, Subcommand)]
pub enum Change {
    /// Records how a task stands in a period.
    Update(Box<Update>),
    /// Corrects a report.
    Amend(Box<Amend>),
    /// Makes a task or a report void.
    Void(Void),
    /// Enters, changes, closes and reopens tasks.
    #[command(subcommand)]
    Task(Task),
    /// Enters, changes and voids units.
    #[command(subcommand)]
    Unit(Unit),
    /// Enters, changes, voids and replaces officials.
    #[command(subcommand)]
    Official(Official),
    /// Enters, changes and voids leaders.
    #[command(subcommand)]
    Leader(Leader),
    /// Enters, changes and voids categories.
    #[command(subcommand)]
    Category(Category),
    /// Begins, changes and voids years, and opens periods.
    #[command(subcommand)]
    Plan(Plan),
    /// Admits people and says what they may do.
    #[command(subcommand)]
    User(User),
    /// Takes one's own last change back.
    Undo(Undo),
}

/// How one's own last change is taken back.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Undo {
    /// A whole import too, without a question.
    #[arg(long)]
    pub yes: bool,
}

/// A report for a period.
#[derive(Clone, Debug, clap::Args)]
pub struct Update {
    /// The printed number of its task.
    #[arg(value_name = "N")]
    pub number: u32,
    /// How the task stands.
    #[arg(long, value_name = "STATUS", value_parser = stated)]
    pub status: Stated,
    /// The other parts of the report.
    #[command(flatten)]
    pub parts: ReportParts,
    /// The unit, for its own part.
    #[arg(long, value_name = "U")]
    pub unit: Option<String>,
    /// Which list, and when.
    #[command(flatten)]
    pub at: At,
}

/// A correction of one report.
#[derive(Clone, Debug, clap::Args)]
pub struct Amend {
    /// The printed number of its task.
    #[arg(value_name = "N")]
    pub number: u32,
    /// The revision that recorded the report.
    #[arg(long, value_name = "R")]
    pub revision: u64,
    /// How the task stands.
    #[arg(long, value_name = "STATUS", value_parser = stated)]
    pub status: Option<Stated>,
    /// The other parts of the report.
    #[command(flatten)]
    pub parts: ReportParts,
    /// The plan's year.
    #[arg(long, value_name = "Y")]
    pub plan: Option<u16>,
}

/// The parts of a report besides its status; those not named stay as they are.
#[derive(Clone, Debug, clap::Args)]
pub struct ReportParts {
    /// The as-of date.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<NaiveDate>,
    /// The public part; `-` reads standard input.
    #[arg(long, value_name = "TEXT|-", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// The internal part about problems.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub problems: Option<String>,
    /// The internal part about next steps.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub next: Option<String>,
}

/// What shall no longer count.
#[derive(Clone, Debug, clap::Args)]
pub struct Void {
    /// The printed number of the task.
    #[arg(value_name = "N")]
    pub number: u32,
    /// The revision that recorded a report on it; none makes the task itself void.
    #[arg(long, value_name = "R")]
    pub revision: Option<u64>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub why: String,
    /// The plan's year.
    #[arg(long, value_name = "Y")]
    pub plan: Option<u16>,
}

/// What is done to a task.
#[derive(Clone, Debug, Subcommand)]
pub enum Task {
    /// Enters a new one.
    Add(Box<TaskAdd>),
    /// Changes the parts named.
    Edit(Box<TaskEdit>),
    /// Confirms it as closed.
    Close(Close),
    /// Takes the closing back.
    Reopen(Numbered),
}

/// A new task.
#[derive(Clone, Debug, clap::Args)]
pub struct TaskAdd {
    /// Its printed number.
    #[arg(long, value_name = "N")]
    pub number: u32,
    /// The name of its category.
    #[arg(long, value_name = "C")]
    pub category: String,
    /// What is to be done; `-` reads standard input.
    #[arg(long, value_name = "TEXT|-", allow_hyphen_values = true)]
    pub text: String,
    /// Its other parts.
    #[command(flatten)]
    pub parts: TaskParts,
}

/// A task with parts to be changed.
#[derive(Clone, Debug, clap::Args)]
pub struct TaskEdit {
    /// Its printed number.
    #[arg(value_name = "N")]
    pub task: u32,
    /// Its number from now on.
    #[arg(long, value_name = "N")]
    pub number: Option<u32>,
    /// The name of its category.
    #[arg(long, value_name = "C")]
    pub category: Option<String>,
    /// What is to be done; `-` reads standard input.
    #[arg(long, value_name = "TEXT|-", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Its other parts.
    #[command(flatten)]
    pub parts: TaskParts,
    /// Whether it has no leader from now on.
    #[arg(long, conflicts_with = "leader")]
    pub no_leader: bool,
}

/// The parts of a task that it may lack.
#[derive(Clone, Debug, clap::Args)]
pub struct TaskParts {
    /// Its units, the first leads; each with its official behind an equals sign.
    #[arg(long, value_name = "U[=O]")]
    pub unit: Vec<String>,
    /// The name of its leader.
    #[arg(long, value_name = "L")]
    pub leader: Option<String>,
    /// When it is due, as printed.
    #[arg(long, value_name = "TEXT")]
    pub deadline: Option<String>,
    /// The remark.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub remark: Option<String>,
    /// Its measurable targets.
    #[arg(long, value_name = "I", value_parser = indicator)]
    pub indicator: Vec<String>,
    /// The number of the task of the year before that it continues.
    #[arg(long, value_name = "N", value_parser = continued)]
    pub continues: Option<Continued>,
    /// The plan's year.
    #[arg(long, value_name = "Y")]
    pub plan: Option<u16>,
}

/// The number of a task that is continued; none for a task that continues none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Continued(pub Option<u32>);

fn continued(text: &str) -> Result<Continued, &'static str> {
    let number = if text.is_empty() { Ok(None) } else { text.parse().map(Some) };
    number.map(Continued).map_err(|_| "no number")
}

/// Reads a line that is an indicator, or empty.
fn indicator(text: &str) -> Result<String, &'static str> {
    let is_one = text.trim().is_empty() || text.parse::<Indicator>().is_ok();
    if is_one { Ok(text.to_owned()) } else { Err("no indicator") }
}

/// A task that is closed.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Close {
    /// Which one.
    #[command(flatten)]
    pub which: Numbered,
    /// The day; none takes today.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<NaiveDate>,
}

/// A task by its number.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Numbered {
    /// Its printed number.
    #[arg(value_name = "N")]
    pub task: u32,
    /// The plan's year.
    #[arg(long, value_name = "Y")]
    pub plan: Option<u16>,
}

/// A status as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The status.
    pub status: Status,
    /// The printed word; empty when its code was typed.
    pub printed: String,
}

fn stated(text: &str) -> Result<Stated, &'static str> {
    let text = text.trim();
    let printed = if Status::from_code(text).is_some() { "" } else { text };
    let status = Status::from_typed(text).ok_or("no such status")?;
    Ok(Stated { status, printed: printed.to_owned() })
}
