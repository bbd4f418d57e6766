//! Which key a single character is.

use crate::tui::keys::{Chord, Code};

/// The key of an ASCII character. A terminal sends control characters for letters and digits with Ctrl held.
pub(super) fn ascii(byte: u8) -> Chord {
    let ctrl = |c: u8| Chord { ctrl: true, ..Chord::plain(Code::Char(char::from(c))) };
    match byte {
        b'\r' | b'\n' => Chord::plain(Code::Enter),
        b'\t' => Chord::plain(Code::Tab),
        b'\x1b' => Chord::plain(Code::Esc),
        b'\x7f' | b'\x08' => Chord::plain(Code::Backspace),
        b'\0' => ctrl(b' '),
        b'\x01'..=b'\x1a' => ctrl(byte | 0x60),
        b'\x1c'..=b'\x1f' => ctrl(byte - 0x1c + b'4'),
        _ => Chord::plain(Code::Char(char::from(byte))),
    }
}

/// The key of a character that is written; nothing for one that only commands.
pub(super) fn written(c: char) -> Option<Chord> {
    (!c.is_control()).then(|| Chord::plain(Code::Char(c)))
}
