//! A store that was left well is seen without its rows; whatever becomes of the copy it is seen from, nothing is lost.

use std::fs;
use std::path::Path;

use duban::domain::{PlanYear, TaskId};
use duban::ledger::{Done, Ledger};
use duban::store::{Notice, Store};

use crate::contract::{keep, report};
use crate::domain::{at, supervisor};
use crate::sled_store::{filled, open, open_rows};

fn has_rows(folder: &Path) -> bool {
    folder.join("store").exists()
}

#[test]
fn a_store_that_was_left_well_is_looked_at_without_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    let (by_rows, front_by_rows) = {
        let (store, _) = open_rows(folder.path());
        (store.reports(PlanYear(2021), TaskId(9)).unwrap(), store.front().unwrap())
    };
    fs::remove_dir_all(folder.path().join("store")).unwrap();
    let store = open(folder.path());
    let front = store.front().unwrap();
    assert_eq!(front.totals, front_by_rows.totals);
    let texts =
        |book: &duban::domain::Book| book.tasks().map(|t| book.latest_report(t.id).cloned()).collect::<Vec<_>>();
    assert_eq!(texts(&front.book), texts(&book), "the first frame shows the latest report on each task");
    assert_eq!(store.book().unwrap(), book);
    assert_eq!(store.reports(PlanYear(2021), TaskId(9)).unwrap(), by_rows);
    assert_eq!(store.report(&by_rows[0].key).unwrap().as_ref(), by_rows.first());
    assert_eq!(store.changes_after(5).unwrap(), []);
    assert!(!has_rows(folder.path()), "nobody opened them");
    let next = keep(&store, &book, &report(&book, 3, 8, "写入时才打开。"));
    assert!(has_rows(folder.path()), "rows that are gone are made anew at the next change");
    assert_eq!(store.book().unwrap(), next);
}

#[test]
fn a_store_with_one_report_a_task_is_whole_at_the_first_glance() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let book = keep(&store, &duban::domain::Book::default(), &crate::exchange::example_command());
    drop(store);
    let front = open(folder.path()).front().unwrap();
    assert!(front.whole);
    assert_eq!(front.book, book);
}

#[test]
fn a_glance_of_another_moment_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    let glance = folder.path().join("glance");
    let old = fs::read(&glance).unwrap();
    let next = {
        let store = open(folder.path());
        let next = keep(&store, &book, &report(&book, 3, 8, "新的一次。"));
        assert!(!glance.exists(), "it is gone before the change is told to be kept");
        next
    };
    fs::write(&glance, old).unwrap();
    assert_eq!(open(folder.path()).book().unwrap(), next);
}

#[test]
fn what_the_journal_lost_is_put_back_when_the_rows_are_opened_at_last() {
    let folder = tempfile::tempdir().unwrap();
    let book = filled(folder.path());
    let (journal, glance) = (folder.path().join("journal/000001.jsonl"), folder.path().join("glance"));
    let before = (fs::read(&journal).unwrap(), fs::read(&glance).unwrap());
    // The rows are opened for this change, since there is no glance.
    let next = keep(&open_rows(folder.path()).0, &book, &report(&book, 3, 8, "日志丢了这一次。"));
    fs::write(&journal, before.0).unwrap();
    fs::write(&glance, before.1).unwrap();
    let ledger = Ledger::open(folder.path(), &mut |_, _| {}).unwrap();
    let seen = ledger.book().unwrap();
    let now = at("2021-08-05T09:00:00+08:00");
    let done = ledger.execute(&supervisor(), &report(&seen, 4, 8, "接着写。"), now).unwrap();
    let Done::Changed(change) = done else { panic!("{done:?}") };
    assert_eq!(change.revision, next.revision() + 1, "it follows on what was put back");
    assert_eq!(ledger.notices(), [Notice::Restored(1)]);
    assert!(ledger.book().unwrap().latest_report(TaskId(3)).unwrap().progress.contains("日志丢了这一次"));
}
