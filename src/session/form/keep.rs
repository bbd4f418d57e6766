//! Keeps what is typed: as a draft after each pause and whenever the form is left, as a report when it is handed in.

use super::{Field, Form, Prepared, Stage};
use crate::domain::ReportKey;
use crate::draft::Draft;
use crate::session::overlay::Overlay;
use crate::session::{Effect, Session, Stored};

impl Session {
    /// What was typed and is not known to be on disk, in the order in which it is to be kept by whoever ends the session.
    pub fn unkept(&self) -> Vec<(u64, Draft)> {
        let mut unkept = self.handed.clone();
        if let Overlay::Form(form) = &self.overlay
            && form.kept.is_due
        {
            unkept.push((self.drafts + 1, form.draft(&self.look.who.author.name, self.now)));
        }
        unkept
    }

    /// Whether something was typed since a draft was last handed over to be kept.
    pub fn is_draft_due(&self) -> bool {
        matches!(&self.overlay, Overlay::Form(form) if form.kept.is_due)
    }

    /// Hands the draft over to be kept, if anything was typed since the last time.
    pub(in crate::session) fn keep_draft(&mut self) -> Vec<Effect> {
        let Overlay::Form(form) = &mut self.overlay else { return Vec::new() };
        if !form.kept.is_due {
            return Vec::new();
        }
        self.drafts += 1;
        form.kept.is_due = false;
        form.kept.is_there = true;
        form.is_compared = false;
        let draft = form.draft(&self.look.who.author.name, self.now);
        self.handed.push((self.drafts, draft.clone()));
        vec![Effect::KeepDraft(self.drafts, Box::new(draft))]
    }

    /// Leaves the form; what was typed is kept as a draft.
    pub(in crate::session) fn leave_form(&mut self) -> Vec<Effect> {
        let effects = self.keep_draft();
        if let Overlay::Form(form) = &self.overlay {
            self.notice = form.kept.is_there.then(|| self.look.texts.get("form.left").to_owned());
        }
        self.overlay = Overlay::None;
        effects
    }

    /// Drops the draft and leaves the form.
    pub(in crate::session) fn drop_draft(&mut self) -> Vec<Effect> {
        let Overlay::Form(form) = &self.overlay else { return Vec::new() };
        let key = form.key;
        self.overlay = Overlay::None;
        self.notice = Some(self.look.texts.get("form.dropped").to_owned());
        vec![self.drop_handed(key)]
    }

    /// What was handed over before is not wanted any more.
    pub(super) fn drop_handed(&mut self, key: ReportKey) -> Effect {
        self.drafts += 1;
        self.handed.retain(|(_, draft)| draft.key != key);
        Effect::DropDraft(self.drafts, key)
    }

    /// A draft was kept, or could not be; one that could not is tried again with the next, or at the end.
    pub(in crate::session) fn take_kept(&mut self, number: u64, kept: &Result<(), String>) {
        match kept {
            Ok(()) => self.handed.retain(|(handed, _)| *handed > number),
            Err(why) => {
                self.notice = Some(self.look.texts.fill("form.not_kept", &[("why", why)]));
                if let Overlay::Form(form) = &mut self.overlay {
                    form.kept.is_due = true;
                }
            }
        }
    }

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
                vec![self.drop_handed(key)]
            }
            Stored::Refused(sentence) => {
                form.stage = Stage::Writing;
                self.notice = Some(sentence);
                Vec::new()
            }
            Stored::Stale(sentence, theirs) => {
                form.stage = theirs.map_or(Stage::Writing, Stage::Clash);
                self.notice = Some(sentence);
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
        if let Overlay::Form(form) = &mut self.overlay {
            if form.key.task == prepared.key.task {
                form.turn_to(prepared, self.look.width);
            }
            return;
        }
        let Some(task) = self.book.task(prepared.key.task).cloned() else { return };
        let form = Form::begin(task, prepared, self.look.width);
        if let Some(at) = form.resumed {
            let at = at.format("%m-%d %H:%M");
            let key = self.look.keys.first_of(crate::session::Action::DropDraft);
            self.notice = Some(self.look.texts.fill("form.resumed", &[("at", &at), ("key", &key)]));
        }
        self.overlay = Overlay::Form(Box::new(form));
    }
}
