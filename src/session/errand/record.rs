//! The errand of changing a record that is no report.

use chrono::{DateTime, FixedOffset};

use super::Errands;
use crate::domain::{Command, Edit, Refusal};
use crate::ledger::{Done, Failure};
use crate::session::{Msg, Recorded};

impl Errands {
    /// Carries a command out, and tells what the book is since.
    pub(super) fn record(&self, command: &Command, now: DateTime<FixedOffset>) -> Msg {
        let recorded = match self.ledger.execute(&self.who, command, now) {
            Ok(Done::Changed(change)) => {
                let begun = change.edits.iter().find(|edit| edit.before.is_none()).and_then(Edit::key);
                Recorded::Done(change.revision, begun)
            }
            Ok(Done::Unchanged) => Recorded::Refused(self.texts.get("refusal.unchanged").to_owned()),
            Err(Failure::Refused(Refusal::Changed(key))) => Recorded::Changed(key),
            Err(failure) => Recorded::Refused(self.say(&failure)),
        };
        Msg::Recorded(self.ledger.book().ok(), recorded)
    }
}
