//! Joins a server that runs on this machine, so that a second program works at once on a store that is in use.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use super::{ended, place, serve};
use crate::attach::{Claim, Server, Wanted};
use crate::cli::Failure;
use crate::cli::args::Command;
use crate::cli::args::serve::Attach;
use crate::lang::{Lang, Texts};
use crate::local;

/// The board of a running server; nothing when none runs.
pub(super) fn board(data: &Path, told: Option<&str>, lang: Lang) -> Option<ExitCode> {
    let server = local::is_terminal().then(|| Server::at(&serve::socket(data))).flatten()?;
    Some(join(&server, &claim(told), Wanted::Board(terminal()), lang))
}

/// A command that changes something, run by a running server; nothing when none runs, or it needs none.
pub(super) fn command(
    command: &Command,
    line: &[OsString],
    told: Option<&str>,
    data: &Path,
    lang: Lang,
) -> Option<ExitCode> {
    if !matches!(command, Command::Change(_)) {
        return None;
    }
    let server = Server::at(&serve::socket(data))?;
    let words = words(line)?;
    Some(join(&server, &claim(told), Wanted::Command(words), lang))
}

/// For an SSH server in front: the board or the command its client asked for, in the name of a key's holder.
pub(super) fn for_key(asked: &Attach, lang: Lang, data: &Path) -> ExitCode {
    let socket = asked.socket.clone().unwrap_or_else(|| serve::socket(data));
    let Some(server) = Server::at(&socket) else {
        return ended(
            Err(Failure::Broken(Texts::of(lang).fill("attach.nobody", &[("path", &socket.display())]))),
            lang,
        );
    };
    let wanted = match place::text("SSH_ORIGINAL_COMMAND") {
        Some(command) => Wanted::Command(command),
        None => Wanted::Board(terminal()),
    };
    let client = place::text("SSH_CLIENT").unwrap_or_default();
    let from = client.split(' ').next().unwrap_or_default().to_owned();
    join(&server, &Claim::Holder(asked.fingerprint.clone(), from), wanted, lang)
}

fn join(server: &Server, claim: &Claim, wanted: Wanted, lang: Lang) -> ExitCode {
    let failure = match server.join(claim, wanted) {
        Ok(Some(code)) => return ExitCode::from(code),
        Ok(None) => Failure::Refused(Texts::of(lang).get("attach.refused").to_owned()),
        Err(error) => Failure::Broken(Texts::of(lang).fill("attach.broken", &[("why", &error)])),
    };
    ended(Err(failure), lang)
}

fn claim(told: Option<&str>) -> Claim {
    told.map_or(Claim::Myself, |name| Claim::As(name.to_owned()))
}

fn terminal() -> String {
    place::text("TERM").unwrap_or_default()
}

/// The words of a line for another process to split, without the program and what only this one needs to know.
fn words(line: &[OsString]) -> Option<String> {
    let words: Option<Vec<&str>> = line.iter().skip(1).map(|word| word.to_str()).collect();
    let mut words = words?.into_iter();
    let mut kept = Vec::new();
    while let Some(word) = words.next() {
        match word {
            "--" => {
                kept.push(word);
                kept.extend(words.by_ref());
            }
            "--data" | "--config" | "--as" => drop(words.next()),
            _ if ["--data=", "--config=", "--as="].iter().any(|own| word.starts_with(own)) => {}
            _ => kept.push(word),
        }
    }
    shlex::try_join(kept).ok()
}
