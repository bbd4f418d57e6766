//! Reads and writes the line of counts under a title, such as （共25项，其中已完成4项，按进度完成21项）.

use super::Trouble;
use crate::domain::{Status, fold};

/// How the rows of a table stand: the status of each with its printed words, or none for 未报.
pub(super) type Standings<'a> = [Option<(Status, &'a str)>];

/// One number of a count line: the text before it, and what it counts.
struct Count<'a> {
    before: &'a str,
    said: usize,
    what: What,
}

#[derive(Debug, PartialEq)]
enum What {
    All,
    Status(Status, String),
    Unreported,
    /// Words that count something unknown, which is left alone.
    Other,
}

/// Whether a line above a table is its count line.
pub(super) fn is_count_line(line: &str) -> bool {
    parse(line).0.iter().any(|count| count.what != What::Other)
}

/// Numbers behind these are not looked at: a count line has a handful, and each is compared with all others.
const COUNTS_MAX: usize = 32;

/// Takes a count line apart into its numbers, and the text after the last of them.
fn parse(line: &str) -> (Vec<Count<'_>>, &str) {
    let mut counts = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(char::is_numeric).filter(|_| counts.len() < COUNTS_MAX) {
        let (before, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let end = tail.find(|c: char| !c.is_numeric()).unwrap_or(tail.len());
        let (digits, after) = tail.split_at_checked(end).unwrap_or((tail, ""));
        let Ok(said) = fold(digits).parse() else { break };
        counts.push(Count { before, said, what: what_counts(before) });
        rest = after;
    }
    (counts, rest)
}

fn what_counts(before: &str) -> What {
    let clause = before.rsplit(['，', ',', '、', '；', '：', ':', '（', '(']).next().unwrap_or(before);
    let word = clause.trim().trim_start_matches("其中").trim();
    match word {
        "共" | "共计" | "合计" | "总计" => What::All,
        "未报" | "未填报" => What::Unreported,
        _ => Status::from_printed(word).map_or(What::Other, |status| What::Status(status, word.to_owned())),
    }
}

/// How many rows `what` counts; a status that the line words in several ways is told apart by the printed words.
fn tally(what: &What, all: &[Count<'_>], rows: &Standings<'_>) -> Option<usize> {
    match what {
        What::All => Some(rows.len()),
        What::Unreported => Some(rows.iter().filter(|row| row.is_none()).count()),
        What::Status(status, word) => {
            let alone = all.iter().filter(|c| matches!(&c.what, What::Status(other, _) if other == status)).count() < 2;
            let of_status = rows.iter().flatten().filter(|(other, _)| other == status);
            Some(of_status.filter(|(_, printed)| alone || fold(printed).starts_with(&fold(word))).count())
        }
        What::Other => None,
    }
}

/// What the count line says that the rows do not bear out, and by how much its parts miss its total.
pub(super) fn check(line: &str, rows: &Standings<'_>) -> Vec<Trouble> {
    let (counts, _) = parse(line);
    let mut troubles = Vec::new();
    for count in &counts {
        let Some(found) = tally(&count.what, &counts, rows).filter(|found| *found != count.said) else { continue };
        let word = match &count.what {
            What::Status(_, word) => word,
            What::Unreported => "未报",
            What::All | What::Other => "共",
        };
        troubles.push(Trouble::Total(word.to_owned(), count.said, found));
    }
    let parts: Vec<usize> = counts.iter().filter(|c| c.what != What::All).map(|c| c.said).collect();
    let sum = parts.iter().fold(0_usize, |sum, said| sum.saturating_add(*said));
    if let Some(all) = counts.iter().find(|c| c.what == What::All).filter(|all| !parts.is_empty() && all.said != sum) {
        troubles.push(Trouble::Remainder(all.said, sum));
    }
    troubles
}

/// The count line for `rows` in the words of `line`: `line` itself while its numbers hold and no status is missing.
pub(super) fn write(line: &str, rows: &Standings<'_>) -> String {
    let (counts, tail) = parse(line);
    let holds = |c: &Count<'_>| tally(&c.what, &counts, rows).is_none_or(|found| found == c.said);
    let mut out: String = match counts.iter().all(holds) {
        true => line.strip_suffix(tail).unwrap_or(line).to_owned(),
        false => {
            let number = |c: &Count<'_>| tally(&c.what, &counts, rows).unwrap_or(c.said);
            counts.iter().map(|c| format!("{}{}", c.before, number(c))).collect()
        }
    };
    let (unit, close) = tail.split_at_checked(tail.find(['）', ')']).unwrap_or(tail.len())).unwrap_or((tail, ""));
    out.push_str(unit);
    for (word, what) in kinds() {
        let is_said = counts.iter().any(|c| match (&c.what, &what) {
            (What::Status(a, _), What::Status(b, _)) => a == b,
            (a, b) => a == b,
        });
        let found = tally(&what, &[], rows).unwrap_or(0);
        if !is_said && found > 0 {
            out.push_str(&format!("，{word}{found}项"));
        }
    }
    out.push_str(close);
    out
}

fn kinds() -> impl Iterator<Item = (&'static str, What)> {
    let statuses = Status::ALL.into_iter().map(|s| (s.word(), What::Status(s, s.word().to_owned())));
    statuses.chain([("未报", What::Unreported)])
}
