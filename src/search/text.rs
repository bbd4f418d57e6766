//! Finds words in task texts and narratives: contiguous only, by one pass over all of them folded into one piece.
//!
//! A pass over 100,000 tasks costs a few milliseconds, so there is no index of character pairs to keep right.

use std::collections::BTreeSet;

use memchr::memmem::Finder;

use super::hit::Target;
use crate::domain::{TaskId, fold, folded_chars};

/// How much is looked through between two looks at whether to stop, in bytes.
const STRIDE: usize = 1 << 20;

/// So many paragraphs are looked at one by one.
const NEAR: usize = 8;

/// Texts folded into one piece, with where each paragraph stands.
#[derive(Default)]
pub(super) struct Texts {
    folded: String,
    paragraphs: Vec<Paragraph>,
    /// Where a new run begins: the task there was made before the task before it.
    breaks: Vec<usize>,
}

/// One paragraph of a task's text or of a report.
#[derive(Clone, Copy)]
pub(super) struct Paragraph {
    start: usize,
    end: usize,
    /// What it belongs to.
    pub target: Target,
    /// Which paragraph of it, from 0.
    pub number: usize,
}

impl Paragraph {
    /// The task that it is about.
    pub(super) fn task(&self) -> Option<TaskId> {
        task_of(self.target)
    }
}

/// Paragraphs that follow one another, those of an earlier task before those of a later one.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    folded: &'a str,
    paragraphs: &'a [Paragraph],
    /// What is no longer found here.
    without: Option<&'a BTreeSet<Target>>,
}

impl Texts {
    /// Adds the paragraphs of one thing.
    pub(super) fn add(&mut self, target: Target, text: &str) {
        if self.paragraphs.last().is_some_and(|last| last.task() > task_of(target)) {
            self.breaks.push(self.paragraphs.len());
        }
        for (number, paragraph) in text.split('\n').enumerate() {
            let start = self.folded.len();
            for c in paragraph.chars() {
                if folds_to_itself(c) {
                    self.folded.push(c);
                } else {
                    self.folded.extend(folded_chars(c.encode_utf8(&mut [0; 4])).map(|(_, c)| c));
                }
            }
            self.folded.push('\n');
            self.paragraphs.push(Paragraph { start, end: self.folded.len(), target, number });
        }
    }

    /// All paragraphs in the order they were added, but those of `without`.
    pub(super) fn runs<'a>(&'a self, without: Option<&'a BTreeSet<Target>>) -> impl Iterator<Item = Run<'a>> {
        let starts = std::iter::once(0).chain(self.breaks.iter().copied());
        let ends = self.breaks.iter().copied().chain([self.paragraphs.len()]);
        let paragraphs = starts.zip(ends).filter_map(|(start, end)| self.paragraphs.get(start..end));
        paragraphs.map(move |paragraphs| Run { folded: &self.folded, paragraphs, without })
    }
}

impl<'a> Run<'a> {
    /// The task of its first paragraph.
    pub(super) fn first_task(&self) -> Option<TaskId> {
        self.paragraphs.first().and_then(Paragraph::task)
    }

    /// Cuts off and returns what comes before and with the task `last`.
    pub(super) fn take_through(&mut self, last: TaskId) -> Self {
        let (here, ahead) = self.paragraphs.split_at(self.paragraphs.partition_point(|p| p.task() <= Some(last)));
        self.paragraphs = ahead;
        Self { paragraphs: here, ..*self }
    }

    /// The paragraphs of one task.
    pub(super) fn of(&self, task: TaskId) -> Self {
        let start = self.paragraphs.partition_point(|p| p.task() < Some(task));
        let mut from = Self { paragraphs: self.paragraphs.get(start..).unwrap_or_default(), ..*self };
        from.take_through(task)
    }

    /// The paragraphs that hold `word` (folded, not empty), in order; ends early when `stop` says so.
    pub(super) fn find<'f>(
        self,
        word: &'f Finder<'_>,
        stop: &'f dyn Fn() -> bool,
    ) -> impl Iterator<Item = Paragraph> + 'f
    where
        'a: 'f,
    {
        let length = word.needle().len();
        let mut from = self.paragraphs.first().map_or(0, |p| p.start);
        let last = self.paragraphs.last().map_or(0, |p| p.end);
        let mut ahead = self.paragraphs;
        std::iter::from_fn(move || {
            while from < last && !stop() {
                // Strides overlap by the word's length, so that none is missed at their border.
                let end = (from + STRIDE + length).min(last);
                let Some(at) = word.find(self.folded.as_bytes().get(from..end)?) else {
                    from = end.max(from + 1) - if end < last { length - 1 } else { 0 };
                    continue;
                };
                // A common word is in the next few paragraphs again, where looking is cheaper than halving.
                let near = ahead.iter().take(NEAR).position(|p| p.end > from + at);
                let nth = near.unwrap_or_else(|| ahead.partition_point(|p| p.end <= from + at));
                let (paragraph, after) = ahead.get(nth..)?.split_first()?;
                (from, ahead) = (paragraph.end, after);
                if self.without.is_none_or(|without| !without.contains(&paragraph.target)) {
                    return Some(*paragraph);
                }
            }
            None
        })
    }
}

/// The task that a text or a report is about.
fn task_of(target: Target) -> Option<TaskId> {
    match target {
        Target::Task(task) => Some(task),
        Target::Report(key) => Some(key.task),
        _ => None,
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
