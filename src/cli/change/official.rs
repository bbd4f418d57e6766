//! `duban official`: enters, changes and voids officials.

use std::sync::Arc;

use super::super::args::name::{Official as Asked, OfficialParts};
use super::super::find::reading;
use super::super::out::{Exit, Failure, Out};
use super::{enter, named, replace, typed, void};
use crate::domain::{Book, Official, OfficialId, Record, RecordKey, UnitId};

pub(super) fn run(asked: &Asked, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    match asked {
        Asked::Add(asked) => {
            let mut official = Official::named(OfficialId(0), &typed::line(&asked.name));
            fill(&mut official, &asked.parts, book, out)?;
            enter(None, Record::Official(Arc::new(official)), out)
        }
        Asked::Edit(asked) => {
            let id = named::official(book, &asked.which, out)?;
            let Some(seen) = book.official(id) else { return Ok(Exit::Refused) };
            let mut official = Official::clone(seen);
            if let Some(name) = &asked.new_name {
                official.name = typed::line(name);
            }
            fill(&mut official, &asked.parts, book, out)?;
            enter(Some(Record::Official(seen.clone())), Record::Official(Arc::new(official)), out)
        }
        Asked::Void(asked) => {
            let id = named::official(book, &asked.which, out)?;
            void::record(RecordKey::Official(id), &asked.why, out)
        }
        Asked::Replace(asked) => replace::run(asked, book, out),
    }
}

fn fill(official: &mut Official, parts: &OfficialParts, book: &Book, out: &mut Out<'_>) -> Result<(), Failure> {
    if !parts.unit.is_empty() {
        let units = typed::list(&parts.unit);
        let units: Vec<UnitId> = units.iter().map(|name| named::unit(book, name, out)).collect::<Result<_, _>>()?;
        official.answer_for(&units);
    }
    if let Some(post) = &parts.post {
        official.post = typed::line(post);
    }
    if let Some(telephone) = &parts.telephone {
        official.telephone = typed::line(telephone);
    }
    Ok(())
}
