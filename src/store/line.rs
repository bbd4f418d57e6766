//! The form of the journal: groups of lines, each line one change with its own checksum and the hash of the line before.
//!
//! A group is one header line `{"group":n,"length":bytes,"sha256":"…"}` and then `n` lines
//! `{"v":1,"crc":"…","prev":"…","change":{…}}` of `length` bytes in all. Its changes were synced together.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::domain::Change;
use crate::row::{ChangeRow, VERSION};

/// The hash of a line, in lower-case hexadecimal; what the first line of all refers to is all zeros.
pub(super) type Hash = String;

/// The hash before the first line of all.
pub(super) fn no_hash() -> Hash {
    "0".repeat(64)
}

/// The hash of some bytes.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    let digits = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub group: u64,
    pub length: u64,
    pub sha256: Hash,
}

#[derive(Serialize)]
struct Line<'a> {
    v: u32,
    crc: String,
    prev: Hash,
    change: &'a RawValue,
}

/// What stands in a line before its change.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    v: u32,
    crc: String,
    prev: Hash,
}

/// A change with the line it is kept in, without its line feed.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub change: Arc<Change>,
    pub line: String,
}

/// Writes a change as a line that follows the one with hash `prev`.
pub(super) fn write(change: &Change, prev: &str) -> Result<String, String> {
    let change = serde_json::value::to_raw_value(&ChangeRow::from(change)).map_err(|e| e.to_string())?;
    let crc = crc(change.get());
    let line = Line { v: VERSION, crc, prev: prev.to_owned(), change: &change };
    serde_json::to_string(&line).map_err(|e| e.to_string())
}

/// Reads a line back; `prev` is the hash it must refer to, when that is known.
pub(super) fn read(line: &str, prev: Option<&str>) -> Result<Change, String> {
    let (about, change) = checked(line)?;
    if prev.is_some_and(|prev| prev != about.prev) {
        return Err(String::from("it does not follow the line before it"));
    }
    let row: ChangeRow = serde_json::from_str(change).map_err(|e| e.to_string())?;
    Ok(row.into())
}

/// The revision of a line whose checksum fits; what it changes is not read, which takes long for a large import.
pub(super) fn revision(line: &str) -> Result<u64, String> {
    #[derive(Deserialize)]
    struct Numbered {
        revision: u64,
    }
    let numbered: Numbered = serde_json::from_str(checked(line)?.1).map_err(|e| e.to_string())?;
    Ok(numbered.revision)
}

/// What a line says about its change, and the change as it stands there; the checksum fits.
fn checked(line: &str) -> Result<(About, &str), String> {
    // The change stands last: it is cut out, not parsed, or a large import would be gone through twice.
    let parts = line.strip_suffix('}').and_then(|line| line.split_once(",\"change\":"));
    let (about, change) = parts.ok_or_else(|| String::from("there is no change in it"))?;
    let about: About = serde_json::from_str(&format!("{about}}}")).map_err(|e| e.to_string())?;
    if about.v != VERSION {
        return Err(format!("version {} is not known", about.v));
    }
    if about.crc != crc(change) {
        return Err(String::from("its checksum does not fit"));
    }
    Ok((about, change))
}

fn crc(text: &str) -> String {
    format!("{:08x}", crc32fast::hash(text.as_bytes()))
}

/// Frames lines as one group, ready to be appended.
pub(super) fn frame(lines: &[String]) -> Result<Vec<u8>, String> {
    let mut body = String::with_capacity(lines.iter().map(|l| l.len() + 1).sum());
    for line in lines {
        body.push_str(line);
        body.push('\n');
    }
    let header = Header { group: lines.len() as u64, length: body.len() as u64, sha256: hash(body.as_bytes()) };
    let mut framed = serde_json::to_string(&header).map_err(|e| e.to_string())?;
    framed.push('\n');
    framed.push_str(&body);
    Ok(framed.into_bytes())
}

/// What stands at some place of a journal file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next<'a> {
    /// A whole group: its lines, and where the next one begins.
    Group(Vec<&'a str>, usize),
    /// The end of the file.
    End,
    /// A group that was never finished.
    Torn,
    /// Something else: in which line after the place (from 0), and what is wrong.
    Damaged(u64, String),
}

/// Reads the group at byte `at` of a file; its hash fits.
pub(super) fn group(bytes: &[u8], at: usize) -> Next<'_> {
    whole(bytes, at, |header, body| hash(body) == header.sha256)
}

/// Reads the group at byte `at` of a file without its hash, for whoever checks every line.
pub(super) fn unhashed(bytes: &[u8], at: usize) -> Next<'_> {
    whole(bytes, at, |_, _| true)
}

fn whole(bytes: &[u8], at: usize, fits: impl Fn(&Header, &[u8]) -> bool) -> Next<'_> {
    let rest = bytes.get(at..).unwrap_or_default();
    if rest.is_empty() {
        return Next::End;
    }
    let Some(end) = memchr::memchr(b'\n', rest) else { return torn(rest) };
    let header: Header = match serde_json::from_slice(rest.get(..end).unwrap_or_default()) {
        Ok(header) => header,
        Err(e) => return Next::Damaged(0, e.to_string()),
    };
    let Ok(length) = usize::try_from(header.length) else { return Next::Damaged(0, String::from("impossible length")) };
    let Some(body) = rest.get(end + 1..).and_then(|b| b.get(..length)) else { return torn(rest) };
    if !fits(&header, body) {
        return Next::Damaged(1, String::from("the hash of the group does not fit"));
    }
    let Ok(text) = simdutf8::basic::from_utf8(body) else { return Next::Damaged(1, String::from("it is not UTF-8")) };
    let lines: Vec<&str> = text.split_terminator('\n').collect();
    if lines.len() as u64 != header.group {
        return Next::Damaged(1, String::from("the group has another number of lines"));
    }
    Next::Group(lines, at + end + 1 + length)
}

/// A group that was never finished has no zero bytes: those are damage, and nothing is cut off for it.
fn torn(rest: &[u8]) -> Next<'_> {
    match memchr::memchr(0, rest) {
        None => Next::Torn,
        Some(at) => {
            let line = rest.iter().take(at).filter(|b| **b == b'\n').count();
            Next::Damaged(line as u64, String::from("there are zero bytes in it"))
        }
    }
}
