//! Turns cells into bytes: a cursor move only where the cells do not follow one another, a style only where it changes.

use std::fmt::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::tui::draw::columns;

/// The bytes of a frame as they gather, and what the terminal's state will be after them.
#[derive(Debug, Default)]
pub(super) struct Encoder {
    bytes: String,
    /// Where the terminal's cursor stands, while that is certain.
    at: Option<(u16, u16)>,
    /// In which row it stands, while that is certain.
    row: Option<u16>,
    look: Look,
}

/// What must be known of a terminal to foresee its cursor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    pub(super) columns: u16,
    pub(super) ambiguous_wide: bool,
}

/// What the terminal writes with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Encoder {
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes).into_bytes()
    }

    pub(super) fn raw(&mut self, sequence: &str) {
        self.bytes.push_str(sequence);
    }

    /// Goes back to the terminal's own style.
    pub(super) fn plain(&mut self) {
        self.restyle(Look::default());
    }

    pub(super) fn move_to(&mut self, x: u16, y: u16) {
        if self.at == Some((x, y)) {
            return;
        }
        let _ = match (self.at, self.row) {
            (Some((from, row)), _) if row == y && from + 1 == x => write!(self.bytes, "\x1b[C"),
            (Some((from, row)), _) if row == y && from < x => write!(self.bytes, "\x1b[{}C", x - from),
            (_, Some(row)) if row == y => write!(self.bytes, "\x1b[{}G", x + 1),
            _ => write!(self.bytes, "\x1b[{};{}H", y + 1, x + 1),
        };
        self.at = Some((x, y));
        self.row = Some(y);
    }

    pub(super) fn cell(&mut self, (x, y): (u16, u16), cell: &Cell, terminal: Terminal) {
        self.move_to(x, y);
        self.restyle(Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier - Modifier::HIDDEN });
        // What reaches a cell is clean; should anything slip through, it is not obeyed.
        let symbol = if cell.symbol().chars().any(char::is_control) { " " } else { cell.symbol() };
        self.bytes.push_str(symbol);
        self.at = is_certain(symbol, terminal.ambiguous_wide).then_some((x.saturating_add(columns(cell)), y));
        // However wide it turned out, it did not reach the end of the row and wrap.
        let widest = u16::try_from(symbol.chars().count() * 2).unwrap_or(u16::MAX);
        self.row = (x.saturating_add(widest) < terminal.columns).then_some(y);
    }

    /// Says what changes of the style, or all of it where a modifier goes.
    fn restyle(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let before = if look.modifier.contains(self.look.modifier) { self.look } else { Look::default() };
        self.bytes.push_str("\x1b[");
        // Nothing at all stands for the terminal's own style.
        if before != self.look && look != before {
            self.bytes.push_str("0;");
        }
        for (modifier, code) in MODIFIERS {
            if (look.modifier - before.modifier).contains(modifier) {
                let _ = write!(self.bytes, "{code};");
            }
        }
        if look.fg != before.fg {
            self.colour(look.fg, 30);
        }
        if look.bg != before.bg {
            self.colour(look.bg, 40);
        }
        if self.bytes.ends_with(';') {
            self.bytes.pop();
        }
        self.bytes.push('m');
        self.look = look;
    }

    /// Named colours by their own numbers, which every terminal knows, others as they are.
    fn colour(&mut self, colour: Color, base: u8) {
        let named = match colour {
            Color::Reset => 9,
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 60,
            Color::LightRed => 61,
            Color::LightGreen => 62,
            Color::LightYellow => 63,
            Color::LightBlue => 64,
            Color::LightMagenta => 65,
            Color::LightCyan => 66,
            Color::White => 67,
            Color::Indexed(n) => {
                let _ = write!(self.bytes, "{};5;{n};", base + 8);
                return;
            }
            Color::Rgb(r, g, b) => {
                let _ = write!(self.bytes, "{};2;{r};{g};{b};", base + 8);
                return;
            }
        };
        let _ = write!(self.bytes, "{};", base + named);
    }
}

/// What a terminal calls the modifiers.
const MODIFIERS: [(Modifier, u8); 6] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::REVERSED, 7),
    (Modifier::CROSSED_OUT, 9),
];

/// Whether every terminal agrees on the columns of a symbol: ASCII, plain hanzi, full-width punctuation and a few marks do
/// (measured on 13 terminals), and borders once the terminal was asked; after anything else the cursor is placed anew.
fn is_certain(symbol: &str, ambiguous_wide: bool) -> bool {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return false };
    c.is_ascii()
        || matches!(c, '\u{3000}'..='\u{303e}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}' | '▸' | '✓' | '✔' | '✗')
        || (!ambiguous_wide && matches!(c, '─' | '│' | '┌' | '┐' | '└' | '┘'))
}
