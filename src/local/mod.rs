//! Runs one session on the terminal of this machine: probes it, feeds it keys, gives it back.
//!
//! It must not know what the keys mean or what is drawn.

mod event;
mod probe;
mod screen;
mod work;

use std::io::{self, StdoutLock, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use chrono::{DateTime, FixedOffset, Timelike};
use ratatui::Terminal;
use ratatui::layout::Size;

use crate::ledger::Ledger;
use crate::session::{Effect, Errands, Msg, Session};
use crate::tui::backend::Backend;
use crate::tui::clipboard;
use event::Event;
pub use probe::Probed;
pub use screen::{Screen, is_terminal};

/// Reads the clock; told by whoever starts the program.
pub type Clock = fn() -> DateTime<FixedOffset>;

/// The most events that are answered with one frame.
const BURST: usize = 1000;

/// Runs `session` on `screen` until it ends, its terminal is gone, or a signal says so.
///
/// `errands` run on threads of their own; each new book of `ledger` reaches the session.
pub fn run(
    mut session: Session,
    screen: &Screen,
    ledger: &Arc<Ledger>,
    errands: &Arc<Errands>,
    clock: Clock,
) -> io::Result<()> {
    let (send, events) = mpsc::channel();
    let mut terminal = open(screen)?;
    terminal.draw(|frame| session.draw(frame))?;
    // The first frame stands; everything that may be slow begins now.
    let to_session = send.clone();
    let _watching = ledger.watch(move |book| drop(to_session.send(Event::Msg(Msg::Book(book.clone())))));
    event::listen(&send, screen)?;
    let workers = work::Workers::start(ledger, errands, &send, clock);
    loop {
        let Some(first) = next(&events, clock)? else { return Ok(()) };
        // A burst of keys is answered with one frame, but a flood does not keep the screen from following.
        for event in std::iter::once(first).chain(events.try_iter()).take(BURST) {
            let msg = match event {
                Event::Msg(msg) => msg,
                Event::Ended => return Ok(()),
                Event::Suspend => {
                    screen.suspend()?;
                    continue;
                }
                Event::Continued => {
                    // Someone else may have drawn, and the window may have changed.
                    screen.make_ready()?;
                    terminal = open(screen)?;
                    let Size { width, height } = terminal.size()?;
                    Msg::Resize(width, height)
                }
            };
            if let Msg::Resize(width, height) = msg {
                terminal.backend_mut().resize(width, height);
            }
            for effect in session.update(msg) {
                match effect {
                    Effect::Quit => return Ok(()),
                    Effect::Copy(text) => terminal.backend_mut().send(&clipboard::osc52(&text))?,
                    other => workers.run(other),
                }
            }
        }
        terminal.draw(|frame| session.draw(frame))?;
    }
}

/// The terminal as it is now, with nothing on it.
fn open(screen: &Screen) -> io::Result<Terminal<Backend<StdoutLock<'static>>>> {
    Terminal::new(Backend::new(io::stdout().lock(), screen.size()?, screen.ambiguous_wide()))
}

/// Waits for the next event, or for the next full minute; nothing when nobody is left to send any.
fn next(events: &Receiver<Event>, clock: Clock) -> io::Result<Option<Event>> {
    let now = clock();
    let past = u64::from(now.second()) * 1000 + u64::from(now.timestamp_subsec_millis());
    match events.recv_timeout(Duration::from_millis(60_000_u64.saturating_sub(past).max(1))) {
        Ok(event) => Ok(Some(event)),
        Err(RecvTimeoutError::Timeout) => Ok(Some(Event::Msg(Msg::Minute(clock())))),
        Err(RecvTimeoutError::Disconnected) => Ok(None),
    }
}

/// Writes what must reach the terminal now.
fn send(sequence: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(sequence.as_bytes())?;
    out.flush()
}
