//! Two at once: the slower one is told, and gets back what was typed.

use std::io::Write;
use std::process::{Child, Stdio};

use duban::ledger::Ledger;

use super::{typed, whole};
use crate::cli::desk::{Desk, Ran};

const DATA: &str = ".local/share/duban";

/// Starts a command that reads standard input, and returns once it has begun to read there.
fn typing(desk: &Desk, line: &str, text: &str) -> Child {
    let mut program = desk.program();
    program.args(line.split_whitespace()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    // A pipe holds 64 KiB: what is longer goes in only while somebody takes it out.
    assert!(text.len() > 1 << 17);
    child.stdin.as_mut().unwrap().write_all(text.as_bytes()).unwrap();
    child
}

fn finished(mut child: Child) -> Ran {
    drop(child.stdin.take());
    Ran::of(child.wait_with_output().unwrap())
}

#[test]
fn who_types_longer_is_told_that_another_was_faster_and_loses_nothing() {
    let desk = Desk::with_example();
    let long = "慢慢写的进展。".repeat(7000);
    let slow = typing(&desk, "update 2 --status 滞后 --text -", &long);
    desk.duban("update 2 --status 按进度 --text 抢先的进展。 --as 谢少谋").done();
    let ran = finished(slow);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let (sentence, texts) = ran.err.split_once('\n').unwrap();
    assert!(sentence.starts_with("谢少谋 已于 "), "{sentence}");
    assert!(
        texts == format!("现在的内容（修订 2）：\n按进度\n抢先的进展。\n您的内容（未保存）：\n滞后\n{long}\n"),
        "both texts, whole"
    );
    assert_eq!(desk.json("show 2 --json")["reports"][0]["narrative"], "抢先的进展。");
    whole(&desk);
}

#[test]
fn a_record_changed_meanwhile_is_not_overwritten() {
    let desk = Desk::with_example();
    let long = "慢慢写的任务。".repeat(7000);
    let slow = typing(&desk, "task edit 2 --text -", &long);
    desk.duban("task edit 2 --remark 抢先的备注").done();
    let ran = finished(slow);
    assert_eq!(ran.code, 1);
    assert!(ran.err.starts_with("这个工作任务在您打开之后已被别人改过，您的修改未保存。"));
    assert!(ran.err.ends_with(&format!("您的内容（未保存）：\n{long}\n")));
    assert_eq!(desk.json("show 2 --json")["remark"], "抢先的备注");
}

#[test]
fn while_another_process_holds_the_data_the_words_are_handed_back() {
    let desk = Desk::with_example();
    let held = Ledger::open(&desk.path(DATA), &mut |_, _| {}).unwrap();
    let said = format!("数据正由进程 {} 使用，没有改动任何内容。", std::process::id());
    let ran = typed(&desk, "update 2 --status 滞后 --text - --next 加快", "写了很久的进展。\n".as_bytes());
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with(&said), "{}", ran.err);
    assert!(ran.err.ends_with("\n您的内容（未保存）：\n滞后\n写了很久的进展。\n下一步工作\n加快\n"), "{}", ran.err);
    let ran = desk.duban("task add --number 26 --category 一、提升公共医疗卫生服务能力 --text 新任务。");
    assert!(ran.code == 1 && ran.err.ends_with("\n您的内容（未保存）：\n新任务。\n"), "{}", ran.err);
    for line in ["undo", "void 2 --why 重复", "unit add 新单位", "task close 1", "plan open-period 2021-09"] {
        let ran = desk.duban(line);
        assert!(ran.code == 1 && ran.err.starts_with(&said) && ran.err.lines().count() == 1, "{line}: {}", ran.err);
    }
    drop(held);
    desk.duban("undo --yes").done();
}

#[test]
fn many_at_once_are_each_stored_or_refused_and_the_data_is_whole() {
    let desk = Desk::with_example();
    let line = |n: u32| format!("update {n} --period 2021-09 --status 按进度 --text 第{n}项。");
    let start = |n: u32| {
        let mut program = desk.program();
        program.args(line(n).split_whitespace()).stdout(Stdio::piped()).stderr(Stdio::piped());
        program.spawn().unwrap()
    };
    let children: Vec<(u32, Child)> = (1..=8).map(|n| (n, start(n))).collect();
    let mut stored = Vec::new();
    for (n, child) in children {
        let ran = finished(child);
        match ran.code {
            0 => stored.push(u64::from(n)),
            1 => assert!(
                ran.err.contains("使用，没有改动任何内容") && ran.err.contains(&format!("第{n}项。")),
                "{ran:?}"
            ),
            _ => panic!("{ran:?}"),
        }
    }
    assert!(!stored.is_empty());
    assert_eq!(desk.numbers("--period 2021-09 --status 按进度"), stored);
    whole(&desk);
}
