//! Starts `duban`.

use std::process::ExitCode;

fn main() -> ExitCode {
    duban::run::run()
}
