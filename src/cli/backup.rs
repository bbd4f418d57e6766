//! `duban backup`: everything in one file, also while another process works.

use std::path::Path;

use super::file;
use super::out::{Exit, Failure, Out};
use crate::ledger;

pub(super) fn run(path: &Path, out: &mut Out<'_>) -> Result<Exit, Failure> {
    // An older backup is never lost to a newer one.
    if path.symlink_metadata().is_ok() {
        return Err(Failure::Refused(out.say("cli.backup_exists", &[("path", &path.display())])));
    }
    file::write(path, out, |file| ledger::backup(&out.data, file), |e| out.store_failure(&e))?;
    let sentence = out.say("cli.backed_up", &[("path", &path.display())]);
    out.line(&sentence)?;
    Ok(Exit::Done)
}
