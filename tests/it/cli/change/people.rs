//! Units, officials and leaders: entered, changed, voided, replaced; and whom a name means.

use serde_json::json;

use super::{refused, whole};
use crate::cli::desk::Desk;

#[test]
fn a_unit_is_found_by_its_new_short_name_and_alias() {
    let desk = Desk::with_example();
    let told = desk.duban("unit add 市疾病预防控制中心 --short 疾控中心 --alias 市CDC").done();
    assert_eq!(told, "已新增：责任单位“市疾病预防控制中心”；修订 2。\n");
    for name in ["疾控中心", "市CDC", "市cdc"] {
        let told = desk.duban(&format!("unit edit {name} --alias 市CDC --short 市疾控")).done();
        assert!(told.starts_with("已修改：") || told.starts_with("内容与已保存的完全相同"), "{told}");
        desk.duban("unit edit 市疾病预防控制中心 --short 疾控中心").done();
    }
    assert!(desk.json("search 疾控中心 --json")[0]["name"] == "市疾病预防控制中心");
    assert!(refused(&desk, "unit add 市财政局").starts_with("“市财政局”已经有了；"));
    desk.duban("unit edit 市CDC --name 市疾控局").done();
    desk.run(["unit", "edit", "市疾控局", "--alias", ""]).done();
    assert_eq!(desk.json("search 疾控局 --json")[0]["name"], "市疾控局");
    whole(&desk);
}

#[test]
fn a_group_of_units_has_its_members_report_their_own_part() {
    let desk = Desk::with_example();
    desk.duban("unit add 丰城区政府").done();
    let said = refused(&desk, "update 2 --status 按进度 --unit 丰城区政府");
    assert!(said.starts_with("这个单位不负责第 2 项"), "{said}");
    desk.duban("unit edit 各市（区）政府 --member 丰城区政府").done();
    let told = desk.duban("update 2 --status 按进度 --unit 丰城区政府 --text 已完成3例。").done();
    assert_eq!(told, "已记录：第 2 项 丰城区政府 1-6月 的进展（按进度）；修订 4。\n");
}

#[test]
fn a_name_means_one_thing_or_nothing_is_done() {
    let desk = Desk::with_example();
    let said = refused(&desk, "unit edit 政府 --short x");
    assert!(said.starts_with("“政府”符合 ") && said.contains("各市（区）政府（编号 "), "{said}");
    assert!(said.ends_with("数据未改动。请写全名称，或写编号。\n"), "{said}");
    assert_eq!(
        desk.duban("unit edit 各市(区)政府 --short 各市区").done(),
        "已修改：责任单位“各市（区）政府”；修订 2。\n"
    );
    assert_eq!(desk.duban("official edit 张璐 --post 局长").done(), "已修改：责任人“张  璐”；修订 3。\n");
    let ran = desk.duban("official edit zhanglu --telephone 123");
    assert_eq!((ran.code, ran.err.as_str()), (0, "“zhanglu”按责任人“张  璐”办理。\n"));
    desk.duban("official add 张璐 --post 副局长 --unit 市教育局").done();
    let said = refused(&desk, "official void 张璐 --why 误建");
    assert!(said.starts_with("“张璐”符合 2 个责任人：张  璐（编号 ") && said.contains("、张璐（编号 40）"), "{said}");
    assert_eq!(desk.duban("official void 40 --why 误建").done(), "已作废：责任人“张璐”，原因：误建；修订 6。\n");
    let hostile = desk.run(["unit", "edit", "\u{1b}[2J没有", "--short", "x"]);
    assert_eq!(hostile.err, "没有符合“[2J没有”的单位；数据未改动。可用 duban search 查一查，或先新增。\n");
}

