//! `duban drafts`: what is being written and was not handed in, of everybody who writes here.

use std::collections::BTreeMap;

use serde::Serialize;

use super::args::DraftsOf;
use super::find::reading;
use super::out::{Exit, Failure, Out};
use super::{prose, shape, table};
use crate::domain::{Book, Kind};
use crate::draft::{Draft, Drafts, ReportWords, Words};
use crate::lang::{Texts, kind_key};

/// A draft; its texts are whole.
#[derive(Serialize)]
struct DraftShape<'a> {
    person: &'a str,
    about: String,
    #[serde(flatten)]
    words: WordsShape<'a>,
    at: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum WordsShape<'a> {
    Report {
        plan: u16,
        number: Option<u32>,
        period: String,
        #[serde(skip)]
        label: String,
        unit: Option<&'a str>,
        status: &'static str,
        reported_on: &'a str,
        progress: &'a str,
        problems: &'a str,
        next_steps: &'a str,
    },
    Entry {
        fields: BTreeMap<&'a str, String>,
    },
}

pub(super) fn run(asked: &DraftsOf, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let (mut drafts, unreadable) = Drafts::of(&out.data).all();
    let reading = reading(out)?;
    // Whoever sits at the machine has the files anyway; over a network everybody has his own.
    drafts.retain(|draft| !out.who.via.is_remote() || draft.person == out.who.author.name);
    let shapes: Vec<DraftShape<'_>> = drafts.iter().map(|draft| shape_of(draft, reading.book(), out.texts())).collect();
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

fn shape_of<'a>(draft: &'a Draft, book: &'a Book, texts: &Texts) -> DraftShape<'a> {
    let (about, words) = match &draft.words {
        Words::Report(words) => (texts.get(kind_key(Kind::Report)).to_owned(), report_shape(words, book)),
        Words::Entry(words) => {
            let fields = words.fields.iter().map(|(name, filled)| (name.as_str(), filled.say(book)));
            (words.say(book, texts), WordsShape::Entry { fields: fields.collect() })
        }
    };
    DraftShape { person: &draft.person, about, words, at: draft.at.to_rfc3339() }
}

fn report_shape<'a>(words: &'a ReportWords, book: &'a Book) -> WordsShape<'a> {
    WordsShape::Report {
        plan: words.key.plan.0,
        number: book.task(words.key.task).map(|task| task.number),
        period: words.key.period.to_string(),
        label: words.key.period.label(),
        unit: words.key.unit.and_then(|unit| book.unit(unit)).map(|unit| unit.name.as_str()),
        status: words.status.code(),
        reported_on: &words.reported_on,
        progress: &words.progress,
        problems: &words.problems,
        next_steps: &words.next_steps,
    }
}

fn write_lines(drafts: &[DraftShape<'_>], out: &mut Out<'_>) -> Result<(), Failure> {
    let keys = ["cli.at", "cli.by", "cli.plan", "cli.period", "column.number", "search.unit", "cli.about", "cli.words"];
    let mut rows = vec![keys.map(|key| out.texts().get(key).to_owned())];
    rows.extend(drafts.iter().map(|draft| {
        let at = draft.at.get(..16).unwrap_or_default().replace('T', " ");
        let (plan, period, number, unit, words) = match &draft.words {
            WordsShape::Report { plan, number, label, unit, progress, .. } => {
                let number = number.map_or_else(String::new, |number| format!("{number:>4}"));
                (plan.to_string(), label.clone(), number, unit.unwrap_or_default().to_owned(), (*progress).to_owned())
            }
            WordsShape::Entry { fields } => {
                let filled = fields.values().filter(|words| !words.is_empty()).cloned().collect::<Vec<_>>();
                (String::new(), String::new(), String::new(), String::new(), filled.join("；"))
            }
        };
        [at, draft.person.to_owned(), plan, period, number, unit, draft.about.clone(), words]
    }));
    table::write(&rows, out)
}
