//! Reporting on a task, and correcting what was reported.

use serde_json::{Value, json};

use super::{refused, typed, whole};
use crate::cli::desk::Desk;

fn latest(desk: &Desk, number: u32) -> Value {
    desk.json(&format!("show {number} --json"))["reports"][0].clone()
}

#[test]
fn an_update_says_what_was_stored_and_is_shown() {
    let desk = Desk::with_example();
    let told = desk.duban("update 2 --status 按进度 --period 2021-09 --text 截至9月底，筛查33000例。").done();
    assert_eq!(told, "已记录：第 2 项 1-9月 的进展（按进度）；修订 2。\n");
    let report = latest(&desk, 2);
    assert_eq!(report["period"], json!({"year": 2021, "from": 1, "to": 9}));
    assert_eq!((&report["status"], &report["status_text"]), (&json!("on_schedule"), &json!("按进度")));
    assert_eq!((&report["narrative"], &report["by"]), (&json!("截至9月底，筛查33000例。"), &json!("王督查")));
    assert_eq!((&report["reported_on"], &report["revision"]), (&json!("2021-09-30"), &json!(2)));
    assert_eq!(desk.numbers("--period 2021-09 --status 按进度"), [2]);
    whole(&desk);
}

#[test]
fn an_update_keeps_what_is_not_named_of_its_own_period_and_takes_nothing_from_another() {
    let desk = Desk::with_example();
    let before = latest(&desk, 2);
    desk.duban("update 2 --status 滞后 --on 2021-06-15 --problems 人手不足 --next 增加人手").done();
    let after = latest(&desk, 2);
    assert_eq!(after["period"], json!({"year": 2021, "from": 1, "to": 6}), "the current period");
    assert_eq!(after["narrative"], before["narrative"]);
    assert_eq!((&after["status_text"], &after["reported_on"]), (&json!("滞后"), &json!("2021-06-15")));
    desk.duban("update 2 --status 按进度").done();
    let shown = desk.duban("show 2").done();
    assert!(shown.contains("  存在问题\n    人手不足\n  下一步工作\n    增加人手\n"), "{shown}");
    desk.duban("update 2 --status 按进度 --period 2021-09").done();
    assert_eq!(latest(&desk, 2)["narrative"], "", "last period's words are not this period's");
}

