//! Measures what is promised about speed; ends with 1 when a promise is missed.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a measurement prints, and one that meets the unexpected should stop and say where"
)]

mod generate;
mod report;
mod search;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut report = report::Report::default();
    search::run(&mut report);
    report.end()
}
