//! The real board on a real pseudo-terminal: this program starts itself there and looks at what a person would see.

pub mod draft;
mod lend;
mod paste;
mod progress;
mod shell;

use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use duban::domain::{Door, Who};
use duban::draft::Drafts;
use duban::exchange::EXAMPLE;
use duban::lang::{Lang, Texts};
use duban::ledger::Ledger;
use duban::local::{self, Clock, Screen};
use duban::session::{Errands, Session};
use duban::store::MemoryStore;
use duban::tui::text::Width;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use crate::domain::at;
use crate::screen::{look, take};

/// Says what the program started on the pseudo-terminal does.
pub const PART: &str = "DUBAN_TEST_PART";
/// Says where the drafts of that program lie.
pub const HOME: &str = "DUBAN_TEST_HOME";
/// A program that has not answered by then hangs.
const LIMIT: Duration = Duration::from_secs(30);
/// What only the open help shows.
const HELP: &str = "输入文字筛选";

#[test]
#[expect(clippy::disallowed_methods, reason = "the part is handed to a process of this test's own")]
fn the_program_on_the_terminal() {
    match std::env::var(PART).as_deref() {
        Ok("board") => board(|| at("2021-07-05T09:00:00+08:00"), None, |_| {}),
        Ok("panicking board") => board(draft::clock_that_may_panic, None, |_| {}),
        Ok("shared board") => lend::shared_board(),
        Ok("served") => crate::ssh::failure::served(),
        Ok("command") => progress::command(),
        Ok("panic") => {
            let _screen = Screen::take(false).unwrap();
            panic!("表中第三行不可能为空");
        }
        Ok("caught") => {
            let screen = Screen::take(false).unwrap();
            let caught = std::panic::catch_unwind(|| panic!("库打不开"));
            assert!(caught.is_err());
            std::io::stdout().write_all("照常运行".as_bytes()).unwrap();
            drop(screen);
        }
        _ => {}
    }
}

/// The board over the example; `others` is what somebody else does with the ledger.
fn board(now: Clock, editor: Option<&str>, others: impl FnOnce(Arc<Ledger>)) {
    let ledger = Arc::new(Ledger::new(Box::new(MemoryStore::default())));
    take(&ledger, EXAMPLE);
    others(ledger.clone());
    let texts = Arc::new(Texts::of(Lang::Zh));
    let mut screen = Screen::take(true).unwrap();
    screen.measure(None).unwrap();
    let width = Width { ambiguous_wide: screen.ambiguous_wide(), ascii: false };
    let session = Session::new(look(&texts, width), screen.size().unwrap(), ledger.front().unwrap(), now());
    let drafts = Drafts::of(Path::new(&std::env::var(HOME).unwrap_or_default()));
    let errands = Arc::new(Errands::new(ledger.clone(), drafts, texts, Who::owner("督查室", Door::Screen)));
    // A terminal that is gone is the end, however it is noticed.
    drop(local::run(session, &screen, &ledger, &errands, now, editor));
}

/// How a terminal answers when it is asked where its cursor stands.
#[derive(Clone, Copy, PartialEq)]
pub enum Answers {
    Truly,
    /// As one does that draws borders two columns wide.
    Wide,
    Never,
}

/// A terminal with a program on it.
pub struct Tty {
    master: Box<dyn MasterPty>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    child: Box<dyn Child + Send + Sync>,
    screen: vt100::Parser,
    log: Vec<u8>,
    asked: usize,
    answers: Answers,
}

pub fn arguments() -> [&'static str; 4] {
    ["--exact", "pty::the_program_on_the_terminal", "--nocapture", "--test-threads=1"]
}

pub fn this_program() -> String {
    std::env::current_exe().unwrap().display().to_string()
}

impl Tty {
    fn start(part: &str, answers: Answers) -> Self {
        let mut command = CommandBuilder::new(this_program());
        command.args(arguments());
        Self::run(command, part, answers)
    }

    fn run(mut command: CommandBuilder, part: &str, answers: Answers) -> Self {
        command.env(PART, part);
        command.cwd(std::env::current_dir().unwrap());
        Self::wide(command, 80, answers)
    }

    /// Starts a command on a terminal of 24 rows and some columns.
    pub fn wide(command: CommandBuilder, columns: u16, answers: Answers) -> Self {
        Self::sized(command, (columns, 24), answers)
    }

