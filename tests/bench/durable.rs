//! Measures what it takes until a change is safe on the disk.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use duban::domain::{Command, Period, PlanYear, ReportEntry, Status, TaskId};
use duban::ledger::{Done, Ledger};

use super::report::{Report, Runs};
use super::{fill, generate};

const YEAR: PlanYear = PlanYear(2021);
/// How many changes are timed one by one.
const CHANGES: u32 = 300;
/// How many write together.
const WRITERS: u32 = 16;
/// How many changes a crowd writes, each of them its share.
const CROWD: u32 = 1600;

/// Measures and reports.
pub fn run(report: &mut Report) {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    fill::example(dir.path());
    let ledger = fill::open(dir.path());
    one_by_one(report, &ledger, dir.path());
    crowd(report, &ledger);
}

/// A change, then as many bytes appended and synced by hand, in turn.
fn one_by_one(report: &mut Report, ledger: &Ledger, dir: &Path) {
    let journal = dir.join("journal/000001.jsonl");
    let length = || std::fs::metadata(&journal).unwrap().len();
    let mut by_hand = OpenOptions::new().create(true).append(true).open(dir.join("by-hand")).unwrap();
    let (mut changes, mut appends, mut before) = (Vec::new(), Vec::new(), length());
    for turn in 0..CHANGES {
        let task = TaskId(1 + turn % 25);
        changes.push(timed(|| change(ledger, task, turn)));
        // Reading waits until the store has taken the change in, so that this does not disturb what comes next.
        ledger.reports(YEAR, task).unwrap();
        let after = length();
        let bytes = vec![b'x'; usize::try_from(after - before).unwrap()];
        appends.push(timed(|| append(&mut by_hand, &bytes)));
        before = after;
    }
    let (changes, appends) = (Runs::from(changes), Runs::from(appends));
    report.at_most("durable: a change ÷ append and fdatasync", &changes, &appends, 1.5);
}

fn append(file: &mut File, bytes: &[u8]) {
    file.write_all(bytes).unwrap();
    file.sync_data().unwrap();
}

/// The same number of changes by one writer and by a crowd, in turn.
fn crowd(report: &mut Report, ledger: &Ledger) {
    let turn = AtomicU32::new(CHANGES);
    // Each writer has a task of its own: nobody is refused because another was faster.
    let write = &|writer: u32, share: u32| {
        for _ in 0..share {
            change(ledger, TaskId(1 + writer), turn.fetch_add(1, Ordering::Relaxed));
        }
    };
    let (mut alone, mut together) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        alone.push(timed(|| write(0, CROWD)));
        ledger.reports(YEAR, TaskId(1)).unwrap();
        together.push(timed(|| {
            std::thread::scope(|scope| {
                for writer in 0..WRITERS {
                    scope.spawn(move || write(writer, CROWD / WRITERS));
                }
            });
        }));
        ledger.reports(YEAR, TaskId(1)).unwrap();
    }
    report.faster("durable: 16 writers together ÷ one", &Runs::from(together), &Runs::from(alone), 4.0);
}

/// Reports on a task; each time in other words.
fn change(ledger: &Ledger, task: TaskId, turn: u32) {
    let period = Period::new(YEAR.0, 1, 6).unwrap();
    let seen = ledger.book().unwrap().latest_report(task).map(|r| r.revision);
    let entry = ReportEntry {
        task,
        period,
        unit: None,
        seen,
        status: Status::OnSchedule,
        status_text: String::new(),
        progress: format!("截至6月底，全市已完成{turn}例，完成年度任务的50%，其余按计划推进，预计年底前全部完成。"),
        problems: String::new(),
        next_steps: String::new(),
        reported_on: None,
    };
    let done = ledger.execute(&fill::who(), &Command::Report(Box::new(entry)), generate::noon());
    assert!(matches!(done, Ok(Done::Changed(_))), "it is kept: {done:?}");
}

fn timed(run: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    run();
    begun.elapsed()
}
