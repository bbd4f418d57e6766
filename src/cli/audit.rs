//! `duban audit`: who changed what, when, from what to what, and who came and went, oldest first.

mod field;
mod head;

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::args::At;
use super::args::audit::Audit;
use super::find::{View, reading};
use super::out::{Exit, Failure, Out};
use super::{prose, shape};
use crate::domain::{Book, Change, Deed, Door, Edit, RecordKey, TaskId, Via, same_name};
use crate::lang::{Texts, kind_key, say_change, say_thing};
use crate::store::{Reading, Visit, Visited, visits};
use crate::tui::text::clean;
use field::{FieldShape, fields};

/// So many records of one change are shown one by one; JSON holds all.
const SHOWN: usize = 20;

/// Something the audit tells.
enum Entry {
    Change(Arc<Change>),
    Visit(Visit),
}

/// An entry as `--json` prints it; later versions only add to it.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum EntryShape<'a> {
    Change {
        at: DateTime<FixedOffset>,
        revision: u64,
        by: &'a str,
        recorded_by: Option<&'a str>,
        door: &'static str,
        from: Option<&'a str>,
        key: Option<&'a str>,
        what: String,
        edits: Vec<EditShape>,
    },
    Visit {
        #[serde(flatten)]
        visit: &'a Visit,
    },
}

#[derive(Serialize)]
struct EditShape {
    record: &'static str,
    name: String,
    fields: Vec<FieldShape>,
}

pub(super) fn run(asked: &Audit, out: &mut Out<'_>) -> Result<Exit, Failure> {
    if asked.part.is_some() {
        return head::run(asked.json, out);
    }
    let reading = reading(out)?;
    let book = reading.book();
    let task = match asked.task {
        Some(number) => match View::of(book, At { period: None, plan: asked.plan }, out)? {
            Some(view) => Some(view.task_or_void(book, number, out)?.id),
            None => return Ok(Exit::Refused),
        },
        None => None,
    };
    let mut entries: Vec<Entry> = reading.changes().iter().cloned().map(Entry::Change).collect();
    match visits(&out.data) {
        Ok(seen) => entries.extend(seen.visits.into_iter().map(Entry::Visit)),
        // Damage to one record hides nothing of the other.
        Err(error) => {
            let sentence = error.say(out.texts());
            out.remark(&sentence);
        }
    }
    entries.retain(|entry| is_asked(entry, asked, task));
    entries.sort_by_key(Entry::at);
    if asked.json {
        let shapes: Vec<EntryShape<'_>> = entries.iter().map(|entry| entry.shape(&reading, out.texts())).collect();
        shape::print(&shapes, out)?;
        return Ok(Exit::Done);
    }
    for entry in &entries {
        match entry {
            Entry::Change(change) => write_change(change, &reading, out)?,
            Entry::Visit(visit) => {
                let line = say_visit(visit, out.texts());
                prose::paragraphs(&line, 0, out)?;
            }
        }
    }
    if entries.is_empty() {
        let sentence = out.texts().get("audit.none").to_owned();
        out.remark(&sentence);
    }
    Ok(Exit::Done)
}

fn is_asked(entry: &Entry, asked: &Audit, task: Option<TaskId>) -> bool {
    let is_of = |name: &str| asked.who.as_ref().is_none_or(|who| same_name(who, name));
    let is_since = asked.since.is_none_or(|day| entry.at().date_naive() >= day);
    let is_on = |id: TaskId, edit: &Edit| match edit.key() {
        Some(RecordKey::Task(key)) => key == id,
        Some(RecordKey::Report(key)) => key.task == id,
        _ => false,
    };
    let fits = match entry {
        Entry::Change(change) => {
            let hand = change.by.recorded_by.as_deref();
            (is_of(&change.by.name) || hand.is_some_and(is_of))
                && task.is_none_or(|id| change.edits.iter().any(|edit| is_on(id, edit)))
        }
        Entry::Visit(visit) => task.is_none() && is_of(visit.person.as_deref().unwrap_or_default()),
    };
    is_since && fits
}

impl Entry {
    fn at(&self) -> DateTime<FixedOffset> {
        match self {
            Self::Change(change) => change.at,
            Self::Visit(visit) => visit.at,
        }
    }

