//! Taking tables in and writing them again, from the shell.

use std::path::Path;

use super::desk::{Desk, EXAMPLE, Ran};

fn import(desk: &Desk, file: &Path, options: &str) -> Ran {
    let line = ["import".as_ref(), file.as_os_str()].into_iter();
    desk.run(line.chain(options.split_whitespace().map(AsRef::as_ref)))
}

fn without_blank_cell_ends(text: &str) -> String {
    text.split('\t').map(str::trim_end).collect::<Vec<_>>().join("\t")
}

const PROPOSED: &str = "2021年市十件民生实事任务1-6月进展情况汇总表：2021年 1-6月，读出 25 行：\
                        新任务 25 项，已有任务 0 项，存疑 0 项。\n";

#[test]
fn a_dry_run_shows_rows_and_problems_and_stores_nothing() {
    let desk = Desk::empty();
    let file = desk.file("表.txt", EXAMPLE.replacen("共25项", "共26项", 1).as_bytes());
    let shown = import(&desk, &file, "--dry-run").done();
    assert!(shown.starts_with(PROPOSED), "{shown}");
    assert!(shown.contains("   2  新  按进度  市卫生健康局"), "{shown}");
    assert!(shown.contains("26 项，表中有 25 项"), "{shown}");
    assert!(shown.ends_with("以上只是试读，没有存入任何内容。\n"), "{shown}");
    assert!(!desk.path(".local").exists(), "not even the folder is made");
}

#[test]
fn off_a_terminal_nothing_is_stored_without_yes() {
    let desk = Desk::empty();
    let file = desk.file("表.txt", EXAMPLE.as_bytes());
    let ran = import(&desk, &file, "");
    assert_eq!((ran.code, ran.out.as_str()), (1, PROPOSED));
    assert_eq!(ran.err, "没有人在终端上确认，没有存入任何内容。核对以上内容后，加 --yes 再导入。\n");
    assert!(!desk.path(".local").exists());
}

#[test]
fn importing_twice_changes_nothing() {
    let desk = Desk::empty();
    let file = desk.file("表.txt", EXAMPLE.as_bytes());
    let first = import(&desk, &file, "--yes").done();
    assert_eq!(first, format!("{PROPOSED}已存入：新任务 25 项，进展 25 条（修订 1）。\n"));
    let again = import(&desk, &file, "--yes").done();
    assert!(again.ends_with("表中内容库里都有了，数据未改动。\n"), "{again}");
    assert_eq!(desk.json("history --json").as_array().unwrap().len(), 25);
}

#[test]
fn doubtful_rows_are_skipped_and_listed() {
    let desk = Desk::with_example();
    let later =
        EXAMPLE.replace("1-6月进展情况", "1-9月进展情况").replace("免费实施出生缺陷筛查", "免费开展出生缺陷筛查");
    let file = desk.file("三季度.txt", later.as_bytes());
    let ran = import(&desk, &file, "--yes");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("与库中第 2 项序号相同，内容不同（相近 97%）：表中为“免费开展出生缺陷"), "{}", ran.out);
    assert!(ran.out.ends_with("已存入：新任务 0 项，进展 24 条（修订 2）。\n"), "{}", ran.out);
    assert_eq!(ran.err, "1 项存疑的没有存入，见上。在终端上导入可以逐项确认。\n");
    assert_eq!(desk.numbers("--period 2021-09 --status 未报"), [2]);
}

#[test]
fn gbk_is_announced_and_read() {
    let desk = Desk::empty();
    let (gbk, _, _) = encoding_rs::GB18030.encode(EXAMPLE);
    let file = desk.file("表.txt", &gbk);
    let ran = import(&desk, &file, "--yes");
    assert_eq!((ran.code, ran.err.as_str()), (0, "文件是 GBK/GB18030 编码，已按此读取。\n"));
    assert_eq!(desk.json("show 1 --json")["leader"], "赖燕芬");
}

#[test]
fn what_is_no_table_is_refused_and_nothing_is_stored() {
    let desk = Desk::empty();
    let cases: [(&str, Vec<u8>, &str); 4] = [
        ("二进制", b"PK\x03\x04\0\0\0".to_vec(), "这不是文本文件"),
        ("断了", EXAMPLE.as_bytes()[..EXAMPLE.rfind("谭良伟").unwrap()].to_vec(), "没有传完"),
        (
            "别的表",
            EXAMPLE.replace("\t责任单位\n", "\t部门\n").replace("\t进展情况\n", "\t得分\n").into(),
            "表头与汇总表不符",
        ),
        ("空的", Vec::new(), "文件是空的"),
    ];
    for (name, bytes, why) in cases {
        let file = desk.file(name, &bytes);
        let ran = import(&desk, &file, "--yes");
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{name}");
        assert!(ran.err.contains(why) && ran.err.contains("没有存入任何内容"), "{name}: {}", ran.err);
    }
    let ran = import(&desk, &desk.path("没有这个"), "--yes");
    assert!(ran.code == 1 && ran.err.starts_with("读不了 "), "{ran:?}");
    assert!(!desk.path(".local").exists());
}

#[test]
fn the_untouched_example_is_exported_as_it_was() {
    let desk = Desk::with_example();
    let out = desk.duban("export").done();
    assert_eq!(without_blank_cell_ends(&out), without_blank_cell_ends(EXAMPLE));
    let ran = desk.duban("export --format txt -o 表2.txt");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", "已写入 表2.txt。\n"));
    assert_eq!(std::fs::read_to_string(desk.path("表2.txt")).unwrap(), out);
    assert_eq!(desk.duban("export --format tsv").done(), desk.duban("list --tsv").done());
}

#[test]
fn a_failed_export_leaves_no_file() {
    let desk = Desk::with_example();
    let ran = desk.duban("export -o 没有/表.txt");
    assert_eq!(ran.code, 3);
    assert!(ran.err.starts_with("写不了 没有/表.txt："), "{}", ran.err);
    assert_eq!(Desk::empty().duban("export").code, 1);
}

#[test]
fn a_book_goes_out_and_into_an_empty_ledger_and_is_equal() {
    let desk = Desk::with_example();
    let json = desk.duban("export --format json").done();
    assert!(json.contains("\"version\": 1"), "{}", &json[..80]);
    let other = Desk::empty();
    let file = other.file("整库.json", json.as_bytes());
    let told = import(&other, &file, "--yes").done();
    assert!(told.starts_with("整库文件：年度 1 个，任务 25 项，进展 25 条。\n"), "{told}");
    assert_eq!(other.duban("export --format json").done(), json);
    let refused = import(&desk, &other.file("空.json", br#"{"version": 7}"#), "--yes");
    assert!(refused.code == 1 && refused.err.contains("版本 7"), "{refused:?}");
    let later = desk.file("别的.json", json.replace("赖燕芬", "赖小芬").as_bytes());
    let refused = import(&desk, &later, "--yes");
    assert_eq!(refused.code, 1);
    assert_eq!(refused.err, "库中已有数据，整库导入只能用于空库；数据未改动。请用 --data 指定一个新目录。\n");
}
