//! Typing into one line: what each key does to it.

use chrono::NaiveDate;
use tui_input::{Input, InputRequest};

use crate::domain::{Period, fold};
use crate::tui::keys::{Chord, Code};
use crate::tui::text::clean;

/// A line longer than this is no query and no path.
const LONGEST: usize = 4096;

/// Applies a key to a line; whether its words changed.
pub fn edit(input: &mut Input, chord: &Chord) -> bool {
    if let Some(c) = chord.text() {
        return insert(input, c.encode_utf8(&mut [0; 4]));
    }
    let request = match (chord.code, chord.ctrl) {
        // Some clients send Ctrl+H for Backspace.
        (Code::Backspace, _) | (Code::Char('h'), true) => InputRequest::DeletePrevChar,
        (Code::Delete, _) | (Code::Char('d'), true) => InputRequest::DeleteNextChar,
        (Code::Left, false) | (Code::Char('b'), true) => InputRequest::GoToPrevChar,
        (Code::Right, false) | (Code::Char('f'), true) => InputRequest::GoToNextChar,
        (Code::Left, true) => InputRequest::GoToPrevWord,
        (Code::Right, true) => InputRequest::GoToNextWord,
        (Code::Home, _) | (Code::Char('a'), true) => InputRequest::GoToStart,
        (Code::End, _) | (Code::Char('e'), true) => InputRequest::GoToEnd,
        (Code::Char('u'), true) => InputRequest::DeleteLine,
        (Code::Char('w'), true) => InputRequest::DeletePrevWord,
        (Code::Char('k'), true) => InputRequest::DeleteTillEnd,
        _ => return false,
    };
    input.handle(request).is_some_and(|change| change.value)
}

/// Inserts text at the caret; whether the words changed.
pub fn insert(input: &mut Input, text: &str) -> bool {
    let room = LONGEST.saturating_sub(input.value().len());
    let mut changed = false;
    for c in clean(text).chars().take(room) {
        changed |= input.handle(InputRequest::InsertChar(c)).is_some_and(|change| change.value);
    }
    changed
}

/// The day that is typed as 2021-09-30, 2021-9-30, 2021年9月30日, 9-30 or 9.30, the last two in `year`.
pub fn day(typed: &str, year: u16) -> Option<NaiveDate> {
    let typed = typed.trim().replace(['.', '/', '年', '月'], "-");
    let typed = typed.trim_end_matches('日');
    let numbers: Vec<u32> = typed.split('-').map(|n| n.trim().parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [year, month, day] => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day),
        [month, day] => NaiveDate::from_ymd_opt(i32::from(year), month, day),
        _ => None,
    }
}

/// The period that is typed as 1-9月, 1-9 or 4至6月 in `year`, or as 9月 for that month alone; a bare 9 is none, for it may
/// mean either.
pub fn months(typed: &str, year: u16) -> Option<Period> {
    let typed = fold(typed);
    let bare = typed.strip_suffix('月').unwrap_or(&typed);
    let (from, to) = match bare.split_once(['-', '—', '–', '~', '至', '到']) {
        Some((from, to)) => (from.strip_suffix('月').unwrap_or(from), to),
        None if bare != typed => (bare, bare),
        None => return None,
    };
    Period::new(year, from.parse().ok()?, to.parse().ok()?)
}
