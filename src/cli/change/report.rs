//! Has a report recorded; whatever keeps it from being stored, what was typed is handed back.

use super::super::args::change::{ReportParts, Stated};
use super::super::find::reading;
use super::super::ledger;
use super::super::out::{Exit, Failure, Out};
use super::{tell, typed};
use crate::domain::{Command, Past, Refusal, Report, ReportEntry, ReportKey};
use crate::store::Reading;
use crate::tui::text::clean;

/// What somebody wants a report to be.
pub(super) struct Wanted<'a> {
    /// Which report.
    pub key: ReportKey,
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
        Ok(stored) => tell(&stored, out),
        Err(failure) => Err(refused(failure, &entry, out)),
    }
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
        Some(Refusal::Unchanged) => said,
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
