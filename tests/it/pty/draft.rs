//! Nothing typed is lost, however the board ends: words typed on a real terminal, and what the drafts hold then.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use duban::draft::{Draft, Drafts, Filled, Words};
use portable_pty::{CommandBuilder, PtySize};
use rustix::process::Signal;
use tempfile::TempDir;

use super::{Answers, HOME, LIMIT, PART, Tty, arguments, asked, duban, this_program};
use crate::cli::desk::EXAMPLE;
use crate::domain::at;

/// What the draft's file may lag behind the screen.
const LAG: Duration = Duration::from_secs(1);

/// How a board ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    Signal(Signal),
    /// The terminal goes away.
    Closed,
    Panic,
}

/// The board's clock in the program started here: it stops in the middle of everything once there is a file `panic`.
#[expect(clippy::disallowed_methods, reason = "the folder is handed to a process of this test's own")]
pub fn clock_that_may_panic() -> DateTime<FixedOffset> {
    let home = PathBuf::from(std::env::var(HOME).unwrap());
    assert!(!home.join("panic").exists(), "此处不可能出错");
    at("2021-07-05T09:00:00+08:00")
}

/// A folder of data with the example in it.
pub fn office() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let table = home.path().join("表.txt");
    std::fs::write(&table, EXAMPLE).unwrap();
    let (code, _, said) = asked(&data(&home), &["import", table.to_str().unwrap(), "--yes"]);
    assert_eq!(code, Some(0), "{said}");
    home
}

pub fn data(home: &TempDir) -> PathBuf {
    home.path().join("data")
}

pub fn kept(folder: &Path) -> Option<Draft> {
    Drafts::of(folder).all().0.pop()
}

/// What was typed into the long text of a form.
fn typed(draft: &Draft) -> &str {
    match &draft.words {
        Words::Report(words) => &words.progress,
        Words::Entry(words) => match &words.fields["text"] {
            Filled::Text(text) => text,
            other => panic!("{other:?}"),
        },
    }
}

/// The forms that hold a long text.
#[derive(Clone, Copy, Debug)]
enum Form {
    Report,
    Task,
}

const FORMS: [Form; 2] = [Form::Report, Form::Task];

/// The board of the program started here over drafts in `folder`.
fn panicking(folder: &Path) -> Tty {
    let mut command = CommandBuilder::new(this_program());
    command.args(arguments());
    command.env(PART, "panicking board");
    command.env(HOME, folder);
    command.cwd(std::env::current_dir().unwrap());
    Tty::wide(command, 80, Answers::Truly)
}

impl Tty {
    /// Opens the form of a report on the first task, as soon as the data is read.
    pub fn opens_the_form(&mut self) -> &mut Self {
        self.opens("\x1bOQ", "填报  第 1 项")
    }

    /// Opens a form on the first task, with the caret in its long text.
    fn opens_form(&mut self, form: Form) -> &mut Self {
        match form {
            Form::Report => self.opens_the_form(),
            Form::Task => {
                let menu = self.opens("\x1b[20~", "修改第 1 项");
                menu.types("\r").shows("修改工作任务  第 1 项").types("\t\t")
            }
        }
    }

    /// Presses a key until what it opens is there.
    fn opens(&mut self, key: &str, title: &str) -> &mut Self {
        self.shows("共25").types(key);
        loop {
            let screen = self.screen.screen().contents();
            if screen.contains(title) {
                return self;
            }
            if screen.contains("数据还在读取") {
                self.types(key).hides("数据还在读取");
            } else {
                assert!(self.hear(), "“{title}” never came; the screen is\n{screen}");
            }
        }
    }

    pub fn ends_by(mut self, end: End, folder: &Path) {
        match end {
            End::Signal(signal) => drop(self.signal(signal)),
            End::Closed => {
                let Self { master, keyboard, output, mut child, .. } = self;
                // The thread that reads holds the terminal too, until something comes and there is nobody to tell.
                drop((output, keyboard));
                master.resize(PtySize { rows: 24, cols: 81, ..PtySize::default() }).unwrap();
                drop(master);
                child.wait().unwrap();
                return;
            }
            End::Panic => {
                std::fs::write(folder.join("panic"), "").unwrap();
                self.master.resize(PtySize { rows: 24, cols: 81, ..PtySize::default() }).unwrap();
            }
        }
        self.ends();
    }
}

/// Numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Types sentences and pastes others, and waits for all but the last to be seen; returns the words.
fn write_something(board: &mut Tty, dice: &mut Dice, sees_the_last: bool) -> String {
    let mut words = String::new();
    let count = 1 + dice.roll(6);
    for n in 1..=count {
        let sentence = format!("第{n}句{}，", dice.roll(10_000));
        let pasted = format!("\x1b[200~{sentence}\x1b[201~");
        board.types(if dice.roll(2) == 0 { &sentence } else { &pasted });
        if n < count || sees_the_last {
            board.shows(&sentence);
        }
        words.push_str(&sentence);
    }
    words
}

