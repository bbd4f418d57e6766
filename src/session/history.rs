//! Lays out the reports on one task, newest first, with what each says anew against the one before it.

use std::sync::Arc;

use super::compare::changed;
use super::line::{Line, Part, Tone, paragraphs};
use super::mark::Mark;
use crate::domain::{Book, Report, Task};
use crate::lang::Texts;
use crate::tui::text::{Width, clean, clean_lines};

/// The indent of a report's heading under its task's row.
const HEADING: u16 = 4;
/// The indent of a report's words.
const WORDS: u16 = 6;

/// What the layout needs to know besides the reports.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// For the names of units.
    pub book: &'a Book,
    /// For the words of the program.
    pub texts: &'a Texts,
    /// For counting columns.
    pub width: &'a Width,
    /// The columns there are.
    pub columns: u16,
}

/// The lines of a task's history; `reports` come oldest period first.
pub fn lines(setting: Setting<'_>, task: &Task, reports: &[Arc<Report>]) -> Vec<Line> {
    if reports.is_empty() {
        return vec![Line::of(setting.texts.get("history.none"), Tone::Dim).indented(HEADING)];
    }
    let mut lines = Vec::new();
    for (at, report) in reports.iter().enumerate().rev() {
        lines.push(heading(setting, task, report).indented(HEADING));
        let said = match &report.void {
            Some(why) => voided(setting, report, why),
            None => {
                let mut earlier = reports.iter().take(at).rev().filter(|b| b.void.is_none());
                let is_kin = |b: &&Arc<Report>| b.key.unit == report.key.unit && b.key.period.is_kin(report.key.period);
                words(setting, report, earlier.find(is_kin))
            }
        };
        lines.extend(said.into_iter().map(|line| line.indented(WORDS)));
    }
    lines
}

/// A report that no longer counts: why, and what it said.
fn voided(setting: Setting<'_>, report: &Report, why: &str) -> Vec<Line> {
    let columns = setting.columns.saturating_sub(WORDS);
    let reason = match &report.voided {
        Some(voided) => {
            let parts: [(&str, &dyn std::fmt::Display); 3] =
                [("by", &clean(&voided.by)), ("at", &voided.at.format("%m-%d %H:%M")), ("why", &clean(why))];
            setting.texts.fill("history.voided", &parts)
        }
        None => setting.texts.fill("history.void", &[("why", &clean(why))]),
    };
    let mut lines = paragraphs(&reason, columns, setting.width, &[], Tone::Plain);
    in_tone(&mut lines, Tone::Changed);
    let mut said = words(setting, report, None);
    in_tone(&mut said, Tone::Dim);
    lines.extend(said);
    lines
}

fn in_tone(lines: &mut [Line], tone: Tone) {
    lines.iter_mut().flat_map(|line| &mut line.parts).for_each(|part| part.tone = tone);
}

/// The lines of one report's words: progress, then problems and next steps under their names.
pub fn words(setting: Setting<'_>, report: &Report, before: Option<&Arc<Report>>) -> Vec<Line> {
    let columns = setting.columns.saturating_sub(WORDS);
    let mut lines = Vec::new();
    let parts_of = |r: &Report| [r.progress.clone(), r.problems.clone(), r.next_steps.clone()];
    let earlier = before.map(|b| parts_of(b));
    for (at, (name, part)) in
        ["", "history.problems", "history.next_steps"].into_iter().zip(parts_of(report)).enumerate()
    {
        let now = clean_lines(&part);
        if now.is_empty() {
            continue;
        }
        if !name.is_empty() {
            lines.push(Line::of(setting.texts.get(name), Tone::Label));
        }
        let before = earlier.as_ref().and_then(|parts| parts.get(at));
        let marks = before.map(|b| changed(&clean_lines(b), &now)).unwrap_or_default();
        lines.extend(paragraphs(&now, columns, setting.width, &marks, Tone::Changed));
    }
    if lines.is_empty() {
        lines.push(Line::of(setting.texts.get("history.no_words"), Tone::Dim));
    }
    lines
}

/// One report's heading: period, status, as-of date, who answered for the unit on that day, who recorded it.
pub fn heading(setting: Setting<'_>, task: &Task, report: &Report) -> Line {
    let Setting { book, texts, width, .. } = setting;
    let mark = Mark(Some(report.status));
    let answering = task.answering_on(report.key.unit, report.reported_on);
    let unit = report.key.unit.or_else(|| answering.map(|a| a.unit));
    let status = clean(report.status_text.trim_end_matches('。')).into_owned();
    let status_tone = if report.void.is_none() { Tone::Mark(mark) } else { Tone::Dim };
    let mut line = Line::of(report.key.period.label(), Tone::Title)
        .with("  ", Tone::Plain)
        .with(format!("{}{status}", mark.glyph(width.plain_frames())), status_tone)
        .with(format!("  {}", report.reported_on.format("%Y-%m-%d")), Tone::Plain);
    if let Some(unit) = unit.and_then(|u| book.unit(u)) {
        line = line.with(format!("  {}", clean(&unit.name)), Tone::Dim);
    }
    let official = answering.and_then(|a| a.official_on(report.reported_on)).and_then(|o| book.official(o));
    if let Some(official) = official {
        line = line.with(format!(" {}", clean(&official.name)), Tone::Dim);
    }
    let by = texts.fill("history.by", &[("name", &clean(&report.author))]);
    line.parts.push(Part { text: format!("  {by}"), tone: Tone::Dim });
    line
}
