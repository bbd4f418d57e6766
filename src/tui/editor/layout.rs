//! Knows the screen lines of a text and where on them each place is; a change lays out anew only its own paragraphs.

use std::ops::Range;

use super::place::paragraph;
use crate::tui::text::{Width, graphemes, wrap};

/// The screen lines of a text as byte ranges, without line feeds.
///
/// Where the last line of a paragraph is full an empty one follows, on which the caret behind it stands. So the lines
/// follow from the text alone, and nothing jumps when the caret moves. No two lines begin at the same place.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    columns: usize,
    width: Width,
    lines: Vec<Range<usize>>,
}

impl Layout {
    /// Lays out a whole text over `columns`, of which there is at least one.
    pub(super) fn new(text: &str, columns: usize, width: Width) -> Self {
        let mut layout = Self { columns: columns.max(1), width, lines: Vec::new() };
        layout.lines = layout.laid(text, 0..text.len());
        layout
    }

    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    pub(super) fn width(&self) -> Width {
        self.width
    }

    pub(super) fn lines(&self) -> &[Range<usize>] {
        &self.lines
    }

    /// The bytes of a screen line.
    pub(super) fn line(&self, row: usize) -> Range<usize> {
        self.lines.get(row).cloned().unwrap_or_default()
    }

    /// The screen line whose bytes hold the place `at`.
    pub(super) fn row(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// Column and screen line where what is inserted at `at` will stand.
    pub(super) fn cell(&self, text: &str, at: usize) -> (usize, usize) {
        let row = self.row(at);
        let column = self.width.of(text.get(self.line(row).start..at).unwrap_or_default());
        // Behind a full line, and among the blanks that stick out of it, it goes on with the next.
        if column < self.columns { (column, row) } else { (0, row + 1) }
    }

    /// The place on a screen line that is nearest to `column` from the left.
    pub(super) fn place(&self, text: &str, row: usize, column: usize) -> usize {
        let line = self.line(row);
        let goes_on = self.line(row + 1).start == line.end;
        let (mut at, mut used) = (line.start, 0);
        for grapheme in graphemes(text.get(line.clone()).unwrap_or_default()) {
            let (next, then) = (at + grapheme.len(), used + self.width.of_grapheme(grapheme));
            if then > column || then >= self.columns || (goes_on && next == line.end) {
                break;
            }
            (at, used) = (next, then);
        }
        at
    }

    /// Follows a change of the text: in `text`, `inserted` bytes stand where `removed` was.
    pub(super) fn replace(&mut self, text: &str, removed: Range<usize>, inserted: usize) {
        let start = paragraph(text, removed.start).start;
        let end = paragraph(text, removed.start + inserted).end;
        let end_before = end - inserted + removed.len();
        let first = self.lines.partition_point(|line| line.start < start);
        let last = self.lines.partition_point(|line| line.start <= end_before);
        for line in self.lines.iter_mut().skip(last) {
            *line = line.start - removed.len() + inserted..line.end - removed.len() + inserted;
        }
        let laid = self.laid(text, start..end);
        self.lines.splice(first..last, laid);
    }

    /// The lines of some paragraphs of a text.
    fn laid(&self, text: &str, range: Range<usize>) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = range.start;
        for paragraph in text.get(range).unwrap_or_default().split('\n') {
            let wrapped = wrap(paragraph, self.columns, &self.width);
            let last = wrapped.last().and_then(|line| paragraph.get(line.clone())).unwrap_or_default();
            let end = start + paragraph.len();
            lines.extend(wrapped.into_iter().map(|line| start + line.start..start + line.end));
            if self.width.of(last) >= self.columns {
                lines.push(end..end);
            }
            start = end + 1;
        }
        lines
    }
}
