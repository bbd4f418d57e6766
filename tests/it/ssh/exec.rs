//! The command line over a channel without a screen.

use std::io::Write;
use std::process::{Command, Stdio};

use rustix::process::Signal;

use super::{Site, piped, text};

#[test]
fn a_command_answers_as_it_does_at_the_host() {
    let site = Site::open();
    for line in [vec!["list", "--unit", "财政"], vec!["list"], vec!["show", "12", "--json"], vec!["history", "2"]] {
        let far = site.exec("li", &line.join(" "));
        let here = site.here(&line);
        assert_eq!(text(&far.stdout), text(&here.stdout), "{line:?}");
        assert_eq!(far.status.code(), here.status.code(), "{line:?}");
    }
}

#[test]
fn exit_codes_and_standard_error_come_through() {
    let site = Site::open();
    let wrong = site.exec("li", "nonsense");
    assert_eq!(wrong.status.code(), Some(2));
    assert_eq!(text(&wrong.stdout), "");
    assert!(text(&wrong.stderr).contains("没有命令“nonsense”"));
    let absent = site.exec("li", "show 99");
    assert_eq!(absent.status.code(), Some(1));
    assert!(text(&absent.stderr).contains("99"));
    let unclear = site.exec("li", "search '健康");
    assert_eq!(unclear.status.code(), Some(2));
    assert!(text(&unclear.stderr).contains("引号没有配对"));
}

#[test]
fn words_are_split_without_a_shell() {
    let site = Site::open();
    let told = site.exec("li", "update 2 --status 滞后 --period 2021-09 --text '第一行；$(id) `id` > /tmp/x && echo'");
    assert!(told.status.success(), "{}", text(&told.stderr));
    let shown = site.exec("li", "show 2");
    assert!(text(&shown.stdout).contains("第一行；$(id) `id` > /tmp/x && echo"), "{}", text(&shown.stdout));
}

#[test]
fn a_backup_does_not_go_to_a_terminal() {
    let site = Site::open();
    let client = site.client("admin");
    let mut ssh = Command::new(&client[0]);
    ssh.args(&client[1..]).args(["-tt", "backup"]);
    let told = piped(ssh, b"");
    assert_eq!(told.status.code(), Some(2));
    assert!(text(&told.stdout).contains("备份不能写到终端上") || text(&told.stderr).contains("备份不能写到终端上"));
}

#[test]
fn a_book_goes_out_and_a_backup_is_restored_elsewhere() {
    let site = Site::open();
    let book = site.exec("li", "export --format json");
    assert!(book.status.success(), "{}", text(&book.stderr));
    assert!(text(&book.stdout).contains("地中海贫血筛查22350例"));
    let backup = site.exec("admin", "backup");
    assert!(backup.status.success(), "{}", text(&backup.stderr));
    std::fs::write(site.path("b.tar"), &backup.stdout).unwrap();
    let file = site.path("b.tar").display().to_string();
    let elsewhere = site.path("elsewhere").display().to_string();
    let restored = Command::new(super::PROGRAM).args(["restore", &file, "--data", &elsewhere]).output().unwrap();
    assert!(restored.status.success(), "{}", text(&restored.stderr));
    let there = Command::new(super::PROGRAM).args(["list", "--data", &elsewhere]).output().unwrap();
    assert_eq!(text(&there.stdout), text(&site.exec("li", "list").stdout));
}

#[test]
fn a_table_comes_in_from_standard_input() {
    let site = Site::open();
    let table = duban::exchange::EXAMPLE.replace("1-6月", "1-9月");
    let told = site.exec_with("li", "import -", table.as_bytes());
    assert!(told.status.success(), "{}{}", text(&told.stdout), text(&told.stderr));
    assert!(text(&site.exec("wang", "list").stdout).contains("1-9月"));
}

#[test]
fn a_command_that_says_much_and_reads_nothing_is_heard_whatever_is_piped_into_it() {
    let site = Site::open();
    for number in 1..=6 {
        let line = format!("update {number} --status 按进度 --text -");
        let told = site.exec_with("li", &line, format!("{number}{}", "长".repeat(330_000)).as_bytes());
        assert!(told.status.success(), "{}", text(&told.stderr));
    }
    let told = site.exec_with("li", "export --format json", &vec![b'x'; 16 << 20]);
    assert!(told.status.success(), "{}", text(&told.stderr));
    assert!(told.stdout.len() > 5_000_000);
}

#[test]
fn files_of_the_host_and_other_peoples_names_are_out_of_reach() {
    let site = Site::open();
    for (line, why) in [
        ("import /etc/passwd", "通过网络不能读写服务器上的文件"),
        ("export --output /tmp/x", "通过网络不能读写服务器上的文件"),
        ("backup /tmp/b.tar", "通过网络不能读写服务器上的文件"),
        ("list --data /tmp", "不能指定 --data"),
        ("list --config /etc/passwd", "不能指定 --data 和 --config"),
        ("undo --as 张三", "通过网络只能以自己的名义录入"),
        ("rebuild", "这个命令只能在主机上执行"),
        ("restore -", "这个命令只能在主机上执行"),
        ("serve", "这个命令只能在主机上执行"),
    ] {
        let refused = site.exec("admin", line);
        assert!(matches!(refused.status.code(), Some(1 | 2)), "{line}: {:?}", refused.status);
        assert!(text(&refused.stderr).contains(why), "{line}: {}", text(&refused.stderr));
    }
}