    fn shape<'a>(&'a self, reading: &Reading, texts: &Texts) -> EntryShape<'a> {
        match self {
            Self::Visit(visit) => EntryShape::Visit { visit },
            Self::Change(change) => EntryShape::Change {
                at: change.at,
                revision: change.revision,
                by: &change.by.name,
                recorded_by: change.by.recorded_by.as_deref(),
                door: door(&change.via),
                from: change.via.from.as_deref(),
                key: change.via.key.as_deref(),
                what: say_change(change, reading.undone_by(change), reading.book(), texts),
                edits: change.edits.iter().filter_map(|edit| edit_shape(edit, change, reading.book(), texts)).collect(),
            },
        }
    }
}

fn edit_shape(edit: &Edit, change: &Change, book: &Book, texts: &Texts) -> Option<EditShape> {
    let record = edit.after.as_ref().or(edit.before.as_ref())?;
    Some(EditShape {
        record: kind_key(record.key().kind()).trim_start_matches("record."),
        name: say_thing(record, change, book, texts),
        fields: fields(edit),
    })
}

/// By which door a change came in: at this machine, on a screen over the network, or as one command over it.
fn door(via: &Via) -> &'static str {
    match via.door {
        _ if !via.is_remote() => "local",
        Door::Screen => "tui",
        Door::Command => "exec",
    }
}

fn write_change(change: &Arc<Change>, reading: &Reading, out: &mut Out<'_>) -> Result<(), Failure> {
    let book = reading.book();
    let texts = out.texts();
    let by = match &change.by.recorded_by {
        Some(hand) => texts.fill("audit.by_hand", &[("name", &clean(&change.by.name)), ("hand", &clean(hand))]),
        None => clean(&change.by.name).into_owned(),
    };
    let what = say_change(change, reading.undone_by(change), book, texts);
    let way = way(change.via.from.as_deref(), change.via.key.as_deref());
    let parts: [(&str, &dyn std::fmt::Display); 6] = [
        ("at", &change.at.format("%Y-%m-%d %H:%M:%S")),
        ("by", &by),
        ("door", &door(&change.via)),
        ("way", &way),
        ("revision", &change.revision),
        ("what", &clean(&what)),
    ];
    let line = texts.fill("audit.change", &parts);
    // What a table brings anew is counted above; what it changed is told like anything else.
    let is_told = |edit: &&Edit| edit.before.is_some() || !matches!(change.deed, Deed::Import | Deed::Adopt);
    let edits: Vec<&Edit> = change.edits.iter().filter(|edit| edit.before != edit.after).filter(is_told).collect();
    let mut lines = Vec::new();
    for edit in edits.iter().take(SHOWN) {
        if let Some(record) = edit.after.as_ref().or(edit.before.as_ref()).filter(|_| edits.len() > 1) {
            lines.push((2, say_thing(record, change, book, texts)));
        }
        lines.extend(
            fields(edit).iter().filter_map(|field| field.say(edit.before.is_none(), book, texts)).map(|line| (4, line)),
        );
    }
    if edits.len() > SHOWN {
        lines.push((2, texts.fill("audit.more", &[("count", &(edits.len() - SHOWN))])));
    }
    prose::paragraphs(&line, 0, out)?;
    lines.iter().try_for_each(|(indent, line)| prose::paragraphs(&clean(line), *indent, out))
}

/// Where somebody came from, and with which key.
fn way(from: Option<&str>, key: Option<&str>) -> String {
    [from, key].into_iter().flatten().map(|part| format!("  {}", clean(part))).collect()
}

fn say_visit(visit: &Visit, texts: &Texts) -> String {
    let what = texts.get(match visit.what {
        Visited::LoggedIn => "audit.logged_in",
        Visited::LoggedOut => "audit.logged_out",
        Visited::TurnedAway => "audit.turned_away",
        Visited::CommandRefused => "audit.command_refused",
    });
    let about = if visit.about.is_empty() { String::new() } else { format!("  {}", clean(&visit.about)) };
    let count = if visit.count > 1 { texts.fill("audit.times", &[("count", &visit.count)]) } else { String::new() };
    let parts: [(&str, &dyn std::fmt::Display); 6] = [
        ("at", &visit.at.format("%Y-%m-%d %H:%M:%S")),
        ("by", &clean(visit.person.as_deref().unwrap_or("?"))),
        ("way", &way(visit.from.as_deref(), visit.key.as_deref())),
        ("what", &what),
        ("about", &about),
        ("count", &count),
    ];
    texts.fill("audit.visit", &parts)
}
