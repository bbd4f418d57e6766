//! Holds the people who may use the ledger, their keys, and the reminders sent to units.

use chrono::{DateTime, FixedOffset};

use super::{Period, PlanYear, ReminderId, UnitId};

/// Somebody who uses the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name, which also names the record.
    pub name: String,
    /// What the person may do.
    pub access: Access,
    /// The units a reporter answers for.
    pub units: Vec<UnitId>,
    /// The public keys the person signs in with.
    pub keys: Vec<AccessKey>,
    /// Why the person may no longer enter; nothing is ever deleted.
    pub void: Option<String>,
}

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// 查看: looks up.
    Viewer,
    /// 填报: reports for the units named.
    Reporter,
    /// 督查: reviews, chases and corrects.
    Supervisor,
    /// 管理: all of it, and people.
    Admin,
}

impl Access {
    /// All roles, from the one that may least to the one that may most.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Reporter, Self::Supervisor, Self::Admin];

    /// The code used in commands, JSON and on disk.
    pub fn code(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Reporter => "reporter",
            Self::Supervisor => "supervisor",
            Self::Admin => "admin",
        }
    }
}

impl Person {
    /// Whether one of the person's keys has a fingerprint.
    pub fn has_key(&self, fingerprint: &str) -> bool {
        self.keys.iter().any(|key| key.fingerprint == fingerprint)
    }
}

/// A public key of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessKey {
    /// Its fingerprint, such as SHA256:….
    pub fingerprint: String,
    /// The key in OpenSSH's one-line form, without options or comment.
    pub public: String,
}

/// A reminder to a unit that has not reported (催报).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Its name in the ledger.
    pub id: ReminderId,
    /// The plan it is about.
    pub plan: PlanYear,
    /// The period it is about.
    pub period: Period,
    /// The unit reminded.
    pub unit: UnitId,
    /// When it was sent.
    pub at: DateTime<FixedOffset>,
    /// Who sent it.
    pub by: String,
    /// What was said.
    pub text: String,
}
