//! What can be typed after the commands that change what has a name: units, officials, leaders, categories, plans.

use chrono::NaiveDate;
use clap::Subcommand;

use super::{day, period};
use crate::domain::Period;
use crate::tui::text::clean;

/// What is done to a unit.
#[derive(Clone, Debug, Subcommand)]
pub enum Unit {
    /// Enters a new one.
    Add(Named<UnitParts>),
    /// Changes the parts named.
    Edit(Renamed<UnitParts>),
    /// Makes it void.
    Void(VoidNamed),
}

/// What is done to an official.
#[derive(Clone, Debug, Subcommand)]
pub enum Official {
    /// Enters a new one.
    Add(Named<OfficialParts>),
    /// Changes the parts named.
    Edit(Renamed<OfficialParts>),
    /// Makes the entry void.
    Void(VoidNamed),
    /// Has another official answer for a unit.
    Replace(Replace),
}

/// What is done to a leader.
#[derive(Clone, Debug, Subcommand)]
pub enum Leader {
    /// Enters a new one.
    Add(Named<LeaderParts>),
    /// Changes the parts named.
    Edit(Renamed<LeaderParts>),
    /// Makes the entry void.
    Void(VoidNamed),
}

/// What is done to a category.
#[derive(Clone, Debug, Subcommand)]
pub enum Category {
    /// Enters a new one.
    Add(Named<CategoryParts>),
    /// Changes the parts named.
    Edit(Renamed<CategoryParts>),
    /// Makes it void.
    Void(VoidCategory),
}

/// What is done to a plan.
#[derive(Clone, Debug, Subcommand)]
pub enum Plan {
    /// Begins a new year.
    New(PlanNew),
    /// Changes the parts named.
    Edit(PlanEdit),
    /// Makes it void.
    Void(PlanVoid),
    /// Opens a period for reports.
    OpenPeriod(OpenPeriod),
}

/// Something new, by name.
#[derive(Clone, Debug, clap::Args)]
pub struct Named<P: clap::Args> {
    /// Its name.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Its other parts.
    #[command(flatten)]
    pub parts: P,
}

/// Something known, with parts to be changed.
#[derive(Clone, Debug, clap::Args)]
pub struct Renamed<P: clap::Args> {
    /// Its name.
    #[arg(value_name = "NAME")]
    pub which: String,
    /// Its name from now on.
    #[arg(long = "name", value_name = "NEW")]
    pub new_name: Option<String>,
    /// Its other parts.
    #[command(flatten)]
    pub parts: P,
}

/// Something that shall no longer count.
#[derive(Clone, Debug, clap::Args)]
pub struct VoidNamed {
    /// Its name.
    #[arg(value_name = "NAME")]
    pub which: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub why: String,
}

/// The parts of a unit that it may lack; a list that is named replaces the one there was.
#[derive(Clone, Debug, clap::Args)]
pub struct UnitParts {
    /// Short names.
    #[arg(long, value_name = "S")]
    pub short: Vec<String>,
    /// Other names it is found by.
    #[arg(long, value_name = "A")]
    pub alias: Vec<String>,
    /// The units it stands for.
    #[arg(long, value_name = "U")]
    pub member: Vec<String>,
}

/// The parts of an official that may be lacking.
#[derive(Clone, Debug, clap::Args)]
pub struct OfficialParts {
    /// The units answered for now.
    #[arg(long, value_name = "U")]
    pub unit: Vec<String>,
    /// The post held.
    #[arg(long, value_name = "P")]
    pub post: Option<String>,
    /// The telephone number.
    #[arg(long, value_name = "T")]
    pub telephone: Option<String>,
}

/// The parts of a leader that may be lacking.
#[derive(Clone, Debug, clap::Args)]
pub struct LeaderParts {
    /// The post held.
    #[arg(long, value_name = "P")]
    pub post: Option<String>,
}

/// The parts of a category that it may lack.
#[derive(Clone, Debug, clap::Args)]
pub struct CategoryParts {
    /// Its place among the plan's categories, from 1.
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub order: Option<u32>,
    /// The plan's year.
    #[arg(long, value_name = "Y")]
    pub plan: Option<u16>,
}

/// A category that shall no longer count.
#[derive(Clone, Debug, clap::Args)]
pub struct VoidCategory {
    /// Which one, and why.
    #[command(flatten)]
    pub what: VoidNamed,
    /// The plan's year.
    #[arg(long, value_name = "Y")]
    pub plan: Option<u16>,
}

/// Who answers for a unit from a day on.
#[derive(Clone, Debug, clap::Args)]
pub struct Replace {
    /// The unit's name.
    #[arg(value_name = "UNIT")]
    pub unit: String,
    /// The successor's name.
    #[arg(value_name = "NEW")]
    pub successor: String,
    /// The successor's first day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: NaiveDate,
    /// Whether the successor is entered as somebody new.
    #[arg(long)]
    pub new: bool,
    /// The printed numbers of the tasks it is limited to.
    #[arg(long, value_name = "N")]
    pub task: Vec<u32>,
    /// The year of those tasks' plan.
    #[arg(long, value_name = "Y", requires = "task")]
    pub plan: Option<u16>,
}

/// A new year.
#[derive(Clone, Debug, clap::Args)]
pub struct PlanNew {
    /// The year.
    #[arg(value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1900..=9999))]
    pub year: u16,
    /// The title of its table.
    #[arg(long, value_name = "T")]
    pub title: String,
    /// Who publishes it.
    #[arg(long, value_name = "I")]
    pub issuer: Option<String>,
}

/// A plan with parts to be changed.
#[derive(Clone, Debug, clap::Args)]
pub struct PlanEdit {
    /// The year.
    #[arg(value_name = "YEAR")]
    pub year: u16,
    /// The title of its table.
    #[arg(long, value_name = "T")]
    pub title: Option<String>,
    /// Who publishes it.
    #[arg(long, value_name = "I")]
    pub issuer: Option<String>,
}

/// A plan that shall no longer count.
#[derive(Clone, Debug, clap::Args)]
pub struct PlanVoid {
    /// The year.
    #[arg(value_name = "YEAR")]
    pub year: u16,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub why: String,
}

/// A period to be opened.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct OpenPeriod {
    /// Which one.
    #[arg(value_name = "P", value_parser = period)]
    pub open: Period,
    /// The day; none takes today.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<NaiveDate>,
}

/// Reads a name that must not be empty.
pub(super) fn name(text: &str) -> Result<String, &'static str> {
    let name = clean(text).trim().to_owned();
    if name.is_empty() { Err("no name") } else { Ok(name) }
}
