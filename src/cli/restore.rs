//! `duban restore`: a backup into an empty folder, verified before it is used.

use std::path::Path;

use super::out::{Exit, Failure, Out};
use super::progress::with_bar;
use super::prose;
use crate::store;

pub(super) fn run(path: &Path, out: &mut Out<'_>) -> Result<Exit, Failure> {
    let restored = with_bar(out, |progress| store::restore(path, &out.data, progress));
    restored.map_err(|e| out.store_failure(&e))?;
    let sentence = out.say("cli.restored", &[("path", &path.display()), ("data", &out.data.display())]);
    prose::paragraphs(&sentence, 0, out)?;
    Ok(Exit::Done)
}
