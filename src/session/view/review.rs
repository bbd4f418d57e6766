//! What a table would bring, before anything is stored.

use crate::session::Session;
use crate::session::line::{Line, Tone, paragraphs};
use crate::session::review::{Review, Stage};

/// The key of the title and the lines of what was read, or of what will be stored.
pub(in crate::session) fn page(session: &Session, review: &Review) -> (&'static str, Vec<Line>) {
    let look = &session.look;
    let texts = &look.texts;
    let columns = session.size.0.saturating_sub(6);
    let (proposed, decided) = (&review.proposed, review.decided());
    let mut lines = vec![Line::of(texts.get("import.nothing_yet"), Tone::Title), Line::default()];
    let mut say = |words: &str, tone: Tone| {
        lines.extend(paragraphs(words, columns, &look.width, &[], tone).into_iter().map(|mut line| {
            line.parts.iter_mut().for_each(|p| p.tone = tone);
            line
        }));
    };
    say(&decided.import.heading.title, Tone::Plain);
    say(&texts.fill("import.period", &[("period", &decided.import.period.label())]), Tone::Plain);
    if proposed.decoded {
        say(texts.get("import.gbk"), Tone::Plain);
    }
    let before = &proposed.proposal;
    let rows = before.new + before.recognised + before.doubtful.len();
    let open = rows - decided.new - decided.recognised;
    let parts: [(&str, &dyn std::fmt::Display); 4] =
        [("rows", &rows), ("new", &decided.new), ("recognised", &decided.recognised), ("open", &open)];
    let (title, counts) = match (review.stage, open) {
        (Stage::Decided, _) => ("import.decided_title", "import.decided"),
        (_, 0) => ("import.review_title", "import.rows"),
        _ => ("import.doubts_follow", "import.doubtful"),
    };
    say(&texts.fill(counts, &parts), Tone::Plain);
    if !proposed.problems.is_empty() {
        say("", Tone::Plain);
        say(&texts.fill("import.problems", &[("count", &proposed.problems.len())]), Tone::Label);
        for problem in &proposed.problems {
            say(problem, Tone::Plain);
        }
    }
    (title, lines)
}
