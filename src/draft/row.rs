//! The shapes of drafts on disk: version 1, of a report as it has always been, of anything else beside it.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::Draft;
use super::key::{KeyRow, ReportKeyRow};
use super::topic::Entry;
use super::words::{EntryWords, Filled, ReportWords, Words};
use crate::domain::{Kind, OfficialId, PlanYear, Record, RecordKey, Status, TaskId, UnitId};
use crate::row::{PeriodRow, RecordRow, Unreadable, VERSION};

/// Writes a draft.
pub(super) fn write(draft: &Draft) -> serde_json::Result<Vec<u8>> {
    match &draft.words {
        Words::Report(words) => serde_json::to_vec(&ReportDraftRow::of(draft, words)),
        Words::Entry(words) => serde_json::to_vec(&EntryDraftRow::of(draft, words)),
    }
}

/// Reads a draft of either shape; only that of a record names an entry.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, String> {
    let shape: Shape = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
    if shape.v != VERSION {
        return Err(format!("version {} is not known", shape.v));
    }
    let draft = match shape.entry {
        None => serde_json::from_slice(bytes).map(ReportDraftRow::draft),
        Some(_) => serde_json::from_slice(bytes).map(EntryDraftRow::draft),
    };
    draft.map_err(|e| e.to_string())?.map_err(|e| e.to_string())
}

#[derive(Deserialize)]
struct Shape {
    v: u32,
    entry: Option<IgnoredAny>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportDraftRow {
    v: u32,
    person: String,
    plan: u16,
    task: u32,
    period: PeriodRow,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<u64>,
    status: String,
    reported_on: String,
    progress: String,
    problems: String,
    next_steps: String,
    at: DateTime<FixedOffset>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    copy: Option<u32>,
}

impl ReportDraftRow {
    fn of(draft: &Draft, words: &ReportWords) -> Self {
        let ReportKeyRow { plan, task, period, unit } = words.key.into();
        Self {
            v: VERSION,
            person: draft.person.clone(),
            plan,
            task,
            period,
            unit,
            seen: words.seen,
            status: words.status.code().to_owned(),
            reported_on: words.reported_on.clone(),
            progress: words.progress.clone(),
            problems: words.problems.clone(),
            next_steps: words.next_steps.clone(),
            at: draft.at,
            copy: (draft.copy > 1).then_some(draft.copy),
        }
    }

    fn draft(self) -> Result<Draft, Unreadable> {
        let status = Status::ALL.into_iter().find(|status| status.code() == self.status);
        let words = ReportWords {
            key: ReportKeyRow { plan: self.plan, task: self.task, period: self.period, unit: self.unit }.try_into()?,
            seen: self.seen,
            status: status.ok_or_else(|| Unreadable(format!("no such status: {}", self.status)))?,
            reported_on: self.reported_on,
            progress: self.progress,
            problems: self.problems,
            next_steps: self.next_steps,
        };
        Ok(Draft {
            person: self.person,
            words: Words::Report(words),
            at: self.at,
            left: Vec::new(),
            copy: self.copy.unwrap_or(1),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryDraftRow {
    v: u32,
    person: String,
    entry: EntryRow,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<RecordRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    revision: Option<u64>,
    fields: BTreeMap<String, FilledRow>,
    at: DateTime<FixedOffset>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    copy: Option<u32>,
}

impl EntryDraftRow {
    fn of(draft: &Draft, words: &EntryWords) -> Self {
        Self {
            v: VERSION,
            person: draft.person.clone(),
            entry: (&words.entry).into(),
            seen: words.seen.as_ref().map(Into::into),
            revision: words.revision,
            fields: words.fields.iter().map(|(name, filled)| (name.clone(), filled.into())).collect(),
            at: draft.at,
            copy: (draft.copy > 1).then_some(draft.copy),
        }
    }

    fn draft(self) -> Result<Draft, Unreadable> {
        let fields = self.fields.into_iter().map(|(name, filled)| Ok((name, filled.try_into()?)));
        let words = EntryWords {
            entry: self.entry.try_into()?,
            seen: self.seen.map(Record::try_from).transpose()?,
            revision: self.revision,
            fields: fields.collect::<Result<_, Unreadable>>()?,
        };
        if matches!(words.entry, Entry::Edit(_)) && words.seen.is_none() {
            return Err(Unreadable(String::from("it does not hold the record that is changed")));
        }
        Ok(Draft {
            person: self.person,
            words: Words::Entry(Box::new(words)),
            at: self.at,
            left: Vec::new(),
            copy: self.copy.unwrap_or(1),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum EntryRow {
    New { kind: String, plan: Option<u16>, nth: u32 },
    Edit(KeyRow),
    Void(KeyRow),
    Close(u32),
    Reopen(u32),
    Replace(Option<u32>),
    OpenPeriod(u16),
}

impl From<&Entry> for EntryRow {
    fn from(r: &Entry) -> Self {
        match r {
            Entry::New { kind, plan, nth } => {
                Self::New { kind: kind.code().to_owned(), plan: plan.map(|plan| plan.0), nth: *nth }
            }
            Entry::Edit(key) => Self::Edit(key.into()),
            Entry::Void(key) => Self::Void(key.into()),
            Entry::Close(task) => Self::Close(task.0),
            Entry::Reopen(task) => Self::Reopen(task.0),
            Entry::Replace(task) => Self::Replace(task.map(|task| task.0)),
            Entry::OpenPeriod(plan) => Self::OpenPeriod(plan.0),
        }
    }
}

impl TryFrom<EntryRow> for Entry {
    type Error = Unreadable;

    fn try_from(r: EntryRow) -> Result<Self, Unreadable> {
        Ok(match r {
            EntryRow::New { kind: code, plan, nth } => {
                let kind = Kind::ALL.into_iter().find(|kind| kind.code() == code);
                let kind = kind.ok_or_else(|| Unreadable(format!("no such kind: {code}")))?;
                Self::New { kind, plan: plan.map(PlanYear), nth }
            }
            EntryRow::Edit(key) => Self::Edit(key.try_into()?),
            EntryRow::Void(key) => Self::Void(key.try_into()?),
            EntryRow::Close(task) => Self::Close(TaskId(task)),
            EntryRow::Reopen(task) => Self::Reopen(TaskId(task)),
            EntryRow::Replace(task) => Self::Replace(task.map(TaskId)),
            EntryRow::OpenPeriod(plan) => Self::OpenPeriod(PlanYear(plan)),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum FilledRow {
    Text(String),
    Pairs(Vec<(u32, Option<u32>)>),
    Found(Option<KeyRow>),
}

impl From<&Filled> for FilledRow {
    fn from(r: &Filled) -> Self {
        match r {
            Filled::Text(text) => Self::Text(text.clone()),
            Filled::Found(key) => Self::Found(key.as_ref().map(Into::into)),
            Filled::Pairs(pairs) => Self::Pairs(pairs.iter().map(|(u, o)| (u.0, o.map(|o| o.0))).collect()),
        }
    }
}

impl TryFrom<FilledRow> for Filled {
    type Error = Unreadable;

    fn try_from(r: FilledRow) -> Result<Self, Unreadable> {
        Ok(match r {
            FilledRow::Text(text) => Self::Text(text),
            FilledRow::Found(key) => Self::Found(key.map(RecordKey::try_from).transpose()?),
            FilledRow::Pairs(pairs) => {
                Self::Pairs(pairs.into_iter().map(|(u, o)| (UnitId(u), o.map(OfficialId))).collect())
            }
        })
    }
}
