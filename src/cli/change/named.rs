//! Finds who and what is meant by a name: exactly, else as the search does when it finds one; nothing is guessed among
//! several, and nothing is made by a slip of the fingers.

use std::fmt::Display;

use super::super::out::{Failure, Out};
use super::typed;
use crate::domain::{Book, CategoryId, Kind, LeaderId, OfficialId, PlanYear, UnitId, same_name};
use crate::search::{Names, Target, word_key};
use crate::tui::text::clean;

/// So many candidates are named.
const SHOWN: usize = 8;

/// Something that has a name.
struct Known<'a, Id> {
    id: Id,
    /// Its number in the ledger, which names it where the name does not suffice.
    number: u32,
    target: Target,
    name: &'a str,
    aliases: Vec<&'a str>,
}

/// The unit meant.
pub(super) fn unit(book: &Book, asked: &str, out: &mut Out<'_>) -> Result<UnitId, Failure> {
    let known = book.units().map(|r| Known {
        id: r.id,
        number: r.id.0,
        target: Target::Unit(r.id),
        name: &r.name,
        aliases: r.short_names.iter().chain(&r.aliases).map(String::as_str).collect(),
    });
    find(Kind::Unit, &known.collect::<Vec<_>>(), book, asked, out)
}

/// The official meant.
pub(super) fn official(book: &Book, asked: &str, out: &mut Out<'_>) -> Result<OfficialId, Failure> {
    find(Kind::Official, &officials(book), book, asked, out)
}

/// The official of exactly that name; none when there is none.
pub(super) fn same_official(book: &Book, asked: &str, out: &Out<'_>) -> Result<Option<OfficialId>, Failure> {
    exact(Kind::Official, &officials(book), asked, out)
}

fn officials(book: &Book) -> Vec<Known<'_, OfficialId>> {
    let known = |id: OfficialId, name| Known { id, number: id.0, target: Target::Official(id), name, aliases: vec![] };
    book.officials().map(|r| known(r.id, r.name.as_str())).collect()
}

/// The leader meant.
pub(super) fn leader(book: &Book, asked: &str, out: &mut Out<'_>) -> Result<LeaderId, Failure> {
    let known = |id: LeaderId, name| Known { id, number: id.0, target: Target::Leader(id), name, aliases: vec![] };
    let known: Vec<_> = book.leaders().map(|r| known(r.id, r.name.as_str())).collect();
    find(Kind::Leader, &known, book, asked, out)
}

/// The category of a plan that is meant.
pub(super) fn category(book: &Book, plan: PlanYear, asked: &str, out: &mut Out<'_>) -> Result<CategoryId, Failure> {
    let known = |id: CategoryId, name| Known { id, number: id.0, target: Target::Category(id), name, aliases: vec![] };
    let known: Vec<_> = book.categories().filter(|r| r.plan == plan).map(|r| known(r.id, r.name.as_str())).collect();
    find(Kind::Category, &known, book, asked, out)
}

fn find<Id: Copy>(
    kind: Kind,
    known: &[Known<'_, Id>],
    book: &Book,
    asked: &str,
    out: &mut Out<'_>,
) -> Result<Id, Failure> {
    if let Some(id) = exact(kind, known, asked, out)? {
        return Ok(id);
    }
    let hits = Names::of(book).find(asked, &[kind]);
    let hits = hits.iter().filter_map(|hit| known.iter().find(|one| one.target == hit.target));
    match hits.collect::<Vec<_>>().as_slice() {
        [] => {
            let kind = out.texts().get(word_key(kind)).to_owned();
            Err(Failure::Refused(out.say("cli.nobody", &[("query", &clean(asked)), ("kind", &kind)])))
        }
        [one] => {
            let kind = out.texts().get(word_key(kind)).to_owned();
            let parts: [(&str, &dyn Display); 3] =
                [("query", &clean(asked)), ("kind", &kind), ("name", &clean(one.name))];
            let sentence = out.say("cli.taken_as", &parts);
            out.remark(&sentence);
            Ok(one.id)
        }
        several => Err(ambiguous(kind, several, asked, out)),
    }
}

/// What bears exactly that name or number, else that other name.
fn exact<Id: Copy>(kind: Kind, known: &[Known<'_, Id>], asked: &str, out: &Out<'_>) -> Result<Option<Id>, Failure> {
    let asked = typed::line(asked);
    let number = asked.parse::<u32>().ok();
    if let Some(one) = known.iter().find(|one| Some(one.number) == number) {
        return Ok(Some(one.id));
    }
    let mut found: Vec<&Known<'_, Id>> = known.iter().filter(|one| same_name(one.name, &asked)).collect();
    if found.is_empty() {
        found.extend(known.iter().filter(|one| one.aliases.iter().any(|alias| same_name(alias, &asked))));
    }
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.id)),
        several => Err(ambiguous(kind, several, &asked, out)),
    }
}

fn ambiguous<Id>(kind: Kind, several: &[&Known<'_, Id>], asked: &str, out: &Out<'_>) -> Failure {
    let name =
        |one: &&Known<'_, Id>| out.say("cli.with_number", &[("name", &clean(one.name)), ("number", &one.number)]);
    let names: Vec<String> = several.iter().take(SHOWN).map(name).collect();
    let mut names = names.join("、");
    if several.len() > SHOWN {
        names = out.say("cli.and_more", &[("names", &names)]);
    }
    let parts: [(&str, &dyn Display); 4] = [
        ("query", &clean(asked)),
        ("kind", &out.texts().get(word_key(kind))),
        ("count", &several.len()),
        ("names", &names),
    ];
    Failure::Refused(out.say("cli.several", &parts))
}
