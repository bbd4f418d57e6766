//! Puts text into the clipboard of the person's own terminal, over SSH too (OSC 52).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The most bytes of text that are sent: xterm and tmux drop more than about 100 KB of base64.
pub const LARGEST: usize = 74_000;

/// The sequence that puts `text` into the clipboard; the text itself is encoded and can command nothing.
pub fn osc52(text: &str) -> String {
    format!("\x1b]52;c;{}\x07", STANDARD.encode(text))
}
