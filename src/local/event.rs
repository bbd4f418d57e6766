//! Listens to keyboard and signals on threads of their own, and passes on what they say.

use std::ffi::c_int;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{self, MouseEventKind};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};

use super::gate::Gate;
use super::{Screen, screen};
use crate::session::Msg;
use crate::tui::input::{AT_ONCE, Runs, Typed};
use crate::tui::keys::{Chord, Code};

/// Something for the session, for its terminal, or its end.
#[derive(Debug)]
pub(super) enum Event {
    /// Something for the session.
    Msg(Msg),
    /// A signal asks to stop and to go on later.
    Suspend,
    /// The process goes on after it was stopped.
    Continued,
    /// The keyboard's interrupt came, for whoever has the terminal, or someone sent it.
    Interrupted,
    /// The editor that had the terminal has ended, or never began.
    EditorEnded,
    /// A signal came, or the terminal is gone.
    Ended,
}

/// What the program hears of: an end, a stop and its end, a new size.
pub(super) const SIGNALS: [c_int; 7] = [SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];

/// Starts to listen, to the keyboard while `gate` is open; what was typed before comes first.
pub(super) fn listen(send: &Sender<Event>, screen: &Screen, gate: &Arc<Gate>) -> io::Result<()> {
    for typed in screen.typed_ahead() {
        drop(send.send(Event::Msg(typed.clone().into())));
    }
    let heard = send.clone();
    let signals = screen.signals();
    thread::Builder::new().name(String::from("signals")).spawn(move || {
        let Some(mut signals) = signals else { return };
        for signal in signals.forever() {
            let event = match signal {
                SIGTSTP => Event::Suspend,
                SIGCONT => Event::Continued,
                SIGINT | SIGQUIT => Event::Interrupted,
                SIGWINCH => match screen::size() {
                    Ok((width, height)) => Event::Msg(Msg::Resize(width, height)),
                    Err(_) => Event::Ended,
                },
                _ => Event::Ended,
            };
            if heard.send(event).is_err() {
                return;
            }
        }
    })?;
    let (keys, gate) = (send.clone(), gate.clone());
    thread::Builder::new().name(String::from("keyboard")).spawn(move || {
        gate.pass();
        while let Ok(heard) = read() {
            for msg in heard {
                if keys.send(Event::Msg(msg)).is_err() {
                    return;
                }
            }
            gate.pass();
        }
        drop(keys.send(Event::Ended));
        // Whoever closes it need not wait for this thread any more.
        gate.pass();
    })?;
    // On a terminal that is gone crossterm spins instead of failing (crossterm #793): someone else must notice it.
    let hung_up = send.clone();
    thread::Builder::new().name(String::from("hangup")).spawn(move || {
        wait_for_hangup();
        drop(hung_up.send(Event::Ended));
    })?;
    Ok(())
}

/// Sleeps until the terminal is gone, which is told without being asked for.
fn wait_for_hangup() {
    let stdin = stdin();
    let mut waiting = [PollFd::new(&stdin, PollFlags::empty())];
    while poll(&mut waiting, None) == Err(Errno::INTR) {}
}

/// Reads what has been typed and not been read; to be called while the gate is closed.
pub(super) fn rest() -> Vec<Msg> {
    let mut heard = Vec::new();
    while let Ok(true) = event::poll(AT_ONCE) {
        heard.extend(read().into_iter().flatten());
    }
    heard
}

/// Waits for the next thing typed. A Tab is heard together with the text that came at once with it.
fn read() -> io::Result<Vec<Msg>> {
    let mut heard = Vec::new();
    let mut tell = |typed: Typed| heard.push(Msg::from(typed));
    let mut runs = Runs::default();
    loop {
        if let Some(typed) = understand(event::read()?) {
            runs.take(typed, &mut tell);
        }
        if !runs.is_held() || !event::poll(AT_ONCE)? {
            runs.end(&mut tell);
            return Ok(heard);
        }
    }
}

fn understand(event: event::Event) -> Option<Typed> {
    match event {
        event::Event::Key(pressed) => Chord::from_event(&pressed).map(Typed::Key),
        event::Event::Paste(text) => Some(Typed::Paste(text)),
        event::Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollUp => Some(Typed::Key(Chord::plain(Code::Up))),
            MouseEventKind::ScrollDown => Some(Typed::Key(Chord::plain(Code::Down))),
            _ => None,
        },
        // A new size is told by its signal.
        _ => None,
    }
}
