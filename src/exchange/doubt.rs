//! A row that may be about a known task: in what it resembles it, for a person to decide.

use std::collections::HashMap;

use crate::domain::{ImportRow, TaskId, fold};
use crate::lang::Texts;

/// A row that may be a known task, or may not.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The line the row begins in, from 1.
    pub line: u32,
    /// The row, as it would be taken in for the known task.
    pub row: ImportRow,
    /// The known task.
    pub task: TaskId,
    /// The words of the known task.
    pub known: String,
    /// The known task's number.
    pub known_number: u32,
}

impl Doubt {
    /// How alike the row's words and the known task's are, in percent: the pairs of neighbouring characters they share.
    pub fn likeness(&self) -> u8 {
        let (row, known) = (pairs(&self.row.text), pairs(&self.known));
        let all: usize = row.values().sum::<usize>() + known.values().sum::<usize>();
        let shared: usize = row.iter().map(|(pair, n)| n.min(known.get(pair).unwrap_or(&0))).sum();
        u8::try_from((200 * shared).checked_div(all).unwrap_or(0)).unwrap_or(100)
    }

    fn has_same_text(&self) -> bool {
        fold(&self.row.text) == fold(&self.known)
    }

    /// Why it is doubtful, without the texts and without an end.
    pub fn why(&self, texts: &Texts) -> String {
        let (line, number) = (&self.line, &self.known_number);
        if self.has_same_text() {
            return texts
                .fill("exchange.doubt_number", &[("line", line), ("printed", &self.row.number), ("number", number)]);
        }
        let percent = self.likeness();
        texts.fill("exchange.doubt_text", &[("line", line), ("number", number), ("percent", &percent)])
    }

    /// The sentence for it, with both texts from where they part.
    pub fn say(&self, texts: &Texts) -> String {
        let why = self.why(texts);
        if self.has_same_text() {
            return texts.fill("exchange.doubt_one", &[("why", &why), ("text", &short(&self.row.text))]);
        }
        let (said, kept) = (parting(&self.row.text, &self.known), parting(&self.known, &self.row.text));
        texts.fill("exchange.doubt_both", &[("why", &why), ("said", &said), ("kept", &kept)])
    }
}

fn pairs(text: &str) -> HashMap<(char, char), usize> {
    let folded = fold(text);
    let mut pairs = HashMap::new();
    for pair in folded.chars().zip(folded.chars().skip(1)) {
        *pairs.entry(pair).or_insert(0) += 1;
    }
    pairs
}

/// The part of `text` that begins shortly before it parts from `other`.
fn parting(text: &str, other: &str) -> String {
    let same = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let skipped = same.saturating_sub(10);
    let part = short(&text.chars().skip(skipped).collect::<String>());
    if skipped == 0 { part } else { format!("…{part}") }
}

fn short(text: &str) -> String {
    let line = text.replace('\n', " ");
    let cut = line.char_indices().nth(60).and_then(|(at, _)| line.get(..at));
    cut.map_or_else(|| line.clone(), |cut| format!("{cut}…"))
}
