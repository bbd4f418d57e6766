//! Counts the columns of text, and cuts and pads it to a number of them.

use std::borrow::Cow;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

/// The characters of a text as a person sees them: marks with what they stand on.
pub fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.chars();
        let first = chars.next()?;
        // Most text needs no look into the tables of Unicode, which would take longer than all else in a frame.
        let is_whole = stands_alone(first) && chars.next().is_none_or(stands_alone);
        let end = if is_whole { first.len_utf8() } else { rest.graphemes(true).next()?.len() };
        let (grapheme, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(grapheme)
    })
}

/// Whether a character neither joins one like it nor is joined by one: ASCII, hanzi and their punctuation.
fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~' | '…' | '—' | '“' | '”' | '\u{3000}'..='\u{3020}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

/// Whether a character as a person sees it ends at byte `at` of a text, rather than goes on.
pub fn is_between(text: &str, at: usize) -> bool {
    let Some((head, tail)) = text.split_at_checked(at) else { return false };
    let (before, after) = (head.chars().next_back(), tail.chars().next());
    (before.is_none_or(stands_alone) && after.is_none_or(stands_alone))
        || GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}

/// How a terminal counts columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Width {
    /// Whether characters of ambiguous width (…, —, ①, borders) take two columns.
    pub ambiguous_wide: bool,
    /// Whether only ASCII is used for frames and marks.
    pub ascii: bool,
}

impl Width {
    /// The columns of a text.
    pub fn of(&self, text: &str) -> usize {
        if text.is_ascii() {
            return text.len();
        }
        // Characters that are certain stand alone, so that nothing needs to be taken together.
        let certain: Option<usize> = text.chars().map(certain).sum();
        certain.unwrap_or_else(|| graphemes(text).map(|g| self.of_grapheme(g)).sum())
    }

    /// The columns of one grapheme; never more than two.
    pub fn of_grapheme(&self, grapheme: &str) -> usize {
        if let Some(columns) = only(grapheme).and_then(certain) {
            return columns;
        }
        let columns = if self.ambiguous_wide { grapheme.width_cjk() } else { grapheme.width() };
        columns.min(2)
    }

    /// Whether frames and marks must do without characters of ambiguous width.
    pub fn plain_frames(&self) -> bool {
        self.ascii || self.ambiguous_wide
    }

    /// What stands for a cut-off end; one column on every terminal.
    pub fn ellipsis(&self) -> &'static str {
        if self.plain_frames() { "~" } else { "…" }
    }
}

/// The columns of nearly everything in a frame, without a look into the tables of Unicode: ASCII, hanzi and their
/// punctuation count the same on every terminal.
fn certain(c: char) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        '\u{3000}'..='\u{3020}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}' => Some(2),
        _ => None,
    }
}

/// The character of a text that holds but one.
fn only(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.as_str().is_empty())
}

/// The columns of one grapheme as Unicode counts them, whatever a terminal does.
pub fn standard_width(grapheme: &str) -> usize {
    only(grapheme).and_then(certain).unwrap_or_else(|| grapheme.width())
}

/// Cuts a text to `columns`, with an ellipsis where something is missing; never half a wide character.
pub fn cut<'a>(text: &'a str, columns: usize, width: &Width) -> Cow<'a, str> {
    let mut used = 0;
    let mut kept = 0;
    let mut at = 0;
    for grapheme in graphemes(text) {
        used += width.of_grapheme(grapheme);
        if used > columns {
            let head = text.get(..kept).unwrap_or_default();
            return if columns == 0 { Cow::Borrowed("") } else { Cow::Owned(format!("{head}{}", width.ellipsis())) };
        }
        at += grapheme.len();
        // The ellipsis takes one column: what ends before the last one may stay.
        if used < columns {
            kept = at;
        }
    }
    Cow::Borrowed(text)
}

/// Fills a text up with blanks to `columns`.
pub fn pad(text: &str, columns: usize, width: &Width) -> String {
    let missing = columns.saturating_sub(width.of(text));
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use unicode_width::UnicodeWidthStr;

    use super::{Width, certain, graphemes, is_between};

    #[test]
    fn what_is_certain_of_a_width_is_what_unicode_says() {
        for c in '\0'..=char::MAX {
            if let Some(columns) = certain(c) {
                let text = String::from(c);
                assert_eq!((columns, columns), (text.width(), text.width_cjk()), "{c}");
            }
        }
        assert_eq!((certain('健'), certain('…'), certain('\u{301}')), (Some(2), None, None));
    }

    proptest! {
        #[test]
        fn graphemes_are_those_of_unicode(text in "([ -~…—“”、。一-龥！-～]|[\u{300}-\u{36f}\u{302a}\u{200d}\u{3099}\r\n]|👨|🇨|가|\\PC){0,24}") {
            prop_assert_eq!(graphemes(&text).collect::<Vec<_>>(), text.graphemes(true).collect::<Vec<_>>());
            let starts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            let one_by_one: usize = graphemes(&text).map(|g| Width::default().of_grapheme(g)).sum();
            prop_assert!(text.is_ascii() || Width::default().of(&text) == one_by_one);
            prop_assert_eq!((0..=text.len()).filter(|at| is_between(&text, *at)).collect::<Vec<_>>(), starts);
        }
    }
}