    /// Starts a command on a terminal of some columns and rows.
    pub fn sized(command: CommandBuilder, (columns, rows): (u16, u16), answers: Answers) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows, cols: columns, ..PtySize::default() }).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let master = pair.master;
        let (send, output) = mpsc::channel();
        let mut reader = master.try_clone_reader().unwrap();
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(read @ 1..) = reader.read(&mut chunk) {
                if send.send(chunk[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keyboard = master.take_writer().unwrap();
        let screen = vt100::Parser::new(rows.min(500).try_into().unwrap(), columns.min(500).try_into().unwrap(), 0);
        Self { master, keyboard, output, child, screen, log: Vec::new(), asked: 0, answers }
    }

    pub fn types(&mut self, keys: &str) -> &mut Self {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Waits until the screen holds `words`.
    pub fn shows(&mut self, words: &str) -> &mut Self {
        while !self.screen.screen().contents().contains(words) {
            assert!(self.hear(), "“{words}” never came; the screen is\n{}", self.screen.screen().contents());
        }
        self
    }

    /// Waits until the screen no longer holds `words`.
    pub fn hides(&mut self, words: &str) -> &mut Self {
        while self.screen.screen().contents().contains(words) {
            assert!(self.hear(), "“{words}” never went; the screen is\n{}", self.screen.screen().contents());
        }
        self
    }

    /// Takes in what the program writes next; false when it writes no more.
    pub fn hear(&mut self) -> bool {
        let chunk = match self.output.recv_timeout(LIMIT) {
            Ok(chunk) => chunk,
            Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => panic!("it hangs; the screen is\n{}", self.screen.screen().contents()),
        };
        for byte in chunk {
            self.screen.process(&[byte]);
            self.log.push(byte);
            if self.log.ends_with(b"\x1b[6n") {
                self.answer();
            }
        }
        true
    }

    fn answer(&mut self) {
        let (row, column) = self.screen.screen().cursor_position();
        let extra = u16::from(self.answers == Answers::Wide && self.asked == 0);
        self.asked += 1;
        if self.answers != Answers::Never {
            let report = format!("\x1b[{};{}R", row + 1, column + 1 + extra);
            self.keyboard.write_all(report.as_bytes()).unwrap();
        }
    }

    /// Gives the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.screen.screen_mut().set_size(rows.min(500).try_into().unwrap(), columns.min(500).try_into().unwrap());
        self.master.resize(PtySize { rows, cols: columns, ..PtySize::default() }).unwrap();
        self
    }

    /// Waits for the end; returns the exit code and all that was written.
    pub fn ends(&mut self) -> (u32, String) {
        while self.hear() {}
        (self.child.wait().unwrap().exit_code(), String::from_utf8_lossy(&self.log).into_owned())
    }

    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
        self
    }

    /// Waits for the end and checks that the terminal is as it was before; returns all that was written.
    fn gives_the_terminal_back(mut self) -> String {
        while self.hear() {}
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the screen from before is back");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes are plain again");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let flags = format!("{:?}", self.master.get_termios().unwrap().local_flags);
        assert!(flags.contains("ICANON") && flags.contains("ECHO"), "lines are edited and echoed again: {flags}");
        self.child.wait().unwrap();
        String::from_utf8_lossy(&self.log).into_owned()
    }
}

#[test]
fn the_board_is_seen_used_and_left() {
    let mut tty = Tty::start("board", Answers::Truly);
    tty.shows("┌").shows("提升全市核酸检测能力").types("\x1b[C").shows("06-30").types("?").shows(HELP);
    tty.types("\x1b").hides(HELP).types("\x1b[21~");
    tty.gives_the_terminal_back();
}

#[test]
fn a_terminal_that_never_answers_is_taken_as_narrow() {
    let mut tty = Tty::start("board", Answers::Never);
    tty.shows("┌").types("q");
    tty.gives_the_terminal_back();
}

#[test]
fn a_terminal_with_wide_borders_gets_frames_of_ascii() {
    let mut tty = Tty::start("board", Answers::Wide);
    tty.shows("+--").shows("提升全市核酸检测能力");
    assert!(!tty.screen.screen().contents().contains(['─', '│', '…']), "{}", tty.screen.screen().contents());
    tty.types("q");
    tty.gives_the_terminal_back();
}

