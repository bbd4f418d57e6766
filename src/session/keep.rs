//! Keeps what is typed into any form as a draft: after each pause, and whenever the form is left.
//!
//! It must not know what the forms are for: they say what has been written, and take it up again.

use super::overlay::Overlay;
use super::{Action, Effect, Session};
use crate::draft::{Draft, Topic, Words};

/// How far the draft of a form has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Whether something was typed that was not handed over to be kept.
    pub is_due: bool,
    /// Whether there is a draft on disk, or one is handed over to be.
    pub is_there: bool,
    /// Whether the key that drops it was pressed once.
    pub is_dropping: bool,
}

impl Overlay {
    /// How far the draft of what is being written has come; forms that wait behind another one have nothing due.
    fn kept(&mut self) -> Option<&mut Kept> {
        match self {
            Self::Form(form) => Some(&mut form.kept),
            Self::Record(form) => Some(&mut form.kept),
            _ => None,
        }
    }

    /// What is being written.
    fn words(&self) -> Option<Words> {
        match self {
            Self::Form(form) => Some(Words::Report(form.words())),
            Self::Record(form) => Some(Words::Entry(Box::new(form.words()))),
            _ => None,
        }
    }

    /// What lies behind a form: the one it was opened from, if any.
    fn behind(self) -> Self {
        match self {
            Self::Record(form) => form.parent.map_or(Self::None, Self::Record),
            _ => Self::None,
        }
    }
}

impl Session {
    /// What was typed and is not known to be on disk, in the order in which it is to be kept by whoever ends the session.
    pub fn unkept(&self) -> Vec<(u64, Draft)> {
        let mut unkept = self.handed.clone();
        if self.is_draft_due() {
            unkept.extend(self.overlay.words().map(|words| (self.drafts + 1, self.drafted(words))));
        }
        unkept
    }

    /// Whether something was typed since a draft was last handed over to be kept.
    pub fn is_draft_due(&self) -> bool {
        match &self.overlay {
            Overlay::Form(form) => form.kept.is_due,
            Overlay::Record(form) => form.kept.is_due,
            _ => false,
        }
    }

    /// What the person has written on a topic and not handed in, as far as this session knows.
    pub(super) fn draft_on(&self, topic: &Topic) -> Option<&Draft> {
        self.all_drafts().into_iter().find(|draft| draft.topic() == *topic)
    }

    /// The drafts of the person, newest first; of one that is on its way to the disk the words that will be there.
    pub(super) fn all_drafts(&self) -> Vec<&Draft> {
        let mut all: Vec<&Draft> = Vec::new();
        for draft in self.handed.iter().rev().map(|(_, draft)| draft).chain(&self.unfinished) {
            if all.iter().all(|newer| newer.topic() != draft.topic()) {
                all.push(draft);
            }
        }
        all
    }

    /// Hands the draft over to be kept, if anything was typed since the last time.
    pub(super) fn keep_draft(&mut self) -> Vec<Effect> {
        if !self.is_draft_due() {
            return Vec::new();
        }
        let Some(words) = self.overlay.words() else { return Vec::new() };
        if let Some(kept) = self.overlay.kept() {
            (kept.is_due, kept.is_there) = (false, true);
        }
        // A pause is the time for what takes longer than a key may.
        if let Overlay::Form(form) = &mut self.overlay {
            form.compare_anew();
        }
        self.drafts += 1;
        let draft = self.drafted(words);
        self.handed.push((self.drafts, draft.clone()));
        vec![Effect::KeepDraft(self.drafts, Box::new(draft))]
    }

    fn drafted(&self, words: Words) -> Draft {
        Draft { person: self.look.who.author.name.clone(), words, at: self.now }
    }

    /// Leaves the form for what lies behind it; what was typed is kept as a draft.
    pub(super) fn leave_form(&mut self) -> Vec<Effect> {
        let effects = self.keep_draft();
        if self.overlay.kept().is_some_and(|kept| kept.is_there) {
            let key = self.look.keys.first_of(Action::Drafts);
            self.notice = Some(self.look.texts.fill("form.left", &[("key", &key)]));
        }
        self.overlay = std::mem::take(&mut self.overlay).behind();
        effects
    }

    /// Drops the draft and leaves the form; by the same key twice, never by one.
    pub(super) fn drop_draft(&mut self, again: bool) -> Vec<Effect> {
        if !again {
            if let Some(kept) = self.overlay.kept() {
                kept.is_dropping = true;
            }
            let key = self.look.keys.first_of(Action::DropDraft);
            self.notice = Some(self.look.texts.fill("form.drop", &[("key", &key)]));
            return Vec::new();
        }
        let Some(words) = self.overlay.words() else { return Vec::new() };
        self.overlay = std::mem::take(&mut self.overlay).behind();
        self.notice = Some(self.look.texts.get("form.dropped").to_owned());
        vec![self.drop_handed(words.topic())]
    }

    /// What was handed over before is not wanted any more.
    pub(super) fn drop_handed(&mut self, topic: Topic) -> Effect {
        self.drafts += 1;
        self.handed.retain(|(_, draft)| draft.topic() != topic);
        self.unfinished.retain(|draft| draft.topic() != topic);
        Effect::DropDraft(self.drafts, topic)
    }

    /// A draft was kept, or could not be; one that could not is tried again with the next, or at the end.
    pub(super) fn take_kept(&mut self, number: u64, kept: &Result<(), String>) {
        if let Err(why) = kept {
            self.notice = Some(self.look.texts.fill("form.not_kept", &[("why", why)]));
            if let Some(kept) = self.overlay.kept() {
                kept.is_due = true;
            }
            return;
        }
        // What was dropped meanwhile is not handed over any more.
        let Some(at) = self.handed.iter().position(|(handed, _)| *handed == number) else { return };
        let (_, draft) = self.handed.remove(at);
        let topic = draft.topic();
        self.handed.retain(|(handed, draft)| *handed > number || draft.topic() != topic);
        self.unfinished.retain(|draft| draft.topic() != topic);
        self.unfinished.insert(0, draft);
    }

    /// Says that a draft was taken up.
    pub(super) fn tell_resumed(&mut self, draft: &Draft) {
        let at = draft.at.format("%m-%d %H:%M");
        let key = self.look.keys.first_of(Action::DropDraft);
        self.notice = Some(self.look.texts.fill("form.resumed", &[("at", &at), ("key", &key)]));
    }
}
