//! The finding of one record: the line that is typed, and what fits.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::search::prompt;
use super::{Session, frame, inset, line, selected};
use crate::domain::RecordKey;
use crate::lang::kind_key;
use crate::session::line::{Line, Part, Tone};
use crate::session::record::{NAMES, Picker, name_of};
use crate::tui::draw;
use crate::tui::text::clean;

/// The columns it takes, where there are as many.
const COLUMNS: u16 = 64;

pub(super) fn draw(session: &Session, buf: &mut Buffer, body: Rect, picker: &Picker) -> Option<(u16, u16)> {
    let look = &session.look;
    let kind = look.texts.get(kind_key(picker.kind));
    let width = body.width.min(COLUMNS);
    let rows = picker.new_at() + usize::from(picker.offers_new) + 3;
    let height = u16::try_from(rows).unwrap_or(u16::MAX).clamp(6, body.height.max(6)).min(body.height);
    // Where it is opened from a form, the names of the form's fields stay in sight to the left.
    let middle = (body.width - width) / 2;
    let x = body.x + middle.max(NAMES + 3).min(body.width - width);
    let area = Rect { x, y: body.y + (body.height - height) / 2, width, height };
    draw::clear(buf, area);
    let inside = frame(look, buf, area, &look.texts.fill("record_form.find", &[("kind", &kind)]), true);
    let caret = prompt(look, buf, inside, &picker.input);
    let list = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    let top = picker.cursor.saturating_sub(usize::from(list.height).saturating_sub(1));
    let typed = clean(picker.input.value().trim());
    let last = picker.new_at() + usize::from(picker.offers_new);
    for (y, at) in (list.y..list.bottom()).zip(top..last) {
        let words = match picker.found.get(at) {
            Some((key, matched)) => found(session, key, matched),
            None if at == picker.new_at() => {
                Line::of(look.texts.fill("record_form.new_one", &[("kind", &kind), ("name", &typed)]), Tone::Label)
            }
            None => Line::of(look.texts.fill("record_form.none", &[("kind", &kind), ("name", &typed)]), Tone::Dim),
        };
        line(look, buf, inset(list), y, &words, Style::default());
        let is_there = at < picker.found.len() || at == picker.new_at();
        if at == picker.cursor && is_there {
            selected(look, buf, list, y, true);
        }
    }
    Some(caret)
}

/// A name with what matched; beside an official's, post and units, for two may have one name.
fn found(session: &Session, key: &RecordKey, matched: &[usize]) -> Line {
    let mut words = Line::default();
    for (at, c) in name_of(&session.book, key).chars().enumerate() {
        let tone = if matched.binary_search(&at).is_ok() { Tone::Matched } else { Tone::Plain };
        words.parts.push(Part { text: c.to_string(), tone });
    }
    let RecordKey::Official(id) = key else { return words };
    let Some(official) = session.book.official(*id) else { return words };
    let units = official.offices().map(|unit| name_of(&session.book, &RecordKey::Unit(unit)));
    let about: Vec<String> = std::iter::once(clean(&official.post).into_owned()).chain(units).collect();
    words.with(format!("  {}", about.join(" ").trim()), Tone::Dim)
}
