//! Measures the program itself on a pseudo-terminal of 200x50, beside a bare list of the same tasks.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::report::{Report, Runs};
use super::tty::Tty;
use super::{fill, generate};

const PROGRAM: &str = env!("CARGO_BIN_EXE_duban");
const LARGE: u32 = 100_000;
/// How many tasks the example has.
const TASKS: usize = 25;
/// The last words of a whole frame of the board.
const LAST: &str = "退出";
const DOWN: &str = "\x1b[B";
const UP: &str = "\x1b[A";
/// Shows and hides the detail pane.
const F11: &str = "\x1b[23~";
/// Where the detail pane begins in 200 columns.
const DETAIL: u16 = 134;
/// How long nothing must happen.
const STILL: Duration = Duration::from_secs(5);

/// The folders measured, and the program measured against.
struct Place {
    dir: tempfile::TempDir,
    itself: PathBuf,
}

impl Place {
    fn small(&self) -> PathBuf {
        self.dir.path().join("small")
    }

    fn large(&self) -> PathBuf {
        self.dir.path().join("large")
    }

    /// The board over a folder, as soon as its first frame stands, and how long that took.
    fn board(&self, folder: &Path) -> (Tty, Duration) {
        let mut tty = Tty::start(Path::new(PROGRAM), &[Path::new("--data"), folder]);
        let taken = tty.shows(LAST);
        (tty, taken)
    }

    /// The bare list of the 25 tasks likewise.
    fn bare(&self) -> (Tty, Duration) {
        let lines = self.dir.path().join("lines");
        let text = std::fs::read_to_string(&lines).unwrap();
        let last: String = text.lines().last().unwrap().chars().take(8).collect();
        let mut tty = Tty::start(&self.itself, &[Path::new(super::BARE), &lines]);
        let taken = tty.shows(&last);
        (tty, taken)
    }
}

/// Measures and reports.
pub fn run(report: &mut Report) {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let place = Place { dir, itself: std::env::current_exe().unwrap() };
    let lines: Vec<String> = generate::example().tasks().map(|t| t.text.replace('\n', "")).collect();
    std::fs::write(place.dir.path().join("lines"), lines.join("\n")).unwrap();
    fill::example(&place.small());
    large(report, &place);
    start(report, &place);
    keys(report, &place);
    one_line(report, &place);
}

/// Fills the large store in a process of its own: a large one starts others more slowly.
fn large(report: &mut Report, place: &Place) {
    let begun = Instant::now();
    let count = LARGE.to_string();
    let filled = Command::new(&place.itself).arg(super::FILL).arg(place.large()).arg(count).status().unwrap();
    assert!(filled.success(), "the large store is filled");
    report.note("board: 100,000 tasks imported", format!("{:.1?}", begun.elapsed()));
}

fn start(report: &mut Report, place: &Place) {
    let (mut bare, mut small, mut large) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..25 {
        let (tty, taken) = place.bare();
        tty.quit("q");
        bare.push(taken);
        let (tty, taken) = place.board(&place.small());
        tty.quit("q");
        small.push(taken);
        if round % 3 == 0 {
            let (tty, taken) = place.board(&place.large());
            tty.quit("q");
            large.push(taken);
        }
    }
    let (bare, small, large) = (Runs::from(bare), Runs::from(small), Runs::from(large));
    report.at_most("board: start to first frame, 25 tasks ÷ a bare list", &small, &bare, 1.5);
    report.at_most("board: start to first frame, 100,000 tasks ÷ 25", &large, &small, 5.0);
    report.note("board: sled alone opened, 25 tasks", sled_alone(&place.small()));
    report.note("board: sled alone opened, 100,000 tasks", sled_alone(&place.large()));
}

fn sled_alone(folder: &Path) -> Runs {
    let config = || sled::Config::new().path(folder.join("store")).cache_capacity(32 << 20).flush_every_ms(None);
    let open = |_| {
        let begun = Instant::now();
        let db = config().open().unwrap();
        let taken = begun.elapsed();
        drop(db);
        taken
    };
    Runs::from((0..7).map(open).collect::<Vec<_>>())
}

