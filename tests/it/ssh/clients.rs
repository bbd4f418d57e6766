//! The clients that offices have besides OpenSSH, and what an auditor's tool says of the server.

use std::process::Command;

use portable_pty::CommandBuilder;

use super::{Site, has, piped, text};
use crate::pty::{Answers, Tty};

fn is_missing(program: &str) -> bool {
    let is_missing = !has(program);
    if is_missing {
        eprintln!("not tested: there is no {program}");
    }
    is_missing
}

fn plink(site: &Site) -> Vec<String> {
    let ppk = site.path("xie.ppk").display().to_string();
    let mut convert = Command::new("puttygen");
    convert.arg(site.path("xie")).args(["-O", "private", "-o", &ppk]);
    assert!(convert.status().unwrap().success());
    let port = site.port.to_string();
    let host_key = host_key(site);
    ["plink", "-ssh", "-noagent", "-no-antispoof", "-P", &port, "-i", &ppk, "-hostkey", &host_key, "anyone@127.0.0.1"]
        .map(str::to_owned)
        .to_vec()
}

/// The fingerprint that the server's key has, as a person would compare it.
fn host_key(site: &Site) -> String {
    let told = Command::new("ssh-keygen").arg("-lf").arg(site.data().join("host_key")).output().unwrap();
    text(&told.stdout).split(' ').nth(1).unwrap().to_owned()
}

#[test]
fn plink_runs_commands_and_shows_the_board() {
    if is_missing("plink") || is_missing("puttygen") {
        return;
    }
    let site = Site::open();
    let line = plink(&site);
    let mut command = Command::new(&line[0]);
    command.args(["-batch"]).args(&line[1..]).arg("list --unit 财政");
    let listed = piped(command, b"");
    assert!(listed.status.success(), "{}", text(&listed.stderr));
    assert_eq!(text(&listed.stdout), text(&site.exec("xie", "list --unit 财政").stdout));
    let mut command = CommandBuilder::new(&line[0]);
    command.args(&line[1..]);
    command.arg("-t");
    let mut board = Tty::wide(command, 80, Answers::Never);
    board
        .shows("共25")
        .types(&"j".repeat(8))
        .types("\x1bOQ")
        .shows("填报  第 9 项")
        .types("\x1b")
        .hides("填报  第")
        .types("\x1b[21~");
    assert_eq!(board.ends().0, 0);
}

#[test]
fn dbclient_runs_commands_and_shows_the_board() {
    if is_missing("dbclient") || is_missing("dropbearconvert") {
        return;
    }
    let site = Site::open();
    let key = site.path("xie.dropbear").display().to_string();
    let mut convert = Command::new("dropbearconvert");
    convert.args(["openssh", "dropbear"]).arg(site.path("xie")).arg(&key);
    assert!(piped(convert, b"").status.success());
    let port = site.port.to_string();
    let line = ["-y", "-y", "-p", &port, "-i", &key, "anyone@127.0.0.1"];
    let mut command = Command::new("dbclient");
    command.args(line).arg("show 9");
    let shown = piped(command, b"");
    assert!(shown.status.success(), "{}", text(&shown.stderr));
    assert_eq!(text(&shown.stdout), text(&site.exec("xie", "show 9").stdout));
    let mut command = CommandBuilder::new("dbclient");
    command.args(["-t"]);
    command.args(line);
    let mut board = Tty::wide(command, 80, Answers::Never);
    board.shows("共25").types("\x1b[21~");
    assert_eq!(board.ends().0, 0);
}

#[test]
fn ssh_audit_finds_nothing_but_what_the_library_cannot_change() {
    let found = Command::new("ssh-audit").arg("--version").output();
    if found.is_err() {
        eprintln!("not tested: there is no ssh-audit");
        return;
    }
    let site = Site::open();
    let port = site.port.to_string();
    let told = Command::new("ssh-audit").args(["-n", "-p", &port, "--skip-rate-test", "127.0.0.1"]).output().unwrap();
    let told = text(&told.stdout);
    let findings: Vec<&str> = told.lines().filter(|line| line.contains("[fail]") || line.contains("[warn]")).collect();
    // An exchange without an answer to quantum computers, which older clients need.
    for finding in &findings {
        assert!(
            finding.contains("[warn]") && finding.contains("does not provide protection against post-quantum"),
            "{finding}\nof\n{told}"
        );
    }
    assert_eq!(findings.len(), 2, "the two names of curve25519: {told}");
}
