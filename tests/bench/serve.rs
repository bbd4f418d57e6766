//! Measures what the served board costs: clients and server on this machine's loopback, terminals of 120x40.

mod far;
mod site;
mod sshd;

use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use super::fill;
use super::report::{Report, Runs};
use super::tty::Tty;
use far::Clients;
use site::Site;
use sshd::Sshd;

const PROGRAM: &str = env!("CARGO_BIN_EXE_duban");
/// The size of every terminal in columns and rows.
const SIZE: (u16, u16) = (120, 40);
/// The server goes by the key and by no name.
const USER: &str = "anyone";
/// The last words of a whole frame of the board.
const LAST: &str = "退出";
const DOWN: &str = "\x1b[B";
const UP: &str = "\x1b[A";
/// Shows and hides the detail pane.
const F11: &str = "\x1b[23~";
const F10: &str = "\x1b[21~";
/// How many tasks the example has.
const TASKS: usize = 25;
/// How many people are on.
const CROWD: usize = 200;
/// How many of them move the selection, and how long each waits between two keys.
const TYPISTS: usize = 50;
const BETWEEN: Duration = Duration::from_millis(200);
/// How long nothing follows once a board is at rest.
const REST: Duration = Duration::from_millis(500);
/// How long nobody does anything.
const IDLE: Duration = Duration::from_secs(30);
/// How long an attack lasts.
const ATTACK: Duration = Duration::from_secs(10);

/// Measures and reports.
pub fn run(report: &mut Report) {
    let site = Site::open(CROWD + 1);
    let clients = Clients::new();
    memory(report, &site);
    rival(report, &site);
    bytes(report, &site, &clients);
    typists(report, &site, &clients);
    updates(report, &site, &clients);
    attack(report, &site);
}

/// So many people who have come with OpenSSH's client and do nothing.
fn memory(report: &mut Report, site: &Site) {
    let before = site.resident();
    let begun = Instant::now();
    let come = |person| {
        let mut board = site.client(person, site.port, USER);
        board.shows(LAST);
        board
    };
    let mut boards: Vec<Tty> = (0..CROWD).map(come).collect();
    report.note("serve: 200 people signed in one by one", format!("{:.1?}", begun.elapsed()));
    settle(&mut boards);
    let each = (site.resident() - before) / CROWD as f64;
    report.count("serve: memory of a session, of 200", (each * 1000.0).round() / 1000.0, "MiB", 1.0);
    // The dearest half minute is one in which a full minute begins.
    let past = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() % 60;
    let until = (45 + 60 - past) % 60;
    thread::sleep(Duration::from_secs(until));
    let ((), share) = site.watched(|| thread::sleep(IDLE));
    report.count("serve: 200 idle sessions", share, "% of a core", 2.0);
    boards.into_iter().for_each(|board| board.quit(F10));
}

fn arrive(site: &Site, clients: &Clients, person: usize) -> Tty {
    let mut board = clients.sign_in(site, person).board();
    board.shows(LAST);
    board
}

/// Waits until nothing more comes on any of the boards.
fn settle(boards: &mut [Tty]) {
    while boards.iter_mut().map(|board| board.listen(Duration::ZERO)).sum::<usize>() > 0 {
        thread::sleep(REST);
    }
}

/// A key through OpenSSH's client, to the server and to OpenSSH's own with a board behind it, in turn.
fn rival(report: &mut Report, site: &Site) {
    let what = "serve: key to frame ÷ OpenSSH with a board behind it";
    let folder = site.path("own");
    fill::example(&folder);
    let Some(sshd) = Sshd::open(site, &folder) else {
        return report.note(what, "not measured: it needs root and OpenSSH's server");
    };
    let mut ours = site.client(0, site.port, USER);
    let mut theirs = site.client(0, sshd.port, "root");
    for board in [&mut ours, &mut theirs] {
        board.shows(LAST);
        board.listen(REST);
    }
    let (mut ours_taken, mut theirs_taken) = (Vec::new(), Vec::new());
    for key in [DOWN, UP, DOWN, UP] {
        for _ in 1..TASKS {
            ours_taken.push(ours.press(key).taken);
            theirs_taken.push(theirs.press(key).taken);
        }
    }
    report.at_most(what, &Runs::from(ours_taken), &Runs::from(theirs_taken), 1.0);
    ours.quit(F10);
    theirs.quit(F10);
}

