//! Finds places in a text: the characters as a person sees them, words, paragraphs.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::tui::text::{graphemes, is_between};

/// The next place from `at` on that is not within a character.
pub(super) fn snapped(text: &str, at: usize) -> usize {
    (at..text.len()).find(|place| is_between(text, *place)).unwrap_or(text.len())
}

/// The place one character before `at`.
pub(super) fn before(text: &str, at: usize) -> usize {
    at - head(text, at).graphemes(true).next_back().map_or(0, str::len)
}

/// The place one character after `at`.
pub(super) fn after(text: &str, at: usize) -> usize {
    at + graphemes(tail(text, at)).next().map_or(0, str::len)
}

/// The beginning of the word that ends at `at` or before it.
pub(super) fn word_before(text: &str, at: usize) -> usize {
    at - length_of_word(head(text, at).graphemes(true).rev())
}

/// The end of the word that begins at `at` or after it.
pub(super) fn word_after(text: &str, at: usize) -> usize {
    at + length_of_word(graphemes(tail(text, at)))
}

/// The paragraph that holds `at`, without its line feed.
pub(super) fn paragraph(text: &str, at: usize) -> Range<usize> {
    let start = head(text, at).rfind('\n').map_or(0, |feed| feed + 1);
    start..tail(text, at).find('\n').map_or(text.len(), |feed| at + feed)
}

/// What is left of `marks`, and where, when `inserted` bytes stand where `removed` was.
pub(super) fn moved(marks: &[Range<usize>], removed: &Range<usize>, inserted: usize) -> Vec<Range<usize>> {
    let behind = |at: usize| (at + inserted).saturating_sub(removed.len());
    let left = marks.iter().flat_map(|mark| {
        let tail = mark.start.max(removed.end)..mark.end;
        [mark.start..mark.end.min(removed.start), behind(tail.start)..behind(tail.end)]
    });
    left.filter(|mark| !mark.is_empty()).collect()
}

fn head(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or_default()
}

/// What stands behind `at`.
pub(super) fn tail(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// What makes a word together. Chinese is written without blanks: a number in it is a word, and so is what stands
/// between two punctuation marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    LineFeed,
    /// Numbers with their points and percent signs, and Latin words.
    Number,
    Hanzi,
    Punctuation,
}

impl Class {
    fn of(grapheme: &str) -> Self {
        match grapheme.chars().next() {
            Some('\n') => Self::LineFeed,
            Some(c) if c.is_whitespace() => Self::Blank,
            Some(c) if c.is_ascii_alphanumeric() || matches!(c, '.' | '%') => Self::Number,
            Some(c) if c.is_alphanumeric() => Self::Hanzi,
            _ => Self::Punctuation,
        }
    }
}

/// The bytes of the blanks that come first and of the word that follows them.
fn length_of_word<'a>(graphemes: impl Iterator<Item = &'a str>) -> usize {
    let (mut length, mut word) = (0, Class::Blank);
    for grapheme in graphemes {
        let class = Class::of(grapheme);
        if word != Class::Blank && class != word {
            break;
        }
        word = class;
        length += grapheme.len();
    }
    length
}
