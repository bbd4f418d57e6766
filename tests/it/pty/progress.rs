//! The bar of what takes long, on a clock that is told.

use std::cell::OnceCell;
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, FixedOffset, TimeDelta};
use clap::Parser;
use duban::cli::args::Args;
use duban::cli::{self, Exit, Out};
use duban::lang::Lang;
use duban::tui::text::Width;
use portable_pty::CommandBuilder;

use super::{Answers, PART, Tty, arguments, this_program};
use crate::cli::desk::{Desk, EXAMPLE};
use crate::domain::at;

/// The line that the part `command` runs; whether its clock stands still; the folder of its data.
const LINE: &str = "DUBAN_TEST_LINE";
const STILL: &str = "DUBAN_TEST_STILL";
const DATA: &str = "DUBAN_TEST_DATA";

/// The second of the signs that turn, alone in its line.
const RESTLESS: &str = "/          ";

fn still() -> DateTime<FixedOffset> {
    at("2021-07-05T09:00:00+08:00")
}

/// Each look at this clock is a minute after the one before.
fn leaping() -> DateTime<FixedOffset> {
    static LOOKS: AtomicI64 = AtomicI64::new(0);
    still() + TimeDelta::minutes(LOOKS.fetch_add(1, Ordering::Relaxed))
}

/// Not a test of its own: the command that the tests below start on a terminal.
pub(super) fn command() {
    let told = |name| std::env::var(name).unwrap();
    let line = format!("duban {}", told(LINE));
    let mut out = Out {
        stdout: &mut io::sink(),
        stderr: &mut io::stderr(),
        stdin: &mut io::empty(),
        is_asked: false,
        shows_progress: io::stderr().is_terminal(),
        columns: None,
        width: Width::default(),
        data: told(DATA).into(),
        who: duban::domain::Who::owner("王督查", duban::domain::Door::Command),
        now: if told(STILL).is_empty() { leaping } else { still },
        settings: "",
        lang: Lang::Zh,
        texts: OnceCell::new(),
    };
    let args = Args::try_parse_from(line.split_whitespace()).unwrap();
    assert_eq!(cli::execute(&args.command.unwrap(), &mut out).unwrap(), Exit::Done);
}

/// Runs a line as the part `command` by a shell that ends in `redirected`; returns what the terminal got.
fn seen(desk: &Desk, line: &str, still: &str, data: &str, redirected: &str) -> String {
    let mut shell = CommandBuilder::new("sh");
    shell.args(["-c", &format!("{} {} {redirected}", this_program(), arguments().join(" "))]);
    shell.cwd(desk.path(""));
    for (name, value) in [(PART, "command"), (LINE, line), (STILL, still)] {
        shell.env(name, value);
    }
    shell.env(DATA, desk.path(data));
    let (code, log) = Tty::wide(shell, 80, Answers::Never).ends();
    assert_eq!(code, 0, "{line}: {log}");
    log
}

const HERE: &str = ".local/share/duban";

/// Lines whose bar knows how much there is to do; each with the folder of its data.
const MEASURED: [(&str, &str); 4] =
    [("verify", HERE), ("rebuild", HERE), ("backup 备份.tar", HERE), ("restore 备份.tar", "另一处")];

/// Lines whose bar only moves.
const MOVING: [(&str, &str); 2] = [("export -o 表.txt", HERE), ("import 九月.txt --yes", HERE)];

/// A desk with the example and the table of a later period.
fn desk() -> Desk {
    let desk = Desk::with_example();
    desk.file("九月.txt", EXAMPLE.replace("1-6月进展情况", "1-9月进展情况").as_bytes());
    desk
}

#[test]
fn whatever_takes_over_a_second_shows_that_it_goes_on_and_how_far_it_is() {
    let desk = desk();
    for (line, data) in MEASURED {
        let log = seen(&desk, line, "", data, "");
        assert!(log.contains("####") && log.contains('%'), "{line}: {log:?}");
    }
    for (line, data) in MOVING {
        let log = seen(&desk, line, "", data, "");
        assert!(log.contains(RESTLESS), "{line}: {log:?}");
    }
}

#[test]
fn what_is_done_within_a_second_shows_no_bar() {
    let desk = desk();
    for (line, data) in MEASURED.into_iter().chain(MOVING) {
        let log = seen(&desk, line, "still", data, "");
        assert!(!log.contains('%') && !log.contains(RESTLESS), "{line}: {log:?}");
    }
}

#[test]
fn without_a_terminal_nothing_draws_a_bar_however_long_it_takes() {
    let desk = desk();
    for (line, data) in MEASURED.into_iter().chain(MOVING) {
        seen(&desk, line, "", data, "2> err");
        let err = std::fs::read_to_string(desk.path("err")).unwrap();
        assert!(!err.contains(['%', '\r', '\u{1b}']), "{line}: {err:?}");
    }
}
