//! Sums up and hands in the form of a record, and goes on after what the ledger answers.

use super::{Purpose, RecordForm, Stage, Value};
use crate::domain::{Change, Command, Past, RecordKey, Refusal, Report, ReportKey};
use crate::draft::{DraftId, Topic};
use crate::lang::say_refusal;
use crate::session::keep::Kept;
use crate::session::overlay::Overlay;
use crate::session::{Effect, Recorded, Session};
use std::sync::Arc;

/// What a dry run knows of the past: nothing, for the words of older reports lie in the store.
struct Unread;

impl Past for Unread {
    fn report(&self, _: &ReportKey) -> Option<Arc<Report>> {
        None
    }

    fn changes_after(&self, _: u64) -> Vec<Arc<Change>> {
        Vec::new()
    }
}

impl Session {
    /// What a command would change, decided on the book that is seen; nothing is stored.
    pub(in crate::session) fn dry_run(&self, command: &Command) -> Result<Option<Change>, Refusal> {
        self.book.decide(command, &self.look.who, self.now, &Unread)
    }

    /// Shows what would be stored, or says why it would not be.
    pub(in crate::session) fn sum_record_up(&mut self) {
        let Overlay::Record(form) = &self.overlay else { return };
        let command = match form.command(&self.book) {
            Ok(command) => command,
            Err((name, why)) => {
                let at = form.fields.iter().position(|field| field.name == name);
                let said = self.look.texts.get(why).to_owned();
                let Overlay::Record(form) = &mut self.overlay else { return };
                form.at = at.unwrap_or(form.at);
                form.said = Some(said);
                return;
            }
        };
        // Words of an older report lie in the store: only the ledger can tell.
        let is_report = matches!(&form.purpose, Purpose::Void(RecordKey::Report(_), _));
        let decided = if is_report { None } else { Some(self.dry_run(&command)) };
        let Overlay::Record(form) = &mut self.overlay else { return };
        (form.said, form.top) = (None, 0);
        match decided {
            None => form.stage = Stage::Summary(None),
            Some(Ok(Some(change))) => form.stage = Stage::Summary(Some(Box::new(change))),
            Some(Ok(None)) => form.said = Some(self.look.texts.get("refusal.unchanged").to_owned()),
            Some(Err(Refusal::Changed(key))) => self.show_clash(&key),
            Some(Err(refusal)) => form.said = Some(say_refusal(&refusal, &self.look.texts)),
        }
    }

    /// Shows what is there now beside what was typed; what is void by now cannot be changed any more.
    fn show_clash(&mut self, key: &RecordKey) {
        let Overlay::Record(form) = &mut self.overlay else { return };
        let now = self.book.record(key).filter(|now| now.void().is_none());
        let refusal = if now.is_some() { Refusal::Changed(key.clone()) } else { Refusal::NoRecord(key.clone()) };
        form.said = Some(say_refusal(&refusal, &self.look.texts));
        form.stage = now.map_or(Stage::Writing, Stage::Clash);
    }

    /// Hands the record in.
    pub(in crate::session) fn hand_record_in(&mut self) -> Vec<Effect> {
        let Overlay::Record(form) = &mut self.overlay else { return Vec::new() };
        let Ok(command) = form.command(&self.book) else {
            form.stage = Stage::Writing;
            return Vec::new();
        };
        form.stage = Stage::Storing;
        // Should the line drop now, what is on disk is what was handed in.
        form.touch();
        let mut effects = self.keep_draft();
        effects.push(Effect::Record(Box::new(command)));
        effects
    }

