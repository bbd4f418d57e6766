//! Breaks paragraphs into lines: UAX #14 and what it leaves out for Chinese.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::Width;
use super::width::is_between;

/// Breaks one paragraph into lines of at most `columns` and returns their byte ranges, which join without gaps.
///
/// A line is longer only where a single character is wider than `columns`. An empty paragraph is one empty line.
pub fn wrap(text: &str, columns: usize, width: &Width) -> Vec<Range<usize>> {
    if text.is_empty() {
        return std::iter::once(0..0).collect();
    }
    let mut lines = Vec::new();
    let mut line = Line { start: 0, used: 0 };
    let mut done = 0;
    for end in breaks(text) {
        let piece = text.get(done..end).unwrap_or_default();
        let (words, blanks) = piece.split_at_checked(piece.trim_end().len()).unwrap_or_default();
        let body = width.of(words);
        if line.used + body > columns && done > line.start {
            lines.push(line.start..done);
            line = Line { start: done, used: 0 };
        }
        if body > columns {
            fill(piece, done, columns, width, &mut line, &mut lines);
        } else {
            line.used += body + width.of(blanks);
        }
        done = end;
    }
    if line.start < text.len() {
        lines.push(line.start..text.len());
    }
    lines
}

struct Line {
    start: usize,
    used: usize,
}

/// Breaks a piece without opportunities, such as a long address, wherever the line is full.
fn fill(piece: &str, at: usize, columns: usize, width: &Width, line: &mut Line, lines: &mut Vec<Range<usize>>) {
    let mut place = at;
    for grapheme in piece.graphemes(true) {
        let wide = width.of_grapheme(grapheme);
        if line.used + wide > columns && place > line.start {
            lines.push(line.start..place);
            *line = Line { start: place, used: 0 };
        }
        line.used += wide;
        place += grapheme.len();
    }
}

/// The byte offsets at which a line may end, the end of the text among them.
///
/// UAX #14 glues “ ” ‘ ’ to both sides and lets · and — begin a line; Chinese text breaks outside its quotes and not
/// before those (the rules were measured over widths 12 to 100). A mark on a blank stays on it.
fn breaks(text: &str) -> Vec<usize> {
    let mut offsets = Vec::new();
    let mut standard = unicode_linebreak::linebreaks(text).map(|(at, _)| at).peekable();
    let mut chars = text.char_indices().peekable();
    while let Some((_, a)) = chars.next() {
        let Some(&(at, b)) = chars.peek() else { break };
        let mut may = false;
        while standard.next_if(|offset| *offset <= at).is_some_and(|offset| {
            may |= offset == at;
            true
        }) {}
        may |= opens_quote(b) && is_wide(a) && !ends_no_line(a);
        may |= closes_quote(a) && (is_wide(b) || opens_quote(b)) && !starts_no_line(b);
        if may && may_stand(a, b, chars.clone().nth(1).map(|(_, c)| c)) && is_between(text, at) {
            offsets.push(at);
        }
    }
    offsets.push(text.len());
    offsets
}

/// Whether a line may end after `a` and the next begin with `b`, which `c` follows.
fn may_stand(a: char, b: char, c: Option<char>) -> bool {
    if b == '—' {
        return c == Some('—') && a != '—';
    }
    !starts_no_line(b) && !ends_no_line(a)
}

/// Whether no line begins with a character.
fn starts_no_line(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〉'
            | '〗'
            | '”'
            | '’'
    ) || matches!(
        c,
        '…' | '·' | '—' | '～' | '%' | '％' | '‰' | '℃' | ',' | '.' | ';' | ':' | '?' | '!' | ')' | ']' | '}'
    )
}

/// Whether no line ends with a character.
fn ends_no_line(c: char) -> bool {
    matches!(c, '（' | '《' | '「' | '『' | '【' | '〔' | '〈' | '〖' | '“' | '‘' | '(' | '[' | '{' | '¥' | '￥' | '$')
}

fn opens_quote(c: char) -> bool {
    matches!(c, '“' | '‘')
}

fn closes_quote(c: char) -> bool {
    matches!(c, '”' | '’')
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}
