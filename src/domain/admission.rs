//! Decides who is let in and stays in: what must hold of all people together, whatever command or undo touched them.

use std::collections::BTreeMap;

use super::fold::is_invisible;
use super::{Access, Book, Edit, Person, Record, RecordKey, Refusal, same_name};

/// Refuses edits that would leave people who cannot be told apart, or nobody to administer a store that had somebody.
///
/// It goes by what all edits of one decision leave, so that an undo and a whole book pass it as any command does.
pub(super) fn check(book: &Book, edits: &[Edit]) -> Result<(), Refusal> {
    if !edits.iter().any(|edit| matches!(edit.key(), Some(RecordKey::Person(_)))) {
        return Ok(());
    }
    let mut after: BTreeMap<&str, &Person> = book.people().map(|p| (p.name.as_str(), p.as_ref())).collect();
    let mut touched = Vec::new();
    for edit in edits {
        match (&edit.before, &edit.after) {
            (_, Some(Record::Person(person))) => {
                after.insert(&person.name, person);
                touched.push(person.as_ref());
            }
            (Some(Record::Person(person)), None) => drop(after.remove(person.name.as_str())),
            _ => {}
        }
    }
    for person in touched {
        check_person(person, after.values().copied())?;
    }
    // A served store without anybody who can sign in to administer it could only be opened again from its own machine.
    let has_admin = after.values().any(|person| administers(person));
    if !has_admin && book.people().any(|person| administers(person)) {
        return Err(Refusal::LastAdmin);
    }
    Ok(())
}

fn administers(person: &Person) -> bool {
    person.void.is_none() && person.access == Access::Admin && !person.keys.is_empty()
}

fn check_person<'a>(person: &Person, all: impl Iterator<Item = &'a Person> + Clone) -> Result<(), Refusal> {
    if person.name.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    // The name is shown, sorted and compared everywhere: two that look alike would be one to everybody who reads them.
    if person.name.trim() != person.name || person.name.chars().any(is_invisible) {
        return Err(Refusal::UnfitName);
    }
    let others = all.filter(|other| other.name != person.name);
    if let Some(other) = others.clone().find(|other| same_name(&other.name, &person.name)) {
        return Err(Refusal::NameTaken(other.name.clone()));
    }
    if person.void.is_some() {
        return Ok(());
    }
    match (person.access, person.units.is_empty()) {
        (Access::Reporter, true) => return Err(Refusal::NoUnit),
        (Access::Viewer | Access::Supervisor | Access::Admin, false) => return Err(Refusal::UnitsOfReporters),
        _ => {}
    }
    for (at, key) in person.keys.iter().enumerate() {
        let again = person.keys.iter().skip(at + 1).any(|other| other.fingerprint == key.fingerprint);
        let holder = others.clone().find(|other| other.void.is_none() && other.has_key(&key.fingerprint));
        if let Some(holder) = holder.or(again.then_some(person)) {
            return Err(Refusal::KeyTaken(holder.name.clone()));
        }
    }
    Ok(())
}
