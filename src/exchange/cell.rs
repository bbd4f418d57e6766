//! Cuts a table's text into cells: a TAB in column 1 begins one (the grammar of the published table's dump).

use memchr::memchr2;

/// One cell, verbatim but for the blank lines at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell<'a> {
    /// Its text, with its own line ends.
    pub text: &'a str,
    /// The line it begins in, from 1.
    pub line: u32,
}

/// More cells than any city's table has; what lies behind them is not looked at.
pub(super) const CELLS_MAX: usize = 2_000_000;

/// The text before the first cell, and the cells, in one pass; at most one more than [`CELLS_MAX`].
pub(super) fn cells(text: &str) -> (&str, Vec<Cell<'_>>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let bytes = text.as_bytes();
    let mut before = text;
    let mut cells: Vec<Cell<'_>> = Vec::new();
    let mut open: Option<(usize, u32)> = None;
    let (mut at, mut line) = (0, 1);
    while cells.len() <= CELLS_MAX {
        if bytes.get(at) == Some(&b'\t') {
            match open {
                Some((start, in_line)) => cells.push(cell(text, start, at, in_line)),
                None => before = text.get(..at).unwrap_or_default(),
            }
            open = Some((at + 1, line));
        }
        let Some(length) = bytes.get(at..).and_then(|rest| memchr2(b'\n', b'\r', rest)) else { break };
        at += length;
        at += if bytes.get(at..).is_some_and(|rest| rest.starts_with(b"\r\n")) { 2 } else { 1 };
        line += 1;
    }
    if let Some((start, in_line)) = open {
        cells.push(cell(text, start, text.len(), in_line));
    }
    (before, cells)
}

fn cell(text: &str, start: usize, end: usize, line: u32) -> Cell<'_> {
    Cell { text: without_blank_end(text.get(start..end).unwrap_or_default()), line }
}

/// Takes the blank lines from a cell's end; blanks within its last line of words stay.
pub(super) fn without_blank_end(text: &str) -> &str {
    let words = text.trim_end().len();
    let tail = text.get(words..).unwrap_or_default();
    let end = tail.find(['\n', '\r']).unwrap_or(tail.len());
    text.get(..words + end).filter(|_| words > 0).unwrap_or_default()
}

/// The paragraphs of a cell: split at any line end, blank ones left out, blanks at their ends taken away.
///
/// Control and direction characters are dropped and TABs become blanks; the verbatim cell keeps them.
pub(super) fn paragraphs(cell: &str) -> Vec<String> {
    let clean = |line: &str| {
        let shown = line.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !is_order(*c));
        shown.collect::<String>().trim().to_owned()
    };
    cell.split(ends_line).map(clean).filter(|line| !line.is_empty()).collect()
}

/// Whether a character ends a line; a vertical tab is what Word leaves of a break within a paragraph.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character tells a terminal or a line what to do instead of standing for something itself.
pub(super) fn is_order(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
