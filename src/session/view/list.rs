//! The task list: one row a task, the history of open ones under their rows.

use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Pane, Session, line, lines, pane, selected, style};
use crate::domain::{Standing, Task};
use crate::session::Look;
use crate::session::area::Areas;
use crate::session::group::{Name, name};
use crate::session::line::{Tone, paragraphs};
use crate::session::mark::Mark;
use crate::session::order::{Column, lead_official, lead_unit};
use crate::tui::draw::put;
use crate::tui::text::clean;

/// From this many columns on, the text of a closed task leaves room for the day of its closing.
const CLOSED_FROM: u16 = 28;

/// The columns of the list and where they begin, for one width.
struct Columns {
    number: u16,
    status: u16,
    text: u16,
    unit: u16,
    official: u16,
    date: u16,
}

impl Columns {
    /// Lead unit and official stand in the detail pane when the list is narrow.
    fn of(session: &Session, columns: u16) -> Self {
        let look = &session.look;
        let words = Mark::ALL.iter().map(|m| look.width.of(look.texts.get(m.word_key())));
        let status = u16::try_from(words.max().unwrap_or(6)).unwrap_or(6) + 1;
        let (number, date) = (4, 5);
        let (unit, official) = match columns {
            0..70 => (0, 0),
            70..100 => (14, 6),
            _ => (22, 8),
        };
        let gaps = 3 + u16::from(unit > 0) + u16::from(official > 0);
        let text = columns.saturating_sub(number + status + unit + official + date + gaps + 1);
        Self { number, status, text, unit, official, date }
    }
}

pub(super) fn draw(session: &Session, buf: &mut Buffer, areas: &Areas) {
    let look = &session.look;
    let inside = pane(session, buf, areas.list, &title(session), Pane::List);
    let columns = Columns::of(session, inside.width);
    headings(session, buf, inside, &columns);
    let body = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    let listed = session.board.rows();
    if listed.is_empty() {
        let words = look.texts.fill("board.nothing", &[("clear", &look.keys.first_of(crate::session::Action::Clear))]);
        lines(look, buf, body, &paragraphs(&words, body.width, &look.width, &[], Tone::Dim), 0);
        return;
    }
    let mut y = body.y;
    for (at, id) in listed.iter().enumerate().skip(session.top.item) {
        if y >= body.bottom() {
            break;
        }
        let Some(task) = session.book.task(*id) else { continue };
        // The own row stays on top while the words under it are scrolled.
        let skipped = if at == session.top.item { session.top.line } else { 0 };
        row(session, buf, Rect { y, height: 1, ..body }, task, &columns);
        if at == session.board.cursor() {
            selected(look, buf, body, y, session.pane == Pane::List);
        }
        y += 1;
        let Some(opened) = session.opened.get(id) else { continue };
        for words in opened.lines.iter().skip(skipped) {
            if y >= body.bottom() {
                break;
            }
            line(look, buf, body, y, words, Style::default());
            y += 1;
        }
    }
}

/// The title says what is filtered, and how many of all are shown.
fn title(session: &Session) -> String {
    let (look, board) = (&session.look, &session.board);
    let texts = &look.texts;
    let mut title = texts.get("board.title_tasks").to_owned();
    if let Some(key) = board.group {
        let printed = match name(&session.book, Some(key)) {
            Name::Printed(name) => clean(name).into_owned(),
            Name::Text(key) => texts.get(key).to_owned(),
        };
        title = format!("{title} · {}：{printed}", texts.get(board.grouping.name_key()));
    }
    if !board.marks.is_empty() {
        let words: Vec<&str> = board.marks.iter().map(|m| texts.get(m.word_key())).collect();
        title = format!("{title} · {}：{}", texts.get("board.filtered"), words.join("、"));
    }
    let all = session.counts.iter().map(|(_, n)| n).sum::<usize>();
    if board.is_filtered() && session.whole {
        let shown = texts.fill("board.shown_of", &[("shown", &board.rows().len()), ("all", &all)]);
        title = format!("{title}  {shown}");
    }
    if !session.whole {
        title = format!("{title}  {}", texts.get("board.reading"));
    }
    if let Some(others) = session.others() {
        title = format!("{title}  {others}");
    }
    title
}

fn headings(session: &Session, buf: &mut Buffer, area: Rect, columns: &Columns) {
    let look = &session.look;
    let order = session.board.order;
    let word = |column: Column| {
        let sorted = if order.column != column {
            ""
        } else {
            match (order.descending, look.width.plain_frames()) {
                (false, false) => "↑",
                (true, false) => "↓",
                (false, true) => "^",
                (true, true) => "v",
            }
        };
        format!("{}{sorted}", look.texts.get(column.name_key()))
    };
    let words = [
        (word(Column::Number), columns.number + 1),
        (word(Column::Status), columns.status + 1),
        (look.texts.get("column.task").to_owned(), columns.text + 1),
        (word(Column::Unit), columns.unit + 1),
        (word(Column::Official), columns.official + 1),
        (word(Column::Date), columns.date + 1),
    ];
    let mut x = area.x;
    for (text, width) in words {
        if width > 1 {
            put(buf, x, area.y, (width - 1).min(area.right().saturating_sub(x)), &text, look.theme.dim, &look.width);
            x += width;
        }
    }
}

fn row(session: &Session, buf: &mut Buffer, area: Rect, task: &Task, columns: &Columns) {
    let look = &session.look;
    let mark = Mark::of(&session.book, task, session.board.period);
    let status = mark.say(look);
    let reported = session.board.period.map(|p| session.book.standing(task, p));
    let date = match reported {
        Some(Standing::Reported(head)) => format!("{:02}-{:02}", head.reported_on.month(), head.reported_on.day()),
        _ => String::new(),
    };
    let fold = if session.opened.contains_key(&task.id) { "-" } else { " " };
    let first = task.text.split('\n').next().unwrap_or_default();
    let text_style = if mark.0.is_none() { look.theme.dim } else { look.theme.text };
    let mut x = area.x;
    let mut cell = |text: &str, width: u16, style: Style| {
        if width > 0 {
            cell(look, buf, (x, area.y), width, text, style);
            x += width + 1;
        }
    };
    cell(&format!("{fold}{:>3}", task.number), columns.number, look.theme.text);
    cell(&status, columns.status, style(look, Tone::Mark(mark)));
    match task.closed_on.filter(|_| columns.text >= CLOSED_FROM) {
        Some(day) => {
            let note = format!("{} {:02}-{:02}", look.texts.get("detail.closed"), day.month(), day.day());
            let note_columns = u16::try_from(look.width.of(&note)).unwrap_or(columns.text);
            cell(first, columns.text.saturating_sub(note_columns + 1), text_style);
            cell(&note, note_columns, look.theme.completed);
        }
        None => cell(first, columns.text, text_style),
    }
    cell(lead_unit(&session.book, task).unwrap_or_default(), columns.unit, look.theme.text);
    cell(lead_official(&session.book, task).unwrap_or_default(), columns.official, look.theme.text);
    cell(&date, columns.date, look.theme.dim);
}

fn cell(look: &Look, buf: &mut Buffer, (x, y): (u16, u16), columns: u16, text: &str, style: Style) {
    let words = crate::tui::text::cut(text, usize::from(columns), &look.width);
    put(buf, x, y, columns, &words, style, &look.width);
}
