//! How well a word matched a name, in an order that holds for all ways of matching.

/// A match: smaller is better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// How closely the matched characters stand together, and where.
    pub closeness: Closeness,
    /// The matcher's own score, negated so that smaller is better.
    pub cost: i64,
    /// The matched characters, as indexes into the printed name.
    pub at: Vec<usize>,
}

/// Contiguous comes before word start before scattered (design: SkimMatcherV2 alone ranks 联系一下再调整 above 完成联调).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closeness {
    /// The whole name.
    Whole,
    /// Together at its beginning; 市 before it does not count.
    Start,
    /// Together.
    Together,
    /// Scattered from its beginning on.
    ScatteredFromStart,
    /// Scattered.
    Scattered,
}

impl Closeness {
    /// Judges the places of matched characters among the `count` folded ones of a name.
    pub(super) fn of(places: &[usize], count: usize, first_is_city: bool) -> Self {
        let (first, last) = (places.first().copied().unwrap_or(0), places.last().copied().unwrap_or(0));
        let together = last + 1 - first == places.len();
        let at_start = first == 0 || (first == 1 && first_is_city);
        match (together, at_start) {
            (true, true) if places.len() + first == count => Self::Whole,
            (true, true) => Self::Start,
            (true, false) => Self::Together,
            (false, true) => Self::ScatteredFromStart,
            (false, false) => Self::Scattered,
        }
    }
}
