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
        if let Some(why) = &report.void {
            let words = setting.texts.fill("history.void", &[("why", &clean(why))]);
            lines.push(Line::of(words, Tone::Dim).indented(WORDS));
            continue;
        }
        let is_like = |b: &&Arc<Report>| b.key.unit == report.key.unit && b.key.period.is_kin(report.key.period);
        let before = reports.iter().take(at).filter(|b| b.void.is_none()).rfind(is_like);
        lines.extend(words(setting, report, before).into_iter().map(|line| line.indented(WORDS)));
    }
    lines
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

/// One report's heading: period, status, as-of date, who.
pub fn heading(setting: Setting<'_>, task: &Task, report: &Report) -> Line {
    let Setting { book, texts, width, .. } = setting;
    let mark = Mark(Some(report.status));
    let unit = report.key.unit.or_else(|| task.lead().map(|a| a.unit)).and_then(|u| book.unit(u));
    let status = clean(report.status_text.trim_end_matches('。')).into_owned();
    let mut line = Line::of(report.key.period.label(), Tone::Title)
        .with("  ", Tone::Plain)
        .with(format!("{}{status}", mark.glyph(width.plain_frames())), Tone::Mark(mark))
        .with(format!("  {}", report.reported_on.format("%Y-%m-%d")), Tone::Plain);
    if let Some(unit) = unit {
        line = line.with(format!("  {}", clean(&unit.name)), Tone::Dim);
    }
    let by = texts.fill("history.by", &[("name", &clean(&report.author))]);
    line.parts.push(Part { text: format!("  {by}"), tone: Tone::Dim });
    line
}