#[test]
fn nothing_but_commands_and_the_board_is_served() {
    let site = Site::open();
    let client = site.client("admin");
    let ssh = |options: &[&str], rest: &[&str]| {
        let mut ssh = Command::new("ssh");
        ssh.args(&client[1..client.len() - 1]).args(options).arg(&client[client.len() - 1]).args(rest);
        piped(ssh, b"")
    };
    let subsystem = ssh(&["-s"], &["sftp"]);
    assert!(!subsystem.status.success());
    let forwarded = ssh(&["-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1"], &["list"]);
    assert!(!forwarded.status.success(), "remote forwarding");
    let through = ssh(&["-W", "127.0.0.1:1"], &[]);
    assert_eq!(through.status.code(), Some(255), "local forwarding");
    assert!(text(&through.stderr).contains("forwarding failed"), "{}", text(&through.stderr));
    let mut with_windows = Command::new("ssh");
    with_windows.args(["-X", "-A"]).args(&client[1..]).arg("list").env("DISPLAY", "127.0.0.1:9");
    let with_windows = piped(with_windows, b"");
    assert!(text(&with_windows.stderr).contains("X11 forwarding request failed"), "{}", text(&with_windows.stderr));
    assert!(with_windows.status.success());
    let without_terminal = ssh(&["-T"], &[]);
    assert_eq!(without_terminal.status.code(), Some(2));
    assert!(text(&without_terminal.stderr).contains("需要终端"), "{}", text(&without_terminal.stderr));
}

#[test]
fn half_a_text_whose_client_dies_is_not_stored() {
    let site = Site::open();
    let client = site.client("xie");
    let mut ssh = Command::new(&client[0]);
    ssh.args(&client[1..]).arg("update 9 --status 滞后 --text -").stdin(Stdio::piped());
    let mut ssh = ssh.spawn().unwrap();
    // More than a pipe holds: what it has taken of it, the client has begun to send.
    ssh.stdin.as_mut().unwrap().write_all("只有一半".repeat(20_000).as_bytes()).unwrap();
    ssh.kill().unwrap();
    ssh.wait().unwrap();
    while !text(&site.exec("admin", "audit --json").stdout).contains("command_refused") {
        assert!(!text(&site.exec("li", "show 9").stdout).contains("只有一半"), "half of it was stored");
    }
    assert!(!text(&site.exec("li", "show 9").stdout).contains("只有一半"));
}

#[test]
fn a_command_whose_client_sends_nothing_more_ends_and_stores_nothing() {
    let mut site = Site::closed();
    site.serve(&["--idle", "1", "--sessions", "1"]);
    let client = site.client("xie");
    let mut ssh = Command::new(&client[0]);
    ssh.args(&client[1..]).arg("update 9 --status 滞后 --text -").stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut ssh = ssh.spawn().unwrap();
    let mut stdin = ssh.stdin.take().unwrap();
    stdin.write_all("只有一半".as_bytes()).unwrap();
    let ended = ssh.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(text(&ended.stderr).contains("标准输入读不了"), "{}", text(&ended.stderr));
    drop(stdin);
    // Its place is free again.
    assert!(!text(&site.exec("xie", "show 9").stdout).contains("只有一半"));
}

#[test]
fn a_stop_does_not_take_half_a_text_for_the_whole() {
    let mut site = Site::open();
    let client = site.client("xie");
    let mut ssh = Command::new(&client[0]);
    ssh.args(&client[1..]).arg("update 9 --status 滞后 --text -").stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut ssh = ssh.spawn().unwrap();
    let mut stdin = ssh.stdin.take().unwrap();
    stdin.write_all("只有一半".repeat(20_000).as_bytes()).unwrap();
    assert_eq!(site.end(Signal::TERM), Some(0));
    let ended = ssh.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1), "{}", text(&ended.stderr));
    assert!(text(&ended.stderr).contains("标准输入读不了"), "{}", text(&ended.stderr));
    assert!(!text(&site.here(&["show", "9"]).stdout).contains("只有一半"));
}

#[test]
fn a_command_whose_output_nobody_reads_gives_its_place_back() {
    let mut site = Site::closed();
    // More than a client's window: 2 MiB of OpenSSH, and what lies in pipes.
    for turn in 0..5 {
        let long = site.path("long.txt");
        std::fs::write(&long, format!("{turn}{}", "进展".repeat(150_000))).unwrap();
        let mut update = Command::new(super::PROGRAM);
        update.args(["update", "9", "--status", "滞后", "--text", "-", "--data"]).arg(site.data());
        let told = update.stdin(std::fs::File::open(&long).unwrap()).output().unwrap();
        assert!(told.status.success(), "{}", text(&told.stderr));
    }
    site.serve(&["--idle", "2", "--sessions", "1"]);
    let client = site.client("li");
    let mut ssh = Command::new(&client[0]);
    ssh.args(&client[1..]).arg("history 9").stdin(Stdio::null()).stdout(Stdio::piped());
    let mut ssh = ssh.spawn().unwrap();
    std::io::Read::read_exact(ssh.stdout.as_mut().unwrap(), &mut [0; 8]).unwrap();
    assert!((0..2000).any(|_| site.exec("li", "show 2").status.success()), "its place is still held");
    let rest = ssh.wait_with_output().unwrap();
    assert_eq!(rest.status.code(), Some(3));
}
