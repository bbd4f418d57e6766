//! Finds what a text says anew against the text before it.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Beyond this many tokens only whole lines are compared: the cost grows with the product of length and difference.
const FINE: usize = 20_000;

/// The byte ranges of `now` that `before` does not have; numbers count as a whole, hanzi one by one.
pub fn changed(before: &str, now: &str) -> Vec<Range<usize>> {
    let (mut old, mut new) = (tokens(before), tokens(now));
    if old.len() > FINE || new.len() > FINE {
        (old, new) = (before.split_inclusive('\n').collect(), now.split_inclusive('\n').collect());
    }
    let mut starts = Vec::with_capacity(new.len() + 1);
    let mut at = 0;
    for token in &new {
        starts.push(at);
        at += token.len();
    }
    starts.push(at);
    let place = |index: usize| starts.get(index).copied().unwrap_or(at);
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let fresh = ops.iter().filter_map(|op| match *op {
        DiffOp::Insert { new_index, new_len, .. } | DiffOp::Replace { new_index, new_len, .. } => {
            Some(place(new_index)..place(new_index + new_len))
        }
        DiffOp::Equal { .. } | DiffOp::Delete { .. } => None,
    });
    fresh.filter(|range| now.get(range.clone()).is_some_and(|t| !t.trim().is_empty())).collect()
}

/// Cuts a text into numbers and Latin words as a whole, and single characters otherwise.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let joined = |c: char| c.is_ascii_alphanumeric() || c == '.';
        let end = if joined(first) { rest.find(|c| !joined(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (token, tail) = rest.split_at(end);
        tokens.push(token);
        rest = tail;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::changed;

    fn marked<'a>(before: &str, now: &'a str) -> Vec<&'a str> {
        changed(before, now).into_iter().map(|r| now.get(r).unwrap()).collect()
    }

    #[test]
    fn a_changed_number_is_marked_as_a_whole() {
        assert_eq!(
            marked("共抽检食品15799批次，完成56.87%。", "共抽检食品21340批次，完成76.81%。"),
            ["21340", "76.81"]
        );
    }

    #[test]
    fn only_what_is_new_is_marked() {
        assert_eq!(marked("已完工5座。", "已完工5座，其余全部开工。"), ["，其余全部开工"]);
        assert!(marked("一样。", "一样。").is_empty());
        assert!(marked("多的一句。没了。", "没了。").is_empty());
    }

    #[test]
    fn very_long_texts_are_compared_line_by_line() {
        let long = "字".repeat(30_000);
        let now = format!("{long}\n新的一段");
        assert_eq!(marked(&format!("{long}\n"), &now), ["新的一段"]);
    }
}
