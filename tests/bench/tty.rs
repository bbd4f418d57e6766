//! A program on a pseudo-terminal, or at the far end of a line, timed by when its bytes arrive.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The size of the terminal in columns and rows.
pub const SIZE: (u16, u16) = (200, 50);
/// A program that has not answered by then hangs.
const LIMIT: Duration = Duration::from_secs(60);
/// A frame has ended when nothing came for so long.
const SILENCE: Duration = Duration::from_millis(40);
/// How a terminal is asked where its cursor stands.
const WHERE: &[u8] = b"\x1b[6n";

/// What is written on a terminal, piece by piece, each with the moment it came.
pub type Output = Receiver<(Instant, Vec<u8>)>;

/// A terminal, and what runs on it.
pub struct Tty {
    keyboard: Box<dyn Write + Send>,
    output: Output,
    screen: vt100::Parser,
    started: Instant,
    /// What came last and may be the beginning of a question.
    tail: Vec<u8>,
    /// The program, unless it runs elsewhere.
    program: Option<Program>,
}

struct Program {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty>,
}

/// The answer to a key.
pub struct Frame {
    /// From the key to its last byte.
    pub taken: Duration,
    /// Its length in bytes.
    pub bytes: usize,
}

impl Tty {
    /// Starts a program on a terminal of [`SIZE`]; the clock runs from here.
    pub fn start(program: &Path, arguments: &[&Path]) -> Self {
        Self::sized(SIZE, program, arguments)
    }

    /// Starts a program on a terminal of so many columns and rows.
    pub fn sized((cols, rows): (u16, u16), program: &Path, arguments: &[&Path]) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows, cols, ..PtySize::default() }).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        command.cwd(std::env::current_dir().unwrap());
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (send, output) = mpsc::channel();
        thread::spawn(move || {
            let mut chunk = [0; 65536];
            while let Ok(read @ 1..) = reader.read(&mut chunk) {
                if send.send((Instant::now(), chunk[..read].to_vec())).is_err() {
                    return;
                }
            }
        });
        let mut tty = Self::over((cols, rows), pair.master.take_writer().unwrap(), output);
        let child = pair.slave.spawn_command(command).unwrap();
        tty.program = Some(Program { child, _master: pair.master });
        tty
    }

    /// A terminal on which something runs elsewhere.
    pub fn over((cols, rows): (u16, u16), keyboard: Box<dyn Write + Send>, output: Output) -> Self {
        let screen = vt100::Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 0);
        Self { keyboard, output, screen, started: Instant::now(), tail: Vec::new(), program: None }
    }

    /// Waits until the screen holds `words`; returns how long after the start they came.
    pub fn shows(&mut self, words: &str) -> Duration {
        self.shown(words) - self.started
    }

    /// Waits until the screen holds `words`; returns the moment they came.
    pub fn shown(&mut self, words: &str) -> Instant {
        loop {
            let heard = self.hear(LIMIT);
            let (at, _) = heard.unwrap_or_else(|| panic!("“{words}” never came; the screen is\n{}", self.text()));
            if self.text().contains(words) {
                return at;
            }
        }
    }

    /// Presses a key and waits for nothing.
    pub fn send(&mut self, key: &str) {
        self.keyboard.write_all(key.as_bytes()).unwrap();
    }

    /// Presses a key and waits until the frame that answers it has come and nothing follows it.
    pub fn press(&mut self, key: &str) -> Frame {
        let pressed = Instant::now();
        self.send(key);
        let (mut last, mut bytes) = self.hear(LIMIT).expect("a key is answered");
        while let Some((at, more)) = self.hear(SILENCE) {
            last = at;
            bytes += more;
        }
        Frame { taken: last - pressed, bytes }
    }

    /// Listens for so long; returns how many bytes came.
    pub fn listen(&mut self, time: Duration) -> usize {
        let end = Instant::now() + time;
        let mut bytes = 0;
        while let Some((_, more)) = self.hear(end.saturating_duration_since(Instant::now())) {
            bytes += more;
        }
        bytes
    }

    /// Presses the key that ends the program, and waits for its end.
    pub fn quit(mut self, key: &str) {
        self.send(key);
        while self.hear(LIMIT).is_some() {}
        if let Some(mut program) = self.program {
            program.child.wait().unwrap();
        }
    }

    /// The words on the screen.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// What stands in each cell of the columns from `left` on.
    pub fn cells(&self, left: u16) -> Vec<String> {
        let (cols, rows) = SIZE;
        let places = (0..rows).flat_map(|row| (left..cols).map(move |col| (row, col)));
        places.map(|(row, col)| self.screen.screen().cell(row, col).unwrap().contents().to_owned()).collect()
    }

    /// How often any of its threads went to sleep by itself.
    pub fn sleeps(&self) -> u64 {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.pid())).unwrap();
        let status = tasks.map(|task| std::fs::read_to_string(task.unwrap().path().join("status")).unwrap());
        status.map(|status| number(&status, "voluntary_ctxt_switches:")).sum()
    }

    /// The most memory it has had, in kibibytes.
    pub fn memory(&self) -> u64 {
        number(&std::fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap(), "VmHWM:")
    }

    fn pid(&self) -> u32 {
        self.program.as_ref().unwrap().child.process_id().unwrap()
    }

    /// Takes in what comes within a time: when it came, and its length.
    fn hear(&mut self, time: Duration) -> Option<(Instant, usize)> {
        let (at, chunk) = self.output.recv_timeout(time).ok()?;
        let mut rest: &[u8] = &chunk;
        self.tail.extend_from_slice(&chunk);
        // Where the cursor stands is answered for the moment it was asked.
        while let Some(end) = after(&self.tail, WHERE) {
            let asked = rest.len() - (self.tail.len() - end);
            self.screen.process(&rest[..asked]);
            rest = &rest[asked..];
            self.tail.drain(..end);
            let (row, col) = self.screen.screen().cursor_position();
            write!(self.keyboard, "\x1b[{};{}R", row + 1, col + 1).unwrap();
        }
        self.screen.process(rest);
        let kept = self.tail.len().saturating_sub(WHERE.len() - 1);
        self.tail.drain(..kept);
        Some((at, chunk.len()))
    }
}

/// Where the first `pattern` ends.
fn after(bytes: &[u8], pattern: &[u8]) -> Option<usize> {
    bytes.windows(pattern.len()).position(|window| window == pattern).map(|at| at + pattern.len())
}

/// The number on the line that begins with a word.
pub fn number(status: &str, word: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(word)).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}
