//! Sees to it that one process alone writes a store, and tells which.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::StoreError;

/// The lock of a store's folder; let go when dropped, or when the process ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

/// Where the lock of a folder lies.
fn path(folder: &Path) -> PathBuf {
    folder.join("lock")
}

impl Lock {
    /// Takes the lock of `folder`, or tells which process holds it.
    pub(super) fn take(folder: &Path) -> Result<Self, StoreError> {
        let path = path(folder);
        make(folder).map_err(|e| StoreError::io(folder, &e))?;
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(|e| StoreError::io(&path, &e))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                drop(file.read_to_string(&mut pid));
                return Err(StoreError::Held(pid.trim().parse().ok()));
            }
            Err(TryLockError::Error(e)) => return Err(StoreError::io(&path, &e)),
        }
        // On a full disk the process id may not fit; the lock holds all the same.
        // All are written equally long, so that nothing of a longer one has to be cut off, which takes ten times as long.
        drop(file.write_all(format!("{:>10}\n", std::process::id()).as_bytes()));
        Ok(Self { file })
    }
}

/// Makes a folder of data that nobody but its owner enters; one that is there stays as it is.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    if let Some(above) = folder.parent() {
        fs::create_dir_all(above)?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(_) if folder.is_dir() => Ok(()),
        made => made,
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing would not do while a child that is just being started still holds what it inherits.
        drop(self.file.unlock());
    }
}
