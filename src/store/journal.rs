//! The journal on disk: files of groups in order, synced before anyone hears "saved".

mod end;

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::line::{self, Hash, Kept, Next};
use super::{Notice, StoreError};
use crate::domain::Change;
use end::End;
pub(super) use end::{end, head};

/// A file that has reached this length is followed by a new one, in bytes.
const LARGEST: u64 = 64 << 20;

/// Where the journal ends: the last revision, and the hash of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub revision: u64,
    pub hash: Hash,
}

impl Head {
    /// The end of a journal without a line.
    fn none() -> Self {
        Self { revision: 0, hash: line::no_hash() }
    }
}

/// The journal, open for appending.
pub(super) struct Journal {
    folder: PathBuf,
    file: File,
    path: PathBuf,
    number: u32,
    length: u64,
    /// How many bytes the file may hold after its whole groups.
    unfinished: u64,
    pub head: Head,
}

/// What a reading of journal files yields.
pub(super) struct Walked {
    pub head: Head,
    /// Where the last file's whole groups end; none when there is no file.
    pub end: Option<(PathBuf, u64)>,
    /// How many bytes after that were never finished.
    pub torn: u64,
}

/// The journal files of a folder, in order.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(StoreError::io(folder, &e)),
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| number(p).is_some()).collect();
    files.sort();
    Ok(files)
}

/// The number of a journal file; none for any other file.
pub(super) fn number(path: &Path) -> Option<u32> {
    let stem = path.file_name()?.to_str()?.strip_suffix(".jsonl")?;
    if stem.len() == 6 { stem.parse().ok() } else { None }
}

/// Reads all groups in order, checking every line and that each follows the one before it.
pub(super) fn walk(folder: &Path, mut each: impl FnMut(Kept) -> Result<(), StoreError>) -> Result<Walked, StoreError> {
    let mut head = Head::none();
    let (end, torn) = lines(folder, line::group, |text, place| {
        let read = line::read(text, Some(&head.hash)).and_then(|change| follows(head.revision, change));
        let change = read.map_err(|why| place.damaged(why))?;
        head = Head { revision: change.revision, hash: line::hash(text.as_bytes()) };
        each(Kept { change: Arc::new(change), line: text.to_owned() })
    })?;
    Ok(Walked { head, end, torn })
}

/// Reads the changes of all groups in order, checking every line, and that no line and no revision is missing.
///
/// It goes by the checksums of the lines, so that a lookup is quick: the hashes over groups and from line to line are
/// for [`walk`] to check.
pub(super) fn changes(
    folder: &Path,
    mut each: impl FnMut(Arc<Change>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut revision = 0;
    lines(folder, line::unhashed, |text, place| {
        let read = line::read(text, None).and_then(|change| follows(revision, change));
        let change = read.map_err(|why| place.damaged(why))?;
        revision = change.revision;
        each(Arc::new(change))
    })?;
    Ok(())
}

/// Where a line of the journal stands.
struct Place<'a> {
    file: &'a Path,
    line: u64,
}

impl Place<'_> {
    fn damaged(&self, why: String) -> StoreError {
        StoreError::Damaged { file: self.file.to_owned(), line: self.line, why }
    }
}

