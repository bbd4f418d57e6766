//! Asks the terminal how wide it draws a character of ambiguous width, and does not wait long for the answer.

use std::io;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio::stdin;

use super::send;
use crate::tui::keys::{Chord, Code};

/// How long an answer may take, in milliseconds; terminals without one are taken as narrow.
const PATIENCE: i64 = 150;

/// What was learnt about the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Probed {
    /// Whether characters of ambiguous width take two columns.
    pub ambiguous_wide: bool,
    /// Keys that arrived instead of the answer, or before it.
    pub typed: Vec<Chord>,
}

/// Prints one border character at the top left and asks where the cursor is after it.
pub(super) fn measure() -> io::Result<Probed> {
    send("\x1b[1;1H│\x1b[6n")?;
    let mut heard = Vec::new();
    let mut chunk = [0; 256];
    let patience = Timespec { tv_sec: 0, tv_nsec: PATIENCE * 1_000_000 };
    while reply(&heard).is_none() {
        let stdin = stdin();
        let mut waiting = [PollFd::new(&stdin, PollFlags::IN)];
        if poll(&mut waiting, Some(&patience))? == 0 {
            break;
        }
        let read = rustix::io::read(stdin, &mut chunk)?;
        heard.extend_from_slice(chunk.get(..read).unwrap_or_default());
        if read == 0 || heard.len() > 4096 {
            break;
        }
    }
    send("\x1b[1;1H\x1b[2J")?;
    Ok(understand(&heard))
}

/// Where a cursor report stands in what was heard, and the column it tells.
fn reply(heard: &[u8]) -> Option<(usize, usize, u16)> {
    let text = String::from_utf8_lossy(heard).into_owned();
    let start = text.find("\x1b[")?;
    let body = text.get(start + 2..)?;
    let end = body.find('R')?;
    let (_, column) = body.get(..end)?.split_once(';')?;
    Some((start, start + 2 + end + 1, column.parse().ok()?))
}

fn understand(heard: &[u8]) -> Probed {
    let (from, to, column) = reply(heard).unwrap_or((heard.len(), heard.len(), 2));
    let before = heard.get(..from).unwrap_or_default();
    let after = heard.get(to..).unwrap_or_default();
    let typed = [before, after].into_iter().flat_map(plain_keys).collect();
    Probed { ambiguous_wide: column == 3, typed }
}

/// The plain keys among typed bytes; the few that send sequences are not guessed at.
fn plain_keys(bytes: &[u8]) -> Vec<Chord> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let key = |c| match c {
        '\r' | '\n' => Some(Code::Enter),
        '\t' => Some(Code::Tab),
        '\u{7f}' => Some(Code::Backspace),
        c if !c.is_control() => Some(Code::Char(c)),
        _ => None,
    };
    if text.contains('\x1b') { Vec::new() } else { text.chars().filter_map(key).map(Chord::plain).collect() }
}

#[cfg(test)]
mod tests {
    use super::{Probed, understand};
    use crate::tui::keys::{Chord, Code};

    #[test]
    fn the_column_after_one_border_character_tells_its_width() {
        assert!(!understand(b"\x1b[1;2R").ambiguous_wide);
        assert!(understand(b"\x1b[1;3R").ambiguous_wide);
        assert_eq!(understand(b""), Probed::default(), "no answer is taken as narrow");
    }

    #[test]
    fn keys_typed_ahead_are_not_lost() {
        let typed = understand("/赖\x1b[1;2Rq".as_bytes()).typed;
        assert_eq!(typed, ['/', '赖', 'q'].map(|c| Chord::plain(Code::Char(c))));
    }
}