fn keys(report: &mut Report, place: &Place) {
    let (mut board, _) = place.board(&place.small());
    let (mut bare, _) = place.bare();
    board.listen(Duration::from_millis(500));
    still(report, &mut board);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for key in [DOWN, UP, DOWN, UP] {
        for _ in 1..TASKS {
            ours.push(board.press(key).taken);
            theirs.push(bare.press(key).taken);
        }
    }
    report.at_most("board: key to next frame ÷ a bare list", &Runs::from(ours), &Runs::from(theirs), 1.2);
    bare.quit("q");
    bytes(report, &mut board);
    board.press("/");
    for key in ["c", "a", "i"] {
        board.press(key);
    }
    report.count("board: most memory with 25 tasks", board.memory() as f64 / 1024.0, "MiB", 20.0);
    board.press("\x1b");
    board.quit("q");
}

/// Counts what is written when the selection goes through the whole list; the worst move counts.
fn bytes(report: &mut Report, board: &mut Tty) {
    let mut worst: (f64, String) = (0.0, String::new());
    for _ in 1..TASKS {
        let before = board.cells(DETAIL);
        let bytes = board.press(DOWN).bytes;
        let after = board.cells(DETAIL);
        // An empty cell is a blank that must be written; the second half of a wide character must not.
        let changed = before.iter().zip(&after).filter(|(before, after)| before != after);
        let text: usize = changed.map(|(_, after)| after.len().max(1)).sum();
        let allowed = 650.0 + 1.2 * text as f64;
        let part = bytes as f64 / allowed;
        if part > worst.0 {
            worst = (part, format!("({bytes} bytes, {text} of changed text)"));
        }
    }
    let unit = format!("of what is allowed {}", worst.1);
    board.press(F11);
    let most = (1..TASKS).map(|_| board.press(UP).bytes).max().unwrap();
    board.press(F11);
    report.count("board: the selection moves one row, without detail", most as f64, "bytes", 650.0);
    report.count("board: the selection moves one row, with detail", (worst.0 * 100.0).round() / 100.0, &unit, 1.0);
}

/// Watches a board on which nothing changes.
fn still(report: &mut Report, board: &mut Tty) {
    // Only the full minute may wake it.
    let past = seconds_past_the_minute();
    if past > 50 {
        board.listen(Duration::from_secs(62 - past));
    }
    let before = board.sleeps();
    let bytes = board.listen(STILL);
    report.count("board: nothing changes", bytes as f64, "bytes", 0.0);
    report.count("board: nothing changes", (board.sleeps() - before) as f64, "wake-ups", 0.0);
}

/// A lookup beside a program that does nothing but print a line.
fn one_line(report: &mut Report, place: &Place) {
    let source = place.dir.path().join("line.rs");
    let line = place.dir.path().join("line");
    std::fs::write(&source, "fn main() { println!(\"一行\"); }").unwrap();
    let compiled = Command::new("rustc").arg("-O").arg(&source).arg("-o").arg(&line).status().unwrap();
    assert!(compiled.success(), "one line is compiled");
    let show = || {
        let mut show = Command::new(PROGRAM);
        show.args(["show", "2", "--data"]).arg(place.small());
        show
    };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..61 {
        ours.push(output(&mut show()));
        theirs.push(output(&mut Command::new(&line)));
    }
    report.at_most("board: duban show 2 ÷ a program that prints a line", &Runs::from(ours), &Runs::from(theirs), 2.0);
}

fn output(command: &mut Command) -> Duration {
    let begun = Instant::now();
    let ended = command.stdin(Stdio::null()).output().unwrap();
    let taken = begun.elapsed();
    assert!(ended.status.success() && !ended.stdout.is_empty(), "it prints something");
    taken
}

fn seconds_past_the_minute() -> u64 {
    std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() % 60
}
