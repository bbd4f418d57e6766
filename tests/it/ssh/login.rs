//! Who gets in, as whom, and who does not.

use std::fs;
use std::process::Command;

use rustix::process::Signal;

use super::{Site, text};

#[test]
fn a_known_key_gets_in_whatever_user_name_the_client_says() {
    let site = Site::open();
    for name in ["anyone", "管理员", "as:管理员", "key:SHA256:x"] {
        let mut client = site.client("wang");
        *client.last_mut().unwrap() = String::from("127.0.0.1");
        let mut ssh = Command::new("ssh");
        ssh.args(["-l", name]).args(&client[1..]).arg("list --json");
        let listed = super::piped(ssh, b"");
        assert!(listed.status.success(), "{name}: {}", text(&listed.stderr));
        assert!(text(&listed.stdout).contains("市卫生健康局"), "{name}");
    }
    assert_eq!(site.exec("wang", "user list").status.code(), Some(1), "it is the viewer");
}

#[test]
fn an_unknown_key_does_not_get_in_and_is_told_nothing() {
    let site = Site::open();
    let refused = site.exec("stranger", "list");
    assert_eq!(refused.status.code(), Some(255));
    assert_eq!(text(&refused.stdout), "");
    assert_eq!(text(&refused.stderr), "anyone@127.0.0.1: Permission denied (publickey).\r\n");
}

#[test]
fn whoever_offers_one_key_and_signs_with_another_is_whom_the_signature_says() {
    let site = Site::open();
    // An agent with both keys offers the admin's first; the admin's private half is not there to sign with.
    let mixed = site.path("mixed");
    fs::copy(site.path("wang"), &mixed).unwrap();
    fs::copy(site.path("admin.pub"), site.path("mixed.pub")).unwrap();
    let tried = site.exec("mixed", "user list");
    assert!(!tried.status.success());
    assert!(!text(&tried.stdout).contains("管理员"));
    // With both offered, the session is the viewer's.
    let client = site.client("wang");
    let mut ssh = Command::new("ssh");
    ssh.args(["-o", "IdentitiesOnly=yes", "-i"]).arg(site.path("admin.pub")).args(&client[1..]).arg("user list");
    let listed = super::piped(ssh, b"");
    assert_eq!(listed.status.code(), Some(1), "{}", text(&listed.stdout));
    assert!(text(&listed.stderr).contains("此操作需要“管理”权限"), "{}", text(&listed.stderr));
}

#[test]
fn rsa_of_3072_bits_and_ecdsa_get_in_and_short_or_old_signatures_do_not() {
    let mut site = Site::closed();
    site.make_key_of("rsa", &["-t", "rsa", "-b", "3072"]);
    site.make_key_of("ecdsa", &["-t", "ecdsa", "-b", "256"]);
    for (name, key) in [("陈一", "rsa"), ("陈二", "ecdsa")] {
        let public = site.path(&format!("{key}.pub")).display().to_string();
        assert!(site.here(&["user", "add", name, "--role", "viewer", "--key", &public]).status.success());
    }
    site.serve(&[]);
    for key in ["rsa", "ecdsa"] {
        let listed = site.exec(key, "list");
        assert!(listed.status.success(), "{key}: {}", text(&listed.stderr));
    }
    let client = site.client("rsa");
    let mut old = Command::new("ssh");
    old.args(["-o", "PubkeyAcceptedAlgorithms=ssh-rsa"]).args(&client[1..]).arg("list");
    assert_eq!(super::piped(old, b"").status.code(), Some(255));
    site.make_key_of("short", &["-t", "rsa", "-b", "2048"]);
    let public = site.path("short.pub").display().to_string();
    let refused = site.here(&["user", "add", "陈三", "--role", "viewer", "--key", &public]);
    assert_eq!(refused.status.code(), Some(1), "{}", text(&refused.stdout));
    assert_eq!(site.exec("short", "list").status.code(), Some(255));
}

#[test]
fn a_removed_key_ends_its_sessions_and_its_commands_are_refused() {
    let site = Site::open();
    let mut board = site.board("wang");
    board.shows("共25");
    let removed = site.exec("admin", "user remove 王来访 --why 调离");
    assert!(removed.status.success(), "{}", text(&removed.stderr));
    let (code, said) = board.ends();
    assert_eq!(code, 1);
    assert!(said.contains("您的用户或权限已经变更，请重新登录"), "{said}");
    assert_eq!(site.exec("wang", "list").status.code(), Some(255));
}

#[test]
fn a_changed_role_ends_a_live_board_and_holds_from_then_on() {
    let site = Site::open();
    let mut board = site.board("wang");
    board.shows("共25");
    let changed = site.exec("admin", "user role 王来访 supervisor");
    assert!(changed.status.success(), "{}", text(&changed.stderr));
    let (code, said) = board.ends();
    assert_eq!(code, 1);
    assert!(said.contains("您的用户或权限已经变更，请重新登录"), "{said}");
    let told = site.exec("wang", "update 9 --status 滞后 --text 现在可以");
    assert!(told.status.success(), "{}", text(&told.stderr));
}

#[test]
fn the_host_key_is_made_once_and_never_anew() {
    let mut site = Site::open();
    let key = site.data().join("host_key");
    let made = fs::read(&key).unwrap();
    site.end(Signal::TERM);
    site.serve(&[]);
    assert_eq!(fs::read(&key).unwrap(), made);
    site.end(Signal::TERM);
    fs::write(&key, "unreadable").unwrap();
    let refused = site.here(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(text(&refused.stderr).contains("服务没有启动，密钥没有改动"), "{}", text(&refused.stderr));
    assert_eq!(fs::read_to_string(&key).unwrap(), "unreadable");
}

#[test]
fn a_host_key_that_others_may_read_is_not_used() {
    use std::os::unix::fs::PermissionsExt;
    let mut site = Site::open();
    site.end(Signal::TERM);
    let key = site.data().join("host_key");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let refused = site.here(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(text(&refused.stderr).contains("chmod 600"), "{}", text(&refused.stderr));
}

#[test]
fn the_audit_tells_who_came_who_left_who_was_turned_away_and_what_was_refused() {
    let site = Site::open();
    site.board("xie").shows("共25").types("\x1b[21~").ends();
    assert_eq!(site.exec("stranger", "list").status.code(), Some(255));
    assert_eq!(site.exec("wang", "update 9 --status 滞后 --text 不该写").status.code(), Some(1));
    assert!(site.exec("xie", "update 9 --status 滞后 --text 抽检受阻").status.success());
    let told = site.exec("admin", "audit --json");
    assert!(told.status.success(), "{}", text(&told.stderr));
    let told = text(&told.stdout);
    for words in [
        "logged_in",
        "logged_out",
        "turned_away",
        "command_refused",
        "谢少谋",
        "王来访",
        "127.0.0.1",
        "exec",
        "抽检受阻",
    ] {
        assert!(told.contains(words), "{words} of {told}");
    }
    assert!(!told.contains("不该写"), "what was refused is nobody's business: {told}");
    let key = Command::new("ssh-keygen").arg("-lf").arg(site.path("xie.pub")).output().unwrap();
    let fingerprint = text(&key.stdout).split(' ').nth(1).unwrap().to_owned();
    assert!(told.contains(&fingerprint), "{told}");
    assert!(site.here(&["verify"]).status.success());
}
