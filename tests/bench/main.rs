//! Measures what is promised about speed; ends with 1 when a promise is missed.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement prints, and one that meets the unexpected should stop and say where"
)]

mod bare;
mod board;
mod durable;
mod fill;
mod finder;
mod generate;
mod report;
mod search;
mod serve;
mod tty;
mod write;

use std::path::Path;
use std::process::ExitCode;

/// Has this program be the bare list over a file.
const BARE: &str = "bare-list";
/// Has this program fill a folder with some number of tasks.
const FILL: &str = "fill";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [BARE, file] => bare::run(Path::new(file)),
        [FILL, folder, tasks] => fill::large(Path::new(folder), tasks.parse().unwrap()),
        ref words => return measure(words.iter().find(|word| !word.starts_with('-')).copied()),
    }
    ExitCode::SUCCESS
}

/// One part of the measuring.
type Part = fn(&mut report::Report);

/// Measures everything, or only what was named: board, durable, finder, search, serve or write.
fn measure(only: Option<&str>) -> ExitCode {
    let mut report = report::Report::default();
    let parts: [(&str, Part); 6] = [
        ("board", board::run),
        ("durable", durable::run),
        ("finder", finder::run),
        ("search", search::run),
        ("serve", serve::run),
        ("write", write::run),
    ];
    for (name, run) in parts {
        if only.is_none_or(|only| only == name) {
            run(&mut report);
        }
    }
    report.end()
}
