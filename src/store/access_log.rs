//! Who came, who left and who was turned away: lines under access/, each with the hash of the line before it.
//!
//! A line is handed to the operating system at once and is on disk with the next [`AccessLog::sync`], which whoever
//! serves calls once a second: a power cut may take the last second, and no attacker makes the disk wait. It needs no
//! lock of its own: one process serves a store, and whoever reads takes the whole lines that are there.

mod read;
mod visit;

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::line::{self, Hash};
use super::{StoreError, journal};
pub use read::{Visits, visits};
pub use visit::{Visit, Visited};

/// A file that has reached this length is followed by a new one, in bytes.
const LARGEST: u64 = 8 << 20;
/// How long equal refusals are counted into one line.
const WHILE: TimeDelta = TimeDelta::seconds(60);
/// So many different refusals of one kind have lines of their own in that time; all others share one. With two lines
/// each and some 1 KB a line at most, those who are turned away write 34 KB a minute, from however many addresses.
const DIFFERENT: usize = 16;

/// The folder of the log in the folder of a store.
pub(super) fn folder_in(data: &Path) -> PathBuf {
    data.join("access")
}

/// The log, open for appending by the one process that serves the store.
pub struct AccessLog {
    end: Mutex<End>,
}

/// Where the log ends, and what is not written yet.
struct End {
    folder: PathBuf,
    path: PathBuf,
    number: u32,
    file: File,
    length: u64,
    head: Hash,
    is_synced: bool,
    refusals: Refusals,
}

/// The refusals of a minute, by kind and origin: the last of each, and how many came after the one that was written.
#[derive(Default)]
struct Refusals {
    since: Option<DateTime<FixedOffset>>,
    counted: BTreeMap<(Visited, String), (Visit, u32)>,
}

impl AccessLog {
    /// Opens the log in the data folder of a store, or begins it; a line that was never finished is cut off.
    pub fn open(data: &Path) -> Result<Self, StoreError> {
        let folder = folder_in(data);
        fs::create_dir_all(&folder).map_err(|e| StoreError::io(&folder, &e))?;
        let files = journal::files(&folder)?;
        // By its name: whoever has taken old files away has not taken away that others follow.
        let number = files.last().and_then(|last| journal::number(last)).unwrap_or(1);
        let path = files.last().cloned().unwrap_or_else(|| nth(&folder, 1));
        let io = |e: &std::io::Error| StoreError::io(&path, e);
        let bytes = if files.is_empty() { Vec::new() } else { fs::read(&path).map_err(|e| io(&e))? };
        // A damaged line keeps nobody from serving: the log goes on behind it, and `verify` names it.
        let mut head = read::last_hash(&bytes);
        if head.is_none()
            && let Some(before) = files.iter().rev().nth(1)
        {
            head = read::last_hash(&fs::read(before).map_err(|e| StoreError::io(before, &e))?);
        }
        let length = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at as u64 + 1);
        let mut file = open_with(&path, OpenOptions::new().create(true).truncate(false))?;
        file.set_len(length).and_then(|()| file.seek(SeekFrom::Start(length))).map_err(|e| io(&e))?;
        let head = head.unwrap_or_else(line::no_hash);
        let refusals = Refusals::default();
        let end = End { folder, path, number, file, length, head, is_synced: true, refusals };
        Ok(Self { end: Mutex::new(end) })
    }

    /// Writes down that somebody came, left or was turned away; equal refusals within a minute become one line more.
    pub fn record(&self, visit: Visit) -> Result<(), StoreError> {
        let mut end = self.end();
        // Where counts cannot be written they wait, and what comes meanwhile is counted to them.
        let counted = end.count_up(visit.at);
        if !visit.what.is_refusal() {
            return end.write(&visit).and(counted);
        }
        let refusals = &mut end.refusals;
        refusals.since.get_or_insert(visit.at);
        let mut origin = (visit.what, visit.origin());
        // Each kind is counted for itself: who is outside cannot hide what somebody inside is refused.
        let different = refusals.counted.keys().filter(|(what, _)| *what == visit.what).count();
        if different >= DIFFERENT && !refusals.counted.contains_key(&origin) {
            origin.1 = String::new();
        }
        if let Some((last, more)) = refusals.counted.get_mut(&origin) {
            *more += 1;
            *last = if origin.1.is_empty() { visit.of_many() } else { visit };
            return Ok(());
        }
        let written = end.write(&visit);
        end.refusals.counted.insert(origin, (visit, u32::from(written.is_err())));
        written
    }

    /// Has everything on disk that was recorded, and counts of a minute that is over at `now` written down.
    pub fn sync(&self, now: DateTime<FixedOffset>) -> Result<(), StoreError> {
        let mut end = self.end();
        let counted = end.count_up(now);
        if end.is_synced {
            return counted;
        }
        let (path, file) = (end.path.clone(), end.file.try_clone());
        end.is_synced = true;
        drop(end);
        // Nobody who records waits for the disk.
        if let Err(e) = file.and_then(|file| file.sync_data()) {
            self.end().is_synced = false;
            return Err(StoreError::io(&path, &e));
        }
        counted
    }

    fn end(&self) -> MutexGuard<'_, End> {
        self.end.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for AccessLog {
    fn drop(&mut self) {
        let mut end = self.end();
        // Nobody is left to tell: what could not be written was refused anyway.
        drop(end.write_counts());
        drop(end.file.sync_data());
    }
}

impl End {
    /// Writes the counts down when their minute is over.
    fn count_up(&mut self, now: DateTime<FixedOffset>) -> Result<(), StoreError> {
        match self.refusals.since {
            // A clock that was put back must not hold the counts for ever.
            Some(since) if now - since >= WHILE || now < since => self.write_counts(),
            _ => Ok(()),
        }
    }

    fn write_counts(&mut self) -> Result<(), StoreError> {
        let mut refusals = std::mem::take(&mut self.refusals);
        while let Some((origin, (visit, more))) = refusals.counted.pop_first() {
            let written = if more > 0 { self.write(&Visit { count: more, ..visit.clone() }) } else { Ok(()) };
            if written.is_err() {
                refusals.counted.insert(origin, (visit, more));
                self.refusals = refusals;
                return written;
            }
        }
        Ok(())
    }

    fn write(&mut self, visit: &Visit) -> Result<(), StoreError> {
        if self.length >= LARGEST {
            self.turn()?;
        }
        let text = visit::line(visit, &self.head).map_err(|why| StoreError::Io(self.path.clone(), why))?;
        if let Err(e) = self.file.write_all(format!("{text}\n").as_bytes()) {
            // Nothing of the line may stay, or the next one would stand behind half of it.
            drop(self.file.set_len(self.length).and_then(|()| self.file.seek(SeekFrom::Start(self.length))));
            return Err(StoreError::io(&self.path, &e));
        }
        self.length += text.len() as u64 + 1;
        self.head = line::hash(text.as_bytes());
        self.is_synced = false;
        Ok(())
    }

    /// Goes on in a new file.
    fn turn(&mut self) -> Result<(), StoreError> {
        self.file.sync_data().map_err(|e| StoreError::io(&self.path, &e))?;
        let path = nth(&self.folder, self.number + 1);
        // A file that is there already holds lines, or somebody has put it there: it is not written over.
        self.file = open_with(&path, OpenOptions::new().create_new(true))?;
        self.path = path;
        self.number += 1;
        self.length = 0;
        Ok(())
    }
}

fn nth(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("{number:06}.jsonl"))
}

fn open_with(path: &Path, how: &mut OpenOptions) -> Result<File, StoreError> {
    how.write(true).open(path).map_err(|e| StoreError::io(path, &e))
}
