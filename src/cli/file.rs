//! Reads and writes the files that commands name; a file is written whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::args::Command;
use super::args::change::Change;
use super::args::user::{User, UserKey};
use super::out::{Failure, Out};
use crate::lang::Texts;

/// A file larger than this is not read: the largest real table has 200 KB, a book of ten years some megabytes.
const LARGEST: u64 = 256 << 20;

/// Whether a path stands for standard input or output.
pub(super) fn is_stream(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads a file that a person named, or standard input for `-`.
pub(super) fn read(path: &Path, out: &mut Out<'_>) -> Result<Vec<u8>, Failure> {
    if is_stream(path) {
        return read_input(path, out);
    }
    on_this_machine(out)?;
    read_file(path, out.texts())
}

/// Reads a file of this machine that a person named.
pub fn read_file(path: &Path, texts: &Texts) -> Result<Vec<u8>, Failure> {
    let failed = |why: &dyn std::fmt::Display| {
        Failure::Refused(texts.fill("cli.unreadable", &[("path", &path.display()), ("why", why)]))
    };
    let about = fs::metadata(path).map_err(|e| failed(&e))?;
    if !about.is_file() || about.len() > LARGEST {
        return Err(failed(&texts.get("cli.no_plain_file")));
    }
    fs::read(path).map_err(|e| failed(&e))
}

/// The file that a command reads, if it reads one that is not standard input.
pub fn named_file(command: &Command) -> Option<&Path> {
    let path = match command {
        Command::Import(asked) => asked.file.as_path(),
        Command::Change(Change::User(User::Add(asked))) => Path::new(&asked.key),
        Command::Change(Change::User(User::Key(UserKey::Add(asked)))) => Path::new(&asked.key),
        Command::Change(Change::User(User::Key(UserKey::Remove(asked)))) if !asked.is_fingerprint() => {
            Path::new(&asked.key)
        }
        _ => return None,
    };
    Some(path).filter(|path| !is_stream(path))
}

fn read_input(path: &Path, out: &mut Out<'_>) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = (&mut *out.stdin).take(LARGEST + 1).read_to_end(&mut bytes);
    let failed = |why: &dyn std::fmt::Display| {
        Failure::Refused(out.say("cli.unreadable", &[("path", &path.display()), ("why", why)]))
    };
    read.map_err(|e| failed(&e))?;
    if bytes.len() as u64 > LARGEST { Err(failed(&out.texts().get("cli.no_plain_file"))) } else { Ok(bytes) }
}

/// Writes a file beside its place and moves it there when it is whole and on disk.
pub(super) fn write<E>(
    path: &Path,
    out: &Out<'_>,
    fill: impl FnOnce(&mut File) -> Result<(), E>,
    broken: impl FnOnce(E) -> Failure,
) -> Result<(), Failure> {
    on_this_machine(out)?;
    let failed = |e: &io::Error| Failure::Broken(out.say("cli.unwritable", &[("path", &path.display()), ("why", e)]));
    let beside = beside(path);
    let mut file = File::create_new(&beside).map_err(|e| failed(&e))?;
    let filled = fill(&mut file).map_err(broken);
    let written = filled.and_then(|()| {
        let kept = file.flush().and_then(|()| file.sync_all()).and_then(|()| fs::rename(&beside, path));
        kept.map_err(|e| failed(&e))
    });
    if written.is_err() {
        // What is half written is of no use to anyone; the first error is the one to tell.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// The files of the machine that serves are nothing to whoever sits at another.
fn on_this_machine(out: &Out<'_>) -> Result<(), Failure> {
    if out.who.via.is_remote() { Err(Failure::Refused(out.texts().get("cli.no_files").to_owned())) } else { Ok(()) }
}

fn beside(path: &Path) -> PathBuf {
    let mut name: OsString = path.file_name().map(OsString::from).unwrap_or_default();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}
