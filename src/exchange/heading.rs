//! Reads what stands above a table: label, title, count line, and the period they name.

use super::count::is_count_line;
use crate::domain::{Heading, Period};

/// Reads the lines before the first cell.
pub(super) fn heading(before: &str, columns: Vec<String>) -> Heading {
    let mut heading = Heading { columns, ..Heading::default() };
    for line in before.split(['\n', '\r']).map(str::trim_end).filter(|line| !line.trim().is_empty()) {
        if heading.label.is_empty() && heading.title.is_empty() && line.trim_start().starts_with("附件") {
            line.clone_into(&mut heading.label);
        } else if heading.count_line.is_empty() && !heading.title.is_empty() && is_count_line(line) {
            line.clone_into(&mut heading.count_line);
        } else if !heading.title.is_empty() {
            heading.title.push('\n');
            heading.title.push_str(line);
        } else {
            line.clone_into(&mut heading.title);
        }
    }
    heading
}

/// Words for several months, each before any word it contains.
const SPANS: [(&str, u8, u8); 8] = [
    ("上半年", 1, 6),
    ("下半年", 7, 12),
    ("前三季度", 1, 9),
    ("一季度", 1, 3),
    ("二季度", 4, 6),
    ("三季度", 7, 9),
    ("四季度", 10, 12),
    ("全年", 1, 12),
];

/// The period a title names: 2021年…1-6月…, 6月, 上半年, 前三季度, 全年.
pub(super) fn period(title: &str) -> Option<Period> {
    let spelled = || SPANS.iter().find(|(word, _, _)| title.contains(word)).map(|(_, from, to)| (*from, *to));
    let (from, to) = months(title).map(|m| (m.from, m.to)).or_else(spelled)?;
    Period::new(year(title)?, from, to)
}

/// `title` with the months it names replaced by those of `period`; nothing when it names none.
pub(super) fn renamed(title: &str, period: Period) -> Option<String> {
    let Months { before, after, .. } = months(title)?;
    Some(format!("{before}{}{after}", period.label()))
}

/// The year a title names: four digits before 年.
pub(super) fn year(title: &str) -> Option<u16> {
    title.match_indices('年').find_map(|(at, _)| {
        let digits = digits_before(title, at);
        if digits.chars().count() == 4 { parse(&digits) } else { None }
    })
}

/// Months as a title names them, with the text around them.
struct Months<'a> {
    from: u8,
    to: u8,
    before: &'a str,
    after: &'a str,
}

/// The months before the last 月 of `1-6月`, `1月-6月` or `6月`, which is that month alone.
fn months(title: &str) -> Option<Months<'_>> {
    title.match_indices('月').find_map(|(at, word)| {
        let last = digits_before(title, at);
        let to: u8 = parse(&last)?;
        let head = title.get(..at - last.len())?;
        let after = title.get(at + word.len()..)?;
        let joined = head.strip_suffix(DASHES).map(|h| h.strip_suffix('月').unwrap_or(h));
        let first = joined.map(|h| (h, digits_before(h, h.len())));
        match first.and_then(|(h, digits)| Some((h.get(..h.len() - digits.len())?, parse(&digits)?))) {
            Some((before, from)) => Some(Months { from, to, before, after }),
            // The first 月 of 1月-6月 waits for the second.
            None if after.strip_prefix(DASHES).is_some_and(|h| h.starts_with(|c: char| c.is_numeric())) => None,
            None => Some(Months { from: to, to, before: head, after }),
        }
    })
}

const DASHES: [char; 7] = ['-', '－', '—', '–', '～', '~', '至'];

fn digits_before(text: &str, at: usize) -> String {
    let head = text.get(..at).unwrap_or_default();
    let start = head.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)).len();
    head.get(start..).unwrap_or_default().to_owned()
}

fn parse<N: std::str::FromStr>(digits: &str) -> Option<N> {
    crate::domain::fold(digits).parse().ok()
}
