//! The rows in sled: quick answers that can always be made anew from the journal.
//!
//! Each row carries its own checksum, and the head row a digest of all rows, so that lost pages are noticed. sled 0.34.7
//! loses acknowledged writes at a power cut and silently drops damaged pages: nothing here is ever the only copy.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sled::{Batch, Db};

use super::journal::Head;
use super::line::{Hash, Kept};
use super::mend::remove_half_snapshots;
use super::quiet::quietly;
use super::stored::{checksum, digest_of, parts, write};
use super::{StoreError, key, tally};
use crate::domain::{Edit, Record, Task};
use crate::row::RecordRow;

/// sled's page cache, in bytes: its default of 1 GiB would grow with the data.
const CACHE: u64 = 32 << 20;
/// How many of the newest journal lines are kept beside the rows.
const LINES: u64 = 64;
/// How often sled's own lock is tried, 50 ms apart: its threads may hold it a while after a close.
const TRIES: u32 = 200;

/// The rows of one store.
pub(super) struct Shelf {
    db: Db,
    path: PathBuf,
    head: ShelfHead,
}

/// Where the rows have got to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ShelfHead {
    pub revision: u64,
    pub hash: Hash,
    /// The exclusive-or of the digests of all rows but this one and the kept lines.
    pub digest: u64,
}

/// Rows as one change leaves them: none takes a row away.
pub(super) type Rows = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

