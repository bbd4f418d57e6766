//! Writes the whole book as JSON, and reads it again to equal records.

use serde::{Deserialize, Serialize};

use super::Unfit;
use crate::domain::{Book, Record, Report};
use crate::row::{RecordRow, VERSION};
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
struct BookRow {
    version: u64,
    revision: u64,
    records: Vec<RecordRow>,
}

#[derive(Deserialize)]
struct VersionRow {
    version: u64,
}

/// Writes all records of a book with all its `reports`, what is referred to before what refers to it.
pub fn to_json<'a>(book: &Book, reports: impl Iterator<Item = &'a Arc<Report>>) -> String {
    let records = book.records_without_reports().chain(reports.cloned().map(Record::Report));
    let records = records.map(|r| RecordRow::from(&r)).collect();
    let row = BookRow { version: u64::from(VERSION), revision: book.revision(), records };
    let mut text = serde_json::to_string_pretty(&row).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads the records that [`to_json`] wrote.
pub(super) fn from_json(text: &str) -> Result<Vec<Record>, Unfit> {
    let damaged = |why: &dyn std::fmt::Display| Unfit::DamagedBook(why.to_string());
    let VersionRow { version } = serde_json::from_str(text).map_err(|e| damaged(&e))?;
    if version != u64::from(VERSION) {
        return Err(Unfit::OtherVersion(version));
    }
    let row: BookRow = serde_json::from_str(text).map_err(|e| damaged(&e))?;
    row.records.into_iter().map(|r| Record::try_from(r).map_err(|e| damaged(&e))).collect()
}
