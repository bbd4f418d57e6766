//! The commands of the shell: one a file, each reading what it was told and writing to [`Out`].
//!
//! It must not read the environment, the clock or the settings: `run` tells it all of that.

mod ask;
mod audit;
mod backup;
mod change;
mod completions;
mod drafts;
mod escape;
mod export;
mod far;
mod file;
mod filter;
mod find;
mod help;
mod history;
mod import;
mod ledger;
mod list;
mod man;
mod out;
mod progress;
mod prose;
mod rebuild;
mod restore;
mod rights;
mod search;
mod shape;
mod show;
mod table;
mod usage;
mod verify;

pub mod args;

pub use far::far;
pub use file::{named_file, read_file};
pub use help::{command, reference};
pub use out::{Exit, Failure, Out, ending};
pub use usage::{answer, asked_lang, asked_path};

use crate::lang::say_refusal;
use args::Command;

/// Runs one command; what it says goes to `out`.
pub fn execute(command: &Command, out: &mut Out<'_>) -> Result<Exit, Failure> {
    out.who.demand(rights::needed(command)).map_err(|r| Failure::Refused(say_refusal(&r, out.texts())))?;
    match command {
        Command::List(asked) => list::run(asked, out),
        Command::Show(asked) => show::run(*asked, out),
        Command::Search(asked) => search::run(asked, out),
        Command::History(asked) => history::run(*asked, out),
        Command::Change(asked) => change::run(asked, out),
        Command::Drafts(asked) => drafts::run(asked, out),
        Command::Import(asked) => import::run(asked, out),
        Command::Export(asked) => export::run(asked, out),
        Command::Audit(asked) => audit::run(asked, out),
        Command::Verify => verify::run(out),
        Command::Rebuild => rebuild::run(out),
        Command::Backup(asked) => backup::run(asked.file.as_deref(), out),
        Command::Restore(asked) => restore::run(&asked.file, out),
        Command::Config => out.print(out.settings).map(|()| Exit::Done),
        Command::Completions(asked) => completions::run(asked.shell, out),
        Command::Man => man::run(out),
        // Each server keeps them for its own people.
        Command::Settings(_) => Err(Failure::Refused(out.texts().get("serve.manner_elsewhere").to_owned())),
        // They are no commands of the shell alone: who starts the program serves or joins.
        Command::Serve(_) | Command::Attach(_) => Err(Failure::Refused(out.texts().get("cli.far_command").to_owned())),
    }
}