#[test]
fn what_tasks_need_is_not_voided_and_a_reason_is_asked_for() {
    let desk = Desk::with_example();
    assert!(refused(&desk, "unit void 市财政局 --why 撤并").starts_with("还有 "));
    assert!(refused(&desk, "official void 刘学文 --why 调离").starts_with("还有 "));
    assert!(refused(&desk, "leader void 赖燕芬 --why 调离").starts_with("还有 "));
    desk.duban("leader add 陈市长 --post 副市长").done();
    assert_eq!(desk.duban("leader edit 陈市长 --name 陈健").done(), "已修改：分管市领导“陈健”；修订 3。\n");
    assert!(desk.duban("leader void 陈健").err.starts_with("缺少 --why <TEXT>。"));
    let ran = desk.run(["leader", "void", "陈健", "--why", " "]);
    assert_eq!((ran.code, ran.err.as_str()), (1, "作废要写明原因；数据未改动。请补上原因后再试。\n"));
    desk.duban("leader void 陈健 --why 误建").done();
    assert_eq!(desk.duban("search 陈健").code, 1, "what is void is not found");
    assert!(refused(&desk, "task edit 2 --leader 陈健").starts_with("没有符合“陈健”的领导"));
}

#[test]
fn an_official_is_replaced_by_whoever_bears_exactly_that_name() {
    let desk = Desk::with_example();
    let said = refused(&desk, "official replace 市卫生健康局 陈健 --from 2021-09-01");
    assert_eq!(said, "没有名叫“陈健”的责任人；数据未改动。请核对姓名；如是新任，请加 --new。\n");
    assert!(refused(&desk, "official replace 市卫生健康局 刘学 --from 2021-09-01").contains("“刘学”"), "no near miss");
    let told = desk.duban("official replace 市卫生健康局 陈健 --from 2021-09-01 --new").done();
    assert_eq!(
        told,
        "已更换责任人：市卫生健康局 自 2021-09-01 起由 陈健 负责（第 1 项、第 2 项、第 3 项、第 8 项、第 22 项）；修订 2。\n"
    );
    assert_eq!(desk.numbers("--official 陈健"), [1, 2, 3, 8, 22]);
    assert!(refused(&desk, "official replace 市卫生健康局 陈健 --from 2021-10-01 --new").starts_with("“陈健”已经有了"));
    let said = refused(&desk, "official replace 市卫生健康局 李文聪 --from 2021-08-01");
    assert!(said.starts_with("第 1 项在 2021-08-31 之后已有一次更换；"), "{said}");
    assert!(refused(&desk, "official replace 市财政局 陈健 --from 9999-01-01").starts_with("9999-01-01 还没有到；"));
    whole(&desk);
}

#[test]
fn an_official_is_replaced_on_the_tasks_named() {
    let desk = Desk::with_example();
    desk.duban("official replace 市财政局 刘学文 --from 2021-09-01 --task 2").done();
    let pairs = desk.json("show 2 --json")["assignments"].clone();
    assert_eq!(pairs[1], json!({"unit": "市财政局", "official": "刘学文", "role": "supporting"}));
    let said = refused(&desk, "official replace 市教育局 刘学文 --from 2021-09-01 --task 2");
    assert!(said.starts_with("这个单位不负责第 2 项"), "{said}");
    assert!(desk.duban("official replace 市财政局 刘学文 --from 九月").err.contains("日期写作 2021-07-01。"));
    assert_eq!(desk.duban("official replace 市财政局 刘学文 --from 2021-09-01 --plan 2021").code, 2);
}

#[test]
fn a_command_with_commands_below_it_lists_them() {
    let desk = Desk::empty();
    for noun in ["task", "unit", "official", "leader", "category", "plan"] {
        let ran = desk.duban(noun);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(&format!("用法：duban {noun} 命令 [选项]")), "{}", ran.err);
    }
    assert!(desk.duban("unit ad x").err.starts_with("没有命令“ad”。"));
    assert!(desk.duban("man").done().contains(".SH \"duban official replace\""));
    assert!(
        desk.duban("task add --help").done().contains("用法：duban task add [选项] --number N --category C --text")
    );
}
