//! Writes rows as tab-separated values.

use super::cell::is_order;

/// A header row and rows; what would break a row inside a cell becomes a blank.
pub fn to_tsv<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut out = header.join("\t");
    out.push('\n');
    for row in rows {
        let blank = |c: char| if is_order(c) { ' ' } else { c };
        let cells = row.iter().map(|cell| cell.chars().map(blank).collect::<String>());
        out.push_str(&cells.collect::<Vec<_>>().join("\t"));
        out.push('\n');
    }
    out
}
