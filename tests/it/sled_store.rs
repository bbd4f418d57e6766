//! The store on disk through openings, kills and crowds.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use duban::domain::{Book, PlanYear, TaskId};
use duban::lang::{Lang, Texts};
use duban::ledger::Ledger;
use duban::store::{self, Notice, Reading, SledStore, Store, StoreError};

use crate::contract::{keep, report};
use crate::domain::{at, supervisor};
use crate::exchange::example_command;

pub fn open(folder: &Path) -> SledStore {
    SledStore::open(folder, &mut |_, _| {}).unwrap()
}

/// Opens a store with its rows, and tells what had to be mended.
pub fn open_rows(folder: &Path) -> (SledStore, Vec<Notice>) {
    drop(std::fs::remove_file(folder.join("glance")));
    let store = open(folder);
    let notices = store.notices();
    (store, notices)
}

/// A folder with the example and some reports; returns the book it holds.
pub fn filled(folder: &Path) -> Book {
    let store = open(folder);
    let mut book = keep(&store, &Book::default(), &example_command());
    for (task, month) in [(1, 7), (2, 7), (9, 9), (9, 6)] {
        book = keep(&store, &book, &report(&book, task, month, &format!("第{task}项，到{month}月。")));
    }
    book
}

#[test]
fn a_store_is_opened_again_as_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    for _ in 0..3 {
        let (store, notices) = open_rows(folder.path());
        assert_eq!(notices, []);
        assert_eq!(store.book().unwrap(), book);
    }
    let reading = Reading::open(folder.path()).unwrap();
    assert_eq!(reading.book(), &book);
    assert_eq!(reading.reports(PlanYear(2021), TaskId(9)).len(), 2);
    assert_eq!(reading.changes().len(), 5);
    let verified = store::verify(folder.path(), &mut |_, _| {}).unwrap();
    assert_eq!((verified.revision, verified.torn, verified.rows), (5, 0, true));
}

#[test]
fn a_second_writer_hears_who_has_the_store_and_readers_are_not_disturbed() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    let _store = open(folder.path());
    let Err(refused) = SledStore::open(folder.path(), &mut |_, _| {}) else { panic!("two writers") };
    assert_eq!(refused, StoreError::Held(Some(std::process::id())));
    let said = refused.say(&Texts::of(Lang::Zh));
    assert!(said.contains(&std::process::id().to_string()) && said.contains("没有改动任何内容"), "{said}");
    assert_eq!(Reading::open(folder.path()).unwrap().book(), &book);
    assert!(!store::verify(folder.path(), &mut |_, _| {}).unwrap().rows, "the rows belong to the writer");
}

#[test]
fn a_store_that_was_closed_is_free_at_once_whatever_processes_begin() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    Process::new("true").status().unwrap();
                }
            });
        }
        let opened: Vec<_> = (0..100).map(|_| store::rebuild(folder.path(), &mut |_, _| {}).map(drop)).collect();
        is_over.store(true, Ordering::Relaxed);
        assert_eq!(opened.iter().find(|opened| opened.is_err()), None);
    });
    assert_eq!(open(folder.path()).book().unwrap(), book);
}

#[test]
fn a_removed_store_is_made_anew_from_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    std::fs::remove_dir_all(folder.path().join("store")).unwrap();
    let store = open(folder.path());
    assert_eq!(store.book().unwrap(), book);
}

#[test]
fn a_store_of_another_history_is_moved_aside_and_made_anew() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let book = filled(folder.path());
    {
        let store = open(other.path());
        let book = keep(&store, &Book::default(), &example_command());
        keep(&store, &book, &report(&book, 3, 8, "另一段历史。"));
    }
    std::fs::remove_dir_all(folder.path().join("store")).unwrap();
    std::fs::rename(other.path().join("store"), folder.path().join("store")).unwrap();
    let (store, notices) = open_rows(folder.path());
    assert!(matches!(&notices[..], [Notice::Rebuilt { aside, .. }] if aside.ends_with("store.aside-1")), "{notices:?}");
    assert_eq!(store.book().unwrap(), book);
    assert!(folder.path().join("store.aside-1").exists(), "never deleted");
}

#[test]
fn a_half_written_snapshot_does_not_keep_the_store_shut() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    std::fs::write(folder.path().join("store/snap.0000000000000042.generating"), b"").unwrap();
    let (store, notices) = open_rows(folder.path());
    assert_eq!((store.book().unwrap(), notices), (book, vec![]));
}

