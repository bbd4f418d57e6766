//! Lends one text of a draft as a file of its own, for an editor, and takes it back.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::{DraftId, Drafts, ReportWords, Words, read, remove};
use crate::domain::LONGEST_TEXT;

/// The three texts of a draft as the names of their files say them.
const TEXTS: [&str; 3] = ["progress", "problems", "next_steps"];
/// What editors know a plain text by; no draft ends so.
const KIND: &str = "txt";

/// Why a text that was lent did not come back.
#[derive(Debug)]
pub enum Lost {
    /// Its file cannot be read.
    Gone(io::Error),
    /// It is not UTF-8; the file stays.
    NotUtf8,
    /// It is longer than [`LONGEST_TEXT`]; the file stays.
    TooLong,
}

impl Drafts {
    /// Writes a text of a draft into a new file that only its owner can read. One of that name that could not be taken
    /// before is moved aside.
    ///
    /// The draft should be kept before: what is lent is found again only beside it.
    pub fn lend(&self, person: &str, of: &DraftId, part: usize, text: &str) -> io::Result<PathBuf> {
        let draft = self.path(person, &of.topic, of.copy);
        let named = draft.with_extension(TEXTS.get(part).copied().unwrap_or_default());
        let path = named.with_added_extension(KIND);
        if path.exists() {
            fs::rename(&path, path.with_added_extension("old"))?;
        }
        let mut file = File::options().write(true).create_new(true).mode(0o600).open(&path)?;
        let written = file.write_all(text.as_bytes()).and_then(|()| {
            // Editors end the last line of a file; taking back undoes it.
            if text.is_empty() { Ok(()) } else { file.write_all(b"\n") }
        });
        match written {
            Ok(()) => Ok(path),
            Err(e) => Err(remove(&path).err().unwrap_or(e)),
        }
    }

    /// Takes a text back, and removes its file unless what stands in it cannot be taken.
    pub fn take_back(&self, lent: &Path) -> Result<String, Lost> {
        let text = read_lent(lent)?;
        remove(lent).map_err(Lost::Gone)?;
        Ok(text)
    }

    /// Removes a text that was lent, whatever was made of it.
    pub fn drop_lent(&self, lent: &Path) -> io::Result<()> {
        remove(lent)
    }

    /// Takes what editors had saved when the program was killed into the drafts it was lent from. To be called while no
    /// editor runs. What cannot be taken stays as it is.
    pub fn take_back_all(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|kind| kind == KIND) {
                let _ = self.take_back_into_draft(&path);
            }
        }
    }

    /// Whether it was taken into its draft.
    fn take_back_into_draft(&self, lent: &Path) -> Option<()> {
        let text = read_lent(lent).ok()?;
        let named = lent.with_extension("");
        let part = TEXTS.iter().position(|name| named.extension().is_some_and(|part| part == *name))?;
        let (mut draft, held) = read(&named.with_extension("json")).ok().flatten()?;
        // An editor that was killed while it wrote may leave nothing.
        if !text.trim().is_empty() {
            let Words::Report(words) = &mut draft.words else { return None };
            *words.text_mut(part)? = text;
            self.keep(&draft, Some(&held)).ok()?;
        }
        remove(lent).ok()
    }
}

impl ReportWords {
    fn text_mut(&mut self, part: usize) -> Option<&mut String> {
        [&mut self.progress, &mut self.problems, &mut self.next_steps].into_iter().nth(part)
    }
}

/// What stands in a file that was lent, without the line end that editors put behind everything.
fn read_lent(lent: &Path) -> Result<String, Lost> {
    let mut bytes = Vec::new();
    let read = File::open(lent).and_then(|file| file.take(LONGEST_TEXT + 2).read_to_end(&mut bytes));
    read.map_err(Lost::Gone)?;
    if bytes.pop_if(|byte| *byte == b'\n').is_some() {
        bytes.pop_if(|byte| *byte == b'\r');
    }
    if bytes.len() as u64 > LONGEST_TEXT {
        return Err(Lost::TooLong);
    }
    String::from_utf8(bytes).map_err(|_| Lost::NotUtf8)
}
