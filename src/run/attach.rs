//! Joins a server that runs on this machine, so that a second program works at once on a store that is in use.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{ended, place, serve};
use crate::attach::{Claim, End, Server, Wanted};
use crate::cli::args::serve::Attach;
use crate::cli::args::{Command, Global};
use crate::cli::{self, Failure};
use crate::lang::{Lang, Texts};
use crate::local;
use crate::tui::text::clean;

/// The board of a running server; nothing when none runs.
pub(super) fn board(data: &Path, told: Option<&str>, lang: Lang) -> Option<ExitCode> {
    let server = local::is_terminal().then(|| Server::at(&serve::socket(data))).flatten()?;
    Some(join(&server, &claim(told), Wanted::Board(terminal()), lang))
}

/// A command that changes something, run by a running server; nothing when none runs, or it needs none.
///
/// A file that it names is read here, by whoever asks and where the asker stands, and handed over as standard input.
pub(super) fn command(
    command: &Command,
    global: &Global,
    line: &[OsString],
    data: &Path,
    lang: Lang,
) -> Option<ExitCode> {
    if !matches!(command, Command::Change(_) | Command::Import(_)) {
        return None;
    }
    let server = Server::at(&serve::socket(data))?;
    let named = cli::named_file(command);
    let words = words(line, global, named)?;
    let texts = Texts::of(lang);
    // Nobody can be asked through the server.
    if let Command::Import(asked) = command
        && named.is_some()
        && !(asked.yes || asked.dry_run)
    {
        return Some(ended(Err(Failure::Refused(texts.get("attach.needs_yes").to_owned())), lang));
    }
    match named.map(|path| cli::read_file(path, &texts)).transpose() {
        Ok(file) => Some(join(&server, &claim(global.author.as_deref()), Wanted::Command { words, file }, lang)),
        Err(failure) => Some(ended(Err(failure), lang)),
    }
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
        Some(words) => Wanted::Command { words, file: None },
        None => Wanted::Board(terminal()),
    };
    let client = place::text("SSH_CLIENT").unwrap_or_default();
    let from = client.split(' ').next().unwrap_or_default().to_owned();
    join(&server, &Claim::Holder(asked.fingerprint.clone(), from), wanted, lang)
}

fn join(server: &Server, claim: &Claim, wanted: Wanted, lang: Lang) -> ExitCode {
    let failure = match server.join(claim, wanted) {
        Ok(End::Code(code)) => return ExitCode::from(code),
        Ok(End::Lost) => Failure::Broken(Texts::of(lang).get("attach.lost").to_owned()),
        Ok(End::Refused) => Failure::Refused(Texts::of(lang).get("attach.refused").to_owned()),
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

/// The words of a line for another process to split, without the program and what only this one needs to know, and with
/// standard input in place of the file that is `named`.
fn words(line: &[OsString], global: &Global, named: Option<&Path>) -> Option<String> {
    let words: Option<Vec<&str>> = line.iter().skip(1).map(|word| word.to_str()).collect();
    let mut words = words?;
    // A word that looks like one of these options may be a text: what was understood tells.
    let path = |option: &str, value: &Option<PathBuf>| value.clone().map(|path| (option.to_owned(), path));
    let author = global.author.as_ref().map(|name| (String::from("--as"), PathBuf::from(name)));
    for (option, value) in
        path("--data", &global.data).into_iter().chain(path("--config", &global.config)).chain(author)
    {
        let is_it = |word: &str| Path::new(word) == value || Path::new(clean(word).trim()) == value;
        let joined = |word: &str| word.strip_prefix(&option).and_then(|rest| rest.strip_prefix('=')).is_some_and(is_it);
        let apart = words.windows(2).position(|pair| matches!(pair, [name, word] if *name == option && is_it(word)));
        if let Some(at) = apart {
            words.drain(at..at + 2);
        } else if let Some(at) = words.iter().position(|word| joined(word)) {
            words.remove(at);
        }
    }
    if let Some(named) = named {
        let is_it = |word: &&str| Path::new(word.strip_prefix("--key=").unwrap_or(word)) == named;
        let after_option = words.windows(2).position(|pair| matches!(pair, ["--key", word] if is_it(word)));
        let at = after_option.map(|at| at + 1).or_else(|| words.iter().rposition(is_it))?;
        let word = words.get_mut(at)?;
        *word = if word.starts_with("--key=") { "--key=-" } else { "-" };
    }
    shlex::try_join(words).ok()
}