#[test]
fn rebuild_keeps_the_old_rows_and_everything_in_them() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    let notices = store::rebuild(folder.path(), &mut |_, _| {}).unwrap();
    assert!(matches!(&notices[..], [Notice::Rebuilt { .. }]));
    assert_eq!(open(folder.path()).book().unwrap(), book);
}

#[test]
fn a_backup_is_restored_into_an_empty_folder_only_and_verified_first() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path().join("data").as_path());
    std::fs::create_dir_all(folder.path().join("data/drafts")).unwrap();
    std::fs::write(folder.path().join("data/drafts/one"), "草稿").unwrap();
    let tar = folder.path().join("b.tar");
    store::backup(&folder.path().join("data"), std::fs::File::create(&tar).unwrap(), &mut |_, _| {}).unwrap();
    let there = folder.path().join("there");
    assert_eq!(store::restore(&tar, &there, &mut |_, _| {}).unwrap().revision, 5);
    assert_eq!(open(&there).book().unwrap(), book);
    assert_eq!(std::fs::read_to_string(there.join("drafts/one")).unwrap(), "草稿");
    assert_eq!(store::restore(&tar, &there, &mut |_, _| {}), Err(StoreError::NotEmpty(there.clone())));
    let mut bytes = std::fs::read(&tar).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle] ^= 0x20;
    std::fs::write(&tar, &bytes).unwrap();
    let elsewhere = folder.path().join("elsewhere");
    store::restore(&tar, &elsewhere, &mut |_, _| {}).unwrap_err();
    assert!(!elsewhere.exists(), "nothing of a damaged backup is left");
}

#[test]
fn a_backup_that_reaches_outside_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["../evil", "/tmp/evil", "journal/../../evil", "lock", "journal/a/b"] {
        let tar = folder.path().join("evil.tar");
        let mut header = tar::Header::new_gnu();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(4);
        header.set_cksum();
        let mut builder = tar::Builder::new(std::fs::File::create(&tar).unwrap());
        builder.append(&header, &b"evil"[..]).unwrap();
        builder.finish().unwrap();
        let refused = store::restore(&tar, &folder.path().join("data"), &mut |_, _| {});
        assert!(matches!(refused, Err(StoreError::NoBackup(_))), "{name}: {refused:?}");
        assert!(!folder.path().join("evil").exists() && !folder.path().join("data").exists());
    }
}

