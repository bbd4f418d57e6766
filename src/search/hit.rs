//! What a search finds.

use std::sync::Arc;

use crate::domain::{CategoryId, Kind, LeaderId, OfficialId, ReportKey, TaskId, UnitId};
use crate::lang::kind_key;

/// The key of the short word for a kind.
pub fn word_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Official => "search.official",
        Kind::Unit => "search.unit",
        Kind::Leader => "search.leader",
        Kind::Category => "search.category",
        Kind::Task => "search.task",
        Kind::Report => "search.report",
        Kind::Plan | Kind::Person | Kind::Reminder => kind_key(kind),
    }
}

/// The very thing that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant names the thing it is named after")]
pub enum Target {
    Official(OfficialId),
    Unit(UnitId),
    Leader(LeaderId),
    Category(CategoryId),
    Task(TaskId),
    Report(ReportKey),
}

/// One thing found, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Which one.
    pub target: Target,
    /// Its name as printed; for a task or report, the paragraph that matched.
    pub name: String,
    /// The indexes (in characters) into `name` of what matched, ascending; empty when another name of it did.
    pub matched: Vec<usize>,
    /// The tasks it stands for, in the order they were made; shared, as a name can stand for very many.
    pub tasks: Arc<[TaskId]>,
}

/// The hits of a search, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The hits.
    pub hits: Vec<Hit>,
    /// Whether there are more than were asked for.
    pub more: bool,
}
