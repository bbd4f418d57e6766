//! Matches letters against hanzi by whole syllables: never across them, so that jie does not find 江门供电局.

use super::matching::{Closeness, Match};
use super::name::{Name, letter};

/// Longer words are no names.
const LONGEST: usize = 64;
/// No way to match.
const NONE: i32 = i32::MIN / 2;

/// What the best way from one place on begins with.
#[derive(Clone, Copy)]
struct Step {
    score: i32,
    /// How many characters of the word the hanzi here takes; none when it is passed over.
    takes: usize,
}

/// Matches a folded word that may mix letters and hanzi.
///
/// A hanzi takes from the word itself, a whole syllable, its initial (one letter, or zh, ch, sh), or, at the word's end
/// only, the beginning of a syllable.
pub(super) fn find(word: &[char], name: &Name) -> Option<Match> {
    if word.is_empty() || word.len() > LONGEST || !name.may_hold(word) {
        return None;
    }
    let (letters, hanzi) = (word.len(), name.chars.len());
    let place = |at: usize, on: usize, joined: bool| (at * (hanzi + 1) + on) * 2 + usize::from(joined);
    let mut best = vec![Step { score: NONE, takes: 0 }; (letters + 1) * (hanzi + 1) * 2];
    let score = |best: &[Step], at, on, joined| best.get(place(at, on, joined)).map_or(NONE, |s| s.score);
    for at in (0..=letters).rev() {
        for on in (0..=hanzi).rev() {
            if at < letters && on == hanzi {
                continue;
            }
            let mut taken = Step { score: NONE, takes: 0 };
            takings(word, at, name, on, |takes, gain| {
                let rest = score(&best, at + takes, on + 1, true);
                if rest > NONE / 2 && rest + gain > taken.score {
                    taken = Step { score: rest + gain, takes };
                }
            });
            let begun = if at == 0 { start_bonus(name, on) } else { 0 };
            for joined in [false, true] {
                // Passing over a hanzi right after a match opens a gap.
                let gap = if at > 0 && joined { 4 } else { 1 };
                let bonus = begun + if joined { 8 } else { 0 };
                let step = if at == letters {
                    Step { score: -i32::try_from(hanzi - on).unwrap_or(0), takes: 0 }
                } else {
                    let passed = score(&best, at, on + 1, false).max(NONE + gap) - gap;
                    let takes = taken.score > NONE && taken.score + bonus > passed;
                    if takes { Step { score: taken.score + bonus, ..taken } } else { Step { score: passed, takes: 0 } }
                };
                if let Some(slot) = best.get_mut(place(at, on, joined)) {
                    *slot = step;
                }
            }
        }
    }
    let total = score(&best, 0, 0, false);
    if total <= NONE / 2 {
        return None;
    }
    let mut places = Vec::new();
    let (mut at, mut on, mut joined) = (0, 0, false);
    while at < letters {
        let takes = best.get(place(at, on, joined)).map_or(0, |s| s.takes);
        if takes > 0 {
            places.push(on);
        }
        (at, joined) = (at + takes, takes > 0);
        on += 1;
        if on > hanzi {
            return None;
        }
    }
    let closeness = Closeness::of(&places, hanzi, name.begins_with_city());
    Some(Match { closeness, cost: -i64::from(total), at: name.printed_places(&places) })
}

/// The first hanzi is what one thinks of; 市 before it is passed over.
fn start_bonus(name: &Name, on: usize) -> i32 {
    match on {
        0 => 10,
        1 if name.begins_with_city() => 9,
        _ => 0,
    }
}

/// Offers each way in which the hanzi at `on` can take characters of the word from `at` on, with its gain.
fn takings(word: &[char], at: usize, name: &Name, on: usize, mut offer: impl FnMut(usize, i32)) {
    let rest = word.get(at..).unwrap_or_default();
    let (Some(first), Some(c)) = (rest.first(), name.chars.get(on)) else { return };
    if first == c {
        offer(1, 20);
    }
    if name.initials.get(on).is_some_and(|initials| letter(*first) & initials == 0) {
        return;
    }
    for (rank, reading) in name.readings.get(on).into_iter().flatten().enumerate() {
        let rare = if rank == 0 { 0 } else { 7 };
        let length = reading.chars().count();
        let common = rest.iter().zip(reading.chars()).take_while(|(typed, read)| sounds(**typed, *read)).count();
        let initial = if matches!(reading.get(..2), Some("zh" | "ch" | "sh")) { 2 } else { 1 };
        for takes in 1..=common {
            if takes == length {
                offer(takes, 12 + 2 * i32::try_from(takes).unwrap_or(0) - rare);
            } else if takes == 1 || takes == initial {
                offer(takes, 10 - rare);
            } else if takes == rest.len() {
                offer(takes, 11 - rare);
            }
        }
    }
}

fn sounds(typed: char, read: char) -> bool {
    typed == read || (read == 'ü' && matches!(typed, 'v' | 'u'))
}
