//! `duban drafts`: the reports that are being written and were not handed in, of everybody who writes here.

use serde::Serialize;

use super::args::DraftsOf;
use super::find::reading;
use super::out::{Exit, Failure, Out};
use super::{prose, shape, table};
use crate::domain::Book;
use crate::draft::{Draft, Drafts};

/// A draft; its texts are whole.
#[derive(Serialize)]
struct DraftShape<'a> {
    person: &'a str,
    plan: u16,
    number: Option<u32>,
    period: String,
    unit: Option<&'a str>,
    status: &'static str,
    reported_on: &'a str,
    progress: &'a str,
    problems: &'a str,
    next_steps: &'a str,
    at: String,
}

pub(super) fn run(asked: &DraftsOf, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let (mut drafts, unreadable) = Drafts::of(&out.data).all();
    let reading = reading(out)?;
    // Whoever sits at the machine has the files anyway; over a network everybody has his own.
    drafts.retain(|draft| !out.who.via.is_remote() || draft.person == out.who.author.name);
    let shapes: Vec<DraftShape<'_>> = drafts.iter().map(|draft| shape_of(draft, reading.book())).collect();
    if asked.json {
        shape::print(&shapes, out)?;
    } else if shapes.is_empty() {
        let sentence = out.texts().get("cli.no_drafts").to_owned();
        prose::paragraphs(&sentence, 0, out)?;
    } else {
        write_lines(&shapes, out)?;
    }
    for draft in unreadable {
        let parts: [(&str, &dyn std::fmt::Display); 2] = [("file", &draft.file.display()), ("why", &draft.why)];
        let sentence = out.say("cli.draft_unreadable", &parts);
        out.remark(&sentence);
    }
    Ok(Exit::Done)
}

fn shape_of<'a>(draft: &'a Draft, book: &'a Book) -> DraftShape<'a> {
    DraftShape {
        person: &draft.person,
        plan: draft.key.plan.0,
        number: book.task(draft.key.task).map(|task| task.number),
        period: draft.key.period.to_string(),
        unit: draft.key.unit.and_then(|unit| book.unit(unit)).map(|unit| unit.name.as_str()),
        status: draft.status.code(),
        reported_on: &draft.reported_on,
        progress: &draft.progress,
        problems: &draft.problems,
        next_steps: &draft.next_steps,
        at: draft.at.to_rfc3339(),
    }
}

fn write_lines(drafts: &[DraftShape<'_>], out: &mut Out<'_>) -> Result<(), Failure> {
    let keys = ["cli.at", "cli.by", "cli.plan", "cli.period", "column.number", "search.unit", "cli.words"];
    let mut rows = vec![keys.map(|key| out.texts().get(key).to_owned())];
    rows.extend(drafts.iter().map(|draft| {
        [
            draft.at.get(..16).unwrap_or_default().replace('T', " "),
            draft.person.to_owned(),
            draft.plan.to_string(),
            draft.period.clone(),
            draft.number.map_or_else(String::new, |number| format!("{number:>4}")),
            draft.unit.unwrap_or_default().to_owned(),
            draft.progress.to_owned(),
        ]
    }));
    table::write(&rows, out)
}