#[test]
fn a_status_is_a_code_a_word_or_a_printed_word_and_never_unreported() {
    let desk = Desk::with_example();
    for (typed, code, printed) in
        [("behind", "behind", "滞后"), ("严重滞后", "behind", "严重滞后"), ("超序时进度", "on_schedule", "超序时进度")]
    {
        desk.duban(&format!("update 2 --status {typed} --period 2021-09")).done();
        let report = latest(&desk, 2);
        assert_eq!((&report["status"], &report["status_text"]), (&json!(code), &json!(printed)));
    }
    for wrong in ["未报", "快了"] {
        let ran = desk.duban(&format!("update 2 --status {wrong}"));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        let said = "状态写作 已完成、按进度、滞后、未启动、暂停，或其代码、表中的说法。";
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}

#[test]
fn an_amend_changes_only_the_parts_named() {
    let desk = Desk::with_example();
    let before = latest(&desk, 2);
    let told = desk.duban("amend 2 --revision 1 --next 加快").done();
    assert_eq!(told, "已记录：第 2 项 1-6月 的进展（按进度完成）；修订 2。\n");
    let after = latest(&desk, 2);
    for field in ["narrative", "status_text", "reported_on", "official"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    assert_eq!(desk.json("history 2 --json").as_array().unwrap().len(), 2, "the original stays");
}

#[test]
fn an_amend_of_what_was_changed_since_is_refused_with_both_texts() {
    let desk = Desk::with_example();
    desk.duban("amend 2 --revision 1 --text 先到的更正。 --as 谢少谋").done();
    let said = refused(&desk, "amend 2 --revision 1 --text 后到的更正。 --problems 人手不足");
    let (sentence, texts) = said.split_once('\n').unwrap();
    assert!(sentence.starts_with("谢少谋 已于 ") && sentence.contains("（修订 2），您的修改未保存。"), "{said}");
    assert_eq!(
        texts,
        "现在的内容（修订 2）：\n按进度完成。\n先到的更正。\n您的内容（未保存）：\n按进度完成。\n后到的更正。\n存在问题\n人手不足\n"
    );
    let said = refused(&desk, "amend 2 --revision 77 --text 更正。");
    assert_eq!(said, "第 2 项没有修订 77 录入的进展；数据未改动。可用 duban history 2 查看各次修订。\n");
    assert_eq!(refused(&desk, "amend 3 --revision 2 --text 更正。").lines().count(), 1, "it is another task's");
}

#[test]
fn what_a_reviewer_would_ask_about_is_said_and_stored_all_the_same() {
    let desk = Desk::with_example();
    let line = "update 1 --period 2021-09 --status 滞后 --on 9999-01-01 --text 已建成（xx间。";
    let ran = desk.duban(line);
    assert!(ran.code == 0 && ran.out.starts_with("已记录：第 1 项 1-9月"), "{ran:?}");
    let asked = "? 上期已完成，本期退回未完成。\n? 进展情况里的“（”没有另一半。\n? 进展情况里的“xx”还没有填上数字。\n? 截至日期 9999-01-01 还没有到。\n";
    assert_eq!(ran.err, asked);
    let told = desk.duban("amend 1 --revision 2 --text 已建成)）。").err;
    assert!(told.starts_with("? 上期已完成"), "{told}");
    desk.duban("update 3 --period 2021-09 --status 已完成").done();
}

#[test]
fn an_update_over_somebody_elses_report_says_whose_it_replaced() {
    let desk = Desk::with_example();
    let told = desk.duban("update 2 --status 滞后 --as 谢少谋").done();
    assert!(
        told.contains("\n代替了 王督查 于 20") && told.ends_with("（修订 1）；原文见 duban history 2。\n"),
        "{told}"
    );
    assert_eq!(desk.duban("update 2 --status 暂停 --as 谢少谋").done().lines().count(), 1, "his own");
}

#[test]
fn the_same_words_again_change_nothing_and_are_no_mistake() {
    let desk = Desk::with_example();
    let line = "update 2 --status 按进度 --period 2021-09 --text 一样的。";
    desk.duban(line).done();
    assert_eq!(desk.duban(line).done(), "内容与已保存的完全相同，数据未改动。不必再存；要改请先改内容。\n");
}

#[test]
fn a_unit_reports_its_own_part_and_a_strange_one_does_not() {
    let desk = Desk::with_example();
    let ran = desk.duban("update 2 --status 按进度 --unit 财政局 --text 资金已下达。");
    assert_eq!(ran.out, "已记录：第 2 项 市财政局 1-6月 的进展（按进度）；修订 2。\n");
    assert_eq!(ran.err, "“财政局”按单位“市财政局”办理。\n");
    let reports = desk.json("show 2 --json")["reports"].clone();
    let own = reports.as_array().unwrap().iter().find(|r| r["unit"] == "市财政局").unwrap();
    assert_eq!((&own["narrative"], &own["official"]), (&json!("资金已下达。"), &json!("李文聪")));
    let said = refused(&desk, "update 2 --status 按进度 --unit 市教育局 --text 已到位。");
    let wanted = "这个单位不负责第 2 项；数据未改动。请核对单位和序号。\n您的内容（未保存）：\n按进度\n已到位。\n";
    assert_eq!(said, wanted, "what was typed is handed back");
}

#[test]
fn what_is_not_there_is_refused_before_anything_is_typed() {
    let desk = Desk::with_example();
    assert!(refused(&desk, "update 26 --status 按进度").starts_with("2021 年没有序号为 26 的任务"));
    assert!(refused(&desk, "update 2 --status 按进度 --plan 2022").starts_with("没有 2022 年的民生实事；数据未改动。"));
    desk.duban("task close 1 --on 2021-07-01").done();
    let said = refused(&desk, "update 1 --status 按进度 --text 补充。");
    assert_eq!(said, "第 1 项已经办结；数据未改动。如需再改，请先取消办结。\n您的内容（未保存）：\n按进度\n补充。\n");
    for (line, said) in
        [("update 2", "缺少 --status <STATUS>。"), ("update 2 --status", "--status <STATUS> 后面缺少值。")]
    {
        let ran = desk.duban(line);
        assert!(ran.code == 2 && ran.err.starts_with(said), "{line}: {}", ran.err);
    }
    desk.duban("plan new 2022 --title 2022年市十件民生实事").done();
    desk.duban("category add 一、医疗").done();
    desk.duban("task add --number 1 --category 一、医疗 --text 建医院。").done();
    let said = refused(&desk, "update 1 --status 按进度");
    assert_eq!(said, "2022 年还没有任何期次；数据未改动。请用 --period 指明，例如 --period 2022-06。\n");
}

#[test]
fn standard_input_is_read_as_paragraphs_and_cleaned() {
    let desk = Desk::with_example();
    let input = "（1）第一段\u{1b}[2J。\r\n\r\n\t（2）第二段\u{202e}。\r（3）第三段\u{9b}31m。\n";
    let ran = typed(&desk, "update 2 --status 按进度 --text -", input.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, "? 进展情况里的“[”没有另一半。\n"));
    assert_eq!(latest(&desk, 2)["narrative"], "（1）第一段[2J。\n（2）第二段。\n（3）第三段31m。");
    let hostile = desk.run(["update", "2", "--status", "按进度", "--problems", "缺\u{1b}]52;c;AA\u{7}人"]).out;
    assert!(!hostile.contains('\u{1b}'));
    let kept = std::fs::read_to_string(desk.path(".local/share/duban/journal/000001.jsonl")).unwrap();
    assert!(kept.contains("缺]52;c;AA人") && !kept.contains("\\u001b"), "cleaned before it is stored");
    whole(&desk);
}

#[test]
fn a_text_of_a_hundred_kilobytes_is_kept_whole() {
    let desk = Desk::with_example();
    let long = "截至9月底，全市完成筛查。".repeat(2800);
    assert!(long.len() > 100_000);
    typed(&desk, "update 2 --status 按进度 --period 2021-09 --text -", long.as_bytes()).done();
    assert_eq!(latest(&desk, 2)["narrative"], long);
    desk.run(["update", "2", "--status", "按进度", "--period", "2021-09", "--next", &long]).done();
    assert!(desk.duban("show 2").done().contains(&long));
    whole(&desk);
}

#[test]
fn standard_input_that_is_no_text_is_refused() {
    let desk = Desk::with_example();
    let cases: [(&[u8], &str); 4] = [
        (b"", "标准输入里没有文字；数据未改动。要清空请写 --text \"\"。\n"),
        (b" \r\n\t\n", "标准输入里没有文字；数据未改动。要清空请写 --text \"\"。\n"),
        (b"\xb0\xb4\xbd\xf8\xb6\xc8", "标准输入不是 UTF-8 文字；数据未改动。请转换编码后再试。\n"),
        (&[b'a'; (1 << 20) + 1], "标准输入超过 1 MB，不像是一项进展；数据未改动。\n"),
    ];
    for (input, said) in cases {
        let ran = typed(&desk, "update 2 --status 按进度 --text -", input);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, "", said));
    }
    desk.run(["update", "2", "--status", "按进度", "--text", ""]).done();
    assert_eq!(latest(&desk, 2)["narrative"], "", "what is said on the line is meant");
}

#[test]
fn a_report_names_who_answered_on_its_day() {
    let desk = Desk::with_example();
    desk.duban("update 2 --status 按进度 --period 2021-09").done();
    desk.duban("official replace 市卫生健康局 陈健 --new --from 2021-09-01").done();
    let reports = desk.json("show 2 --json")["reports"].clone();
    assert_eq!((&reports[0]["official"], &reports[1]["official"]), (&json!("陈健"), &json!("刘学文")));
    let shown = desk.duban("history 2").done();
    assert!(shown.contains("1-9月  按进度  截至 2021-09-30  责任人 陈健  王督查 于 "), "{shown}");
    assert!(shown.contains("截至 2021-06-30  责任人 刘学文  王督查 于 "), "{shown}");
    assert_eq!(desk.json("history 2 --json")[1]["official"], "刘学文");
}
