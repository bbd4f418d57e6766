//! Finds what a text says anew against the text before it.

use std::ops::Range;

use similar::algorithms::IdentifyDistinct;
use similar::{Algorithm, DiffOp, capture_diff};

/// The ways to cut a text, from coarse to fine: what is the same in pieces is not looked at more closely.
const CUTS: [fn(&str) -> Vec<&str>; 3] = [sentences, clauses, tokens];

/// From this many pairs of tokens on two passages without a clause in common are not compared further: one is written
/// anew, and the characters that happen to stand in both would say nothing. It bounds the time too.
const FINEST: usize = 1_000_000;

/// The byte ranges of `now` that `before` does not have; numbers count as a whole, hanzi one by one.
pub fn changed(before: &str, now: &str) -> Vec<Range<usize>> {
    let mut fresh = Vec::new();
    compare(before, now, 0, &CUTS, &mut fresh);
    fresh.retain(|range| now.get(range.clone()).is_some_and(|t| !t.trim().is_empty()));
    fresh
}

/// Adds what is new in `now`, which begins at byte `at` of its text.
fn compare(before: &str, now: &str, at: usize, cuts: &[fn(&str) -> Vec<&str>], fresh: &mut Vec<Range<usize>>) {
    let Some((cut, finer)) = cuts.split_first() else {
        fresh.push(at..at + now.len());
        return;
    };
    let (old, new) = (cut(before), cut(now));
    if finer.is_empty() && old.len() * new.len() > FINEST {
        fresh.push(at..at + now.len());
        return;
    }
    let (old_ends, new_ends) = (ends(&old), ends(&new));
    // Pieces are compared many times, their numbers in far less time.
    let numbered = IdentifyDistinct::<u32>::new(old.as_slice(), 0..old.len(), new.as_slice(), 0..new.len());
    let (old, new) = (numbered.old_lookup(), numbered.new_lookup());
    for op in capture_diff(Algorithm::Myers, old, numbered.old_range(), new, numbered.new_range()) {
        if matches!(op, DiffOp::Insert { .. } | DiffOp::Replace { .. }) {
            let (was, is) = (bytes(&old_ends, op.old_range()), bytes(&new_ends, op.new_range()));
            let cuts = if was.is_empty() { &[] } else { finer };
            let part = |text, range| str::get(text, range).unwrap_or_default();
            compare(part(before, was), part(now, is.clone()), at + is.start, cuts, fresh);
        }
    }
}

/// Where each piece ends, in bytes, after a zero.
fn ends(pieces: &[&str]) -> Vec<usize> {
    let ends = pieces.iter().scan(0, |end, piece| {
        *end += piece.len();
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

/// The bytes of a range of pieces.
fn bytes(ends: &[usize], pieces: Range<usize>) -> Range<usize> {
    let place = |index: usize| ends.get(index).copied().unwrap_or_default();
    place(pieces.start)..place(pieces.end)
}

fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['。', '！', '？', '；', '\n']).collect()
}

fn clauses(text: &str) -> Vec<&str> {
    text.split_inclusive(['，', '、', '：', '。', '！', '？', '；', '\n', ' ']).collect()
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
    fn numbers_are_found_in_a_text_of_any_length() {
        let long: String = (0..9_000).map(|n| format!("第{n}项共完成{}批次，完成率{n}.5%。", n + 7)).collect();
        let now = long.replace("共完成4007批次", "共完成5120批次").replace("率8000.5%", "率8001.2%");
        assert_eq!(marked(&long, &now), ["5120", "8001.2"]);
        assert_eq!(marked(&long, &format!("{now}\n新的一段")), ["5120", "8001.2", "\n新的一段"]);
    }

    #[test]
    fn what_is_written_anew_is_marked_as_a_whole() {
        let (before, now) = ("旧话".repeat(1_000), "新话".repeat(1_000));
        assert_eq!(marked(&format!("开头。{before}。结尾。"), &format!("开头。{now}。结尾。")), [format!("{now}。")]);
    }
}
