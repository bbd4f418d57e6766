//! Runs a command for somebody who is not at this machine: what would reach into its files is refused.

use super::args::{Args, Command};
use super::out::{Exit, Failure, Out};
use super::{execute, file};

/// Runs the command of a line that came from elsewhere; without a command there is nothing to run.
pub fn far(args: &Args, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let global = &args.global;
    if global.data.is_some() || global.config.is_some() {
        return Err(Failure::Usage(out.texts().get("cli.far_option").to_owned()));
    }
    if global.author.is_some() {
        return Err(Failure::Refused(out.texts().get("cli.far_as").to_owned()));
    }
    let Some(command) = &args.command else {
        return Err(Failure::Usage(out.texts().get("serve.no_terminal").to_owned()));
    };
    let path = match command {
        Command::Import(asked) => Some(&asked.file),
        Command::Export(asked) => asked.output.as_ref(),
        Command::Backup(asked) => Some(&asked.file),
        _ => None,
    };
    if path.is_some_and(|path| !file::is_stream(path)) {
        return Err(Failure::Refused(out.texts().get("cli.far_file").to_owned()));
    }
    match command {
        Command::Rebuild | Command::Restore(_) | Command::Serve(_) | Command::Attach(_) => {
            Err(Failure::Refused(out.texts().get("cli.far_command").to_owned()))
        }
        command => execute(command, out),
    }
}
