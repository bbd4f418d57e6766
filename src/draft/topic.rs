//! What a draft is about, which names it.

use crate::domain::{Book, Kind, PlanYear, RecordKey, ReportKey, TaskId};
use crate::lang::{Texts, kind_key};

/// What is being written; a person has one draft on it, and more only while writing on several screens at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// A report.
    Report(ReportKey),
    /// Whatever else is filled in.
    Entry(Entry),
}

/// Which of a person's drafts it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftId {
    /// What it is about.
    pub topic: Topic,
    /// Which one of those on the topic, from 1.
    pub copy: u32,
}

/// What the form of a record is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// Enters a new record.
    New {
        /// Of which kind.
        kind: Kind,
        /// In which plan, where the kind belongs to one.
        plan: Option<PlanYear>,
        /// Tells apart what one person has begun of a kind, from 1.
        nth: u32,
    },
    /// Changes a record.
    Edit(RecordKey),
    /// Makes a record void.
    Void(RecordKey),
    /// Closes a task.
    Close(TaskId),
    /// Takes the closing of a task back.
    Reopen(TaskId),
    /// Has another official answer for a unit, as seen from one task or from none.
    Replace(Option<TaskId>),
    /// Opens a period of a plan.
    OpenPeriod(PlanYear),
}

impl Entry {
    /// What is done to what, as a title says it; names in it are as printed, and not cleaned.
    pub fn say(&self, book: &Book, texts: &Texts) -> String {
        let task = |id: TaskId| {
            let number = book.task(id).map_or(0, |task| task.number);
            texts.fill("record_form.numbered", &[("number", &number)])
        };
        let named = |key: &RecordKey| match key {
            RecordKey::Task(id) => task(*id),
            RecordKey::Report(key) => format!("{} {}", task(key.task), key.period.label()),
            RecordKey::Plan(year) => year.to_string(),
            key => book.record(key).map(|record| record.name().to_owned()).unwrap_or_default(),
        };
        let (key, kind, name) = match self {
            Self::New { kind, .. } => ("record_form.new", Some(*kind), String::new()),
            Self::Edit(key) => ("record_form.edit", Some(key.kind()), named(key)),
            Self::Void(key) => ("record_form.void", Some(key.kind()), named(key)),
            Self::Close(id) => ("record_form.close", None, task(*id)),
            Self::Reopen(id) => ("record_form.reopen", None, task(*id)),
            Self::Replace(_) => ("record_form.replace", None, String::new()),
            Self::OpenPeriod(year) => ("record_form.open_period", None, year.to_string()),
        };
        let kind = kind.map_or("", |kind| texts.get(kind_key(kind)));
        texts.fill(key, &[("kind", &kind), ("name", &name)]).trim_end().to_owned()
    }
}
