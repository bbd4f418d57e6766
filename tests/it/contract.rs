//! What every store promises, run on each of them.

use std::sync::Arc;

use duban::domain::{
    Book, Change, Command, Past, Period, PlanYear, Record, Report, ReportEntry, ReportKey, Status, TaskId,
};
use duban::store::{MemoryStore, SledStore, Store, StoreError};

use crate::domain::{at, supervisor};
use crate::exchange::example_command;

/// A store, and its past as `decide` asks for it.
pub struct StoredPast<'a>(pub &'a dyn Store);

impl Past for StoredPast<'_> {
    fn report(&self, key: &ReportKey) -> Option<Arc<Report>> {
        self.0.report(key).unwrap()
    }

    fn changes_after(&self, revision: u64) -> Vec<Arc<Change>> {
        self.0.changes_after(revision).unwrap()
    }
}

/// Decides a command on the book of a store and keeps it; returns the next book.
pub fn keep(store: &dyn Store, book: &Book, command: &Command) -> Book {
    let now = at("2021-07-05T09:00:00+08:00");
    let change = book.decide(command, &supervisor(), now, &StoredPast(store)).unwrap().unwrap();
    let next = book.apply(&change).unwrap();
    store.append(&[Arc::new(change)]).unwrap();
    next
}

/// A report on a task of the example in a period, with some words.
pub fn report(book: &Book, task: u32, month: u8, words: &str) -> Command {
    let period = Period::new(2021, 1, month).unwrap();
    let key = ReportKey { plan: PlanYear(2021), task: TaskId(task), period, unit: None };
    Command::Report(Box::new(ReportEntry {
        task: TaskId(task),
        period,
        unit: None,
        seen: book.head(&key).map(|h| h.revision),
        status: Status::OnSchedule,
        status_text: String::from("按进度完成。"),
        progress: words.to_owned(),
        problems: String::new(),
        next_steps: String::new(),
        reported_on: None,
    }))
}

fn each(promise: impl Fn(&dyn Store)) {
    promise(&MemoryStore::default());
    let folder = tempfile::tempdir().unwrap();
    let store = SledStore::open(folder.path(), &mut |_, _| {}).unwrap();
    assert_eq!(store.notices(), []);
    promise(&store);
    // One that was left once is a small store whose rows stay shut.
    let folder = tempfile::tempdir().unwrap();
    drop(SledStore::open(folder.path(), &mut |_, _| {}).unwrap());
    let store = SledStore::open(folder.path(), &mut |_, _| {}).unwrap();
    promise(&store);
    assert_eq!(store.notices(), []);
}

#[test]
fn what_was_appended_is_read_back() {
    each(|store| {
        assert_eq!((store.revision(), store.book().unwrap()), (0, Book::default()));
        let book = keep(store, &Book::default(), &example_command());
        let book = keep(store, &book, &report(&book, 9, 9, "截至9月底，共抽检22518批次。"));
        assert_eq!(store.revision(), 2);
        assert_eq!(store.book().unwrap(), book);
        let reports = store.reports(PlanYear(2021), TaskId(9)).unwrap();
        let periods: Vec<String> = reports.iter().map(|r| r.key.period.to_string()).collect();
        assert_eq!(periods, ["2021-06", "2021-09"], "oldest first");
        assert_eq!(store.report(&reports[0].key).unwrap().as_ref(), Some(&reports[0]));
        assert_eq!(store.changes_after(0).unwrap().len(), 2);
        assert_eq!(store.changes_after(1).unwrap()[0].revision, 2);
    });
}

#[test]
fn a_change_out_of_turn_is_refused_and_nothing_of_its_group_is_kept() {
    each(|store| {
        let book = keep(store, &Book::default(), &example_command());
        let decide = |words: &str| {
            let now = at("2021-07-05T09:00:00+08:00");
            book.decide(&report(&book, 1, 6, words), &supervisor(), now, &StoredPast(store)).unwrap().unwrap()
        };
        let (first, second) = (Arc::new(decide("一")), Arc::new(decide("二")));
        let refused = store.append(&[first.clone(), second]);
        assert_eq!(refused, Err(StoreError::OutOfTurn(3)));
        assert_eq!((store.revision(), store.book().unwrap()), (1, book.clone()));
        store.append(std::slice::from_ref(&first)).unwrap();
        assert_eq!(store.append(&[first]), Err(StoreError::OutOfTurn(3)));
    });
}

#[test]
fn a_group_of_a_hundred_changes_is_kept_in_order() {
    each(|store| {
        let mut book = keep(store, &Book::default(), &example_command());
        let now = at("2021-07-05T09:00:00+08:00");
        let group: Vec<_> = (0..100)
            .map(|n| {
                let command = report(&book, 1 + n % 25, 6, &format!("第{n}次填报。"));
                let change = book.decide(&command, &supervisor(), now, &StoredPast(store)).unwrap().unwrap();
                book = book.apply(&change).unwrap();
                Arc::new(change)
            })
            .collect();
        store.append(&group).unwrap();
        assert_eq!((store.revision(), store.book().unwrap()), (101, book));
        assert_eq!(store.changes_after(1).unwrap(), group);
        assert_eq!(store.changes_after(80).unwrap(), group[79..]);
    });
}

#[test]
fn the_front_holds_what_the_first_frame_shows() {
    each(|store| {
        assert_eq!(store.front().unwrap().totals.tasks, 0);
        let book = keep(store, &Book::default(), &example_command());
        let front = store.front().unwrap();
        assert!(front.whole);
        assert_eq!(front.book, book);
        assert_eq!((front.totals.tasks, front.totals.by_status), (25, [4, 21, 0, 0, 0]));
        assert_eq!(front.totals.period, Period::new(2021, 1, 6));
    });
}

#[test]
fn a_report_of_a_megabyte_is_kept_whole() {
    each(|store| {
        let book = keep(store, &Book::default(), &example_command());
        let long = "全市完成地中海贫血筛查22350例。".repeat(22_000);
        let book = keep(store, &book, &report(&book, 2, 6, &long));
        assert_eq!(store.book().unwrap(), book);
        let book = keep(store, &book, &report(&book, 2, 6, "短了。"));
        assert_eq!(store.book().unwrap(), book, "and what it was kept in is gone");
        let kept = book.latest_report(TaskId(2)).cloned().map(Record::Report);
        assert!(kept.is_some());
    });
}
