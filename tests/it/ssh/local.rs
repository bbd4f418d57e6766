//! The same host: a second program joins the running server, and an OpenSSH server in front may speak for others.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use super::{PROGRAM, Site, has, piped, text};
use crate::pty::{Answers, Tty};

#[test]
fn a_command_at_the_host_works_while_the_server_has_the_store() {
    let site = Site::open();
    let mut watching = site.board("wang");
    watching.shows("已完成4");
    let told = site.here(&["update", "2", "--status", "已完成", "--text", "全部\"完成\"了"]);
    assert!(told.status.success(), "{}", text(&told.stderr));
    watching.shows("已完成5");
    let told = site.here(&["--as", "张三", "undo"]);
    assert_eq!(told.status.code(), Some(1), "张三 has done nothing: {}", text(&told.stdout));
    let told = site.here(&["--as", "张三", "update", "2", "--status", "滞后", "--text", "张三说的"]);
    assert!(told.status.success(), "{}", text(&told.stderr));
    assert!(text(&site.here(&["history", "2"]).stdout).contains("张三"));
}

#[test]
fn a_second_board_at_the_host_joins_the_server_and_gives_the_terminal_back_when_it_dies() {
    let mut site = Site::open();
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(["--data", site.data().to_str().unwrap()]);
    command.env("TERM", "xterm-256color");
    let mut board = Tty::wide(command, 80, Answers::Truly);
    board.shows("共25").types("j").types("\x1bOQ").shows("填报  第 2 项").shows("放弃草稿");
    // The server has no terminal for one.
    board.hides("编辑器");
    board.types("\x1be").shows("服务运行时本机也打不开编辑器").types("\x1b").hides("填报  第");
    site.end(Signal::KILL);
    let (code, said) = board.ends();
    assert_eq!(code, 3);
    assert!(said.contains("服务中途结束，不知道刚才的内容是否已经存入"), "{said}");
    assert!(said.contains("\x1b[?1049l"), "{said}");
}

#[test]
fn a_socket_that_a_killed_server_left_is_in_nobodys_way() {
    let mut site = Site::open();
    site.end(Signal::KILL);
    assert!(site.data().join("socket").exists());
    let told = site.here(&["update", "2", "--status", "滞后", "--text", "照常"]);
    assert!(told.status.success(), "{}", text(&told.stderr));
    site.serve(&[]);
    assert!(site.exec("li", "list").status.success());
}

#[test]
fn a_server_with_its_socket_elsewhere_is_found_at_the_host_and_leaves_nothing_behind() {
    let mut site = Site::closed();
    let socket = site.path("elsewhere").display().to_string();
    for (signal, words) in [(Signal::KILL, "在主机上录入"), (Signal::TERM, "再录一次")] {
        site.serve(&["--socket", &socket]);
        let told = site.here(&["update", "2", "--status", "滞后", "--text", words]);
        assert!(told.status.success(), "{}", text(&told.stderr));
        site.end(signal);
    }
    assert!(fs::symlink_metadata(&socket).is_err() && fs::symlink_metadata(site.data().join("socket")).is_err());
}

#[test]
fn a_file_that_is_no_socket_stays_and_a_path_that_is_too_long_is_named() {
    let site = Site::closed();
    let (file, long) = (site.path("li.pub").display().to_string(), site.path(&"长".repeat(40)).display().to_string());
    let before = fs::read(&file).unwrap();
    for path in [&file, &long] {
        let refused = site.here(&["serve", "--listen", "127.0.0.1:0", "--socket", path]);
        assert_eq!(refused.status.code(), Some(3));
        assert!(text(&refused.stderr).contains(&format!("不能使用本机套接字 {path}")), "{}", text(&refused.stderr));
    }
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn files_that_a_joined_command_names_are_read_where_it_is_typed() {
    let site = Site::open();
    let typed = |line: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.args(line).arg("--data").arg(site.data()).current_dir(site.dir.path());
        piped(command, b"")
    };
    for line in
        [&["user", "add", "新人", "--role", "viewer", "--key", "stranger.pub"][..], &["import", "--yes", "table.txt"]]
    {
        let told = typed(line);
        assert!(told.status.success(), "{line:?}: {}", text(&told.stderr));
    }
    assert!(site.exec("stranger", "list").status.success());
    let removed = typed(&["user", "key", "remove", "新人", "stranger.pub"]);
    assert!(removed.status.success(), "{}", text(&removed.stderr));
    let missing = typed(&["user", "add", "某人", "--role", "viewer", "--key", "没有.pub"]);
    assert!(text(&missing.stderr).contains("没有.pub"), "{}", text(&missing.stderr));
    let asked = typed(&["import", "table.txt"]);
    assert_eq!(asked.status.code(), Some(1));
    assert!(text(&asked.stderr).contains("请先加 --dry-run 查看，再加 --yes 存入"), "{}", text(&asked.stderr));
}

#[test]
fn a_text_that_looks_like_an_option_reaches_the_server_as_it_was_typed() {
    let site = Site::open();
    let told = site.here(&["--as", "张三", "update", "2", "--status", "滞后", "--text", "--as", "--next", "后话"]);
    assert!(told.status.success(), "{}", text(&told.stderr));
    let audit = text(&site.exec("admin", "audit --json --task 2").stdout);
    assert!(audit.contains("\"--as\"") && audit.contains("后话") && audit.contains("张三"), "{audit}");
}

#[test]
fn a_joined_command_that_reads_nothing_ends_however_much_is_piped_into_it() {
    let site = Site::open();
    let mut undo = Command::new(PROGRAM);
    undo.args(["undo", "--data"]).arg(site.data());
    let told = piped(undo, &vec![b'x'; 32 << 20]);
    assert_eq!(told.status.code(), Some(0), "{}", text(&told.stderr));
}

