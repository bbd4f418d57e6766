//! Taking back, and in whose name something is done.

use serde_json::json;

use super::{refused, whole};
use crate::cli::desk::Desk;

#[test]
fn undo_says_what_it_took_back() {
    let desk = Desk::with_example();
    let before = desk.duban("export --format json").done();
    desk.duban("update 2 --period 2021-09 --status 按进度 --text 第一次。").done();
    assert_eq!(desk.duban("undo").done(), "已撤销修订 2：已记录：第 2 项 1-9月 的进展（按进度）；修订 3。\n");
    assert_eq!(desk.json("show 2 --json")["reports"].as_array().unwrap().len(), 1);
    let records = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap()["records"].clone();
    let reports = |all: serde_json::Value| -> Vec<serde_json::Value> {
        all.as_array().unwrap().iter().filter(|record| record.get("report").is_some()).cloned().collect()
    };
    assert_eq!(reports(records(&desk.duban("export --format json").done())), reports(records(&before)));
    let history = desk.json("history 2 --json");
    assert_eq!(history.as_array().unwrap().len(), 2, "nothing is put into the history twice");
    assert_eq!((&history[0]["narrative"], &history[0]["taken_back"]), (&json!("第一次。"), &json!(3)));
    assert!(desk.duban("history 2").done().contains("\n  已由修订 3 撤销\n  第一次。\n"));
    desk.duban("undo --yes").done();
    assert!(refused(&desk, "undo").starts_with("没有可以撤销的改动；"), "{}", desk.duban("history").out);
    whole(&desk);
}

#[test]
fn a_correction_that_is_taken_back_brings_the_original_back() {
    let desk = Desk::with_example();
    desk.duban("update 2 --status 滞后 --text 改错了。").done();
    desk.duban("undo").done();
    let history = desk.json("history 2 --json");
    assert_eq!(history.as_array().unwrap().len(), 2);
    assert_eq!((&history[0]["taken_back"], &history[1]["taken_back"]), (&json!(3), &serde_json::Value::Null));
    desk.duban("amend 2 --revision 1 --next 加快").done();
}

#[test]
fn undo_stops_where_somebody_else_has_built_on_it() {
    let desk = Desk::with_example();
    desk.duban("update 2 --status 滞后").done();
    desk.duban("update 2 --status 按进度 --as 谢少谋").done();
    let said = refused(&desk, "undo");
    assert!(said.starts_with("修订 2 之后，谢少谋 已于 "), "{said}");
    let told = desk.duban("undo --as 谢少谋").done();
    assert_eq!(
        told,
        "已撤销修订 3：已记录：第 2 项 1-6月 的进展（按进度）；修订 4，以 谢少谋 的名义，由 王督查 录入。\n"
    );
    assert!(desk.duban("undo").done().starts_with("已撤销修订 2：已记录：第 2 项 1-6月 的进展（滞后）"));
}

#[test]
fn undo_says_of_everything_what_had_been_done() {
    let desk = Desk::with_example();
    desk.duban("void 2 --why 重复").done();
    assert_eq!(desk.duban("undo").done(), "已撤销修订 2：已作废：第 2 项，原因：重复；修订 3。\n");
    desk.duban("task close 1 --on 2021-07-01").done();
    assert_eq!(desk.duban("undo").done(), "已撤销修订 4：已办结：第 1 项（2021-07-01）；修订 5。\n");
    assert!(desk.duban("audit").done().contains("修订 5  已撤销修订 4：已办结：第 1 项（2021-07-01）"));
}

#[test]
fn a_whole_import_is_taken_back_only_by_whoever_says_so() {
    let desk = Desk::with_example();
    desk.duban("update 2 --status 滞后").done();
    desk.duban("undo").done();
    let said = refused(&desk, "undo");
    let wanted =
        "撤销修订 1 会一并去掉工作任务 25 条、进展 25 条，而撤销不能再撤销；数据未改动。要撤销，请加 --yes。\n";
    assert_eq!(said, wanted);
    assert_eq!(desk.numbers("").len(), 25);
    assert!(desk.duban("undo --yes").done().starts_with("已撤销修订 1：已导入：工作任务 25 条、"));
    assert_eq!(desk.numbers("").len(), 0);
}

#[test]
fn undo_of_a_replacement_says_who_had_replaced_whom() {
    let desk = Desk::with_example();
    desk.duban("official replace 市卫生健康局 陈健 --from 2021-09-01 --new").done();
    assert_eq!(
        desk.duban("undo").done(),
        "已撤销修订 2：已更换责任人：市卫生健康局 自 2021-09-01 起由 陈健 负责（第 1 项、第 2 项、第 3 项、第 8 项、第 22 项）；修订 3。\n"
    );
    assert_eq!(desk.numbers("--official 刘学文"), [1, 2, 3, 8, 22]);
    whole(&desk);
}

#[test]
fn a_change_in_anothers_name_keeps_both_names() {
    let desk = Desk::with_example();
    let told = desk.duban("update 2 --status 滞后 --as 谢少谋").done();
    assert!(told.ends_with("；修订 2，以 谢少谋 的名义，由 王督查 录入。\n"), "{told}");
    assert_eq!(desk.json("show 2 --json")["reports"][0]["by"], "谢少谋");
    let journal = std::fs::read_to_string(desk.path(".local/share/duban/journal/000001.jsonl")).unwrap();
    let last = journal.lines().find(|line| line.contains("\"revision\":2")).unwrap();
    assert!(last.contains("\"by\":\"谢少谋\"") && last.contains("\"recorded_by\":\"王督查\""), "{last}");
    let own = desk.duban("--as 王督查 update 3 --status 已完成 --text 收尾。").done();
    assert!(own.ends_with("；修订 3。\n"), "one's own name is no other's: {own}");
    for wrong in ["", " ", "\u{1b}"] {
        let ran = desk.run(["update", "2", "--status", "滞后", "--as", wrong]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    }
}
