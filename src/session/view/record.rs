//! The form of a record: a name and a value in each row, what is said below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::search::prompt;
use super::{Session, frame, line, lines, pick, selected};
use crate::domain::RecordKey;
use crate::session::line::{Line, Tone, wrapped};
use crate::session::record::{Choosable, NAMES, Pair, RecordAreas, RecordForm, Stage, Value, name_of};
use crate::tui::draw::{self, put};
use crate::tui::text::{clean, cut, pad};

pub(super) fn draw(session: &Session, buf: &mut Buffer, body: Rect, form: &RecordForm) -> Option<(u16, u16)> {
    match &form.stage {
        Stage::Writing => draw_fields(session, buf, body, form),
        Stage::Picking(picker) => {
            draw_fields(session, buf, body, form);
            pick::draw(session, buf, body, picker)
        }
        Stage::Summary(_) | Stage::Storing | Stage::Clash(_) => {
            super::version::draw(session, buf, body, form);
            None
        }
    }
}

fn draw_fields(session: &Session, buf: &mut Buffer, body: Rect, form: &RecordForm) -> Option<(u16, u16)> {
    let look = &session.look;
    let areas = RecordAreas::of(body, form, &look.width);
    draw::clear(buf, areas.form);
    frame(look, buf, areas.form, &session.title_of(form), true);
    let mut caret = None;
    for (at, (field, area)) in form.fields.iter().zip(&areas.values).enumerate() {
        if area.height == 0 {
            continue;
        }
        let has_keys = at == form.at;
        let tone = if has_keys { Tone::Title } else { Tone::Label };
        let name = Line::of(look.texts.get(field.name.word_key()), tone);
        let place = Rect { x: area.x.saturating_sub(NAMES), width: NAMES, ..*area };
        line(look, buf, place, area.y, &name, Style::default());
        let at = draw_value(session, buf, *area, &field.value, has_keys);
        caret = at.filter(|_| has_keys).or(caret);
    }
    let words = match (&form.said, form.field().and_then(|field| field.name.hint_key())) {
        (Some(said), _) => wrapped(said, areas.said.width, &look.width, Tone::Changed),
        (None, Some(hint)) => {
            let words = form.continued(&session.book).map(|task| clean(&task.text.replace('\n', "")).into_owned());
            let words = words.unwrap_or_else(|| look.texts.get(hint).to_owned());
            vec![Line::of(cut(&words, usize::from(areas.said.width), &look.width), Tone::Dim)]
        }
        (None, None) => Vec::new(),
    };
    lines(look, buf, areas.said, &words, 0);
    caret
}

/// Draws a value and returns where the caret would stand in it.
fn draw_value(session: &Session, buf: &mut Buffer, area: Rect, value: &Value, has_keys: bool) -> Option<(u16, u16)> {
    let look = &session.look;
    match value {
        Value::Line(input) | Value::Day(input) if has_keys => {
            Some(prompt(look, buf, Rect { x: area.x.saturating_sub(1), ..area }, input))
        }
        Value::Text(editor) => {
            let area = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
            Some(super::text(look, buf, area, editor, Style::default()))
        }
        Value::List { pairs, at, with_officials } => {
            draw_list(session, buf, area, pairs, *at, *with_officials, has_keys)
        }
        _ => {
            let printed = words(session, value);
            let style = if has_keys { look.theme.selected } else { look.theme.text };
            let room = usize::from(area.width.saturating_sub(4));
            let mut x =
                put(buf, area.x, area.y, 2, if is_chosen(value) { "[ " } else { "  " }, look.theme.dim, &look.width);
            let caret = (x, area.y);
            x = put(
                buf,
                x,
                area.y,
                area.right().saturating_sub(x),
                &cut(&printed, room, &look.width),
                style,
                &look.width,
            );
            if is_chosen(value) {
                put(buf, x, area.y, area.right().saturating_sub(x), " ]", look.theme.dim, &look.width);
            }
            Some(caret)
        }
    }
}

fn is_chosen(value: &Value) -> bool {
    matches!(value, Value::Found(..) | Value::One(..))
}

/// A value as one line of words.
pub(super) fn words(session: &Session, value: &Value) -> String {
    let texts = &session.look.texts;
    match value {
        Value::Found(_, None) => texts.get("record_form.open").to_owned(),
        Value::One(options, at) => match options.get(*at) {
            Some(Choosable::ThisTask) => texts.get("record_form.this_task").to_owned(),
            Some(Choosable::Everywhere) => texts.get("record_form.everywhere").to_owned(),
            _ => value.print(&session.book),
        },
        _ => value.print(&session.book),
    }
}

fn draw_list(
    session: &Session,
    buf: &mut Buffer,
    area: Rect,
    pairs: &[Pair],
    at: usize,
    with_officials: bool,
    has_keys: bool,
) -> Option<(u16, u16)> {
    let look = &session.look;
    let area = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
    let unit = |pair: &Pair| name_of(&session.book, &RecordKey::Unit(pair.unit));
    let room = usize::from(area.width.saturating_sub(12));
    let widest = pairs.iter().map(|pair| look.width.of(&unit(pair))).max().unwrap_or(0).min(room);
    let top = (at + 1).saturating_sub(usize::from(area.height));
    for (y, row) in (area.y..area.bottom()).zip(top..=pairs.len()) {
        let words = match pairs.get(row) {
            None => Line::of(look.texts.get("record_form.add"), Tone::Dim),
            Some(pair) => {
                let name = pad(&cut(&unit(pair), widest, &look.width), widest, &look.width);
                let official = pair.official.map(|id| name_of(&session.book, &RecordKey::Official(id)));
                let official = official.unwrap_or_else(|| look.texts.get("record_form.open").to_owned());
                let first = if with_officials && row == 0 { look.texts.get("record_form.leads") } else { "" };
                let words = Line::of(name, Tone::Plain);
                let words = if with_officials { words.with(format!("  {official}"), Tone::Plain) } else { words };
                words.with(format!("  {first}"), Tone::Dim)
            }
        };
        line(look, buf, area, y, &words, Style::default());
        if row == at && has_keys {
            selected(look, buf, area, y, true);
        }
    }
    let y = area.y + u16::try_from(at - top.min(at)).unwrap_or(0);
    Some((area.x, y.min(area.bottom().saturating_sub(1))))
}
