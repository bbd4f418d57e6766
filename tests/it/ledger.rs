//! The ledger: another node may write first, a large plan shows its front, and the book is the same however it is read.

use std::sync::{Arc, Mutex};

use duban::domain::{
    Assignment, Book, Category, CategoryId, Change, Command, Heading, Import, ImportReport, ImportRow, Leader,
    LeaderId, Official, OfficialId, Past, Period, Plan, PlanYear, Record, RecordKey, Refusal, Replacement, Report,
    ReportEntry, ReportHead, ReportKey, Role, Status, Successor, Task, TaskId, TaskSource, Unit, UnitId, Version,
    Voiding,
};
use duban::ledger::{Done, Failure, Ledger};
use duban::store::{self, Front, MemoryStore, Reading, SledStore, Store, StoreError};
use proptest::prelude::*;

use crate::domain::{NoPast, at, supervisor};

pub const PLAN: PlanYear = PlanYear(2021);

pub fn half() -> Period {
    Period::new(2021, 1, 6).unwrap()
}

fn nine() -> Period {
    Period::new(2021, 1, 9).unwrap()
}

/// A plan of so many tasks, every fourth completed.
pub fn plan_of(count: u32) -> Command {
    let row = |number: u32| ImportRow {
        task: None,
        number,
        category: format!("{}、民生保障", number % 3),
        text: format!("第{number}项任务，建设社区食堂。"),
        leader: Some(String::from("赖燕芬")),
        pairs: vec![(format!("第{}局", number % 5), Some(format!("局长{}", number % 5)))],
        deadline: None,
        remark: String::new(),
        report: Some(ImportReport {
            status: if number.is_multiple_of(4) { Status::Completed } else { Status::OnSchedule },
            status_text: String::from("按进度完成。"),
            progress: format!("已建成{number}间。"),
            reported_on: half().last_day(),
            source: String::new(),
        }),
        source: TaskSource::default(),
    };
    Command::Import(Box::new(Import {
        plan: PLAN,
        title: String::from("2021年市十件民生实事"),
        period: half(),
        heading: Heading::default(),
        rows: (1..=count).map(row).collect(),
    }))
}

pub fn report(book: &Book, task: u32, period: Period, unit: Option<UnitId>, words: &str) -> Command {
    let key = ReportKey { plan: PLAN, task: TaskId(task), period, unit };
    Command::Report(Box::new(ReportEntry {
        task: TaskId(task),
        period,
        unit,
        seen: book.head(&key).map(|head| head.revision),
        status: Status::Behind,
        status_text: String::new(),
        progress: words.to_owned(),
        problems: String::from("用地未落实。"),
        next_steps: String::new(),
        reported_on: None,
    }))
}

pub fn ask(ledger: &Ledger, command: &Command) -> Result<Done, Failure> {
    ledger.execute(&supervisor(), command, at("2021-10-08T09:00:00+08:00"))
}

pub fn done(ledger: &Ledger, command: &Command) {
    assert!(matches!(ask(ledger, command), Ok(Done::Changed(_))));
}

/// What happens just before a store keeps a group; an error keeps the group out.
type Before = dyn Fn(&MemoryStore, &[Arc<Change>]) -> Result<(), StoreError> + Send + Sync;

/// A store in memory that something happens to.
pub struct Disturbed {
    pub kept: Arc<MemoryStore>,
    pub before: Box<Before>,
}

impl Store for Disturbed {
    fn revision(&self) -> u64 {
        self.kept.revision()
    }

    fn append(&self, group: &[Arc<Change>]) -> Result<(), StoreError> {
        (self.before)(&self.kept, group)?;
        self.kept.append(group)
    }

    fn book(&self) -> Result<Book, StoreError> {
        self.kept.book()
    }

    fn front(&self) -> Result<Front, StoreError> {
        self.kept.front()
    }

    fn report(&self, key: &ReportKey) -> Result<Option<Arc<Report>>, StoreError> {
        self.kept.report(key)
    }

    fn reports(&self, plan: PlanYear, task: TaskId) -> Result<Vec<Arc<Report>>, StoreError> {
        self.kept.reports(plan, task)
    }

    fn settle(&self) -> Result<(), StoreError> {
        self.kept.settle()
    }

    fn changes_after(&self, revision: u64) -> Result<Vec<Arc<Change>>, StoreError> {
        self.kept.changes_after(revision)
    }
}

