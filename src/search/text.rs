//! Finds words in task texts and narratives: contiguous only, by one pass over all of them folded into one piece.
//!
//! A pass over 100,000 tasks costs a few milliseconds, so there is no index of character pairs to keep right.

use memchr::memmem;

use super::hit::Target;
use crate::domain::{TaskId, fold, folded_chars};

/// How much is looked through between two looks at whether to stop, in bytes.
const STRIDE: usize = 1 << 20;

/// So many paragraphs are looked at one by one.
const NEAR: usize = 8;

/// Texts folded into one piece, with where each paragraph begins.
#[derive(Default)]
pub(super) struct Texts {
    folded: String,
    paragraphs: Vec<Paragraph>,
}

/// One paragraph of a task's text or of a report.
#[derive(Clone, Copy)]
pub(super) struct Paragraph {
    start: usize,
    /// What it belongs to.
    pub target: Target,
    /// Which paragraph of it, from 0.
    pub number: usize,
}

impl Paragraph {
    /// The task that it is about.
    pub(super) fn task(&self) -> Option<TaskId> {
        match self.target {
            Target::Task(task) => Some(task),
            Target::Report(key) => Some(key.task),
            _ => None,
        }
    }
}

impl Texts {
    /// Adds the paragraphs of one thing.
    pub(super) fn add(&mut self, target: Target, text: &str) {
        for (number, paragraph) in text.split('\n').enumerate() {
            self.paragraphs.push(Paragraph { start: self.folded.len(), target, number });
            for c in paragraph.chars() {
                if folds_to_itself(c) {
                    self.folded.push(c);
                } else {
                    self.folded.extend(folded_chars(c.encode_utf8(&mut [0; 4])).map(|(_, c)| c));
                }
            }
            self.folded.push('\n');
        }
    }

    /// Calls `found` with each paragraph that holds `word` (folded), in order, until it answers false or `stop` true.
    pub(super) fn find(&self, word: &str, stop: &dyn Fn() -> bool, mut found: impl FnMut(Paragraph) -> bool) {
        if word.is_empty() {
            return;
        }
        let finder = memmem::Finder::new(word);
        let bytes = self.folded.as_bytes();
        let (mut from, mut after) = (0, 0);
        while from < bytes.len() && !stop() {
            // Strides overlap by the word's length, so that none is missed at their border.
            let end = (from + STRIDE + word.len()).min(bytes.len());
            let Some(part) = bytes.get(from..end) else { return };
            match finder.find(part) {
                Some(at) => {
                    let ahead = self.paragraphs.get(after..).unwrap_or_default();
                    // A common word is in the next few paragraphs again, where looking is cheaper than halving.
                    let near = ahead.iter().take(NEAR).position(|p| p.start > from + at);
                    after += near.unwrap_or_else(|| ahead.partition_point(|p| p.start <= from + at));
                    let Some(paragraph) = after.checked_sub(1).and_then(|i| self.paragraphs.get(i)) else { return };
                    if !found(*paragraph) {
                        return;
                    }
                    from = self.paragraphs.get(after).map_or(bytes.len(), |next| next.start);
                }
                None => from = end.max(from + 1) - if end < bytes.len() { word.len() - 1 } else { 0 },
            }
        }
    }
}

/// Whether folding is known to leave a character alone; nearly all are, and looking each up would take seconds.
fn folds_to_itself(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '0'..='9' | 'a'..='z')
}

/// The indexes (in characters) of all places of `words` in a paragraph as printed.
pub(super) fn places(paragraph: &str, words: &[&str]) -> Vec<usize> {
    let (from, chars): (Vec<usize>, Vec<char>) = folded_chars(paragraph).unzip();
    let mut places = Vec::new();
    for word in words {
        let word: Vec<char> = fold(word).chars().collect();
        let windows = chars.windows(word.len().max(1)).enumerate();
        for (at, _) in windows.filter(|(_, part)| *part == word.as_slice()) {
            places.extend(from.iter().skip(at).take(word.len()));
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}
