//! The one value that travels: what a command did, as records before and after, for store, screen, audit and undo.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::{
    Category, CategoryId, Leader, LeaderId, Official, OfficialId, Person, Plan, PlanYear, Reminder, ReminderId, Report,
    ReportKey, Task, TaskId, Unit, UnitId,
};

/// What one command did: decided once, then stored, published, shown as history and exported as audit.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its place in the ledger; the first change is 1, each next one is one more.
    pub revision: u64,
    /// When it was decided.
    pub at: DateTime<FixedOffset>,
    /// Who did it.
    pub by: Author,
    /// By which way it came in.
    pub via: Via,
    /// What kind of doing it was.
    pub deed: Deed,
    /// The records it touched, each at most once.
    pub edits: Vec<Edit>,
}

impl Change {
    /// Leaves `records` as the change does.
    pub fn carry_into(&self, records: &mut BTreeMap<RecordKey, Record>) {
        for edit in &self.edits {
            match (edit.key(), &edit.after) {
                (Some(key), Some(after)) => drop(records.insert(key, after.clone())),
                (Some(key), None) => drop(records.remove(&key)),
                (None, _) => {}
            }
        }
    }
}

/// Who answers for a change, and who recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The person who answers for it.
    pub name: String,
    /// The person at the keyboard, when it was recorded in another's name.
    pub recorded_by: Option<String>,
}

/// The way a change came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Via {
    /// The door it used.
    pub door: Door,
    /// Where it came from, such as an address; none on this machine.
    pub from: Option<String>,
    /// The fingerprint of the key that signed the session in; none on this machine.
    pub key: Option<String>,
}

/// A door through which changes come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The screen.
    Screen,
    /// The command line.
    Command,
}

/// The kinds of doing, for history and audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A table was imported.
    Import,
    /// A whole book was taken over into an empty ledger.
    Adopt,
    /// A report was recorded.
    Report,
    /// A period was opened for reports.
    OpenPeriod,
    /// A record that is no report was entered or given a new version.
    Enter,
    /// A record was made void.
    Void,
    /// A task was confirmed as closed.
    Close,
    /// A task's closing was taken back.
    Reopen,
    /// Another official answers for a unit.
    Replace,
    /// A change was taken back; holds its revision.
    Undo(u64),
}

/// One record before and after; nothing before is a beginning, nothing after takes a beginning back.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The record as it was.
    pub before: Option<Record>,
    /// The record as it is now.
    pub after: Option<Record>,
}

impl Edit {
    /// Names the record it is about; nothing for an edit without records.
    pub fn key(&self) -> Option<RecordKey> {
        self.after.as_ref().or(self.before.as_ref()).map(Record::key)
    }

    /// Whether it begins a record: there was none, or a void one.
    pub fn begins(&self) -> bool {
        self.before.as_ref().is_none_or(|before| before.void().is_some())
    }
}

/// Anything the ledger keeps.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant holds the type of its name, documented there")]
pub enum Record {
    Plan(Arc<Plan>),
    Category(Arc<Category>),
    Leader(Arc<Leader>),
    Unit(Arc<Unit>),
    Official(Arc<Official>),
    Task(Arc<Task>),
    Report(Arc<Report>),
    Person(Arc<Person>),
    Reminder(Arc<Reminder>),
}

/// Names a record; ordered so that what is referred to comes before what refers to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant names the record of the same name")]
pub enum RecordKey {
    Plan(PlanYear),
    Category(CategoryId),
    Leader(LeaderId),
    Unit(UnitId),
    Official(OfficialId),
    Task(TaskId),
    Report(ReportKey),
    Person(String),
    Reminder(ReminderId),
}

/// The kinds of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the record it is named after")]
pub enum Kind {
    Official,
    Unit,
    Leader,
    Category,
    Task,
    Report,
    Plan,
    Person,
    Reminder,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Official,
        Self::Unit,
        Self::Leader,
        Self::Category,
        Self::Task,
        Self::Report,
        Self::Plan,
        Self::Person,
        Self::Reminder,
    ];

    /// The code used in JSON and on disk.
    pub fn code(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Unit => "unit",
            Self::Leader => "leader",
            Self::Category => "category",
            Self::Task => "task",
            Self::Report => "report",
            Self::Plan => "plan",
            Self::Person => "person",
            Self::Reminder => "reminder",
        }
    }
}

impl RecordKey {
    /// The kind of what it names.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Plan(_) => Kind::Plan,
            Self::Category(_) => Kind::Category,
            Self::Leader(_) => Kind::Leader,
            Self::Unit(_) => Kind::Unit,
            Self::Official(_) => Kind::Official,
            Self::Task(_) => Kind::Task,
            Self::Report(_) => Kind::Report,
            Self::Person(_) => Kind::Person,
            Self::Reminder(_) => Kind::Reminder,
        }
    }
}

impl Record {
    /// Its name in the ledger.
    pub fn key(&self) -> RecordKey {
        match self {
            Self::Plan(r) => RecordKey::Plan(r.year),
            Self::Category(r) => RecordKey::Category(r.id),
            Self::Leader(r) => RecordKey::Leader(r.id),
            Self::Unit(r) => RecordKey::Unit(r.id),
            Self::Official(r) => RecordKey::Official(r.id),
            Self::Task(r) => RecordKey::Task(r.id),
            Self::Report(r) => RecordKey::Report(r.key),
            Self::Person(r) => RecordKey::Person(r.name.clone()),
            Self::Reminder(r) => RecordKey::Reminder(r.id),
        }
    }

    /// Its name as printed; empty for one that has none.
    pub fn name(&self) -> &str {
        match self {
            Self::Category(r) => &r.name,
            Self::Leader(r) => &r.name,
            Self::Unit(r) => &r.name,
            Self::Official(r) => &r.name,
            Self::Person(r) => &r.name,
            Self::Plan(_) | Self::Task(_) | Self::Report(_) | Self::Reminder(_) => "",
        }
    }
}
