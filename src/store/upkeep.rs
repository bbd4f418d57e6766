//! The care of a store: verifies it, makes its rows anew, backs it up, restores it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Component, Path, PathBuf};

use super::access_log::visits;
use super::journal;
use super::lock::{Lock, make};
use super::mend::{journal_length, rebuild_rows};
use super::shelf::Shelf;
use super::sled_store::{journal_in, rows_in};
use super::{Notice, Progress, StoreError};
use crate::domain::{Book, Record, RecordKey};

/// What a backup holds besides the journal.
const BESIDE: [&str; 2] = ["access", "drafts"];

/// What a verification has seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The journal's last revision.
    pub revision: u64,
    /// The hash of the journal's last line, to be noted outside.
    pub head: String,
    /// Bytes at the journal's end that were never finished.
    pub torn: u64,
    /// Whether the rows were compared too, as far as they have got; not while another process has them open.
    pub rows: bool,
    /// How many lines the access log has, and the hash of its last one; none while it has none.
    pub access: Option<(usize, String)>,
}

/// The journal's last revision and the hash of its line, read from its end alone.
pub fn head(folder: &Path) -> Result<(u64, String), StoreError> {
    let head = journal::head(&journal_in(folder))?;
    Ok((head.revision, head.hash))
}

/// Reads everything back: the whole chains of journal and access log, and every row of the store when nobody has it open.
///
/// `progress` is told how much of the journal is read.
pub fn verify(folder: &Path, progress: &mut Progress<'_>) -> Result<Verified, StoreError> {
    // The lock comes first, so that nobody adds to the journal what the rows then have alone.
    let lock = match rows_in(folder).exists().then(|| Lock::take(folder)) {
        Some(Ok(lock)) => Some(lock),
        // On a read-only disk the lock cannot be taken, and nobody can write either.
        None | Some(Err(StoreError::Held(_) | StoreError::ReadOnly(_))) => None,
        Some(Err(error)) => return Err(error),
    };
    let rows = lock.as_ref().map(|_| Shelf::open(&rows_in(folder)));
    // Rows that are merely behind are caught up when they are opened: what they do have must be right.
    let reached = if let Some(Ok(shelf)) = &rows { shelf.head().revision } else { 0 };
    let journal = journal_in(folder);
    let (all, mut done, mut line) = (journal_length(folder)?, 0, 0);
    let mut book = Book::default();
    let mut records: BTreeMap<RecordKey, Record> = BTreeMap::new();
    let walked = journal::walk(&journal, |kept| {
        line += 1;
        let damaged = |why: String| StoreError::Damaged { file: journal.clone(), line, why };
        book = book.apply(&kept.change).map_err(|c| damaged(c.to_string()))?;
        if kept.change.revision <= reached {
            kept.change.carry_into(&mut records);
        }
        done += kept.line.len() as u64;
        progress(done, all);
        Ok(())
    })?;
    let came = visits(folder)?;
    let access = (!came.visits.is_empty()).then_some((came.visits.len(), came.head));
    let mut verified =
        Verified { revision: walked.head.revision, head: walked.head.hash, torn: walked.torn, rows: false, access };
    let Some(shelf) = rows.transpose()? else { return Ok(verified) };
    let differs = |why: &str| StoreError::Damaged { file: rows_in(folder), line: 0, why: why.to_owned() };
    if reached > verified.revision {
        return Err(differs("it has changes that the journal does not have"));
    }
    let mut kept = shelf.all()?;
    kept.sort_by_key(Record::key);
    if !kept.iter().eq(records.values()) {
        return Err(differs("its rows are not what the journal says"));
    }
    verified.rows = true;
    Ok(verified)
}

/// Makes the rows anew from the journal; the old ones are moved aside.
pub fn rebuild(folder: &Path, progress: &mut Progress<'_>) -> Result<Vec<Notice>, StoreError> {
    let _lock = Lock::take(folder)?;
    let mut notices = Vec::new();
    rebuild_rows(folder, "rebuild was asked for", progress, &mut notices)?;
    Ok(notices)
}

