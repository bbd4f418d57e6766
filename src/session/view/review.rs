//! What a table would bring, before anything is stored.

use crate::session::line::{Line, Tone, paragraphs};
use crate::session::{Proposed, Session};

/// The lines of the preview.
pub(in crate::session) fn lines(session: &Session, proposed: &Proposed) -> Vec<Line> {
    let look = &session.look;
    let texts = &look.texts;
    let columns = session.size.0.saturating_sub(6);
    let proposal = &proposed.proposal;
    let mut lines = vec![Line::of(texts.get("import.nothing_yet"), Tone::Title), Line::default()];
    let mut say = |words: &str, tone: Tone| {
        lines.extend(paragraphs(words, columns, &look.width, &[], tone).into_iter().map(|mut line| {
            line.parts.iter_mut().for_each(|p| p.tone = tone);
            line
        }));
    };
    say(&proposal.import.heading.title, Tone::Plain);
    say(&texts.fill("import.period", &[("period", &proposal.import.period.label())]), Tone::Plain);
    if proposed.decoded {
        say(texts.get("import.gbk"), Tone::Plain);
    }
    let rows = proposal.new + proposal.recognised + proposal.doubtful.len();
    let doubtful = proposal.doubtful.len();
    let parts: [(&str, &dyn std::fmt::Display); 4] =
        [("rows", &rows), ("new", &proposal.new), ("recognised", &proposal.recognised), ("doubtful", &doubtful)];
    say(&texts.fill("import.rows", &parts), Tone::Plain);
    if !proposed.problems.is_empty() {
        say("", Tone::Plain);
        say(&texts.fill("import.problems", &[("count", &proposed.problems.len())]), Tone::Label);
        for problem in &proposed.problems {
            say(problem, Tone::Plain);
        }
    }
    lines
}