#[test]
fn whatever_ends_the_board_every_word_is_in_the_draft_and_the_next_start_takes_it_up() {
    let home = office();
    let folder = data(&home);
    let mut dice = Dice(20_210_705);
    for round in 0..8 {
        let form = FORMS[round % 2];
        for end in [End::Signal(Signal::HUP), End::Signal(Signal::TERM), End::Closed] {
            let mut board = duban(&folder);
            board.opens_form(form);
            // What stands unread in a terminal that is closed has reached nobody; a signal leaves it to be read.
            let words = write_something(&mut board, &mut dice, end == End::Closed);
            board.ends_by(end, &folder);
            let draft = kept(&folder).unwrap_or_else(|| panic!("{form:?} {end:?}: nothing was kept of {words}"));
            assert!(typed(&draft).starts_with(&words), "{form:?} {end:?}: {words}\n{}", typed(&draft));

            let mut next = duban(&folder);
            next.shows("有 1 份草稿没有提交").opens_form(form).shows("第1句");
            next.types("\x18").shows("再按一次").types("\x18").shows("草稿已放弃").types("\x1b[21~");
            next.gives_the_terminal_back();
            assert_eq!(kept(&folder), None, "{form:?} {end:?}");
        }
    }
}

#[test]
fn a_panic_leaves_every_word_in_the_draft() {
    let mut dice = Dice(5);
    for round in 0..8 {
        let home = tempfile::tempdir().unwrap();
        let mut board = panicking(home.path());
        board.opens_form(FORMS[round % 2]);
        let words = write_something(&mut board, &mut dice, true);
        board.ends_by(End::Panic, home.path());
        let draft = kept(home.path()).unwrap_or_else(|| panic!("{round}: nothing was kept of {words}"));
        assert!(typed(&draft).starts_with(&words), "{round}: {words}\n{}", typed(&draft));
    }
}

#[test]
fn a_board_killed_while_one_types_has_kept_what_is_older_than_a_second() {
    let home = office();
    let folder = data(&home);
    let mut dice = Dice(9);
    for round in 0..8 {
        let mut board = duban(&folder);
        board.opens_form(FORMS[round % 2]);
        let mut words: Vec<(Instant, String)> = Vec::new();
        let begun = Instant::now();
        // One goes on typing without a pause, for a while that is another one each time.
        let enough = Duration::from_millis(300 + dice.roll(1_200));
        while begun.elapsed() < enough {
            let word = format!("{}，", dice.roll(1_000_000));
            board.types(&word).shows(&word);
            words.push((Instant::now(), word));
        }
        let killed = Instant::now();
        board.ends_by(End::Signal(Signal::KILL), &folder);
        let old = words.iter().filter(|(seen, _)| killed - *seen > LAG);
        let old: String = old.map(|(_, word)| word.as_str()).collect();
        let draft = kept(&folder);
        let progress = draft.map_or_else(String::new, |draft| typed(&draft).to_owned());
        assert!(progress.starts_with(&old), "{round}: {old}\n{progress}");
        drop(std::fs::remove_dir_all(folder.join("drafts")));
    }
}

#[test]
fn what_one_has_typed_is_in_the_draft_within_a_second() {
    let home = office();
    let folder = data(&home);
    let mut board = duban(&folder);
    board.opens_the_form().types("只写这一句。").shows("只写这一句。");
    let seen = Instant::now();
    while !kept(&folder).is_some_and(|draft| typed(&draft).starts_with("只写这一句。")) {
        assert!(seen.elapsed() < LIMIT, "it was never kept");
        std::thread::yield_now();
    }
    assert!(seen.elapsed() < LAG, "{:?}", seen.elapsed());
    board.types("\x1b[21~");
    board.gives_the_terminal_back();
}

#[test]
fn leaving_at_once_keeps_the_draft_too() {
    let home = office();
    let folder = data(&home);
    for leave in ["\x11", "\x1b[21~"] {
        let mut board = duban(&folder);
        board.opens_the_form().types(&format!("写了就走{leave}"));
        board.gives_the_terminal_back();
        assert!(typed(&kept(&folder).unwrap()).starts_with("写了就走"));
    }
}

#[test]
fn a_second_program_beside_the_form_lists_drafts_survive_a_rebuild_and_travel_in_a_backup() {
    let home = office();
    let folder = data(&home);
    let mut board = duban(&folder);
    board.opens_the_form().types("随库备份，").shows("随库备份，");
    while kept(&folder).is_none() {
        std::thread::yield_now();
    }
    let pid = board.child.process_id().unwrap().to_string();
    let mut second = duban(&folder);
    second.shows(&pid).shows("没有改动任何内容");
    assert_eq!(second.ends().0, 1);
    let (code, list, _) = asked(&folder, &["list"]);
    assert_eq!((code, list.contains("提升全市核酸检测能力")), (Some(0), true), "{list}");
    let (code, drafts, _) = asked(&folder, &["drafts"]);
    assert_eq!((code, drafts.contains("随库备份，")), (Some(0), true), "{drafts}");
    let (code, _, refused) = asked(&folder, &["rebuild"]);
    assert!(code == Some(1) && refused.contains(&pid), "{refused}");
    board.types("\x1b[21~");
    board.gives_the_terminal_back();

    let draft = kept(&folder).unwrap();
    assert!(typed(&draft).starts_with("随库备份，"));
    assert_eq!(asked(&folder, &["rebuild"]).0, Some(0));
    assert_eq!(kept(&folder).as_ref(), Some(&draft), "rebuilding does not touch it");
    let tar = home.path().join("备份.tar");
    assert_eq!(asked(&folder, &["backup", tar.to_str().unwrap()]).0, Some(0));
    let other = home.path().join("other");
    let (code, _, said) = asked(&other, &["restore", tar.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(kept(&other), Some(draft), "a backup carries it");
}
