//! Asks the terminal how it reads and counts what it is sent, and does not wait long for the answer.

use std::io;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio::stdin;

use crate::tui::input::{Input, Typed};

/// How long all answers together may take; a terminal without any is taken as narrow and reading UTF-8.
const PATIENCE: Duration = Duration::from_millis(200);
/// Prints a border character, then two hanzi, and asks after each in which column the cursor stands.
pub(super) const QUESTIONS: &str = "\x1b[1;1H│\x1b[6n\x1b[1;1H中中\x1b[6n\x1b[1;1H\x1b[2J";

/// What was learnt about the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Probed {
    /// Whether characters of ambiguous width take two columns.
    pub ambiguous_wide: bool,
    /// Whether it takes UTF-8 for something else: two hanzi do not take four columns.
    pub misreads_utf8: bool,
    /// What was typed before the answers came, or instead of them.
    pub typed: Vec<Typed>,
}

/// Listens until both answers are there or patience ends.
pub(super) fn answers() -> io::Result<Probed> {
    let began = Instant::now();
    let mut heard = Vec::new();
    let mut chunk = [0; 256];
    while Heard::of(&heard).columns.len() < 2 && heard.len() < 4096 {
        let left = PATIENCE.saturating_sub(began.elapsed());
        let left = Timespec { tv_sec: 0, tv_nsec: i64::from(left.subsec_nanos()) };
        let stdin = stdin();
        let mut waiting = [PollFd::new(&stdin, PollFlags::IN)];
        match poll(&mut waiting, Some(&left)) {
            Ok(0) => break,
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(failed) => return Err(failed.into()),
        }
        match rustix::io::read(stdin, &mut chunk)? {
            0 => break,
            read => heard.extend_from_slice(chunk.get(..read).unwrap_or_default()),
        }
    }
    Ok(Heard::of(&heard).into())
}

/// What a terminal sent: where it says the cursor stood, and what a person typed.
#[derive(Debug, Default)]
struct Heard {
    columns: Vec<u16>,
    typed: Vec<Typed>,
}

impl From<Heard> for Probed {
    fn from(heard: Heard) -> Self {
        let column = |answer: usize| heard.columns.get(answer);
        let ambiguous_wide = column(0) == Some(&3);
        let misreads_utf8 = column(1).is_some_and(|column| *column != 5);
        Self { ambiguous_wide, misreads_utf8, typed: heard.typed }
    }
}

impl Heard {
    fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let columns = text.split("\x1b[").skip(1).filter_map(column).collect();
        let mut typed = Vec::new();
        let mut input = Input::default();
        input.feed(bytes, &mut |one| typed.push(one));
        while input.pending().is_some() {
            input.expire(&mut |one| typed.push(one));
        }
        Self { columns, typed }
    }
}

/// The column in an answer that says where the cursor stands.
fn column(answer: &str) -> Option<u16> {
    let (row, column) = answer.split_once('R')?.0.split_once(';')?;
    row.parse::<u16>().ok().and_then(|_| column.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{Heard, Probed};
    use crate::tui::input::Typed;
    use crate::tui::keys::{Chord, Code};

    fn probed(heard: &str) -> Probed {
        Heard::of(heard.as_bytes()).into()
    }

    #[test]
    fn the_columns_after_a_border_and_two_hanzi_tell_width_and_charset() {
        assert_eq!(probed("\x1b[1;2R\x1b[1;5R"), Probed::default());
        assert!(probed("\x1b[1;3R\x1b[1;5R").ambiguous_wide);
        assert!(probed("\x1b[1;4R\x1b[1;7R").misreads_utf8, "GBK shows six bytes as three hanzi");
        assert_eq!(probed(""), Probed::default(), "no answer is taken as narrow");
    }

    #[test]
    fn keys_typed_ahead_are_not_lost() {
        let typed = probed("\x1b[B/赖\x1b[1;2Rq\x1b[1;5R\x1b[5~\x1bOP\r\x1b").typed;
        let codes = [
            Code::Down,
            Code::Char('/'),
            Code::Char('赖'),
            Code::Char('q'),
            Code::PageUp,
            Code::F(1),
            Code::Enter,
            Code::Esc,
        ];
        assert_eq!(typed, codes.map(|code| Typed::Key(Chord::plain(code))));
    }

    #[test]
    fn half_an_answer_is_neither_an_answer_nor_a_key() {
        let typed = vec![Typed::Key(Chord::plain(Code::Char('q')))];
        assert_eq!(probed("q\x1b[1;"), Probed { typed, ..Probed::default() });
    }
}
