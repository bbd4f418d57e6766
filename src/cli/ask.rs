//! Asks the person at the terminal; anything but a clear yes is a no.

use std::io::{BufRead, Read};

use super::out::Out;
use crate::tui::text::clean_lines;

/// A longer answer is no answer.
const LONGEST: u64 = 4096;

/// Whether the person says yes.
pub(super) fn yes(question: &str, out: &mut Out<'_>) -> bool {
    // What the question is about was written to standard output, which must not hold it back.
    let seen = out.stdout.flush();
    // What cannot be shown nobody can answer: what is read then is no yes of a person.
    let question = format!("{} [y/N] ", clean_lines(question));
    let shown = out.stderr.write_all(question.as_bytes()).and_then(|()| out.stderr.flush());
    let mut answer = String::new();
    let read = (&mut *out.stdin).take(LONGEST).read_line(&mut answer);
    seen.is_ok()
        && shown.is_ok()
        && read.is_ok()
        && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "ｙ" | "是")
}
