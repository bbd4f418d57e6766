//! Opens the form with what was read for it, hands the report in, and goes on after what the ledger answers.

use super::{Field, Form, Prepared, Stage};
use crate::draft::{DraftId, Topic, Words};
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
                let draft = self.overlay.draft();
                self.overlay = Overlay::None;
                self.notice = Some(sentence);
                draft.map(|draft| self.drop_handed(&draft)).unwrap_or_default()
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
    pub(in crate::session) fn take_prepared(&mut self, prepared: Result<Box<Prepared>, String>) -> Vec<Effect> {
        let prepared = match prepared {
            Ok(prepared) => *prepared,
            Err(why) => {
                self.notice = Some(why);
                return Vec::new();
            }
        };
        let topic = Topic::Report(prepared.key);
        let draft = self.draft_on(&topic).cloned();
        match &self.overlay {
            Overlay::Form(form) if form.task.id == prepared.key.task => {
                let is_moved = draft.is_none() && form.key != prepared.key;
                return if is_moved { self.move_form(prepared, &topic) } else { Vec::new() };
            }
            // Whoever has gone on to another form meanwhile stays there.
            Overlay::Form(_) | Overlay::Record(_) => return Vec::new(),
            _ => {}
        }
        let words = draft.as_ref().and_then(|draft| match &draft.words {
            Words::Report(words) => Some((draft, words)),
            Words::Entry(_) => None,
        });
        let Some(task) = self.book.task(prepared.key.task).cloned() else { return Vec::new() };
        let form = Form::begin(task, prepared, words, self.look.width);
        self.overlay = Overlay::Form(Box::new(form));
        if let Some(draft) = &draft {
            self.tell_resumed(draft);
        }
        Vec::new()
    }

    /// Goes on with another period or unit; the draft goes with the words.
    fn move_form(&mut self, prepared: Prepared, to: &Topic) -> Vec<Effect> {
        let Overlay::Form(form) = &mut self.overlay else { return Vec::new() };
        // What was handed over under the old key is answered under it.
        if form.stage == Stage::Storing {
            return Vec::new();
        }
        if form.is_untouched() {
            let effects = self.keep_draft();
            if let Overlay::Form(form) = &mut self.overlay {
                form.begin_anew(prepared, self.look.width);
            }
            return effects;
        }
        let from = DraftId { topic: Topic::Report(form.key), copy: form.kept.copy };
        let is_there = form.kept.is_there;
        form.turn_to(prepared);
        let kept = self.move_draft(&from, to, is_there);
        if let Overlay::Form(form) = &mut self.overlay {
            form.kept = kept;
        }
        Vec::new()
    }
}
