//! A form as a draft has it, and taken up again from a draft.

use tui_input::Input;

use super::{Choosable, Name, Pair, Purpose, RecordForm, Value, begin};
use crate::domain::{Book, Kind, PlanYear, Record};
use crate::draft::{Draft, DraftId, Entry, EntryWords, Filled, Topic, Words};
use crate::session::keep::Kept;
use crate::session::overlay::Overlay;
use crate::session::{Effect, Session};
use crate::tui::editor::Editor;
use crate::tui::text::{Width, clean};

impl RecordForm {
    /// What it is for, as its draft is named.
    pub fn entry(&self) -> Entry {
        match &self.purpose {
            Purpose::Enter(record) if self.seen.is_some() => Entry::Edit(record.key()),
            Purpose::Enter(record) => Entry::New { kind: record.key().kind(), plan: plan_of(record), nth: self.nth },
            Purpose::Void(key, _) => Entry::Void(key.clone()),
            Purpose::Close(task) => Entry::Close(*task),
            Purpose::Reopen(task) => Entry::Reopen(*task),
            Purpose::Replace(task) => Entry::Replace(*task),
            Purpose::OpenPeriod(plan) => Entry::OpenPeriod(*plan),
        }
    }

    /// What has been filled in so far.
    pub fn words(&self) -> EntryWords {
        let revision = if let Purpose::Void(_, revision) = &self.purpose { *revision } else { None };
        let fields = self.fields.iter().map(|field| (field.name.code().to_owned(), field.value.filled()));
        EntryWords { entry: self.entry(), seen: self.seen.clone(), revision, fields: fields.collect() }
    }

    /// Whether each field holds what it was begun with.
    pub fn is_untouched(&self, book: &Book) -> bool {
        self.fields.iter().all(|field| field.value.print(book) == field.begun)
    }

    /// Fills in what was written before.
    fn take_up(&mut self, words: &EntryWords, width: Width) {
        for field in &mut self.fields {
            if let Some(filled) = words.fields.get(field.name.code()) {
                field.value.fill(filled, width);
            }
        }
    }
}

impl Value {
    fn filled(&self) -> Filled {
        match self {
            Self::Line(input) | Self::Day(input) => Filled::Text(input.value().to_owned()),
            Self::Text(editor) => Filled::Text(editor.text().to_owned()),
            Self::Found(_, key) => Filled::Found(key.clone()),
            Self::One(options, at) => Filled::Text(options.get(*at).map_or("", |option| option.code()).to_owned()),
            Self::List { pairs, .. } => Filled::Pairs(pairs.iter().map(|pair| (pair.unit, pair.official)).collect()),
        }
    }

    fn fill(&mut self, filled: &Filled, width: Width) {
        match (self, filled) {
            (Self::Line(input) | Self::Day(input), Filled::Text(text)) => *input = Input::new(clean(text).into_owned()),
            (Self::Text(editor), Filled::Text(text)) => **editor = Editor::new(text, width),
            (Self::Found(kind, held), Filled::Found(key)) if key.as_ref().is_none_or(|key| key.kind() == *kind) => {
                held.clone_from(key);
            }
            (Self::One(options, at), Filled::Text(code)) => {
                *at = options.iter().position(|option| option.code() == *code).unwrap_or(*at);
            }
            (Self::List { pairs, .. }, Filled::Pairs(kept)) => {
                *pairs = kept.iter().map(|(unit, official)| Pair { unit: *unit, official: *official }).collect();
            }
            _ => {}
        }
    }
}

impl Choosable {
    /// The code it is kept under.
    fn code(self) -> &'static str {
        match self {
            Self::ThisTask => "this_task",
            Self::Everywhere => "everywhere",
        }
    }
}

impl Session {
    /// Opens a form, with what was written in it before if it was not handed in.
    pub(in crate::session) fn open_record(&mut self, purpose: Purpose, seen: Option<Record>) -> Vec<Effect> {
        let mut form = RecordForm::begin(&self.book, purpose, seen, self.now.date_naive(), self.look.width);
        form.nth = self.unused_number();
        match self.draft_on(&Topic::Entry(form.entry())).cloned() {
            Some(draft) => self.resume(&draft),
            None => self.show_record(form),
        }
    }

