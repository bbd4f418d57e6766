//! A copy of what the first frame shows, and of a small store everything: with it nobody opens the rows only to look.
//!
//! It is written when a store is left, and holds while the journal ends where it did then. Losing it loses nothing.

use std::cell::OnceCell;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::front;
use super::journal::Head;
use super::line::Hash;
use super::shelf::Shelf;
use super::{Front, Reading, StoreError, Totals};
use crate::domain::{Book, Record};
use crate::row::{PeriodRow, RecordRow, VERSION};

/// More than this is left to the rows, in bytes: it would be read slower than they are opened.
const LARGEST: u64 = 4 << 20;
/// How much is read at once, in bytes: the first frame of a usual plan.
const AT_ONCE: usize = 64 << 10;
/// A header is shorter than this, in bytes.
const HEADER: u64 = 4096;

/// What is known of a store without opening its rows.
pub(super) struct Glance {
    front: Front,
    path: PathBuf,
    first: Vec<Record>,
    /// Where the other records stand in the file; none when they are left to the rows.
    rest: Option<(u64, Part)>,
    reading: OnceCell<Option<Reading>>,
}

/// The line before the records: where the journal ended, and what follows.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    v: u32,
    revision: u64,
    hash: Hash,
    first: Part,
    /// None in a large store.
    rest: Option<Part>,
    period: Option<PeriodRow>,
    tasks: u32,
    by_status: [u32; 5],
}

/// Some records as one JSON array.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    length: u64,
    crc: u32,
}

fn path(folder: &Path) -> PathBuf {
    folder.join("glance")
}

impl Glance {
    /// Reads the glance of a store whose journal ends in `head`; none when there is none, or it is of another moment.
    pub(super) fn read(folder: &Path, head: &Head) -> Option<Self> {
        let path = path(folder);
        let mut file = BufReader::with_capacity(AT_ONCE, File::open(&path).ok()?);
        let mut line = String::new();
        file.by_ref().take(HEADER).read_line(&mut line).ok()?;
        let header: Header = serde_json::from_str(&line).ok()?;
        if header.v != VERSION || header.revision != head.revision || header.hash != head.hash {
            return None;
        }
        let first = header.first.records(&mut file)?;
        let totals = Totals {
            period: header.period.map(TryInto::try_into).transpose().ok()?,
            tasks: header.tasks,
            by_status: header.by_status,
        };
        let whole = header.rest.is_some_and(|rest| rest.length == 2);
        let book = Book::from_records(header.revision, first.iter().cloned());
        let rest = header.rest.map(|rest| (line.len() as u64 + header.first.length, rest));
        Some(Self { front: Front { book, whole, totals }, path, first, rest, reading: OnceCell::new() })
    }

    /// What the first frame shows.
    pub(super) fn front(&self) -> &Front {
        &self.front
    }

    /// Everything in the store; none when that is left to the rows.
    pub(super) fn reading(&self) -> Option<&Reading> {
        self.reading.get_or_init(|| self.read_rest()).as_ref()
    }

    fn read_rest(&self) -> Option<Reading> {
        let (at, rest) = self.rest?;
        let mut file = File::open(&self.path).ok()?;
        file.seek(SeekFrom::Start(at)).ok()?;
        let rest = rest.records(&mut file)?;
        Some(Reading::of(self.front.book.revision(), self.first.iter().cloned().chain(rest)))
    }
}

impl Part {
    fn of(records: &[Record]) -> serde_json::Result<(Self, Vec<u8>)> {
        let bytes = serde_json::to_vec(&records.iter().map(RecordRow::from).collect::<Vec<_>>())?;
        Ok((Self { length: bytes.len() as u64, crc: crc32fast::hash(&bytes) }, bytes))
    }

    /// Reads the records that stand next in `file`; none when they are not as they were written.
    fn records(&self, file: &mut impl Read) -> Option<Vec<Record>> {
        let mut bytes = Vec::new();
        file.take(self.length).read_to_end(&mut bytes).ok()?;
        if bytes.len() as u64 != self.length || crc32fast::hash(&bytes) != self.crc {
            return None;
        }
        let rows: Vec<RecordRow> = serde_json::from_slice(&bytes).ok()?;
        rows.into_iter().map(|row| Record::try_from(row).ok()).collect()
    }
}

/// Writes the glance of a store from its rows.
pub(super) fn write(folder: &Path, shelf: &Shelf) -> Result<(), StoreError> {
    let path = path(folder);
    let unwritable = |why: &dyn std::fmt::Display| StoreError::Io(path.clone(), why.to_string());
    let gathered = front::gather(shelf)?;
    let (first, mut bytes) = Part::of(&gathered.first).map_err(|e| unwritable(&e))?;
    let mut rest = None;
    if let Some(records) = gathered.rest {
        let (part, more) = Part::of(&records).map_err(|e| unwritable(&e))?;
        if first.length + part.length <= LARGEST {
            bytes.extend_from_slice(&more);
            rest = Some(part);
        }
    }
    let head = shelf.head();
    let Totals { period, tasks, by_status } = gathered.totals;
    let (revision, hash, period) = (head.revision, head.hash.clone(), period.map(PeriodRow::from));
    let header = Header { v: VERSION, revision, hash, first, rest, period, tasks, by_status };
    let mut line = serde_json::to_vec(&header).map_err(|e| unwritable(&e))?;
    line.push(b'\n');
    let half = folder.join("glance.half");
    let written = File::create(&half).and_then(|mut file| {
        file.write_all(&line)?;
        file.write_all(&bytes)?;
        fs::rename(&half, &path)
    });
    written.map_err(|e| StoreError::io(&path, &e))
}

/// Takes the glance away: the journal is about to go on without it.
pub(super) fn forget(folder: &Path) -> Result<(), StoreError> {
    let path = path(folder);
    match fs::remove_file(&path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(StoreError::io(&path, &e)),
        _ => Ok(()),
    }
}
