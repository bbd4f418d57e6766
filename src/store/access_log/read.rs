//! Reads the access log back, whoever is writing: all whole lines, each checked to follow the one before it.

use std::fs;
use std::path::Path;

use super::{Visit, folder_in, nth, visit};
use crate::store::line::{self, Hash};
use crate::store::{StoreError, journal};

/// All that the log holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visits {
    /// What happened, oldest first.
    pub visits: Vec<Visit>,
    /// The hash of the last line, to be noted outside.
    pub head: Hash,
}

/// Reads the log in the data folder of a store; it is empty where nobody ever served the store.
pub fn visits(data: &Path) -> Result<Visits, StoreError> {
    let folder = folder_in(data);
    let files = journal::files(&folder)?;
    let mut read = Visits { visits: Vec::new(), head: line::no_hash() };
    for (path, number) in files.iter().zip(1..) {
        let damaged = |at: usize, why: String| StoreError::Damaged { file: path.clone(), line: at as u64, why };
        if *path != nth(&folder, number) {
            return Err(damaged(0, format!("the file before it, {number:06}.jsonl, is missing")));
        }
        let bytes = fs::read(path).map_err(|e| StoreError::io(path, &e))?;
        let whole = whole(&bytes);
        if whole.len() < bytes.len() && files.last() != Some(path) {
            return Err(damaged(0, String::from("its last line is not whole, though a file follows it")));
        }
        for (text, at) in whole.split_inclusive(|byte| *byte == b'\n').zip(1..) {
            let text = text.strip_suffix(b"\n").unwrap_or(text);
            let text = simdutf8::basic::from_utf8(text).map_err(|_| damaged(at, String::from("it is not UTF-8")))?;
            read.visits.push(visit::read(text, &read.head).map_err(|why| damaged(at, why))?);
            read.head = line::hash(text.as_bytes());
        }
    }
    Ok(read)
}

/// The lines of a file that were finished.
fn whole(bytes: &[u8]) -> &[u8] {
    let end = memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1);
    bytes.get(..end).unwrap_or_default()
}

/// The hash of a file's last whole line; none when it has none.
pub(super) fn last_hash(bytes: &[u8]) -> Option<Hash> {
    let lines = whole(bytes).strip_suffix(b"\n")?;
    let begin = memchr::memrchr(b'\n', lines).map_or(0, |at| at + 1);
    Some(line::hash(lines.get(begin..)?))
}
