//! Keeps what is typed into any form as a draft: after each pause, and whenever the form is left.
//!
//! What equals what a form began with was not written by anybody: no draft of it is kept, and one that is there is dropped.
//! It must not know what the forms are for: they say what has been written, and take it up again.

use super::overlay::Overlay;
use super::{Action, Effect, Session};
use crate::draft::{Draft, DraftId, Topic, Words};
use crate::tui::text::clean;

/// How far the draft of a form has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Whether something was typed that was not handed over to be kept.
    pub is_due: bool,
    /// Whether there is a draft on disk, or one is handed over to be.
    pub is_there: bool,
    /// Whether the key that drops it was pressed once.
    pub is_dropping: bool,
    /// Which one of the person's on its topic it is.
    pub copy: u32,
}

impl Default for Kept {
    fn default() -> Self {
        Self { is_due: false, is_there: false, is_dropping: false, copy: 1 }
    }
}

impl Kept {
    /// The form goes on with what was written before.
    pub fn going_on(draft: &Draft) -> Self {
        Self { is_there: true, copy: draft.copy, ..Self::default() }
    }
}

/// Words that were kept under one topic and go on under another.
#[derive(Debug)]
pub(super) struct Moved {
    from: DraftId,
    to: DraftId,
}

impl Overlay {
    /// How far the draft of what is being written has come; forms that wait behind another one have nothing due.
    fn kept(&self) -> Option<&Kept> {
        match self {
            Self::Form(form) => Some(&form.kept),
            Self::Record(form) => Some(&form.kept),
            _ => None,
        }
    }

