//! What a form would store, field by field from before to after; and two versions of one record beside each other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::record::words;
use super::{Session, frame, inset, lines};
use crate::domain::{Change, Record, RecordKey};
use crate::session::compare::changed;
use crate::session::line::{Line, Tone, paragraphs, wrapped};
use crate::session::record::{Field, NAMES, Purpose, RecordForm, Stage, name_of};
use crate::tui::draw;
use crate::tui::text::{clean_lines, pad};

pub(super) fn draw(session: &Session, buf: &mut Buffer, body: Rect, form: &RecordForm) {
    let look = &session.look;
    draw::clear(buf, body);
    let key = match form.stage {
        Stage::Clash(_) => "record_form.clash",
        Stage::Storing => "record_form.storing",
        _ => "record_form.summary",
    };
    let title = look.texts.fill(key, &[("what", &session.title_of(form))]);
    let inside = frame(look, buf, body, &title, true);
    let inside = inset(inside);
    let mut all: Vec<Line> = Vec::new();
    if let Some(said) = &form.said {
        all.extend(wrapped(said, inside.width, &look.width, Tone::Changed));
        all.push(Line::default());
    }
    match &form.stage {
        Stage::Clash(_) => all.extend(clash(session, form, inside.width)),
        Stage::Summary(change) => {
            all.extend(subject(session, form, inside.width));
            all.extend(form.fields.iter().flat_map(|field| field_lines(session, form, field, inside.width)));
            all.extend(change.iter().flat_map(|change| replaced(session, change, inside.width)));
        }
        _ => all.extend(form.fields.iter().flat_map(|field| field_lines(session, form, field, inside.width))),
    }
    let last = all.len().saturating_sub(usize::from(inside.height));
    lines(look, buf, inside, &all, form.top.min(last));
}

/// What is made void, closed or opened again, in its own words.
fn subject(session: &Session, form: &RecordForm, columns: u16) -> Vec<Line> {
    let dim = |text: &str| {
        let words = wrapped(text, columns, &session.look.width, Tone::Dim);
        words.into_iter().chain([Line::default()]).collect::<Vec<_>>()
    };
    let task = match &form.purpose {
        Purpose::Close(task) | Purpose::Reopen(task) | Purpose::Void(RecordKey::Task(task), _) => *task,
        Purpose::Void(RecordKey::Report(key), _) => {
            let opened = session.opened.get(&key.task).map(|o| o.reports.as_slice()).unwrap_or_default();
            let latest = session.book.latest_report(key.task);
            return match opened.iter().chain(latest).find(|report| report.key == *key) {
                Some(report) => super::form::report_lines(&session.look, report, columns)
                    .into_iter()
                    .chain([Line::default()])
                    .collect(),
                None => Vec::new(),
            };
        }
        _ => return Vec::new(),
    };
    session.book.task(task).map(|task| dim(&task.text)).unwrap_or_default()
}

/// One field from before to after; nothing for one that stays as it was.
fn field_lines(session: &Session, form: &RecordForm, field: &Field, columns: u16) -> Vec<Line> {
    let look = &session.look;
    let is_change = matches!(form.purpose, Purpose::Enter(_)) && form.seen.is_some();
    let (before, now) = (clean_lines(&field.begun).into_owned(), words(session, &field.value));
    if (is_change && before == field.value.print(&session.book)) || now.is_empty() && before.is_empty() {
        return Vec::new();
    }
    let before = if is_change { before } else { String::new() };
    let label = pad(look.texts.get(field.name.word_key()), usize::from(NAMES), &look.width);
    from_to(session, &label, &before, &now, is_change, columns)
}

