//! What takes a terminal into use and gives it back, and how large it may be.

/// Takes a terminal into use.
pub const TAKE: &str = "\x1b[?1049h";
/// Makes it ready: pastes marked as such, plain style, nothing on it.
pub const READY: &str = "\x1b[?2004h\x1b[0m\x1b[H\x1b[2J";
/// Makes it report the mouse.
pub const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";
/// Gives it back: an update ended, plain style, no marks, no mouse, a cursor, the screen as it was.
pub const GIVE_BACK: &str = "\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?1000l\x1b[?1006l\x1b[?25h\x1b[?1049l";

/// The most columns and rows that are drawn. Each cell costs the server some 40 bytes, twice over, for as long as the screen
/// is open; this many fill a screen of 3840 by 2160 points in the smallest letters a person reads hanzi in.
pub const LARGEST: (u16, u16) = (400, 120);
/// What a terminal has that does not know its size.
const USUAL: (u16, u16) = (80, 24);

/// The columns and rows that are drawn on a terminal of `size`: none of them is 0, and not too many.
pub fn bounded((width, height): (u16, u16)) -> (u16, u16) {
    // Zero says that nobody knows (RFC 4254, 6.2).
    let known = |told, usual| if told == 0 { usual } else { told };
    (known(width, USUAL.0).min(LARGEST.0), known(height, USUAL.1).min(LARGEST.1))
}
