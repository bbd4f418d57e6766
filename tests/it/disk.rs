//! Disks that fail and power that goes: a real file system on a device of the test's own, which only root can make.

use std::fs::{self, File};
use std::os::fd::AsRawFd;
use std::path::PathBuf;
use std::process::Command;

use duban::domain::Book;
use duban::lang::{Lang, Texts};
use duban::ledger::{Failure, Ledger};
use duban::store::{self, Reading, Store, StoreError};
use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create, syncfs};
use rustix::mount::{UnmountFlags, unmount};
use tempfile::TempDir;

use crate::contract::{keep, report};
use crate::domain::{at, supervisor};
use crate::exchange::example_command;
use crate::sled_store::open;

/// A device in memory with a file system on it.
struct Disk {
    device: File,
    home: TempDir,
}

impl Disk {
    /// Makes a disk whose file system is made with `options`; none where nobody may.
    fn made(options: &[&str]) -> Option<Self> {
        let device = device();
        device.set_len(24 << 20).unwrap();
        let made = Command::new("mkfs.ext4").args(["-q", "-F"]).args(options).arg(path(&device)).status();
        let disk = made.is_ok_and(|status| status.success()).then(|| Self::mounted(device)).flatten();
        if disk.is_none() {
            eprintln!("skipped: only root can make a disk");
        }
        disk
    }

    fn mounted(device: File) -> Option<Self> {
        let home = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        let mounted = mount.args(["-t", "ext4", "-o", "loop"]).arg(path(&device)).arg(home.path()).output();
        mounted.is_ok_and(|done| done.status.success()).then(|| Self { device, home })
    }

    fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// From now on the device takes no more.
    fn fail(&self) {
        fcntl_add_seals(&self.device, SealFlags::WRITE).unwrap();
    }

    /// Lets nothing but syncs reach the device, which the system else writes to every few seconds.
    fn without_commits(self) -> Self {
        let mut mount = Command::new("mount");
        let remounted = mount.args(["-o", "remount,commit=300"]).arg(self.home.path()).status().unwrap();
        assert!(remounted.success());
        self
    }

    /// A disk with what the device holds now, without what the system has not written yet.
    fn after_a_power_cut(&self) -> Self {
        let copy = device();
        fs::copy(path(&self.device), path(&copy)).unwrap();
        // As a system does before it uses a disk again; 1 says that it has mended something.
        let checked = Command::new("e2fsck").args(["-f", "-y"]).arg(path(&copy)).output().unwrap();
        assert!(matches!(checked.status.code(), Some(0 | 1)), "{checked:?}");
        Self::mounted(copy).unwrap()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        unmount(self.home.path(), UnmountFlags::DETACH).unwrap();
    }
}

fn device() -> File {
    memfd_create("disk", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING).unwrap().into()
}

fn path(device: &File) -> PathBuf {
    format!("/proc/{}/fd/{}", std::process::id(), device.as_raw_fd()).into()
}

#[test]
fn a_disk_that_fails_to_sync_refuses_the_change_and_loses_nothing() {
    let Some(disk) = Disk::made(&["-O", "^has_journal"]) else { return };
    let now = at("2021-07-05T09:00:00+08:00");
    let ledger = Ledger::open(&disk.data(), &mut |_, _| {}).unwrap();
    ledger.execute(&supervisor(), &example_command(), now).unwrap();
    let before = ledger.book().unwrap();
    syncfs(File::open(disk.home.path()).unwrap()).unwrap();
    disk.fail();
    for _ in 0..3 {
        let refused = ledger.execute(&supervisor(), &report(&before, 3, 7, "写不进去。"), now);
        let Err(Failure::Broken(error)) = refused else { panic!("{refused:?}") };
        assert!(matches!(&error, StoreError::Io(..)), "{error:?}");
        assert!(error.say(&Texts::of(Lang::Zh)).contains("没有改动任何内容"));
        assert!(ledger.book().unwrap() == before, "no screen shows what is not on disk");
    }
    drop(ledger);
    let disk = disk.after_a_power_cut();
    assert!(Reading::open(&disk.data()).unwrap().book() == before.as_ref());
    let store = open(&disk.data());
    let book = store.book().unwrap();
    assert!(&book == before.as_ref());
    keep(&store, &book, &report(&book, 3, 7, "换了磁盘。"));
}

#[test]
fn what_was_acknowledged_is_there_after_the_power_was_cut() {
    let Some(journalled) = Disk::made(&["-J", "size=4"]) else { return };
    survives_power_cuts(&journalled.without_commits());
    // A file system without a journal of its own keeps less.
    survives_power_cuts(&Disk::made(&["-O", "^has_journal"]).unwrap());
}

fn survives_power_cuts(disk: &Disk) {
    let mut store = open(&disk.data());
    let mut book = keep(&store, &Book::default(), &example_command());
    for n in 1..=12 {
        if n == 7 {
            // From here on the rows stay shut.
            drop(store);
            store = open(&disk.data());
        }
        book = keep(&store, &book, &report(&book, n, 7, &format!("第{n}次。").repeat(400)));
        let after = disk.after_a_power_cut();
        let revision = book.revision();
        assert!(Reading::open(&after.data()).unwrap().book() == &book, "the journal after revision {revision}");
        let reopened = open(&after.data());
        assert!(reopened.book().unwrap() == book, "the rows after revision {revision}");
        drop(reopened);
        assert!(store::verify(&after.data(), &mut |_, _| {}).unwrap().rows);
    }
}
