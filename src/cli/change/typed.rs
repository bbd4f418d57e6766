//! Takes the texts that people type: cleaned, from the line or from standard input.

use std::io::Read;

use super::super::out::{Failure, Out};
use crate::domain::LONGEST_TEXT;
use crate::tui::text::{clean, clean_lines};

/// What stands for standard input.
pub(super) const STDIN: &str = "-";

/// A text of several paragraphs, blank ones left out; `-` reads standard input, which must hold something.
pub(super) fn text(typed: &str, out: &mut Out<'_>) -> Result<String, Failure> {
    if typed != STDIN {
        return Ok(paragraphs(typed));
    }
    let bytes = input(LONGEST_TEXT, out)?;
    let refused = |key: &str| Failure::Refused(out.texts().get(key).to_owned());
    if bytes.len() as u64 > LONGEST_TEXT {
        return Err(refused("cli.stdin_too_long"));
    }
    let text = paragraphs(&String::from_utf8(bytes).map_err(|_| refused("cli.stdin_not_utf8"))?);
    // A pipe that failed is no wish to take the words away.
    if text.is_empty() { Err(refused("cli.stdin_empty")) } else { Ok(text) }
}

/// Standard input, as far as one byte more than `longest`.
pub(super) fn input(longest: u64, out: &mut Out<'_>) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = (&mut *out.stdin).take(longest + 1).read_to_end(&mut bytes);
    read.map_err(|e| Failure::Refused(out.say("cli.stdin_unreadable", &[("why", &e)])))?;
    Ok(bytes)
}

/// A text of several paragraphs, blank ones left out.
pub(super) fn paragraphs(typed: &str) -> String {
    let lines = clean_lines(typed);
    let lines = lines.split('\n').map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A text of one line.
pub(super) fn line(typed: &str) -> String {
    clean(typed).trim().to_owned()
}

/// A list of names; empty ones are left out, so that one empty name makes an empty list.
pub(super) fn list(typed: &[String]) -> Vec<String> {
    typed.iter().map(|name| line(name)).filter(|name| !name.is_empty()).collect()
}
