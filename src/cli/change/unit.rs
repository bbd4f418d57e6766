//! `duban unit`: enters, changes and voids units.

use std::sync::Arc;

use super::super::args::name::{Unit as Asked, UnitParts};
use super::super::find::reading;
use super::super::out::{Exit, Failure, Out};
use super::{enter, named, typed, void};
use crate::domain::{Book, Record, RecordKey, Unit, UnitId};

pub(super) fn run(asked: &Asked, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    match asked {
        Asked::Add(asked) => {
            let mut unit = Unit::named(UnitId(0), &typed::line(&asked.name));
            fill(&mut unit, &asked.parts, book, out)?;
            enter(None, Record::Unit(Arc::new(unit)), out)
        }
        Asked::Edit(asked) => {
            let id = named::unit(book, &asked.which, out)?;
            let Some(seen) = book.unit(id) else { return Ok(Exit::Refused) };
            let mut unit = Unit::clone(seen);
            if let Some(name) = &asked.new_name {
                unit.name = typed::line(name);
            }
            fill(&mut unit, &asked.parts, book, out)?;
            enter(Some(Record::Unit(seen.clone())), Record::Unit(Arc::new(unit)), out)
        }
        Asked::Void(asked) => {
            let id = named::unit(book, &asked.which, out)?;
            void::record(RecordKey::Unit(id), &asked.why, out)
        }
    }
}

fn fill(unit: &mut Unit, parts: &UnitParts, book: &Book, out: &mut Out<'_>) -> Result<(), Failure> {
    if !parts.short.is_empty() {
        unit.short_names = typed::list(&parts.short);
    }
    if !parts.alias.is_empty() {
        unit.aliases = typed::list(&parts.alias);
    }
    if !parts.member.is_empty() {
        let members = typed::list(&parts.member);
        unit.members = members.iter().map(|name| named::unit(book, name, out)).collect::<Result<_, _>>()?;
    }
    Ok(())
}