#[test]
fn keys_typed_before_the_first_frame_are_not_lost() {
    let mut tty = Tty::start("board", Answers::Truly);
    tty.types("?").shows(HELP);
    tty.signal(Signal::TERM);
    tty.gives_the_terminal_back();
}

#[test]
fn a_window_made_larger_is_filled() {
    let mut tty = Tty::start("board", Answers::Truly);
    tty.shows("提升全市核酸检测能力");
    tty.resize(120, 36).shows("责任单位 / 责任人").types("q");
    tty.gives_the_terminal_back();
}

#[test]
fn signals_end_the_board_at_once() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut tty = Tty::start("board", Answers::Truly);
        tty.shows("提升全市核酸检测能力").signal(signal);
        tty.gives_the_terminal_back();
    }
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_speaks() {
    let log = Tty::start("panic", Answers::Truly).gives_the_terminal_back();
    let back = log.find("\x1b[?1049l").unwrap();
    assert!(log[back..].contains("表中第三行不可能为空"), "{log}");
    assert!(!log[..back].contains("表中第三行不可能为空"), "nothing is written over the screen: {log}");
}

#[test]
fn a_panic_that_is_caught_does_not_touch_the_screen() {
    let log = Tty::start("caught", Answers::Truly).gives_the_terminal_back();
    let (back, on) = (log.find("\x1b[?1049l").unwrap(), log.find("照常运行").unwrap());
    assert!(on < back, "it went on with the terminal in use: {log}");
    assert!(log.find("库打不开").unwrap() > back, "the words waited: {log}");
}

#[test]
fn ctrl_z_stops_the_board_and_the_shell_brings_it_back() {
    let mut shell = CommandBuilder::new("bash");
    let line = format!("set -m; {} {}; echo 已停下; read -r _; fg", this_program(), arguments().join(" "));
    shell.args(["--norc", "--noprofile", "-c", &line]);
    let mut tty = Tty::run(shell, "board", Answers::Truly);
    tty.shows("提升全市核酸检测能力").types("\x1a").shows("已停下").types("\n");
    tty.shows("提升全市核酸检测能力").types("?").shows(HELP).types("\x1b").hides(HELP).types("\x1b[21~");
    tty.gives_the_terminal_back();
}

#[test]
fn ctrl_z_without_a_shell_does_nothing() {
    let mut tty = Tty::start("board", Answers::Truly);
    tty.shows("提升全市核酸检测能力").types("\x1a").types("?").shows(HELP).types("\x1b").hides(HELP).types("\x1b[21~");
    tty.gives_the_terminal_back();
}

/// The board on a terminal that is not its controlling one, so that no hangup signal reaches it.
struct Deaf {
    child: std::process::Child,
    reader: Box<dyn Read + Send>,
    keyboard: Box<dyn Write + Send>,
    master: Box<dyn MasterPty>,
    seen: Vec<u8>,
}

impl Deaf {
    fn start() -> Self {
        let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, ..PtySize::default() }).unwrap();
        let no_controlling_terminal = rustix::fs::OFlags::NOCTTY.bits().cast_signed();
        let name = pair.master.tty_name().unwrap();
        let open = || File::options().read(true).write(true).custom_flags(no_controlling_terminal).open(&name).unwrap();
        let mut command = Command::new(this_program());
        command.args(arguments()).env(PART, "board").stdin(open()).stdout(open()).stderr(Stdio::null());
        let child = command.spawn().unwrap();
        let (reader, keyboard) = (pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
        Self { child, reader, keyboard, master: pair.master, seen: Vec::new() }
    }

    pub fn types(&mut self, keys: &[u8]) -> &mut Self {
        self.keyboard.write_all(keys).unwrap();
        self
    }

    pub fn shows(&mut self, words: &str) -> &mut Self {
        let mut chunk = [0; 4096];
        while !String::from_utf8_lossy(&self.seen).contains(words) {
            let read = self.reader.read(&mut chunk).unwrap();
            self.seen.extend_from_slice(&chunk[..read]);
        }
        self
    }

    /// Takes the terminal away and waits until the board has ended by itself.
    fn ends_when_the_terminal_is_gone(self) {
        let Self { mut child, reader, keyboard, master, .. } = self;
        drop((reader, keyboard, master));
        let (send, ended) = mpsc::channel();
        let id = Pid::from_child(&child);
        thread::spawn(move || drop(send.send(child.wait())));
        let end = ended.recv_timeout(LIMIT).inspect_err(|_| kill_process(id, Signal::KILL).unwrap());
        assert_eq!(end.unwrap().unwrap().signal(), None, "it ended by itself");
    }
}

