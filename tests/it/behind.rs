//! Changes to a small store are kept without its rows: those lie behind, and are caught up when somebody needs them.

use std::fs;
use std::path::{Path, PathBuf};

use duban::domain::{Book, Command, Past, RecordKey, TaskId, Voiding};
use duban::ledger::Ledger;
use duban::store::{self, Reading, Store, StoreError};

use crate::cli::desk::Desk;
use crate::contract::{keep, report};
use crate::exchange::example_command;
use crate::ledger::{done, plan_of};
use crate::sled_store::{filled, open, open_rows};

/// The file of the rows: whoever opens them to put something into them leaves it changed.
fn rows(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("store/db")).unwrap()
}

fn glance(folder: &Path) -> PathBuf {
    folder.join("glance")
}

/// Reports on a task as a process of its own would; returns the next book.
fn update(folder: &Path, book: &Book, task: u32, words: &str) -> Book {
    keep(&open(folder), book, &report(book, task, 8, words))
}

/// The book is what a store shows, with its rows shut and open, and what the journal says.
fn shown_everywhere(folder: &Path, book: &Book) {
    let store = open(folder);
    let (front, all) = (store.front().unwrap(), store.book().unwrap());
    assert_eq!(&all, book);
    assert_eq!(Reading::present(folder).unwrap().book(), book);
    assert_eq!(Reading::open(folder).unwrap().book(), book);
    drop(store);
    assert!(store::verify(folder, &mut |_, _| {}).unwrap().rows);
    let (store, notices) = open_rows(folder);
    assert_eq!(notices, []);
    assert_eq!(&store.book().unwrap(), book);
    assert_eq!(store.front().unwrap().totals, front.totals);
    assert_eq!(store.front().unwrap().book.latest_report(TaskId(3)), front.book.latest_report(TaskId(3)));
}

#[test]
fn one_change_after_another_is_kept_while_the_rows_stay_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = filled(folder.path());
    let before = rows(folder.path());
    for (task, words) in [(3, "第一次。"), (3, "第二次。"), (4, "又一项。")] {
        book = update(folder.path(), &book, task, words);
        let present = Reading::present(folder.path()).unwrap();
        assert_eq!(present.book(), &book, "the glance is of this moment again");
        assert!(present.changes().is_empty(), "and it was read, not the journal");
    }
    let void =
        Command::Void(Voiding { key: RecordKey::Task(TaskId(7)), seen: None, why: String::from("并入他项") });
    book = keep(&open(folder.path()), &book, &void);
    assert!(rows(folder.path()) == before, "nobody has opened them");
    assert!(store::verify(folder.path(), &mut |_, _| {}).unwrap().rows, "what they have is right");
    shown_everywhere(folder.path(), &book);
    assert!(rows(folder.path()) != before);
}

#[test]
fn the_shell_reports_undoes_and_shows_while_the_rows_stay_as_they_were() {
    let desk = Desk::with_example();
    let folder = desk.path(".local/share/duban");
    let before = rows(&folder);
    for words in ["第一次。", "第二次。"] {
        desk.duban(&format!("update 3 --status 按进度 --text {words}")).done();
    }
    assert!(desk.duban("show 3").done().contains("第二次。"));
    desk.duban("undo").done();
    let shown = desk.duban("show 3").done();
    assert!(shown.contains("第一次。") && !shown.contains("第二次。"), "{shown}");
    assert!(rows(&folder) == before);
    assert!(desk.duban("verify").done().starts_with("完好："));
    let shown = open(&folder).book().unwrap();
    shown_everywhere(&folder, &shown);
}

#[test]
fn what_is_changed_meanwhile_is_read_before_the_store_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    let before = rows(folder.path());
    let store = open(folder.path());
    let next = keep(&store, &book, &report(&book, 3, 8, "边写边看。"));
    let key = next.latest_report(TaskId(3)).unwrap().key;
    assert_eq!(store.report(&key).unwrap().unwrap().progress, "边写边看。");
    assert_eq!(store.reports(key.plan, key.task).unwrap().len(), 2);
    assert_eq!(store.book().unwrap(), next);
    let front = store.front().unwrap();
    assert_eq!((front.book, front.totals.tasks), (next.clone(), 25));
    let revisions = |after| store.changes_after(after).unwrap().iter().map(|c| c.revision).collect::<Vec<_>>();
    assert_eq!(revisions(5), [6], "the change just made");
    assert_eq!(revisions(3), [4, 5, 6], "those of earlier days too");
    assert!(rows(folder.path()) == before, "all that without the rows");
    store.settle().unwrap();
    assert_eq!(Reading::present(folder.path()).unwrap().book(), &next);
}