    /// Opens the form that a draft was written in.
    pub(in crate::session) fn resume(&mut self, draft: &Draft) -> Vec<Effect> {
        let Words::Entry(words) = &draft.words else { return Vec::new() };
        let Some(purpose) = purpose_of(&self.book, words) else { return Vec::new() };
        let (today, width) = (self.now.date_naive(), self.look.width);
        let mut form = RecordForm::begin(&self.book, purpose, words.seen.clone(), today, width);
        if let Entry::New { nth, .. } = words.entry {
            form.nth = nth;
        }
        form.take_up(words, width);
        form.kept = Kept::going_on(draft);
        let effects = self.show_record(form);
        self.tell_resumed(draft);
        effects
    }

    /// Opens a form for something new that the open one needs, called as it was typed there.
    pub(super) fn open_needed(&mut self, record: Record) -> Vec<Effect> {
        let is_named = !record.name().is_empty();
        let effects = self.open_record(Purpose::Enter(record), None);
        if let Overlay::Record(form) = &mut self.overlay
            && is_named
        {
            // What was typed to find it counts as typed here.
            form.fields.iter_mut().filter(|field| field.name == Name::Called).for_each(|field| field.begun.clear());
            form.touch();
        }
        effects
    }

    /// Shows a form; one that is open already is kept and waits behind it.
    fn show_record(&mut self, mut form: RecordForm) -> Vec<Effect> {
        let effects = self.keep_draft();
        if let Overlay::Record(parent) = std::mem::take(&mut self.overlay) {
            form.parent = Some(parent);
        }
        self.overlay = Overlay::Record(Box::new(form));
        effects
    }

    /// What the person has begun to enter of a kind and not handed in, newest first.
    pub(in crate::session) fn begun(&self, kind: Kind, plan: Option<PlanYear>) -> Vec<DraftId> {
        let is_one = |id: &DraftId| match &id.topic {
            Topic::Entry(Entry::New { kind: begun, plan: place, .. }) => (*begun, *place) == (kind, plan),
            _ => false,
        };
        self.all_drafts().into_iter().map(Draft::id).filter(is_one).collect()
    }

    /// A number that tells something new from all else that was begun.
    fn unused_number(&self) -> u32 {
        let number = |entry: &Entry| if let Entry::New { nth, .. } = entry { *nth } else { 0 };
        let kept = self.all_drafts().into_iter().map(|draft| match &draft.words {
            Words::Entry(words) => number(&words.entry),
            Words::Report(_) => 0,
        });
        let open = if let Overlay::Record(form) = &self.overlay { Some(&**form) } else { None };
        let open = std::iter::successors(open, |form| form.parent.as_deref()).map(|form| number(&form.entry()));
        kept.chain(open).max().unwrap_or(0) + 1
    }
}

/// The plan that a kind of record belongs to.
fn plan_of(record: &Record) -> Option<PlanYear> {
    match record {
        Record::Task(task) => Some(task.plan),
        Record::Category(category) => Some(category.plan),
        _ => None,
    }
}

/// What a draft's form is for.
fn purpose_of(book: &Book, words: &EntryWords) -> Option<Purpose> {
    Some(match &words.entry {
        Entry::New { kind, plan, .. } => Purpose::Enter(begin::blank(book, *kind, *plan, "")?),
        Entry::Edit(_) => Purpose::Enter(words.seen.clone()?),
        Entry::Void(key) => Purpose::Void(key.clone(), words.revision),
        Entry::Close(task) => Purpose::Close(*task),
        Entry::Reopen(task) => Purpose::Reopen(*task),
        Entry::Replace(task) => Purpose::Replace(*task),
        Entry::OpenPeriod(plan) => Purpose::OpenPeriod(*plan),
    })
}
