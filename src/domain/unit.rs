//! Holds those who answer for tasks: units, their officials through time, and the supervising leaders.

use chrono::NaiveDate;

use super::{LeaderId, OfficialId, UnitId};

/// A responsible unit (责任单位): a bureau, a district government, or a group of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its name in the ledger.
    pub id: UnitId,
    /// Its name as first printed.
    pub name: String,
    /// Short names in use, such as 卫健局 for 市卫生健康局.
    pub short_names: Vec<String>,
    /// Other names it is found by.
    pub aliases: Vec<String>,
    /// The units a group stands for, such as the districts behind 各市（区）政府; empty for a single unit.
    pub members: Vec<UnitId>,
    /// Why it no longer counts; nothing is ever deleted.
    pub void: Option<String>,
}

impl Unit {
    /// A unit of which nothing but its name is known.
    pub fn named(id: UnitId, name: &str) -> Self {
        let (short_names, aliases, members) = (Vec::new(), Vec::new(), Vec::new());
        Self { id, name: name.to_owned(), short_names, aliases, members, void: None }
    }
}

/// The person, or post, who answers for a unit (责任人).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Official {
    /// The official's name in the ledger.
    pub id: OfficialId,
    /// The name as first printed, padding blanks included (张  璐).
    pub name: String,
    /// The post held; empty while unknown.
    pub post: String,
    /// The telephone number; empty while unknown.
    pub telephone: String,
    /// Which unit's post was held from when to when.
    pub tenures: Vec<Tenure>,
    /// Why the entry no longer counts; nothing is ever deleted.
    pub void: Option<String>,
}

impl Official {
    /// An official of whom nothing but the name is known.
    pub fn named(id: OfficialId, name: &str) -> Self {
        let (post, telephone, tenures) = (String::new(), String::new(), Vec::new());
        Self { id, name: name.to_owned(), post, telephone, tenures, void: None }
    }

    /// The units answered for now.
    pub fn offices(&self) -> impl Iterator<Item = UnitId> {
        self.tenures.iter().filter(|tenure| tenure.to.is_none()).map(|tenure| tenure.unit)
    }

    /// Whether a unit is answered for now.
    pub fn holds(&self, unit: UnitId) -> bool {
        self.offices().any(|held| held == unit)
    }

    /// Has the official answer for just these units now. What has ended stays as it was; of what goes on, what is not
    /// named was entered by mistake.
    pub fn answer_for(&mut self, units: &[UnitId]) {
        self.tenures.retain(|tenure| tenure.to.is_some() || units.contains(&tenure.unit));
        for unit in units {
            if !self.holds(*unit) {
                self.tenures.push(Tenure { unit: *unit, from: None, to: None });
            }
        }
    }
}

/// The time in which an official answers for a unit (人事变动).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The unit answered for.
    pub unit: UnitId,
    /// The first day; none when it began before anything was recorded.
    pub from: Option<NaiveDate>,
    /// The last day; none while it goes on.
    pub to: Option<NaiveDate>,
}

/// A supervising city leader (分管市领导).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leader {
    /// The leader's name in the ledger.
    pub id: LeaderId,
    /// The name as first printed.
    pub name: String,
    /// The post held; empty while unknown.
    pub post: String,
    /// Why the entry no longer counts; nothing is ever deleted.
    pub void: Option<String>,
}

impl Leader {
    /// A leader of whom nothing but the name is known.
    pub fn named(id: LeaderId, name: &str) -> Self {
        Self { id, name: name.to_owned(), post: String::new(), void: None }
    }
}
