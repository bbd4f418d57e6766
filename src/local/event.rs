//! Listens to keyboard and signals on threads of their own, and passes on what they say.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{self, MouseEventKind};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::session::Msg;
use crate::tui::keys::{Chord, Code};

/// Something for the session, or its end.
#[derive(Debug)]
pub(super) enum Event {
    /// Something for the session.
    Msg(Msg),
    /// A signal came, or the terminal is gone.
    Ended,
}

/// Starts to listen; keys typed before come first.
pub(super) fn listen(send: &Sender<Event>, typed: &[Chord]) -> io::Result<()> {
    for chord in typed {
        drop(send.send(Event::Msg(Msg::Key(*chord))));
    }
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT])?;
    let ended = send.clone();
    thread::Builder::new().name(String::from("signals")).spawn(move || {
        if signals.forever().next().is_some() {
            drop(ended.send(Event::Ended));
        }
    })?;
    let keys = send.clone();
    thread::Builder::new().name(String::from("keyboard")).spawn(move || {
        loop {
            let Ok(event) = event::read() else {
                drop(keys.send(Event::Ended));
                return;
            };
            let passed_on = understand(event).is_none_or(|msg| keys.send(Event::Msg(msg)).is_ok());
            if !passed_on {
                return;
            }
        }
    })?;
    Ok(())
}

fn understand(event: event::Event) -> Option<Msg> {
    match event {
        event::Event::Key(key) => Chord::from_event(&key).map(Msg::Key),
        event::Event::Paste(text) => Some(Msg::Paste(text)),
        event::Event::Resize(width, height) => Some(Msg::Resize(width, height)),
        event::Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollUp => Some(Msg::Key(Chord::plain(Code::Up))),
            MouseEventKind::ScrollDown => Some(Msg::Key(Chord::plain(Code::Down))),
            _ => None,
        },
        _ => None,
    }
}
