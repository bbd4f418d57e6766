//! Runs a command for somebody who is not at this machine, or not in this process.

use super::args::{Args, Command};
use super::execute;
use super::out::{Exit, Failure, Out};
use crate::lang::say_refusal;

/// Runs the command of a line that came from elsewhere; without a command there is nothing to run.
pub fn far(args: &Args, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let global = &args.global;
    if global.data.is_some() || global.config.is_some() {
        return Err(Failure::Usage(out.texts().get("cli.far_option").to_owned()));
    }
    if let Some(name) = &global.author {
        let named = out.who.clone().in_name_of(name);
        out.who = named.map_err(|refusal| Failure::Refused(say_refusal(&refusal, out.texts())))?;
    }
    let Some(command) = &args.command else {
        return Err(Failure::Usage(out.texts().get("serve.no_terminal").to_owned()));
    };
    match command {
        Command::Rebuild | Command::Restore(_) | Command::Serve(_) | Command::Attach(_) => {
            Err(Failure::Refused(out.texts().get("cli.far_command").to_owned()))
        }
        command => execute(command, out),
    }
}
