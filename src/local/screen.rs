//! Takes the terminal into use, and gives it back however the program ends.

use std::io::{self, IsTerminal};
use std::panic;
use std::sync::{Arc, Mutex, PoisonError};

use nix::unistd::{getpgid, getpgrp, getppid, getsid};
use signal_hook::consts::SIGTSTP;
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::event;
use super::probe::{self, Probed};
use super::send;
use crate::tui::backend::{GIVE_BACK, MOUSE, READY, TAKE, bounded};
use crate::tui::input::Typed;

/// The terminal while it is in use; dropping it gives it back.
#[derive(Debug)]
pub struct Screen {
    /// What was learnt about it; none while its answers are still awaited.
    probed: Option<Probed>,
    mouse: bool,
    words: Words,
    /// The signals that came since it was taken, until someone listens to them.
    signals: Mutex<Option<Signals>>,
}

/// What panics said while the terminal was in use; nothing is kept once it is given back.
type Words = Arc<Mutex<Option<Vec<String>>>>;

/// Whether the program talks to a terminal at all.
pub fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

impl Screen {
    /// Takes the terminal into use and asks how it reads and counts; its answers are for [`Self::measure`].
    pub fn take(mouse: bool) -> io::Result<Self> {
        // A signal must not end the program before it can give the terminal back.
        let signals = Mutex::new(Some(Signals::new(event::SIGNALS)?));
        // From here on dropping gives it back, whatever fails.
        let screen = Self { probed: None, mouse, words: keep_words(), signals };
        screen.enter(probe::QUESTIONS)?;
        Ok(screen)
    }

    /// Waits for the terminal's answers. `ambiguous_wide` says how it counts, or nothing to go by what it answers.
    pub fn measure(&mut self, ambiguous_wide: Option<bool>) -> io::Result<()> {
        let measured = probe::answers()?;
        self.probed = Some(Probed { ambiguous_wide: ambiguous_wide.unwrap_or(measured.ambiguous_wide), ..measured });
        Ok(())
    }

    /// The columns and rows that are drawn on it.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        size()
    }

    /// Whether characters of ambiguous width take two columns.
    pub fn ambiguous_wide(&self) -> bool {
        self.probed.as_ref().is_some_and(|probed| probed.ambiguous_wide)
    }

    /// Whether it was seen to read what it is sent as something else than UTF-8, such as GBK.
    pub fn misreads_utf8(&self) -> bool {
        self.probed.as_ref().is_some_and(|probed| probed.misreads_utf8)
    }

    /// What was typed before anyone listened.
    pub fn typed_ahead(&self) -> &[Typed] {
        self.probed.as_ref().map_or(&[], |probed| &probed.typed)
    }

    /// The signals that came since it was taken; the first caller gets them.
    pub(super) fn signals(&self) -> Option<Signals> {
        self.signals.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Takes it into use, with `more` to be sent to it.
    pub(super) fn enter(&self, more: &str) -> io::Result<()> {
        self.set_up(TAKE, more)
    }

    /// Sets the terminal up as the program needs it; again when someone else may have used it.
    pub(super) fn make_ready(&self) -> io::Result<()> {
        self.set_up("", "")
    }

    fn set_up(&self, before: &str, after: &str) -> io::Result<()> {
        // Raw mode is only set anew when it was given up before.
        crossterm::terminal::disable_raw_mode()?;
        crossterm::terminal::enable_raw_mode()?;
        // All at once: each sending wakes whoever reads.
        send(&[before, READY, if self.mouse { MOUSE } else { "" }, after].concat())
    }

    /// Gives the terminal to the shell and stops until it says to go on; without a shell that could, does nothing.
    pub(super) fn suspend(&self) -> io::Result<()> {
        if !has_shell() {
            return Ok(());
        }
        give_back();
        stop()?;
        self.enter("")
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if self.probed.is_none() {
            // Answers that nobody has waited for would be typed into the shell.
            drop(probe::answers());
        }
        give_back();
        let words = self.words.lock().unwrap_or_else(PoisonError::into_inner).take();
        for panicked in words.into_iter().flatten() {
            speak(&panicked);
        }
    }
}

/// The columns and rows that are drawn on the terminal.
pub(super) fn size() -> io::Result<(u16, u16)> {
    crossterm::terminal::size().map(bounded)
}

/// Stops until the shell says to go on, with the terminal as it is; without a shell that could, does nothing.
pub(super) fn stop() -> io::Result<()> {
    if has_shell() { emulate_default_handler(SIGTSTP) } else { Ok(()) }
}

/// Gives the terminal to someone else, as it was before it was taken.
pub(super) fn give_back() {
    // Nobody is left to tell if the terminal is gone.
    let _ = send(GIVE_BACK);
    let _ = crossterm::terminal::disable_raw_mode();
}

#[expect(clippy::print_stderr, reason = "the terminal was given back; these are the last words of a panic")]
fn speak(words: &str) {
    eprintln!("{words}");
}

/// Keeps the words of panics until the terminal can show them. A panic that is caught, or that ends another thread, must
/// not touch the screen; one that ends this thread drops the [`Screen`], which then speaks.
fn keep_words() -> Words {
    let words: Words = Arc::new(Mutex::new(Some(Vec::new())));
    let kept = words.clone();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panicked| match kept.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
        Some(words) => words.push(panicked.to_string()),
        None => before(panicked),
    }));
    words
}

/// Whether the parent is a shell that can continue this process: in the same session, but another job.
fn has_shell() -> bool {
    let parent = getppid();
    // In a container the parent's session may be one that has no number there: it is 0 then, and not ours.
    let same_session = getsid(Some(parent)) == getsid(None);
    same_session && getpgid(Some(parent)).is_ok_and(|job| job != getpgrp())
}
