//! What is void: not counted, not listed, not found, and told wherever it is seen.

use serde_json::{Value, json};

use super::{refused, whole};
use crate::cli::desk::Desk;

#[test]
fn a_void_report_no_longer_counts_and_says_why() {
    let desk = Desk::with_example();
    let told = desk.duban("void 2 --revision 1 --why 数字有误").done();
    assert_eq!(told, "已作废：第 2 项 1-6月 的进展（按进度完成），原因：数字有误；修订 2。\n");
    assert_eq!(desk.numbers("--status 未报"), [2]);
    assert_eq!(desk.duban("search 135571").code, 1, "its words are not found");
    assert!(!desk.duban("export").done().contains("135571"));
    assert!(desk.duban("export --format json").done().contains("135571"), "nothing is lost");
    let reports = desk.json("show 2 --json")["reports"].clone();
    assert_eq!((&reports[0]["void"], &reports[0]["revision"]), (&json!("数字有误"), &json!(2)));
    let shown = desk.duban("show 2").done();
    let heading = shown.lines().find(|line| line.starts_with("1-6月")).unwrap();
    assert!(heading.ends_with(" 录入"), "the voiding is no revision of its author: {heading}");
    assert!(shown.contains("\n  已由 王督查 于 20") && shown.contains(" 作废（修订 2）：数字有误\n"), "{shown}");
    let history = desk.json("history 2 --json");
    assert_eq!((&history[0]["void"], &history[1]["void"]), (&json!("数字有误"), &Value::Null));
    assert!(desk.duban("history").done().contains("作废（修订 2）：数字有误  截至6月底"));
    whole(&desk);
}

#[test]
fn whoever_makes_void_what_another_wrote_is_named_for_that_alone() {
    let desk = Desk::with_example();
    desk.duban("update 2 --status 滞后 --as 谢少谋").done();
    desk.duban("void 2 --revision 2 --why 数字有误 --as 李主任").done();
    let report = desk.json("history 2 --json")[0].clone();
    assert_eq!((&report["by"], &report["voided_by"]), (&json!("谢少谋"), &json!("李主任")));
    assert!(report["voided_at"].is_string());
    let shown = desk.duban("history 2").done();
    assert!(shown.contains("\n  已由 李主任 于 20") && !shown.contains("录入（修订 3）"), "{shown}");
}

#[test]
fn a_void_report_is_reported_anew_but_not_amended() {
    let desk = Desk::with_example();
    desk.duban("void 2 --revision 1 --why 数字有误").done();
    assert_eq!(refused(&desk, "amend 2 --revision 2 --text 改。"), "它早已作废；数据未改动。\n");
    assert_eq!(refused(&desk, "void 2 --revision 2 --why 再次"), "它早已作废；数据未改动。\n");
    assert!(refused(&desk, "amend 2 --revision 1 --text 改。").starts_with("它早已作废；"), "whatever it was before");
    desk.duban("update 2 --status 按进度 --text 重新填报。").done();
    let report = desk.json("show 2 --json")["reports"][0].clone();
    assert_eq!((&report["void"], &report["narrative"]), (&Value::Null, &json!("重新填报。")));
    assert_eq!(desk.numbers("--status 未报"), [0; 0]);
}

#[test]
fn a_void_task_is_in_no_list_and_its_history_says_so() {
    let desk = Desk::with_example();
    assert_eq!(desk.duban("void 2 --why 重复").done(), "已作废：第 2 项，原因：重复；修订 2。\n");
    assert!(!desk.numbers("").contains(&2));
    assert_eq!(desk.duban("search 出生缺陷").code, 1);
    assert_eq!(desk.duban("search 135571").code, 1, "nor is what was reported on it");
    assert!(!desk.duban("export").done().contains("出生缺陷"));
    let shown = desk.duban("show 2").done();
    assert!(shown.lines().nth(1).unwrap() == "已作废：重复", "{shown}");
    assert_eq!(desk.json("show 2 --json")["void"], "重复");
    assert_eq!(desk.json("history 2 --json").as_array().unwrap().len(), 1);
    assert!(refused(&desk, "update 2 --status 按进度").starts_with("2021 年没有序号为 2 的任务"));
    let line = "task add --number 2 --category 医疗卫生 --text 新的第二项。";
    assert_eq!(desk.duban(line).out, "已新增：第 2 项；修订 3。\n", "the number is free again");
    assert_eq!(desk.json("show 2 --json")["task"], "新的第二项。");
    whole(&desk);
}

#[test]
fn a_void_needs_a_reason_and_the_newest_revision() {
    let desk = Desk::with_example();
    assert!(desk.duban("void 2").err.starts_with("缺少 --why <TEXT>。"));
    let ran = desk.run(["void", "2", "--why", "\u{200b} "]);
    assert_eq!((ran.code, ran.err.as_str()), (1, "作废要写明原因；数据未改动。\n"));
    desk.duban("amend 2 --revision 1 --next 加快").done();
    assert!(refused(&desk, "void 2 --revision 1 --why 有误").starts_with("王督查 已于 "));
    assert!(refused(&desk, "void 2 --revision 9 --why 有误").starts_with("第 2 项没有修订 9 录入的进展"));
}
