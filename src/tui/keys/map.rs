//! Which key does which action: read from a table, all mistakes told at once.

use std::collections::{BTreeMap, HashMap};

use toml::de::{DeTable, DeValue};

use super::{Chord, Mistake};

/// Which key does what. Actions are the caller's; this table only knows their names.
#[derive(Clone, Debug)]
pub struct KeyMap<A> {
    by_key: HashMap<Chord, A>,
    by_action: Vec<(A, Vec<Chord>)>,
}

impl<A: Copy + Eq> KeyMap<A> {
    /// Reads a table `action = ["key", …]` in which each of `actions` must have a key that is not a bare letter.
    ///
    /// A second table may replace the keys of some actions: what it names loses its keys of the first one.
    pub fn read(actions: &[(A, &str)], table: &str, changes: &str) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut rows = parse(table, &mut mistakes);
        rows.extend(parse(changes, &mut mistakes));
        for name in rows.keys().filter(|name| !actions.iter().any(|(_, known)| known == name)) {
            mistakes.push(Mistake::NoSuchAction(name.clone()));
        }
        let mut map = Self { by_key: HashMap::new(), by_action: Vec::new() };
        for (action, name) in actions {
            let mut chords = Vec::new();
            for key in rows.get(*name).into_iter().flatten() {
                match key.parse::<Chord>() {
                    Ok(chord) => chords.push(chord),
                    Err(_) => mistakes.push(Mistake::NoSuchKey(key.clone(), (*name).to_owned())),
                }
            }
            if rows.get(*name).is_none_or(Vec::is_empty) {
                mistakes.push(Mistake::NoKey((*name).to_owned()));
            } else if !chords.is_empty() && chords.iter().all(|c| c.text().is_some_and(char::is_alphanumeric)) {
                mistakes.push(Mistake::OnlyLetters((*name).to_owned()));
            }
            for chord in &chords {
                if let Some(other) = map.by_key.insert(*chord, *action).filter(|other| other != action) {
                    let other = actions.iter().find(|(a, _)| *a == other).map_or("", |(_, name)| name);
                    mistakes.push(Mistake::Twice(chord.to_string(), other.to_owned(), (*name).to_owned()));
                }
            }
            map.by_action.push((*action, chords));
        }
        if mistakes.is_empty() { Ok(map) } else { Err(mistakes) }
    }

    /// What a key does; full-width punctuation counts as the key an input method made it from.
    pub fn action(&self, chord: &Chord) -> Option<A> {
        self.by_key.get(chord).or_else(|| self.by_key.get(&chord.half_width())).copied()
    }

    /// The keys of an action, the one to show first.
    pub fn keys_of(&self, action: A) -> &[Chord] {
        self.by_action.iter().find(|(a, _)| *a == action).map_or(&[], |(_, keys)| keys)
    }

    /// The key to show for an action.
    pub fn first_of(&self, action: A) -> String {
        self.keys_of(action).first().map(ToString::to_string).unwrap_or_default()
    }
}

/// The keys of each action as they are written; a line that cannot be read does not hide the mistakes in the others.
fn parse(table: &str, mistakes: &mut Vec<Mistake>) -> BTreeMap<String, Vec<String>> {
    let (rows, errors) = DeTable::parse_recoverable(table);
    for error in errors {
        let before = error.span().map_or(0, |span| span.start);
        let line = table.bytes().take(before).filter(|b| *b == b'\n').count() + 1;
        mistakes.push(Mistake::Unreadable(line, error.message().to_owned()));
    }
    let mut keys = BTreeMap::new();
    for (action, row) in rows.into_inner() {
        let action = action.into_inner().into_owned();
        match listed(row.get_ref()) {
            Some(row) => drop(keys.insert(action, row)),
            None => mistakes.push(Mistake::NotAList(action)),
        }
    }
    keys
}

fn listed(row: &DeValue<'_>) -> Option<Vec<String>> {
    row.as_array()?.iter().map(|key| key.get_ref().as_str().map(str::to_owned)).collect()
}
