//! Turns a doubt about a report into a question to its author.

use super::Texts;
use crate::domain::Doubt;

/// The sentence for a doubt; what it cites of the report is as it was typed.
pub fn say_doubt(doubt: &Doubt, texts: &Texts) -> String {
    match doubt {
        Doubt::Empty => texts.get("doubt.empty").to_owned(),
        Doubt::Unchanged => texts.get("doubt.unchanged").to_owned(),
        Doubt::Bracket(bracket, at) => {
            texts.fill("doubt.bracket", &[("bracket", bracket), ("part", &texts.get(part_key(*at)))])
        }
        Doubt::Placeholder(left, at) => {
            texts.fill("doubt.placeholder", &[("left", left), ("part", &texts.get(part_key(*at)))])
        }
        Doubt::Lower(what, before, now) => {
            texts.fill("doubt.lower", &[("what", what), ("before", before), ("now", now)])
        }
        Doubt::Backwards => texts.get("doubt.backwards").to_owned(),
        Doubt::Future(day) => texts.fill("doubt.future", &[("day", day)]),
        Doubt::Unexplained => texts.get("doubt.unexplained").to_owned(),
    }
}

/// The key of the name of one of a report's three texts.
fn part_key(at: usize) -> &'static str {
    ["form.progress", "form.problems", "form.next_steps"].get(at).copied().unwrap_or_default()
}
