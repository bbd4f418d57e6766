//! The search as it is typed: the line, the hits with why they matched, and a preview of the chosen one.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use tui_input::Input;

use super::{Look, Session, frame, inset, line, lines, preview, selected};
use crate::domain::Kind;
use crate::search::{Hit, word_key};
use crate::session::line::{Line, Part, Tone, paragraphs};
use crate::session::overlay::SearchBox;
use crate::tui::draw::{self, put};

/// From this width on the preview stands beside the hits; below, under them.
const BESIDE_FROM: u16 = 110;

pub(super) fn draw(session: &Session, buf: &mut Buffer, body: Rect, search: &SearchBox) -> Option<(u16, u16)> {
    let look = &session.look;
    let texts = &look.texts;
    draw::clear(buf, body);
    let mut title = texts.get("search.title").to_owned();
    if search.answered > 0 && !search.hits.is_empty() {
        title = format!("{title}  {}", texts.fill("search.found", &[("count", &search.hits.len())]));
    }
    let inside = frame(look, buf, body, &title, true);
    let caret = prompt(look, buf, inside, &search.input);
    let rest = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    let query = search.input.value().trim();
    let words = if query.is_empty() {
        Some(texts.get("search.hint").to_owned())
    } else if !search.hits.is_empty() {
        None
    } else if search.answered == search.asked {
        Some(texts.fill("search.none", &[("query", &crate::tui::text::clean(query))]))
    } else {
        Some(texts.get("search.searching").to_owned())
    };
    if let Some(words) = words {
        let columns = rest.width.saturating_sub(2);
        lines(look, buf, Rect { x: rest.x + 1, ..rest }, &paragraphs(&words, columns, &look.width, &[], Tone::Dim), 0);
        return Some(caret);
    }
    let (list, beside) = divide(rest);
    hits(session, buf, list, search);
    if let Some(hit) = search.hits.get(search.cursor) {
        let area = frame(look, buf, beside, texts.get("search.preview"), false);
        let area = inset(area);
        lines(look, buf, area, &preview::lines(session, hit, area), 0);
    }
    Some(caret)
}

fn divide(rest: Rect) -> (Rect, Rect) {
    if rest.width >= BESIDE_FROM - 2 {
        let width = rest.width / 2;
        (Rect { width, ..rest }, Rect { x: rest.x + width, width: rest.width - width, ..rest })
    } else {
        let height = rest.height / 2;
        (Rect { height, ..rest }, Rect { y: rest.y + height, height: rest.height - height, ..rest })
    }
}

fn hits(session: &Session, buf: &mut Buffer, area: Rect, search: &SearchBox) {
    let look = &session.look;
    let rows = usize::from(area.height).saturating_sub(usize::from(search.more));
    let top = search.cursor.saturating_sub(rows.saturating_sub(1));
    for (y, (at, hit)) in (area.y..).zip(search.hits.iter().enumerate().skip(top).take(rows)) {
        line(look, buf, area, y, &words(look, hit, area.width), Style::default());
        if at == search.cursor {
            selected(look, buf, area, y, true);
        }
    }
    if search.more {
        let more = look.texts.fill("search.more", &[("count", &search.hits.len())]);
        put(buf, area.x + 1, area.bottom() - 1, area.width - 1, &more, look.theme.dim, &look.width);
    }
}

/// One hit: its kind, its name with what matched, how many tasks it stands for.
fn words(look: &Look, hit: &Hit, columns: u16) -> Line {
    let texts = &look.texts;
    let kind = crate::tui::text::pad(texts.get(word_key(hit.kind)), 9, &look.width);
    let mut line = Line::of(format!(" {kind}"), Tone::Dim);
    let tasks = match hit.kind {
        Kind::Task | Kind::Report => String::new(),
        _ => format!("  {}", texts.fill("search.tasks", &[("count", &hit.tasks.len())])),
    };
    let room = usize::from(columns).saturating_sub(11 + look.width.of(&tasks));
    line.parts.extend(matched(look, hit, room));
    line.with(tasks, Tone::Dim)
}

/// The part of a hit's name around its first match that fits into `room` columns.
fn matched(look: &Look, hit: &Hit, room: usize) -> Vec<Part> {
    let chars: Vec<char> = hit.name.chars().collect();
    let first = hit.matched.first().copied().unwrap_or(0);
    let fits = look.width.of(&hit.name) <= room;
    let start = if fits { 0 } else { first.saturating_sub(6) };
    let mut parts: Vec<Part> = Vec::new();
    if start > 0 {
        parts.push(Part { text: look.width.ellipsis().to_owned(), tone: Tone::Dim });
    }
    let mut used = parts.iter().map(|p| look.width.of(&p.text)).sum::<usize>();
    for (at, c) in chars.iter().enumerate().skip(start) {
        let text = c.to_string();
        let columns = look.width.of(&text);
        if used + columns > room {
            break;
        }
        used += columns;
        let tone = if hit.matched.binary_search(&at).is_ok() { Tone::Matched } else { Tone::Plain };
        match parts.last_mut().filter(|p| p.tone == tone) {
            Some(part) => part.text.push_str(&text),
            None => parts.push(Part { text, tone }),
        }
    }
    parts
}

/// Draws a line that is typed into, and returns where its caret stands.
pub(super) fn prompt(look: &Look, buf: &mut Buffer, area: Rect, input: &Input) -> (u16, u16) {
    let columns = usize::from(area.width.saturating_sub(4));
    let start = crate::tui::text::clean("> ").into_owned();
    let x = put(buf, area.x + 1, area.y, area.width, &start, look.theme.label, &look.width);
    let before = shown(look, input.value().chars().take(input.cursor()), columns);
    let scrolled = before.start > 0;
    let typed: String = input.value().chars().skip(before.start).collect();
    let room = area.right().saturating_sub(x);
    put(buf, x, area.y, room, &typed, look.theme.text, &look.width);
    let visible: String = input.value().chars().skip(before.start).take(before.end - before.start).collect();
    let caret = x + u16::try_from(look.width.of(&visible)).unwrap_or(0);
    if scrolled {
        put(buf, x.saturating_sub(1), area.y, 1, "<", look.theme.dim, &look.width);
    }
    (caret.min(area.right().saturating_sub(1)), area.y)
}

/// The characters before the caret that fit into `columns`, from the last one back.
fn shown(look: &Look, before: impl Iterator<Item = char>, columns: usize) -> Range<usize> {
    let chars: Vec<char> = before.collect();
    let mut start = chars.len();
    let mut used = 0;
    for c in chars.iter().rev() {
        used += look.width.of(c.encode_utf8(&mut [0; 4]));
        if used > columns {
            break;
        }
        start -= 1;
    }
    start..chars.len()
}
