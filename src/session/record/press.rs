//! What a key does in the form of a record.

use super::begin::blank;
use super::pick::Chosen;
use super::{Pair, Picker, RecordForm, Stage, Value};
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
        let was_dropping = std::mem::take(&mut form.kept.is_dropping);
        match &mut form.stage {
            Stage::Storing => {}
            Stage::Picking(picker) => {
                if action == Some(Action::Back) {
                    form.stage = Stage::Writing;
                } else if let Some(chosen) = picker.press(&self.book, &chord, action, rows) {
                    let kind = picker.kind;
                    return self.take_chosen(kind, chosen);
                }
            }
            _ if action == Some(Action::DropDraft) => return self.drop_draft(was_dropping),
            Stage::Summary(_) | Stage::Clash(_) => return self.press_in_agreement(action, rows),
            Stage::Writing => match action {
                Some(Action::Back) => return self.leave_form(),
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
            (Stage::Summary(_), Some(Action::Back)) if form.fields.is_empty() => return self.leave_form(),
            (_, Some(Action::Back)) => form.stage = Stage::Writing,
            _ => {}
        }
        Vec::new()
    }

    fn press_in_value(&mut self, chord: Chord, action: Option<Action>) {
        let Overlay::Record(form) = &mut self.overlay else { return };
        let Some(field) = form.fields.get_mut(form.at) else { return };
        let changed = match &mut field.value {
            Value::Text(editor) => Edit::of(&chord).is_some_and(|edit| editor.edit(&edit)),
            Value::Line(input) | Value::Day(input) => match chord.code {
                Code::Up => return form.go(-1),
                Code::Down | Code::Enter => return form.go(1),
                _ => edit::edit(input, &chord),
            },
            Value::One(options, at) => match chord.code {
                Code::Up => return form.go(-1),
                Code::Down | Code::Enter => return form.go(1),
                Code::Left => turn(at, -1, options.len()),
                Code::Right | Code::Char(' ') => turn(at, 1, options.len()),
                _ => false,
            },
            Value::Found(_, held) => match (chord.code, action) {
                (Code::Up, _) => return form.go(-1),
                (Code::Down, _) => return form.go(1),
                (_, Some(Action::Clear)) => held.take().is_some(),
                _ => return self.open_picker(chord, action),
            },
            Value::List { pairs, at, .. } => match (chord.code, action) {
                (Code::Up, _) if *at == 0 => return form.go(-1),
                (Code::Down, _) if *at == pairs.len() => return form.go(1),
                (Code::Up, _) => return *at -= 1,
                (Code::Down, _) => return *at += 1,
                (Code::PageUp, _) => shift(pairs, at, -1),
                (Code::PageDown, _) => shift(pairs, at, 1),
                (_, Some(Action::Clear)) if *at < pairs.len() => {
                    pairs.remove(*at);
                    true
                }
                _ => return self.open_picker(chord, action),
            },
        };
        if changed {
            form.touch();
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

    fn take_chosen(&mut self, kind: Kind, chosen: Chosen) -> Vec<Effect> {
        let Overlay::Record(form) = &mut self.overlay else { return Vec::new() };
        form.stage = Stage::Writing;
        match chosen {
            Chosen::Record(key) => {
                form.accept(&self.book, key);
                Vec::new()
            }
            Chosen::New(name) => {
                let Some(mut record) = blank(&self.book, kind, form.plan(), &name) else { return Vec::new() };
                if let (Record::Official(official), Some(unit)) = (&mut record, form.unit_of_row()) {
                    let mut begun = crate::domain::Official::clone(official);
                    begun.tenures.push(Tenure { unit, from: None, to: None });
                    *official = begun.into();
                }
                self.open_needed(record)
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
                    form.touch();
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

/// Moves a row of a list up or down, and the cursor with it; whether it moved.
fn shift(pairs: &mut [Pair], at: &mut usize, by: isize) -> bool {
    let to = at.saturating_add_signed(by);
    let moves = to != *at && *at < pairs.len() && to < pairs.len();
    if moves {
        pairs.swap(*at, to);
        *at = to;
    }
    moves
}

/// Goes to another of a few; whether there was one.
fn turn(at: &mut usize, by: isize, count: usize) -> bool {
    let was = std::mem::replace(at, step(*at, by, count));
    was != *at
}
