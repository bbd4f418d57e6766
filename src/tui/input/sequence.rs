//! Which keys the sequences of terminals are: xterm and what follows it, the console of Linux, rxvt, PuTTY, kitty.
//!
//! Replies, focus and mouse are none, but for the wheel.

use super::key;
use crate::tui::keys::{Chord, Code};

/// Which keys were held, as terminals number them.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    shift: bool,
    alt: bool,
    ctrl: bool,
}

impl Held {
    fn of(number: u32) -> Self {
        let bits = number.saturating_sub(1);
        Self { shift: bits & 1 != 0, alt: bits & 2 != 0, ctrl: bits & 4 != 0 }
    }

    fn with(self, code: Code) -> Chord {
        Chord { code, ctrl: self.ctrl, alt: self.alt }
    }

    /// The key of a character as the keyboard has it.
    fn with_char(self, character: u32) -> Option<Chord> {
        let c = char::from_u32(character)?;
        let key = match u8::try_from(c) {
            Ok(b'\t') if self.shift => Chord::plain(Code::BackTab),
            Ok(byte @ (b'\r' | b'\n' | b'\t' | b'\x1b' | b'\x7f' | b'\x08')) => key::ascii(byte),
            Ok(b'A'..=b'Z') if self.ctrl => Chord::plain(Code::Char(c.to_ascii_lowercase())),
            Ok(b'a'..=b'z') if self.shift && !self.ctrl => Chord::plain(Code::Char(c.to_ascii_uppercase())),
            _ => key::written(c)?,
        };
        Some(self.with(key.code))
    }
}

/// Whether a sequence that began with `bytes` ends with `byte`, where that could also go on: rxvt ends so with Shift.
pub(super) fn ends(bytes: &[u8], byte: u8) -> bool {
    byte == b'$' && !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)
}

/// The keys of `ESC [ parameters last`.
pub(super) fn csi(parameters: &str, last: u8) -> Vec<Chord> {
    if let Some(report) = parameters.strip_prefix('<') {
        return wheel(report, last).into_iter().collect();
    }
    if parameters == "[" {
        let key = matches!(last, b'A'..=b'E').then(|| Chord::plain(Code::F(last - b'A' + 1)));
        return key.into_iter().collect();
    }
    // Whatever has other signs in it is a reply.
    let is_key = parameters.bytes().all(|b| matches!(b, b'0'..=b'9' | b';' | b':'));
    let is_release = number(parameters, 1, 1) == Some(3);
    if !is_key || is_release {
        return Vec::new();
    }
    let first = number(parameters, 0, 0);
    let held = Held::of(number(parameters, 1, 0).unwrap_or(1));
    let key = match last {
        b'u' => return kitty(parameters, held),
        b'~' if first == Some(27) => number(parameters, 2, 0).and_then(|c| held.with_char(c)),
        b'~' | b'$' => numbered(first).map(|code| held.with(code)),
        b'^' | b'@' => numbered(first).map(|code| Chord { ctrl: true, ..Chord::plain(code) }),
        b'Z' => Some(held.with(Code::BackTab)),
        b'a'..=b'd' => arrow(last - b'a').map(Chord::plain),
        // With numbers it says where the cursor stands.
        b'R' if !parameters.is_empty() => None,
        _ => lettered(last).map(|code| modified(parameters).with(code)),
    };
    key.into_iter().collect()
}

/// The key of `ESC O parameters last`: arrows and function keys, and the keypad in application mode.
pub(super) fn ss3(parameters: &str, last: u8) -> Option<Chord> {
    let code = match last {
        b'a'..=b'd' => return arrow(last - b'a').map(|code| Chord { ctrl: true, ..Chord::plain(code) }),
        b'j'..=b'y' => Code::Char(char::from(last - b'j' + b'*')),
        b'M' => Code::Enter,
        b'I' => Code::Tab,
        // Some number all function keys so.
        b'T'..=b'[' => Code::F(last - b'P' + 1),
        _ => lettered(last)?,
    };
    Some(modified(parameters).with(code))
}

/// A number in the parameters: of the field between semicolons, the part between colons.
fn number(parameters: &str, field: usize, part: usize) -> Option<u32> {
    parameters.split(';').nth(field)?.split(':').nth(part)?.parse().ok()
}

/// What was held with a key that a letter names: its last number, if it has one.
fn modified(parameters: &str) -> Held {
    Held::of(number(parameters, 1, 0).or_else(|| number(parameters, 0, 0)).unwrap_or(1))
}

fn arrow(number: u8) -> Option<Code> {
    [Code::Up, Code::Down, Code::Right, Code::Left].get(usize::from(number)).copied()
}

fn lettered(letter: u8) -> Option<Code> {
    match letter {
        b'A'..=b'D' => arrow(letter - b'A'),
        b'F' => Some(Code::End),
        b'H' => Some(Code::Home),
        b'P'..=b'S' => Some(Code::F(letter - b'P' + 1)),
        _ => None,
    }
}

fn numbered(number: Option<u32>) -> Option<Code> {
    let number = u8::try_from(number?).ok()?;
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(number - 10),
        17..=21 => Code::F(number - 11),
        23..=26 => Code::F(number - 12),
        28..=29 => Code::F(number - 13),
        31..=34 => Code::F(number - 14),
        _ => return None,
    })
}

/// The keys of kitty's protocol: the text they write if it is told, else the key, shifted if Shift was held.
fn kitty(parameters: &str, held: Held) -> Vec<Chord> {
    let text: Vec<Chord> = (0..)
        .map_while(|part| number(parameters, 2, part))
        .filter_map(char::from_u32)
        .filter_map(key::written)
        .collect();
    if !text.is_empty() && !held.ctrl && !held.alt {
        return text;
    }
    let Some(first) = number(parameters, 0, 0).filter(|first| *first != 0) else { return Vec::new() };
    let key = match first {
        // Numbers of keys that write nothing, where Unicode has no characters.
        57_344..=63_743 => unwritten(first).map(|code| held.with(code)),
        _ => {
            let shifted = number(parameters, 0, 1).filter(|_| held.shift && !held.ctrl);
            held.with_char(shifted.unwrap_or(first))
        }
    };
    key.into_iter().collect()
}

/// Function keys from F13 on, and the keypad.
fn unwritten(number: u32) -> Option<Code> {
    let nth = |first: u32| u8::try_from(number - first).ok();
    Some(match number {
        57_376..=57_398 => Code::F(nth(57_376)? + 13),
        57_399..=57_408 => Code::Char(char::from(nth(57_399)? + b'0')),
        57_409 => Code::Char('.'),
        57_410 => Code::Char('/'),
        57_411 => Code::Char('*'),
        57_412 => Code::Char('-'),
        57_413 => Code::Char('+'),
        57_414 => Code::Enter,
        57_415 => Code::Char('='),
        57_416 => Code::Char(','),
        57_417 => Code::Left,
        57_418 => Code::Right,
        57_419 => Code::Up,
        57_420 => Code::Down,
        57_421 => Code::PageUp,
        57_422 => Code::PageDown,
        57_423 => Code::Home,
        57_424 => Code::End,
        57_425 => Code::Insert,
        57_426 => Code::Delete,
        _ => return None,
    })
}

/// The arrow that a turn of the wheel stands for, whatever was held with it.
fn wheel(report: &str, last: u8) -> Option<Chord> {
    const HELD: u32 = 4 | 8 | 16;
    match (number(report, 0, 0)? & !HELD, last) {
        (64, b'M') => Some(Chord::plain(Code::Up)),
        (65, b'M') => Some(Chord::plain(Code::Down)),
        _ => None,
    }
}
