//! What can be typed after `duban audit`.

use chrono::NaiveDate;
use clap::ValueEnum;

use super::day;

/// What of the audit is told.
#[derive(Clone, Debug, clap::Args)]
pub struct Audit {
    /// Only where journal and access log end.
    #[arg(value_name = "head", value_enum, hide_possible_values = true)]
    pub part: Option<AuditPart>,
    /// The first day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<NaiveDate>,
    /// The name of a person.
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// The printed number of a task.
    #[arg(long, value_name = "N")]
    pub task: Option<u32>,
    /// The year of the task's plan.
    #[arg(long, value_name = "Y", requires = "task")]
    pub plan: Option<u16>,
    /// Whether JSON is written.
    #[arg(long)]
    pub json: bool,
}

/// A part of the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AuditPart {
    /// Where journal and access log end.
    Head,
}
