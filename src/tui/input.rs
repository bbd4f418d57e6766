//! Turns a far terminal's bytes into what its person typed, as the terminal of this machine would have told it.
//!
//! It must not know of the line they came over, nor of the clock: whoever feeds it is told how long to wait for more.

mod key;
mod paste;
mod run;
mod sequence;

use std::time::Duration;

use super::keys::{Chord, Code};
pub use paste::LONGEST_PASTE;
use paste::Paste;
pub use run::{AT_ONCE, Runs};

/// How long an Esc may be the beginning of something; more would be felt when it is a key.
const ESC: Duration = Duration::from_millis(40);
/// How long the rest of a sequence may stay away. Only a terminal begins one, so the rest comes if the line stands.
const REST: Duration = Duration::from_secs(1);
/// How long the rest of a paste may stay away. A line may stand still for a while, but a keyboard must not be dead for
/// ever because an end mark was lost.
const PASTE: Duration = Duration::from_secs(30);
/// The most bytes kept of a sequence; longer ones say nothing that is understood here.
const LONGEST_SEQUENCE: usize = 64;
/// The most bytes passed over as one reply; what is longer is none.
const LONGEST_REPLY: usize = 4096;

/// What a person typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A key was pressed.
    Key(Chord),
    /// Keys that write came at once, a Tab among them and text after it: a paste without brackets, or keys typed ahead.
    Run(Vec<Chord>),
    /// Text was pasted.
    Paste(String),
    /// The paste just told was too long: so many bytes at its end are lost.
    Lost(usize),
}

/// Reads the bytes of one terminal, however they are cut into pieces.
///
/// Every byte leads on: what cannot be understood is passed over, and what is begun ends with a key that cannot be part
/// of it or with [`Self::expire`]. A paste alone ends with its end mark, or long after its last byte, lest the rest of it
/// be obeyed as keys. What is kept meanwhile is bounded.
///
/// What clients send for Enter (CR, LF, CRLF) and for Backspace (DEL, BS) is one key each.
#[derive(Debug, Default)]
pub struct Input {
    state: State,
    runs: Runs,
    /// Whether the last byte was CR, to which an LF now belongs.
    after_cr: bool,
}

/// What the bytes so far have begun.
#[derive(Debug, Default)]
enum State {
    #[default]
    Ground,
    /// An Esc, or two: a key, or Alt with the key that follows.
    Esc {
        twice: bool,
    },
    /// The first bytes of a character.
    Char {
        bytes: Vec<u8>,
        alt: bool,
    },
    /// What follows `ESC [` or `ESC O`.
    Sequence {
        start: Start,
        bytes: Vec<u8>,
        twice: bool,
    },
    /// A reply that begins with `ESC` and one of `] P _ ^ X`, with the number of bytes passed over; of its end, Esc may
    /// have been seen.
    Reply {
        start: u8,
        passed: usize,
        after_esc: bool,
    },
    /// A click in the oldest coding: so many bytes are left of it.
    Click(u8),
    Paste(Paste),
}

/// How a sequence begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    Csi,
    Ss3,
}

impl Input {
    /// Takes in the next bytes, and tells what was typed with them.
    pub fn feed(&mut self, bytes: &[u8], tell: &mut impl FnMut(Typed)) {
        for byte in bytes {
            self.take(*byte, tell);
        }
    }

    /// How long to wait for more bytes before [`Self::expire`], while something is begun that may be whole already.
    pub fn pending(&self) -> Option<Duration> {
        match &self.state {
            _ if self.runs.is_held() => Some(AT_ONCE),
            State::Esc { .. } => Some(ESC),
            State::Sequence { bytes, .. } => Some(if bytes.is_empty() { ESC } else { REST }),
            State::Reply { passed, .. } => Some(if *passed == 0 { ESC } else { REST }),
            State::Click(_) => Some(REST),
            State::Paste(_) => Some(PASTE),
            // The next byte settles these by itself.
            State::Ground | State::Char { .. } => None,
        }
    }

    /// Settles what is begun, as nothing more has come: an Esc was a key, half a sequence nothing, and of a paste what has
    /// come was all.
    pub fn expire(&mut self, tell: &mut impl FnMut(Typed)) {
        if self.runs.is_held() {
            self.runs.end(tell);
        } else if self.pending().is_some() {
            self.settle(tell);
        }
    }