#[test]
fn what_lies_on_disk_is_for_the_owner_alone() {
    let site = Site::closed();
    assert_eq!(fs::metadata(site.data()).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn the_unit_is_one_that_systemd_understands_and_keeps_apart() {
    if !has("systemd-analyze") {
        eprintln!("not tested: it needs systemd-analyze");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let unit = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/config/duban.service")).unwrap();
    fs::write(dir.path().join("duban.service"), unit.replace("/usr/bin/duban", PROGRAM)).unwrap();
    for words in [&["verify", "--man=no"][..], &["security", "--offline=true", "--threshold=20"]] {
        let checked =
            Command::new("systemd-analyze").args(words).arg(dir.path().join("duban.service")).output().unwrap();
        assert!(checked.status.success(), "{}{}", text(&checked.stdout), text(&checked.stderr));
    }
}

#[test]
fn a_second_server_on_a_store_that_is_served_is_refused() {
    let site = Site::open();
    let refused = site.here(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(site.exec("li", "list").status.success(), "the first one goes on");
}

#[test]
fn only_the_gateway_account_may_say_whose_key_it_has_verified() {
    let site = Site::open();
    let fingerprint = fingerprint(&site, "li");
    let attach = Command::new(PROGRAM)
        .args(["attach", "--fingerprint", &fingerprint, "--data"])
        .arg(site.data())
        .env("SSH_ORIGINAL_COMMAND", "list")
        .output()
        .unwrap();
    assert_eq!(attach.status.code(), Some(1));
    assert!(text(&attach.stderr).contains("服务不认可这个账户或密钥"), "{}", text(&attach.stderr));
}

fn fingerprint(site: &Site, key: &str) -> String {
    let told = Command::new("ssh-keygen").args(["-lf"]).arg(site.path(&format!("{key}.pub"))).output().unwrap();
    text(&told.stdout).split(' ').nth(1).unwrap().to_owned()
}

/// The system's own SSH server, set up as the README says.
struct Gateway {
    sshd: Child,
    port: u16,
}

impl Gateway {
    fn open(site: &Site) -> Self {
        let keys = site.path("keys");
        let script = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/config/authorized-keys.sh")).unwrap();
        // Many tests run on one machine: each has its own program and its own /run/duban.
        let script = script.replacen("\"duban attach", &format!("\"{PROGRAM} attach"), 1);
        let here = script.replacen("--socket /run/duban/", &format!("--socket {}/", site.dir.path().display()), 1);
        assert_ne!(here, script, "it names where the unit has the socket");
        fs::write(&keys, here).unwrap();
        fs::set_permissions(&keys, fs::Permissions::from_mode(0o755)).unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        site.make_key("host");
        let authorised = format!("/usr/local/bin/duban-keys-{}", std::process::id());
        fs::copy(&keys, &authorised).unwrap();
        fs::set_permissions(&authorised, fs::Permissions::from_mode(0o755)).unwrap();
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\nStrictModes yes\n\
             AuthorizedKeysFile none\nAuthorizedKeysCommand {authorised} %f %t %k\nAuthorizedKeysCommandUser nobody\n\
             PasswordAuthentication no\nKbdInteractiveAuthentication no\n",
            site.path("host").display()
        );
        let file = site.path("sshd_config");
        fs::write(&file, config).unwrap();
        fs::create_dir_all("/run/sshd").unwrap();
        let mut sshd = Command::new("/usr/sbin/sshd");
        sshd.args(["-D", "-e", "-f"]).arg(file).stderr(Stdio::piped());
        let mut sshd = sshd.spawn().unwrap();
        let mut told = std::io::BufReader::new(sshd.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("listening") {
            line.clear();
            assert!(std::io::BufRead::read_line(&mut told, &mut line).unwrap() > 0);
        }
        std::thread::spawn(move || drop(std::io::copy(&mut told, &mut std::io::sink())));
        Self { sshd, port }
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        drop(self.sshd.kill());
        drop(self.sshd.wait());
        drop(fs::remove_file(format!("/usr/local/bin/duban-keys-{}", std::process::id())));
    }
}

#[test]
fn openssh_in_front_signs_people_in_by_their_keys() {
    if !has("sshd") || !rustix::process::geteuid().is_root() {
        eprintln!("not tested: it needs root and OpenSSH's server");
        return;
    }
    let mut site = Site::closed();
    // The account that the server in front runs the command under.
    let socket = site.path("socket").display().to_string();
    site.serve(&["--gateway", "root", "--socket", &socket]);
    let gateway = Gateway::open(&site);
    let through = |key: &str, line: &str| {
        let mut client = site.client(key);
        let at = client.iter().position(|word| word == "-p").unwrap();
        client[at + 1] = gateway.port.to_string();
        *client.last_mut().unwrap() = String::from("root@127.0.0.1");
        let mut ssh = Command::new("ssh");
        ssh.args(&client[1..]).arg(line);
        piped(ssh, b"")
    };
    let listed = through("wang", "list --unit 财政");
    assert!(listed.status.success(), "{}", text(&listed.stderr));
    let refused = through("wang", "update 2 --status 滞后 --text 不行");
    assert_eq!(refused.status.code(), Some(1), "it is the viewer: {}", text(&refused.stdout));
    let told = through("li", "update 2 --status 滞后 --text 经网关");
    assert!(told.status.success(), "{}", text(&told.stderr));
    assert!(text(&site.exec("admin", "audit").stdout).contains("127.0.0.1"));
    let stranger = through("stranger", "list");
    assert_eq!(stranger.status.code(), Some(1));
    assert!(text(&stranger.stderr).contains("服务不认可这个账户或密钥"), "{}", text(&stranger.stderr));
}
