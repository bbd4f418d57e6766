//! Reads what stands above a table: label, title, count line, and the period they name.

use crate::domain::{Heading, Period, Status};

/// Reads the lines before the first cell.
pub(super) fn heading(before: &str, columns: Vec<String>) -> Heading {
    let mut heading = Heading { columns, ..Heading::default() };
    for line in before.split(['\n', '\r']).map(str::trim_end).filter(|line| !line.trim().is_empty()) {
        if heading.label.is_empty() && heading.title.is_empty() && line.trim_start().starts_with("附件") {
            line.clone_into(&mut heading.label);
        } else if heading.title.is_empty() {
            line.clone_into(&mut heading.title);
        } else if heading.count_line.is_empty() {
            line.clone_into(&mut heading.count_line);
        }
    }
    heading
}

/// The period a title names: 2021年…1-6月…, 上半年, 前三季度, 全年.
pub(super) fn period(title: &str) -> Option<Period> {
    let year = year(title)?;
    let words = [("上半年", 6), ("前三季度", 9), ("第一季度", 3), ("一季度", 3), ("全年", 12)];
    months(title)
        .map(|(from, to)| (year, from, to))
        .and_then(|(y, f, t)| Period::new(y, f, t))
        .or_else(|| words.iter().find(|(word, _)| title.contains(word)).and_then(|(_, to)| Period::new(year, 1, *to)))
}

/// The year a title names: four digits before 年.
pub(super) fn year(title: &str) -> Option<u16> {
    title.match_indices('年').find_map(|(at, _)| {
        let digits = digits_before(title, at);
        if digits.chars().count() == 4 { parse(&digits) } else { None }
    })
}

/// The months before 月: `1-6月` counts from the first, `6月` from January.
fn months(title: &str) -> Option<(u8, u8)> {
    title.match_indices('月').find_map(|(at, _)| {
        let last = digits_before(title, at);
        let to: u8 = parse(&last)?;
        let head = title.get(..at)?.get(..at - last.len())?;
        let joined = head.strip_suffix(['-', '－', '—', '–', '～', '~', '至']);
        let joined = joined.map(|h| h.strip_suffix('月').unwrap_or(h));
        let from = joined.and_then(|h| parse(&digits_before(h, h.len())));
        Some((from.unwrap_or(1), to))
    })
}

fn digits_before(text: &str, at: usize) -> String {
    let head = text.get(..at).unwrap_or_default();
    let start = head.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)).len();
    head.get(start..).unwrap_or_default().to_owned()
}

fn parse<N: std::str::FromStr>(digits: &str) -> Option<N> {
    crate::domain::fold(digits).parse().ok()
}

/// What a count line says: how many tasks in all, and how many of each status.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub all: Option<usize>,
    pub by_status: Vec<(Status, usize)>,
}

/// Reads a count line such as （共25项，其中已完成4项，按进度完成21项）.
pub(super) fn counts(line: &str) -> Counts {
    let mut counts = Counts::default();
    for part in line.split(['，', ',', '、', '；', '（', '）', '(', ')', '。']) {
        let Some(head) = part.trim().strip_suffix('项') else { continue };
        let digits = digits_before(head, head.len());
        let Some(number) = parse(&digits) else { continue };
        let word = head.get(..head.len() - digits.len()).unwrap_or_default();
        let word = word.trim().trim_start_matches("其中").trim_start_matches('：');
        if word == "共" || word == "合计" {
            counts.all = Some(number);
        } else if let Some(status) = Status::from_printed(word) {
            counts.by_status.push((status, number));
        }
    }
    counts
}
