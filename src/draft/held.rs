//! Keeps and drops drafts so that nothing of another screen is written over: by what a screen knows to be on disk.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};

use sha2::{Digest, Sha256};

use super::{Draft, Drafts, Topic, hash_of, remove, row};

/// A draft on disk as a screen has read or written it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which one of the person's on its topic, from 1.
    pub copy: u32,
    /// The hash of what stood in it.
    seal: [u8; 32],
}

impl Held {
    pub(super) fn of(copy: u32, bytes: &[u8]) -> Self {
        Self { copy, seal: Sha256::digest(bytes).into() }
    }
}

impl Drafts {
    /// Keeps a draft in place of the one that is held; it is on disk when this returns.
    ///
    /// What somebody else has written under its name meanwhile stays: then it is kept beside that, as another copy.
    /// Returns how it is held from now on.
    pub fn keep(&self, draft: &Draft, held: Option<&Held>) -> io::Result<Held> {
        // Here lies what is internal to tasks: nobody but the owner reads it.
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        let _lock = self.lock(&draft.person)?;
        let topic = draft.topic();
        let (copy, is_first) = self.free(&draft.person, &topic, held.map_or(draft.copy, |held| held.copy), held)?;
        let bytes = row::write(&Draft { copy, ..draft.clone() })?;
        let path = self.path(&draft.person, &topic, copy);
        let half = path.with_extension("half");
        let mut file = File::options().write(true).create(true).truncate(true).mode(0o600).open(&half)?;
        file.write_all(&bytes)?;
        file.sync_data()?;
        fs::rename(&half, &path)?;
        // A name must be as durable as what stands under it; a later version under the same name is safe without.
        if is_first {
            File::open(&self.folder)?.sync_all()?;
        }
        Ok(Held::of(copy, &bytes))
    }

    /// Drops a draft that is held, because a person says so or because what it holds was stored. One that somebody else
    /// has written since stays.
    pub fn discard(&self, person: &str, topic: &Topic, held: &Held) -> io::Result<()> {
        let path = self.path(person, topic, held.copy);
        if !path.exists() {
            return Ok(());
        }
        let _lock = self.lock(person)?;
        if self.held(person, topic, held.copy)?.is_some_and(|there| there == *held) {
            remove(&path)?;
        }
        Ok(())
    }

    /// The first copy from `copy` on under whose name nothing stands but what is held, and whether nothing does.
    fn free(&self, person: &str, topic: &Topic, copy: u32, held: Option<&Held>) -> io::Result<(u32, bool)> {
        let mut copy = copy;
        loop {
            match self.held(person, topic, copy)? {
                None => return Ok((copy, true)),
                Some(there) if held == Some(&there) => return Ok((copy, false)),
                Some(_) => copy += 1,
            }
        }
    }

    /// What stands on disk now.
    fn held(&self, person: &str, topic: &Topic, copy: u32) -> io::Result<Option<Held>> {
        match fs::read(self.path(person, topic, copy)) {
            Ok(bytes) => Ok(Some(Held::of(copy, &bytes))),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// Has the screens of one person write one after the other, in whichever processes they are.
    fn lock(&self, person: &str) -> io::Result<File> {
        let path = self.folder.join(format!("{}.lock", hash_of(person)));
        let file = File::options().write(true).create(true).truncate(false).mode(0o600).open(path)?;
        file.lock()?;
        Ok(file)
    }
}
