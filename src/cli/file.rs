//! Reads and writes the files that commands name; a file is written whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::out::{Failure, Out};

/// A file larger than this is not read: the largest real table has 200 KB, a book of ten years some megabytes.
const LARGEST: u64 = 256 << 20;

/// Reads a file that a person named.
pub(super) fn read(path: &Path, out: &Out<'_>) -> Result<Vec<u8>, Failure> {
    on_this_machine(out)?;
    let failed = |why: &dyn std::fmt::Display| {
        Failure::Refused(out.say("cli.unreadable", &[("path", &path.display()), ("why", why)]))
    };
    let about = fs::metadata(path).map_err(|e| failed(&e))?;
    if !about.is_file() || about.len() > LARGEST {
        return Err(failed(&out.texts().get("cli.no_plain_file")));
    }
    fs::read(path).map_err(|e| failed(&e))
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