/// Not a test of its own: the writer that the next test kills. It tells each revision once that is acknowledged.
#[test]
fn a_writer_until_it_is_killed() {
    let Ok(folder) = std::env::var("DUBAN_TEST_WRITER") else { return };
    let store = open(Path::new(&folder));
    let mut book = store.book().unwrap();
    if book.is_empty() {
        book = keep(&store, &book, &example_command());
        println!("saved 1");
    }
    loop {
        let next = book.revision() + 1;
        let task = u32::try_from(next % 25).unwrap() + 1;
        book = keep(&store, &book, &report(&book, task, 7, &format!("第{next}次。")));
        println!("saved {next}");
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_the_writer_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = 0;
    for round in 0_u64..25 {
        let mut writer = Process::new(std::env::current_exe().unwrap())
            .args(["--exact", "sled_store::a_writer_until_it_is_killed", "--nocapture"])
            .env("DUBAN_TEST_WRITER", folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // Killed after a number of answers that differs from round to round: right after the opening, and later.
        let answers = (round * 7919) % 23;
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines().map_while(Result::ok);
        let saved = lines.filter_map(|l| l.strip_prefix("saved ").and_then(|n| n.parse::<u64>().ok()));
        let mut saved = saved.take(usize::try_from(answers).unwrap() + 1).peekable();
        if answers == 0 {
            saved.peek();
        }
        acknowledged = saved.last().unwrap_or(acknowledged).max(acknowledged);
        writer.kill().unwrap();
        writer.wait().unwrap();
        let reading = Reading::open(folder.path()).unwrap();
        assert!(
            reading.book().revision() >= acknowledged,
            "round {round}: {} < {acknowledged}",
            reading.book().revision()
        );
        let store = open(folder.path());
        assert_eq!(&store.book().unwrap(), reading.book(), "round {round}");
        let last = reading.changes().last().unwrap();
        assert_eq!(last.revision, reading.book().revision());
    }
    assert!(acknowledged > 100, "the writer got somewhere: {acknowledged}");
    assert!(store::verify(folder.path(), &mut |_, _| {}).unwrap().rows);
}

#[test]
fn many_writers_at_once_are_all_kept_in_fewer_syncs_than_changes() {
    let folder = tempfile::tempdir().unwrap();
    // A store that was left well: its rows stay shut at first, and are opened while the crowd writes.
    drop(open(folder.path()));
    let ledger = Ledger::open(folder.path(), &mut |_, _| {}).unwrap();
    let now = at("2021-07-05T09:00:00+08:00");
    ledger.execute(&supervisor(), &example_command(), now).unwrap();
    let ledger = Arc::new(ledger);
    std::thread::scope(|scope| {
        for task in 1..=16 {
            let ledger = ledger.clone();
            scope.spawn(move || {
                for n in 0..20 {
                    let book = ledger.book().unwrap();
                    let command = report(&book, task, 7, &format!("第{task}项第{n}次。"));
                    ledger.execute(&supervisor(), &command, now).unwrap();
                }
            });
        }
    });
    assert_eq!(ledger.book().unwrap().revision(), 1 + 16 * 20);
    drop(ledger);
    let reading = Reading::open(folder.path()).unwrap();
    assert_eq!(reading.book(), &open(folder.path()).book().unwrap());
    let journal = std::fs::read_to_string(folder.path().join("journal/000001.jsonl")).unwrap();
    let groups = journal.lines().filter(|l| l.starts_with("{\"group\"")).count();
    assert!(groups < 16 * 20, "writers that wait are written together: {groups} groups");
}

#[test]
fn a_full_disk_refuses_the_change_and_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let mounted =
        rustix::mount::mount("tmpfs", folder.path(), "tmpfs", rustix::mount::MountFlags::empty(), Some(c"size=6m"));
    if mounted.is_err() {
        eprintln!("skipped: only root can make a small disk");
        return;
    }
    let data = folder.path().join("data");
    {
        let ledger = Ledger::open(&data, &mut |_, _| {}).unwrap();
        let now = at("2021-07-05T09:00:00+08:00");
        ledger.execute(&supervisor(), &example_command(), now).unwrap();
        let ballast = folder.path().join("ballast");
        let mut filler = std::fs::File::create(&ballast).unwrap();
        while std::io::Write::write_all(&mut filler, &[7; 4096]).is_ok() {}
        let before = ledger.book().unwrap();
        let long = "填满磁盘。".repeat(2_000);
        let refused = ledger.execute(&supervisor(), &report(&before, 3, 7, &long), now);
        let Err(duban::ledger::Failure::Broken(error)) = refused else { panic!("{refused:?}") };
        assert!(matches!(error, StoreError::Full(_)), "{error:?}");
        assert!(error.say(&Texts::of(Lang::Zh)).starts_with("磁盘已满"));
        assert_eq!(ledger.book().unwrap(), before, "no screen shows what is not on disk");
        drop(filler);
        std::fs::remove_file(&ballast).unwrap();
        ledger.execute(&supervisor(), &report(&before, 3, 7, &long), now).unwrap();
        assert_eq!(ledger.reports(PlanYear(2021), TaskId(3)).unwrap().len(), 2);
    }
    let book = open(&data).book().unwrap();
    assert_eq!(book.revision(), 2);
    rustix::mount::unmount(folder.path(), rustix::mount::UnmountFlags::DETACH).unwrap();
}

#[test]
fn a_read_only_disk_is_told_and_lookups_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let small = Some(c"size=16m");
    if rustix::mount::mount("tmpfs", folder.path(), "tmpfs", rustix::mount::MountFlags::empty(), small).is_err() {
        eprintln!("skipped: only root can make a disk read-only");
        return;
    }
    let book = filled(folder.path());
    rustix::mount::mount_remount(folder.path(), rustix::mount::MountFlags::RDONLY, "").unwrap();
    let Err(refused) = SledStore::open(folder.path(), &mut |_, _| {}) else { panic!("opened on a read-only disk") };
    assert!(matches!(refused, StoreError::ReadOnly(_)), "{refused:?}");
    assert!(refused.say(&Texts::of(Lang::Zh)).starts_with("不能写入"));
    assert_eq!(Reading::open(folder.path()).unwrap().book(), &book);
    assert_eq!(
        store::verify(folder.path(), &mut |_, _| {}).unwrap().revision,
        5,
        "the journal is verified all the same"
    );
    rustix::mount::unmount(folder.path(), rustix::mount::UnmountFlags::DETACH).unwrap();
}
