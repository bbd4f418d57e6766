//! Folds names for comparing only: what was printed is kept, what looks alike compares alike.

use unicode_normalization::UnicodeNormalization;

/// Yields the characters of `text` as they compare, each with the index (in characters) of the one it came from:
/// NFKC per character, lower case, blanks and zero-width characters dropped (design.md, "Search").
pub fn folded_chars(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    text.chars().enumerate().flat_map(|(at, c)| {
        std::iter::once(c).nfkc().flat_map(char::to_lowercase).filter(|c| !is_nothing(*c)).map(move |c| (at, c))
    })
}

/// Folds `text` for comparing: 张  璐 becomes 张璐, 各市（区）政府 becomes 各市(区)政府.
pub fn fold(text: &str) -> String {
    folded_chars(text).map(|(_, c)| c).collect()
}

/// Whether two printed names are the same name.
pub fn same_name(a: &str, b: &str) -> bool {
    a == b || folded_chars(a).map(|(_, c)| c).eq(folded_chars(b).map(|(_, c)| c))
}

fn is_nothing(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Whether a character is obeyed or hidden by whatever shows it.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
