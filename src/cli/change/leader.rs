//! `duban leader`: enters, changes and voids supervising leaders.

use std::sync::Arc;

use super::super::args::name::Leader as Asked;
use super::super::find::reading;
use super::super::out::{Exit, Failure, Out};
use super::{enter, named, typed, void};
use crate::domain::{Leader, LeaderId, Record, RecordKey};

pub(super) fn run(asked: &Asked, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let book = reading.book();
    match asked {
        Asked::Add(asked) => {
            let post = asked.parts.post.as_deref().map(typed::line).unwrap_or_default();
            let leader = Leader { post, ..Leader::named(LeaderId(0), &typed::line(&asked.name)) };
            enter(None, Record::Leader(Arc::new(leader)), out)
        }
        Asked::Edit(asked) => {
            let id = named::leader(book, &asked.which, out)?;
            let Some(seen) = book.leader(id) else { return Ok(Exit::Refused) };
            let mut leader = Leader::clone(seen);
            if let Some(name) = &asked.new_name {
                leader.name = typed::line(name);
            }
            if let Some(post) = &asked.parts.post {
                leader.post = typed::line(post);
            }
            enter(Some(Record::Leader(seen.clone())), Record::Leader(Arc::new(leader)), out)
        }
        Asked::Void(asked) => {
            let id = named::leader(book, &asked.which, out)?;
            void::record(RecordKey::Leader(id), &asked.why, out)
        }
    }
}
