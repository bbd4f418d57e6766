//! `duban backup`: everything in one file, also while another process works.

use std::fs::File;
use std::path::Path;

use super::file;
use super::out::{Exit, Failure, Out};
use super::progress::with_bar;
use super::prose;
use crate::store;

pub(super) fn run(path: &Path, out: &mut Out<'_>) -> Result<Exit, Failure> {
    // An older backup is never lost to a newer one.
    if path.symlink_metadata().is_ok() {
        return Err(Failure::Refused(out.say("cli.backup_exists", &[("path", &path.display())])));
    }
    let fill = |file: &mut File| match with_bar(out, |progress| store::backup(&out.data, file, progress)) {
        // An empty backup could never be restored: whoever made it would believe to have one.
        Ok(0) => Err(Failure::Refused(out.say("cli.empty", &[("data", &out.data.display())]))),
        Ok(_) => Ok(()),
        Err(error) => Err(out.store_failure(&error)),
    };
    file::write(path, out, fill, |failure| failure)?;
    let sentence = out.say("cli.backed_up", &[("path", &path.display())]);
    prose::paragraphs(&sentence, 0, out)?;
    Ok(Exit::Done)
}
