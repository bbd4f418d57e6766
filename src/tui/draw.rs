//! The one way text and frames reach a buffer: cleaned, clipped, and counted as the terminal counts.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::text::{Width, clean, graphemes, standard_width};

/// The most bytes of one character with all its marks; no honest one is longer, and no terminal keeps more.
const LONGEST_SYMBOL: usize = 32;

/// The columns a cell takes on the terminal.
pub fn columns(cell: &Cell) -> u16 {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(columns) => columns.get(),
        _ => u16::try_from(standard_width(cell.symbol())).unwrap_or(1),
    }
}

/// Writes text from (`x`, `y`) on, at most `columns` of it and never outside the buffer; returns the next free column.
pub fn put(buf: &mut Buffer, x: u16, y: u16, columns: u16, text: &str, style: Style, width: &Width) -> u16 {
    let area = buf.area;
    if y < area.top() || y >= area.bottom() || x < area.left() {
        return x;
    }
    let end = x.saturating_add(columns).min(area.right());
    let mut at = x;
    for grapheme in graphemes(&clean(text)) {
        let wide = u16::try_from(width.of_grapheme(grapheme)).unwrap_or(2);
        if wide == 0 {
            continue;
        }
        if at.saturating_add(wide) > end {
            break;
        }
        if at == x {
            repair(buf, x, y);
        }
        let symbol = shortened(grapheme);
        // A cell whose width the standard diff would count otherwise says so itself.
        let forced = if usize::from(wide) == standard_width(symbol) {
            CellDiffOption::None
        } else {
            NonZeroU16::new(wide).map_or(CellDiffOption::None, CellDiffOption::ForcedWidth)
        };
        if let Some(cell) = buf.cell_mut((at, y)) {
            cell.reset();
            cell.set_symbol(symbol).set_style(style).set_diff_option(forced);
        }
        for hidden in at + 1..at + wide {
            if let Some(cell) = buf.cell_mut((hidden, y)) {
                cell.reset();
                // Unlike any blank, so that one is sent when it comes into sight again.
                cell.set_style(style.add_modifier(Modifier::HIDDEN));
            }
        }
        at += wide;
    }
    if at > x {
        // The right half of a wide character whose left half is gone is a blank that must be sent.
        let beside = buf.cell_mut((at, y)).filter(|_| at < area.right());
        if let Some(half) = beside.filter(|cell| cell.modifier.contains(Modifier::HIDDEN)) {
            half.reset();
        }
    }
    at
}

/// The beginning of a character that bears more marks than any terminal shows.
fn shortened(grapheme: &str) -> &str {
    if grapheme.len() <= LONGEST_SYMBOL {
        return grapheme;
    }
    let end = grapheme.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= LONGEST_SYMBOL).last();
    end.and_then(|end| grapheme.get(..end)).unwrap_or(grapheme)
}

/// Blanks a wide character whose right half is about to be covered (ratatui #2526).
fn repair(buf: &mut Buffer, x: u16, y: u16) {
    let beside = x.checked_sub(1).filter(|left| *left >= buf.area.left()).and_then(|left| buf.cell_mut((left, y)));
    if let Some(cut) = beside.filter(|cell| columns(cell) > 1) {
        cut.set_symbol(" ").set_diff_option(CellDiffOption::None);
    }
}

/// Draws a frame along the edge of `area`.
pub fn frame(buf: &mut Buffer, area: Rect, style: Style, width: &Width) {
    let area = area.intersection(buf.area);
    if area.width < 2 || area.height < 2 {
        return;
    }
    let [horizontal, vertical, corners @ ..] =
        if width.plain_frames() { ["-", "|", "+", "+", "+", "+"] } else { ["─", "│", "┌", "┐", "└", "┘"] };
    let (left, right) = (area.left(), area.right() - 1);
    let (top, bottom) = (area.top(), area.bottom() - 1);
    let mut set = |x: u16, y: u16, symbol: &str| {
        if let Some(cell) = buf.cell_mut((x, y)) {
            cell.reset();
            cell.set_symbol(symbol).set_style(style);
        }
    };
    for x in left + 1..right {
        set(x, top, horizontal);
        set(x, bottom, horizontal);
    }
    for y in top + 1..bottom {
        set(left, y, vertical);
        set(right, y, vertical);
    }
    for ((x, y), symbol) in [(left, top), (right, top), (left, bottom), (right, bottom)].into_iter().zip(corners) {
        set(x, y, symbol);
    }
}

/// Empties `area` for what lies over the rest, and repairs the wide characters cut at its left edge.
pub fn clear(buf: &mut Buffer, area: Rect) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        repair(buf, area.left(), y);
        for x in area.left()..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}
