//! People and their keys by command: keys made by the real `ssh-keygen`, and everything people send instead of one.

use std::process::{Command, Stdio};

use super::desk::{Desk, Ran};

/// Keys for a machine without `ssh-keygen`, a line each: what it is told to make, the fingerprint, the public key.
const KEYS: &str = include_str!("../../data/keys.txt");

/// The keys of that file.
fn keys() -> impl Iterator<Item = [&'static str; 3]> {
    KEYS.lines().map(|line| line.split('|').collect::<Vec<_>>().try_into().unwrap())
}

/// A pair of keys of a kind, by `ssh-keygen` where there is one: the private key in a file, the public one beside it.
fn keygen(desk: &Desk, name: &str, kind: &str) {
    let mut program = Command::new("ssh-keygen");
    program.args(["-q", "-N", "", "-C", "李四@办公室", "-f"]).arg(desk.path(name)).args(kind.split(' '));
    if program.status().is_ok_and(|status| status.success()) {
        return;
    }
    let taken = std::fs::read_dir(desk.path("")).unwrap().filter(|e| e.as_ref().unwrap().path().extension().is_some());
    let known: Vec<_> = keys().filter(|[known, ..]| *known == kind).collect();
    let [_, _, public] = known[taken.count() % known.len()];
    desk.file(name, b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
    desk.file(&format!("{name}.pub"), format!("{public} 李四@办公室\n").as_bytes());
}

fn pair(desk: &Desk, name: &str) -> String {
    keygen(desk, name, "-t ed25519");
    fingerprint(desk, &format!("{name}.pub"))
}

/// The fingerprint as `ssh-keygen` has it, or had it.
fn fingerprint(desk: &Desk, file: &str) -> String {
    match Command::new("ssh-keygen").arg("-lf").arg(desk.path(file)).output() {
        Ok(out) => String::from_utf8(out.stdout).unwrap().split_whitespace().nth(1).unwrap().to_owned(),
        Err(_) => {
            let text = std::fs::read_to_string(desk.path(file)).unwrap();
            keys().find(|[_, _, public]| text.starts_with(public)).unwrap()[1].to_owned()
        }
    }
}

/// Asserts that a line was refused and changed nothing; returns what was said.
fn refused(desk: &Desk, line: &str) -> String {
    let before = desk.duban("user list --json").done();
    let ran = desk.duban(line);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{line}: {}", ran.err);
    assert_eq!(desk.duban("user list --json").done(), before, "{line}");
    ran.err
}

/// What is said of a text that is sent as somebody's key.
fn unfit(desk: &Desk, text: &[u8]) -> String {
    desk.file("送来的", text);
    refused(desk, "user add 李四 --role 查看 --key 送来的")
}

#[test]
fn somebody_is_admitted_listed_changed_and_removed() {
    let desk = Desk::with_example();
    assert_eq!(desk.duban("user list").done(), "还没有登记用户；只有本机能打开这个库。可用 duban user add 登记。\n");
    let key = pair(&desk, "id");
    let told = desk.duban("user add 李四 --role reporter --unit 卫健局 --key id.pub");
    assert_eq!(told.out, format!("已新增：用户“李四”；修订 2。\n  {key}\n"));
    assert_eq!(told.err, "“卫健局”按单位“市卫生健康局”办理。\n");
    assert_eq!(desk.duban("user list").done(), format!("李四  填报  市卫生健康局  {key}\n"));
    let list = desk.json("user list --json");
    assert_eq!((list[0]["role"].as_str(), list[0]["units"][0].as_str()), (Some("reporter"), Some("市卫生健康局")));
    let public = std::fs::read_to_string(desk.path("id.pub")).unwrap();
    let stored = list[0]["keys"][0]["public"].as_str().unwrap();
    assert_eq!(stored, public.rsplit_once(' ').unwrap().0, "the key without the comment of whoever made it");
    desk.duban("user role 李四 督查").done();
    assert_eq!(desk.duban("user list").done(), format!("李四  督查    {key}\n"));
    assert_eq!(
        desk.run(["user", "remove", "李四", "--why", "调离"]).done(),
        "已作废：用户“李四”，原因：调离；修订 4。\n"
    );
    assert_eq!(desk.duban("user list").done(), "李四  督查    已作废：调离\n");
    assert!(refused(&desk, "user role 李四 管理").starts_with("没有名叫“李四”的用户；数据未改动。"));
    desk.duban("user add 李四 --role 查看 --key id.pub").done();
    assert_eq!(desk.duban("user list").done(), format!("李四  查看    {key}\n"));
    assert!(desk.duban("verify").done().starts_with("完好："));
}

#[test]
fn keys_come_and_go_by_file_standard_input_and_fingerprint() {
    let desk = Desk::with_example();
    let (first, second) = (pair(&desk, "a"), pair(&desk, "b"));
    desk.duban("user add 李四 --role 查看 --key a.pub").done();
    let public = std::fs::read(desk.path("b.pub")).unwrap();
    let told = with_input(&desk, "user key add 李四 -", &public).done();
    assert_eq!(told, format!("已修改：用户“李四”；修订 3。\n  {first}\n  {second}\n"));
    assert!(
        refused(&desk, "user add 王五 --role 查看 --key b.pub").starts_with("这把钥匙已经是“李四”的；数据未改动。")
    );
    assert!(refused(&desk, "user key add 李四 b.pub").starts_with("这把钥匙已经是“李四”的"));
    desk.duban(&format!("user key remove 李四 {first}")).done();
    assert!(refused(&desk, "user key remove 李四 a.pub").contains(&format!("没有钥匙 {first}")));
    desk.duban("user key remove 李四 b.pub").done();
    assert_eq!(desk.duban("user list").done(), "李四  查看    没有钥匙，不能登录\n");
}

fn with_input(desk: &Desk, line: &str, input: &[u8]) -> Ran {
    let mut program = desk.program();
    program.args(line.split_whitespace()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), input);
    Ran::of(child.wait_with_output().unwrap())
}

