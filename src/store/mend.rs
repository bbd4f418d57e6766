//! Brings journal and rows together: whichever is behind is helped from the other, and rows beyond help are made anew.

use std::path::Path;

use super::journal::{self, Head, Journal};
use super::rows::LARGEST_BATCH;
use super::shelf::Shelf;
use super::sled_store::{journal_in, rows_in};
use super::{Notice, Progress, StoreError, line};

/// Opens the rows for the first time: what they know and the journal has lost is put back, what the journal alone knows
/// is put into them, and what was never finished is cut off.
pub(super) fn open_rows(
    folder: &Path,
    journal: &mut Journal,
    progress: &mut Progress<'_>,
    notices: &mut Vec<Notice>,
) -> Result<Shelf, StoreError> {
    let mut opened = Shelf::open(&rows_in(folder));
    if let Ok(shelf) = &opened {
        restore_lines(journal, shelf, notices)?;
    }
    if let Err(error @ (StoreError::Full(_) | StoreError::ReadOnly(_) | StoreError::Io(..))) = opened {
        return Err(error);
    }
    notices.extend(journal.cut_unfinished()?);
    let agrees = opened.as_mut().is_ok_and(|shelf| catch_up(shelf, folder, &journal.head).is_ok());
    match opened {
        Ok(shelf) if agrees => Ok(shelf),
        damaged => {
            let why = damaged.err().map_or_else(|| String::from("it disagrees with the journal"), |e| e.to_string());
            rebuild_rows(folder, &why, progress, notices)
        }
    }
}

/// Opens rows again that failed while they were in use; they are read through, since they have failed once.
pub(super) fn open_again(folder: &Path, acknowledged: &Head, notices: &mut Vec<Notice>) -> Result<Shelf, StoreError> {
    let mut opened = Shelf::open(&rows_in(folder));
    let agrees = |shelf: &mut Shelf| catch_up(shelf, folder, acknowledged).is_ok() && shelf.all().is_ok();
    let is_sound = opened.as_mut().is_ok_and(agrees);
    match opened {
        Ok(shelf) if is_sound => Ok(shelf),
        Err(error @ (StoreError::Full(_) | StoreError::ReadOnly(_) | StoreError::Io(..))) => Err(error),
        other => {
            drop(other);
            rebuild_rows(folder, "it was damaged while in use", &mut |_, _| {}, notices)
        }
    }
}

/// Puts lines back that the rows have and the journal has lost; nothing is cut while the rows are ahead.
fn restore_lines(journal: &mut Journal, shelf: &Shelf, notices: &mut Vec<Notice>) -> Result<(), StoreError> {
    let reached = shelf.head().revision;
    if reached <= journal.head.revision {
        return Ok(());
    }
    let lines = shelf.lines_after(journal.head.revision)?;
    let missing = || StoreError::Damaged {
        file: journal_in(Path::new("")),
        line: 0,
        why: format!("it ends at revision {}, the store has reached {reached}", journal.head.revision),
    };
    let mut head = journal.head.clone();
    for text in &lines {
        let change = line::read(text, Some(&head.hash)).map_err(|_| missing())?;
        if change.revision != head.revision + 1 {
            return Err(missing());
        }
        head = Head { revision: change.revision, hash: line::hash(text.as_bytes()) };
    }
    if head.revision != reached {
        return Err(missing());
    }
    journal.append(&lines, head)?;
    notices.push(Notice::Restored(lines.len()));
    Ok(())
}

/// Puts the journal's newer changes into the rows; fails when they do not follow from what is there.
fn catch_up(shelf: &mut Shelf, folder: &Path, head: &Head) -> Result<(), StoreError> {
    let at = shelf.head().clone();
    if at.revision == head.revision && at.hash == head.hash {
        return Ok(());
    }
    let disagreement = || StoreError::Damaged { file: rows_in(folder), line: 0, why: String::from("it disagrees") };
    let (mut fits, mut behind) = (at.revision == 0, Vec::new());
    journal::walk(&journal_in(folder), |kept| {
        let revision = kept.change.revision;
        let hash = line::hash(kept.line.as_bytes());
        if revision == at.revision {
            fits = hash == at.hash;
        }
        if revision > at.revision {
            if !fits {
                return Err(disagreement());
            }
            behind.push((kept, Head { revision, hash }));
            if behind.len() == LARGEST_BATCH {
                shelf.apply(&std::mem::take(&mut behind))?;
            }
        }
        Ok(())
    })?;
    shelf.apply(&behind)?;
    if !fits || shelf.head().revision < head.revision {
        return Err(disagreement());
    }
    // A sled that has silently lost pages would lose what is put into it again: it is read back as a whole.
    shelf.flush()?;
    shelf.all().map(drop)
}

/// Moves the rows aside, never deleting them, and makes them anew from the journal.
pub(super) fn rebuild_rows(
    folder: &Path,
    why: &str,
    progress: &mut Progress<'_>,
    notices: &mut Vec<Notice>,
) -> Result<Shelf, StoreError> {
    let path = rows_in(folder);
    if path.exists() {
        let aside = (1_u32..).map(|n| folder.join(format!("store.aside-{n}"))).find(|p| !p.exists());
        let aside = aside.unwrap_or_else(|| folder.join("store.aside"));
        std::fs::rename(&path, &aside).map_err(|e| StoreError::io(&path, &e))?;
        notices.push(Notice::Rebuilt { aside, why: why.to_owned() });
    }
    let mut shelf = Shelf::open(&path)?;
    let (all, mut done) = (journal_length(folder)?, 0);
    journal::walk(&journal_in(folder), |kept| {
        let head = Head { revision: kept.change.revision, hash: line::hash(kept.line.as_bytes()) };
        done += kept.line.len() as u64;
        progress(done, all);
        shelf.apply(&[(kept, head)])
    })?;
    shelf.flush()?;
    shelf.all()?;
    Ok(shelf)
}

/// The bytes of all journal files of a store.
pub(super) fn journal_length(folder: &Path) -> Result<u64, StoreError> {
    let files = journal::files(&journal_in(folder))?;
    Ok(files.iter().map(|file| std::fs::metadata(file).map_or(0, |about| about.len())).sum())
}

/// A torn snapshot makes every later open fail (sled #1527); without it sled reads its log.
pub(super) fn remove_half_snapshots(path: &Path) {
    let Ok(entries) = std::fs::read_dir(path) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            drop(std::fs::remove_file(entry.path()));
        }
    }
}
