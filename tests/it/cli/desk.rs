//! A desk of its own for each test: an empty home, no environment, the real program.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub const EXAMPLE: &str = include_str!("../../../config/example-2021.txt");

pub struct Desk {
    home: TempDir,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub fn empty() -> Self {
        Self { home: TempDir::new().unwrap() }
    }

    /// A desk whose ledger holds the real table.
    pub fn with_example() -> Self {
        let desk = Self::empty();
        let file = desk.file("表.txt", EXAMPLE.as_bytes());
        let ran = desk.run(["import".as_ref(), file.as_os_str(), "--yes".as_ref()]);
        assert_eq!(ran.code, 0, "{ran:?}");
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The program with nothing typed yet; its data lies in the desk's home.
    pub fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_duban"));
        program.env_clear().env("HOME", self.home.path()).env("USER", "王督查").stdin(Stdio::null());
        program.current_dir(self.home.path());
        program
    }

    pub fn run<S: AsRef<OsStr>>(&self, line: impl IntoIterator<Item = S>) -> Ran {
        Ran::of(self.program().args(line).output().unwrap())
    }

    /// Runs a line of words without blanks in them.
    pub fn duban(&self, line: &str) -> Ran {
        self.run(line.split_whitespace())
    }

    pub fn json(&self, line: &str) -> Value {
        let ran = self.duban(line);
        serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{line}: {e}: {ran:?}"))
    }

    /// The numbers of the tasks that a list shows.
    pub fn numbers(&self, line: &str) -> Vec<u64> {
        let list = self.json(&format!("list {line} --json"));
        list.as_array().unwrap().iter().map(|t| t["number"].as_u64().unwrap()).collect()
    }
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Asserts that it was done without a word on standard error, and returns what it wrote.
    pub fn done(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }
}
