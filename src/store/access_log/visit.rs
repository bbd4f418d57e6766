//! One line of the access log: what happened at the door, and the form in which it is kept, version 1.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::row::VERSION;
use crate::store::line::Hash;

/// A text from outside is kept up to so many characters: whoever is turned away chooses how long his name is.
const LONGEST: usize = 100;

/// Something that happened at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What.
    pub what: Visited,
    /// The person, once one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The fingerprint of the key that was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The address it came from, without a port: each attempt has another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What else is to be known, such as the command that was refused; a text from outside.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// How many such there were; more than one when equal refusals were counted together.
    pub count: u32,
}

/// The kinds of happenings at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visited {
    /// A person signed in.
    LoggedIn,
    /// A session of a person ended.
    LoggedOut,
    /// Somebody was not let in: the key is nobody's, or none was shown.
    TurnedAway,
    /// A person who is in asked for something that is not allowed.
    CommandRefused,
}

impl Visited {
    pub(super) fn is_refusal(self) -> bool {
        matches!(self, Self::TurnedAway | Self::CommandRefused)
    }
}

impl Visit {
    /// Whose refusals are counted together: a person's, else those of an address, whatever keys it shows.
    pub(super) fn origin(&self) -> String {
        let origin = self.person.as_ref().or(self.from.as_ref());
        origin.map(|text| cut(text)).unwrap_or_default()
    }

    /// The same for refusals of many origins.
    pub(super) fn of_many(self) -> Self {
        Self { person: None, key: None, from: None, about: String::new(), ..self }
    }

    fn bounded(&self) -> Self {
        Self {
            person: self.person.as_deref().map(cut),
            key: self.key.as_deref().map(cut),
            from: self.from.as_deref().map(cut),
            about: cut(&self.about),
            ..self.clone()
        }
    }
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    v: u32,
    prev: Hash,
    visit: Visit,
}

/// Writes a visit as a line that follows the one with hash `prev`.
pub(super) fn line(visit: &Visit, prev: &str) -> Result<String, String> {
    let line = Line { v: VERSION, prev: prev.to_owned(), visit: visit.bounded() };
    serde_json::to_string(&line).map_err(|e| e.to_string())
}

/// Reads a line back that must follow the one with hash `prev`.
pub(super) fn read(text: &str, prev: &str) -> Result<Visit, String> {
    let line: Line = serde_json::from_str(text).map_err(|e| e.to_string())?;
    if line.v != VERSION {
        return Err(format!("version {} is not known", line.v));
    }
    if line.prev != prev {
        return Err(String::from("it does not follow the line before it"));
    }
    Ok(line.visit)
}
