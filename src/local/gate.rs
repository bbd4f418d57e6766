//! Keeps the keyboard's thread from the terminal while someone else reads it.
//!
//! It must not know who that is.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::raise;

/// How long the keyboard's thread may take to leave the terminal; it takes as long as passing on one key.
const PATIENCE: Duration = Duration::from_secs(1);

/// The way of the keyboard's thread to the terminal.
#[derive(Debug)]
pub(super) struct Gate {
    keyboard: Mutex<Keyboard>,
    moved: Condvar,
}

/// Where the keyboard's thread is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keyboard {
    /// It may read.
    Reading,
    /// It may still read and is asked to leave.
    Asked,
    /// It reads nothing until the gate is opened again.
    Away,
}

/// The gate while it is closed: nobody but the holder reads the terminal. Dropping it opens the gate.
#[derive(Debug)]
pub(super) struct Closed<'a>(&'a Gate);

impl Gate {
    pub(super) fn new() -> Self {
        Self { keyboard: Mutex::new(Keyboard::Reading), moved: Condvar::new() }
    }

    /// Waits while the gate is closed; to be called by the keyboard's thread before each reading.
    pub(super) fn pass(&self) {
        let mut keyboard = self.held();
        if *keyboard == Keyboard::Asked {
            *keyboard = Keyboard::Away;
            self.moved.notify_all();
        }
        drop(self.moved.wait_while(keyboard, |keyboard| *keyboard == Keyboard::Away));
    }

    /// Closes the gate and waits until the keyboard's thread has left the terminal.
    pub(super) fn close(&self) -> io::Result<Closed<'_>> {
        let mut keyboard = self.held();
        *keyboard = Keyboard::Asked;
        let closed = Closed(self);
        // It sleeps in crossterm, which a new size wakes.
        raise(SIGWINCH)?;
        while *keyboard == Keyboard::Asked {
            let waited = self.moved.wait_timeout(keyboard, PATIENCE).unwrap_or_else(PoisonError::into_inner);
            keyboard = waited.0;
            if waited.1.timed_out() {
                drop(keyboard);
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
        drop(keyboard);
        Ok(closed)
    }

    fn held(&self) -> MutexGuard<'_, Keyboard> {
        self.keyboard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Closed<'_> {
    fn drop(&mut self) {
        *self.0.held() = Keyboard::Reading;
        self.0.moved.notify_all();
    }
}
