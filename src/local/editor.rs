//! Gives the terminal to the person's own editor until that ends.
//!
//! It must not know what is edited.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

use super::event::{self, Event};
use super::gate::{Closed, Gate};
use super::screen;

/// How long an editor may take to end when the terminal is gone.
const PATIENCE: Duration = Duration::from_secs(1);

/// The terminal in the hands of an editor.
#[derive(Debug)]
pub(super) struct Lent<'a> {
    /// The command of the editor.
    pub editor: &'a str,
    /// The file in it.
    pub file: PathBuf,
    /// Whether it has ended.
    pub is_over: bool,
    begun: io::Result<Child>,
    /// Until it is dropped nobody else reads the keyboard.
    _closed: Option<Closed<'a>>,
}

impl<'a> Lent<'a> {
    /// Gives the terminal back and begins the editor, a command as a shell splits it, with the file behind its arguments.
    /// Its end is told to `send`, also when it cannot begin.
    pub(super) fn begin(editor: &'a str, file: PathBuf, gate: &'a Gate, send: &Sender<Event>) -> Self {
        let (closed, begun) = match gate.close() {
            Ok(closed) => {
                // Keys that came with the one that asked for the editor can no longer be given to it.
                drop(event::rest());
                screen::give_back();
                (Some(closed), begin(editor, &file, send.clone()))
            }
            Err(e) => (None, Err(e)),
        };
        if begun.is_err() {
            drop(send.send(Event::EditorEnded));
        }
        Self { editor, file, is_over: false, begun, _closed: closed }
    }

    /// How the editor ended; to be asked when it has.
    pub(super) fn ended(&mut self) -> io::Result<ExitStatus> {
        match &mut self.begun {
            Ok(child) => child.wait(),
            Err(e) => Err(io::Error::new(e.kind(), e.to_string())),
        }
    }

    /// Has the editor end too, and waits for it, but not for long. What it has saved stays in the file.
    pub(super) fn hang_up(mut self, events: &Receiver<Event>) {
        let (Ok(child), false) = (&self.begun, self.is_over) else { return };
        let _ = kill_process(Pid::from_child(child), Signal::HUP);
        let until = Instant::now() + PATIENCE;
        while let Ok(event) = events.recv_timeout(until.saturating_duration_since(Instant::now())) {
            if matches!(event, Event::EditorEnded) {
                drop(self.ended());
                return;
            }
        }
    }
}

/// In the process group of this program, so that a shell stops and continues both as one.
fn begin(editor: &str, file: &Path, send: Sender<Event>) -> io::Result<Child> {
    // What is no command line is no program either, and is told as such.
    let words = shlex::split(editor).unwrap_or_else(|| vec![editor.to_owned()]);
    let (program, arguments) = words.split_first().ok_or(io::ErrorKind::NotFound)?;
    let mut child = Command::new(program).args(arguments).arg(file).spawn()?;
    let id = Pid::from_child(&child);
    let waiting = thread::Builder::new().name(String::from("editor")).spawn(move || {
        // It is not reaped here: as long as its number may be sent a signal, the number must be its own.
        let ended = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while matches!(waitid(WaitId::Pid(id), ended), Err(Errno::INTR)) {}
        drop(send.send(Event::EditorEnded));
    });
    match waiting {
        Ok(_) => Ok(child),
        Err(e) => Err(child.kill().err().unwrap_or(e)),
    }
}
