//! The access log: what is written down at the door, how it is read back, and what an attacker cannot do to it.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, TimeDelta};
use duban::store::{AccessLog, StoreError, Visit, Visited, visits};
use tempfile::TempDir;

use crate::cli::desk::Desk;
use crate::domain::at;

fn noon() -> DateTime<FixedOffset> {
    at("2021-07-05T12:00:00+08:00")
}

fn after(milliseconds: i64) -> DateTime<FixedOffset> {
    noon() + TimeDelta::milliseconds(milliseconds)
}

fn came(name: &str) -> Visit {
    let key = Some(format!("SHA256:{name}"));
    let (person, from) = (Some(name.to_owned()), Some(String::from("10.0.0.7")));
    Visit { at: noon(), what: Visited::LoggedIn, person, key, from, about: String::new(), count: 1 }
}

fn turned_away(at: DateTime<FixedOffset>, from: &str, key: &str) -> Visit {
    let (key, from) = (Some(key.to_owned()), Some(from.to_owned()));
    Visit { at, what: Visited::TurnedAway, person: None, key, from, about: String::from("root"), count: 1 }
}

fn file(data: &Path, number: u32) -> PathBuf {
    data.join(format!("access/{number:06}.jsonl"))
}

fn size(data: &Path) -> u64 {
    fs::read_dir(data.join("access")).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}

#[test]
fn what_is_recorded_is_read_back_in_order_and_goes_on_after_an_opening() {
    let data = TempDir::new().unwrap();
    assert_eq!(visits(data.path()).unwrap().visits, []);
    AccessLog::open(data.path()).unwrap().record(came("李四")).unwrap();
    let log = AccessLog::open(data.path()).unwrap();
    log.record(came("王五")).unwrap();
    assert_eq!(visits(data.path()).unwrap().visits, [came("李四"), came("王五")], "read beside whoever writes");
    log.sync(noon()).unwrap();
}

#[test]
fn a_thousand_refusals_a_second_from_one_address_become_two_lines_a_minute() {
    let data = TempDir::new().unwrap();
    let log = AccessLog::open(data.path()).unwrap();
    for n in 0..60_000 {
        log.record(turned_away(after(n), "192.0.2.1", &format!("SHA256:{n}"))).unwrap();
    }
    log.sync(after(60_000)).unwrap();
    let seen = visits(data.path()).unwrap().visits;
    assert_eq!(seen[0], turned_away(noon(), "192.0.2.1", "SHA256:0"), "the first is there at once, with its key");
    let rest = Visit { count: 59_999, ..turned_away(after(59_999), "192.0.2.1", "SHA256:59999") };
    assert_eq!(seen[1..], [rest]);
    log.record(turned_away(after(60_000), "192.0.2.1", "SHA256:x")).unwrap();
    assert_eq!(visits(data.path()).unwrap().visits.len(), 3, "a new minute is told anew");
}

#[test]
fn an_attack_from_everywhere_with_long_names_fills_no_disk() {
    let data = TempDir::new().unwrap();
    let log = AccessLog::open(data.path()).unwrap();
    let minutes = 5;
    for n in 0..minutes * 6000 {
        let mut visit = turned_away(after(n * 10), &format!("2001:db8::{n:x}"), "SHA256:x");
        visit.about = "根".repeat(10_000);
        log.record(visit).unwrap();
    }
    let inside = Visit { what: Visited::CommandRefused, ..came("李四") };
    log.record(inside.clone()).unwrap();
    assert_eq!(
        visits(data.path()).unwrap().visits.last(),
        Some(&inside),
        "what somebody inside asks for stays in sight"
    );
    drop(log);
    let written = size(data.path());
    assert!(written <= 34 * 1024 * minutes.unsigned_abs(), "{written} bytes in {minutes} minutes");
    let all: u64 = visits(data.path()).unwrap().visits.iter().map(|visit| u64::from(visit.count)).sum();
    assert_eq!(all, 6000 * minutes.unsigned_abs() + 1, "none is left out of the count");
}

#[test]
fn counts_that_wait_are_written_when_the_log_is_left_or_the_clock_is_put_back() {
    let data = TempDir::new().unwrap();
    let log = AccessLog::open(data.path()).unwrap();
    for n in 0..3 {
        log.record(turned_away(after(n), "192.0.2.1", "SHA256:x")).unwrap();
    }
    log.sync(noon() - TimeDelta::hours(1)).unwrap();
    assert_eq!(visits(data.path()).unwrap().visits.last().unwrap().count, 2);
    for n in 0..5 {
        log.record(turned_away(after(n), "192.0.2.1", "SHA256:x")).unwrap();
    }
    drop(log);
    assert_eq!(visits(data.path()).unwrap().visits.last().unwrap().count, 4);
}

#[test]
fn a_line_that_was_never_finished_is_cut_off_and_nothing_else() {
    let data = TempDir::new().unwrap();
    AccessLog::open(data.path()).unwrap().record(came("李四")).unwrap();
    let whole = fs::read(file(data.path(), 1)).unwrap();
    fs::write(file(data.path(), 1), [whole.as_slice(), &whole[..40]].concat()).unwrap();
    assert_eq!(visits(data.path()).unwrap().visits, [came("李四")]);
    AccessLog::open(data.path()).unwrap().record(came("王五")).unwrap();
    assert_eq!(visits(data.path()).unwrap().visits, [came("李四"), came("王五")]);
}

