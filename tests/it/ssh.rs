//! The served board and commands over real SSH: real clients, real keys, a real server, this machine's loopback.

mod board;
mod clients;
mod exec;
pub mod failure;
mod hostile;
mod limits;
mod local;
mod login;
mod manner;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::pty::{Answers, Tty};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_duban");

/// A store with the example in it, people's keys, and a server that may be running.
pub struct Site {
    pub dir: TempDir,
    server: Option<Child>,
    pub port: u16,
}

impl Site {
    /// The example, and 李科长 (supervisor), 谢少谋 (reporter of 市市场监管局), 王来访 (viewer), 管理员 (admin), served.
    pub fn open() -> Self {
        let mut site = Self::closed();
        site.serve(&[]);
        site
    }

    /// The same, not served yet.
    pub fn closed() -> Self {
        let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let site = Self { dir, server: None, port: 0 };
        fs::write(site.path("table.txt"), duban::exchange::EXAMPLE).unwrap();
        let table = site.path("table.txt").display().to_string();
        assert!(site.here(&["import", "--yes", &table]).status.success());
        for (name, key, role) in [
            ("管理员", "admin", "admin"),
            ("李科长", "li", "supervisor"),
            ("谢少谋", "xie", "reporter"),
            ("王来访", "wang", "viewer"),
        ] {
            site.make_key(key);
            let public = site.path(&format!("{key}.pub")).display().to_string();
            let mut line = vec!["user", "add", name, "--role", role, "--key", &public];
            if role == "reporter" {
                line.extend(["--unit", "市市场监管局"]);
            }
            let added = site.here(&line);
            assert!(added.status.success(), "{}", text(&added.stderr));
        }
        site.make_key("stranger");
        site
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub fn make_key(&self, name: &str) {
        self.make_key_of(name, &["-t", "ed25519"]);
    }

    pub fn make_key_of(&self, name: &str, kind: &[&str]) {
        let mut make = Command::new("ssh-keygen");
        make.args(kind).args(["-q", "-N", "", "-C", name, "-f"]).arg(self.path(name));
        assert!(make.status().unwrap().success());
    }

    /// Runs a command at the host, as the owner of the store.
    pub fn here(&self, line: &[&str]) -> Output {
        Command::new(PROGRAM).args(line).arg("--data").arg(self.data()).stdin(Stdio::null()).output().unwrap()
    }

    /// Starts to serve, on a port that is free.
    pub fn serve(&mut self, options: &[&str]) {
        self.serve_by(Command::new(PROGRAM), options);
    }

    /// The same, by a command that the words to serve are added to.
    pub fn serve_by(&mut self, mut server: Command, options: &[&str]) {
        server.args(["serve", "--listen", "127.0.0.1:0"]).args(options).arg("--data").arg(self.data());
        self.listen(server);
    }

    /// Starts a server that is ready to be started.
    pub fn listen(&mut self, mut server: Command) {
        let mut server = server.stderr(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        let mut told = String::new();
        BufReader::new(server.stderr.take().unwrap()).read_line(&mut told).unwrap();
        let port = told.split("127.0.0.1:").nth(1).unwrap_or_else(|| panic!("it said {told}"));
        self.port = port.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
        self.server = Some(server);
    }

    /// The number of the server's process.
    pub fn server(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.server.as_ref().unwrap().id()).unwrap()).unwrap()
    }

    /// Sends the server a signal and waits until it has ended; returns its exit code, if it had one.
    pub fn end(&mut self, signal: Signal) -> Option<i32> {
        kill_process(self.server(), signal).unwrap();
        self.server.take().unwrap().wait().unwrap().code()
    }

    /// What the real client is called with, for the holder of a key.
    pub fn client(&self, key: &str) -> Vec<String> {
        let mut line = vec![String::from("ssh"), String::from("-F"), String::from("none")];
        for option in [
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "LogLevel=ERROR",
            "IdentitiesOnly=yes",
            "BatchMode=yes",
        ] {
            line.extend([String::from("-o"), String::from(option)]);
        }
        line.extend([String::from("-i"), self.path(key).display().to_string()]);
        line.extend([String::from("-p"), self.port.to_string(), String::from("anyone@127.0.0.1")]);
        line
    }

    /// Runs a command over SSH with something on its standard input.
    pub fn exec_with(&self, key: &str, line: &str, input: &[u8]) -> Output {
        let client = self.client(key);
        let mut ssh = Command::new(&client[0]);
        ssh.args(&client[1..]).arg(line);
        piped(ssh, input)
    }

    /// Runs a command over SSH.
    pub fn exec(&self, key: &str, line: &str) -> Output {
        self.exec_with(key, line, b"")
    }

    /// Opens the board over SSH on a terminal of 24 rows and 80 columns.
    pub fn board(&self, key: &str) -> Tty {
        Tty::wide(self.terminal(key), 80, Answers::Never)
    }

    /// What opens the board over SSH.
    pub fn terminal(&self, key: &str) -> CommandBuilder {
        let client = self.client(key);
        let mut ssh = CommandBuilder::new(&client[0]);
        ssh.args(&client[1..]);
        ssh.arg("-tt");
        ssh.env("TERM", "xterm-256color");
        ssh
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            drop(server.kill());
            drop(server.wait());
        }
    }
}

/// Runs a command with something on its standard input.
pub fn piped(mut command: Command, input: &[u8]) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // Whoever does not read to the end has been told enough.
    let writing = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    output
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_owned()).unwrap()
}

/// Whether a program is installed.
pub fn has(program: &str) -> bool {
    Path::new("/usr/bin").join(program).exists() || Path::new("/usr/sbin").join(program).exists()
}
