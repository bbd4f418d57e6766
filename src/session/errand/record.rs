//! The errand of changing a record that is no report.

use chrono::{DateTime, FixedOffset};

use super::Errands;
use crate::domain::{Command, Edit, Refusal};
use crate::lang::say_change;
use crate::ledger::{Done, Failure};
use crate::session::{Msg, Recorded};
use crate::tui::text::clean;

impl Errands {
    /// Carries a command out, and tells what the book is since.
    pub(super) fn record(&self, command: &Command, now: DateTime<FixedOffset>) -> Msg {
        let done = self.sight.execute(command, now);
        let book = self.sight.book().ok().map(|(book, _)| book);
        let recorded = match done {
            Ok(Done::Changed(change)) => {
                let begun = change.edits.iter().find(|edit| edit.begins()).and_then(Edit::key);
                let what = book.as_ref().map(|book| say_change(&change, None, book, &self.texts)).unwrap_or_default();
                let parts: [(&str, &dyn std::fmt::Display); 2] =
                    [("what", &clean(&what)), ("revision", &change.revision)];
                Recorded::Done(self.texts.fill("record_form.stored", &parts), begun)
            }
            Ok(Done::Unchanged) => Recorded::Refused(self.texts.get("refusal.unchanged").to_owned()),
            Err(Failure::Refused(Refusal::Changed(key))) => Recorded::Changed(key),
            Err(failure @ Failure::Refused(Refusal::Stale { .. })) => Recorded::Stale(self.say(&failure)),
            Err(failure) => Recorded::Refused(self.say(&failure)),
        };
        Msg::Recorded(book, recorded)
    }
}
