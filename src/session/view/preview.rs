//! The preview of a search hit: who answers for what, how each task stands, what was last reported.

use ratatui::layout::Rect;

use super::detail;
use crate::domain::{Task, UnitId};
use crate::search::{Hit, Target};
use crate::session::Session;
use crate::session::line::{Line, Tone, paragraphs};
use crate::session::mark::Mark;
use crate::tui::text::{clean, cut};

/// The lines of the preview, as many as can be seen in `area`.
pub(super) fn lines(session: &Session, hit: &Hit, area: Rect) -> Vec<Line> {
    let book = &session.book;
    let rows = usize::from(area.height);
    let (columns, width) = (area.width, &session.look.width);
    match hit.target {
        Target::Task(id) => {
            let task = book.task(id);
            task.map(|t| with_number(t, detail::lines(session, t, columns))).unwrap_or_default()
        }
        Target::Report(key) => {
            let mut lines: Vec<Line> =
                book.task(key.task).map(|t| task_line(session, t, columns)).into_iter().collect();
            lines.push(Line::of(key.period.label(), Tone::Title));
            lines.extend(paragraphs(&hit.name, columns, width, &ranges(hit), Tone::Matched));
            lines
        }
        Target::Official(id) => {
            let mut lines = Vec::new();
            let units = book.official(id).map(|official| official.offices());
            for unit in units.into_iter().flatten() {
                lines.push(Line::of(unit_name(session, unit), Tone::Title));
            }
            lines.extend(task_lines(session, hit, area, rows));
            lines
        }
        Target::Unit(id) => {
            let mut lines = Vec::new();
            for official in book.officials().filter(|official| official.holds(id)) {
                lines.push(Line::of(clean(&official.name), Tone::Title));
            }
            lines.extend(task_lines(session, hit, area, rows));
            lines
        }
        Target::Leader(_) | Target::Category(_) => task_lines(session, hit, area, rows),
    }
}

fn with_number(task: &Task, mut lines: Vec<Line>) -> Vec<Line> {
    lines.insert(0, Line::of(task.number.to_string(), Tone::Title));
    lines
}

fn unit_name(session: &Session, unit: UnitId) -> String {
    session.book.unit(unit).map(|u| clean(&u.name).into_owned()).unwrap_or_default()
}

/// The tasks of a hit, each with the first words of its last report while there is room.
fn task_lines(session: &Session, hit: &Hit, area: Rect, rows: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let tasks = hit.tasks.iter().filter_map(|id| session.book.task(*id));
    let roomy = hit.tasks.len() * 2 <= rows;
    for task in tasks.take(rows) {
        lines.push(task_line(session, task, area.width));
        let report =
            session.book.latest_report(task.id).filter(|r| roomy && r.void.is_none() && !r.progress.is_empty());
        if let Some(report) = report {
            let first = clean(report.progress.split('\n').next().unwrap_or_default()).into_owned();
            let room = usize::from(area.width.saturating_sub(4));
            lines.push(Line::of(cut(&first, room, &session.look.width), Tone::Dim).indented(4));
        }
    }
    lines
}

fn task_line(session: &Session, task: &Task, columns: u16) -> Line {
    let look = &session.look;
    let mark = Mark::of(&session.book, task, session.book.current_period(task.plan));
    let status = mark.say(look);
    let room = usize::from(columns).saturating_sub(6 + look.width.of(&status));
    let first = clean(task.text.split('\n').next().unwrap_or_default()).into_owned();
    Line::of(format!("{:>3} ", task.number), Tone::Plain)
        .with(status, Tone::Mark(mark))
        .with(format!(" {}", cut(&first, room, &look.width)), Tone::Plain)
}

/// The byte ranges of the matched characters.
fn ranges(hit: &Hit) -> Vec<std::ops::Range<usize>> {
    let places = hit.name.char_indices().enumerate();
    let matched = places.filter(|(at, _)| hit.matched.binary_search(at).is_ok());
    matched.map(|(_, (byte, c))| byte..byte + c.len_utf8()).collect()
}
