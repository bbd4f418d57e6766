//! What an empty ledger shows: what there is to do, and where the data will lie.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Session, frame, lines};
use crate::session::Action;
use crate::session::line::{Line, Tone, paragraphs};
use crate::tui::text::{clean, pad};

pub(super) fn draw(session: &Session, buf: &mut Buffer, body: Rect) {
    let look = &session.look;
    let texts = &look.texts;
    let width = body.width.min(72);
    let columns = width.saturating_sub(6);
    let offers = [
        (Action::Enter, "welcome.example"),
        (Action::Import, "welcome.import"),
        (Action::Help, "welcome.help"),
        (Action::Quit, "welcome.quit"),
    ];
    let mut words = vec![Line::default(), Line::of(texts.get("welcome.line_1"), Tone::Plain), Line::default()];
    for (action, text) in offers {
        let key = pad(&look.keys.first_of(action), 7, &look.width);
        let mut said =
            paragraphs(texts.get(text), columns.saturating_sub(7), &look.width, &[], Tone::Plain).into_iter();
        let first = said.next().unwrap_or_default();
        words
            .push(Line { indent: 0, parts: Line::of(key, Tone::Label).parts.into_iter().chain(first.parts).collect() });
        words.extend(said.map(|l| l.indented(7)));
    }
    words.push(Line::default());
    let home = texts.fill("welcome.stored_at", &[("dir", &clean(&look.home))]);
    words.extend(paragraphs(&home, columns, &look.width, &[], Tone::Dim));
    let height = u16::try_from(words.len() + 3).unwrap_or(u16::MAX).min(body.height);
    let area = Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 3, width, height };
    let inside = frame(look, buf, area, texts.get("welcome.title"), true);
    lines(look, buf, Rect { x: inside.x + 2, width: columns, ..inside }, &words, 0);
}