fn from_to(session: &Session, label: &str, before: &str, now: &str, is_change: bool, columns: u16) -> Vec<Line> {
    let look = &session.look;
    let or_empty =
        |text: &str| if text.is_empty() { look.texts.get("record_form.empty").to_owned() } else { text.to_owned() };
    let (was, is) = (or_empty(before), or_empty(now));
    let arrow = if look.width.plain_frames() { " -> " } else { " → " };
    let head = Line::of(label, Tone::Label);
    let one_line = if is_change { format!("{label}{was}{arrow}{is}") } else { format!("{label}{is}") };
    if !one_line.contains('\n') && look.width.of(&one_line) <= usize::from(columns) {
        let head = if is_change { head.with(was, Tone::Dim).with(arrow, Tone::Dim) } else { head };
        return vec![head.with(is, if is_change { Tone::Changed } else { Tone::Plain })];
    }
    let mut all = vec![head];
    if is_change {
        all.push(Line::of(look.texts.get("record_form.before"), Tone::Dim));
        all.extend(paragraphs(&was, columns.saturating_sub(2), &look.width, &changed(&is, &was), Tone::Changed));
        all.push(Line::of(look.texts.get("record_form.after"), Tone::Dim));
    }
    let marks = if is_change { changed(&was, &is) } else { Vec::new() };
    all.extend(paragraphs(&is, columns.saturating_sub(2), &look.width, &marks, Tone::Changed));
    all
}

/// The tasks that get another official, each with who answers before and after.
fn replaced(session: &Session, change: &Change, columns: u16) -> Vec<Line> {
    if change.deed != crate::domain::Deed::Replace {
        return Vec::new();
    }
    let official = |id: Option<crate::domain::OfficialId>| {
        id.map(|id| name_of(&session.book, &RecordKey::Official(id))).unwrap_or_default()
    };
    let tasks = change.edits.iter().filter_map(|edit| match (&edit.before, &edit.after) {
        (Some(Record::Task(before)), Some(Record::Task(after))) => Some((before, after)),
        _ => None,
    });
    let line = |(before, after): (&std::sync::Arc<crate::domain::Task>, &std::sync::Arc<crate::domain::Task>)| {
        let pairs = before.assignments.iter().zip(&after.assignments);
        let (was, is) = pairs.clone().find(|(was, is)| was != is)?;
        let parts: [(&str, &dyn std::fmt::Display); 3] =
            [("number", &after.number), ("before", &official(was.official)), ("after", &official(is.official))];
        Some(Line::of(session.look.texts.fill("record_form.replaced", &parts), Tone::Changed))
    };
    let lines: Vec<Line> = tasks.filter_map(line).collect();
    if lines.is_empty() {
        let words = session.look.texts.get("record_form.no_tasks");
        let words = wrapped(words, columns, &session.look.width, Tone::Changed);
        return [Line::default()].into_iter().chain(words).collect();
    }
    let count = session.look.texts.fill("record_form.tasks_replaced", &[("count", &lines.len())]);
    [Line::default(), Line::of(count, Tone::Label)].into_iter().chain(lines).collect()
}

/// Each field on which the two versions differ: what is stored now, what was typed, and which of them would be kept.
fn clash(session: &Session, form: &RecordForm, columns: u16) -> Vec<Line> {
    let look = &session.look;
    let Some(theirs) = session.begun_from_theirs() else { return Vec::new() };
    let mut all = Vec::new();
    for (mine, theirs) in form.fields.iter().zip(&theirs.fields) {
        let (typed, stored) = (mine.value.print(&session.book), theirs.value.print(&session.book));
        if typed == stored {
            continue;
        }
        all.push(Line::of(look.texts.get(mine.name.word_key()), Tone::Title));
        let is_untouched = typed == mine.begun;
        let label = if is_untouched { "record_form.untouched" } else { "record_form.typed" };
        for (label, text, other) in [("record_form.stored_now", &stored, &typed), (label, &typed, &stored)] {
            all.push(Line::of(look.texts.get(label), Tone::Label).indented(2));
            let text = if text.is_empty() { look.texts.get("record_form.empty").to_owned() } else { text.clone() };
            let marks = changed(other, &text);
            let words = paragraphs(&text, columns.saturating_sub(4), &look.width, &marks, Tone::Changed);
            all.extend(words.into_iter().map(|words| words.indented(4)));
        }
    }
    all
}
