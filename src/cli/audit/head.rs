//! `duban audit head`: where journal and access log end, to be noted outside: nothing before can be changed unseen then.

use serde::Serialize;

use super::super::out::{Exit, Failure, Out};
use super::super::{prose, shape};
use crate::store;

/// Both ends as `--json` prints them.
#[derive(Serialize)]
struct Heads {
    revision: u64,
    journal: String,
    visits: usize,
    access: String,
}

pub(super) fn run(json: bool, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let (revision, journal) = store::head(&out.data).map_err(|e| out.store_failure(&e))?;
    let seen = store::visits(&out.data).map_err(|e| out.store_failure(&e))?;
    let heads = Heads { revision, journal, visits: seen.visits.len(), access: seen.head };
    if json {
        shape::print(&heads, out)?;
        return Ok(Exit::Done);
    }
    let parts: [(&str, &dyn std::fmt::Display); 4] = [
        ("revision", &heads.revision),
        ("journal", &heads.journal),
        ("visits", &heads.visits),
        ("access", &heads.access),
    ];
    let sentence = out.say("audit.head", &parts);
    prose::paragraphs(&sentence, 0, out)?;
    Ok(Exit::Done)
}