#[test]
fn each_kind_of_key_in_use_is_taken() {
    let desk = Desk::with_example();
    for (name, kind) in [
        ("ec256", "-t ecdsa -b 256"),
        ("ec384", "-t ecdsa -b 384"),
        ("ec521", "-t ecdsa -b 521"),
        ("rsa", "-t rsa -b 3072"),
    ] {
        keygen(&desk, name, kind);
        let key = fingerprint(&desk, &format!("{name}.pub"));
        let told = desk.duban(&format!("user add {name} --role 查看 --key {name}.pub")).done();
        assert!(told.ends_with(&format!("  {key}\n")), "{told}");
    }
    // A key that lives in a token cannot be made without one: two public ones.
    for (at, [_, _, token]) in keys().filter(|[kind, ..]| *kind == "token").enumerate() {
        desk.file("sk.pub", token.as_bytes());
        let told = desk.duban(&format!("user add 持令牌{at} --role 查看 --key sk.pub")).done();
        assert!(told.ends_with(&format!("  {}\n", fingerprint(&desk, "sk.pub"))), "{told}");
    }
    let utf16: Vec<u8> = std::fs::read_to_string(desk.path("rsa.pub")).unwrap().encode_utf16().fold(
        vec![0xff, 0xfe],
        |mut bytes, unit| {
            bytes.extend(unit.to_le_bytes());
            bytes
        },
    );
    assert!(unfit(&desk, &utf16).starts_with("这把钥匙已经是“rsa”的"), "as a shell of Windows writes it");
}

