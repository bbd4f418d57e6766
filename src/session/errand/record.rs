//! The errand of changing a record that is no report.

use chrono::{DateTime, FixedOffset};

use super::Errands;
use crate::domain::{Command, Edit, Record, Refusal};
use crate::lang::say_refusal;
use crate::ledger::{Done, Failure};
use crate::session::{Msg, Recorded};

impl Errands {
    /// Carries a command out, and tells what stands there now when somebody else was faster.
    pub(super) fn record(&self, command: &Command, now: DateTime<FixedOffset>) -> Msg {
        Msg::Recorded(match self.ledger.execute(&self.who, command, now) {
            Ok(Done::Changed(change)) => {
                let begun = change.edits.iter().find(|edit| edit.before.is_none()).and_then(Edit::key);
                Recorded::Done(change.revision, begun)
            }
            Ok(Done::Unchanged) => Recorded::Refused(self.texts.get("refusal.unchanged").to_owned()),
            Err(Failure::Refused(Refusal::Changed(key))) => {
                let now = self.ledger.book().ok().and_then(|book| book.record(&key));
                match now.filter(|now: &Record| now.void().is_none()) {
                    Some(now) => Recorded::Changed(say_refusal(&Refusal::Changed(key), &self.texts), now),
                    None => Recorded::Refused(say_refusal(&Refusal::NoRecord(key), &self.texts)),
                }
            }
            Err(failure) => Recorded::Refused(self.say(&failure)),
        })
    }
}
