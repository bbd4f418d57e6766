//! A copy of what the first frame shows, and of a small store everything: with it nobody opens the rows only to look.
//!
//! It is written when a store is left, and holds while the journal ends where it did then. Losing it loses nothing. What
//! is changed in a small store is put into the glance alone; the rows are caught up when they are needed.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::front::Gathered;
use super::journal::Head;
use super::line::Hash;
use super::sled_store::rows_in;
use super::{Front, Reading, StoreError, Totals};
use crate::domain::{Book, Record};
use crate::row::{PeriodRow, RecordRow, VERSION};

/// More than this is left to the rows, in bytes: it would be read slower than they are opened.
const LARGEST: u64 = 4 << 20;
/// So many tasks with their reports may just fit into that.
pub(super) const MOST: usize = 500;
/// How much is read at once, in bytes: the first frame of a usual plan.
const AT_ONCE: usize = 64 << 10;
/// So many changes behind, the rows are opened for the next one, so that no opening has many to catch up.
const FARTHEST: u64 = 256;
/// A header is shorter than this, in bytes.
const HEADER: u64 = 4096;

/// What is known of a store without opening its rows.
pub(super) struct Glance {
    known: Known,
    rows: Left,
}

enum Known {
    First(First),
    /// Everything, also what was changed since.
    All(Reading),
}

/// What the first frame shows, as it stands in a glance.
struct First {
    front: Front,
    path: PathBuf,
    records: Vec<Record>,
    /// Where the other records stand in the file; none when they are left to the rows.
    rest: Option<(u64, Part)>,
}

/// How the rows were left, which may lie behind.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Left {
    /// The revision they had reached.
    revision: u64,
    /// When their file was last written to, in nanoseconds of the system's clock; none when there are no rows.
    written: Option<u64>,
}

/// The line before the records: where the journal ended, and what follows.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    v: u32,
    revision: u64,
    hash: Hash,
    rows: Left,
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

impl Left {
    /// How the rows of a folder stand now, which have reached `revision`.
    pub(super) fn at(revision: u64, folder: &Path) -> Self {
        let written = fs::metadata(rows_in(folder).join("db")).and_then(|about| about.modified()).ok();
        let since = written.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        Self { revision, written: since.and_then(|since| u64::try_from(since.as_nanos()).ok()) }
    }
}

impl Header {
    /// Reads the header of a store whose journal ends in `head`, and tells its length; none when it is of another moment.
    fn read(file: &mut impl BufRead, head: &Head) -> Option<(Self, u64)> {
        let mut line = String::new();
        file.take(HEADER).read_line(&mut line).ok()?;
        let header: Self = serde_json::from_str(&line).ok()?;
        let is_of_now = header.v == VERSION && header.revision == head.revision && header.hash == head.hash;
        is_of_now.then_some((header, line.len() as u64))
    }
}

impl Glance {
    /// Reads the glance of a store whose journal ends in `head`; none when there is none, or it is of another moment.
    pub(super) fn read(folder: &Path, head: &Head) -> Option<Self> {
        let path = path(folder);
        let mut file = BufReader::with_capacity(AT_ONCE, File::open(&path).ok()?);
        let (header, length) = Header::read(&mut file, head)?;
        let records = header.first.records(&mut file)?;
        let totals = Totals {
            period: header.period.map(TryInto::try_into).transpose().ok()?,
            tasks: header.tasks,
            by_status: header.by_status,
        };
        let whole = header.rest.is_some_and(|rest| rest.length == 2);
        let book = Book::from_records(header.revision, records.iter().cloned());
        let rest = header.rest.map(|rest| (length + header.first.length, rest));
        let first = First { front: Front { book, whole, totals }, path, records, rest };
        Some(Self { known: Known::First(first), rows: header.rows })
    }

    /// The glance of a store whose journal ends in `head` and that was `seen` whole just before; none when it was seen
    /// at another moment, or has no glance of everything.
    pub(super) fn seen(folder: &Path, head: &Head, seen: Reading) -> Option<Self> {
        let mut file = BufReader::new(File::open(path(folder)).ok()?);
        let (header, _) = Header::read(&mut file, head)?;
        let fits = header.rest.is_some() && seen.book().revision() == head.revision;
        fits.then_some(Self { known: Known::All(seen), rows: header.rows })
    }