#[test]
fn a_kill_between_change_and_glance_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    let book = update(folder.path(), &book, 3, "写完就断。");
    let whole = fs::read(glance(folder.path())).unwrap();
    // Killed before the glance is written, and half-way through: it is named so only when it is whole.
    fs::remove_file(glance(folder.path())).unwrap();
    fs::write(folder.path().join("glance.half"), &whole[..whole.len() / 2]).unwrap();
    assert_eq!(Reading::present(folder.path()).unwrap().book(), &book);
    let book = update(folder.path(), &book, 4, "没有快照也能写。");
    // The machine went down before the glance was whole on the disk.
    let whole = fs::read(glance(folder.path())).unwrap();
    for end in [0, 40, whole.len() / 2, whole.len() - 1] {
        fs::write(glance(folder.path()), &whole[..end]).unwrap();
        assert_eq!(Reading::present(folder.path()).unwrap().book(), &book, "cut at {end}");
        assert_eq!(open(folder.path()).book().unwrap(), book, "cut at {end}");
    }
    shown_everywhere(folder.path(), &book);
}

#[test]
fn rows_that_lie_far_behind_are_caught_up_before_the_next_change() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = filled(folder.path());
    let before = rows(folder.path());
    let write = |book: &mut Book, until: u64| {
        let store = open(folder.path());
        while book.revision() < until {
            let words = format!("第{}次。", book.revision());
            *book = keep(&store, book, &report(book, 3, 8, &words));
        }
    };
    write(&mut book, 5 + 256);
    assert!(rows(folder.path()) == before, "so many are left to whoever opens them");
    write(&mut book, 5 + 257);
    let after = rows(folder.path());
    assert!(after != before, "more are not");
    let book = update(folder.path(), &book, 4, "又从头数起。");
    assert!(rows(folder.path()) == after);
    shown_everywhere(folder.path(), &book);
}

#[test]
fn a_store_of_several_years_is_changed_without_its_rows_too() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let before = rows(folder.path());
    let ledger = Ledger::new(Box::new(open(folder.path())));
    done(&ledger, &plan_of(130));
    let book = ledger.book().unwrap();
    drop(ledger);
    let book = update(folder.path(), &book, 3, "三月以后。");
    let front = open(folder.path()).front().unwrap();
    assert!(!front.whole && front.totals.tasks == 130, "the first frame has its part alone: {:?}", front.totals);
    assert_eq!((front.book.tasks().count(), front.book.units().count()), (120, 5));
    assert!(rows(folder.path()) == before);
    shown_everywhere(folder.path(), &book);
    let after = rows(folder.path());
    let book = update(folder.path(), &book, 3, "再后来。");
    assert!(rows(folder.path()) == after);
    shown_everywhere(folder.path(), &book);
}

#[test]
fn a_store_that_grows_large_is_left_to_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    let before = rows(folder.path());
    let long = "全市完成地中海贫血筛查22350例。".repeat(100_000);
    let book = update(folder.path(), &book, 2, &long);
    assert!(rows(folder.path()) != before, "it does not fit into the glance: the rows have it before it is left");
    shown_everywhere(folder.path(), &book);
    let book = update(folder.path(), &book, 3, "大了也能写。");
    shown_everywhere(folder.path(), &book);
    let book = update(folder.path(), &book, 2, "又小了。");
    let before = rows(folder.path());
    let book = update(folder.path(), &book, 3, "小了又快了。");
    assert!(rows(folder.path()) == before, "it fits again");
    shown_everywhere(folder.path(), &book);
}

#[test]
fn what_was_seen_before_another_has_written_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    let seen = Reading::present(folder.path()).unwrap();
    let next = update(folder.path(), &book, 3, "别人先写。");
    let ledger = Ledger::open_seen(folder.path(), Some(seen), &mut |_, _| {}).unwrap();
    assert_eq!(*ledger.book().unwrap(), next);
    drop(ledger);
    let seen = Reading::present(folder.path()).unwrap();
    assert_eq!(seen.report(&next.latest_report(TaskId(3)).unwrap().key).unwrap().progress, "别人先写。");
    let ledger = Ledger::open_seen(folder.path(), Some(seen), &mut |_, _| {}).unwrap();
    assert_eq!(*ledger.book().unwrap(), next);
}

#[test]
fn rows_of_another_history_are_damage_though_they_lie_behind() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    filled(folder.path());
    {
        let store = open(other.path());
        let book = keep(&store, &Book::default(), &example_command());
        keep(&store, &book, &report(&book, 3, 8, "另一段历史。"));
    }
    fs::remove_dir_all(folder.path().join("store")).unwrap();
    fs::rename(other.path().join("store"), folder.path().join("store")).unwrap();
    let found = store::verify(folder.path(), &mut |_, _| {});
    assert!(matches!(&found, Err(StoreError::Damaged { file, .. }) if file.ends_with("store")), "{found:?}");
}
