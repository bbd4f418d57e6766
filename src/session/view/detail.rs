//! The detail pane: the whole of the task under the cursor, and its report of the period seen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Pane, Session, inset, lines as draw_lines, pane};
use crate::domain::{Report, Task};
use crate::session::history::{self, Setting};
use crate::session::line::{Line, Tone, paragraphs};
use crate::session::mark::Mark;
use crate::tui::text::{clean, cut, pad};

pub(super) fn draw(session: &Session, buf: &mut Buffer, area: Rect) {
    let title = match session.task() {
        Some(task) => session.look.texts.fill("board.title_detail", &[("number", &task.number)]),
        None => String::new(),
    };
    let inside = pane(session, buf, area, &title, Pane::Detail);
    let inside = inset(inside);
    draw_lines(&session.look, buf, inside, &session.detail.lines, session.detail.top);
}

/// The lines of the detail pane at `columns`.
pub(in crate::session) fn lines(session: &Session, task: &Task, columns: u16) -> Vec<Line> {
    let (look, book) = (&session.look, &session.book);
    let (texts, width) = (&look.texts, &look.width);
    let mut lines = paragraphs(&task.text, columns, width, &[], Tone::Plain);
    lines.push(Line::default());
    let category = book.category(task.category).map(|c| c.name.as_str());
    let leader = task.leader.and_then(|l| book.leader(l)).map(|l| l.name.as_str());
    let deadline = task.deadline.as_ref().map(|d| d.printed.as_str());
    let remark = Some(task.remark.as_str()).filter(|r| !r.is_empty());
    let closed = task.closed_on.map(|day| day.to_string());
    let continued = task.predecessor.and_then(|id| book.task(id));
    let continues =
        continued.map(|before| texts.fill("change.task_in", &[("year", &before.plan), ("number", &before.number)]));
    let facts = [
        ("detail.category", category),
        ("detail.leader", leader),
        ("detail.deadline", deadline),
        ("detail.closed", closed.as_deref()),
        ("detail.remark", remark),
        ("detail.continues", continues.as_deref()),
    ];
    for (name, value) in facts {
        let Some(value) = value else { continue };
        lines.push(Line::of(format!("{}  ", texts.get(name)), Tone::Label).with(clean(value), Tone::Plain));
    }
    if !task.indicators.is_empty() {
        lines.push(Line::of(texts.get("detail.indicators"), Tone::Label));
        let indicators = task.indicators.iter().map(|indicator| clean(&indicator.to_string()).into_owned());
        let wrap = |line: String| paragraphs(&line, columns.saturating_sub(2), width, &[], Tone::Plain);
        lines.extend(indicators.flat_map(wrap).map(|line| line.indented(2)));
    }
    lines.push(Line::of(texts.get("detail.units"), Tone::Label));
    lines.extend(pairs(session, task, columns));
    lines.push(Line::default());
    lines.extend(progress(session, task, columns));
    lines
}

/// Units with their officials, one a line, the officials in a column of their own.
fn pairs(session: &Session, task: &Task, columns: u16) -> Vec<Line> {
    let (width, book) = (&session.look.width, &session.book);
    let units: Vec<String> = task
        .assignments
        .iter()
        .map(|a| clean(book.unit(a.unit).map_or("", |u| u.name.as_str())).into_owned())
        .collect();
    let room = usize::from(columns.saturating_sub(12));
    let widest = units.iter().map(|u| width.of(u)).max().unwrap_or(0).min(room);
    let officials = task.assignments.iter().map(|a| a.official.and_then(|o| book.official(o)).map_or("", |o| &o.name));
    let line = |(unit, official): (&String, &str)| {
        let unit = pad(&cut(unit, widest, width), widest, width);
        Line::of(format!("{unit}  "), Tone::Plain).with(clean(official), Tone::Plain).indented(2)
    };
    units.iter().zip(officials).map(line).collect()
}

/// The report of the period seen, or that there is none.
fn progress(session: &Session, task: &Task, columns: u16) -> Vec<Line> {
    let look = &session.look;
    let setting = Setting { book: &session.book, texts: &look.texts, width: &look.width, columns: columns + 4 };
    let opened = session.opened.get(&task.id).map(|o| o.reports.as_slice()).unwrap_or_default();
    let is_seen = |r: &&std::sync::Arc<Report>| Some(r.key.period) == session.board.period && r.key.unit.is_none();
    let seen = opened.iter().find(is_seen).or_else(|| session.book.latest_report(task.id).filter(|r| is_seen(r)));
    let title = Line::of(look.texts.get("detail.report"), Tone::Label);
    let Some(report) = seen.filter(|r| r.void.is_none()) else {
        let words = look.texts.get("detail.unreported");
        return vec![title, Line::of(words, Tone::Mark(Mark(None))).indented(2)];
    };
    let before = opened.iter().rev().find(|b| b.key.unit.is_none() && b.key.period < report.key.period);
    let mut lines = vec![title, history::heading(setting, task, report).indented(2)];
    lines.extend(history::words(setting, report, before).into_iter().map(|l| l.indented(2)));
    lines
}