    /// What the first frame shows.
    pub(super) fn front(&self) -> Front {
        match &self.known {
            Known::First(first) => first.front.clone(),
            Known::All(reading) => Front::of(reading.book().clone()),
        }
    }

    /// Everything in the store; none when that is left to the rows.
    pub(super) fn reading(&mut self) -> Option<&mut Reading> {
        if let Known::First(first) = &mut self.known
            && let Some(reading) = first.read_rest()
        {
            self.known = Known::All(reading);
        }
        match &mut self.known {
            Known::First(_) => None,
            Known::All(reading) => Some(reading),
        }
    }

    /// Everything in the store; none when that is left to the rows.
    pub(super) fn into_reading(mut self) -> Option<Reading> {
        self.reading().map(std::mem::take)
    }

    /// Everything in the store, for whoever goes on with it while the rows stay shut; none when they have to be opened
    /// first: they lie far behind, or somebody has used them since, and they may know what the journal has lost.
    pub(super) fn writable(&mut self, folder: &Path) -> Option<&mut Reading> {
        let rows = self.rows;
        let is_near = |reading: &&mut Reading| reading.book().revision() < rows.revision.saturating_add(FARTHEST);
        self.reading().filter(is_near).filter(|_| rows == Left::at(rows.revision, folder))
    }

    /// Writes the glance anew, as changes have left it; tells whether everything is in it.
    pub(super) fn write_anew(&mut self, folder: &Path, head: &Head) -> Result<bool, StoreError> {
        let rows = self.rows;
        self.reading().map_or(Ok(false), |reading| write(folder, head, rows, &Gathered::of(reading)))
    }
}

impl First {
    /// Everything in the store; what cannot be read is left to the rows.
    fn read_rest(&mut self) -> Option<Reading> {
        let (at, rest) = self.rest.take()?;
        let mut file = File::open(&self.path).ok()?;
        file.seek(SeekFrom::Start(at)).ok()?;
        let rest = rest.records(&mut file)?;
        Some(Reading::of(self.front.book.revision(), std::mem::take(&mut self.records).into_iter().chain(rest)))
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

/// Writes the glance of a store whose journal ends in `head`; tells whether everything is in it.
pub(super) fn write(folder: &Path, head: &Head, rows: Left, gathered: &Gathered) -> Result<bool, StoreError> {
    let path = path(folder);
    let unwritable = |why: &dyn std::fmt::Display| StoreError::Io(path.clone(), why.to_string());
    let (first, mut bytes) = Part::of(&gathered.first).map_err(|e| unwritable(&e))?;
    let mut rest = None;
    if let Some(records) = &gathered.rest {
        let (part, more) = Part::of(records).map_err(|e| unwritable(&e))?;
        if first.length + part.length <= LARGEST {
            bytes.extend_from_slice(&more);
            rest = Some(part);
        }
    }
    let Totals { period, tasks, by_status } = gathered.totals;
    let (revision, hash, period) = (head.revision, head.hash.clone(), period.map(PeriodRow::from));
    let header = Header { v: VERSION, revision, hash, rows, first, rest, period, tasks, by_status };
    let mut line = serde_json::to_vec(&header).map_err(|e| unwritable(&e))?;
    line.push(b'\n');
    let half = folder.join("glance.half");
    let written = File::create(&half).and_then(|mut file| {
        file.write_all(&line)?;
        file.write_all(&bytes)?;
        fs::rename(&half, &path)
    });
    written.map(|()| rest.is_some()).map_err(|e| StoreError::io(&path, &e))
}

/// Takes the glance away: the journal is about to go on without it.
pub(super) fn forget(folder: &Path) -> Result<(), StoreError> {
    let path = path(folder);
    match fs::remove_file(&path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(StoreError::io(&path, &e)),
        _ => Ok(()),
    }
}
