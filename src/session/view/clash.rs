//! Two people on one report: what is stored now beside what was to be stored, each with what the other does not say.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::form::{PARTS, title};
use super::{Session, frame, inset, lines};
use crate::domain::{Report, Status};
use crate::session::compare::changed;
use crate::session::form::{Form, part_of};
use crate::session::line::{Line, Tone, paragraphs, wrapped};
use crate::session::mark::Mark;
use crate::tui::text::{clean, clean_lines};

pub(super) fn draw(session: &Session, buf: &mut Buffer, body: Rect, form: &Form, theirs: &Report, said: &str) {
    let look = &session.look;
    // What happened stands above both, for the keys that go on from here stand below.
    let said = wrapped(said, body.width.saturating_sub(2), &look.width, Tone::Changed);
    let rows = u16::try_from(said.len()).unwrap_or(u16::MAX).min(body.height);
    lines(look, buf, inset(Rect { height: rows, ..body }), &said, 0);
    let body = Rect { y: body.y + rows, height: body.height - rows, ..body };
    let half = body.width / 2;
    let (left, right) = (Rect { width: half, ..body }, Rect { x: body.x + half, width: body.width - half, ..body });
    let at = theirs.at.format("%m-%d %H:%M");
    let stored = look.texts.fill("form.theirs", &[("by", &clean(&theirs.author)), ("at", &at)]);
    let left = frame(look, buf, left, &stored, false);
    let right = frame(look, buf, right, &title(session, form, "form.mine"), true);
    let (left, right) = (inset(left), inset(right));
    let said: [&str; 3] = [0, 1, 2].map(|at| part_of(theirs, at));
    let meant: [&str; 3] = [0, 1, 2].map(|at| form.part(at));
    let day = form.day().map(|day| day.to_string()).unwrap_or_default();
    let stored = column(session, theirs.status, &theirs.reported_on.to_string(), said, meant, left.width);
    let mine = column(session, form.status, &day, meant, said, right.width);
    let last = stored.len().max(mine.len()).saturating_sub(usize::from(left.height));
    let top = form.top.min(last);
    lines(look, buf, left, &stored, top);
    lines(look, buf, right, &mine, top);
}

fn column(
    session: &Session,
    status: Status,
    day: &str,
    texts: [&str; 3],
    others: [&str; 3],
    columns: u16,
) -> Vec<Line> {
    let look = &session.look;
    let mark = Mark(Some(status));
    let words = mark.say(look);
    let mut all = vec![Line::of(words, Tone::Mark(mark)).with(format!("  {day}"), Tone::Dim)];
    for (name, (text, other)) in PARTS.iter().zip(texts.into_iter().zip(others)) {
        if text.trim().is_empty() {
            continue;
        }
        all.push(Line::of(look.texts.get(name), Tone::Label));
        let text = clean_lines(text.trim_end());
        let marks = changed(&clean_lines(other), &text);
        all.extend(paragraphs(&text, columns, &look.width, &marks, Tone::Changed));
    }
    all
}
