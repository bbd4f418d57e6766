//! `duban user`: admits people, says what they may do, and keeps their keys.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::super::args::user::{KeyOf, User, UserAdd, UserKey, UserList, UserRole};
use super::super::find::reading;
use super::super::out::{Exit, Failure, Out};
use super::super::{file, prose, shape, table};
use super::{enter, named, typed, void};
use crate::domain::{Access, AccessKey, Book, Person, Record, RecordKey, UnitId};
use crate::exchange::public_key;
use crate::lang::{Texts, access_key};
use crate::tui::text::clean;

/// No key is longer, in bytes; one byte more is read to know it.
const LONGEST: u64 = 64 << 10;

/// A person as `user list` prints one.
#[derive(Serialize)]
struct PersonShape<'a> {
    name: &'a str,
    role: &'static str,
    units: Vec<&'a str>,
    keys: Vec<KeyShape<'a>>,
    void: Option<&'a str>,
}

#[derive(Serialize)]
struct KeyShape<'a> {
    fingerprint: &'a str,
    public: &'a str,
}

pub(super) fn run(asked: &User, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    match asked {
        User::Add(asked) => add(asked, book, out),
        User::List(asked) => list(*asked, book, out),
        User::Remove(asked) => {
            let person = person(book, &asked.user, out)?;
            void::record(RecordKey::Person(person.name.clone()), &asked.why, out)
        }
        User::Role(asked) => role(asked, book, out),
        User::Key(UserKey::Add(asked)) => {
            let key = key(&asked.key, out)?;
            changed(asked, book, out, |person| person.keys.push(key))
        }
        User::Key(UserKey::Remove(asked)) => {
            let fingerprint =
                if asked.is_fingerprint() { asked.key.clone() } else { key(&asked.key, out)?.fingerprint };
            if !person(book, &asked.user, out)?.has_key(&fingerprint) {
                return Err(Failure::Refused(
                    out.say("cli.no_key", &[("name", &clean(&asked.user)), ("key", &clean(&fingerprint))]),
                ));
            }
            changed(asked, book, out, |person| person.keys.retain(|key| key.fingerprint != fingerprint))
        }
    }
}

fn add(asked: &UserAdd, book: &Book, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let key = key(&asked.key, out)?;
    // Whoever was removed comes back under the same name, and the history goes on.
    let seen = book.person(&asked.user).filter(|person| person.void.is_some());
    let name = seen.map_or(&asked.user, |person| &person.name).clone();
    let units = units(&asked.unit, book, out)?;
    let person = Person { name, access: asked.role, units, keys: vec![key], void: None };
    store(seen, person, out)
}

fn role(asked: &UserRole, book: &Book, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let seen = person(book, &asked.user, out)?;
    let mut person = Person { access: asked.role, ..Person::clone(seen) };
    if !asked.unit.is_empty() || asked.role != Access::Reporter {
        person.units = units(&asked.unit, book, out)?;
    }
    store(Some(seen), person, out)
}

/// Has a person's keys changed.
fn changed(asked: &KeyOf, book: &Book, out: &mut Out<'_>, change: impl FnOnce(&mut Person)) -> Result<Exit, Failure> {
    let seen = person(book, &asked.user, out)?;
    let mut person = Person::clone(seen);
    change(&mut person);
    store(Some(seen), person, out)
}

/// Stores a person, and says with which keys the person now enters.
fn store(seen: Option<&Arc<Person>>, person: Person, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let person = Arc::new(person);
    let exit = enter(seen.cloned().map(Record::Person), Record::Person(person.clone()), out)?;
    for key in &person.keys {
        out.line(&format!("  {}", key.fingerprint))?;
    }
    Ok(exit)
}

/// Whoever may enter under exactly that name: nobody is admitted or removed by a name that merely comes near.
fn person<'a>(book: &'a Book, asked: &str, out: &Out<'_>) -> Result<&'a Arc<Person>, Failure> {
    let found = book.person(&typed::line(asked)).filter(|person| person.void.is_none());
    found.ok_or_else(|| Failure::Refused(out.say("cli.no_user", &[("name", &clean(asked))])))
}

fn units(asked: &[String], book: &Book, out: &mut Out<'_>) -> Result<Vec<UnitId>, Failure> {
    let mut units: Vec<UnitId> =
        typed::list(asked).iter().map(|name| named::unit(book, name, out)).collect::<Result<_, _>>()?;
    units.sort_unstable();
    units.dedup();
    Ok(units)
}

/// The public key in a file, or on standard input.
fn key(asked: &str, out: &mut Out<'_>) -> Result<AccessKey, Failure> {
    let bytes = if asked == typed::STDIN { typed::input(LONGEST, out)? } else { file::read(Path::new(asked), out)? };
    public_key(&bytes).map_err(|unfit| Failure::Refused(unfit.say(out.texts())))
}

fn list(asked: UserList, book: &Book, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let unit = |id: &UnitId| book.unit(*id).map(|unit| unit.name.as_str());
    let people: Vec<PersonShape<'_>> = book
        .people()
        .map(|person| PersonShape {
            name: &person.name,
            role: person.access.code(),
            units: person.units.iter().filter_map(unit).collect(),
            keys: person.keys.iter().map(|k| KeyShape { fingerprint: &k.fingerprint, public: &k.public }).collect(),
            void: person.void.as_deref(),
        })
        .collect();
    if asked.json {
        shape::print(&people, out)?;
    } else if people.is_empty() {
        let sentence = out.texts().get("cli.no_users").to_owned();
        prose::paragraphs(&sentence, 0, out)?;
    } else {
        let rows: Vec<[String; 4]> =
            book.people().zip(&people).flat_map(|(person, shape)| rows(person, shape, out.texts())).collect();
        table::write(&rows, out)?;
    }
    Ok(Exit::Done)
}

/// A person's line for each key, name and role in the first alone.
fn rows(person: &Person, shape: &PersonShape<'_>, texts: &Texts) -> Vec<[String; 4]> {
    let keys = match &person.void {
        Some(why) => vec![texts.fill("cli.void", &[("why", why)])],
        None if person.keys.is_empty() => vec![texts.get("cli.without_key").to_owned()],
        None => person.keys.iter().map(|key| key.fingerprint.clone()).collect(),
    };
    let role = texts.get(access_key(person.access)).to_owned();
    let mut about = [person.name.clone(), role, shape.units.join("、")];
    keys.into_iter()
        .map(|key| {
            let [name, role, units] = std::mem::take(&mut about);
            [name, role, units, key]
        })
        .collect()
}