#[test]
fn a_line_that_was_changed_taken_out_or_put_in_is_found() {
    let data = TempDir::new().unwrap();
    let log = AccessLog::open(data.path()).unwrap();
    for name in ["李四", "王五", "赵六"] {
        log.record(came(name)).unwrap();
    }
    drop(log);
    let path = file(data.path(), 1);
    let whole = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let damaged = |text: String, wanted: u64| {
        fs::write(&path, text).unwrap();
        match visits(data.path()) {
            Err(StoreError::Damaged { line, .. }) => assert_eq!(line, wanted),
            other => panic!("{other:?}"),
        }
    };
    damaged(whole.replace("王五", "王二"), 3);
    damaged([lines[0], lines[2]].concat(), 2);
    damaged([lines[0], lines[1], lines[1], lines[2]].concat(), 3);
    damaged(whole.replace("logged_in", "flew_in"), 1);
    fs::write(&path, &whole).unwrap();
    fs::rename(&path, file(data.path(), 2)).unwrap();
    assert!(matches!(visits(data.path()), Err(StoreError::Damaged { line: 0, .. })));
}

#[test]
fn a_long_log_goes_on_in_another_file_and_stays_one_chain() {
    let data = TempDir::new().unwrap();
    let log = AccessLog::open(data.path()).unwrap();
    let mut long = came("李四");
    long.about = "根".repeat(100);
    for _ in 0..20_000 {
        log.record(long.clone()).unwrap();
    }
    drop(log);
    assert!(file(data.path(), 2).exists() && fs::metadata(file(data.path(), 1)).unwrap().len() < 9 << 20);
    fs::write(file(data.path(), 3), "").unwrap();
    AccessLog::open(data.path()).unwrap().record(came("王五")).unwrap();
    assert_eq!(visits(data.path()).unwrap().visits.len(), 20_001, "also behind a file that was only begun");
}

#[test]
fn verify_reads_the_log_too_and_a_backup_has_it() {
    let desk = Desk::with_example();
    let data = desk.path(".local/share/duban");
    AccessLog::open(&data).unwrap().record(came("李四")).unwrap();
    let head = visits(&data).unwrap().head;
    let told = desk.duban("verify").done();
    assert!(told.ends_with(&format!("登录记录 1 行，逐行校验无误。末行校验值 {head}。\n")), "{told}");
    desk.duban("backup 备份.tar").done();
    desk.duban("restore 备份.tar --data 新").done();
    assert_eq!(visits(&desk.path("新")).unwrap().visits, [came("李四")]);
    fs::write(file(&data, 1), "{}\n").unwrap();
    let ran = desk.duban("verify");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("access/000001.jsonl"), "{}", ran.err);
}

/// As long as a file of the log becomes.
fn full_file() -> Vec<u8> {
    let mut full = vec![b'x'; 8 << 20];
    full.push(b'\n');
    full
}

#[test]
fn a_log_whose_old_files_were_taken_away_goes_on_behind_the_last_one() {
    let data = TempDir::new().unwrap();
    fs::create_dir(data.path().join("access")).unwrap();
    fs::write(file(data.path(), 7), full_file()).unwrap();
    let log = AccessLog::open(data.path()).unwrap();
    log.record(came("李四")).unwrap();
    assert!(fs::read(file(data.path(), 7)).unwrap() == full_file(), "nothing is written over");
    assert!(fs::read_to_string(file(data.path(), 8)).unwrap().contains("李四"));
    fs::write(file(data.path(), 8), full_file()).unwrap();
    let log = AccessLog::open(data.path()).unwrap();
    fs::write(file(data.path(), 9), "somebody else's\n").unwrap();
    assert!(log.record(came("王五")).is_err());
    assert_eq!(fs::read_to_string(file(data.path(), 9)).unwrap(), "somebody else's\n");
}

#[test]
fn refusals_that_cannot_be_written_are_counted_until_they_can() {
    let data = TempDir::new().unwrap();
    fs::create_dir(data.path().join("access")).unwrap();
    fs::write(file(data.path(), 1), full_file()).unwrap();
    let log = AccessLog::open(data.path()).unwrap();
    // While something stands where the next file belongs, no line can be written.
    fs::create_dir(file(data.path(), 2)).unwrap();
    assert!(log.record(turned_away(noon(), "192.0.2.1", "SHA256:x")).is_err());
    for n in 1..100 {
        drop(log.record(turned_away(after(n * 1000), "192.0.2.1", "SHA256:x")));
    }
    assert!(log.sync(after(100_000)).is_err());
    fs::remove_dir(file(data.path(), 2)).unwrap();
    log.sync(after(101_000)).unwrap();
    let written = fs::read_to_string(file(data.path(), 2)).unwrap();
    assert!(written.lines().count() == 1 && written.contains(r#""count":100"#), "{written}");
}