#[test]
fn a_change_that_another_node_wrote_first_is_read_and_the_command_decided_again() {
    let elsewhere: Arc<Mutex<Option<Arc<Change>>>> = Arc::default();
    let other = elsewhere.clone();
    let before = move |kept: &MemoryStore, _: &[Arc<Change>]| match other.lock().unwrap().take() {
        Some(change) => kept.append(&[change]),
        None => Ok(()),
    };
    let ledger = Ledger::new(Box::new(Disturbed { kept: Arc::default(), before: Box::new(before) }));
    done(&ledger, &plan_of(10));
    let book = ledger.book().unwrap();
    let theirs = report(&book, 5, nine(), None, "别处写入。");
    let now = at("2021-10-08T08:59:00+08:00");
    *elsewhere.lock().unwrap() = book.decide(&theirs, &supervisor(), now, &NoPast).unwrap().map(Arc::new);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let note = heard.clone();
    let _watching = ledger.watch(move |book| note.lock().unwrap().push(book.revision()));
    done(&ledger, &report(&book, 6, nine(), None, "本地写入。"));
    let after = ledger.book().unwrap();
    assert_eq!(after.latest_report(TaskId(5)).unwrap().progress, "别处写入。");
    assert_eq!(after.latest_report(TaskId(6)).unwrap().progress, "本地写入。");
    assert_eq!(heard.lock().unwrap().last(), Some(&(book.revision() + 2)), "everyone sees the newest picture");
    let stale = ask(&ledger, &theirs);
    assert!(matches!(stale, Err(Failure::Refused(Refusal::Stale { .. }))), "{stale:?}");
}

#[test]
fn a_panic_while_writing_leaves_the_writing_to_the_next() {
    let panics = std::sync::atomic::AtomicBool::new(true);
    let before = move |_: &MemoryStore, _: &[Arc<Change>]| {
        assert!(!panics.swap(false, std::sync::atomic::Ordering::Relaxed), "the store is broken");
        Ok(())
    };
    let ledger = Arc::new(Ledger::new(Box::new(Disturbed { kept: Arc::default(), before: Box::new(before) })));
    let others = ledger.clone();
    let writer = std::thread::spawn(move || ask(&others, &plan_of(3)));
    assert!(writer.join().is_err());
    done(&ledger, &plan_of(3));
}

#[test]
fn a_corrected_older_report_is_what_the_next_correction_replaces() {
    let ledger = Ledger::new(Box::new(MemoryStore::default()));
    done(&ledger, &plan_of(3));
    done(&ledger, &report(&ledger.book().unwrap(), 1, nine(), None, "三季度。"));
    done(&ledger, &report(&ledger.book().unwrap(), 1, half(), None, "第一次更正。"));
    done(&ledger, &report(&ledger.book().unwrap(), 1, half(), None, "第二次更正。"));
    let last = ledger.changes_after(0).unwrap().pop().unwrap();
    let Some(Record::Report(before)) = &last.edits[0].before else { panic!("{last:?}") };
    assert_eq!(before.progress, "第一次更正。");
}

#[test]
fn a_large_plan_shows_its_first_tasks_with_all_they_refer_to_and_counts_all() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(folder.path(), &mut |_, _| {}).unwrap();
    done(&ledger, &plan_of(450));
    done(&ledger, &report(&ledger.book().unwrap(), 3, nine(), None, "三季度进展。"));
    done(&ledger, &Command::OpenPeriod(PLAN, half(), half().last_day()));
    let (book, front) = (ledger.book().unwrap(), ledger.front().unwrap());
    assert!(!front.whole);
    assert_eq!(
        (front.totals.period, front.totals.tasks, front.totals.by_status),
        (Some(half()), 450, [112, 338, 0, 0, 0])
    );
    let shown: Vec<u32> = front.book.tasks_of(PLAN).map(|t| t.number).collect();
    assert_eq!(shown, (1..=120).collect::<Vec<_>>());
    for task in front.book.tasks_of(PLAN) {
        assert_eq!(front.book.category(task.category), book.category(task.category));
        assert_eq!(front.book.unit(task.lead().unwrap().unit), book.unit(task.lead().unwrap().unit));
        assert_eq!(front.book.latest_report(task.id), book.latest_report(task.id));
    }
}

#[derive(Clone, Debug)]
enum Asked {
    Import(u32),
    Report(u32, u8, bool, String),
    Open(u8),
    Reword(u32, String),
    Void(u32, Option<u8>),
    Close(u32),
    Reopen(u32),
    Replace(u32, u32, Option<u32>),
    Begin(u8, u32),
    VoidNamed(u8, u32),
    Assign(u32, Vec<(u32, Option<u32>)>),
    Undo,
}