/// Goes through the lines of all groups in order; yields where the last file's whole groups end, if there is a file,
/// and how many bytes after that were never finished.
fn lines(
    folder: &Path,
    group: fn(&[u8], usize) -> Next<'_>,
    mut each: impl FnMut(&str, &Place<'_>) -> Result<(), StoreError>,
) -> Result<(Option<(PathBuf, u64)>, u64), StoreError> {
    let files = files(folder)?;
    let (mut end, mut torn) = (None, 0);
    for (at, path) in files.iter().enumerate() {
        let mut place = Place { file: path, line: 0 };
        if number(path) != u32::try_from(at + 1).ok() {
            return Err(place.damaged(format!("the file before it, {:06}.jsonl, is missing", at + 1)));
        }
        let bytes = fs::read(path).map_err(|e| StoreError::io(path, &e))?;
        let is_last = at + 1 == files.len();
        place.line = 1;
        let mut whole = 0;
        loop {
            match group(&bytes, whole) {
                Next::Group(lines, after) => {
                    place.line += 1;
                    for text in lines {
                        each(text, &place)?;
                        place.line += 1;
                    }
                    whole = after;
                }
                Next::End => break,
                Next::Torn if is_last => {
                    torn = (bytes.len() - whole) as u64;
                    break;
                }
                Next::Torn => {
                    return Err(place.damaged(String::from("its last group is not whole, though a file follows it")));
                }
                Next::Damaged(after, why) => {
                    place.line += after;
                    return Err(place.damaged(why));
                }
            }
        }
        end = Some((path.clone(), whole as u64));
    }
    Ok((end, torn))
}

/// The change, if it is the next one after `revision`.
fn follows(revision: u64, change: Change) -> Result<Change, String> {
    if change.revision == revision + 1 {
        Ok(change)
    } else {
        Err(format!("revision {} stands where {} was expected", change.revision, revision + 1))
    }
}

impl Journal {
    /// Opens the journal of `folder` for appending: reads its last whole group only. What was never finished after it
    /// stays until [`Self::cut`], or until the next group takes its place.
    pub(super) fn open(folder: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(|e| StoreError::io(folder, &e))?;
        let Some(End { path, number, head, length, unfinished }) = end(folder)? else {
            return Self::begin(folder, 1, Head::none());
        };
        let mut file = OpenOptions::new().read(true).write(true).open(&path).map_err(|e| StoreError::io(&path, &e))?;
        file.seek(SeekFrom::Start(length)).map_err(|e| StoreError::io(&path, &e))?;
        Ok(Self { folder: folder.to_owned(), file, path, number, length, unfinished, head })
    }

    /// How many bytes after the last whole group were never finished.
    pub(super) fn unfinished(&self) -> u64 {
        self.unfinished
    }

    /// Cuts off what was never finished; nobody was told that it was kept.
    pub(super) fn cut_unfinished(&mut self) -> Result<Option<Notice>, StoreError> {
        if self.unfinished == 0 {
            return Ok(None);
        }
        let bytes = self.unfinished;
        self.cut().and_then(|()| self.file.sync_data()).map_err(|e| StoreError::io(&self.path, &e))?;
        Ok(Some(Notice::Cut { file: self.path.clone(), bytes }))
    }

    fn begin(folder: &Path, number: u32, head: Head) -> Result<Self, StoreError> {
        let path = folder.join(format!("{number:06}.jsonl"));
        let open = || {
            let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
            // The name must be as durable as what will stand under it.
            File::open(folder)?.sync_all()?;
            Ok(file)
        };
        let file = open().map_err(|e| StoreError::io(&path, &e))?;
        Ok(Self { folder: folder.to_owned(), file, path, number, length: 0, unfinished: 0, head })
    }

    /// Appends lines as one group that ends in `head`, and returns when they are durable; on an error none is kept.
    pub(super) fn append(&mut self, lines: &[String], head: Head) -> Result<(), StoreError> {
        if self.length >= LARGEST {
            *self = Self::begin(&self.folder, self.number + 1, self.head.clone())?;
        }
        let framed = line::frame(lines).map_err(|why| StoreError::Io(self.path.clone(), why))?;
        if let Err(e) = self.write(&framed) {
            // Nothing of the group may stay, or the next one would stand behind half of it.
            self.unfinished = framed.len() as u64;
            drop(self.cut());
            return Err(StoreError::io(&self.path, &e));
        }
        self.length += framed.len() as u64;
        self.head = head;
        Ok(())
    }

    fn write(&mut self, framed: &[u8]) -> std::io::Result<()> {
        if self.unfinished > 0 {
            self.cut()?;
        }
        self.file.write_all(framed)?;
        self.file.sync_data()
    }

    fn cut(&mut self) -> std::io::Result<()> {
        self.file.set_len(self.length)?;
        self.file.seek(SeekFrom::Start(self.length))?;
        self.unfinished = 0;
        Ok(())
    }
}