/// What a session sends: its first screen, and the answer to a key, the longest counts.
fn bytes(report: &mut Report, site: &Site, clients: &Clients) {
    let mut board = clients.sign_in(site, 0).board();
    let first = board.listen(REST);
    assert!(board.text().contains(LAST), "{}", board.text());
    report.count("serve: first screen", first as f64, "bytes", 8192.0);
    board.press(F11);
    let most = [DOWN, UP].iter().flat_map(|key| [*key; TASKS - 1]).map(|key| board.press(key).bytes).max().unwrap();
    report.count("serve: the selection moves one row, without detail", most as f64, "bytes", 400.0);
    board.quit(F10);
}

/// One more person, beside many who move the selection.
fn typists(report: &mut Report, site: &Site, clients: &Clients) {
    let mut boards: Vec<Tty> = (0..TYPISTS).map(|person| arrive(site, clients, person)).collect();
    settle(&mut boards);
    let mut one = site.client(0, site.port, USER);
    one.shows(LAST);
    one.listen(REST);
    let (stop, stopped) = mpsc::channel::<()>();
    let typing = thread::spawn(move || {
        let begun = Instant::now();
        let mut keys = 0;
        while stopped.try_recv() == Err(TryRecvError::Empty) {
            let due = begun + BETWEEN / TYPISTS as u32 * keys;
            thread::sleep(due.saturating_duration_since(Instant::now()));
            let (round, typist) = (keys as usize / TYPISTS, keys as usize % TYPISTS);
            boards[typist].send(if (round / (TASKS - 1)).is_multiple_of(2) { DOWN } else { UP });
            boards[typist].listen(Duration::ZERO);
            keys += 1;
        }
        f64::from(keys) / begun.elapsed().as_secs_f64()
    });
    let keys = [DOWN, UP, DOWN, UP, DOWN, UP, DOWN, UP].iter().flat_map(|key| [*key; TASKS - 1]);
    let (taken, share) = site.watched(|| keys.map(|key| one.press(key).taken).collect::<Vec<_>>());
    drop(stop);
    let rate = typing.join().unwrap();
    report.nearly_all("serve: key to frame beside 50 typists", &Runs::from(taken), Duration::from_millis(50));
    report.note("serve: what the typists typed, and the server used", format!("{rate:.0} keys/s, {share} % of a core"));
    one.quit(F10);
}

/// A report stored by one, on the screen of another.
fn updates(report: &mut Report, site: &Site, clients: &Clients) {
    let mut watching = arrive(site, clients, 1);
    let writing = clients.sign_in(site, 2);
    watching.listen(REST);
    let update = |turn| {
        let words = format!("第{turn}次更新");
        let acknowledged = writing.done(&format!("update 1 --status 按进度 --period 2021-06 --text {words}"));
        // Nothing when the screen was faster than the acknowledgement.
        watching.shown(&words).saturating_duration_since(acknowledged)
    };
    let taken: Vec<Duration> = (0..50).map(update).collect();
    let limit = Duration::from_millis(100);
    report.nearly_all("serve: acknowledged to shown on another's board", &Runs::from(taken), limit);
    watching.quit(F10);
}

/// Somebody honest, who comes from another address, while key exchanges are begun and dropped.
fn attack(report: &mut Report, site: &Site) {
    let what = "serve: log-in and list under ssh-audit --dheat 8";
    let list = || {
        let mut ssh = Command::new("ssh");
        ssh.args(["-b", "127.0.0.2"]).args(site.line(0, site.port, USER)).arg("list");
        let begun = Instant::now();
        let listed = ssh.stdin(Stdio::null()).output().unwrap();
        let taken = begun.elapsed();
        assert!(listed.status.success() && !listed.stdout.is_empty(), "{listed:?}");
        taken
    };
    report.note("serve: log-in and list", Runs::from((0..5).map(|_| list()).collect::<Vec<_>>()));
    let mut audit = Command::new("ssh-audit");
    audit.args(["--dheat", "8", "-p", &site.port.to_string(), "127.0.0.1"]).process_group(0);
    let Ok(mut audit) = audit.stdout(Stdio::null()).stderr(Stdio::null()).spawn() else {
        return report.note(what, "not measured: there is no ssh-audit");
    };
    let beside = |_| {
        thread::sleep(ATTACK / 5);
        list()
    };
    let (taken, share) = site.watched(|| (0..5).map(beside).collect::<Vec<_>>());
    let goes_on = audit.try_wait().unwrap().is_none();
    let group = Pid::from_raw(i32::try_from(audit.id()).unwrap()).unwrap();
    kill_process_group(group, Signal::KILL).unwrap();
    audit.wait().unwrap();
    assert!(goes_on, "the attack lasts");
    // Of five the worst is what ninety-nine of a hundred do not exceed.
    report.nearly_all(what, &Runs::from(taken), Duration::from_secs(1));
    report.note("serve: what the attack had the server use", format!("{share} % of a core"));
}
