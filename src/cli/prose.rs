//! Writes sentences, paragraphs and reports for people: wrapped to the terminal, whole when there is none.

use super::out::{Failure, Out};
use super::shape::answering;
use crate::domain::{Book, Report};
use crate::lang::Texts;
use crate::tui::text::{clean, clean_lines, wrap};

/// Writes sentences or paragraphs, each line indented by blanks.
pub(super) fn paragraphs(text: &str, indent: usize, out: &mut Out<'_>) -> Result<(), Failure> {
    let columns = out.columns.map(|columns| columns.saturating_sub(indent).max(10));
    let width = out.width;
    let text = clean_lines(text);
    for paragraph in text.split('\n') {
        let lines = match columns {
            Some(columns) => wrap(paragraph, columns, &width),
            None => std::iter::once(0..paragraph.len()).collect(),
        };
        for line in lines {
            let line = paragraph.get(line).unwrap_or_default();
            out.line(&format!("{:indent$}{line}", ""))?;
        }
    }
    Ok(())
}

/// Why a report does not count: it is void, or a revision has taken it back.
pub(super) fn why_not(report: &Report, taken_back: Option<u64>, texts: &Texts) -> Option<String> {
    match (taken_back, &report.void) {
        (Some(revision), _) => Some(texts.fill("cli.taken_back", &[("revision", &revision)])),
        (None, Some(why)) => Some(voided(report, why, texts)),
        (None, None) => None,
    }
}

/// Who took a report out of account, when and why: that was another revision, and often another person.
fn voided(report: &Report, why: &str, texts: &Texts) -> String {
    let why = clean(why);
    match &report.voided {
        Some(voided) => {
            let at = voided.at.format("%Y-%m-%d %H:%M");
            let parts: [(&str, &dyn std::fmt::Display); 4] =
                [("by", &clean(&voided.by)), ("at", &at), ("revision", &report.revision), ("why", &why)];
            texts.fill("cli.voided", &parts)
        }
        None => texts.fill("cli.void", &[("why", &why)]),
    }
}

/// Writes a report: one line about it, whether it counts, then its words, the internal parts under their names.
pub(super) fn report(book: &Book, report: &Report, taken_back: Option<u64>, out: &mut Out<'_>) -> Result<(), Failure> {
    let unit = report.key.unit.and_then(|u| book.unit(u)).map(|u| format!("{}  ", u.name)).unwrap_or_default();
    let at = report.at.format("%Y-%m-%d %H:%M");
    let official = answering(book, report).map(|name| out.say("cli.answered", &[("name", &clean(name))]));
    let parts: [(&str, &dyn std::fmt::Display); 8] = [
        ("official", &official.unwrap_or_default()),
        ("period", &report.key.period.label()),
        ("unit", &clean(&unit)),
        ("status", &clean(&report.status_text)),
        ("day", &report.reported_on),
        ("by", &clean(&report.author)),
        ("at", &at),
        ("revision", &report.revision),
    ];
    let is_own_revision = report.voided.is_none();
    let heading = out.say(if is_own_revision { "cli.report" } else { "cli.report_void" }, &parts);
    out.line(&heading)?;
    if let Some(sentence) = why_not(report, taken_back, out.texts()) {
        paragraphs(&sentence, 2, out)?;
    }
    if !report.progress.is_empty() {
        paragraphs(&report.progress, 2, out)?;
    }
    for (key, words) in [("history.problems", &report.problems), ("history.next_steps", &report.next_steps)] {
        if !words.is_empty() {
            let name = out.texts().get(key).to_owned();
            out.line(&format!("  {name}"))?;
            paragraphs(words, 4, out)?;
        }
    }
    Ok(())
}
