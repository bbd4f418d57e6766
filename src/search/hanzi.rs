//! Matches hanzi and digits against a name, letting some be left out: 卫健局 finds 市卫生健康局.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::matching::{Closeness, Match};
use super::name::Name;

/// Longer words are no names, and cost a product of lengths.
const LONGEST: usize = 64;

/// Matches a folded word without letters.
pub(super) fn find(matcher: &SkimMatcherV2, word: &str, name: &Name) -> Option<Match> {
    let count = word.chars().count();
    if count > LONGEST || count > name.chars.len() {
        return None;
    }
    let places = match name.folded.find(word) {
        // Together is better than whatever scattered way the matcher would prefer.
        Some(byte) => {
            let start = name.folded.get(..byte).map_or(0, |head| head.chars().count());
            (start..start + count).collect()
        }
        None => matcher.fuzzy_indices(&name.folded, word)?.1,
    };
    let closeness = Closeness::of(&places, name.chars.len(), name.begins_with_city());
    // Among equals the shorter name is the likelier one, then the one that begins earlier.
    let spread = places.last().copied().unwrap_or(0) - places.first().copied().unwrap_or(0);
    let cost = i64::try_from(spread * 1000 + name.chars.len() * 10 + places.first().copied().unwrap_or(0)).unwrap_or(0);
    Some(Match { closeness, cost, at: name.printed_places(&places) })
}
