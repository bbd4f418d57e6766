//! A served store with the example in it, and the keys of those who may enter.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{PROGRAM, SIZE};
use crate::fill;
use crate::tty::{Tty, number};

/// How many ticks of its clock the kernel has a second.
const TICKS: f64 = 100.0;

/// A store, its people's keys, and the server.
pub struct Site {
    dir: tempfile::TempDir,
    server: Child,
    pub port: u16,
}

impl Site {
    /// The example served to so many people, on a port that is free.
    pub fn open(people: usize) -> Self {
        let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let data = dir.path().join("data");
        fill::example(&data);
        for person in 0..people {
            let key = key(dir.path(), person);
            make_key(&key);
            let mut add = Command::new(PROGRAM);
            add.args(["user", "add", &format!("督查{person}"), "--role", "supervisor", "--key"]);
            add.arg(key.with_extension("pub")).arg("--data").arg(&data).stdout(Stdio::null());
            assert!(add.status().unwrap().success(), "{add:?}");
        }
        let mut server = Command::new(PROGRAM);
        server.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&data).env_remove("NO_COLOR");
        let mut server = server.stderr(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        let mut told = String::new();
        BufReader::new(server.stderr.take().unwrap()).read_line(&mut told).unwrap();
        let port = told.split("127.0.0.1:").nth(1).unwrap_or_else(|| panic!("it said {told}"));
        let port = port.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
        Self { dir, server, port }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The private key of a person.
    pub fn key(&self, person: usize) -> PathBuf {
        key(self.dir.path(), person)
    }

    /// The memory of the server that lies in the machine's, in MiB.
    pub fn resident(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.server.id())).unwrap();
        number(&status, "VmRSS:") as f64 / 1024.0
    }

    /// Does something; tells also what share of a core the server used meanwhile, in percent.
    pub fn watched<T>(&self, run: impl FnOnce() -> T) -> (T, f64) {
        let (before, begun) = (self.used(), Instant::now());
        let done = run();
        let share = (self.used() - before).as_secs_f64() / begun.elapsed().as_secs_f64() * 100.0;
        (done, (share * 100.0).round() / 100.0)
    }

    /// The time of a processor that the server has used.
    fn used(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.server.id())).unwrap();
        // Behind the name, in brackets, the twelfth and thirteenth (proc(5), utime and stime).
        let fields = stat.rsplit(')').next().unwrap().split_whitespace();
        let ticks: u32 = fields.skip(11).take(2).map(|ticks| ticks.parse::<u32>().unwrap()).sum();
        Duration::from_secs_f64(f64::from(ticks) / TICKS)
    }

    /// OpenSSH's client on a terminal of [`SIZE`], which signs a person in on a port.
    pub fn client(&self, person: usize, port: u16, user: &str) -> Tty {
        let line = self.line(person, port, user);
        let mut words: Vec<&Path> = line.iter().map(Path::new).collect();
        words.push(Path::new("-tt"));
        Tty::sized(SIZE, Path::new("ssh"), &words)
    }

    /// What OpenSSH's client is called with to sign a person in.
    pub fn line(&self, person: usize, port: u16, user: &str) -> Vec<String> {
        let mut line = vec![String::from("-F"), String::from("none")];
        for option in [
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "LogLevel=ERROR",
            "IdentitiesOnly=yes",
            "BatchMode=yes",
        ] {
            line.extend([String::from("-o"), String::from(option)]);
        }
        line.extend([String::from("-i"), self.key(person).display().to_string()]);
        line.extend([String::from("-p"), port.to_string(), format!("{user}@127.0.0.1")]);
        line
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

/// Makes a key pair.
pub fn make_key(path: &Path) {
    let mut make = Command::new("ssh-keygen");
    make.args(["-t", "ed25519", "-q", "-N", "", "-f"]).arg(path);
    assert!(make.status().unwrap().success(), "{make:?}");
}

fn key(dir: &Path, person: usize) -> PathBuf {
    dir.join(format!("key{person}"))
}
