//! Puts the parts together: arguments, environment, clock and settings in, exit code out.

mod board;
mod clock;

use std::path::Path;
use std::process::ExitCode;

use crate::config::{self, Config};
use crate::lang::{Lang, Texts};
use crate::ledger::Ledger;
use crate::session::Action;
use crate::tui::keys::KeyMap;

/// Runs the program.
pub fn run() -> ExitCode {
    let config = Config::default();
    let Ok(keys) = KeyMap::read(&Action::named(), config::KEYS, "") else { return ExitCode::from(3) };
    let options = board::Options {
        config,
        keys,
        texts: Texts::of(Lang::Zh),
        ascii: false,
        no_color: false,
        user: String::from("督查室"),
    };
    let Ok((ledger, _)) = Ledger::open(Path::new("/tmp/duban-data"), &mut |_, _| {}) else { return ExitCode::from(3) };
    match board::run(ledger, Path::new("/tmp/duban-data"), options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(3),
    }
}
