//! Measures writing: a key in the form, and a report stored from the shell beside a row stored by sqlite3.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::fill;
use super::report::{Report, Runs};
use super::tty::Tty;

const PROGRAM: &str = env!("CARGO_BIN_EXE_duban");
/// The size of the terminal that one writes on.
const SIZE: (u16, u16) = (120, 36);
const F2: &str = "\x1bOQ";
/// How many characters a long narrative has.
const LONG: usize = 3000;
/// How many keys are timed in each form, and how many reports.
const TIMES: usize = 60;
/// What makes a disk keep what was written.
const SYNCS: &str = "trace=fsync,fdatasync,sync_file_range,msync";

/// Measures and reports.
pub fn run(report: &mut Report) {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let folder = dir.path().join("data");
    fill::example(&folder);
    keys(report, &folder);
    updates(report, dir.path(), &folder);
    syncs(report, dir.path(), &folder);
}

/// Typing in the middle of a long text, and in an empty one, in turn.
fn keys(report: &mut Report, folder: &Path) {
    let (mut long, mut empty) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let half =
            "截至九月底，完成年度任务的七成，其余按计划推进。".chars().cycle().take(LONG / 2).collect::<String>();
        let pasted = format!("\x1b[200~{half}\x1b[201~");
        long.extend(typed(folder, &[&pasted, "\x1b[1;5H", &pasted]));
        empty.extend(typed(folder, &[]));
    }
    report.at_most("write: key to frame, 3,000 characters ÷ none", &Runs::from(long), &Runs::from(empty), 1.5);
}

/// Empties the first text, presses `keys`, and times what is typed then.
fn typed(folder: &Path, keys: &[&str]) -> Vec<Duration> {
    let mut board = Tty::sized(SIZE, Path::new(PROGRAM), &[Path::new("--data"), folder]);
    board.shows("退出");
    board.listen(Duration::from_millis(300));
    board.press(F2);
    while board.text().contains("1 行") && !board.text().contains("第 1/1 行  0 字") {
        board.press("\x0b\x1b[3~");
    }
    for key in keys {
        board.press(key);
    }
    let taken = (0..TIMES).map(|_| board.press("字").taken).collect();
    board.press("\x18");
    board.press("\x18");
    board.quit("q");
    taken
}

/// A report stored by the program, and the same text as a row by the shell of sqlite3, in turn.
fn updates(report: &mut Report, dir: &Path, folder: &Path) {
    let table = "PRAGMA journal_mode=WAL; CREATE TABLE report (task INTEGER, period TEXT, progress TEXT);";
    if !sqlite(Command::new("sqlite3"), dir, table).status().is_ok_and(|ended| ended.success()) {
        report.note("write: duban update ÷ sqlite3", "not measured: there is no sqlite3");
        return;
    }
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for turn in 0..TIMES {
        let text = format!("截至6月底，全市已完成{turn}例，完成年度任务的50%，其余按计划推进。");
        ours.push(ran(&mut update(Command::new(PROGRAM), folder, &text)));
        theirs.push(ran(&mut insert(Command::new("sqlite3"), dir, &text)));
    }
    report.at_most("write: duban update ÷ sqlite3 insert", &Runs::from(ours), &Runs::from(theirs), 1.0);
}

fn update(mut program: Command, folder: &Path, text: &str) -> Command {
    program.args(["update", "2", "--status", "按进度", "--period", "2021-06", "--text", text, "--data"]).arg(folder);
    program.stdout(Stdio::null());
    program
}

fn insert(program: Command, dir: &Path, text: &str) -> Command {
    sqlite(program, dir, &format!("PRAGMA synchronous=FULL; INSERT INTO report VALUES (2, '1-6月', '{text}');"))
}

fn sqlite(mut program: Command, dir: &Path, words: &str) -> Command {
    program.arg(dir.join("rows.db")).arg(words).stdout(Stdio::null());
    program
}

fn ran(command: &mut Command) -> Duration {
    let begun = Instant::now();
    let ended = command.stdin(Stdio::null()).status().unwrap();
    let taken = begun.elapsed();
    assert!(ended.success(), "{command:?}");
    taken
}

/// How often one report has the disk keep something; how often one row does stands beside it.
fn syncs(report: &mut Report, dir: &Path, folder: &Path) {
    const OURS: &str = "write: syncs of a duban update";
    match synced(dir, PROGRAM, |traced| update(traced, folder, "同步几次。")) {
        Some(0) => panic!("a report that is not synced is not kept"),
        Some(calls) => report.count(OURS, f64::from(calls), "syncs", 1.0),
        None => report.note(OURS, "not measured: there is no strace"),
    }
    if let Some(calls) = synced(dir, "sqlite3", |traced| insert(traced, dir, "同步几次。")) {
        report.note("write: syncs of a sqlite3 insert", format!("{calls} syncs"));
    }
}

/// Runs a program under strace, with the words that are added to it; none where that cannot be.
fn synced(dir: &Path, program: &str, words: impl FnOnce(Command) -> Command) -> Option<u32> {
    let counts = dir.join("counts");
    let mut traced = Command::new("strace");
    traced.args(["-f", "-c", "-U", "calls,name", "-e", SYNCS, "-o"]).arg(&counts).arg(program);
    if !words(traced).status().is_ok_and(|ended| ended.success()) {
        return None;
    }
    let table = std::fs::read_to_string(&counts).unwrap();
    let lines = table.lines().filter(|line| !line.contains("total"));
    let calls = lines.filter_map(|line| line.split_whitespace().next()?.parse::<u32>().ok());
    Some(calls.sum())
}