    /// The record was stored, or why not.
    pub(in crate::session) fn take_recorded(&mut self, recorded: Recorded) -> Vec<Effect> {
        let awaiting = match &mut self.overlay {
            Overlay::Record(form) if matches!(form.stage, Stage::Storing) => Some(form),
            _ => None,
        };
        let Some(form) = awaiting else {
            // The form was left before the answer came.
            if let Recorded::Done(sentence, _) | Recorded::Refused(sentence) | Recorded::Stale(sentence) = recorded {
                self.notice = Some(sentence);
            }
            return Vec::new();
        };
        match recorded {
            Recorded::Done(sentence, key) => {
                self.notice = Some(sentence);
                let draft = DraftId { topic: Topic::Entry(form.entry()), copy: form.kept.copy };
                let parent = form.parent.take();
                self.overlay = Overlay::None;
                match (parent, key) {
                    (Some(mut parent), Some(key)) => {
                        parent.accept(&self.book, key);
                        self.overlay = Overlay::Record(parent);
                    }
                    (_, Some(RecordKey::Task(task))) => {
                        self.board.go_to(&self.book, task);
                    }
                    (_, Some(RecordKey::Plan(plan))) => self.board.choose_plan(&self.book, plan),
                    _ => {}
                }
                self.keep_cursor_in_sight();
                return self.drop_handed(&draft);
            }
            Recorded::Refused(sentence) => form.refused(sentence),
            Recorded::Stale(sentence) => {
                // Whoever was told that the report is another one by now, and goes on, means that one.
                if let Purpose::Void(RecordKey::Report(key), seen) = &mut form.purpose {
                    *seen = self.book.head(key).map(|head| head.revision);
                }
                form.refused(sentence);
            }
            Recorded::Changed(key) => self.show_clash(&key),
        }
        Vec::new()
    }

    /// What was typed goes on top of what is there now; what was not touched is theirs.
    pub(in crate::session) fn go_on_with_mine(&mut self) {
        let Some((mut form, fresh)) = self.form_on_theirs() else { return };
        for (mine, theirs) in form.fields.iter_mut().zip(fresh.fields) {
            if mine.value.print(&self.book) == mine.begun {
                mine.value = theirs.value;
            }
            mine.begun = theirs.begun;
        }
        form.purpose = fresh.purpose;
        form.seen = fresh.seen;
        form.touch();
        form.stage = Stage::Writing;
        self.overlay = Overlay::Record(form);
        self.sum_record_up();
    }

    /// What is there now takes the place of what was typed.
    pub(in crate::session) fn go_on_with_theirs(&mut self) {
        let Some((form, fresh)) = self.form_on_theirs() else { return };
        let (at, parent, kept) = (form.at, form.parent, Kept { is_due: true, ..form.kept });
        self.overlay = Overlay::Record(Box::new(RecordForm { at, parent, kept, ..fresh }));
    }

    /// The form that is open, and one begun from the record as it is now.
    fn form_on_theirs(&mut self) -> Option<(Box<RecordForm>, RecordForm)> {
        let fresh = self.begun_from_theirs()?;
        match std::mem::take(&mut self.overlay) {
            Overlay::Record(form) => Some((form, fresh)),
            _ => None,
        }
    }

    /// A form begun from the record as it is now, while two versions stand side by side.
    pub(in crate::session) fn begun_from_theirs(&self) -> Option<RecordForm> {
        let Overlay::Record(form) = &self.overlay else { return None };
        let Stage::Clash(theirs) = &form.stage else { return None };
        let (purpose, seen) = (Purpose::Enter(theirs.clone()), Some(theirs.clone()));
        Some(RecordForm::begin(&self.book, purpose, seen, self.now.date_naive(), self.look.width))
    }
}

impl RecordForm {
    /// Goes on writing, with why it was not stored; without fields there is nothing to do but to agree.
    fn refused(&mut self, why: String) {
        self.said = Some(why);
        self.stage = if self.fields.is_empty() { Stage::Summary(None) } else { Stage::Writing };
    }

    /// The editors of its texts, with the places of their fields.
    pub fn editors(&mut self) -> impl Iterator<Item = (usize, &mut crate::tui::editor::Editor)> {
        self.fields.iter_mut().enumerate().filter_map(|(at, field)| match &mut field.value {
            Value::Text(editor) => Some((at, &mut **editor)),
            _ => None,
        })
    }
}
