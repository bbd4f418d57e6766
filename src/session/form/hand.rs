//! Opens the form with what was read for it, hands the report in, and goes on after what the ledger answers.

use super::{Field, Form, Prepared, Stage};
use crate::draft::{Topic, Words};
use crate::session::overlay::Overlay;
use crate::session::{Effect, Session, Stored};

impl Session {
    /// Hands the report in.
    pub(in crate::session) fn hand_in(&mut self) -> Vec<Effect> {
        let Overlay::Form(form) = &mut self.overlay else { return Vec::new() };
        let Some(entry) = form.entry() else {
            form.stage = Stage::Writing;
            form.field = Field::Date;
            self.notice = Some(self.look.texts.get("form.no_date").to_owned());
            return Vec::new();
        };
        form.stage = Stage::Storing;
        // Should the line drop now, what is on disk is what was handed in.
        form.touch();
        let mut effects = self.keep_draft();
        effects.push(Effect::Report(Box::new(entry)));
        effects
    }

    /// The report was stored, or why not.
    pub(in crate::session) fn take_stored(&mut self, stored: Stored) -> Vec<Effect> {
        let Overlay::Form(form) = &mut self.overlay else { return Vec::new() };
        match stored {
            Stored::Done(sentence) => {
                let key = form.key;
                self.overlay = Overlay::None;
                self.notice = Some(sentence);
                vec![self.drop_handed(Topic::Report(key))]
            }
            Stored::Refused(sentence) => {
                form.stage = Stage::Writing;
                self.notice = Some(sentence);
                Vec::new()
            }
            Stored::Stale(sentence, theirs) => {
                form.top = 0;
                match theirs {
                    Some(theirs) => form.stage = Stage::Clash(theirs, sentence),
                    None => {
                        form.stage = Stage::Writing;
                        self.notice = Some(sentence);
                    }
                }
                Vec::new()
            }
        }
    }

    /// What a form needs was read: it is opened, or goes on with another period or unit.
    pub(in crate::session) fn take_prepared(&mut self, prepared: Result<Box<Prepared>, String>) {
        let prepared = match prepared {
            Ok(prepared) => *prepared,
            Err(why) => {
                self.notice = Some(why);
                return;
            }
        };
        let draft = self.draft_on(&Topic::Report(prepared.key)).cloned();
        let words = match draft.as_ref().map(|draft| &draft.words) {
            Some(Words::Report(words)) => Some(words),
            _ => None,
        };
        if let Overlay::Form(form) = &mut self.overlay {
            if form.task.id == prepared.key.task {
                form.turn_to(prepared, words, self.look.width);
            }
            return;
        }
        // Whoever has gone on to another form meanwhile stays there.
        if matches!(self.overlay, Overlay::Record(_)) {
            return;
        }
        let Some(task) = self.book.task(prepared.key.task).cloned() else { return };
        let form = Form::begin(task, prepared, words, self.look.width);
        self.overlay = Overlay::Form(Box::new(form));
        if let Some(draft) = &draft {
            self.tell_resumed(draft);
        }
    }
}
