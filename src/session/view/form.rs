//! The form: fields on top, the three texts with what is new in them marked, doubts below, last period's text beside.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Look, Session, frame, inset, line, lines};
use crate::domain::{Doubt, Report};
use crate::lang::say_doubt;
use crate::session::Action;
use crate::session::form::{Field, Form, FormAreas, Stage, part_of};
use crate::session::line::{Line, Tone, paragraphs};
use crate::session::mark::Mark;
use crate::tui::draw::{self, put};
use crate::tui::text::{clean, cut};

/// The names of the three texts.
pub(super) const PARTS: [&str; 3] = ["form.progress", "form.problems", "form.next_steps"];

pub(super) fn draw(session: &Session, buf: &mut Buffer, body: Rect, form: &Form) -> Option<(u16, u16)> {
    draw::clear(buf, body);
    match &form.stage {
        Stage::Writing => draw_fields(session, buf, &FormAreas::of(body, form), form),
        Stage::Summary | Stage::Storing => {
            super::summary::draw(session, buf, body, form);
            None
        }
        Stage::Clash(theirs, said) => {
            super::clash::draw(session, buf, body, form, theirs, said);
            None
        }
    }
}

/// What the form is about: the task's number and the period, with the unit when it reports for its own part.
pub(super) fn title(session: &Session, form: &Form, key: &str) -> String {
    let unit = form.key.unit.and_then(|unit| session.book.unit(unit));
    let unit = unit.map(|unit| format!("  {}", clean(&unit.name))).unwrap_or_default();
    let parts: [(&str, &dyn std::fmt::Display); 3] =
        [("number", &form.task.number), ("period", &form.key.period.label()), ("unit", &unit)];
    session.look.texts.fill(key, &parts)
}

fn draw_fields(session: &Session, buf: &mut Buffer, areas: &FormAreas, form: &Form) -> Option<(u16, u16)> {
    let look = &session.look;
    let beside = session.beside(form.key).map(|told| format!(" · {told}")).unwrap_or_default();
    frame(look, buf, areas.form, &format!("{}{beside}", title(session, form, "form.title")), true);
    let task = cut(&clean(&form.task.text.replace('\n', "")), usize::from(areas.task.width), &look.width).into_owned();
    line(look, buf, areas.task, areas.task.y, &Line::of(task, Tone::Dim), Style::default());
    let mut caret = draw_choices(session, buf, areas.fields, form);
    for (at, (name, area)) in areas.names.into_iter().zip(areas.parts).enumerate() {
        let Some(part) = form.parts.get(at) else { continue };
        let has_keys = form.field == Field::Part(at);
        let (row, of) = part.line();
        let mut words =
            Line::of(format!("{} ", look.texts.get(PARTS.get(at).copied().unwrap_or_default())), tone(has_keys));
        if has_keys {
            let count = part.text().chars().filter(|c| !c.is_whitespace()).count();
            let parts: [(&str, &dyn std::fmt::Display); 3] = [("row", &row), ("of", &of), ("count", &count)];
            words = words.with(look.texts.fill("form.place", &parts), Tone::Dim);
        }
        line(look, buf, name, name.y, &words, Style::default());
        let at = super::text(look, buf, area, part, look.theme.changed);
        if has_keys {
            caret = Some(at);
        }
    }
    let rows = usize::from(areas.doubts.height);
    // The last line tells how many have none.
    let shown = if form.doubted().len() > rows { rows.saturating_sub(1) } else { rows };
    let mut doubts: Vec<Line> = form.doubted().iter().take(shown).map(|doubt| say(session, doubt)).collect();
    let count = form.doubted().len().saturating_sub(shown);
    if count > 0 {
        let parts: [(&str, &dyn std::fmt::Display); 2] =
            [("count", &count), ("key", &look.keys.first_of(Action::Save))];
        doubts.push(Line::of(look.texts.fill("doubt.more", &parts), Tone::Changed));
    }
    lines(look, buf, areas.doubts, &doubts, 0);
    if let Some(beside) = areas.beside {
        draw_last(session, buf, beside, form);
    }
    caret
}

