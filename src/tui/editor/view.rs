//! Shows the part of a text around the caret, and says where in it the caret stands.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::Editor;
use super::layout::Layout;
use crate::tui::draw::put;
use crate::tui::text::graphemes;

impl Editor {
    /// Lays the text out for an area of `columns` and `rows`, each at least one; what stood on top stays there if it can.
    pub fn fit(&mut self, columns: u16, rows: u16) {
        let columns = usize::from(columns.max(1));
        if columns != self.layout.columns() {
            let first = self.layout.line(self.top).start;
            self.layout = Layout::new(&self.text, columns, self.layout.width());
            self.top = self.layout.row(first);
        }
        self.rows = usize::from(rows.max(1));
        self.follow();
    }

    /// The screen line of the caret, from 1 on, and how many there are.
    pub fn line(&self) -> (usize, usize) {
        (self.cell().1 + 1, self.layout.lines().len())
    }

    /// Whether there are lines below what is in sight.
    pub fn goes_on_below(&self) -> bool {
        self.top + self.rows < self.layout.lines().len()
    }

    /// Draws what is in sight into an empty area of the size that [`Editor::fit`] was told.
    ///
    /// What is marked has the style `marked` over that of the text. Returns where the terminal's cursor must stand, for
    /// there an input method opens its window.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, style: Style, marked: Style) -> Position {
        for (y, line) in (area.top()..area.bottom()).zip(self.layout.lines().iter().skip(self.top)) {
            self.draw_line(buf, Rect { y, height: 1, ..area }, line.clone(), [style, style.patch(marked)]);
        }
        let (column, row) = self.cell();
        let along =
            |from: u16, by: usize, size: u16| from + u16::try_from(by).unwrap_or(u16::MAX).min(size.saturating_sub(1));
        Position::new(along(area.x, column, area.width), along(area.y, row - self.top, area.height))
    }

    /// Draws a line as runs of one of two styles, that of what is not marked and that of what is.
    fn draw_line(&self, buf: &mut Buffer, area: Rect, line: Range<usize>, [plain, marked]: [Style; 2]) {
        let overlaps = |mark: &&Range<usize>, at: usize, end: usize| mark.start < end && at < mark.end;
        let marks: Vec<_> = self.marks.iter().filter(|mark| overlaps(mark, line.start, line.end)).collect();
        let styled = |at, end| if marks.iter().any(|mark| overlaps(mark, at, end)) { marked } else { plain };
        let words = self.text.get(line.clone()).unwrap_or_default();
        let width = self.layout.width();
        let (mut x, mut done, mut at) = (area.x, 0, 0);
        let mut look = plain;
        let mut run = |range: Range<usize>, look: Style| {
            let part = words.get(range).unwrap_or_default();
            put(buf, x, area.y, area.right().saturating_sub(x), part, look, &width);
            x = x.saturating_add(u16::try_from(width.of(part)).unwrap_or(u16::MAX));
        };
        for grapheme in graphemes(words) {
            let next = styled(line.start + at, line.start + at + grapheme.len());
            if next != look {
                run(done..at, look);
                (done, look) = (at, next);
            }
            at += grapheme.len();
        }
        run(done..at, look);
    }

    /// Moves what is in sight as little as brings the caret into it and leaves no row empty without need.
    pub(super) fn follow(&mut self) {
        let row = self.cell().1;
        let fullest = self.layout.lines().len().saturating_sub(self.rows);
        self.top = self.top.min(row).max((row + 1).saturating_sub(self.rows)).min(fullest);
    }

    /// Column and screen line of the caret.
    fn cell(&self) -> (usize, usize) {
        self.layout.cell(&self.text, self.caret)
    }
}