impl Shelf {
    /// Opens the rows in `path`; any error but those of the disk means that they are to be made anew.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        remove_half_snapshots(path);
        let mut tries = 0;
        let db = loop {
            match quietly(|| sled::Config::new().path(path).cache_capacity(CACHE).flush_every_ms(None).open()) {
                Some(Ok(db)) => break db,
                Some(Err(e)) if tries < TRIES && e.to_string().contains("could not acquire lock") => {
                    tries += 1;
                    std::thread::sleep(Duration::from_millis(50));
                }
                Some(Err(e)) => return Err(failed(path, &e)),
                None => return Err(damaged(path, "sled panicked while opening it")),
            }
        };
        let mut shelf = Self {
            db,
            path: path.to_owned(),
            head: ShelfHead { revision: 0, hash: super::line::no_hash(), digest: 0 },
        };
        if let Some(bytes) = shelf.get(key::HEAD)? {
            shelf.head = serde_json::from_slice(&bytes).map_err(|e| damaged(path, &e.to_string()))?;
        } else if !shelf.db.is_empty() {
            return Err(damaged(path, "its head row is missing"));
        }
        Ok(shelf)
    }

    pub(super) fn head(&self) -> &ShelfHead {
        &self.head
    }

    /// Puts changes that follow one another into the rows, with their journal lines, as one batch.
    pub(super) fn apply(&mut self, group: &[(Kept, Head)]) -> Result<(), StoreError> {
        let Some((_, head)) = group.last() else { return Ok(()) };
        let mut rows = Rows::new();
        for (kept, _) in group {
            for edit in &kept.change.edits {
                self.edit(edit, &mut rows)?;
            }
            tally::apply(&kept.change.edits, &mut rows, |row| self.get(row), |rows, task| self.reports_on(rows, task))?;
        }
        let mut batch = Batch::default();
        let mut digest = self.head.digest;
        for (row, after) in &rows {
            if let Some(before) = self.get(row)? {
                digest ^= digest_of(row, &before);
            }
            self.take_parts_away(&mut batch, row)?;
            match after {
                Some(after) => {
                    digest ^= digest_of(row, after);
                    write(&mut batch, row, after);
                }
                None => batch.remove(row.as_slice()),
            }
        }
        for (kept, _) in group {
            let old = key::line(kept.change.revision.saturating_sub(LINES));
            self.take_parts_away(&mut batch, &old)?;
            batch.remove(old);
            write(&mut batch, &key::line(kept.change.revision), kept.line.as_bytes());
        }
        let next = ShelfHead { revision: head.revision, hash: head.hash.clone(), digest };
        let bytes = serde_json::to_vec(&next).map_err(|e| damaged(&self.path, &e.to_string()))?;
        write(&mut batch, key::HEAD, &bytes);
        self.db.apply_batch(batch).map_err(|e| failed(&self.path, &e))?;
        self.head = next;
        Ok(())
    }

    fn edit(&self, edit: &Edit, rows: &mut Rows) -> Result<(), StoreError> {
        let old = edit.before.as_ref().map(key::of);
        let new = edit.after.as_ref().map(key::of);
        if let Some(old) = old.filter(|old| Some(old) != new.as_ref()) {
            rows.insert(old, None);
        }
        if let (Some(new), Some(record)) = (new, &edit.after) {
            let bytes =
                serde_json::to_vec(&RecordRow::from(record)).map_err(|e| damaged(&self.path, &e.to_string()))?;
            rows.insert(new, Some(bytes));
        }
        Ok(())
    }

    /// The reports on a task as `rows`, which are about to be written, leave them.
    fn reports_on(&self, rows: &Rows, task: &Task) -> Result<Vec<Record>, StoreError> {
        let prefix = key::reports_on(task.plan, task.id);
        let mut reports: BTreeMap<Vec<u8>, Record> =
            self.records(&prefix, usize::MAX)?.into_iter().map(|record| (key::of(&record), record)).collect();
        for (row, after) in rows.range(prefix.clone()..).take_while(|(row, _)| row.starts_with(&prefix)) {
            match after {
                Some(bytes) => drop(reports.insert(row.clone(), self.read(row, bytes)?)),
                None => drop(reports.remove(row)),
            }
        }
        Ok(reports.into_values().collect())
    }

    fn take_parts_away(&self, batch: &mut Batch, row: &[u8]) -> Result<(), StoreError> {
        let stored = self.db.get(row).map_err(|e| failed(&self.path, &e))?;
        if let Some(count) = stored.as_ref().and_then(|bytes| parts(bytes)) {
            (0..count).for_each(|n| batch.remove(key::part(row, n)));
        }
        Ok(())
    }

    /// Writes everything to the files, so that the next opening finds it there.
    pub(super) fn flush(&self) -> Result<(), StoreError> {
        self.db.flush().map(drop).map_err(|e| failed(&self.path, &e))
    }

    /// One row, checked.
    pub(super) fn get(&self, row: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let stored = self.db.get(row).map_err(|e| failed(&self.path, &e))?;
        stored.map(|bytes| self.whole(row, &bytes)).transpose()
    }

    /// One record by its key.
    pub(super) fn record(&self, row: &[u8]) -> Result<Option<Record>, StoreError> {
        self.get(row)?.map(|bytes| self.read(row, &bytes)).transpose()
    }

    /// The records whose keys begin with `prefix`, in order (or the other way round), at most `limit`.
    pub(super) fn records(&self, prefix: &[u8], limit: usize) -> Result<Vec<Record>, StoreError> {
        let mut records = Vec::new();
        for item in self.db.scan_prefix(prefix).take(limit) {
            let (row, bytes) = item.map_err(|e| failed(&self.path, &e))?;
            let bytes = self.whole(&row, &bytes)?;
            records.push(self.read(&row, &bytes)?);
        }
        Ok(records)
    }

    /// The last record whose key begins with `prefix` and that `wanted` takes.
    pub(super) fn last_record(
        &self,
        prefix: &[u8],
        wanted: impl Fn(&Record) -> bool,
    ) -> Result<Option<Record>, StoreError> {
        for item in self.db.scan_prefix(prefix).rev() {
            let (row, bytes) = item.map_err(|e| failed(&self.path, &e))?;
            let bytes = self.whole(&row, &bytes)?;
            let record = self.read(&row, &bytes)?;
            if wanted(&record) {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    /// All records; refuses when a row was lost, since the digest of all no longer fits.
    pub(super) fn all(&self) -> Result<Vec<Record>, StoreError> {
        let (mut records, mut digest) = (Vec::new(), 0);
        for item in self.db.iter() {
            let (row, bytes) = item.map_err(|e| failed(&self.path, &e))?;
            let kind = row.first().copied().unwrap_or_default();
            if row.as_ref() == key::HEAD || kind == key::LINES || kind == key::PARTS {
                continue;
            }
            let bytes = self.whole(&row, &bytes)?;
            digest ^= digest_of(&row, &bytes);
            if kind != key::TOTALS {
                records.push(self.read(&row, &bytes)?);
            }
        }
        if digest == self.head.digest { Ok(records) } else { Err(damaged(&self.path, "rows are missing")) }
    }

    /// The kept journal lines after `revision`, in order, as far as there are any.
    pub(super) fn lines_after(&self, revision: u64) -> Result<Vec<String>, StoreError> {
        let mut lines = Vec::new();
        for item in self.db.range(key::line(revision + 1)..=key::line(u64::MAX)) {
            let (row, bytes) = item.map_err(|e| failed(&self.path, &e))?;
            let bytes = self.whole(&row, &bytes)?;
            lines.push(String::from_utf8(bytes).map_err(|e| damaged(&self.path, &e.to_string()))?);
        }
        Ok(lines)
    }

    fn read(&self, row: &[u8], bytes: &[u8]) -> Result<Record, StoreError> {
        let parsed: RecordRow =
            serde_json::from_slice(bytes).map_err(|e| damaged(&self.path, &format!("{row:02x?}: {e}")))?;
        Record::try_from(parsed).map_err(|e| damaged(&self.path, &e.0))
    }

    /// The bytes of a stored row without its checksum, from its parts if it has any.
    fn whole(&self, row: &[u8], stored: &[u8]) -> Result<Vec<u8>, StoreError> {
        let lost = || damaged(&self.path, &format!("the checksum of row {row:02x?} does not fit"));
        let (sum, body) = stored.split_at_checked(4).ok_or_else(lost)?;
        let (kind, payload) = body.split_first().ok_or_else(lost)?;
        let mut bytes = payload.to_vec();
        if *kind == 1 {
            bytes.clear();
            for n in 0..parts(stored).ok_or_else(lost)? {
                let part = self.db.get(key::part(row, n)).map_err(|e| failed(&self.path, &e))?.ok_or_else(lost)?;
                bytes.extend_from_slice(&part);
            }
        }
        if sum == checksum(row, &bytes) { Ok(bytes) } else { Err(lost()) }
    }
}

fn damaged(path: &Path, why: &str) -> StoreError {
    StoreError::Damaged { file: path.to_owned(), line: 0, why: why.to_owned() }
}

fn failed(path: &Path, error: &sled::Error) -> StoreError {
    match error {
        sled::Error::Io(e) => StoreError::io(path, e),
        other => damaged(path, &other.to_string()),
    }
}

/// Gives out shared records of one kind.
pub(super) fn report(record: Record) -> Option<Arc<crate::domain::Report>> {
    match record {
        Record::Report(report) => Some(report),
        _ => None,
    }
}