fn tone(has_keys: bool) -> Tone {
    if has_keys { Tone::Title } else { Tone::Label }
}

/// Period, status and date in one line, the unit in the next; returns where the caret stands when one of them has the keys.
fn draw_choices(session: &Session, buf: &mut Buffer, area: Rect, form: &Form) -> Option<(u16, u16)> {
    let look = &session.look;
    let mark = Mark(Some(form.status));
    let status = mark.say(look);
    let unit = form.key.unit.and_then(|unit| session.book.unit(unit));
    let unit = unit.map_or_else(|| look.texts.get("form.whole_task").to_owned(), |unit| clean(&unit.name).into_owned());
    let fields = [
        (Field::Period, "form.period", form.key.period.label(), Tone::Plain, 0),
        (Field::Status, "form.status", status, Tone::Mark(mark), 0),
        (Field::Date, "form.date", form.date.value().to_owned(), Tone::Plain, 0),
        (Field::Unit, "form.unit", unit, Tone::Plain, 1),
    ];
    let (mut caret, mut ends) = (None, [area.x; 2]);
    for (field, name, value, value_tone, row) in fields {
        let has_keys = form.field == field;
        let y = area.y + row;
        let Some(x) = ends.get_mut(usize::from(row)) else { continue };
        let mut write = |text: &str, style: Style| {
            let room = area.right().saturating_sub(*x);
            *x = put(buf, *x, y, room, text, style, &look.width);
            *x
        };
        write(&format!("{} ", look.texts.get(name)), super::style(look, tone(has_keys)));
        let before = write("[", look.theme.dim);
        let value = clean(&value).into_owned();
        let style = if has_keys { look.theme.selected } else { super::style(look, value_tone) };
        write(&value, style);
        write("]", look.theme.dim);
        write("  ", look.theme.text);
        if has_keys {
            let offset = if field == Field::Date { form.date.visual_cursor() } else { 0 };
            caret = Some((before + u16::try_from(offset).unwrap_or(0), y));
        }
    }
    caret
}

/// Last period's text; what is in sight of it follows the caret.
fn draw_last(session: &Session, buf: &mut Buffer, area: Rect, form: &Form) {
    let look = &session.look;
    let inside = frame(look, buf, area, look.texts.get("form.last"), false);
    let inside = inset(inside);
    if form.last.is_none() {
        let words = paragraphs(look.texts.get("form.no_last"), inside.width, &look.width, &[], Tone::Dim);
        return lines(look, buf, inside, &words, 0);
    }
    let all = form.beside();
    let (row, of) = match form.field {
        Field::Part(0) => form.parts.first().map_or((1, 1), |part| part.line()),
        Field::Part(_) => (1, 1),
        _ => (0, 1),
    };
    let hidden = all.len().saturating_sub(usize::from(inside.height));
    let top =
        if matches!(form.field, Field::Part(1 | 2)) { hidden } else { hidden * row.saturating_sub(1) / of.max(1) };
    lines(look, buf, inside, all, top);
}

/// A report as lines: what it says of itself, and its texts under their names.
pub(in crate::session) fn report_lines(look: &Look, report: &Report, columns: u16) -> Vec<Line> {
    let mark = Mark(Some(report.status));
    let mut all = vec![
        Line::of(report.key.period.label(), Tone::Title)
            .with(format!("  {}", mark.say(look)), Tone::Mark(mark))
            .with(format!("  {}  {}", report.reported_on, clean(&report.author)), Tone::Dim),
    ];
    for (at, name) in PARTS.iter().enumerate() {
        let text = part_of(report, at);
        if text.trim().is_empty() {
            continue;
        }
        all.push(Line::of(look.texts.get(name), Tone::Label));
        all.extend(paragraphs(text.trim_end(), columns, &look.width, &[], Tone::Plain));
    }
    all
}

/// A doubt as a line.
pub(super) fn say(session: &Session, doubt: &Doubt) -> Line {
    let sentence = say_doubt(doubt, &session.look.texts);
    Line::of(format!("? {}", clean(&sentence)), Tone::Changed)
}