/// Writes the journal up to its last whole group, the access log and the drafts, as a tar; beside a running process too.
///
/// Returns the last revision in it; `progress` is told how much of the journal is read.
pub fn backup(folder: &Path, out: impl Write, progress: &mut Progress<'_>) -> Result<u64, StoreError> {
    let (all, mut done) = (journal_length(folder)?, 0);
    let walked = journal::walk(&journal_in(folder), |kept| {
        done += kept.line.len() as u64;
        progress(done, all);
        Ok(())
    })?;
    let mut tar = tar::Builder::new(out);
    tar.mode(tar::HeaderMode::Deterministic);
    let failed = |path: &Path, e: &std::io::Error| StoreError::io(path, e);
    for path in journal::files(&journal_in(folder))? {
        let file = File::open(&path).map_err(|e| failed(&path, &e))?;
        let whole = match &walked.end {
            Some((last, end)) if *last == path => *end,
            _ => file.metadata().map_err(|e| failed(&path, &e))?.len(),
        };
        append(&mut tar, "journal", &path, file.take(whole), whole).map_err(|e| failed(&path, &e))?;
    }
    for under in BESIDE {
        for entry in fs::read_dir(folder.join(under)).into_iter().flatten().flatten() {
            let path = entry.path();
            let file = File::open(&path).map_err(|e| failed(&path, &e))?;
            let about = file.metadata().map_err(|e| failed(&path, &e))?;
            if about.is_file() {
                append(&mut tar, under, &path, file.take(about.len()), about.len()).map_err(|e| failed(&path, &e))?;
            }
        }
    }
    let mut out = tar.into_inner().map_err(|e| failed(folder, &e))?;
    out.flush().map_err(|e| failed(folder, &e))?;
    Ok(walked.head.revision)
}

fn append(
    tar: &mut tar::Builder<impl Write>,
    under: &str,
    path: &Path,
    content: impl Read,
    length: u64,
) -> std::io::Result<()> {
    let name = path.file_name().unwrap_or_default();
    let mut header = tar::Header::new_gnu();
    header.set_size(length);
    header.set_mode(0o600);
    header.set_cksum();
    tar.append_data(&mut header, Path::new(under).join(name), content)
}

/// Restores a backup into an empty or absent folder: unpacked beside it, verified, and only then put in its place.
pub fn restore(from: &Path, folder: &Path, progress: &mut Progress<'_>) -> Result<Verified, StoreError> {
    let is_empty = fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    if !is_empty {
        return Err(StoreError::NotEmpty(folder.to_owned()));
    }
    let beside = sibling(folder);
    let restored = unpack(from, &beside).and_then(|()| verify(&beside, progress)).and_then(|verified| {
        if verified.revision == 0 {
            return Err(StoreError::NoBackup(String::from("there is no journal in it")));
        }
        drop(fs::remove_dir(folder));
        fs::rename(&beside, folder).map_err(|e| StoreError::io(folder, &e))?;
        Ok(verified)
    });
    if restored.is_err() {
        drop(fs::remove_dir_all(&beside));
    }
    restored
}

fn sibling(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".restoring-{}", std::process::id()));
    folder.with_file_name(name)
}

/// Unpacks a backup; anything in it but plain files of these folders is refused.
fn unpack(from: &Path, into: &Path) -> Result<(), StoreError> {
    let no_backup = |why: &dyn std::fmt::Display| StoreError::NoBackup(why.to_string());
    let file = File::open(from).map_err(|e| StoreError::io(from, &e))?;
    let mut tar = tar::Archive::new(file);
    make(into).map_err(|e| StoreError::io(into, &e))?;
    for entry in tar.entries().map_err(|e| no_backup(&e))? {
        let mut entry = entry.map_err(|e| no_backup(&e))?;
        let name = entry.path().map_err(|e| no_backup(&e))?.into_owned();
        let parts: Vec<Component<'_>> = name.components().collect();
        let known = match parts.as_slice() {
            [Component::Normal(under), Component::Normal(_)] => {
                *under == "journal" || BESIDE.iter().any(|name| *under == *name)
            }
            _ => false,
        };
        if !known || !entry.header().entry_type().is_file() {
            return Err(no_backup(&format!("{} does not belong into one", name.display())));
        }
        let path = into.join(&name);
        let mut write = || {
            fs::create_dir_all(path.parent().unwrap_or(into))?;
            let mut file = File::create_new(&path)?;
            std::io::copy(&mut entry, &mut file)?;
            file.sync_all()
        };
        write().map_err(|e| StoreError::io(&path, &e))?;
    }
    Ok(())
}
