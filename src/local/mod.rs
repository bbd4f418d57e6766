//! Runs one session on the terminal of this machine: probes it, feeds it keys, gives it back.
//!
//! It must not know what the keys mean or what is drawn.

mod editor;
mod event;
mod gate;
mod probe;
mod screen;
mod work;

use std::io::{self, StdoutLock, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};

use chrono::{DateTime, FixedOffset};
use ratatui::Terminal;
use ratatui::layout::Size;
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::raise;

use crate::ledger::Ledger;
use crate::session::{Beat, Effect, Errands, Msg, Session};
use crate::tui::backend::Backend;
use crate::tui::clipboard;
use editor::Lent;
use event::Event;
use gate::Gate;
pub use screen::{Screen, is_terminal};

/// Reads the clock; told by whoever starts the program.
pub type Clock = fn() -> DateTime<FixedOffset>;

/// The most events that are answered with one frame.
const BURST: usize = 1000;

/// Runs `session` on `screen` until it ends, its terminal is gone, or a signal says so.
///
/// `errands` run on threads of their own; each new book of `ledger` reaches the session. `editor` is the command of the
/// person's own editor, if one is named.
pub fn run(
    mut session: Session,
    screen: &Screen,
    ledger: &Arc<Ledger>,
    errands: &Arc<Errands>,
    clock: Clock,
    editor: Option<&str>,
) -> io::Result<()> {
    let ended = catch_unwind(AssertUnwindSafe(|| serve(&mut session, screen, ledger, errands, clock, editor)));
    // However it ends, nothing typed is lost.
    for (number, draft) in session.unkept() {
        drop(errands.keep(number, &draft));
    }
    ended.unwrap_or_else(|panicked| resume_unwind(panicked))
}

fn serve(
    session: &mut Session,
    screen: &Screen,
    ledger: &Arc<Ledger>,
    errands: &Arc<Errands>,
    clock: Clock,
    editor: Option<&str>,
) -> io::Result<()> {
    let (send, events) = mpsc::channel();
    let mut terminal = open(screen)?;
    terminal.draw(|frame| session.draw(frame))?;
    // The first frame stands; everything that may be slow begins now.
    let to_session = send.clone();
    let _watching = ledger.watch(move |book| drop(to_session.send(Event::Msg(Msg::Book(book.clone())))));
    // Drafts are known before the first key: a form that is opened begins with what was written in it.
    errands.take_back_all();
    if let Some(drafts) = errands.run(Effect::Drafts, clock()) {
        drop(send.send(Event::Msg(drafts)));
    }
    let gate = Arc::new(Gate::new());
    event::listen(&send, screen, &gate)?;
    let workers = work::Workers::start(ledger, errands, &send, clock);
    let mut beat = Beat::new(clock());
    let mut lent: Option<Lent<'_>> = None;
    loop {
        let patience = beat.patience(clock());
        let first = match events.recv_timeout(patience) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        let now = clock();
        let due: Vec<Event> = beat.due(now).map(Event::Msg).collect();
        if first.is_none() && due.is_empty() {
            continue;
        }
        // A burst of keys is answered with one frame, but a flood does not keep the screen from following.
        for event in due.into_iter().chain(first).chain(events.try_iter()).take(BURST) {
            let msg = match event {
                Event::Msg(Msg::Resize(..)) if lent.as_ref().is_some_and(|lent| lent.is_over) => {
                    screen.enter("")?;
                    if let Some(mut lent) = lent.take() {
                        let ended = lent.ended();
                        let back = errands.take_back(&lent.file, lent.editor, ended);
                        drop(send.send(Event::Msg(back)));
                    }
                    open_anew(&mut terminal, screen)?
                }
                Event::Msg(msg) => msg,
                // It is the editor's.
                Event::Interrupted if lent.is_some() => continue,
                Event::Interrupted | Event::Ended => {
                    match lent {
                        Some(lent) => lent.hang_up(&events),
                        None => hear_out(session, &events, &gate),
                    }
                    return Ok(());
                }
                Event::Suspend if lent.is_some() => {
                    screen::stop()?;
                    continue;
                }
                Event::Continued if lent.is_some() => continue,
                Event::Suspend => {
                    screen.suspend()?;
                    continue;
                }
                Event::Continued => {
                    screen.make_ready()?;
                    open_anew(&mut terminal, screen)?
                }
                Event::EditorEnded => {
                    if let Some(lent) = &mut lent {
                        lent.is_over = true;
                        // The interrupt that ended it is heard before this signal, which has a greater number.
                        raise(SIGWINCH)?;
                    }
                    continue;
                }
            };
            if let Msg::Resize(width, height) = msg {
                terminal.backend_mut().resize(width, height);
            }
            for effect in session.update(msg) {
                match effect {
                    Effect::Quit => return Ok(()),
                    Effect::Suspend => screen.suspend()?,
                    Effect::Copy(text) => terminal.backend_mut().send(&clipboard::osc52(&text))?,
                    // Here and now: whoever drops a draft and leaves at once would meet it again.
                    drop @ Effect::DropDraft(..) => workers.run_here(drop, now),
                    Effect::Edit(text) => match errands.lend(editor, &text, &session.unkept()) {
                        Ok((editor, file)) => lent = Some(Lent::begin(editor, file, &gate, &send)),
                        Err(why) => drop(send.send(Event::Msg(why))),
                    },
                    other => workers.run(other),
                }
            }
        }
        beat.note(session);
        if lent.is_none() {
            terminal.draw(|frame| session.draw(frame))?;
        }
    }
}

/// Takes in what was typed before the end and not heard yet.
fn hear_out(session: &mut Session, events: &Receiver<Event>, gate: &Gate) {
    let closed = gate.close();
    let heard = events.try_iter().filter_map(|event| if let Event::Msg(msg) = event { Some(msg) } else { None });
    let unread = if closed.is_ok() { event::rest() } else { Vec::new() };
    for msg in heard.chain(unread).filter(|msg| matches!(msg, Msg::Key(_) | Msg::Run(_) | Msg::Paste(_))) {
        // What it asks for comes too late; drafts among it are kept with whatever else is not kept.
        drop(session.update(msg));
    }
}

type Opened = Terminal<Backend<StdoutLock<'static>>>;

/// Opens the terminal again after someone else may have drawn on it, and the window may have changed.
fn open_anew(terminal: &mut Opened, screen: &Screen) -> io::Result<Msg> {
    *terminal = open(screen)?;
    let Size { width, height } = terminal.size()?;
    Ok(Msg::Resize(width, height))
}

/// The terminal as it is now, with nothing on it.
fn open(screen: &Screen) -> io::Result<Opened> {
    Terminal::new(Backend::new(io::stdout().lock(), screen.size()?, screen.ambiguous_wide()))
}

/// Writes what must reach the terminal now.
fn send(sequence: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(sequence.as_bytes())?;
    out.flush()
}
