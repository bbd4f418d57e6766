//! Those who mean no good, or whose programs are broken: everybody else goes on working, and memory stays bounded.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::{Site, piped, text};
use crate::pty::Tty;

/// What the server may hold more than before, in MB, whatever strangers do.
const ROOM: usize = 60;

/// The memory of the server that lies in the machine's, in MB.
fn memory(site: &Site) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", site.server().as_raw_nonzero())).unwrap();
    let resident = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    resident.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() / 1024
}

/// Somebody honest, who comes from another address.
pub fn honest(site: &Site) -> (Output, Duration) {
    let client = site.client("li");
    let mut ssh = Command::new("ssh");
    ssh.args(["-b", "127.0.0.2"]).args(&client[1..]).arg("show 2");
    let begun = Instant::now();
    (piped(ssh, b""), begun.elapsed())
}

pub fn address(site: &Site) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], site.port))
}

#[test]
fn a_thousand_connections_a_second_from_one_address_do_not_keep_anyone_else_out() {
    let site = Site::open();
    let before = memory(&site);
    let (stop, made) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let flood: Vec<_> = (0..2)
        .map(|_| {
            let (stop, made, to) = (stop.clone(), made.clone(), address(&site));
            thread::spawn(move || {
                let mut held = std::collections::VecDeque::new();
                while !stop.load(Ordering::Relaxed) {
                    if let Ok(mut stream) = TcpStream::connect_timeout(&to, Duration::from_secs(1)) {
                        drop(stream.write_all(b"SSH-2.0-flood\r\n"));
                        held.push_back(stream);
                        made.fetch_add(1, Ordering::Relaxed);
                    }
                    if held.len() > 200 {
                        held.pop_front();
                    }
                    thread::sleep(Duration::from_micros(1500));
                }
            })
        })
        .collect();
    while made.load(Ordering::Relaxed) < 500 {
        thread::yield_now();
    }
    let (begun, counted) = (Instant::now(), made.load(Ordering::Relaxed));
    let mut slowest = Duration::ZERO;
    for _ in 0..5 {
        let (answer, took) = honest(&site);
        assert!(answer.status.success(), "{}", text(&answer.stderr));
        slowest = slowest.max(took);
    }
    let a_second = (made.load(Ordering::Relaxed) - counted) as f64 / begun.elapsed().as_secs_f64();
    let after = memory(&site);
    stop.store(true, Ordering::Relaxed);
    flood.into_iter().for_each(|thread| thread.join().unwrap());
    println!(
        "{a_second:.0} connections a second: an honest command took at most {slowest:?}; {before} MB, then {after} MB"
    );
    assert!(after < before + ROOM, "{before} MB, then {after} MB");
}

#[test]
fn whoever_says_nothing_is_put_out_when_the_time_to_sign_in_is_over() {
    let mut site = Site::closed();
    site.serve(&["--grace", "1"]);
    let mut silent = TcpStream::connect(address(&site)).unwrap();
    let mut heard = Vec::new();
    // Reading ends when the server closes the line.
    drop(silent.read_to_end(&mut heard));
    assert!(String::from_utf8_lossy(&heard).starts_with("SSH-2.0-duban"));
}

#[test]
fn noise_instead_of_a_handshake_ends_its_own_line_only() {
    let site = Site::open();
    for noise in [&b"GET / HTTP/1.1\r\n\r\n"[..], &[0xff; 4096], b"SSH-2.0-x\r\n\xff\xff\xff\xff\xff\xff\xff\xff"] {
        let mut stream = TcpStream::connect(address(&site)).unwrap();
        drop(stream.write_all(noise));
        drop(stream.shutdown(std::net::Shutdown::Write));
        drop(stream.read_to_end(&mut Vec::new()));
    }
    assert!(honest(&site).0.status.success());
}

#[test]
fn a_paste_of_twenty_megabytes_is_cut_said_and_harms_nobody() {
    let site = Site::open();
    let before = memory(&site);
    let mut board = site.board("xie");
    board.shows("共25").types(&"j".repeat(8)).types("\x1bOQ").shows("填报  第 9 项");
    board.types("\x1b[200~");
    let piece = "进展".repeat(10_000);
    for _ in 0..350 {
        board.types(&piece);
    }
    board.types("\x1b[201~").shows("粘贴的文字过长").types("\x1b[21~");
    let after = memory(&site);
    assert!(honest(&site).0.status.success());
    println!("a paste of 20 MB: {before} MB, then {after} MB");
    assert!(after < before + ROOM, "{before} MB, then {after} MB");
}

#[test]
fn readers_who_stop_cost_bounded_memory_and_nobody_elses_time() {
    let site = Site::open();
    let before = memory(&site);
    let mut stopped: Vec<Tty> = (0..8).map(|_| site.board("li")).collect();
    for board in &mut stopped {
        board.shows("共25");
        board.signal(Signal::STOP);
    }
    // Much to be shown, to people of whom eight do not look.
    for turn in 0..10 {
        let told = site.exec("admin", &format!("update 2 --status 按进度 --text {turn}"));
        assert!(told.status.success(), "{}", text(&told.stderr));
    }
    let (answer, took) = honest(&site);
    assert!(answer.status.success());
    let after = memory(&site);
    println!("eight readers stopped: an honest command took {took:?}; {before} MB, then {after} MB");
    assert!(after < before + ROOM, "{before} MB, then {after} MB");
    for board in &mut stopped {
        board.signal(Signal::CONT);
        board.types("\x1b[21~").ends();
    }
}

#[test]
fn one_person_has_so_many_screens_and_no_more_and_one_connection_four_channels() {
    let mut site = Site::closed();
    site.serve(&["--sessions", "2"]);
    let mut first = site.board("li");
    let mut second = site.board("li");
    first.shows("共25");
    second.shows("共25");
    let refused = site.exec("li", "list");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("同时打开的界面太多"), "{}", text(&refused.stderr));
    assert!(site.exec("wang", "list").status.success(), "others are not concerned");
}

#[test]
fn somebody_who_presses_no_key_is_signed_out_with_the_draft_kept() {
    let mut site = Site::closed();
    site.serve(&["--idle", "2"]);
    let mut board = site.board("xie");
    board
        .shows("共25")
        .types(&"j".repeat(8))
        .types("\x1bOQ")
        .shows("填报  第 9 项")
        .types("走开之前")
        .shows("走开之前");
    let (code, said) = board.ends();
    assert_eq!(code, 4);
    assert!(said.contains("很久没有按键，已断开；没有提交的内容已存为草稿"), "{said}");
    site.board("xie").shows("有 1 份草稿没有提交").types("\x1b[21~");
}