#[test]
fn whatever_is_sent_instead_of_a_public_key_is_refused_with_what_to_do() {
    let desk = Desk::with_example();
    keygen(&desk, "id", "-t ed25519");
    let public = std::fs::read_to_string(desk.path("id.pub")).unwrap();
    let said = refused(&desk, "user add 李四 --role 查看 --key id");
    assert!(said.starts_with("这是私钥，是只能留在您自己机器上的秘密，千万不要发给任何人！数据未改动"), "{said}");
    for (text, wanted) in [
        ("", "里面什么也没有；数据未改动。"),
        ("# 没有\n\n", "里面什么也没有；数据未改动。"),
        ("PuTTY-User-Key-File-3: ssh-ed25519\n", "这是 PuTTY 的钥匙文件（.ppk），里面有私钥"),
        ("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n", "这是 SSH2（RFC 4716）格式的公钥；数据未改动。请用 ssh-keygen -i"),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n", "这是 PEM 格式的公钥；数据未改动。请用 ssh-keygen -i -m PKCS8"),
        ("ssh-dss AAAAB3NzaC1kc3MAAACBAP 李四", "这是 ssh-dss 钥匙，已不安全；"),
        ("李四的钥匙", "这不是能识别的公钥；数据未改动。"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIL", "这不是能识别的公钥；数据未改动。"),
        ("ssh-ed25519-cert-v01@openssh.com AAAA 李四", "这是证书，不是公钥；"),
    ] {
        let said = unfit(&desk, text.as_bytes());
        assert!(said.starts_with(wanted), "{text}: {said}");
    }
    let with_options = format!("restrict,command=\"date\" {public}");
    assert!(unfit(&desk, with_options.as_bytes()).starts_with("公钥前面有 authorized_keys 的选项"));
    let twice = format!("{public}{public}");
    assert!(unfit(&desk, twice.as_bytes()).starts_with("里面有 2 把公钥，不知道要用哪一把；"));
    let long = vec![b'a'; 100 << 10];
    assert!(unfit(&desk, &long).starts_with("这不是能识别的公钥"));
    let other = public.replace("ssh-ed25519", "ssh-rsa");
    assert!(unfit(&desk, other.as_bytes()).starts_with("这不是能识别的公钥"), "a kind that the key itself denies");
    keygen(&desk, "short", "-t rsa -b 2048");
    let said = refused(&desk, "user add 李四 --role 查看 --key short.pub");
    assert!(said.starts_with("这是 2048 位的 RSA 钥匙，须为 3072 至 16384 位；数据未改动。"), "{said}");
    assert!(refused(&desk, "user add 李四 --role 查看 --key 不在.pub").starts_with("读不了 不在.pub："));
}

#[test]
fn a_role_and_its_units_belong_together() {
    let desk = Desk::with_example();
    pair(&desk, "id");
    assert!(refused(&desk, "user add 李四 --role 填报 --key id.pub").starts_with("填报人至少要有一个单位；"));
    let said = refused(&desk, "user add 李四 --role 督查 --unit 市财政局 --key id.pub");
    assert!(said.starts_with("只有填报人才有单位；"), "{said}");
    let ran = desk.duban("user add 李四 --role 局长 --key id.pub");
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("“局长”不能用于 --role <R>。权限写作 viewer（查看）"), "{}", ran.err);
    desk.duban("user add 李四 --role 管理 --key id.pub").done();
    assert!(refused(&desk, "user role 李四 查看").starts_with("这样就没有管理员能登录了，数据未改动。"));
    assert!(refused(&desk, "user remove 李四 --why 调离").starts_with("这样就没有管理员能登录了"));
    pair(&desk, "b");
    desk.duban("user add 王五 --role 管理 --key b.pub").done();
    desk.duban("user role 李四 填报 --unit 市财政局 --unit 市教育局").done();
    desk.duban("user role 李四 填报 --unit 市教育局").done();
    assert!(desk.duban("user list").done().starts_with("李四  填报  市教育局  SHA256:"));
    assert_eq!(
        desk.run(["user", "remove", "李四", "--why", " "]).err,
        "作废要写明原因；数据未改动。请补上原因后再试。\n"
    );
}
