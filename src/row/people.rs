//! Rows of units, officials, leaders, people and reminders.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{PeriodRow, Unreadable, plan_year};
use crate::domain::{
    Access, AccessKey, Leader, LeaderId, Official, OfficialId, Person, Reminder, ReminderId, Tenure, Unit, UnitId,
};

/// A responsible unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitRow {
    pub id: u32,
    pub name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub short_names: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
}

impl From<&Unit> for UnitRow {
    fn from(r: &Unit) -> Self {
        Self {
            id: r.id.0,
            name: r.name.clone(),
            short_names: r.short_names.clone(),
            aliases: r.aliases.clone(),
            members: r.members.iter().map(|u| u.0).collect(),
            void: r.void.clone(),
        }
    }
}

impl From<UnitRow> for Unit {
    fn from(r: UnitRow) -> Self {
        Self {
            id: UnitId(r.id),
            name: r.name,
            short_names: r.short_names,
            aliases: r.aliases,
            members: r.members.into_iter().map(UnitId).collect(),
            void: r.void,
        }
    }
}

/// A responsible official.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficialRow {
    pub id: u32,
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub post: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub telephone: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenures: Vec<TenureRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
}

/// The time in which an official answers for a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenureRow {
    pub unit: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

impl From<&Official> for OfficialRow {
    fn from(r: &Official) -> Self {
        Self {
            id: r.id.0,
            name: r.name.clone(),
            post: r.post.clone(),
            telephone: r.telephone.clone(),
            tenures: r.tenures.iter().map(|t| TenureRow { unit: t.unit.0, from: t.from, to: t.to }).collect(),
            void: r.void.clone(),
        }
    }
}

impl From<OfficialRow> for Official {
    fn from(r: OfficialRow) -> Self {
        let tenure = |t: TenureRow| Tenure { unit: UnitId(t.unit), from: t.from, to: t.to };
        Self {
            id: OfficialId(r.id),
            name: r.name,
            post: r.post,
            telephone: r.telephone,
            tenures: r.tenures.into_iter().map(tenure).collect(),
            void: r.void,
        }
    }
}

/// A supervising leader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaderRow {
    pub id: u32,
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub post: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
}

impl From<&Leader> for LeaderRow {
    fn from(r: &Leader) -> Self {
        Self { id: r.id.0, name: r.name.clone(), post: r.post.clone(), void: r.void.clone() }
    }
}

impl From<LeaderRow> for Leader {
    fn from(r: LeaderRow) -> Self {
        Self { id: LeaderId(r.id), name: r.name, post: r.post, void: r.void }
    }
}

/// Somebody who uses the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonRow {
    pub name: String,
    pub access: AccessRow,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<KeyRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
}

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessRow {
    Viewer,
    Reporter,
    Supervisor,
    Admin,
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRow {
    pub fingerprint: String,
    pub public: String,
}

impl From<&Person> for PersonRow {
    fn from(r: &Person) -> Self {
        let key = |k: &AccessKey| KeyRow { fingerprint: k.fingerprint.clone(), public: k.public.clone() };
        Self {
            name: r.name.clone(),
            access: match r.access {
                Access::Viewer => AccessRow::Viewer,
                Access::Reporter => AccessRow::Reporter,
                Access::Supervisor => AccessRow::Supervisor,
                Access::Admin => AccessRow::Admin,
            },
            units: r.units.iter().map(|u| u.0).collect(),
            keys: r.keys.iter().map(key).collect(),
            void: r.void.clone(),
        }
    }
}

impl From<PersonRow> for Person {
    fn from(r: PersonRow) -> Self {
        Self {
            name: r.name,
            access: match r.access {
                AccessRow::Viewer => Access::Viewer,
                AccessRow::Reporter => Access::Reporter,
                AccessRow::Supervisor => Access::Supervisor,
                AccessRow::Admin => Access::Admin,
            },
            units: r.units.into_iter().map(UnitId).collect(),
            keys: r.keys.into_iter().map(|k| AccessKey { fingerprint: k.fingerprint, public: k.public }).collect(),
            void: r.void,
        }
    }
}

/// A reminder sent to a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReminderRow {
    pub id: u32,
    pub plan: u16,
    pub period: PeriodRow,
    pub unit: u32,
    pub at: DateTime<FixedOffset>,
    pub by: String,
    pub text: String,
}

impl From<&Reminder> for ReminderRow {
    fn from(r: &Reminder) -> Self {
        Self {
            id: r.id.0,
            plan: r.plan.0,
            period: r.period.into(),
            unit: r.unit.0,
            at: r.at,
            by: r.by.clone(),
            text: r.text.clone(),
        }
    }
}

impl TryFrom<ReminderRow> for Reminder {
    type Error = Unreadable;

    fn try_from(r: ReminderRow) -> Result<Self, Unreadable> {
        Ok(Self {
            id: ReminderId(r.id),
            plan: plan_year(r.plan),
            period: r.period.try_into()?,
            unit: UnitId(r.unit),
            at: r.at,
            by: r.by,
            text: r.text,
        })
    }
}
