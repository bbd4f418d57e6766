//! Keeps what is typed into any form as a draft: after each pause, and whenever the form is left.
//!
//! What equals what a form began with was not written by anybody: no draft of it is kept, and one that is there is dropped.
//! It must not know what the forms are for: they say what has been written, and take it up again.

use super::overlay::Overlay;
use super::{Action, Effect, Session};
use crate::draft::{Draft, Topic, Words};
use crate::tui::text::clean;

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

/// Words that were kept under one topic and go on under another.
#[derive(Debug)]
pub(super) struct Moved {
    from: Topic,
    to: Topic,
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
        if self.is_draft_due() && !self.is_as_begun() {
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

    /// Whether the open form holds just what it was begun with.
    fn is_as_begun(&self) -> bool {
        match &self.overlay {
            Overlay::Form(form) => form.is_untouched(),
            Overlay::Record(form) => form.is_untouched(&self.book),
            _ => true,
        }
    }

    /// What the person has written on a topic and not handed in, as far as this session knows.
    pub(super) fn draft_on(&self, topic: &Topic) -> Option<&Draft> {
        self.all_drafts().into_iter().find(|draft| draft.topic() == *topic)
    }

    /// The drafts of the person, newest first; of one that is on its way to the disk the words that will be there, and
    /// none under a topic that its words have left.
    pub(super) fn all_drafts(&self) -> Vec<&Draft> {
        let mut all: Vec<&Draft> = Vec::new();
        let is_left = |draft: &&Draft| self.moved.iter().any(|moved| moved.from == draft.topic());
        let known = self.handed.iter().rev().map(|(_, draft)| draft).chain(&self.unfinished);
        for draft in known.filter(|draft| !is_left(draft)) {
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
        // A pause is the time for what takes longer than a key may.
        if let Overlay::Form(form) = &mut self.overlay {
            form.compare_anew();
        }
        if !self.is_as_begun() {
            return self.hand_draft();
        }
        let was_there = self.overlay.kept().is_some_and(|kept| std::mem::take(kept).is_there);
        let topic = self.overlay.words().map(|words| words.topic());
        let dropped = topic.filter(|topic| was_there || !self.left_by(topic).is_empty());
        dropped.map(|topic| self.drop_handed(&topic)).unwrap_or_default()
    }

    /// Hands over what stands in the form, whoever wrote it.
    pub(super) fn hand_draft(&mut self) -> Vec<Effect> {
        let Some(words) = self.overlay.words() else { return Vec::new() };
        if let Some(kept) = self.overlay.kept() {
            (kept.is_due, kept.is_there) = (false, true);
        }
        self.drafts += 1;
        let draft = self.drafted(words);
        self.handed.push((self.drafts, draft.clone()));
        vec![Effect::KeepDraft(self.drafts, Box::new(draft))]
    }

    /// Notes that the words of one topic go on under another: the draft they leave is dropped once they are kept there.
    /// Whether there is a draft of them under the new one already, because they came from there.
    pub(super) fn move_draft(&mut self, from: &Topic, to: &Topic, is_there: bool) -> bool {
        for moved in self.moved.iter_mut().filter(|moved| moved.to == *from) {
            moved.to = to.clone();
        }
        if is_there {
            self.moved.push(Moved { from: from.clone(), to: to.clone() });
        }
        let count = self.moved.len();
        self.moved.retain(|moved| moved.from != *to);
        self.moved.len() < count
    }

    fn drafted(&self, words: Words) -> Draft {
        let left = self.left_by(&words.topic());
        Draft { person: self.look.who.author.name.clone(), words, at: self.now, left }
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
        self.drop_handed(&words.topic())
    }

    /// What was handed over before is not wanted any more, and neither is what it left under other topics.
    pub(super) fn drop_handed(&mut self, topic: &Topic) -> Vec<Effect> {
        let dropped: Vec<Topic> = self.left_by(topic).into_iter().chain([topic.clone()]).collect();
        self.moved.retain(|moved| moved.to != *topic);
        dropped.into_iter().map(|topic| self.drop_one(topic)).collect()
    }

    /// The topics that the words under this one have left.
    fn left_by(&self, topic: &Topic) -> Vec<Topic> {
        self.moved.iter().filter(|moved| moved.to == *topic).map(|moved| moved.from.clone()).collect()
    }

    fn drop_one(&mut self, topic: Topic) -> Effect {
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
        self.moved.retain(|moved| moved.to != topic || !draft.left.contains(&moved.from));
        self.unfinished.retain(|other| other.topic() != topic && !draft.left.contains(&other.topic()));
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
