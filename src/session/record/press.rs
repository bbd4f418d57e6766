//! What a key does in the form of a record.

use super::begin::blank;
use super::pick::Chosen;
use super::{Pair, Picker, Purpose, RecordForm, Stage, Value};
use crate::domain::{Kind, Record, RecordKey, Tenure, UnitId};
use crate::session::overlay::{Overlay, step, steps};
use crate::session::{Action, Effect, Session, edit};
use crate::tui::editor::Edit;
use crate::tui::keys::{Chord, Code};

impl Session {
    pub(in crate::session) fn press_in_record(&mut self, chord: Chord) -> Vec<Effect> {
        let rows = self.areas().map_or(1, |a| usize::from(a.pane_rows()));
        let action = self.look.keys.action(&chord).filter(|_| chord.text().is_none());
        let Overlay::Record(form) = &mut self.overlay else { return Vec::new() };
        let was_leaving = std::mem::take(&mut form.is_leaving);
        match &mut form.stage {
            Stage::Storing => {}
            Stage::Picking(picker) => {
                if action == Some(Action::Back) {
                    form.stage = Stage::Writing;
                } else if let Some(chosen) = picker.press(&self.book, &chord, action, rows) {
                    let kind = picker.kind;
                    self.take_chosen(kind, chosen);
                }
            }
            Stage::Summary(_) | Stage::Clash(_) => return self.press_in_agreement(action, rows),
            Stage::Writing => match action {
                Some(Action::Back) => {
                    self.leave_record(was_leaving);
                }
                Some(Action::Save) => self.sum_record_up(),
                Some(Action::Pane) => form.go(1),
                _ if chord.code == Code::BackTab => form.go(-1),
                _ => self.press_in_value(chord, action),
            },
        }
        Vec::new()
    }

    fn press_in_agreement(&mut self, action: Option<Action>, rows: usize) -> Vec<Effect> {
        let Overlay::Record(form) = &mut self.overlay else { return Vec::new() };
        if let Some(lines) = action.and_then(|action| steps(action, rows)) {
            form.top = form.top.saturating_add_signed(lines);
            return Vec::new();
        }
        match (&form.stage, action) {
            (Stage::Summary(_), Some(Action::Enter | Action::Save)) => return self.hand_record_in(),
            (Stage::Clash(_), Some(Action::Enter)) => self.go_on_with_mine(),
            (Stage::Clash(_), Some(Action::Copy)) => self.go_on_with_theirs(),
            (Stage::Summary(_), Some(Action::Back)) if form.fields.is_empty() => {
                self.leave_record(true);
            }
            (_, Some(Action::Back)) => form.stage = Stage::Writing,
            _ => {}
        }
        Vec::new()
    }

    fn press_in_value(&mut self, chord: Chord, action: Option<Action>) {
        let Overlay::Record(form) = &mut self.overlay else { return };
        let Some(field) = form.fields.get_mut(form.at) else { return };
        match &mut field.value {
            Value::Text(editor) => {
                if Edit::of(&chord).is_some_and(|edit| editor.edit(&edit)) {
                    form.said = None;
                }
            }
            Value::Line(input) | Value::Day(input) => match chord.code {
                Code::Up => form.go(-1),
                Code::Down | Code::Enter => form.go(1),
                _ => {
                    if edit::edit(input, &chord) {
                        form.said = None;
                    }
                }
            },
            Value::One(options, at) => match chord.code {
                Code::Up => form.go(-1),
                Code::Down | Code::Enter => form.go(1),
                Code::Left => *at = step(*at, -1, options.len()),
                Code::Right | Code::Char(' ') => *at = step(*at, 1, options.len()),
                _ => {}
            },
            Value::Found(_, held) => match (chord.code, action) {
                (Code::Up, _) => form.go(-1),
                (Code::Down, _) => form.go(1),
                (_, Some(Action::Clear)) => *held = None,
                _ => self.open_picker(chord, action),
            },
            Value::List { pairs, at, .. } => match (chord.code, action) {
                (Code::Up, _) if *at == 0 => form.go(-1),
                (Code::Down, _) if *at == pairs.len() => form.go(1),
                (Code::Up, _) => *at -= 1,
                (Code::Down, _) => *at += 1,
                (Code::PageUp, _) => shift(pairs, at, -1),
                (Code::PageDown, _) => shift(pairs, at, 1),
                (_, Some(Action::Clear)) if *at < pairs.len() => drop(pairs.remove(*at)),
                _ => self.open_picker(chord, action),
            },
        }
    }

