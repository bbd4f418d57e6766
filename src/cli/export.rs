//! `duban export`: a period's table, its tasks, or the whole book, to standard output or a file.

use std::io::Write;

use super::args::{Export, Format};
use super::escape::escape;
use super::file;
use super::find::{View, is_shown, reading};
use super::list::plan_as_tsv;
use super::out::{Exit, Failure, Out};
use super::progress::with_bar;
use crate::domain::{Past, ReportKey, Task};
use crate::exchange::{to_json, to_txt};
use crate::store::Reading;
use crate::tui::text::clean_lines;

pub(super) fn run(asked: &Export, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let reading = with_bar(out, |_| reading(out))?;
    let text = match asked.format {
        Format::Json => with_bar(out, |_| escape(&to_json(reading.book(), reading.all_reports()))),
        Format::Tsv => plan_as_tsv(&reading, asked.at, out)?,
        Format::Txt => match txt(asked, &reading, out)? {
            Some(text) => text,
            None => return Ok(Exit::Refused),
        },
    };
    let Some(path) = &asked.output else {
        // A terminal must not be commanded by what stands in a cell; a file and a pipe get every character.
        let shown = if out.columns.is_some() { without_commands(&text) } else { text };
        out.print(&shown)?;
        return Ok(Exit::Done);
    };
    let broken =
        |e: std::io::Error| Failure::Broken(out.say("cli.unwritable", &[("path", &path.display()), ("why", &e)]));
    file::write(path, out, |file| file.write_all(text.as_bytes()), broken)?;
    let sentence = out.say("cli.exported", &[("path", &path.display())]);
    out.remark(&sentence);
    Ok(Exit::Done)
}

fn txt(asked: &Export, reading: &Reading, out: &mut Out<'_>) -> Result<Option<String>, Failure> {
    let Some(view) = View::of(reading.book(), asked.at, out)? else { return Ok(None) };
    let Some(period) = view.period else {
        return Err(Failure::Refused(out.say("cli.no_period", &[("year", &view.plan)])));
    };
    let report = |task: &Task| {
        let key = ReportKey { plan: task.plan, task: task.id, period, unit: None };
        reading.report(&key).filter(|report| is_shown(report))
    };
    Ok(Some(with_bar(out, |_| to_txt(reading.book(), view.plan, period, &report))))
}

/// The text without control characters but tabs and line ends.
fn without_commands(text: &str) -> String {
    text.split('\t').map(clean_lines).collect::<Vec<_>>().join("\t")
}
