//! Checks a report that is being written: what a careful reviewer would ask about, and the program can be certain of.
//!
//! A doubt is a question to a person and never keeps anything from being stored (domain.md, "What a careful reviewer
//! checks").

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Period, Report, Status};

/// A report as it stands in the form.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// The period reported for.
    pub period: Period,
    /// How the task stands.
    pub status: Status,
    /// The as-of date.
    pub reported_on: NaiveDate,
    /// The public part.
    pub progress: &'a str,
    /// The internal part about problems.
    pub problems: &'a str,
    /// The internal part about next steps.
    pub next_steps: &'a str,
}

/// Something a reviewer would ask about.
#[derive(Clone, Debug, PartialEq)]
pub enum Doubt {
    /// The public part says nothing.
    Empty,
    /// The public part is that of the last period, word by word.
    Unchanged,
    /// A bracket without its other half; holds it, and the place of its text among the three of a report.
    Bracket(char, usize),
    /// A placeholder was left, such as xx; holds it, and the place of its text among the three of a report.
    Placeholder(String, usize),
    /// A value is lower than the last period's: what was counted, before, and now, as written.
    Lower(String, String, String),
    /// The last period said completed, and this one does not.
    Backwards,
    /// The as-of date has not come yet.
    Future(NaiveDate),
    /// The task is behind or suspended, and nothing is said about problems.
    Unexplained,
}

/// What is doubtful about `said`; `last` is the report of the period before.
pub fn doubts(said: &Said<'_>, last: Option<&Report>, today: NaiveDate) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let progress = said.progress.trim();
    if progress.is_empty() {
        doubts.push(Doubt::Empty);
    }
    if let Some(last) = last {
        if !progress.is_empty() && last.progress.trim() == progress {
            doubts.push(Doubt::Unchanged);
        }
        if last.status == Status::Completed && said.status != Status::Completed {
            doubts.push(Doubt::Backwards);
        }
        if last.key.period.is_kin(said.period) && said.period.is_cumulative() {
            doubts.extend(lower(&last.progress, progress));
        }
    }
    for (at, part) in [said.progress, said.problems, said.next_steps].into_iter().enumerate() {
        doubts.extend(bracket(part).map(|bracket| Doubt::Bracket(bracket, at)));
        doubts.extend(placeholder(part).map(|left| Doubt::Placeholder(left, at)));
    }
    if said.reported_on > today {
        doubts.push(Doubt::Future(said.reported_on));
    }
    if matches!(said.status, Status::Behind | Status::Suspended) && said.problems.trim().is_empty() {
        doubts.push(Doubt::Unexplained);
    }
    doubts
}

/// The first bracket or quotation mark of a text that has no other half; half-width and full-width ones may pair.
fn bracket(text: &str) -> Option<char> {
    let mut open: Vec<(char, char)> = Vec::new();
    for c in text.chars() {
        match half(c) {
            Some((pair, Half::Opening)) => open.push((pair, c)),
            Some((pair, Half::Closing)) => match open.pop() {
                Some((opened, _)) if opened == pair => {}
                Some((_, opening)) => return Some(opening),
                // `1)` and `2）` number the items of a list.
                None if pair == '（' => {}
                None => return Some(c),
            },
            None => {}
        }
    }
    open.first().map(|(_, opening)| *opening)
}

enum Half {
    Opening,
    Closing,
}

/// Which half of which pair a bracket or quotation mark is; a pair goes by its full-width opening one.
fn half(c: char) -> Option<(char, Half)> {
    match c {
        '（' | '(' => Some(('（', Half::Opening)),
        '）' | ')' => Some(('（', Half::Closing)),
        '【' | '[' => Some(('【', Half::Opening)),
        '】' | ']' => Some(('【', Half::Closing)),
        '“' | '《' | '‘' => Some((c, Half::Opening)),
        '”' => Some(('“', Half::Closing)),
        '》' => Some(('《', Half::Closing)),
        '’' => Some(('‘', Half::Closing)),
        _ => None,
    }
}

/// The first thing that stands for a number somebody meant to put in: xx, ××, **, ＿＿.
fn placeholder(text: &str) -> Option<String> {
    const STANDS_IN: [char; 11] = ['x', 'X', '×', '*', '＊', '_', '＿', 'Ｘ', 'ｘ', '○', '〇'];
    // Within a Latin word an x is a letter.
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && !STANDS_IN.contains(&c));
    let is_one = |word: &&str| {
        let first = word.chars().next().filter(|c| STANDS_IN.contains(c));
        first.is_some_and(|first| word.chars().all(|c| c == first)) && word.chars().count() >= 2
    };
    { words }.find(is_one).map(str::to_owned)
}

/// A number of a text with what it counts.
struct Value<'a> {
    what: &'a str,
    measure: &'a str,
    written: &'a str,
    amount: f64,
}

/// The values that went down, of those counted in the same words before.
fn lower(before: &str, now: &str) -> Vec<Doubt> {
    let old = values(before);
    let mut by_what: HashMap<(&str, &str), Option<&Value<'_>>> = HashMap::new();
    for value in &old {
        // What is counted twice in one text cannot be told apart.
        by_what.entry((value.what, value.measure)).and_modify(|known| *known = None).or_insert(Some(value));
    }
    let went_down = |value: Value<'_>| {
        let old = by_what.get(&(value.what, value.measure)).copied().flatten()?;
        let is_lower = value.amount < old.amount;
        is_lower.then(|| Doubt::Lower(value.what.to_owned(), old.written.to_owned(), value.written.to_owned()))
    };
    values(now).into_iter().filter_map(went_down).collect()
}

/// The numbers of a text that count something; dates and the numbers of items do not.
fn values(text: &str) -> Vec<Value<'_>> {
    let mut values = Vec::new();
    let (mut begin, mut at) = (0, 0);
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if !c.is_ascii_digit() {
            at += c.len_utf8();
            if !is_word(c) {
                begin = at;
            }
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
        let written = rest.get(..length).unwrap_or_default().trim_end_matches(['.', ',']);
        let after = rest.get(written.len()..).unwrap_or_default();
        let what = text.get(begin..at).unwrap_or_default();
        let (scale, after) = match after.chars().next() {
            Some('万') => (1e4, after.get('万'.len_utf8()..).unwrap_or_default()),
            Some('亿') => (1e8, after.get('亿'.len_utf8()..).unwrap_or_default()),
            _ => (1.0, after),
        };
        let measure = measure(after);
        let is_date = ["年", "月", "日", "号", "、"].iter().any(|word| measure.starts_with(word));
        if let (Ok(number), false, false) = (written.replace(',', "").parse::<f64>(), is_date, what.is_empty()) {
            values.push(Value { what, measure, written, amount: number * scale });
        }
        at += written.len().max(1);
        begin = at;
    }
    values
}

/// The unit of measure behind a number: a percent sign or up to two characters of a word.
fn measure(after: &str) -> &str {
    if after.starts_with(['%', '％']) {
        return "%";
    }
    let end = after.char_indices().take(2).take_while(|(_, c)| is_word(*c)).map(|(at, c)| at + c.len_utf8()).last();
    after.get(..end.unwrap_or(0)).unwrap_or_default()
}

fn is_word(c: char) -> bool {
    // Nearly everything is a hanzi, and needs no look into the tables of Unicode.
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphabetic()
}
