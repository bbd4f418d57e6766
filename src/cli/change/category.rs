//! `duban category`: enters, changes and voids the categories of a plan.

use std::sync::Arc;

use super::super::args::At;
use super::super::args::name::Category as Asked;
use super::super::find::{View, reading};
use super::super::out::{Exit, Failure, Out};
use super::{enter, named, typed, void};
use crate::domain::{Category, CategoryId, Record, RecordKey};

pub(super) fn run(asked: &Asked, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    let year = match asked {
        Asked::Add(asked) => asked.parts.plan,
        Asked::Edit(asked) => asked.parts.plan,
        Asked::Void(asked) => asked.plan,
    };
    let Some(view) = View::of(book, At { period: None, plan: year }, out)? else { return Ok(Exit::Refused) };
    let plan = view.plan;
    match asked {
        Asked::Add(asked) => {
            // The place 0 is that after all others.
            let order = asked.parts.order.unwrap_or(0);
            let category = Category { id: CategoryId(0), plan, order, name: typed::line(&asked.name), void: None };
            enter(None, Record::Category(Arc::new(category)), out)
        }
        Asked::Edit(asked) => {
            let id = named::category(book, plan, &asked.which, out)?;
            let Some(seen) = book.category(id) else { return Ok(Exit::Refused) };
            let mut category = Category::clone(seen);
            if let Some(name) = &asked.new_name {
                category.name = typed::line(name);
            }
            category.order = asked.parts.order.unwrap_or(category.order);
            enter(Some(Record::Category(seen.clone())), Record::Category(Arc::new(category)), out)
        }
        Asked::Void(asked) => {
            let id = named::category(book, plan, &asked.what.which, out)?;
            void::record(RecordKey::Category(id), &asked.what.why, out)
        }
    }
}
