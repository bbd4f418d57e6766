//! `duban backup`: everything in one file, also while another process works.

use std::path::Path;

use super::file;
use super::find::reading;
use super::out::{Exit, Failure, Out};
use super::prose;
use crate::store;

pub(super) fn run(path: &Path, out: &mut Out<'_>) -> Result<Exit, Failure> {
    // An older backup is never lost to a newer one.
    if path.symlink_metadata().is_ok() {
        return Err(Failure::Refused(out.say("cli.backup_exists", &[("path", &path.display())])));
    }
    // An empty backup could never be restored: whoever made it would believe to have one.
    if reading(out)?.book().revision() == 0 {
        return Err(Failure::Refused(out.say("cli.empty", &[("data", &out.data.display())])));
    }
    file::write(path, out, |file| store::backup(&out.data, file), |e| out.store_failure(&e))?;
    let sentence = out.say("cli.backed_up", &[("path", &path.display())]);
    prose::paragraphs(&sentence, 0, out)?;
    Ok(Exit::Done)
}
