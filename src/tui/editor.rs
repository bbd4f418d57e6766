//! Edits a text of many lines in an area of any size: Chinese from input methods, keys over SSH, pastes of any kind.
//!
//! It is told everything and asks for nothing: no clock, no clipboard, and nothing of what the text is about.

mod go;
mod history;
mod key;
mod layout;
mod place;
mod view;

use std::ops::Range;

use super::text::{Width, clean_lines};
pub use go::Move;
pub use history::KEPT;
use history::{History, Kind, Step};
use layout::Layout;
use place::tail;

/// What can be done to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Inserts what a key or an input method gave; a run of these is one step for undo.
    Type(String),
    /// Inserts a text from elsewhere, as one step for undo.
    Paste(String),
    /// Puts another text in place of the whole one, as one step for undo; the caret stands behind what differs.
    Replace(String),
    /// Deletes what the caret would pass on the way, which is nothing on the way up or down; a run of single characters is
    /// one step for undo.
    Delete(Move),
    /// Moves the caret.
    Go(Move),
    /// Takes the last step back.
    Undo,
    /// Takes a step again that was taken back.
    Redo,
}

/// A text, the caret in it, its steps for undo, and the part of it that is in sight.
///
/// The text is always clean as [`clean_lines`] leaves it, and the caret never stands within a character as a person
/// sees it.
#[derive(Clone, Debug)]
pub struct Editor {
    text: String,
    /// A byte offset.
    caret: usize,
    /// The column that the caret keeps to on its way up and down.
    wanted: Option<usize>,
    /// Whether the last thing inserted ended with CR, so that an LF now belongs to it.
    after_cr: bool,
    history: History,
    /// The marked bytes, which do not overlap.
    marks: Vec<Range<usize>>,
    layout: Layout,
    /// The screen lines in sight.
    rows: usize,
    /// The first screen line in sight.
    top: usize,
}

impl Editor {
    /// Starts with `text`, cleaned, and the caret before it. [`Editor::fit`] tells it the size of its area.
    pub fn new(text: &str, width: Width) -> Self {
        let text = clean_lines(text).into_owned();
        let layout = Layout::new(&text, 80, width);
        Self {
            text,
            caret: 0,
            wanted: None,
            after_cr: false,
            history: History::default(),
            marks: Vec::new(),
            layout,
            rows: 1,
            top: 0,
        }
    }

    /// The text, with its paragraphs ended by line feeds.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte offset of the caret.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Marks bytes of the text, and no others; `marks` do not overlap.
    ///
    /// Whatever is done to the text, what is left of the marked bytes stays marked, and what is inserted is not.
    pub fn mark(&mut self, marks: Vec<Range<usize>>) {
        self.marks = marks;
    }

    /// Does something to the text; whether its words changed.
    pub fn edit(&mut self, edit: &Edit) -> bool {
        // An unbracketed paste brings CRLF as two keys.
        let after_cr = std::mem::take(&mut self.after_cr);
        let changed = match edit {
            Edit::Type(text) => self.insert(text, after_cr, Kind::Typing),
            Edit::Paste(text) => self.insert(text, after_cr, Kind::Whole),
            Edit::Replace(text) => self.exchange(&clean_lines(text)),
            Edit::Delete(to) => self.delete(*to),
            Edit::Go(to) => {
                self.history.close();
                self.go(*to);
                false
            }
            Edit::Undo => self.undo(),
            Edit::Redo => self.redo(),
        };
        self.follow();
        changed
    }

    fn insert(&mut self, text: &str, after_cr: bool, kind: Kind) -> bool {
        self.after_cr = text.ends_with('\r');
        let text = if after_cr { text.strip_prefix('\n').unwrap_or(text) } else { text };
        let text = clean_lines(text);
        let changed = self.step(self.caret..self.caret, &text, kind);
        if text.ends_with(['。', '！', '？', '；', '\n']) {
            self.history.close();
        }
        changed
    }

    /// Only what differs is replaced, so that the caret is where something happened.
    fn exchange(&mut self, new: &str) -> bool {
        let start = shared(self.text.chars().zip(new.chars()));
        let (old_tail, new_tail) = (tail(&self.text, start), tail(new, start));
        let end = shared(old_tail.chars().rev().zip(new_tail.chars().rev()));
        let with = new_tail.get(..new_tail.len() - end).unwrap_or_default();
        self.step(start..self.text.len() - end, with, Kind::Whole)
    }

    fn delete(&mut self, to: Move) -> bool {
        let kind = if matches!(to, Move::Back | Move::Forward) { Kind::Erasing } else { Kind::Whole };
        let reached = self.reached(to);
        self.step(self.caret.min(reached)..self.caret.max(reached), "", kind)
    }

    /// Replaces `range` by `with` and remembers it.
    fn step(&mut self, range: Range<usize>, with: &str, kind: Kind) -> bool {
        let (at, before) = (range.start, self.caret);
        let Some(removed) = self.replace(range, with) else { return false };
        self.history.record(Step { at, removed, inserted: with.to_owned(), before }, kind);
        true
    }

    fn undo(&mut self) -> bool {
        let Some(Step { at, removed, inserted, before }) = self.history.back() else { return false };
        self.replace(at..at + inserted.len(), &removed);
        self.caret = before;
        true
    }

    fn redo(&mut self) -> bool {
        let Some(Step { at, removed, inserted, .. }) = self.history.forward() else { return false };
        self.replace(at..at + removed.len(), &inserted);
        true
    }

    /// Replaces `range` by `with` and puts the caret behind it; returns what stood there, or nothing when nothing changes.
    fn replace(&mut self, range: Range<usize>, with: &str) -> Option<String> {
        let removed = self.text.get(range.clone()).filter(|removed| *removed != with)?.to_owned();
        self.text.replace_range(range.clone(), with);
        self.layout.replace(&self.text, range.clone(), with.len());
        self.marks = place::moved(&self.marks, &range, with.len());
        // What was inserted may join what follows: a letter before a mark that stood alone.
        self.caret = place::snapped(&self.text, range.start + with.len());
        self.wanted = None;
        Some(removed)
    }
}

/// The bytes of the pairs that are equal, up to the first that is not.
fn shared(pairs: impl Iterator<Item = (char, char)>) -> usize {
    pairs.take_while(|(old, new)| old == new).map(|(c, _)| c.len_utf8()).sum()
}
