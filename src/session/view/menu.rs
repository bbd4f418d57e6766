//! A menu: a small frame over the middle, what is in force ticked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Session, frame, line, selected};
use crate::session::line::{Line, Tone};
use crate::session::overlay::{Choice, Menu};
use crate::tui::draw;
use crate::tui::text::{clean, cut};

/// The columns that say what a draft is about, on the smallest screen.
const ABOUT: usize = 40;

pub(super) fn draw(session: &Session, buf: &mut Buffer, body: Rect, menu: &Menu) {
    let look = &session.look;
    let title = look.texts.get(menu.title);
    let words: Vec<Line> = menu.choices.iter().map(|choice| words(session, choice)).collect();
    let widest = words.iter().map(|l| look.width.of(&l.text())).max().unwrap_or(0).max(look.width.of(title) + 4);
    let width = u16::try_from(widest + 6).unwrap_or(u16::MAX).min(body.width);
    let height = u16::try_from(words.len() + 2).unwrap_or(u16::MAX).min(body.height);
    let area = Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 2, width, height };
    draw::clear(buf, area);
    let inside = frame(look, buf, area, title, true);
    let top = menu.cursor.saturating_sub(usize::from(inside.height).saturating_sub(1));
    for (y, (at, words)) in (inside.y..inside.bottom()).zip(words.iter().enumerate().skip(top)) {
        line(look, buf, inside, y, words, Style::default());
        if at == menu.cursor {
            selected(look, buf, inside, y, true);
        }
    }
}

fn words(session: &Session, choice: &Choice) -> Line {
    let texts = &session.look.texts;
    let plain = session.look.width.plain_frames();
    let tick = match (session.is_chosen(choice), plain) {
        (true, false) => " √ ",
        (true, true) => " * ",
        (false, _) => "   ",
    };
    let line = Line::of(tick, Tone::Label);
    match *choice {
        Choice::Period(period) => {
            let plan = session.board.plan.and_then(|p| session.book.plan(p));
            let is_open = plan.is_some_and(|p| p.periods.iter().any(|q| q.period == period && q.opened_on.is_some()));
            let note = if is_open { texts.get("menu.opened") } else { "" };
            line.with(period.label(), Tone::Plain).with(format!("  {note}"), Tone::Dim)
        }
        Choice::Doing(doing) => {
            let name = session.name_of_doing(doing);
            match session.hindrance(doing) {
                Some(why) => Line::of(format!(" - {name}  {why}"), Tone::Dim),
                None => line.with(name, Tone::Plain),
            }
        }
        Choice::Report(key) => {
            let head = session.book.head(&key);
            let mark = crate::session::mark::Mark(head.map(|head| head.status));
            let status = mark.say(&session.look);
            let unit = key.unit.and_then(|unit| session.book.unit(unit)).map_or("", |unit| unit.name.as_str());
            line.with(format!("{}  ", key.period.label()), Tone::Plain)
                .with(status, Tone::Mark(mark))
                .with(format!("  {}", clean(unit)), Tone::Plain)
        }
        Choice::Plan(year) => line.with(year.to_string(), Tone::Plain),
        Choice::Column(column) => {
            let order = session.board.order;
            let arrow = match (order.column == column, order.descending, plain) {
                (false, ..) => "",
                (true, false, false) => " ↑",
                (true, true, false) => " ↓",
                (true, false, true) => " ^",
                (true, true, true) => " v",
            };
            line.with(format!("{}{arrow}", texts.get(column.name_key())), Tone::Plain)
        }
        Choice::Draft(ref id) => {
            let draft = session.all_drafts().into_iter().find(|draft| draft.id() == *id);
            let at = draft.map(|draft| draft.at.format("%m-%d %H:%M").to_string()).unwrap_or_default();
            let about = draft.map(|draft| session.about(draft)).unwrap_or_default();
            line.with(cut(&about, ABOUT, &session.look.width).into_owned(), Tone::Plain)
                .with(format!("  {at}"), Tone::Dim)
        }
        Choice::Mark(mark) => {
            let count = session.counts.iter().find(|(m, _)| *m == mark).map_or(0, |(_, n)| *n);
            line.with(mark.say(&session.look), Tone::Mark(mark)).with(format!("  {count}"), Tone::Dim)
        }
    }
}
