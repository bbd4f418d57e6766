//! Tasks: entered, changed, closed, reopened; categories and plans that they belong to.

use serde_json::{Value, json};

use super::{refused, typed, whole};
use crate::cli::desk::Desk;

fn shown(desk: &Desk, number: u32) -> Value {
    desk.json(&format!("show {number} --json"))
}

#[test]
fn a_task_is_entered_with_its_units_the_first_leads() {
    let desk = Desk::with_example();
    let line = "task add --number 26 --category 医疗卫生 --text 新建发热门诊5个。 --unit 市卫生健康局=刘学文 \
                --unit 市财政局＝李文聪 --leader 赖燕芬 --deadline 2021年12月底前 --remark 新增";
    let ran = desk.duban(line);
    assert_eq!((ran.code, ran.out.as_str()), (0, "已新增：第 26 项；修订 2。\n"));
    assert_eq!(ran.err, "“医疗卫生”按大类“一、提升公共医疗卫生服务能力”办理。\n");
    let task = shown(&desk, 26);
    assert_eq!(task["task"], "新建发热门诊5个。");
    assert_eq!(
        task["assignments"],
        json!([
            {"unit": "市卫生健康局", "official": "刘学文", "role": "lead"},
            {"unit": "市财政局", "official": "李文聪", "role": "supporting"},
        ])
    );
    assert_eq!((&task["leader"], &task["status"]), (&json!("赖燕芬"), &json!("unreported")));
    assert_eq!((&task["deadline"], &task["remark"]), (&json!("2021年12月底前"), &json!("新增")));
    assert_eq!((&task["closed_on"], &task["void"]), (&Value::Null, &Value::Null));
    whole(&desk);
}

#[test]
fn a_task_that_cannot_be_is_refused_and_its_text_is_handed_back() {
    let desk = Desk::with_example();
    let yours = "\n您的内容（未保存）：\n建设停车场。\n";
    let category = "一、提升公共医疗卫生服务能力";
    let add =
        |number, rest: &str| format!("task add --number {number} --category {category} --text 建设停车场。 {rest}");
    let said = refused(&desk, &add(2, ""));
    assert!(said.starts_with("序号 2 重复，数据未改动。") && said.ends_with(yours), "{said}");
    let said = refused(&desk, &add(26, "--unit 市财政局 --unit 市财政局"));
    assert!(said.starts_with("“市财政局”在这项任务里出现了两次") && said.ends_with(yours), "{said}");
    let said = refused(&desk, &add(26, "--unit 市外星局"));
    assert_eq!(said, "没有符合“市外星局”的单位；数据未改动。可用 duban search 查一查，或先新增。\n");
    assert!(refused(&desk, &add(0, "")).starts_with("名称、序号和内容不能为空；"));
    assert!(refused(&desk, "task add --number 26 --category 提 --text 建").contains("“提”符合 "));
    assert_eq!(desk.numbers("").len(), 25);
}

