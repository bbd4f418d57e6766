//! The line at the bottom: what works here and now, or what there is to say.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Session, line};
use crate::session::Action;
use crate::session::line::{Line, Tone};
use crate::session::overlay::Overlay;
use crate::tui::draw::put;

/// What the board offers, the most used first; moving about needs no words.
const OFFERED: [Action; 13] = [
    Action::Search,
    Action::Unfold,
    Action::Fold,
    Action::Clear,
    Action::Grouping,
    Action::Pane,
    Action::Filter,
    Action::Sort,
    Action::Copy,
    Action::Period,
    Action::Plan,
    Action::Detail,
    Action::Import,
];

/// What is always offered, at the right end.
const ALWAYS: [Action; 2] = [Action::Help, Action::Quit];

pub(super) fn draw(session: &Session, buf: &mut Buffer, area: Rect) {
    let look = &session.look;
    if let Some(notice) = &session.notice {
        put(buf, area.x + 1, area.y, area.width.saturating_sub(1), notice, look.theme.notice, &look.width);
        return;
    }
    let (offered, always): (&[Action], &[Action]) = match &session.overlay {
        Overlay::None => (&OFFERED, &ALWAYS),
        Overlay::Menu(_) | Overlay::Help(_) | Overlay::Search(_) => (&[Action::Enter, Action::Back], &[]),
        Overlay::Path(..) | Overlay::Review(..) | Overlay::Page(_) => (&[Action::Enter, Action::Back], &[]),
    };
    let always: Vec<Line> = always.iter().map(|action| hint(session, *action)).collect();
    let reserved: usize = always.iter().map(|l| look.width.of(&l.text()) + 2).sum();
    // The gap after the last word may lie outside.
    let room = (usize::from(area.width) + 1).saturating_sub(reserved);
    let mut x = area.x + 1;
    let mut used = 0;
    for action in offered.iter().filter(|a| !session.overlay.is_none() || session.obstacle(**a).is_none()) {
        let hint = hint(session, *action);
        let columns = look.width.of(&hint.text()) + 2;
        if used + columns > room {
            break;
        }
        used += columns;
        x = draw_hint(session, buf, area, x, &hint);
    }
    for hint in &always {
        x = draw_hint(session, buf, area, x, hint);
    }
}

fn hint(session: &Session, action: Action) -> Line {
    let key = key_name(session, action);
    Line::of(key, Tone::Label).with(format!(" {}", session.look.texts.get(action.word_key())), Tone::Plain)
}

fn draw_hint(session: &Session, buf: &mut Buffer, area: Rect, x: u16, hint: &Line) -> u16 {
    let columns = u16::try_from(session.look.width.of(&hint.text())).unwrap_or(0);
    let room = area.right().saturating_sub(x);
    line(&session.look, buf, Rect { x, width: room, ..area }, area.y, hint, Style::default());
    x + columns + 2
}

/// The key to show for an action; arrows as arrows where they take one column.
fn key_name(session: &Session, action: Action) -> String {
    let key = session.look.keys.first_of(action);
    if session.look.width.plain_frames() {
        return key;
    }
    match key.as_str() {
        "Up" => String::from("↑"),
        "Down" => String::from("↓"),
        "Left" => String::from("←"),
        "Right" => String::from("→"),
        _ => key,
    }
}
