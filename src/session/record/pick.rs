//! Finds one record of a kind by typing: hanzi, pinyin, initials, by the matcher of the search.

use tui_input::Input;

use crate::domain::{Book, Kind, PlanYear, Record, RecordKey, UnitId};
use crate::search::{Names, Target};
use crate::session::action::Action;
use crate::session::edit;
use crate::session::overlay::{step, steps};
use crate::tui::keys::{Chord, Code};

/// A record that is being found.
#[derive(Debug)]
pub struct Picker {
    /// What kind of record.
    pub kind: Kind,
    /// What is typed.
    pub input: Input,
    /// The records that fit, best first, each with the places of its name's characters that matched.
    pub found: Vec<(RecordKey, Vec<usize>)>,
    /// The place of the cursor; behind what was found stands the offer of a new one.
    pub cursor: usize,
    /// Whether a new record is offered.
    pub offers_new: bool,
    plan: Option<PlanYear>,
    /// The unit whose officials come first while nothing is typed.
    unit: Option<UnitId>,
    /// The names to be found among, gathered when something is typed.
    names: Option<Names>,
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// A record.
    Record(RecordKey),
    /// A new one is to be entered, with what was typed as its name.
    New(String),
}

impl Picker {
    /// Begins with all records of a kind, of categories those of `plan`; the cursor stands on the one held.
    pub fn new(
        book: &Book,
        kind: Kind,
        plan: Option<PlanYear>,
        unit: Option<UnitId>,
        held: Option<&RecordKey>,
    ) -> Self {
        let mut picker = Self {
            kind,
            input: Input::default(),
            found: Vec::new(),
            cursor: 0,
            offers_new: true,
            plan,
            unit,
            names: None,
        };
        picker.find(book);
        picker.cursor = picker.found.iter().position(|(key, _)| Some(key) == held).unwrap_or(0);
        picker
    }

    /// The place of the offer of a new record; when nothing fits, the words that say so come before it.
    pub fn new_at(&self) -> usize {
        self.found.len().max(1)
    }

    /// Applies a key; what was chosen, if anything.
    pub fn press(&mut self, book: &Book, chord: &Chord, action: Option<Action>, rows: usize) -> Option<Chosen> {
        if action == Some(Action::Enter) {
            return match self.found.get(self.cursor) {
                Some((key, _)) => Some(Chosen::Record(key.clone())),
                None if self.offers_new && self.cursor == self.new_at() => {
                    Some(Chosen::New(self.input.value().trim().to_owned()))
                }
                None => None,
            };
        }
        let moves = matches!(chord.code, Code::Up | Code::Down | Code::PageUp | Code::PageDown);
        if let Some(by) = action.and_then(|action| steps(action, rows)).filter(|_| moves) {
            self.cursor = step(self.cursor, by, self.new_at() + usize::from(self.offers_new));
        } else if edit::edit(&mut self.input, chord) {
            self.find(book);
        }
        None
    }

    /// A paste goes into the line.
    pub fn paste(&mut self, book: &Book, text: &str) {
        edit::insert(&mut self.input, text.lines().next().unwrap_or_default());
        self.find(book);
    }

    fn find(&mut self, book: &Book) {
        let query = self.input.value().trim();
        self.cursor = 0;
        self.found = if query.is_empty() {
            let mut all: Vec<RecordKey> = all_of(book, self.kind);
            if let Some(unit) = self.unit {
                all.sort_by_cached_key(|key| !holds_office(book, key, unit));
            }
            all.into_iter().map(|key| (key, Vec::new())).collect()
        } else {
            let names = self.names.get_or_insert_with(|| Names::alone(book, &[self.kind]));
            let found = names.find(query, &[self.kind]);
            found.into_iter().filter_map(|hit| Some((key_of(hit.target)?, hit.matched))).collect()
        };
        let plan = self.plan;
        let is_of_plan = |key: &RecordKey| match key {
            RecordKey::Category(id) => plan.is_none() || book.category(*id).map(|category| category.plan) == plan,
            _ => true,
        };
        self.found.retain(|(key, _)| is_of_plan(key));
    }
}

fn all_of(book: &Book, kind: Kind) -> Vec<RecordKey> {
    match kind {
        Kind::Unit => book.units().map(|unit| RecordKey::Unit(unit.id)).collect(),
        Kind::Official => book.officials().map(|official| RecordKey::Official(official.id)).collect(),
        Kind::Leader => book.leaders().map(|leader| RecordKey::Leader(leader.id)).collect(),
        Kind::Category => book.categories().map(|category| RecordKey::Category(category.id)).collect(),
        Kind::Task | Kind::Report | Kind::Plan | Kind::Person | Kind::Reminder => Vec::new(),
    }
}

fn key_of(target: Target) -> Option<RecordKey> {
    Some(match target {
        Target::Official(id) => RecordKey::Official(id),
        Target::Unit(id) => RecordKey::Unit(id),
        Target::Leader(id) => RecordKey::Leader(id),
        Target::Category(id) => RecordKey::Category(id),
        Target::Task(_) | Target::Report(_) => return None,
    })
}

fn holds_office(book: &Book, key: &RecordKey, unit: UnitId) -> bool {
    let RecordKey::Official(id) = key else { return false };
    book.official(*id).is_some_and(|official| official.holds(unit))
}

/// The name of a record as it is printed; empty for one that has none or is not there.
pub fn name_of(book: &Book, key: &RecordKey) -> String {
    let name = match book.record(key) {
        Some(Record::Unit(r)) => r.name.clone(),
        Some(Record::Official(r)) => r.name.clone(),
        Some(Record::Leader(r)) => r.name.clone(),
        Some(Record::Category(r)) => r.name.clone(),
        _ => String::new(),
    };
    crate::tui::text::clean(&name).into_owned()
}
