//! Draws a session: one function a part, each from the session alone, none of them changing it.

mod clash;
pub(super) mod detail;
pub(super) mod doubt;
mod footer;
pub(super) mod form;
mod grouping;
mod header;
mod help;
mod list;
mod menu;
mod page;
mod pick;
mod preview;
mod record;
pub(super) mod review;
mod search;
mod summary;
mod version;
mod welcome;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::area::Areas;
use super::line::{Line, Tone};
use super::overlay::Overlay;
use super::review::Stage;
use super::{Look, Pane, Session};
use crate::domain::Status;
use crate::tui::draw::{self, put};
use crate::tui::editor::Editor;

impl Session {
    /// Draws everything; the hardware cursor stands at the caret when there is one.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let whole = frame.area();
        let buf = frame.buffer_mut();
        let said = self.rows_said(whole.width);
        let Some(areas) = Areas::of((whole.width, whole.height), self.with_detail, said) else {
            too_small(self, buf, whole);
            return;
        };
        let caret = match &self.overlay {
            Overlay::Page(page) => {
                page::draw_bare(self, buf, whole, page);
                None
            }
            overlay => {
                header::draw(self, buf, areas.header);
                self.draw_board(buf, &areas);
                footer::draw(self, buf, areas.footer);
                self.draw_overlay(buf, &areas, overlay)
            }
        };
        if let Some((x, y)) = caret {
            frame.set_cursor_position((x, y));
        }
    }

    fn draw_board(&self, buf: &mut Buffer, areas: &Areas) {
        if self.board.plan.is_none() {
            let body = Rect { height: areas.list.height, ..areas.header };
            welcome::draw(self, buf, Rect { y: areas.list.y, ..body });
            return;
        }
        list::draw(self, buf, areas);
        if let Some(area) = areas.detail {
            detail::draw(self, buf, area);
        }
        if !areas.is_drawer {
            grouping::draw(self, buf, areas.grouping);
        } else if self.drawer {
            draw::clear(buf, areas.grouping);
            grouping::draw(self, buf, areas.grouping);
        }
    }

    fn draw_overlay(&self, buf: &mut Buffer, areas: &Areas, overlay: &Overlay) -> Option<(u16, u16)> {
        let body = areas.body();
        match overlay {
            Overlay::None | Overlay::Page(_) => None,
            Overlay::Search(search) => search::draw(self, buf, body, search),
            Overlay::Help(help) => help::draw(self, buf, body, help),
            Overlay::Menu(menu) => {
                menu::draw(self, buf, body, menu);
                None
            }
            Overlay::Form(form) => form::draw(self, buf, body, form),
            Overlay::Record(form) => record::draw(self, buf, body, form),
            Overlay::Pick(picker, _) => pick::draw(self, buf, body, picker),
            Overlay::Path(input, problem) => page::draw_path(self, buf, body, input, problem.as_deref()),
            Overlay::Review(review) => {
                match review.stage {
                    Stage::Doubt => doubt::draw(self, buf, body, review),
                    Stage::Read | Stage::Decided => page::draw_framed(self, buf, body, &review.page),
                }
                None
            }
        }
    }
}

/// The style of a tone.
fn style(look: &Look, tone: Tone) -> Style {
    let theme = &look.theme;
    match tone {
        Tone::Plain => theme.text,
        Tone::Dim => theme.dim,
        Tone::Label => theme.label,
        Tone::Title => theme.title,
        Tone::Changed => theme.changed,
        Tone::Matched => theme.matched,
        Tone::Mark(mark) => match mark.0 {
            Some(Status::Completed) => theme.completed,
            Some(Status::OnSchedule) => theme.on_schedule,
            Some(Status::Behind) => theme.behind,
            Some(Status::NotStarted | Status::Suspended) => theme.dim,
            None => theme.unreported,
        },
    }
}

/// Draws one line within `area`'s width; `over` patches the style of all its parts.
fn line(look: &Look, buf: &mut Buffer, area: Rect, y: u16, line: &Line, over: Style) {
    let mut x = area.x + line.indent.min(area.width);
    for part in &line.parts {
        let room = area.right().saturating_sub(x);
        x = put(buf, x, y, room, &part.text, style(look, part.tone).patch(over), &look.width);
    }
}

/// Draws as many lines as fit, from `top` on.
fn lines(look: &Look, buf: &mut Buffer, area: Rect, all: &[Line], top: usize) {
    for (row, words) in (area.y..area.bottom()).zip(all.iter().skip(top)) {
        line(look, buf, area, row, words, Style::default());
    }
}

/// Draws a text and returns where the caret stands; a mark in the blank column beside it tells that it goes on below.
fn text(look: &Look, buf: &mut Buffer, area: Rect, text: &Editor, changed: Style) -> (u16, u16) {
    let at = text.draw(buf, area, look.theme.text, changed);
    if text.goes_on_below() && area.height > 0 {
        put(buf, area.right(), area.bottom() - 1, 1, look.width.ellipsis(), look.theme.dim, &look.width);
    }
    (at.x, at.y)
}

/// Draws the frame of a pane and returns what is inside it.
fn pane(session: &Session, buf: &mut Buffer, area: Rect, title: &str, pane: Pane) -> Rect {
    let has_keys = session.pane == pane && session.overlay.is_none();
    frame(&session.look, buf, area, title, has_keys)
}

/// Draws a frame with its title and returns what is inside it.
fn frame(look: &Look, buf: &mut Buffer, area: Rect, title: &str, has_keys: bool) -> Rect {
    let border = if has_keys { look.theme.focus } else { look.theme.border };
    draw::frame(buf, area, border, &look.width);
    let title_style = if has_keys { look.theme.title } else { look.theme.text };
    put(buf, area.x + 2, area.y, area.width.saturating_sub(4), &format!(" {title} "), title_style, &look.width);
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height.saturating_sub(2) }
}

/// What is inside an area when a column is left free on either side.
fn inset(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

/// Marks the row of a cursor across the whole width.
fn selected(look: &Look, buf: &mut Buffer, area: Rect, y: u16, has_keys: bool) {
    let over = if has_keys { look.theme.selected } else { look.theme.selected_dim };
    buf.set_style(Rect { y, height: 1, ..area }, over);
}

fn too_small(session: &Session, buf: &mut Buffer, area: Rect) {
    let look = &session.look;
    let words = look.texts.fill("board.too_small", &[("width", &area.width), ("height", &area.height)]);
    let all = super::line::paragraphs(&words, area.width, &look.width, &[], Tone::Plain);
    lines(look, buf, area, &all, 0);
}
