//! Sets rows in columns for people: aligned by display width, whatever the last column holds left as it is.

use super::out::{Failure, Out};
use crate::tui::text::{clean, pad};

/// Writes rows of cells, two columns apart; each line is cleaned, and cut where the terminal ends.
pub(super) fn write<const N: usize>(rows: &[[String; N]], out: &mut Out<'_>) -> Result<(), Failure> {
    let rows: Vec<[String; N]> = rows.iter().map(|row| row.each_ref().map(|cell| clean(cell).into_owned())).collect();
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = out.width.of(cell).max(*width);
        }
    }
    for row in &rows {
        let line: Vec<String> = row.iter().zip(widths).map(|(cell, width)| pad(cell, width, &out.width)).collect();
        out.line(&line.join("  "))?;
    }
    Ok(())
}
