//! Has a report recorded; whatever keeps it from being stored, what was typed is handed back.

use std::sync::Arc;

use super::super::args::change::{ReportParts, Stated};
use super::super::find::reading;
use super::super::out::{Exit, Failure, Out};
use super::super::{ledger, prose};
use super::{tell, typed};
use crate::domain::{Command, Doubt, Past, Refusal, Report, ReportEntry, ReportKey, Said, doubts};
use crate::lang::say_doubt;
use crate::store::Reading;
use crate::tui::text::clean;

/// What somebody wants a report to be.
pub(super) struct Wanted<'a> {
    /// The printed number of its task.
    pub number: u32,
    /// Which report.
    pub key: ReportKey,
    /// The report of the period before.
    pub last: Option<Arc<Report>>,
    /// The revision its author saw.
    pub seen: Option<u64>,
    /// Where the parts that are not named come from.
    pub before: Option<&'a Report>,
    /// The status, if it is named.
    pub status: Option<&'a Stated>,
    /// The other parts.
    pub parts: &'a ReportParts,
}

/// Records it in the store, which may have been `seen` just before, and says so.
pub(super) fn record(wanted: &Wanted<'_>, seen: Option<Reading>, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let entry = entry(wanted, out)?;
    let command = Command::Report(Box::new(entry.clone()));
    match ledger::execute(&command, seen, out) {
        Ok(stored) => {
            let exit = tell(&stored, out)?;
            replaced(wanted, out)?;
            doubt(wanted, &entry, out);
            Ok(exit)
        }
        // As with everything else that is entered, what is already so is done.
        Err(crate::ledger::Failure::Refused(Refusal::Unchanged)) => {
            let sentence = out.texts().get("refusal.unchanged").to_owned();
            prose::paragraphs(&sentence, 0, out)?;
            Ok(Exit::Done)
        }
        Err(failure) => Err(refused(failure, &entry, out)),
    }
}

/// Says what a reviewer would ask about. A line leaves parts out on purpose: only what was typed can be doubtful.
fn doubt(wanted: &Wanted<'_>, entry: &ReportEntry, out: &mut Out<'_>) {
    let typed = |part: &Option<String>, words: &str| part.as_ref().map(|_| words.to_owned()).unwrap_or_default();
    let said = Said {
        period: entry.period,
        status: entry.status,
        reported_on: entry.reported_on.unwrap_or_else(|| entry.period.last_day()),
        progress: &typed(&wanted.parts.text, &entry.progress),
        problems: &typed(&wanted.parts.problems, &entry.problems),
        next_steps: &typed(&wanted.parts.next, &entry.next_steps),
    };
    for doubt in doubts(&said, wanted.last.as_deref(), (out.now)().date_naive()) {
        if !matches!(doubt, Doubt::Empty | Doubt::Unchanged | Doubt::Unexplained) {
            let sentence = say_doubt(&doubt, out.texts());
            out.remark(&format!("? {}", clean(&sentence)));
        }
    }
}

/// Says whose report was replaced, when it was somebody else's.
fn replaced(wanted: &Wanted<'_>, out: &mut Out<'_>) -> Result<(), Failure> {
    let Some(before) = wanted.before.filter(|before| before.author != out.who.author.name) else { return Ok(()) };
    let parts: [(&str, &dyn std::fmt::Display); 4] = [
        ("by", &clean(&before.author)),
        ("at", &before.at.format("%Y-%m-%d %H:%M")),
        ("revision", &before.revision),
        ("number", &wanted.number),
    ];
    let sentence = out.say("cli.replaced", &parts);
    prose::paragraphs(&sentence, 0, out)
}

fn entry(wanted: &Wanted<'_>, out: &mut Out<'_>) -> Result<ReportEntry, Failure> {
    let Wanted { key, seen, before, parts, .. } = *wanted;
    let (status, status_text) = match (wanted.status, before) {
        (Some(stated), _) => (stated.status, typed::line(&stated.printed)),
        (None, Some(before)) => (before.status, before.status_text.clone()),
        // Without an earlier report the line itself asks for a status.
        (None, None) => return Err(Failure::Usage(out.say("cli.missing", &[("what", &"--status")]))),
    };
    let kept = |part: fn(&Report) -> &String| before.map(part).cloned().unwrap_or_default();
    let internal = |typed: &Option<String>| typed.as_deref().map(typed::paragraphs);
    let progress = match &parts.text {
        Some(typed) => typed::text(typed, out)?,
        None => kept(|r| &r.progress),
    };
    Ok(ReportEntry {
        task: key.task,
        period: key.period,
        unit: key.unit,
        seen,
        status,
        status_text,
        progress,
        problems: internal(&parts.problems).unwrap_or_else(|| kept(|r| &r.problems)),
        next_steps: internal(&parts.next).unwrap_or_else(|| kept(|r| &r.next_steps)),
        reported_on: parts.on.or(before.map(|r| r.reported_on)),
    })
}

/// The failure with the words that were not stored, below those that are there when somebody was faster.
fn refused(failure: crate::ledger::Failure, entry: &ReportEntry, out: &Out<'_>) -> Failure {
    let reason = match &failure {
        crate::ledger::Failure::Refused(refusal) => Some(refusal.clone()),
        crate::ledger::Failure::Broken(_) => None,
    };
    let said = ledger::failure(failure, out);
    let status_text = if entry.status_text.is_empty() { entry.status.word() } else { &entry.status_text };
    let mine = words(status_text, [&entry.progress, &entry.problems, &entry.next_steps], out);
    let mine = out.say("cli.yours", &[("words", &mine)]);
    match reason {
        Some(Refusal::Stale { .. }) => match there(entry, out) {
            Some(theirs) => said.with(&theirs).with(&mine),
            None => said.with(&mine),
        },
        _ => said.with(&mine),
    }
}

/// What is there now in the place of an entry.
fn there(entry: &ReportEntry, out: &Out<'_>) -> Option<String> {
    let reading = reading(out).ok()?;
    let plan = reading.book().task(entry.task)?.plan;
    let key = ReportKey { plan, task: entry.task, period: entry.period, unit: entry.unit };
    let report = reading.report(&key)?;
    let words = words(&report.status_text, [&report.progress, &report.problems, &report.next_steps], out);
    Some(out.say("cli.theirs", &[("revision", &report.revision), ("words", &words)]))
}

/// The words of a report, the internal parts under their names.
fn words(status: &str, [progress, problems, next_steps]: [&String; 3], out: &Out<'_>) -> String {
    let mut words = clean(status).into_owned();
    for (name, part) in [("", progress), ("history.problems", problems), ("history.next_steps", next_steps)] {
        if part.is_empty() {
            continue;
        }
        if !name.is_empty() {
            words.push('\n');
            words.push_str(out.texts().get(name));
        }
        words.push('\n');
        words.push_str(part);
    }
    words
}
