//! Lines to read: in a frame, or bare over the whole screen for selecting; and the question for a path.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::search::prompt;
use super::{Session, frame, inset, line, lines};
use crate::session::line::{Line, Tone, paragraphs};
use crate::session::overlay::Page;
use crate::tui::draw;
use ratatui::style::Style;
use tui_input::Input;

pub(super) fn draw_framed(session: &Session, buf: &mut Buffer, body: Rect, page: &Page) {
    let look = &session.look;
    draw::clear(buf, body);
    let inside = frame(look, buf, body, look.texts.get(page.title), true);
    lines(look, buf, inset(inside), &page.lines, page.top);
}

/// Without frames, so that what is selected with the mouse is the text alone.
pub(super) fn draw_bare(session: &Session, buf: &mut Buffer, whole: Rect, page: &Page) {
    let look = &session.look;
    let title = Line::of(look.texts.get(page.title), Tone::Dim);
    line(look, buf, whole, whole.y, &title, Style::default());
    let body = Rect { y: whole.y + 1, height: whole.height.saturating_sub(1), ..whole };
    lines(look, buf, body, &page.lines, page.top);
}

pub(super) fn draw_path(
    session: &Session,
    buf: &mut Buffer,
    body: Rect,
    input: &Input,
    problem: Option<&str>,
) -> Option<(u16, u16)> {
    let look = &session.look;
    let width = body.width.min(76);
    let words = paragraphs(problem.unwrap_or_default(), width.saturating_sub(4), &look.width, &[], Tone::Plain);
    let height = u16::try_from(words.len() + 4).unwrap_or(u16::MAX).min(body.height);
    let area = Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 3, width, height };
    draw::clear(buf, area);
    let inside = frame(look, buf, area, look.texts.get("import.path_title"), true);
    let caret = prompt(look, buf, inside, input);
    let rest = Rect { x: inside.x + 1, y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
    lines(look, buf, rest, &words, 0);
    Some(caret)
}
