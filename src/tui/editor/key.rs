//! Says what each key does to a text.

use super::{Edit, Move};
use crate::tui::keys::{Chord, Code};

impl Edit {
    /// What a key asks for; nothing for keys without a meaning in a text, such as Esc, Tab and F1.
    pub fn of(chord: &Chord) -> Option<Self> {
        if let Some(c) = chord.text() {
            return Some(Self::Type(c.to_string()));
        }
        Some(match (chord.code, is_far(chord)) {
            // In a paste without brackets CR arrives as Enter and LF as Ctrl+J.
            (Code::Enter, _) => Self::Type("\r".to_owned()),
            (Code::Char('j'), true) => Self::Type("\n".to_owned()),
            (Code::Backspace, true) | (Code::Char('w'), true) => Self::Delete(Move::WordBack),
            // Some clients send Ctrl+H for Backspace.
            (Code::Backspace, false) | (Code::Char('h'), true) => Self::Delete(Move::Back),
            (Code::Delete, _) | (Code::Char('d'), true) => Self::Delete(Move::Forward),
            (Code::Char('u'), true) => Self::Delete(Move::LineStart),
            (Code::Char('k'), true) => Self::Delete(Move::LineEnd),
            (Code::Char('z'), true) => Self::Undo,
            (Code::Char('y'), true) => Self::Redo,
            _ => Self::Go(way(chord)?),
        })
    }
}

/// Whether a key was held with Ctrl, or with Alt where Ctrl does not arrive: PuTTY sends Ctrl+Left as Left.
fn is_far(chord: &Chord) -> bool {
    chord.ctrl || (chord.alt && !matches!(chord.code, Code::Char(_)))
}

fn way(chord: &Chord) -> Option<Move> {
    Some(match (chord.code, is_far(chord)) {
        (Code::Left, false) | (Code::Char('b'), true) => Move::Back,
        (Code::Right, false) | (Code::Char('f'), true) => Move::Forward,
        (Code::Left, true) => Move::WordBack,
        (Code::Right, true) => Move::WordForward,
        (Code::Up, _) | (Code::Char('p'), true) => Move::Up,
        (Code::Down, _) | (Code::Char('n'), true) => Move::Down,
        (Code::Home, false) | (Code::Char('a'), true) => Move::LineStart,
        (Code::End, false) | (Code::Char('e'), true) => Move::LineEnd,
        (Code::PageUp, _) => Move::PageUp,
        (Code::PageDown, _) => Move::PageDown,
        (Code::Home, true) => Move::TextStart,
        (Code::End, true) => Move::TextEnd,
        _ => return None,
    })
}
