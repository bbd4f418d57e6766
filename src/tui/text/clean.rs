//! Takes from a text what would command a terminal, reorder its line or hide in it.

use std::borrow::Cow;

/// Leaves one line of what can be shown: blanks for tabs and line ends, nothing for other control characters.
pub fn clean(text: &str) -> Cow<'_, str> {
    scrub(text, false)
}

/// Leaves what can be shown, with its line ends as line feeds (from LF, CRLF and CR).
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    scrub(text, true)
}

fn scrub(text: &str, lines: bool) -> Cow<'_, str> {
    if !text.chars().any(|c| is_unshown(c) && !(lines && c == '\n')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if lines => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\n' if lines => out.push('\n'),
            '\t' | '\n' | '\r' => out.push(' '),
            c if is_unshown(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Control characters (C0, DEL, C1), line and paragraph separators, zero-width characters, marks and overrides of
/// direction, soft hyphens, fillers, selectors of emoji, tags and interlinear marks: what a terminal obeys, cannot show,
/// or counts otherwise than its neighbour.
fn is_unshown(c: char) -> bool {
    // Nearly everything is one of these.
    if matches!(c, ' '..='~' | '\u{4e00}'..='\u{9fff}') {
        return false;
    }
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::{clean, clean_lines};

    #[test]
    fn escape_sequences_lose_their_power() {
        assert_eq!(clean("\x1b[2J赖燕芬\x07\u{9b}31m"), "[2J赖燕芬31m");
        assert_eq!(clean("a\tb\r\nc"), "a b  c");
        assert_eq!(clean("\u{202e}倒\u{200b}写\u{2066}"), "倒写");
    }

    #[test]
    fn lines_are_kept_where_they_are_wanted() {
        assert_eq!(clean_lines("一\r\n二\r三\n四\x1b"), "一\n二\n三\n四");
        assert!(matches!(clean_lines("一\n二"), std::borrow::Cow::Borrowed(_)), "nothing to do costs nothing");
    }
}
