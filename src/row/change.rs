//! Rows of changes.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{RecordRow, Unreadable};
use crate::domain::{Author, Change, Deed, Door, Edit, Record, Via};

/// A change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeRow {
    pub revision: u64,
    pub at: DateTime<FixedOffset>,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<String>,
    pub via: ViaRow,
    pub deed: DeedRow,
    pub edits: Vec<EditRow>,
}

/// The way a change came in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViaRow {
    pub door: DoorRow,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// The kinds of doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeedRow {
    Import,
    Adopt,
    Report,
    OpenPeriod,
    Enter,
    Void,
    Close,
    Reopen,
    Replace,
    Undo(u64),
}

/// One record before and after. Its shape is there only while it is written or read: those of a large import, held all
/// at once, would take many times the room of the records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "EditShape", try_from = "EditShape")]
pub struct EditRow(pub Edit);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EditShape {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<RecordRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<RecordRow>,
}

impl From<EditRow> for EditShape {
    fn from(EditRow(r): EditRow) -> Self {
        Self { before: r.before.as_ref().map(Into::into), after: r.after.as_ref().map(Into::into) }
    }
}

impl TryFrom<EditShape> for EditRow {
    type Error = Unreadable;

    fn try_from(r: EditShape) -> Result<Self, Unreadable> {
        let record = |row: Option<RecordRow>| row.map(Record::try_from).transpose();
        Ok(Self(Edit { before: record(r.before)?, after: record(r.after)? }))
    }
}

/// The variants of `domain::Door`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoorRow {
    Screen,
    Command,
}

impl From<Door> for DoorRow {
    fn from(r: Door) -> Self {
        match r {
            Door::Screen => Self::Screen,
            Door::Command => Self::Command,
        }
    }
}

impl From<DoorRow> for Door {
    fn from(r: DoorRow) -> Self {
        match r {
            DoorRow::Screen => Self::Screen,
            DoorRow::Command => Self::Command,
        }
    }
}

impl From<&Change> for ChangeRow {
    fn from(r: &Change) -> Self {
        Self {
            revision: r.revision,
            at: r.at,
            by: r.by.name.clone(),
            recorded_by: r.by.recorded_by.clone(),
            via: ViaRow { door: r.via.door.into(), from: r.via.from.clone(), key: r.via.key.clone() },
            deed: match r.deed {
                Deed::Import => DeedRow::Import,
                Deed::Adopt => DeedRow::Adopt,
                Deed::Report => DeedRow::Report,
                Deed::OpenPeriod => DeedRow::OpenPeriod,
                Deed::Enter => DeedRow::Enter,
                Deed::Void => DeedRow::Void,
                Deed::Close => DeedRow::Close,
                Deed::Reopen => DeedRow::Reopen,
                Deed::Replace => DeedRow::Replace,
                Deed::Undo(revision) => DeedRow::Undo(revision),
            },
            edits: r.edits.iter().cloned().map(EditRow).collect(),
        }
    }
}

impl From<ChangeRow> for Change {
    fn from(r: ChangeRow) -> Self {
        Self {
            revision: r.revision,
            at: r.at,
            by: Author { name: r.by, recorded_by: r.recorded_by },
            via: Via { door: r.via.door.into(), from: r.via.from, key: r.via.key },
            deed: match r.deed {
                DeedRow::Import => Deed::Import,
                DeedRow::Adopt => Deed::Adopt,
                DeedRow::Report => Deed::Report,
                DeedRow::OpenPeriod => Deed::OpenPeriod,
                DeedRow::Enter => Deed::Enter,
                DeedRow::Void => Deed::Void,
                DeedRow::Close => Deed::Close,
                DeedRow::Reopen => Deed::Reopen,
                DeedRow::Replace => Deed::Replace,
                DeedRow::Undo(revision) => Deed::Undo(revision),
            },
            edits: r.edits.into_iter().map(|e| e.0).collect(),
        }
    }
}
