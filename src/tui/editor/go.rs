//! Moves the caret: by characters, words, screen lines and pages.

use super::{Editor, place};

/// Where the caret can go, and how far can be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One character back.
    Back,
    /// One character forward.
    Forward,
    /// To the beginning of the word before: a number, what stands between punctuation marks, or those.
    WordBack,
    /// To the end of the word after.
    WordForward,
    /// One screen line up, in the column where the way up and down began.
    Up,
    /// One screen line down.
    Down,
    /// To the beginning of the screen line; from there to that of the paragraph.
    LineStart,
    /// To the last place on the screen line; from there to the end of the paragraph.
    LineEnd,
    /// Up by what is in sight but one line, which stays in sight.
    PageUp,
    /// Down by as much.
    PageDown,
    /// Before everything.
    TextStart,
    /// Behind everything.
    TextEnd,
}

impl Editor {
    pub(super) fn go(&mut self, to: Move) {
        let wanted = self.wanted.take();
        let page = self.rows.saturating_sub(1).max(1);
        match to {
            Move::Up => self.go_to_row(wanted, |row| row.saturating_sub(1)),
            Move::Down => self.go_to_row(wanted, |row| row + 1),
            Move::PageUp => {
                self.top = self.top.saturating_sub(page);
                self.go_to_row(wanted, |row| row.saturating_sub(page));
            }
            Move::PageDown => {
                self.top += page;
                self.go_to_row(wanted, |row| row + page);
            }
            to => self.caret = self.target(to),
        }
    }

    fn go_to_row(&mut self, wanted: Option<usize>, to: impl Fn(usize) -> usize) {
        let (column, row) = self.layout.cell(&self.text, self.caret);
        let wanted = wanted.unwrap_or(column);
        self.wanted = Some(wanted);
        let target = to(row).min(self.layout.lines().len().saturating_sub(1));
        if target != row {
            self.caret = self.layout.place(&self.text, target, wanted);
        }
    }

    /// How far a deletion reaches from the caret.
    pub(super) fn reached(&self, to: Move) -> usize {
        let line = self.layout.line(self.layout.row(self.caret));
        match to {
            // The caret has no place behind the last character of a line that goes on, but it is deleted with the others.
            Move::LineEnd if self.caret < line.end => line.end,
            to => self.target(to),
        }
    }

    /// Where a move leads that does not depend on the column.
    fn target(&self, to: Move) -> usize {
        let (text, caret) = (&self.text, self.caret);
        let row = self.layout.row(caret);
        let line = self.layout.line(row);
        match to {
            Move::Back => place::before(text, caret),
            Move::Forward => place::after(text, caret),
            Move::WordBack => place::word_before(text, caret),
            Move::WordForward => place::word_after(text, caret),
            Move::LineStart if line.start < caret => line.start,
            Move::LineStart => place::paragraph(text, caret).start,
            Move::LineEnd => {
                let (last, end) = (self.layout.place(text, row, usize::MAX), place::paragraph(text, caret).end);
                if caret < last && line.end < end { last } else { end }
            }
            Move::TextStart => 0,
            Move::TextEnd => text.len(),
            Move::Up | Move::Down | Move::PageUp | Move::PageDown => caret,
        }
    }
}
