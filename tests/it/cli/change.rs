//! The commands that change something: what they store, what they refuse, and that nothing typed is lost.

mod at_once;
mod people;
mod report;
mod task;
mod undo;
mod void;

use std::io::Write;
use std::process::Stdio;

use super::desk::{Desk, Ran};

/// Runs a line of words without blanks in them, with something on standard input.
fn typed(desk: &Desk, line: &str, input: &[u8]) -> Ran {
    let mut program = desk.program();
    program.args(line.split_whitespace()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    // A command that refuses earlier does not read it all.
    let _ = child.stdin.take().unwrap().write_all(input);
    Ran::of(child.wait_with_output().unwrap())
}

/// Asserts that a line was refused and changed nothing; returns what was said.
fn refused(desk: &Desk, line: &str) -> String {
    let before = desk.duban("export --format json").done();
    let ran = desk.duban(line);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{line}: {}", ran.err);
    assert_eq!(desk.duban("export --format json").done(), before, "{line}");
    ran.err
}

/// Asserts that the data is whole.
fn whole(desk: &Desk) {
    assert!(desk.duban("verify").done().starts_with("完好："));
}
