//! A doubtful row of a table: its words, those of the task it may be, why it is doubtful, and what can be answered.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Session, frame, inset, line, lines as put_lines, selected};
use crate::session::compare::changed;
use crate::session::line::{Line, Tone, paragraphs};
use crate::session::review::{Answer, Review};
use crate::tui::draw;
use crate::tui::text::clean_lines;

/// The rows below the words: a blank one and the answers.
pub(in crate::session) const CHOICE_ROWS: usize = Answer::CHOICES.len() + 1;

/// The lines above the answers.
pub(in crate::session) fn lines(session: &Session, review: &Review) -> Vec<Line> {
    let (look, texts) = (&session.look, &session.look.texts);
    let Some(doubt) = review.doubt() else { return Vec::new() };
    let columns = session.size.0.saturating_sub(6);
    let (nth, count) = (review.answers.len() + 1, review.doubts().len());
    let why = texts.fill("import.doubt", &[("nth", &nth), ("count", &count), ("why", &doubt.why(texts))]);
    let mut lines = paragraphs(&why, columns, &look.width, &[], Tone::Plain);
    let mut say = |label: &str, words: &str, before: &str| {
        lines.push(Line::default());
        lines.push(Line::of(label, Tone::Label));
        let words = clean_lines(words);
        lines.extend(paragraphs(&words, columns, &look.width, &changed(&clean_lines(before), &words), Tone::Changed));
    };
    let (line, number) = (&doubt.line, &doubt.known_number);
    say(
        &texts.fill("import.in_table", &[("line", line), ("number", &doubt.row.number)]),
        &doubt.row.text,
        &doubt.known,
    );
    say(&texts.fill("import.in_ledger", &[("number", number)]), &doubt.known, &doubt.row.text);
    lines
}

/// Draws the row and the answers.
pub(super) fn draw(session: &Session, buf: &mut Buffer, body: Rect, review: &Review) {
    let look = &session.look;
    draw::clear(buf, body);
    let inside = frame(look, buf, body, look.texts.get(review.page.title), true);
    let words = u16::try_from(CHOICE_ROWS).map_or(0, |rows| inside.height.saturating_sub(rows));
    let area = inset(inside);
    put_lines(look, buf, Rect { height: words, ..area }, &review.page.lines, review.page.top);
    for (y, (at, answer)) in (inside.y + words + 1..inside.bottom()).zip(Answer::CHOICES.iter().enumerate()) {
        let number = review.doubt().map_or(0, |doubt| doubt.known_number);
        let key = if *answer == Answer::Same { "import.same_task" } else { "import.leave_out" };
        line(
            look,
            buf,
            area,
            y,
            &Line::of(look.texts.fill(key, &[("number", &number)]), Tone::Plain),
            Style::default(),
        );
        if at == review.cursor {
            selected(look, buf, inside, y, true);
        }
    }
}