    /// Enter opens the finding of a record, and so does the first character of its name.
    fn open_picker(&mut self, chord: Chord, action: Option<Action>) {
        let Overlay::Record(form) = &mut self.overlay else { return };
        let typed = chord.text().filter(|c| *c != ' ');
        if typed.is_none() && !matches!(action, Some(Action::Enter | Action::Unfold)) && chord.text().is_none() {
            return;
        }
        let plan = form.plan();
        let (kind, held, unit) = match form.field().map(|field| &field.value) {
            Some(Value::Found(kind, held)) => (*kind, held.clone(), form.unit_replaced()),
            Some(Value::List { pairs, at, with_officials }) => match pairs.get(*at) {
                None => (Kind::Unit, None, None),
                Some(pair) if *with_officials => {
                    (Kind::Official, pair.official.map(RecordKey::Official), Some(pair.unit))
                }
                Some(_) => return,
            },
            _ => return,
        };
        let mut picker = Picker::new(&self.book, kind, plan, unit, held.as_ref());
        if typed.is_some() {
            picker.press(&self.book, &chord, None, 1);
        }
        form.stage = Stage::Picking(Box::new(picker));
    }

    fn take_chosen(&mut self, kind: Kind, chosen: Chosen) {
        let Overlay::Record(form) = &mut self.overlay else { return };
        form.stage = Stage::Writing;
        match chosen {
            Chosen::Record(key) => form.accept(&self.book, key),
            Chosen::New(name) => {
                let Some(mut record) = blank(kind, form.plan(), &name) else { return };
                if let (Record::Official(official), Some(unit)) = (&mut record, form.unit_of_row()) {
                    let mut begun = crate::domain::Official::clone(official);
                    begun.tenures.push(Tenure { unit, from: None, to: None });
                    *official = begun.into();
                }
                self.open_record(Purpose::Enter(record), None);
            }
        }
    }

    /// A paste goes into the field that has the keys.
    pub(in crate::session) fn paste_in_record(&mut self, text: &str) {
        let Overlay::Record(form) = &mut self.overlay else { return };
        match &mut form.stage {
            Stage::Picking(picker) => picker.paste(&self.book, text),
            Stage::Writing => {
                let changed = match form.fields.get_mut(form.at).map(|field| &mut field.value) {
                    Some(Value::Text(editor)) => editor.edit(&Edit::Paste(text.to_owned())),
                    // In one line the line ends of a cell become blanks.
                    Some(Value::Line(input) | Value::Day(input)) => edit::insert(input, text.trim_end()),
                    _ => false,
                };
                if changed {
                    form.said = None;
                }
            }
            Stage::Summary(_) | Stage::Storing | Stage::Clash(_) => {}
        }
    }
}

impl RecordForm {
    /// Goes so many fields further, round and round.
    fn go(&mut self, fields: isize) {
        let count = self.fields.len().max(1);
        self.at = (self.at + count).saturating_add_signed(fields) % count;
    }

    /// The unit in the row of the list that has the keys.
    fn unit_of_row(&self) -> Option<UnitId> {
        match self.field().map(|field| &field.value) {
            Some(Value::List { pairs, at, .. }) => pairs.get(*at).map(|pair| pair.unit),
            _ => None,
        }
    }

    /// The unit whose official is replaced.
    fn unit_replaced(&self) -> Option<UnitId> {
        match self.value(super::Name::Unit) {
            Some(Value::Found(_, Some(RecordKey::Unit(unit)))) => Some(*unit),
            _ => None,
        }
    }
}

/// Moves a row of a list up or down, and the cursor with it.
fn shift(pairs: &mut [Pair], at: &mut usize, by: isize) {
    let to = at.saturating_add_signed(by);
    if *at < pairs.len() && to < pairs.len() {
        pairs.swap(*at, to);
        *at = to;
    }
}
