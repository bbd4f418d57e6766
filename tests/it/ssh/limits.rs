//! How much one source, one person and one connection may have, and what the server does when there is no more.

use std::io::Read;
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use rustix::process::Signal;

use super::hostile::{address, honest};
use super::{PROGRAM, Site, piped, text};

/// Connections that say nothing.
fn silent(site: &Site, many: usize) -> Vec<TcpStream> {
    (0..many).map(|_| TcpStream::connect(address(site)).unwrap()).collect()
}

/// Waits until the server has greeted somebody, or has closed the line: tells whether it greeted.
fn is_greeted(stream: &mut TcpStream) -> bool {
    stream.read(&mut [0; 8]).is_ok_and(|heard| heard > 0)
}

/// A client without a channel, signed in.
fn idle_client(site: &Site, key: &str, options: &[&str]) -> Child {
    let client = site.client(key);
    let mut ssh = Command::new("ssh");
    ssh.args(options).args(&client[1..]).arg("-N").stdin(Stdio::null()).stderr(Stdio::null());
    ssh.spawn().unwrap()
}

#[test]
fn a_hundred_who_say_nothing_from_one_address_keep_nobody_out() {
    let site = Site::open();
    let mut silent = silent(&site, 100);
    let greeted = silent.iter_mut().filter_map(|stream| is_greeted(stream).then_some(())).count();
    assert_eq!(greeted, 16, "as many as may wait from one source");
    let (answer, took) = honest(&site);
    assert!(answer.status.success(), "{}", text(&answer.stderr));
    println!("beside a hundred silent clients an honest command took {took:?}");
    assert!(took.as_secs() < 10, "{took:?}");
    assert_eq!(site.exec("li", "list").status.code(), Some(255), "the address itself is full");
}

#[test]
fn from_a_trusted_address_more_may_wait_and_not_from_any_other() {
    let mut site = Site::closed();
    site.serve(&["--trust", "::ffff:127.0.0.1"]);
    let mut silent = silent(&site, 30);
    assert!(silent.iter_mut().all(is_greeted));
    assert!(site.exec("li", "list").status.success());
}

#[test]
fn a_trusted_bastion_that_is_full_keeps_nobody_else_out() {
    let mut site = Site::closed();
    site.serve(&["--trust", "127.0.0.1"]);
    let mut silent = silent(&site, 140);
    let greeted = silent.iter_mut().filter_map(|stream| is_greeted(stream).then_some(())).count();
    assert_eq!(greeted, 128);
    assert!(honest(&site).0.status.success());
    assert!(site.here(&["update", "2", "--status", "滞后", "--text", "照常"]).status.success());
}

#[test]
fn one_person_has_so_many_connections_and_no_more() {
    let mut site = Site::closed();
    site.serve(&["--sessions", "1"]);
    let mut idle: Vec<Child> = (0..2).map(|_| idle_client(&site, "li", &[])).collect();
    // Each has its place once the audit tells that it has signed in.
    while text(&site.here(&["audit", "--json"]).stdout).matches("logged_in").count() < 2 {}
    let refused = site.exec("li", "list");
    assert_eq!(refused.status.code(), Some(255), "{}", text(&refused.stdout));
    assert!(site.exec("wang", "list").status.success(), "others are not concerned");
    for ssh in &mut idle {
        ssh.kill().unwrap();
        ssh.wait().unwrap();
    }
    while !site.exec("li", "list").status.success() {}
}

#[test]
fn the_fifth_channel_of_a_connection_is_refused_and_another_connection_is_not() {
    let site = Site::open();
    let shared = format!("ControlPath={}", site.path("shared").display());
    let mut master = idle_client(&site, "li", &["-o", "ControlMaster=yes", "-o", &shared]);
    while !site.path("shared").exists() {}
    let client = site.client("li");
    let through = |line: &str| {
        let mut ssh = Command::new("ssh");
        // What is refused there it would try on a connection of its own.
        ssh.args(["-o", "ControlMaster=no", "-o", "ProxyCommand=false", "-o", &shared]).args(&client[1..]).arg(line);
        ssh
    };
    let mut four: Vec<Child> = (0..4)
        .map(|_| {
            let mut ssh = through("update 9 --status 滞后 --text -");
            let mut ssh = ssh.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
            // What is taken of it has been taken by a channel.
            let text = "半".repeat(100_000);
            std::io::Write::write_all(ssh.stdin.as_mut().unwrap(), text.as_bytes()).unwrap();
            ssh
        })
        .collect();
    let fifth = piped(through("list"), b"");
    assert!(!fifth.status.success(), "{}", text(&fifth.stdout));
    assert!(site.exec("li", "list").status.success());
    for ssh in &mut four {
        ssh.kill().unwrap();
        ssh.wait().unwrap();
    }
    while !piped(through("list"), b"").status.success() {}
    master.kill().unwrap();
    master.wait().unwrap();
}

#[test]
fn a_client_without_a_screen_does_not_hold_up_a_stop() {
    let mut site = Site::open();
    let mut idle = idle_client(&site, "li", &[]);
    while !text(&site.here(&["audit", "--json"]).stdout).contains("logged_in") {}
    let mut silent = TcpStream::connect(address(&site)).unwrap();
    assert!(is_greeted(&mut silent));
    let begun = std::time::Instant::now();
    assert_eq!(site.end(Signal::TERM), Some(0));
    let took = begun.elapsed();
    println!("the stop took {took:?}");
    assert!(took.as_secs() < 4, "{took:?}");
    idle.kill().unwrap();
    idle.wait().unwrap();
}

#[test]
fn a_server_without_file_descriptors_goes_on_when_there_are_some_again() {
    let mut site = Site::closed();
    let mut few = Command::new("prlimit");
    few.args(["--nofile=80", "--", PROGRAM]);
    site.serve_by(few, &["--trust", "127.0.0.1"]);
    let mut silent = silent(&site, 120);
    assert!(silent.iter_mut().take(40).all(is_greeted));
    // The kernel holds the rest, which the server has nothing left to take with.
    let held = format!("/proc/{}/fd", site.server().as_raw_nonzero());
    while std::fs::read_dir(&held).unwrap().count() < 80 {}
    drop(silent);
    let (answer, took) = honest(&site);
    assert!(answer.status.success(), "{}", text(&answer.stderr));
    println!("after running out of descriptors an honest command took {took:?}");
}
