//! The form in which every record but a report is entered, changed, made void, closed or handed over.
//!
//! It must not know of how it is drawn: it holds what is typed, and says what it would be stored as.

mod area;
mod begin;
mod command;
mod hand;
mod keep;
mod name;
mod pick;
mod press;

use tui_input::Input;

use crate::domain::{Book, Change, Kind, OfficialId, PlanYear, Record, RecordKey, Task, TaskId, UnitId};
use crate::session::keep::Kept;
use crate::tui::editor::Editor;
pub use area::{NAMES, RecordAreas};
pub use begin::blank;
pub use name::Name;
pub use pick::{Chosen, Picker, name_of};

/// What a form is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Enters a record: a blank one, or a new version of the one its author saw.
    Enter(Record),
    /// Makes a record void; holds the revision of a report that its author saw.
    Void(RecordKey, Option<u64>),
    /// Closes a task.
    Close(TaskId),
    /// Takes the closing of a task back.
    Reopen(TaskId),
    /// Has another official answer for a unit, on one task or everywhere.
    Replace(Option<TaskId>),
    /// Opens a period of a plan.
    OpenPeriod(PlanYear),
}

/// One unit with its official, as it is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The unit.
    pub unit: UnitId,
    /// Its official; none while open.
    pub official: Option<OfficialId>,
}

/// Something that is chosen among a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choosable {
    /// A replacement is for one task only.
    ThisTask,
    /// A replacement is for all tasks of the unit.
    Everywhere,
}

/// What a field holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// One line of text.
    Line(Input),
    /// A text of many lines.
    Text(Box<Editor>),
    /// A day as typed.
    Day(Input),
    /// A record found by typing.
    Found(Kind, Option<RecordKey>),
    /// One of a few, and the place of the one chosen.
    One(Vec<Choosable>, usize),
    /// Units, with their officials where told so, and the place of the cursor; one place more adds a unit.
    List { pairs: Vec<Pair>, at: usize, with_officials: bool },
}

/// One field with what it held when the form was begun.
#[derive(Clone, Debug)]
pub struct Field {
    /// What it is called.
    pub name: Name,
    /// What it holds.
    pub value: Value,
    /// What it held at the beginning, as [`Value::print`] puts it.
    pub begun: String,
}

/// What is shown.
#[derive(Debug)]
pub enum Stage {
    /// The fields.
    Writing,
    /// A record is being found for the field that has the keys.
    Picking(Box<Picker>),
    /// What would be stored; holds the change as far as it can be told beforehand.
    Summary(Option<Box<Change>>),
    /// It was handed over and not yet answered.
    Storing,
    /// Somebody else has changed the record meanwhile; holds it as it is now.
    Clash(Record),
}

/// A record as it is entered.
#[derive(Debug)]
pub struct RecordForm {
    /// What it is for.
    pub purpose: Purpose,
    /// The record its author saw; none for a new one.
    pub seen: Option<Record>,
    /// Its fields, in the order in which one goes through them.
    pub fields: Vec<Field>,
    /// The place of the field that has the keys.
    pub at: usize,
    /// What is shown.
    pub stage: Stage,
    /// The year of a day that is typed without one.
    pub year: u16,
    /// Why it was not stored.
    pub said: Option<String>,
    /// How far its draft has come.
    pub kept: Kept,
    /// Tells apart what the person has begun of a kind.
    pub nth: u32,
    /// The first line in sight of what is summed up.
    pub top: usize,
    /// The form this one was opened from, for something new that is needed there.
    pub parent: Option<Box<RecordForm>>,
}

impl Value {
    /// What it holds, as a person reads it; lists and texts take several lines.
    pub fn print(&self, book: &Book) -> String {
        match self {
            Self::Line(input) | Self::Day(input) => input.value().trim().to_owned(),
            Self::Text(editor) => editor.text().trim_end().to_owned(),
            Self::Found(_, key) => key.as_ref().map(|key| name_of(book, key)).unwrap_or_default(),
            Self::One(options, at) => match options.get(*at) {
                // A scope is told in words where it is drawn; here it need only differ from the other one.
                Some(Choosable::ThisTask) => String::from("1"),
                Some(Choosable::Everywhere) => String::from("*"),
                None => String::new(),
            },
            Self::List { pairs, with_officials, .. } => {
                let line = |pair: &Pair| {
                    let unit = name_of(book, &RecordKey::Unit(pair.unit));
                    let official = pair.official.filter(|_| *with_officials).map(RecordKey::Official);
                    official.map_or(unit.clone(), |official| format!("{unit}  {}", name_of(book, &official)))
                };
                pairs.iter().map(line).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

impl RecordForm {
    /// The value under a name.
    pub fn value(&self, name: Name) -> Option<&Value> {
        self.fields.iter().find(|field| field.name == name).map(|field| &field.value)
    }

    /// The field that has the keys.
    pub fn field(&self) -> Option<&Field> {
        self.fields.get(self.at)
    }

    /// Notes that something was typed.
    fn touch(&mut self) {
        self.kept.is_due = true;
        self.said = None;
    }

    /// The task that is continued, while its number is being typed.
    pub fn continued<'a>(&self, book: &'a Book) -> Option<&'a Task> {
        let field = self.field().filter(|field| field.name == Name::Predecessor)?;
        let before = self.plan()?.before();
        book.task_numbered(before, field.value.print(book).parse().ok()?).map(AsRef::as_ref)
    }

    /// Whether keys are text of many lines now.
    pub fn is_in_text(&self) -> bool {
        let is_text = matches!(self.field().map(|field| &field.value), Some(Value::Text(_)));
        is_text && matches!(self.stage, Stage::Writing)
    }

    /// The plan whose categories can be chosen.
    pub fn plan(&self) -> Option<PlanYear> {
        if let Purpose::Enter(Record::Task(task)) = &self.purpose { Some(task.plan) } else { None }
    }

    /// Takes a record that was found, or entered meanwhile, into the field that has the keys.
    pub fn accept(&mut self, book: &Book, found: RecordKey) {
        let Some(field) = self.fields.get_mut(self.at) else { return };
        match (&mut field.value, found) {
            (Value::Found(_, held), found) => *held = Some(found),
            (Value::List { pairs, at, with_officials }, RecordKey::Unit(unit)) => {
                // A unit that is there already is shown, not added.
                *at = pairs.iter().position(|pair| pair.unit == unit).unwrap_or(pairs.len());
                if *at == pairs.len() {
                    let official = in_office(book, unit).filter(|_| *with_officials);
                    pairs.push(Pair { unit, official });
                }
            }
            (Value::List { pairs, at, .. }, RecordKey::Official(official)) => {
                if let Some(pair) = pairs.get_mut(*at) {
                    pair.official = Some(official);
                }
            }
            _ => {}
        }
        self.touch();
    }
}

/// Who answers for a unit now, when only one does.
fn in_office(book: &Book, unit: UnitId) -> Option<OfficialId> {
    let mut holders = book.officials().filter(|official| official.holds(unit));
    holders.next().filter(|_| holders.next().is_none()).map(|official| official.id)
}
