//! `duban backup`: everything in one file, also while another process works.

use std::fs::File;
use std::path::Path;

use super::file;
use super::out::{Exit, Failure, Out};
use super::progress::with_bar;
use super::prose;
use crate::store::{self, StoreError};

pub(super) fn run(path: Option<&Path>, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let path = match path {
        Some(path) if !file::is_stream(path) => path,
        None if out.columns.is_some() => return Err(Failure::Usage(out.texts().get("cli.backup_where").to_owned())),
        _ => return to_stdout(out),
    };
    // An older backup is never lost to a newer one.
    if path.symlink_metadata().is_ok() {
        return Err(Failure::Refused(out.say("cli.backup_exists", &[("path", &path.display())])));
    }
    let fill = |file: &mut File| {
        let written = with_bar(out, |progress| store::backup(&out.data, file, progress));
        is_of_use(written, out)
    };
    file::write(path, out, fill, |failure| failure)?;
    let sentence = out.say("cli.backed_up", &[("path", &path.display())]);
    prose::paragraphs(&sentence, 0, out)?;
    Ok(Exit::Done)
}

fn to_stdout(out: &mut Out<'_>) -> Result<Exit, Failure> {
    let written = store::backup(&out.data, &mut *out.stdout, &mut |_, _| {});
    is_of_use(written, out).map(|()| Exit::Done)
}

/// An empty backup could never be restored: whoever made it would believe to have one.
fn is_of_use(written: Result<u64, StoreError>, out: &Out<'_>) -> Result<(), Failure> {
    match written {
        Ok(0) => Err(Failure::Refused(out.say("cli.empty", &[("data", &out.data.display())]))),
        Ok(_) => Ok(()),
        Err(error) => Err(out.store_failure(&error)),
    }
}
