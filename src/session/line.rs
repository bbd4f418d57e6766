//! Lines of words with tones, wrapped to a width: what history, detail, preview and pages are made of.

use std::ops::Range;

use super::mark::Mark;
use crate::tui::text::{Width, clean_lines, wrap};

/// One line of the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Columns left free before it.
    pub indent: u16,
    /// Its words, from left to right.
    pub parts: Vec<Part>,
}

/// Words of one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The words.
    pub text: String,
    /// How they sound.
    pub tone: Tone,
}

/// What words mean to the eye; the theme gives each its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Running text.
    Plain,
    /// What matters less.
    Dim,
    /// The name of what follows.
    Label,
    /// A heading.
    Title,
    /// A status.
    Mark(Mark),
    /// What is new against the report before.
    Changed,
    /// Why a hit matched.
    Matched,
}

impl Line {
    /// A line of one tone.
    pub fn of(text: impl Into<String>, tone: Tone) -> Self {
        Self { indent: 0, parts: vec![Part { text: text.into(), tone }] }
    }

    /// The same line further to the right.
    #[must_use]
    pub fn indented(mut self, columns: u16) -> Self {
        self.indent += columns;
        self
    }

    /// The same line with more words at its end.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>, tone: Tone) -> Self {
        self.parts.push(Part { text: text.into(), tone });
        self
    }

    /// Its words without tones.
    pub fn text(&self) -> String {
        self.parts.iter().map(|p| p.text.as_str()).collect()
    }
}

/// Wraps a text of several paragraphs to `columns`; the byte ranges `marked` of it sound like `mark`.
///
/// The ranges are those of the text as [`clean_lines`] leaves it.
pub fn paragraphs(text: &str, columns: u16, width: &Width, marked: &[Range<usize>], mark: Tone) -> Vec<Line> {
    let text = clean_lines(text);
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        for range in wrap(paragraph, usize::from(columns.max(2)), width) {
            let words = paragraph.get(range.clone()).unwrap_or_default();
            let at = start + range.start;
            lines.push(Line { indent: 0, parts: cut_at_marks(words, at, marked, mark) });
        }
        start += paragraph.len() + 1;
    }
    lines
}

/// Wraps a text of several paragraphs to `columns`, all of it in one tone.
pub fn wrapped(text: &str, columns: u16, width: &Width, tone: Tone) -> Vec<Line> {
    let lines = paragraphs(text, columns, width, &[], tone);
    lines.into_iter().map(|line| Line::of(line.text(), tone)).collect()
}

/// Cuts `words`, which begin at byte `at` of their text, where marked ranges begin and end.
fn cut_at_marks(words: &str, at: usize, marked: &[Range<usize>], mark: Tone) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut done = 0;
    let first = marked.partition_point(|r| r.end <= at);
    for range in marked.iter().skip(first).take_while(|r| r.start < at + words.len()) {
        let from = range.start.saturating_sub(at).max(done);
        let to = (range.end - at).min(words.len());
        parts.extend(part(words, done..from, Tone::Plain));
        parts.extend(part(words, from..to, mark));
        done = to;
    }
    parts.extend(part(words, done..words.len(), Tone::Plain));
    parts
}

fn part(words: &str, range: Range<usize>, tone: Tone) -> Option<Part> {
    words.get(range).filter(|t| !t.is_empty()).map(|t| Part { text: t.to_owned(), tone })
}
