//! Reads a file's bytes as whatever they are: a table, or a book exported by this program.

use super::decode::{Encoding, decode};
use super::table::{Table, table};
use super::{Unfit, json};
use crate::domain::Record;

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// How it was encoded; anything but UTF-8 is told to the person.
    pub encoding: Encoding,
    /// What it is.
    pub what: What,
}

/// A table or a book.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A table of progress.
    Table(Box<Table>),
    /// All records of a book.
    Book(Vec<Record>),
}

/// Reads a file, or says why it holds nothing that can be taken in.
pub fn read(bytes: &[u8]) -> Result<Content, Unfit> {
    let (text, encoding) = decode(bytes)?;
    let is_book = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let what = if is_book { What::Book(json::from_json(&text)?) } else { What::Table(Box::new(table(&text)?)) };
    Ok(Content { encoding, what })
}
