//! Listens to what the terminal answers about itself, and not for long.

use std::io;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio::stdin;

use crate::tui::probe::{LONGEST, Probed};

/// How long all answers together may take; a terminal without any is taken as narrow and reading UTF-8.
const PATIENCE: Duration = Duration::from_millis(200);
/// Listens until both answers are there or patience ends.
pub(super) fn answers() -> io::Result<Probed> {
    let began = Instant::now();
    let mut heard = Vec::new();
    let mut chunk = [0; 256];
    while !Probed::of(&heard).is_whole && heard.len() < LONGEST {
        let left = PATIENCE.saturating_sub(began.elapsed());
        let left = Timespec { tv_sec: 0, tv_nsec: i64::from(left.subsec_nanos()) };
        let stdin = stdin();
        let mut waiting = [PollFd::new(&stdin, PollFlags::IN)];
        match poll(&mut waiting, Some(&left)) {
            Ok(0) => break,
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(failed) => return Err(failed.into()),
        }
        match rustix::io::read(stdin, &mut chunk)? {
            0 => break,
            read => heard.extend_from_slice(chunk.get(..read).unwrap_or_default()),
        }
    }
    Ok(Probed::of(&heard))
}
