//! The grouping pane: one way of grouping at a time, each group with its count.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Pane, Session, line, pane, selected};
use crate::session::group::{Name, name};
use crate::session::line::{Line, Tone};
use crate::tui::text::{clean, cut, pad};

pub(super) fn draw(session: &Session, buf: &mut Buffer, area: Rect) {
    let look = &session.look;
    let title = look.texts.get(session.board.grouping.name_key());
    let inside = pane(session, buf, area, title, Pane::Grouping);
    let groups = session.board.groups();
    let at = session.board.group_at();
    let rows = usize::from(inside.height);
    let top = at.saturating_sub(rows.saturating_sub(1));
    let count_columns = groups.first().map_or(1, |g| g.count.to_string().len());
    let name_columns = usize::from(inside.width).saturating_sub(count_columns + 3);
    for (y, (place, group)) in (inside.y..inside.bottom()).zip(groups.iter().enumerate().skip(top)) {
        let printed = match name(&session.book, group.key) {
            Name::Printed(name) => clean(name).into_owned(),
            Name::Text(key) => look.texts.get(key).to_owned(),
        };
        let name = pad(&cut(&printed, name_columns, &look.width), name_columns, &look.width);
        let words =
            Line::of(format!(" {name} "), Tone::Plain).with(format!("{:>count_columns$}", group.count), Tone::Dim);
        line(look, buf, inside, y, &words, Style::default());
        if place == at {
            selected(look, buf, inside, y, session.pane == Pane::Grouping);
        }
    }
}
