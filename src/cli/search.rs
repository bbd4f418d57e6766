//! `duban search`: names, tasks and reports, with the tasks behind them and how these stand.

use std::sync::Arc;

use serde::Serialize;

use super::args::Search;
use super::find::{is_shown, reading};
use super::out::{Exit, Failure, Out};
use super::shape::{self, TaskShape};
use super::table;
use crate::domain::{Book, Kind, OfficialId, Report, Task, TaskId};
use crate::lang::{Texts, status_key};
use crate::search::{Hit, Index, Target, word_key};
use crate::store::Reading;
use crate::tui::text::clean;

/// The most hits shown to a person; JSON holds all.
const SHOWN: usize = 50;
/// More hits than any book has.
const ALL: usize = u32::MAX as usize;

#[derive(Serialize)]
struct HitShape<'a> {
    kind: &'static str,
    name: &'a str,
    matched: &'a [usize],
    tasks: Vec<TaskPlace>,
}

#[derive(Serialize)]
struct TaskPlace {
    plan: u16,
    number: u32,
}

pub(super) fn run(asked: &Search, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = reading(out)?;
    let query = asked.query.join(" ");
    let book = Arc::new(reading.book().clone());
    let index = Index::of(&book, older(&reading));
    let found = index.search(&query, if asked.json { ALL } else { SHOWN }, &|| false);
    if asked.json {
        let hits = found.hits.iter().map(|hit| HitShape {
            kind: hit.kind.code(),
            name: &hit.name,
            matched: &hit.matched,
            tasks: hit.tasks.iter().filter_map(|id| place(&book, *id)).collect(),
        });
        shape::print(&hits.collect::<Vec<_>>(), out)?;
    } else {
        for (nth, hit) in found.hits.iter().enumerate() {
            if nth > 0 {
                out.line("")?;
            }
            write_hit(&book, hit, out)?;
        }
        if found.more {
            let sentence = out.say("search.more", &[("count", &SHOWN)]);
            out.remark(&sentence);
        }
    }
    if found.hits.is_empty() {
        let sentence = out.say("search.none", &[("query", &query)]);
        out.remark(&sentence);
        return Ok(Exit::Refused);
    }
    Ok(Exit::Done)
}

/// The reports whose words the book does not hold.
fn older(reading: &Reading) -> impl Iterator<Item = Arc<Report>> {
    let book = reading.book();
    let is_older = move |r: &Arc<Report>| book.latest_report(r.key.task).is_none_or(|l| l.key != r.key);
    reading.all_reports().filter(|r| is_shown(r)).filter(move |r| is_older(r)).cloned()
}

fn place(book: &Book, id: TaskId) -> Option<TaskPlace> {
    book.task(id).map(|task| TaskPlace { plan: task.plan.0, number: task.number })
}

/// Writes what was found, the units of an official, and the tasks with standing and date.
fn write_hit(book: &Book, hit: &Hit, out: &mut Out<'_>) -> Result<(), Failure> {
    let kind = out.texts().get(word_key(hit.kind)).to_owned();
    let units = match hit.target {
        Target::Official(id) => units_of(book, id),
        _ => String::new(),
    };
    out.line(format!("{kind}  {}  {units}", clean(&hit.name)).trim_end())?;
    let tasks: Vec<&Arc<Task>> = hit.tasks.iter().filter_map(|id| book.task(*id)).collect();
    let rows: Vec<[String; 5]> = tasks.iter().map(|task| row(book, task, out.texts())).collect();
    if hit.kind != Kind::Official {
        return table::write(&rows, out);
    }
    // Whoever looks a person up is asked how that person's tasks stand: each with what was last said about it.
    for (task, row) in tasks.iter().zip(&rows) {
        table::write(std::slice::from_ref(row), out)?;
        if let Some(report) = book.latest_report(task.id).filter(|r| is_shown(r)) {
            let words = format!("{}  {}  {}", report.key.period.label(), report.status_text, report.progress);
            out.line(&format!("            {}", clean(&words)))?;
        }
    }
    Ok(())
}

fn row(book: &Book, task: &Task, texts: &Texts) -> [String; 5] {
    let shape = TaskShape::of(book, task, book.current_period(task.plan));
    [
        format!("  {} {:>4}", task.plan, task.number),
        texts.get(status_key(shape.status)).to_owned(),
        shape.reported_on.map(|d| d.to_string()).unwrap_or_default(),
        shape.lead_unit.unwrap_or_default().to_owned(),
        task.text.clone(),
    ]
}

fn units_of(book: &Book, official: OfficialId) -> String {
    let current = book.official(official).into_iter().flat_map(|o| o.offices()).filter_map(|unit| book.unit(unit));
    current.map(|u| u.name.as_str()).collect::<Vec<_>>().join("、")
}
