//! What has been written so far: the words of a report, or the fields of any other record.

use std::collections::BTreeMap;

use super::topic::{Entry, Topic};
use crate::domain::{Book, OfficialId, Record, RecordKey, ReportKey, Status, UnitId};
use crate::lang::Texts;

/// What has been written so far.
#[derive(Clone, Debug, PartialEq)]
pub enum Words {
    /// A report.
    Report(ReportWords),
    /// Any other record.
    Entry(Box<EntryWords>),
}

impl Words {
    /// What it is about.
    pub fn topic(&self) -> Topic {
        match self {
            Self::Report(words) => Topic::Report(words.key),
            Self::Entry(words) => Topic::Entry(words.entry.clone()),
        }
    }
}

/// A report that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportWords {
    /// What it reports on.
    pub key: ReportKey,
    /// The revision of the report its author saw; none when there was none.
    pub seen: Option<u64>,
    /// How the task stands.
    pub status: Status,
    /// The as-of date as typed; it may be unfinished.
    pub reported_on: String,
    /// The public part.
    pub progress: String,
    /// The internal part about problems.
    pub problems: String,
    /// The internal part about next steps.
    pub next_steps: String,
}

/// A record that is being entered, changed or made void.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryWords {
    /// What the form is for.
    pub entry: Entry,
    /// The record its author saw, when one is changed.
    pub seen: Option<Record>,
    /// The revision its author saw, when a report is made void.
    pub revision: Option<u64>,
    /// What its fields hold, by their names.
    pub fields: BTreeMap<String, Filled>,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Filled {
    /// What was typed, or the code of what was chosen among a few.
    Text(String),
    /// A record that was found; none while open.
    Found(Option<RecordKey>),
    /// Units with their officials, in order.
    Pairs(Vec<(UnitId, Option<OfficialId>)>),
}

impl EntryWords {
    /// What is done to what; of something new, with what it is called so far. Not cleaned.
    pub fn say(&self, book: &Book, texts: &Texts) -> String {
        let said = self.entry.say(book, texts);
        // What a new record is called by stands in one of these.
        let named = ["name", "title", "text"].iter().find_map(|field| match self.fields.get(*field) {
            Some(Filled::Text(text)) if !text.trim().is_empty() => text.trim().lines().next(),
            _ => None,
        });
        match named.filter(|_| matches!(self.entry, Entry::New { .. })) {
            Some(name) => format!("{said}  {name}"),
            None => said,
        }
    }
}

impl Filled {
    /// What it holds, as a person reads it; not cleaned.
    pub fn say(&self, book: &Book) -> String {
        let name = |key: &RecordKey| book.record(key).map(|record| record.name().to_owned()).unwrap_or_default();
        match self {
            Self::Text(text) => text.clone(),
            Self::Found(key) => key.as_ref().map(name).unwrap_or_default(),
            Self::Pairs(pairs) => {
                let pair = |(unit, official): &(UnitId, Option<OfficialId>)| {
                    let unit = name(&RecordKey::Unit(*unit));
                    let official = official.map(|id| format!("={}", name(&RecordKey::Official(id))));
                    unit + &official.unwrap_or_default()
                };
                pairs.iter().map(pair).collect::<Vec<_>>().join("、")
            }
        }
    }
}
