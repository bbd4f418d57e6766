//! Prints a buffer as a person reads it: cells hidden under wide characters are left out.

use ratatui::buffer::Buffer;

use super::draw::columns;

/// The rows of a buffer as text, without blanks at their ends, joined by line feeds.
pub fn printed(buf: &Buffer) -> String {
    let rows = (buf.area.top()..buf.area.bottom()).map(|y| {
        let mut row = String::new();
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let Some(cell) = buf.cell((x, y)) else { break };
            row.push_str(cell.symbol());
            x += columns(cell).max(1);
        }
        row.trim_end().to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}