#[test]
fn an_edit_changes_only_the_parts_named() {
    let desk = Desk::with_example();
    let before = shown(&desk, 2);
    assert_eq!(desk.duban("task edit 2 --remark 每月抽查 --number 27").done(), "已修改：第 27 项；修订 2。\n");
    let after = shown(&desk, 27);
    for field in ["task", "category", "leader", "assignments", "reports"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    assert_eq!(after["remark"], "每月抽查");
    desk.duban("task edit 27 --no-leader --unit 市财政局 --unit 市卫生健康局").done();
    let after = shown(&desk, 27);
    assert_eq!(
        after["assignments"],
        json!([
            {"unit": "市财政局", "official": "李文聪", "role": "lead"},
            {"unit": "市卫生健康局", "official": "刘学文", "role": "supporting"},
        ]),
        "the list is replaced; who was there keeps the official"
    );
    assert_eq!(after["leader"], Value::Null);
    desk.run(["task", "edit", "27", "--remark", ""]).done();
    assert_eq!(shown(&desk, 27)["remark"], "");
    typed(&desk, "task edit 27 --text -", "第一段。\r\n第二段。".as_bytes()).done();
    assert_eq!(shown(&desk, 27)["task"], "第一段。\n第二段。");
    assert_eq!(desk.duban("task edit 27 --number 27").done(), "内容与已保存的完全相同，数据未改动。\n");
    assert_eq!(desk.duban("task edit 27 --no-leader --leader 赖燕芬").code, 2);
    whole(&desk);
}

#[test]
fn a_unit_that_stays_on_a_task_keeps_who_answered_before() {
    let desk = Desk::with_example();
    desk.duban("official replace 市卫生健康局 陈健 --new --from 2021-05-01").done();
    desk.duban("update 2 --status 按进度 --on 2021-04-30").done();
    desk.duban("task edit 2 --unit 市卫生健康局").done();
    assert_eq!(shown(&desk, 2)["reports"][0]["official"], "刘学文", "he answered on 30 April");
}

#[test]
fn no_edit_of_a_task_changes_who_answered_for_what_was_reported() {
    let desk = Desk::with_example();
    let official = |at: usize| desk.json("history 2 --json")[at]["official"].clone();
    let said = refused(&desk, "task edit 2 --unit 市卫生健康局=李文聪");
    assert!(
        said.starts_with("这项任务已有进展，不能直接改“市卫生健康局”的责任人")
            && said.contains("duban official replace"),
        "{said}"
    );
    assert!(refused(&desk, "task edit 2 --unit 市卫生健康局=").starts_with("这项任务已有进展"));
    desk.duban("official replace 市卫生健康局 陈健 --new --from 2021-09-01").done();
    desk.duban("update 2 --status 按进度 --period 2021-09 --text 三季度。").done();
    assert_eq!((official(0), official(1)), (json!("陈健"), json!("刘学文")));
    desk.duban("task edit 2 --unit 市财政局").done();
    assert_eq!((official(0), official(1)), (json!("陈健"), json!("刘学文")), "though the unit is off the task");
    desk.duban("task edit 2 --unit 市卫生健康局=李文聪 --unit 市财政局").done();
    assert_eq!((official(0), official(1)), (json!("陈健"), json!("刘学文")), "and on it again");
    assert!(desk.duban("show 2").done().contains("责任人 刘学文"));
    for _ in 0..2 {
        desk.duban("undo").done();
    }
    assert_eq!((official(0), official(1)), (json!("陈健"), json!("刘学文")));
    whole(&desk);
}

#[test]
fn what_was_left_open_is_filled_in_and_a_task_without_reports_is_changed_freely() {
    let desk = Desk::with_example();
    desk.duban("task edit 2 --unit 市卫生健康局 --unit 市教育局").done();
    desk.duban("task edit 2 --unit 市卫生健康局 --unit 市教育局=李文聪").done();
    desk.duban("task add --number 26 --category 医疗卫生 --text 建医院。 --unit 市财政局=李文聪");
    desk.duban("task edit 26 --unit 市财政局=刘学文").done();
    assert_eq!(shown(&desk, 26)["assignments"][0]["official"], "刘学文");
}

#[test]
fn a_completed_task_is_closed_and_reopened() {
    let desk = Desk::with_example();
    assert_eq!(desk.duban("task close 1 --on 2021-07-01").done(), "已办结：第 1 项（2021-07-01）；修订 2。\n");
    assert_eq!(shown(&desk, 1)["closed_on"], "2021-07-01");
    assert!(desk.duban("show 1").done().contains("2021-07-01"));
    assert!(refused(&desk, "task close 1").starts_with("第 1 项已经办结；"));
    assert_eq!(desk.duban("task reopen 1").done(), "已取消办结：第 1 项；修订 3。\n");
    assert_eq!(refused(&desk, "task reopen 1"), "第 1 项没有办结；数据未改动。\n");
    assert!(refused(&desk, "task close 2").starts_with("这项任务最近一次进展不是“已完成”"));
    assert!(refused(&desk, "task close 3 --on 9999-01-01").starts_with("9999-01-01 还没有到；"));
    desk.duban("task close 3").done();
    assert!(shown(&desk, 3)["closed_on"].is_string(), "today");
}

#[test]
fn a_year_is_begun_from_nothing() {
    let desk = Desk::empty();
    assert!(refused(&desk, "category add 一、医疗").contains("duban plan new"));
    let told = desk.duban("plan new 2022 --title 2022年市十件民生实事 --issuer 市府办").done();
    assert_eq!(told, "已新增：2022年民生实事；修订 1。\n");
    assert_eq!(desk.duban("category add 一、医疗").done(), "已新增：大类“一、医疗”；修订 2。\n");
    desk.duban("category add 二、教育").done();
    desk.duban("unit add 市卫生健康局 --short 卫健局").done();
    desk.duban("official add 刘学文 --unit 卫健局 --post 局长").done();
    let ran = desk.duban("task add --number 1 --category 医疗 --text 建医院。 --unit 卫健局=刘学文");
    assert_eq!(ran.err, "“医疗”按大类“一、医疗”办理。\n", "a short name is a name");
    assert_eq!(desk.duban("plan open-period 2022-03").done(), "已开放填报：2022年 1-3月；修订 7。\n");
    assert!(refused(&desk, "plan open-period 2022-03").starts_with("期次 2022-03 已经开放"));
    desk.duban("update 1 --status 未启动").done();
    assert_eq!(desk.numbers("--status 未启动"), [1]);
    assert!(desk.duban("export").done().contains("未启动"));
    assert_eq!(refused(&desk, "plan new 2022 --title 又一个").lines().count(), 1);
    assert!(refused(&desk, "plan void 2022 --why 误建").starts_with("还有 1 项任务用着它"));
    assert_eq!(desk.duban("plan edit 2022 --title 2022年市民生实事").done(), "已修改：2022年民生实事；修订 9。\n");
    whole(&desk);
}

#[test]
fn a_category_is_renamed_moved_and_voided() {
    let desk = Desk::with_example();
    desk.duban("category add 十一、文化 --plan 2021").done();
    assert_eq!(desk.duban("category edit 十一、文化 --name 十一、文体").done(), "已修改：大类“十一、文体”；修订 3。\n");
    assert!(refused(&desk, "category add 十一、文体").starts_with("“十一、文体”已经有了"));
    assert_eq!(
        desk.duban("category void 十一、文体 --why 并入他类").done(),
        "已作废：大类“十一、文体”，原因：并入他类；修订 4。\n"
    );
    assert!(refused(&desk, "category void 医疗卫生 --why 误建").ends_with("请先修改那些任务。\n"));
    assert_eq!(desk.duban("category add 十二、x --order 0").code, 2);
}

#[test]
fn a_year_that_is_void_is_not_looked_at() {
    let desk = Desk::with_example();
    desk.duban("plan new 2022 --title 误建").done();
    desk.duban("plan void 2022 --why 误建").done();
    assert_eq!(desk.numbers("").len(), 25, "the latest that counts");
    assert!(refused(&desk, "update 2 --status 按进度 --plan 2022").starts_with("没有 2022 年"));
    assert_eq!(refused(&desk, "plan open-period 2022-03").lines().count(), 1);
}

#[test]
fn a_task_of_an_older_year_is_named_with_it() {
    let desk = Desk::with_example();
    desk.duban("plan new 2022 --title 2022年市十件民生实事").done();
    let told = desk.duban("update 2 --plan 2021 --status 滞后").done();
    assert_eq!(told, "已记录：2021年第 2 项 1-6月 的进展（滞后）；修订 3。\n");
}

#[test]
fn a_task_has_indicators_and_continues_one_of_the_year_before() {
    let desk = Desk::with_example();
    desk.run(["task", "edit", "2", "--indicator", "筛查≥22000例", "--indicator", "覆盖面 >= 90% 覆盖率"]).done();
    assert_eq!(shown(&desk, 2)["indicators"], json!(["筛查≥22000例", "覆盖面≥90% 覆盖率"]));
    let shown_words = desk.duban("show 2").done();
    assert!(shown_words.contains("筛查≥22000例") && shown_words.contains("覆盖面≥90% 覆盖率"), "{shown_words}");
    let wrong = desk.duban("task edit 2 --indicator 筛查很多");
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("指标写作 筛查≥22000例"), "{}", wrong.err);
    assert!(refused(&desk, "task edit 2 --continues 3").starts_with("2020 年没有序号为 3 的任务"));
    desk.duban("plan new 2022 --title 2022年市十件民生实事").done();
    desk.duban("category add 一、教育 --plan 2022").done();
    let add = "task add --number 1 --category 一、教育 --text 继续筛查。 --continues 2 --plan 2022";
    desk.duban(add).done();
    let task = desk.json("show 1 --plan 2022 --json");
    assert_eq!(task["continues"], json!({"plan": 2021, "number": 2}));
    desk.run(["task", "edit", "1", "--plan", "2022", "--continues", ""]).done();
    assert_eq!(desk.json("show 1 --plan 2022 --json")["continues"], Value::Null);
    desk.run(["task", "edit", "2", "--plan", "2021", "--indicator", ""]).done();
    assert_eq!(desk.json("show 2 --plan 2021 --json")["indicators"], json!([]));
    whole(&desk);
}
