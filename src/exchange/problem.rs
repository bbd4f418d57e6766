//! What was wrong with a table or a file, as values that are turned into sentences.

use crate::lang::Texts;

/// Something in a table that a person should look at; the rest of the table was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line it was found in, from 1.
    pub line: u32,
    /// The column of the table, from 1; 0 when it is about the whole row or table.
    pub column: u32,
    /// What it is.
    pub trouble: Trouble,
}

/// The kinds of problems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A row without a readable number was left out; holds what stood there.
    NoNumber(String),
    /// A row whose number another row has was left out.
    NumberTwice(u32),
    /// A row without words for its task was left out.
    NoText(u32),
    /// The progress cell does not begin with a known status; its report was left out.
    UnknownStatus(u32, String),
    /// Not as many units as officials.
    Unpaired(u32, usize, usize),
    /// The count line says other totals than the rows have: what, said, found.
    Total(String, usize, usize),
    /// The counts by status do not add up to the total the count line says: total, sum.
    Remainder(usize, usize),
    /// A row of another number of cells than the header was left out: found, expected.
    OtherWidth(usize, usize),
    /// A row about a task that another row is about was left out; holds the task's number.
    TakenTwice(u32),
    /// A row was left out because its number belongs to a task that no longer counts.
    NumberVoid(u32),
    /// Numbers missing in the sequence.
    NumbersMissing(String),
    /// A known task names other units or officials; the ledger's stay. Number, the table's, the ledger's.
    OtherPairs(u32, String, String),
    /// A known task names another leader; the ledger's stays.
    OtherLeader(u32, String, String),
    /// The title names no period.
    NoPeriod,
}

impl Problem {
    /// The sentence for it.
    pub fn say(&self, texts: &Texts) -> String {
        let what = match &self.trouble {
            Trouble::NoNumber(found) => texts.fill("exchange.no_number", &[("found", found)]),
            Trouble::NumberTwice(number) => texts.fill("exchange.number_twice", &[("number", number)]),
            Trouble::NoText(number) => texts.fill("exchange.no_text", &[("number", number)]),
            Trouble::UnknownStatus(number, word) => {
                texts.fill("exchange.unknown_status", &[("number", number), ("word", word)])
            }
            Trouble::Unpaired(number, units, officials) => {
                texts.fill("exchange.unpaired", &[("number", number), ("units", units), ("officials", officials)])
            }
            Trouble::Total(word, said, found) => {
                texts.fill("exchange.total", &[("word", word), ("said", said), ("found", found)])
            }
            Trouble::Remainder(all, sum) => {
                let rest = all.abs_diff(*sum);
                texts.fill("exchange.remainder", &[("all", all), ("sum", sum), ("rest", &rest)])
            }
            Trouble::OtherWidth(found, expected) => {
                texts.fill("exchange.other_width", &[("found", found), ("expected", expected)])
            }
            Trouble::TakenTwice(number) => texts.fill("exchange.taken_twice", &[("number", number)]),
            Trouble::NumberVoid(number) => texts.fill("exchange.number_void", &[("number", number)]),
            Trouble::NumbersMissing(numbers) => texts.fill("exchange.numbers_missing", &[("numbers", numbers)]),
            Trouble::OtherPairs(number, said, kept) => {
                texts.fill("exchange.other_pairs", &[("number", number), ("said", said), ("kept", kept)])
            }
            Trouble::OtherLeader(number, said, kept) => {
                texts.fill("exchange.other_leader", &[("number", number), ("said", said), ("kept", kept)])
            }
            Trouble::NoPeriod => texts.get("exchange.no_period").to_owned(),
        };
        match self.column {
            0 => texts.fill("exchange.in_line", &[("line", &self.line), ("what", &what)]),
            column => texts.fill("exchange.in_cell", &[("line", &self.line), ("column", &column), ("what", &what)]),
        }
    }
}

/// Why a file holds nothing that can be taken in; nothing was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There is nothing in it.
    Empty,
    /// It is no text.
    Binary,
    /// It ends within a character.
    Torn,
    /// It ends within a row; holds the line of the row.
    Truncated(u32),
    /// It holds more cells than any city's table.
    TooLarge,
    /// There is no table in it.
    NoTable,
    /// Its columns are others: found, missing.
    OtherHeader(Vec<String>, Vec<String>),
    /// No row of its table could be read.
    NoRows,
    /// Neither title nor asker name a period.
    NoPeriod,
    /// A book of another version of this program; holds the version.
    OtherVersion(u64),
    /// A damaged book; holds what the reader says.
    DamagedBook(String),
}

impl Unfit {
    /// The sentence for it: why, that nothing was stored, and what to do.
    pub fn say(&self, texts: &Texts) -> String {
        match self {
            Self::Empty => texts.get("exchange.unfit_empty").to_owned(),
            Self::Binary => texts.get("exchange.unfit_binary").to_owned(),
            Self::Torn => texts.get("exchange.unfit_torn").to_owned(),
            Self::Truncated(line) => texts.fill("exchange.unfit_truncated", &[("line", line)]),
            Self::TooLarge => texts.get("exchange.unfit_too_large").to_owned(),
            Self::NoTable => texts.get("exchange.unfit_no_table").to_owned(),
            Self::OtherHeader(found, missing) => {
                texts.fill("exchange.unfit_header", &[("found", &found.join("、")), ("missing", &missing.join("、"))])
            }
            Self::NoRows => texts.get("exchange.unfit_no_rows").to_owned(),
            Self::NoPeriod => texts.get("exchange.unfit_no_period").to_owned(),
            Self::OtherVersion(version) => texts.fill("exchange.unfit_version", &[("version", version)]),
            Self::DamagedBook(why) => texts.fill("exchange.unfit_book", &[("why", why)]),
        }
    }
}
