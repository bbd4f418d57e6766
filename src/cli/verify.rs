//! `duban verify`: reads everything back, and says whether it is whole.

use super::out::{Exit, Failure, Out};
use super::progress::with_bar;
use super::prose;
use crate::store::{self, Verified};

pub(super) fn run(out: &mut Out<'_>) -> Result<Exit, Failure> {
    let verified = with_bar(out, |progress| store::verify(&out.data, progress));
    let Verified { revision, head, torn, rows, access } = verified.map_err(|e| out.store_failure(&e))?;
    let sentence = out.say("cli.verified", &[("revision", &revision), ("head", &head)]);
    prose::paragraphs(&sentence, 0, out)?;
    if let Some((lines, head)) = access {
        let sentence = out.say("cli.access_verified", &[("lines", &lines), ("head", &head)]);
        prose::paragraphs(&sentence, 0, out)?;
    }
    if !rows {
        let sentence = out.texts().get("cli.rows_not_read").to_owned();
        out.remark(&sentence);
    }
    if torn > 0 {
        let sentence = out.say("cli.torn", &[("bytes", &torn)]);
        out.remark(&sentence);
    }
    Ok(Exit::Done)
}