#[test]
fn a_terminal_that_is_gone_ends_the_board_even_without_a_signal() {
    let mut board = Deaf::start();
    board.shows("核酸").types(b"?").shows(HELP);
    board.ends_when_the_terminal_is_gone();
}

#[test]
fn input_longer_than_any_buffer_is_read_to_its_end() {
    let mut tty = Tty::start("board", Answers::Truly);
    // As much as a terminal holds: it arrives at once, and nothing after it says that there is more.
    tty.shows("提升全市核酸检测能力").types(&format!("{}?", "\x1b[<0;1;1M".repeat(400))).shows(HELP);
    tty.types(&format!("\x1b[200~{}\x1b[201~", "长".repeat(1_300))).shows("长长长").types("\x1b[21~");
    tty.gives_the_terminal_back();
}

#[test]
fn a_terminal_that_goes_in_the_middle_of_input_ends_the_board() {
    for _ in 0..5 {
        let mut board = Deaf::start();
        // Clicks mean nothing to the board: it reads them, but has nothing to draw that could fail.
        board.shows("核酸").types("\x1b[<0;1;1M".repeat(1_000).as_bytes());
        board.ends_when_the_terminal_is_gone();
    }
}

/// The real program in a pseudo-terminal, with its data in a folder.
fn duban(folder: &Path) -> Tty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_duban"));
    command.arg("--data");
    command.arg(folder);
    command.env("XDG_CONFIG_HOME", folder);
    command.env_remove("NO_COLOR");
    Tty::run(command, "", Answers::Truly)
}

fn asked(folder: &Path, words: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duban"));
    let done = command.arg("--data").arg(folder).args(words).env("XDG_CONFIG_HOME", folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[test]
fn a_newcomer_sees_the_tasks_finds_a_person_by_pinyin_and_reads_a_history() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut board = duban(&data);
    board.shows("欢迎使用督办").types("\r").shows("共25").shows("提升全市核酸检测能力");
    board.types("/").shows("汉字、拼音或首字母均可").types("zengjj").shows("曾锦俊").shows("1项任务");
    board.types("\r").shows("责任人：曾锦俊").types("\x1b[C").shows("发放各类创业补贴3223.73万元");

    // Beside the open board lookups work, a second board says who is in the way, and nothing is written.
    let (code, list, _) = asked(&data, &["list", "--official", "zjj"]);
    assert_eq!((code, list.contains("进一步鼓励创业带动就业")), (Some(0), true), "{list}");
    let pid = board.child.process_id().unwrap().to_string();
    let mut second = duban(&data);
    second.shows(&pid).shows("没有改动任何内容");
    assert_eq!(second.child.wait().unwrap().exit_code(), 1);

    board.types("\x1b[21~");
    board.gives_the_terminal_back();
    let (code, verified, _) = asked(&data, &["verify"]);
    assert_eq!(code, Some(0), "{verified}");
    duban(&data).shows("共25").types("q").gives_nothing_away();
}

#[test]
fn a_task_is_changed_on_the_board_and_the_shell_tells_of_it() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut board = duban(&data);
    board.shows("欢迎使用督办").types("\r").shows("已导入：新任务 25 项");
    board.types("\x1b[20~").shows("修改第 1 项").types("\r").shows("分管市领导").types("\x1b[Z每季度抽查");
    board.shows("每季度抽查").types("\x13").shows("请核对").types("\r").shows("已存入（修订 2）");
    board.types("\x1b[21~");
    board.gives_the_terminal_back();
    let (code, shown, _) = asked(&data, &["show", "1"]);
    assert_eq!((code, shown.contains("每季度抽查")), (Some(0), true), "{shown}");
}

#[test]
fn a_board_that_was_killed_is_opened_again_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut board = duban(&data);
    board.shows("欢迎使用督办").types("\r").shows("已导入：新任务 25 项");
    board.signal(Signal::KILL);
    board.child.wait().unwrap();
    let mut again = duban(&data);
    again.shows("共25").hides("旧库移到").types("q");
    again.gives_the_terminal_back();
}

impl Tty {
    fn gives_nothing_away(&mut self) {
        while self.hear() {}
        assert!(!String::from_utf8_lossy(&self.log).contains("panicked"));
    }
}
