//! Counts the columns of text, and cuts and pads it to a number of them.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

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
        text.graphemes(true).map(|g| self.of_grapheme(g)).sum()
    }

    /// The columns of one grapheme; never more than two.
    pub fn of_grapheme(&self, grapheme: &str) -> usize {
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

/// Cuts a text to `columns`, with an ellipsis where something is missing; never half a wide character.
pub fn cut<'a>(text: &'a str, columns: usize, width: &Width) -> Cow<'a, str> {
    let mut used = 0;
    let mut kept = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += width.of_grapheme(grapheme);
        if used > columns {
            let head = text.get(..kept).unwrap_or_default();
            return if columns == 0 { Cow::Borrowed("") } else { Cow::Owned(format!("{head}{}", width.ellipsis())) };
        }
        // The ellipsis takes one column: what ends before the last one may stay.
        if used < columns {
            kept = at + grapheme.len();
        }
    }
    Cow::Borrowed(text)
}

/// Fills a text up with blanks to `columns`.
pub fn pad(text: &str, columns: usize, width: &Width) -> String {
    let missing = columns.saturating_sub(width.of(text));
    format!("{text}{}", " ".repeat(missing))
}
