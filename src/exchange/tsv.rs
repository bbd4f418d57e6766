//! Writes rows as tab-separated values.

/// A header row and rows; what would break a row inside a cell becomes a blank.
pub fn to_tsv<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut out = header.join("\t");
    out.push('\n');
    for row in rows {
        let cells = row.iter().map(|cell| {
            let blank = |c: char| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c };
            cell.chars().map(blank).collect::<String>()
        });
        out.push_str(&cells.collect::<Vec<_>>().join("\t"));
        out.push('\n');
    }
    out
}
