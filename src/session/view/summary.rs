//! What a report would be stored as, shown before it is: against what is there now, with what is doubtful in it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::form::{PARTS, say, title};
use super::{Session, frame, inset, lines};
use crate::session::compare::changed;
use crate::session::form::{Form, Stage};
use crate::session::line::{Line, Tone, paragraphs, wrapped};
use crate::session::mark::Mark;
use crate::tui::text::{clean, clean_lines};

pub(super) fn draw(session: &Session, buf: &mut Buffer, body: Rect, form: &Form) {
    let look = &session.look;
    let key = if form.stage == Stage::Storing { "form.storing" } else { "form.summary" };
    let inside = frame(look, buf, body, &title(session, form, key), true);
    let inside = inset(inside);
    let all = all_lines(session, form, inside.width);
    let last = all.len().saturating_sub(usize::from(inside.height));
    lines(look, buf, inside, &all, form.top.min(last));
}

fn all_lines(session: &Session, form: &Form, columns: u16) -> Vec<Line> {
    let look = &session.look;
    let texts = &look.texts;
    let mut all: Vec<Line> = form
        .doubted()
        .iter()
        .flat_map(|doubt| wrapped(&say(session, doubt).text(), columns, &look.width, Tone::Changed))
        .collect();
    if !all.is_empty() {
        all.push(Line::default());
    }
    all.extend(paragraphs(&form.task.text.replace('\n', ""), columns, &look.width, &[], Tone::Dim));
    let mark = |status| {
        let mark = Mark(Some(status));
        (mark.say(look), Tone::Mark(mark))
    };
    let mut status = Line::of(format!("{} ", texts.get("form.status")), Tone::Label);
    let before = form.current.as_ref().or(form.last.as_ref());
    if let Some(before) = before.filter(|before| before.status != form.status) {
        let (words, tone) = mark(before.status);
        status = status.with(words, tone).with(" -> ", Tone::Dim);
    }
    let (words, tone) = mark(form.status);
    let day = form.day().map(|day| day.to_string()).unwrap_or_default();
    all.push(status.with(words, tone).with(format!("   {} {day}", texts.get("form.date")), Tone::Plain));
    if let Some(unit) = form.key.unit.and_then(|unit| session.book.unit(unit)) {
        all.push(Line::of(format!("{} ", texts.get("form.unit")), Tone::Label).with(clean(&unit.name), Tone::Plain));
    }
    for (at, name) in PARTS.iter().enumerate() {
        let now = form.part(at);
        if now.is_empty() && form.before(at).is_empty() {
            continue;
        }
        all.push(Line::of(texts.get(name), Tone::Label));
        if now.is_empty() {
            all.push(Line::of(texts.get("form.emptied"), Tone::Changed));
            continue;
        }
        let marks = changed(&clean_lines(form.before(at)), now);
        all.extend(paragraphs(now, columns, &look.width, &marks, Tone::Changed));
    }
    all
}
