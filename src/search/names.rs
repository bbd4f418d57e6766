//! All distinct names of a book with the tasks behind them: the cost of a query follows the names, not the tasks.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use fuzzy_matcher::skim::SkimMatcherV2;

use super::hit::{Hit, Target};
use super::matching::{Closeness, Match};
use super::name::Name;
use super::{hanzi, syllable};
use crate::domain::{Book, Kind, TaskId, fold};

/// The distinct names of officials, units, leaders and categories.
pub struct Names {
    entries: Vec<Entry>,
    matcher: SkimMatcherV2,
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").field("count", &self.entries.len()).finish_non_exhaustive()
    }
}

struct Entry {
    kind: Kind,
    target: Target,
    printed: String,
    name: Name,
    /// Short names and aliases.
    others: Vec<Name>,
    tasks: Arc<[TaskId]>,
}

/// How well an entry matched: closeness, cost, length of its name; smaller is better.
type Rank = (Closeness, i64, usize);

/// An entry that matched, and which characters of its name did.
type Candidate<'a> = (Rank, &'a Entry, Vec<usize>);

/// A word of a query, folded.
struct Word {
    text: String,
    chars: Vec<char>,
    has_letters: bool,
}

impl Names {
    /// Gathers the names of a book that are not void.
    pub fn of(book: &Book) -> Self {
        let mut tasks: HashMap<Target, Vec<TaskId>> = HashMap::new();
        for task in book.tasks() {
            let mut targets = vec![Target::Category(task.category)];
            targets.extend(task.leader.map(Target::Leader));
            targets.extend(task.assignments.iter().map(|a| Target::Unit(a.unit)));
            targets.extend(task.assignments.iter().filter_map(|a| a.official).map(Target::Official));
            targets.sort_unstable();
            targets.dedup();
            for target in targets {
                tasks.entry(target).or_default().push(task.id);
            }
        }
        let mut names = Self::alone(book, &[Kind::Official, Kind::Unit, Kind::Leader, Kind::Category]);
        for entry in &mut names.entries {
            entry.tasks = tasks.remove(&entry.target).unwrap_or_default().into();
        }
        names
    }

    /// Gathers the names of some kinds without the tasks behind them, which is quick at any number of tasks.
    pub fn alone(book: &Book, kinds: &[Kind]) -> Self {
        let mut entries = Vec::new();
        let mut add = |kind, target, printed: &str, others: Vec<&String>| {
            let person = matches!(kind, Kind::Official | Kind::Leader);
            entries.push(Entry {
                kind,
                target,
                printed: printed.to_owned(),
                name: Name::of(printed, person),
                others: others.into_iter().map(|other| Name::of(other, person)).collect(),
                tasks: Arc::default(),
            });
        };
        for kind in kinds {
            match kind {
                Kind::Official => {
                    book.officials().for_each(|r| add(*kind, Target::Official(r.id), &r.name, Vec::new()));
                }
                Kind::Unit => book.units().for_each(|r| {
                    add(*kind, Target::Unit(r.id), &r.name, r.short_names.iter().chain(&r.aliases).collect());
                }),
                Kind::Leader => book.leaders().for_each(|r| add(*kind, Target::Leader(r.id), &r.name, Vec::new())),
                Kind::Category => {
                    book.categories().for_each(|r| add(*kind, Target::Category(r.id), &r.name, Vec::new()));
                }
                Kind::Task | Kind::Report | Kind::Plan | Kind::Person | Kind::Reminder => {}
            }
        }
        Self { entries, matcher: SkimMatcherV2::default().ignore_case() }
    }

    /// The names of the given kinds that match every word of `query`, best first.
    pub fn find(&self, query: &str, kinds: &[Kind]) -> Vec<Hit> {
        let mut found = self.candidates(query, kinds);
        // Among equals the one with more tasks is asked for more often; then the order in which they were made.
        found.sort_by_key(|(rank, entry, _)| (*rank, std::cmp::Reverse(entry.tasks.len())));
        let hit = |(_, entry, matched): Candidate<'_>| Hit {
            kind: entry.kind,
            target: entry.target,
            name: entry.printed.clone(),
            matched,
            tasks: entry.tasks.clone(),
        };
        found.into_iter().map(hit).collect()
    }

    /// The tasks behind each name that `find` would find, in the order they were made.
    pub(super) fn tasks(&self, query: &str, kinds: &[Kind]) -> Vec<&[TaskId]> {
        self.candidates(query, kinds).into_iter().map(|(_, entry, _)| &*entry.tasks).collect()
    }

    fn candidates(&self, query: &str, kinds: &[Kind]) -> Vec<Candidate<'_>> {
        let words = words(query);
        if words.is_empty() {
            return Vec::new();
        }
        let entries = self.entries.iter().filter(|entry| kinds.contains(&entry.kind));
        entries.filter_map(|entry| self.entry(entry, &words).map(|(rank, at)| (rank, entry, at))).collect()
    }

    /// How an entry matches all words, by its name or by one of its other names.
    fn entry(&self, entry: &Entry, words: &[Word]) -> Option<(Rank, Vec<usize>)> {
        let own = self.all(&entry.name, words);
        let others = entry.others.iter().filter_map(|other| self.all(other, words));
        let other = others.min_by_key(|(closeness, cost, _)| (*closeness, *cost));
        let length = entry.name.chars.len();
        match (own, other) {
            (Some((closeness, cost, at)), Some(other)) if (closeness, cost) <= (other.0, other.1) => {
                Some(((closeness, cost, length), at))
            }
            (own, Some((closeness, cost, _))) => {
                Some(((closeness, cost, length), own.map(|(_, _, at)| at).unwrap_or_default()))
            }
            (Some((closeness, cost, at)), None) => Some(((closeness, cost, length), at)),
            (None, None) => None,
        }
    }

    fn all(&self, name: &Name, words: &[Word]) -> Option<(Closeness, i64, Vec<usize>)> {
        let (mut closeness, mut cost, mut at) = (Closeness::Whole, 0, Vec::new());
        for word in words {
            let Match { closeness: c, cost: own, at: places } = self.word(name, word)?;
            closeness = closeness.max(c);
            cost += own;
            at.extend(places);
        }
        at.sort_unstable();
        at.dedup();
        Some((closeness, cost, at))
    }

    fn word(&self, name: &Name, word: &Word) -> Option<Match> {
        if word.has_letters { syllable::find(&word.chars, name) } else { hanzi::find(&self.matcher, &word.text, name) }
    }
}

/// The folded words of a query; a blank means and.
fn words(query: &str) -> Vec<Word> {
    let word = |text: &str| {
        let text: String = fold(text).chars().filter(|c| *c != '\'').collect();
        let chars: Vec<char> = text.chars().collect();
        Word { has_letters: chars.iter().any(char::is_ascii_lowercase), chars, text }
    };
    query.split_whitespace().map(word).filter(|w| !w.text.is_empty()).collect()
}