fn asked() -> impl Strategy<Value = Asked> {
    prop_oneof![
        1 => (1..8_u32).prop_map(Asked::Import),
        6 => (1..8_u32, 1..4_u8, any::<bool>(), "[建成间套\n]{0,12}").prop_map(|(t, m, u, s)| Asked::Report(t, m, u, s)),
        1 => (1..4_u8).prop_map(Asked::Open),
        2 => (1..8_u32, "[修改]{1,3}").prop_map(|(t, s)| Asked::Reword(t, s)),
        2 => (1..8_u32, prop::option::of(1..4_u8)).prop_map(|(t, m)| Asked::Void(t, m)),
        1 => (1..8_u32).prop_map(Asked::Close),
        1 => (1..8_u32).prop_map(Asked::Reopen),
        2 => (0..5_u32, 0..9_u32, prop::option::of(1..8_u32)).prop_map(|(u, o, t)| Asked::Replace(u, o, t)),
        2 => (0..5_u8, 1..4_u32).prop_map(|(kind, n)| Asked::Begin(kind, n)),
        2 => (0..5_u8, 1..9_u32).prop_map(|(kind, id)| Asked::VoidNamed(kind, id)),
        2 => (1..8_u32, prop::collection::vec((1..8_u32, prop::option::of(1..8_u32)), 0..3))
            .prop_map(|(t, pairs)| Asked::Assign(t, pairs)),
        3 => Just(Asked::Undo),
    ]
}

fn command(book: &Book, asked: &Asked) -> Command {
    let period = |month| Period::new(2021, 1, month).unwrap();
    match asked {
        Asked::Import(count) => {
            let Command::Import(mut table) = plan_of(*count) else { panic!("a table was expected") };
            for row in &mut table.rows {
                row.task = book.task_numbered(PLAN, row.number).map(|t| t.id);
            }
            Command::Import(table)
        }
        Asked::Report(task, month, by_unit, text) => {
            let lead = book.task(TaskId(*task)).and_then(|t| t.lead()).map(|a| a.unit);
            report(book, *task, period(*month), lead.filter(|_| *by_unit), text)
        }
        Asked::Open(month) => Command::OpenPeriod(PLAN, period(*month), half().last_day()),
        Asked::Reword(task, words) => match book.task(TaskId(*task)) {
            Some(seen) => {
                let record = Record::Task(Arc::new(Task { text: words.clone(), ..Task::clone(seen) }));
                Command::Enter(Box::new(Version { seen: Some(Record::Task(seen.clone())), record }))
            }
            None => Command::Undo(None),
        },
        Asked::Void(task, None) => {
            let why = String::from("重复立项");
            Command::Void(Voiding { key: RecordKey::Task(TaskId(*task)), seen: None, why })
        }
        Asked::Void(task, Some(month)) => {
            let key = ReportKey { plan: PLAN, task: TaskId(*task), period: period(*month), unit: None };
            let seen = book.head(&key).map(|head| head.revision);
            Command::Void(Voiding { key: RecordKey::Report(key), seen, why: String::from("填错了") })
        }
        Asked::Close(task) => Command::Close(TaskId(*task), half().last_day()),
        Asked::Reopen(task) => Command::Reopen(TaskId(*task)),
        Asked::Begin(kind, nth) => {
            let (name, at) = (format!("新的{nth}"), u16::try_from(*nth).unwrap());
            let record = match kind {
                0 => Record::Unit(Arc::new(Unit::named(UnitId(0), &name))),
                1 => Record::Official(Arc::new(Official::named(OfficialId(0), &name))),
                2 => Record::Leader(Arc::new(Leader::named(LeaderId(0), &name))),
                3 => {
                    let id = CategoryId(0);
                    Record::Category(Arc::new(Category { id, plan: PLAN, order: 0, name, void: None }))
                }
                _ => Record::Plan(Arc::new(Plan::titled(PlanYear(2020 + at), &name))),
            };
            Command::Enter(Box::new(Version { seen: None, record }))
        }
        Asked::VoidNamed(kind, id) => {
            let key = match kind {
                0 => RecordKey::Unit(UnitId(*id)),
                1 => RecordKey::Official(OfficialId(*id)),
                2 => RecordKey::Leader(LeaderId(*id)),
                3 => RecordKey::Category(CategoryId(*id)),
                _ => RecordKey::Plan(PlanYear(2020 + u16::try_from(*id).unwrap())),
            };
            Command::Void(Voiding { key, seen: None, why: String::from("误建") })
        }
        Asked::Assign(task, pairs) => match book.task(TaskId(*task)) {
            Some(seen) => {
                let pair = |(unit, official): &(u32, Option<u32>)| Assignment {
                    unit: UnitId(*unit),
                    official: official.map(OfficialId),
                    role: Role::Lead,
                    past: Vec::new(),
                };
                let assignments = pairs.iter().map(pair).collect();
                let record = Record::Task(Arc::new(Task { assignments, ..Task::clone(seen) }));
                Command::Enter(Box::new(Version { seen: Some(Record::Task(seen.clone())), record }))
            }
            None => Command::Undo(None),
        },
        Asked::Replace(unit, official, task) => Command::Replace(Replacement {
            unit: UnitId(unit + 1),
            successor: Successor::New(format!("新局长{official}")),
            from: half().last_day(),
            tasks: task.map(|task| vec![TaskId(task)]),
        }),
        Asked::Undo => Command::Undo(None),
    }
}

