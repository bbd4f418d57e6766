//! Keeps reports that are being written: one synced file per person, task, period and unit, beside journal and store.
//!
//! It must not know of screens. A draft is dropped only when a person says so, or when its report was stored.

mod lent;
mod row;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use sha2::{Digest, Sha256};

use crate::domain::{ReportKey, Status};
pub use lent::Lost;
use row::DraftRow;

/// A report that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who writes it.
    pub person: String,
    /// What it reports on.
    pub key: ReportKey,
    /// The revision of the report its author saw; none when there was none.
    pub seen: Option<u64>,
    /// How the task stands.
    pub status: Status,
    /// The as-of date as typed; it may be unfinished.
    pub reported_on: String,
    /// The public part.
    pub progress: String,
    /// The internal part about problems.
    pub problems: String,
    /// The internal part about next steps.
    pub next_steps: String,
    /// When it was kept.
    pub at: DateTime<FixedOffset>,
}

/// The drafts of a store.
#[derive(Clone, Debug)]
pub struct Drafts {
    folder: PathBuf,
}

/// A draft that could not be read; its file stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it.
    pub why: String,
}

impl Drafts {
    /// The drafts under the data folder of a store; nothing is read or made yet.
    pub fn of(data: &Path) -> Self {
        Self { folder: data.join("drafts") }
    }

    /// Keeps a draft in place of the one before; it is on disk when this returns.
    pub fn keep(&self, draft: &Draft) -> io::Result<()> {
        let path = self.path(&draft.person, &draft.key);
        let is_first = !path.exists();
        let half = path.with_extension("half");
        let bytes = serde_json::to_vec(&DraftRow::from(draft))?;
        let write = || {
            let mut file = File::create(&half)?;
            file.write_all(&bytes)?;
            file.sync_data()?;
            fs::rename(&half, &path)
        };
        match write() {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(&self.folder)?;
                write()?;
            }
            written => written?,
        }
        // A name must be as durable as what stands under it; a later version under the same name is safe without.
        if is_first { File::open(&self.folder)?.sync_all() } else { Ok(()) }
    }

    /// The draft of a person on something, if there is one.
    pub fn find(&self, person: &str, key: &ReportKey) -> Option<Draft> {
        read(&self.path(person, key)).ok().flatten().filter(|draft| draft.person == person && draft.key == *key)
    }

    /// All drafts of all people, the newest first, and those that cannot be read.
    pub fn all(&self) -> (Vec<Draft>, Vec<Unreadable>) {
        let (mut drafts, mut unreadable) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let file = entry.path();
            if file.extension().is_none_or(|kind| kind != "json") {
                continue;
            }
            match read(&file) {
                Ok(draft) => drafts.extend(draft),
                Err(why) => unreadable.push(Unreadable { file, why }),
            }
        }
        drafts.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.key.cmp(&b.key)));
        unreadable.sort_by(|a, b| a.file.cmp(&b.file));
        (drafts, unreadable)
    }

    /// Drops a draft, because a person says so or because its report was stored.
    pub fn discard(&self, person: &str, key: &ReportKey) -> io::Result<()> {
        remove(&self.path(person, key))
    }

    /// A name that tells what the draft is about; people are told apart by a hash, since their names may hold anything.
    fn path(&self, person: &str, key: &ReportKey) -> PathBuf {
        let hash: String = Sha256::digest(person.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let unit = key.unit.map_or_else(String::new, |unit| format!("-u{unit}"));
        self.folder.join(format!("{}-t{}-{}{unit}-{hash}.json", key.plan, key.task, key.period))
    }
}

/// Removes a file, if it is there.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// Reads a draft; nothing when it went away meanwhile.
fn read(file: &Path) -> Result<Option<Draft>, String> {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(e.to_string()),
    };
    let row: DraftRow = serde_json::from_slice(&bytes).map_err(|e| e.to_string())?;
    Draft::try_from(row).map(Some).map_err(|e| e.to_string())
}