    fn take(&mut self, byte: u8, tell: &mut impl FnMut(Typed)) {
        match &mut self.state {
            State::Ground => self.begin(byte, false, tell),
            State::Esc { twice } => {
                let twice = *twice;
                self.after_esc(byte, twice, tell);
            }
            State::Char { bytes, alt } => {
                bytes.push(byte);
                let alt = *alt;
                match std::str::from_utf8(bytes) {
                    Ok(text) => {
                        let typed = text.chars().next();
                        self.state = State::Ground;
                        self.press(typed.and_then(key::written), alt, tell);
                    }
                    Err(broken) if broken.error_len().is_none() => {}
                    // What was no character is passed over; this byte may begin one, or a key.
                    Err(_) => self.begin(byte, false, tell),
                }
            }
            State::Sequence { start, bytes, .. } => match byte {
                // The console of Linux goes on after what would be an end.
                b'[' if *start == Start::Csi && bytes.is_empty() => bytes.push(byte),
                b' '..=b'?' if !sequence::ends(bytes, byte) => {
                    if bytes.len() < LONGEST_SEQUENCE {
                        bytes.push(byte);
                    }
                }
                b' '..=b'~' => self.end_sequence(byte, tell),
                _ => self.break_off(byte, tell),
            },
            State::Reply { passed, after_esc, .. } => match byte {
                b'\\' if *after_esc => self.state = State::Ground,
                _ if *after_esc => {
                    self.settle(tell);
                    self.after_esc(byte, false, tell);
                }
                b'\x1b' => *after_esc = true,
                b'\x07' | b'\x18' | b'\x1a' => self.state = State::Ground,
                b'\0'..=b'\x1f' | b'\x7f' => self.break_off(byte, tell),
                _ if *passed == LONGEST_REPLY => self.break_off(byte, tell),
                _ => *passed += 1,
            },
            State::Click(left) => match byte {
                b'\0'..=b'\x1f' => self.break_off(byte, tell),
                _ if *left > 1 => *left -= 1,
                _ => self.state = State::Ground,
            },
            State::Paste(paste) => {
                if let Some(pasted) = paste.take(byte) {
                    self.state = State::Ground;
                    tell_paste(pasted, tell);
                }
            }
        }
    }

    /// Takes a byte while nothing is begun, but for an Esc before it.
    fn begin(&mut self, byte: u8, alt: bool, tell: &mut impl FnMut(Typed)) {
        self.state = State::Ground;
        let after_cr = std::mem::replace(&mut self.after_cr, byte == b'\r');
        match byte {
            b'\x1b' => {
                // No sequence is part of a run: the two never wait for more at once.
                self.runs.end(tell);
                self.state = State::Esc { twice: false };
            }
            b'\n' if after_cr => {}
            b'\0'..=b'\x7f' => self.press(Some(key::ascii(byte)), alt, tell),
            0xc2..=0xf4 => self.state = State::Char { bytes: vec![byte], alt },
            // It begins no character in UTF-8.
            _ => {}
        }
    }

    fn after_esc(&mut self, byte: u8, twice: bool, tell: &mut impl FnMut(Typed)) {
        let start = match byte {
            b'[' => Start::Csi,
            b'O' => Start::Ss3,
            _ => {
                if twice {
                    self.press(Some(Chord::plain(Code::Esc)), false, tell);
                }
                match byte {
                    b'\x1b' => self.state = State::Esc { twice: true },
                    b']' | b'P' | b'_' | b'^' | b'X' => {
                        self.state = State::Reply { start: byte, passed: 0, after_esc: false };
                    }
                    _ => self.begin(byte, true, tell),
                }
                return;
            }
        };
        self.state = State::Sequence { start, bytes: Vec::new(), twice };
    }

    fn end_sequence(&mut self, last: u8, tell: &mut impl FnMut(Typed)) {
        let State::Sequence { start, bytes, twice } = std::mem::take(&mut self.state) else { return };
        let parameters = String::from_utf8_lossy(&bytes);
        let pressed = match (start, bytes.as_slice(), last) {
            (Start::Csi, b"200", b'~') => {
                self.state = State::Paste(Paste::default());
                Vec::new()
            }
            (Start::Csi, b"", b'M') => {
                self.state = State::Click(3);
                Vec::new()
            }
            _ if bytes.len() >= LONGEST_SEQUENCE => Vec::new(),
            (Start::Csi, ..) => sequence::csi(&parameters, last),
            (Start::Ss3, ..) => sequence::ss3(&parameters, last).into_iter().collect(),
        };
        // Before anything but a key the first Esc was one itself.
        let esc = (twice && pressed.is_empty()).then(|| Chord::plain(Code::Esc));
        self.press(esc, false, tell);
        for chord in pressed {
            self.press(Some(chord), twice, tell);
        }
    }

    /// Gives up what is begun for a byte that cannot be part of it.
    fn break_off(&mut self, byte: u8, tell: &mut impl FnMut(Typed)) {
        self.settle(tell);
        self.begin(byte, false, tell);
    }

    /// Takes what is begun for all there is: keys that a person can press, else nothing.
    fn settle(&mut self, tell: &mut impl FnMut(Typed)) {
        let (escs, with_alt) = match std::mem::take(&mut self.state) {
            State::Esc { twice } => (1 + usize::from(twice), None),
            State::Sequence { start, bytes, twice } => {
                let introducer = if start == Start::Csi { '[' } else { 'O' };
                (usize::from(twice), bytes.is_empty().then_some(introducer))
            }
            State::Reply { start, passed: 0, .. } => (0, Some(char::from(start))),
            State::Paste(mut paste) => return tell_paste(paste.end(), tell),
            _ => (0, None),
        };
        for _ in 0..escs {
            self.press(Some(Chord::plain(Code::Esc)), false, tell);
        }
        self.press(with_alt.map(|c| Chord::plain(Code::Char(c))), true, tell);
    }

    fn press(&mut self, chord: Option<Chord>, alt: bool, tell: &mut impl FnMut(Typed)) {
        if let Some(chord) = chord {
            self.runs.take(Typed::Key(Chord { alt: chord.alt || alt, ..chord }), tell);
        }
    }
}

fn tell_paste((text, lost): (String, usize), tell: &mut impl FnMut(Typed)) {
    tell(Typed::Paste(text));
    if lost > 0 {
        tell(Typed::Lost(lost));
    }
}