/// What was before, as a ledger knows it.
struct LedgerPast<'a>(&'a Ledger);

impl Past for LedgerPast<'_> {
    fn report(&self, key: &ReportKey) -> Option<Arc<Report>> {
        self.0.reports(key.plan, key.task).unwrap().into_iter().find(|report| report.key == *key)
    }

    fn changes_after(&self, revision: u64) -> Vec<Arc<Change>> {
        self.0.changes_after(revision).unwrap()
    }
}

/// Records, heads of reports, and latest reports.
type Counting = (Vec<Record>, Vec<(ReportKey, ReportHead)>, Vec<Arc<Report>>);

/// Everything in a book that is not void, but for its revision.
fn counting(book: &Book) -> Counting {
    let records = book.records_without_reports().filter(|record| record.void().is_none()).collect();
    let tasks: Vec<&Arc<Task>> = book.tasks().collect();
    let heads = tasks.iter().flat_map(|task| book.heads_of(task.plan, task.id));
    let latest = tasks.iter().filter_map(|task| book.latest_report(task.id).cloned());
    (records, heads.map(|(key, head)| (*key, head.clone())).collect(), latest.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_commands_leave_one_book_however_it_is_read(all in prop::collection::vec(asked(), 1..25)) {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path(), &mut |_, _| {}).unwrap();
        let plain = Ledger::new(Box::new(MemoryStore::default()));
        for asked in &all {
            let was = ledger.book().unwrap();
            let now = at("2021-10-08T09:00:00+08:00");
            let command = match command(&was, asked) {
                // Whoever is told what goes with it agrees.
                Command::Undo(None) => match was.decide(&Command::Undo(None), &supervisor(), now, &LedgerPast(&ledger)) {
                    Err(Refusal::AgreeFirst { revision, .. }) => Command::Undo(Some(revision)),
                    _ => Command::Undo(None),
                },
                other => other,
            };
            let kept = ask(&ledger, &command);
            prop_assert_eq!(&kept, &ask(&plain, &command));
            prop_assert!(!matches!(kept, Err(Failure::Broken(_))), "{:?}", kept);
            if let (Ok(Done::Changed(_)), false) = (&kept, matches!(command, Command::Undo(_))) {
                // Whatever was done can be taken back as if it had never been.
                let book = ledger.book().unwrap();
                let undo = book.decide(&Command::Undo(Some(book.revision())), &supervisor(), now, &LedgerPast(&ledger)).unwrap().unwrap();
                prop_assert_eq!(counting(&book.apply(&undo).unwrap()), counting(&was), "{:?}", asked);
            }
        }
        let book = ledger.book().unwrap();
        let replayed = ledger.changes_after(0).unwrap().iter().fold(Book::default(), |b, c| b.apply(c).unwrap());
        prop_assert_eq!(&replayed, book.as_ref());
        prop_assert_eq!(ledger.front().unwrap(), plain.front().unwrap());
        let reading = Reading::open(folder.path()).unwrap();
        prop_assert_eq!(reading.book(), book.as_ref());
        drop(ledger);
        let opened = SledStore::open(folder.path(), &mut |_, _| {}).unwrap();
        prop_assert_eq!(opened.notices(), vec![]);
        prop_assert_eq!(&opened.book().unwrap(), book.as_ref());
        for task in 1..8 {
            prop_assert_eq!(opened.reports(PLAN, TaskId(task)).unwrap(), reading.reports(PLAN, TaskId(task)));
        }
        drop(opened);
        let verified = store::verify(folder.path(), &mut |_, _| {}).unwrap();
        prop_assert!(verified.rows);
    }
}
