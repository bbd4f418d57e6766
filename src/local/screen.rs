//! Takes the terminal into use, and gives it back however the program ends.

use std::io;
use std::sync::Once;

use super::probe::{self, Probed};
use super::send;
use crate::tui::keys::Chord;

/// What takes a terminal into use: the alternate screen, and pastes marked as such.
const TAKE: &str = "\x1b[?1049h\x1b[?2004h\x1b[H\x1b[2J";
/// What gives it back: plain style, no marks, no mouse, a cursor, the screen as it was.
const GIVE_BACK: &str = "\x1b[0m\x1b[?2004l\x1b[?1000l\x1b[?1006l\x1b[?25h\x1b[?1049l";
/// What makes the terminal report the mouse.
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";

/// The terminal while it is in use; dropping it gives it back.
#[derive(Debug)]
pub struct Screen {
    probed: Probed,
}

/// Whether the program talks to a terminal at all.
pub fn is_terminal() -> bool {
    use std::io::IsTerminal;
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

impl Screen {
    /// Takes the terminal into use. `ambiguous_wide` says how it counts, or nothing to measure it.
    pub fn take(ambiguous_wide: Option<bool>, mouse: bool) -> io::Result<Self> {
        give_back_on_panic();
        crossterm::terminal::enable_raw_mode()?;
        // From here on dropping gives it back, whatever fails.
        let mut screen = Self { probed: Probed { ambiguous_wide: ambiguous_wide.unwrap_or(false), typed: Vec::new() } };
        send(TAKE)?;
        if mouse {
            send(MOUSE)?;
        }
        if ambiguous_wide.is_none() {
            screen.probed = probe::measure()?;
        }
        Ok(screen)
    }

    /// Its size in columns and rows.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        crossterm::terminal::size()
    }

    /// Whether characters of ambiguous width take two columns.
    pub fn ambiguous_wide(&self) -> bool {
        self.probed.ambiguous_wide
    }

    /// The keys that were typed before anyone listened.
    pub fn typed_ahead(&self) -> &[Chord] {
        &self.probed.typed
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn give_back() {
    // Nobody is left to tell if the terminal is gone.
    let _ = send(GIVE_BACK);
    let _ = crossterm::terminal::disable_raw_mode();
}

/// A panic's words are for a terminal that can show them.
fn give_back_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            before(panic);
        }));
    });
}
