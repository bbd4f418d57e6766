//! Finds where the journal ends, by its last whole group alone.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::{Head, files, number};
use crate::store::StoreError;
use crate::store::line::{self, Next};

/// How much of a file's end is read first when its last group is looked for, in bytes.
const TAIL: u64 = 64 << 10;

/// Where a journal ends.
pub(in crate::store) struct End {
    /// Its last file.
    pub path: PathBuf,
    /// The number of that file.
    pub number: u32,
    pub head: Head,
    /// Where the file's whole groups end, in bytes.
    pub length: u64,
    /// How many bytes after that were never finished.
    pub unfinished: u64,
}

/// What the journal of a folder ends with, whoever is writing; nothing is changed.
pub(in crate::store) fn head(folder: &Path) -> Result<Head, StoreError> {
    Ok(end(folder)?.map_or_else(Head::none, |end| end.head))
}

/// Where the journal of `folder` ends; none when there is none. It takes no lock and changes nothing.
pub(in crate::store) fn end(folder: &Path) -> Result<Option<End>, StoreError> {
    let files = files(folder)?;
    let Some((path, before)) = files.split_last() else { return Ok(None) };
    let (head, length, all) = tail(path)?;
    let head = head.map_or_else(|| last_head(before), Ok)?;
    let number = number(path).unwrap_or(1);
    Ok(Some(End { path: path.clone(), number, head, length, unfinished: all - length }))
}

/// Where some files end: a file may have been begun without anything ever finished in it, and the one before it tells.
fn last_head(files: &[PathBuf]) -> Result<Head, StoreError> {
    for path in files.iter().rev() {
        if let Some(head) = tail(path)?.0 {
            return Ok(head);
        }
    }
    Ok(Head::none())
}

/// The last whole group of a file: the head it ends with, where it ends, and the length of the file.
fn tail(path: &Path) -> Result<(Option<Head>, u64, u64), StoreError> {
    let io = |e: &std::io::Error| StoreError::io(path, e);
    let mut file = File::open(path).map_err(|e| io(&e))?;
    let length = file.metadata().map_err(|e| io(&e))?.len();
    let mut wanted = TAIL;
    loop {
        let from = length.saturating_sub(wanted);
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(from)).and_then(|_| file.read_to_end(&mut bytes)).map_err(|e| io(&e))?;
        if let Some(found) = last_group(path, &bytes, from)? {
            return Ok((found.0, found.1, from + bytes.len() as u64));
        }
        wanted = wanted.saturating_mul(4);
    }
}

/// Looks for the last whole group in the end of a file that begins at `from`; nothing when more must be read.
fn last_group(path: &Path, bytes: &[u8], from: u64) -> Result<Option<(Option<Head>, u64)>, StoreError> {
    const MARK: &[u8] = b"\n{\"group\":";
    let damaged = |place: usize, why: String| {
        let line = bytes.iter().take(place).filter(|b| **b == b'\n').count() as u64 + 1;
        StoreError::Damaged { file: path.to_owned(), line: if from == 0 { line } else { 0 }, why }
    };
    let mut until = bytes.len();
    loop {
        let searched = bytes.get(..until).unwrap_or_default();
        let start = match memchr::memmem::rfind(searched, MARK) {
            Some(before) => before + 1,
            None if from == 0 => 0,
            None => return Ok(None),
        };
        match line::group(bytes, start) {
            Next::Group(lines, after) => {
                let Some(text) = lines.last() else { return Err(damaged(start, String::from("an empty group"))) };
                let revision = line::revision(text).map_err(|why| damaged(start, why))?;
                return match line::group(bytes, after) {
                    Next::End | Next::Torn => {
                        let head = Head { revision, hash: line::hash(text.as_bytes()) };
                        Ok(Some((Some(head), from + after as u64)))
                    }
                    Next::Damaged(_, why) => Err(damaged(after, why)),
                    Next::Group(..) => Err(damaged(after, String::from("a group without its mark"))),
                };
            }
            Next::End => return Ok(Some((None, 0))),
            Next::Torn if start == 0 => return Ok(Some((None, 0))),
            Next::Torn => until = start - 1,
            Next::Damaged(_, why) => return Err(damaged(start, why)),
        }
    }
}
