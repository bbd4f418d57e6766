//! `duban completions`: what a shell needs to complete commands and options, from the code.

use clap_complete::Shell;

use super::help::command;
use super::out::{Exit, Failure, Out};

pub(super) fn run(shell: Shell, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(out.texts()), "duban", &mut script);
    out.stdout.write_all(&script).map_err(Failure::Output)?;
    Ok(Exit::Done)
}
