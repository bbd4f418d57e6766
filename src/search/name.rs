//! A name made ready for matching: folded, with the readings of its characters, and where each came from.

use super::reading::{Readings, readings};
use crate::domain::folded_chars;

/// Names longer than this are matched by their beginning only: the cost of matching is a product of lengths.
const LONGEST: usize = 120;

/// A name made ready.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// The folded characters.
    pub chars: Vec<char>,
    /// The same as text.
    pub folded: String,
    /// For each folded character, its index (in characters) in the printed name.
    pub from: Vec<usize>,
    /// For each folded character, how it is read; none for what is no hanzi.
    pub readings: Vec<Readings>,
    /// For each folded character, which letters begin a reading of it, or are itself.
    pub initials: Vec<u32>,
    /// All of them together.
    begins: u32,
    /// Which letters stand in any reading, or in the name.
    letters: u32,
}

impl Name {
    /// Makes a printed name ready; `person` when it is a person's.
    pub(super) fn of(printed: &str, person: bool) -> Self {
        let (from, chars): (Vec<usize>, Vec<char>) = folded_chars(printed).take(LONGEST).unzip();
        let readings = readings(&chars, person);
        let begins = |(c, readings): (&char, &Readings)| {
            readings.iter().filter_map(|r| r.chars().next()).fold(letter(*c), |all, c| all | letter(c))
        };
        let initials: Vec<u32> = chars.iter().zip(&readings).map(begins).collect();
        let stands = chars.iter().copied().chain(readings.iter().flatten().flat_map(|r| r.chars()));
        let letters = stands.fold(0, |all, c| all | letter(c));
        let begins = initials.iter().fold(0, |all, initials| all | initials);
        Self { folded: chars.iter().collect(), chars, from, readings, initials, begins, letters }
    }

    /// Whether the letters of a word could match at all: a cheap test before the matching itself.
    pub(super) fn may_hold(&self, word: &[char]) -> bool {
        let wanted = word.iter().fold(0, |all, c| all | letter(*c));
        let first = word.first().map_or(0, |c| letter(*c));
        wanted & !self.letters == 0 && first & !self.begins == 0
    }

    /// Whether it begins with 市, which nobody types.
    pub(super) fn begins_with_city(&self) -> bool {
        self.chars.len() > 2 && self.chars.first() == Some(&'市')
    }

    /// The indexes into the printed name of folded places.
    pub(super) fn printed_places(&self, places: &[usize]) -> Vec<usize> {
        let mut printed: Vec<usize> = places.iter().filter_map(|p| self.from.get(*p).copied()).collect();
        printed.dedup();
        printed
    }
}

/// The bit of a letter; ü is typed as v or u, so it stands for both.
pub(super) fn letter(c: char) -> u32 {
    match c {
        'a'..='z' => 1 << (u32::from(c) - u32::from('a')),
        'ü' => letter('u') | letter('v'),
        _ => 0,
    }
}
