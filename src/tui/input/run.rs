//! Tells a Tab that is a key from one in a text that came at once, which a terminal does not.

use std::time::Duration;

use super::Typed;
use crate::tui::keys::{Chord, Code};

/// What comes within this time came at once: less than anyone needs from one key to the next.
pub const AT_ONCE: Duration = Duration::from_millis(10);
/// The most keys held back; what comes at once after these is told by itself.
const MOST: usize = 1 << 16;

/// Holds a Tab back until it is known whether text came at once with it.
#[derive(Debug, Default)]
pub struct Runs {
    held: Vec<Chord>,
}

impl Runs {
    /// Takes what was typed next, which came at once with what is held.
    pub fn take(&mut self, typed: Typed, tell: &mut impl FnMut(Typed)) {
        match typed {
            Typed::Key(chord) if self.goes_on(chord) => {
                self.held.push(chord);
                // Whether this last Tab is text is seen by what follows it.
                if self.held.len() >= MOST && (chord.code != Code::Tab || self.held.len() >= 2 * MOST) {
                    self.end(tell);
                }
            }
            other => {
                self.end(tell);
                tell(other);
            }
        }
    }

    fn goes_on(&self, chord: Chord) -> bool {
        match chord.written() {
            Some('\t') => true,
            Some(_) => self.is_held(),
            None => false,
        }
    }

    /// Whether something is held, which [`Self::end`] must follow when nothing more comes within [`AT_ONCE`].
    pub fn is_held(&self) -> bool {
        !self.held.is_empty()
    }

    /// Tells what is held. A Tab that no text follows is a key.
    pub fn end(&mut self, tell: &mut impl FnMut(Typed)) {
        let mut run = std::mem::take(&mut self.held);
        let text = run.iter().rposition(|chord| chord.code != Code::Tab).map_or(0, |last| last + 1);
        let tabs = run.split_off(text);
        if !run.is_empty() {
            tell(Typed::Run(run));
        }
        tabs.into_iter().map(Typed::Key).for_each(tell);
    }
}
