//! The errands of writing: what a form needs is read, drafts are kept and dropped, reports are stored, changes undone.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset};

use super::Errands;
use crate::domain::{Command, Refusal, ReportEntry, ReportKey};
use crate::draft::{Draft, DraftId, Drafts, Held, Topic};
use crate::lang::{say_change, say_refusal};
use crate::ledger::{Done, Failure};
use crate::session::{Msg, Prepared, Stored};
use crate::tui::text::clean;

/// The drafts of a store as one session writes them: what is older than the last thing done about one does nothing.
pub(super) struct Desk {
    pub(super) drafts: Drafts,
    known: Mutex<BTreeMap<DraftId, Known>>,
}

/// What a session knows of a draft that it calls by its own name for it.
#[derive(Default)]
struct Known {
    /// The number of the last thing done about it.
    newest: u64,
    /// How it stands on disk, where another screen of the person may have the name; none while nothing of it does.
    held: Option<Held>,
}

impl Desk {
    pub(super) fn new(drafts: Drafts) -> Self {
        Self { drafts, known: Mutex::default() }
    }

    /// The draft on disk that the session calls `id`.
    pub(super) fn on_disk(&self, id: DraftId) -> DraftId {
        let held = self.known().get(&id).and_then(|known| known.held.as_ref().map(|held| held.copy));
        DraftId { copy: held.unwrap_or(id.copy), ..id }
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<DraftId, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Errands {
    /// Keeps a draft now, whatever else is going on; it is on disk when this returns, and none where its words were before.
    pub fn keep(&self, number: u64, draft: &Draft) -> Result<(), String> {
        let mut all = self.desk.known();
        let known = all.entry(draft.id()).or_default();
        if number <= known.newest {
            return Ok(());
        }
        known.held = Some(self.desk.drafts.keep(draft, known.held.as_ref()).map_err(|e| e.to_string())?);
        known.newest = number;
        for left in &draft.left {
            let known = all.entry(left.clone()).or_default();
            if number > known.newest {
                known.newest = number;
                self.drop_held(&left.topic, &mut known.held).map_err(|e| e.to_string())?;
            }
        }
        Ok(())
    }

    /// Drops a draft; tells when that was not possible.
    pub(super) fn discard(&self, number: u64, id: &DraftId) -> Option<Msg> {
        let mut all = self.desk.known();
        let known = all.entry(id.clone()).or_default();
        if number <= known.newest {
            return None;
        }
        known.newest = number;
        let dropped = self.drop_held(&id.topic, &mut known.held);
        dropped.err().map(|e| Msg::DraftKept(number, Err(e.to_string())))
    }

    fn drop_held(&self, topic: &Topic, held: &mut Option<Held>) -> io::Result<()> {
        if let Some(there) = held {
            self.desk.drafts.discard(&self.sight.who().author.name, topic, there)?;
            *held = None;
        }
        Ok(())
    }

    /// What the person has written and not handed in; what the session goes on with is known by what it reads here.
    pub(super) fn unfinished(&self) -> Msg {
        let (mut all, _) = self.desk.drafts.all_held();
        all.retain(|(draft, _)| draft.person == self.sight.who().author.name);
        let mut known = self.desk.known();
        let mut read = |(draft, held): (Draft, Held)| {
            known.entry(draft.id()).or_default().held.get_or_insert(held);
            draft
        };
        Msg::Drafts(all.into_iter().map(&mut read).collect())
    }

    /// Reads what a form needs.
    pub(super) fn prepare_form(&self, key: ReportKey) -> Msg {
        Msg::Prepared(self.sight.reports(key.plan, key.task).map_err(|e| e.say(&self.texts)).map(|reports| {
            let last = key.last_of(&reports).cloned();
            let current = reports.iter().find(|r| r.key == key).cloned();
            Box::new(Prepared { key, current, last })
        }))
    }

    /// Stores a report.
    pub(super) fn report(&self, entry: ReportEntry, now: DateTime<FixedOffset>) -> Msg {
        let (task, period, unit) = (entry.task, entry.period, entry.unit);
        let done = self.sight.execute(&Command::Report(Box::new(entry)), now);
        Msg::Stored(match done {
            Ok(Done::Changed(change)) => {
                let book = self.sight.book().map(|(book, _)| book).unwrap_or_default();
                let number = book.task(task).map_or(0, |task| task.number);
                let unit = unit.and_then(|unit| book.unit(unit));
                let unit = unit.map(|unit| format!("  {}", clean(&unit.name))).unwrap_or_default();
                let parts: [(&str, &dyn std::fmt::Display); 4] =
                    [("number", &number), ("period", &period.label()), ("unit", &unit), ("revision", &change.revision)];
                Stored::Done(self.texts.fill("form.stored", &parts))
            }
            Ok(Done::Unchanged) => Stored::Refused(self.texts.get("refusal.unchanged").to_owned()),
            Err(Failure::Refused(refusal @ Refusal::Stale { .. })) => {
                let plan = self.sight.book().ok().and_then(|(book, _)| book.task(task).map(|t| t.plan));
                let reports = plan.and_then(|plan| self.sight.reports(plan, task).ok()).unwrap_or_default();
                let theirs = reports.into_iter().find(|r| r.key.period == period && r.key.unit == unit);
                Stored::Stale(say_refusal(&refusal, &self.texts), theirs)
            }
            Err(failure) => Stored::Refused(self.say(&failure)),
        })
    }

    /// Takes one's own last change back.
    pub(super) fn undo(&self, agreed: Option<u64>, now: DateTime<FixedOffset>) -> Msg {
        let sentence = match self.sight.execute(&Command::Undo(agreed), now) {
            Ok(Done::Changed(change)) => {
                let book = self.sight.book().map(|(book, _)| book).unwrap_or_default();
                let undone = self.sight.undone_by(&change).ok().flatten();
                clean(&say_change(&change, undone.as_deref(), &book, &self.texts)).into_owned()
            }
            Ok(Done::Unchanged) => self.texts.get("refusal.unchanged").to_owned(),
            Err(Failure::Refused(Refusal::AgreeFirst { revision, tasks, reports })) => {
                let parts: [(&str, &dyn std::fmt::Display); 3] =
                    [("revision", &revision), ("tasks", &tasks), ("reports", &reports)];
                return Msg::Undone(self.texts.fill("notice.undo_takes", &parts), Some(revision));
            }
            Err(failure) => self.say(&failure),
        };
        Msg::Undone(sentence, None)
    }

    pub(super) fn say(&self, failure: &Failure) -> String {
        match failure {
            Failure::Refused(refusal) => say_refusal(refusal, &self.texts),
            Failure::Broken(broken) => broken.say(&self.texts),
        }
    }
}
