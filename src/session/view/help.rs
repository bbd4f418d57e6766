//! The list of all actions with their keys; what cannot be done now says why.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::search::prompt;
use super::{Session, frame, inset, line, lines, selected};
use crate::session::Action;
use crate::session::line::{Line, Tone, wrapped};
use crate::session::overlay::HelpBox;
use crate::tui::draw;
use crate::tui::text::pad;

/// Columns for the name of an action, and for its keys.
const NAME: usize = 20;
const KEYS: usize = 22;

pub(super) fn draw(session: &Session, buf: &mut Buffer, body: Rect, help: &HelpBox) -> Option<(u16, u16)> {
    let look = &session.look;
    let width = if body.width < 90 { body.width } else { 84 };
    let area = Rect { x: body.x + (body.width - width) / 2, width, ..body };
    draw::clear(buf, area);
    let inside = frame(look, buf, area, look.texts.get("help.title"), true);
    let caret = prompt(look, buf, inside, &help.input);
    let editing = wrapped(look.texts.get("help.editing"), inside.width.saturating_sub(2), &look.width, Tone::Label);
    let rows = u16::try_from(editing.len()).unwrap_or(0).min(inside.height / 3);
    let list = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1 + rows), ..inside };
    lines(look, buf, inset(Rect { y: list.bottom(), height: rows, ..inside }), &editing, 0);
    let actions = session.helped(help.input.value());
    if actions.is_empty() {
        line(look, buf, list, list.y, &Line::of(look.texts.get("help.none"), Tone::Dim).indented(1), Style::default());
    }
    let top = help.cursor.saturating_sub(usize::from(list.height).saturating_sub(1));
    for (y, (at, action)) in (list.y..list.bottom()).zip(actions.iter().enumerate().skip(top)) {
        line(look, buf, list, y, &words(session, *action), Style::default());
        if at == help.cursor {
            selected(look, buf, list, y, true);
        }
    }
    Some(caret)
}

fn words(session: &Session, action: Action) -> Line {
    let look = &session.look;
    let keys: Vec<String> = look.keys.keys_of(action).iter().map(ToString::to_string).collect();
    let obstacle = session.obstacle(action);
    let tone = if obstacle.is_some() { Tone::Dim } else { Tone::Plain };
    let name = pad(look.texts.get(action.word_key()), NAME, &look.width);
    let keys = pad(&keys.join("  "), KEYS, &look.width);
    let line = Line::of(format!(" {name}"), tone).with(keys, Tone::Label);
    match obstacle {
        Some(why) => line.with(look.texts.fill("help.unavailable", &[("why", &look.texts.get(why))]), Tone::Dim),
        None => line,
    }
}