    fn kept_mut(&mut self) -> Option<&mut Kept> {
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

    /// Which draft it is that is being written.
    pub(super) fn draft(&self) -> Option<DraftId> {
        Some(DraftId { topic: self.words()?.topic(), copy: self.kept()?.copy })
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
        if self.is_draft_due() && !self.is_as_begun() {
            unkept.extend(self.drafted().map(|draft| (self.drafts + 1, draft)));
        }
        unkept
    }

    /// Whether something was typed since a draft was last handed over to be kept.
    pub fn is_draft_due(&self) -> bool {
        self.overlay.kept().is_some_and(|kept| kept.is_due)
    }

    /// Whether the open form holds just what it was begun with.
    fn is_as_begun(&self) -> bool {
        match &self.overlay {
            Overlay::Form(form) => form.is_untouched(),
            Overlay::Record(form) => form.is_untouched(&self.book),
            _ => true,
        }
    }

    /// What the person has written on a topic and not handed in, as far as this session knows; of several the one that was
    /// written or taken up last.
    pub(super) fn draft_on(&self, topic: &Topic) -> Option<&Draft> {
        self.all_drafts().into_iter().find(|draft| draft.topic() == *topic)
    }

    /// The drafts of the person, newest first; of one that is on its way to the disk the words that will be there, and
    /// none that its words have left.
    pub(super) fn all_drafts(&self) -> Vec<&Draft> {
        let mut all: Vec<&Draft> = Vec::new();
        let is_left = |draft: &&Draft| self.moved.iter().any(|moved| moved.from == draft.id());
        let known = self.handed.iter().rev().map(|(_, draft)| draft).chain(&self.unfinished);
        for draft in known.filter(|draft| !is_left(draft)) {
            if all.iter().all(|newer| newer.id() != draft.id()) {
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
        // A pause is the time for what takes longer than a key may.
        if let Overlay::Form(form) = &mut self.overlay {
            form.compare_anew();
        }
        if !self.is_as_begun() {
            return self.hand_draft();
        }
        let was_there = self.overlay.kept_mut().is_some_and(|kept| {
            let fresh = Kept { copy: kept.copy, ..Kept::default() };
            std::mem::replace(kept, fresh).is_there
        });
        let dropped = self.overlay.draft().filter(|id| was_there || !self.left_by(id).is_empty());
        dropped.map(|id| self.drop_handed(&id)).unwrap_or_default()
    }

    /// Hands over what stands in the form, whoever wrote it.
    pub(super) fn hand_draft(&mut self) -> Vec<Effect> {
        let Some(draft) = self.drafted() else { return Vec::new() };
        if let Some(kept) = self.overlay.kept_mut() {
            (kept.is_due, kept.is_there) = (false, true);
        }
        self.drafts += 1;
        self.handed.push((self.drafts, draft.clone()));
        vec![Effect::KeepDraft(self.drafts, Box::new(draft))]
    }

    /// Takes one of several drafts on a topic up before the others.
    pub(super) fn take_first(&mut self, id: &DraftId) {
        if let Some(at) = self.unfinished.iter().position(|draft| draft.id() == *id) {
            let draft = self.unfinished.remove(at);
            self.unfinished.insert(0, draft);
        }
    }

    /// Notes that the words of one draft go on under another topic: what they leave is dropped once they are kept there.
    /// Returns how far the draft under the new topic has come: there is one already if they came from there.
    pub(super) fn move_draft(&mut self, from: &DraftId, topic: &Topic, is_there: bool) -> Kept {
        let back = self.moved.iter().find(|moved| moved.from.topic == *topic && moved.to == *from);
        let to = DraftId { topic: topic.clone(), copy: back.map_or(1, |moved| moved.from.copy) };
        for moved in self.moved.iter_mut().filter(|moved| moved.to == *from) {
            moved.to = to.clone();
        }
        if is_there {
            self.moved.push(Moved { from: from.clone(), to: to.clone() });
        }
        let count = self.moved.len();
        self.moved.retain(|moved| moved.from != to);
        Kept { is_due: true, is_there: self.moved.len() < count, copy: to.copy, ..Kept::default() }
    }

    /// What is being written, as the draft it would be kept as now.
    fn drafted(&self) -> Option<Draft> {
        let (id, words) = (self.overlay.draft()?, self.overlay.words()?);
        let person = self.look.who.author.name.clone();
        Some(Draft { person, words, at: self.now, left: self.left_by(&id), copy: id.copy })
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

    /// Drops the draft and leaves the form; by the same key twice, never by one. Where nothing was written it is left.
    pub(super) fn drop_draft(&mut self, again: bool) -> Vec<Effect> {
        if self.is_as_begun() && self.overlay.kept().is_some_and(|kept| !kept.is_there) {
            return self.leave_form();
        }
        if !again {
            if let Some(kept) = self.overlay.kept_mut() {
                kept.is_dropping = true;
            }
            let key = self.look.keys.first_of(Action::DropDraft);
            self.notice = Some(self.look.texts.fill("form.drop", &[("key", &key)]));
            return Vec::new();
        }
        let Some(id) = self.overlay.draft() else { return Vec::new() };
        self.overlay = std::mem::take(&mut self.overlay).behind();
        self.notice = Some(self.look.texts.get("form.dropped").to_owned());
        self.drop_handed(&id)
    }

    /// What was handed over before is not wanted any more, and neither is what it left under other topics.
    pub(super) fn drop_handed(&mut self, id: &DraftId) -> Vec<Effect> {
        let dropped: Vec<DraftId> = self.left_by(id).into_iter().chain([id.clone()]).collect();
        self.moved.retain(|moved| moved.to != *id);
        dropped.into_iter().map(|id| self.drop_one(id)).collect()
    }

    /// The drafts that the words of this one have left.
    fn left_by(&self, id: &DraftId) -> Vec<DraftId> {
        self.moved.iter().filter(|moved| moved.to == *id).map(|moved| moved.from.clone()).collect()
    }

    fn drop_one(&mut self, id: DraftId) -> Effect {
        self.drafts += 1;
        self.handed.retain(|(_, draft)| draft.id() != id);
        self.unfinished.retain(|draft| draft.id() != id);
        Effect::DropDraft(self.drafts, id)
    }

    /// A draft was kept, or could not be; one that could not is tried again with the next, or at the end.
    pub(super) fn take_kept(&mut self, number: u64, kept: &Result<(), String>) {
        if let Err(why) = kept {
            self.notice = Some(self.look.texts.fill("form.not_kept", &[("why", why)]));
            if let Some(kept) = self.overlay.kept_mut() {
                kept.is_due = true;
            }
            return;
        }
        // What was dropped meanwhile is not handed over any more.
        let Some(at) = self.handed.iter().position(|(handed, _)| *handed == number) else { return };
        let (_, draft) = self.handed.remove(at);
        let id = draft.id();
        self.handed.retain(|(handed, draft)| *handed > number || draft.id() != id);
        self.moved.retain(|moved| moved.to != id || !draft.left.contains(&moved.from));
        self.unfinished.retain(|other| other.id() != id && !draft.left.contains(&other.id()));
        self.unfinished.insert(0, draft);
    }

    /// What a draft is about, as it is told in a line.
    pub(super) fn about(&self, draft: &Draft) -> String {
        let (book, texts) = (&self.book, &self.look.texts);
        let said = match &draft.words {
            Words::Entry(words) => words.say(book, texts),
            Words::Report(words) => {
                let number = book.task(words.key.task).map_or(0, |task| task.number);
                let unit = words.key.unit.and_then(|unit| book.unit(unit)).map_or("", |unit| unit.name.as_str());
                let parts: [(&str, &dyn std::fmt::Display); 3] =
                    [("number", &number), ("period", &words.key.period.label()), ("unit", &unit)];
                texts.fill("menu.draft", &parts)
            }
        };
        clean(&said).trim_end().to_owned()
    }

    /// Says that a draft was taken up.
    pub(super) fn tell_resumed(&mut self, draft: &Draft) {
        let at = draft.at.format("%m-%d %H:%M");
        let key = self.look.keys.first_of(Action::DropDraft);
        self.notice = Some(self.look.texts.fill("form.resumed", &[("at", &at), ("key", &key)]));
    }
}
