//! Keeping: verify, rebuild, backup, restore, and another process at work.

use duban::ledger::Ledger;

use super::desk::{Desk, EXAMPLE};

const DATA: &str = ".local/share/duban";

/// Opens the desk's ledger in this process, which then holds its lock.
fn hold(desk: &Desk) -> Ledger {
    Ledger::open(&desk.path(DATA), &mut |_, _| {}).unwrap()
}

#[test]
fn lookups_work_while_another_process_holds_the_data() {
    let desk = Desk::with_example();
    let _held = hold(&desk);
    assert_eq!(desk.numbers("").len(), 25);
    for line in ["show 2", "search lyf", "history 2", "export", "export --format json"] {
        assert!(!desk.duban(line).done().is_empty(), "{line}");
    }
    let verified = desk.duban("verify");
    assert_eq!(verified.code, 0);
    assert!(verified.out.starts_with("完好：日志共 1 次修订"), "{}", verified.out);
    assert_eq!(verified.err, "查询库没有比对：还没有，或正由另一个程序使用。\n");
    assert_eq!(desk.duban("backup 备份.tar").code, 0);
}

#[test]
fn a_command_that_writes_names_the_process_that_holds_the_data() {
    let desk = Desk::with_example();
    let _held = hold(&desk);
    let file = desk.file("九月.txt", EXAMPLE.replace("1-6月进展", "1-9月进展").as_bytes());
    let refused = [desk.run(["import".as_ref(), file.as_os_str(), "--yes".as_ref()]), desk.duban("rebuild")];
    for ran in refused {
        assert_eq!(ran.code, 1, "{ran:?}");
        let said = format!("数据正由进程 {} 使用，没有改动任何内容。", std::process::id());
        assert!(ran.err.starts_with(&said), "{}", ran.err);
    }
    assert_eq!(desk.numbers("--period 2021-09 --status 未报").len(), 25);
}

#[test]
fn a_backup_restores_into_an_empty_folder_only() {
    let desk = Desk::with_example();
    let told = desk.duban("backup 备份.tar").done();
    assert_eq!(told, "已备份到 备份.tar。恢复时用 duban restore。\n");
    let refused = desk.duban("restore 备份.tar");
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("不是空目录，没有恢复任何内容。"), "{}", refused.err);
    let told = desk.duban("restore 备份.tar --data 新").done();
    assert_eq!(told, "已把 备份.tar 恢复到 新，并校验无误。\n");
    assert_eq!(desk.duban("export --format json --data 新").done(), desk.duban("export --format json").done());
}

#[test]
fn a_backup_never_takes_the_place_of_an_older_one() {
    let desk = Desk::with_example();
    desk.file("备份.tar", "旧的".as_bytes());
    let ran = desk.duban("backup 备份.tar");
    assert_eq!((ran.code, ran.err.as_str()), (1, "备份.tar 已经存在，没有写入备份。请换一个文件名。\n"));
    assert_eq!(std::fs::read_to_string(desk.path("备份.tar")).unwrap(), "旧的");
    assert_eq!(Desk::empty().duban("backup 备份.tar").code, 1, "nothing is no backup");
}

#[test]
fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let desk = Desk::with_example();
    desk.duban("backup 备份.tar").done();
    let mut bytes = std::fs::read(desk.path("备份.tar")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    desk.file("坏.tar", &bytes);
    assert_ne!(desk.duban("restore 坏.tar --data 新").code, 0);
    assert!(!desk.path("新").exists());
    desk.file("假.tar", b"no tar at all");
    let ran = desk.duban("restore 假.tar --data 新");
    assert!(ran.code == 1 && ran.err.contains("没有恢复任何内容"), "{ran:?}");
}

#[test]
fn verify_finds_a_flipped_byte_and_says_where() {
    let desk = Desk::with_example();
    assert!(desk.duban("verify").done().starts_with("完好：日志共 1 次修订，逐行校验无误。"));
    let journal = desk.path(DATA).join("journal/000001.jsonl");
    let mut bytes = std::fs::read(&journal).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&journal, bytes).unwrap();
    let ran = desk.duban("verify");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("000001.jsonl") && ran.err.contains("已损坏"), "{}", ran.err);
}

#[test]
fn rebuild_makes_the_store_anew_and_keeps_the_old_one_aside() {
    let desk = Desk::with_example();
    let ran = desk.duban("rebuild");
    assert_eq!((ran.code, ran.out.as_str()), (0, "库已按日志重建。\n"));
    assert!(ran.err.contains("未删除"), "{}", ran.err);
    assert_eq!(desk.duban("verify").done().lines().count(), 1, "rows and journal agree");
}
