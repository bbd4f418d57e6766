//! Shows a person what a table would bring, and asks about what is doubtful.

use super::super::args::Import;
use super::super::out::{Failure, Out};
use super::super::{ask, prose, table};
use crate::exchange::Proposal;
use crate::lang::status_key;
use crate::tui::text::clean;

/// Writes the summary, the rows when only these are wanted, the doubts unless they are asked about, and the problems.
pub(super) fn write(proposal: &Proposal, asked: &Import, out: &mut Out<'_>) -> Result<(), Failure> {
    let rows = proposal.import.rows.len() + proposal.doubtful.len();
    let parts: [(&str, &dyn std::fmt::Display); 7] = [
        ("title", &clean(&proposal.import.title)),
        ("year", &proposal.import.plan),
        ("period", &proposal.import.period.label()),
        ("rows", &rows),
        ("new", &proposal.new),
        ("recognised", &proposal.recognised),
        ("doubtful", &proposal.doubtful.len()),
    ];
    let summary = out.say("cli.proposed", &parts);
    prose::paragraphs(&summary, 0, out)?;
    if asked.dry_run {
        write_rows(proposal, out)?;
    }
    let listed = if asks(asked, out) { [].as_slice() } else { &proposal.doubtful };
    for doubt in listed {
        let sentence = doubt.say(out.texts());
        prose::paragraphs(&sentence, 0, out)?;
    }
    for problem in &proposal.problems {
        let sentence = problem.say(out.texts());
        prose::paragraphs(&sentence, 0, out)?;
    }
    Ok(())
}

fn write_rows(proposal: &Proposal, out: &mut Out<'_>) -> Result<(), Failure> {
    let texts = out.texts();
    let rows: Vec<[String; 5]> = proposal
        .import
        .rows
        .iter()
        .map(|row| {
            [
                format!("{:>4}", row.number),
                texts.get(if row.task.is_some() { "cli.known" } else { "cli.new" }).to_owned(),
                texts.get(status_key(row.report.as_ref().map(|r| r.status))).to_owned(),
                row.pairs.first().map(|(unit, _)| unit.clone()).unwrap_or_default(),
                row.text.clone(),
            ]
        })
        .collect();
    table::write(&rows, out)
}

/// Whether a person is asked about what is doubtful.
pub(super) fn asks(asked: &Import, out: &Out<'_>) -> bool {
    out.is_asked && !asked.yes && !asked.dry_run
}

/// Asks about each doubtful row; a yes takes it as the known task, a no leaves it out.
pub(super) fn ask(proposal: &mut Proposal, out: &mut Out<'_>) {
    let mut at = 0;
    while let Some(doubt) = proposal.doubtful.get(at) {
        let question = format!("{}\n{}", doubt.say(out.texts()), out.texts().get("cli.same_task"));
        if ask::yes(&question, out) {
            proposal.accept(at);
        } else {
            at += 1;
        }
    }
}
