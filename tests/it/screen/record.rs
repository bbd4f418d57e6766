//! What the supervision office changes from the keyboard: tasks, those who answer for them, plans and periods.

use duban::domain::{
    Access, Command, Deed, Door, OfficialId, Period, PlanYear, Record, Role, TaskId, UnitId, Version, Who,
};
use duban::session::Msg;
use std::sync::Arc;

use super::Desk;

/// The menu of the office, with the cursor so many choices further.
pub fn manage(desk: &mut Desk, choice: usize) -> &mut Desk {
    desk.press("F9").press(&"Down ".repeat(choice)).press("Enter")
}

fn task(desk: &Desk, id: u32) -> Arc<duban::domain::Task> {
    desk.ledger.book().unwrap().task(TaskId(id)).unwrap().clone()
}

fn last_deed(desk: &Desk) -> Deed {
    let book = desk.ledger.book().unwrap();
    desk.ledger.changes_after(book.revision() - 1).unwrap()[0].deed
}

#[test]
fn the_menu_offers_what_can_be_done_and_says_why_the_rest_cannot() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down F9");
    desk.shows("修改第 2 项")
        .shows("办结第 2 项  这项任务最近一次进展不是“已完成”")
        .shows("责任单位：新建、修改、作废");
    desk.press("Down Enter").shows("不能办结；数据未改动。请先填报完成情况。").shows("修改第 2 项");
    desk.press("Esc").hides("修改第 2 项");
}

#[test]
fn whoever_may_not_change_records_is_told_so_before_typing_anything() {
    let mut desk = Desk::example(80, 24);
    let viewer = Who { access: Access::Viewer, ..Who::owner("查看", Door::Screen) };
    let mut desk = desk.seen_by(viewer);
    desk.press("F9 Enter").shows("此操作需要“督查”权限，数据未改动。").hides("修改工作任务");
}

#[test]
fn a_task_is_changed_and_what_will_be_stored_is_shown_from_before_to_after() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down");
    manage(&mut desk, 0);
    desk.shows("修改工作任务  第 2 项").press("S-Tab").type_in("每季度抽查").press("C-s");
    desk.shows("请核对，将修改工作任务  第 2 项").shows("备注        （空） → 每季度抽查").hides("序号");
    assert_eq!(task(&desk, 2).remark, "", "nothing is stored before it is agreed to");
    desk.press("Enter").shows("已存入（修订 2）。已修改：第 2 项。");
    assert_eq!(task(&desk, 2).remark, "每季度抽查");
    desk.press("C-r").shows("已撤销修订 2：已修改：第 2 项");
    assert_eq!(task(&desk, 2).remark, "");
}

#[test]
fn the_form_of_a_task_shows_all_of_it_on_eighty_columns() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down");
    manage(&mut desk, 0).press("Tab Tab Tab").sees(
        "
        ¦ 2021年市十件民生实事  1-6月 序时50%  √已完成4  >按进度21  !滞后0  ?未报0  共25
        ¦┌─ 任务 ───────────────────────────────────────────────────────────────────────┐
        ¦┌─ 修改工作任务  第 2 项 ──────────────────────────────────────────────────────┐
        ¦│ 序号          2                                                              │
        ¦│ 大类        [ 一、提升公共医疗卫生服务能力 ]                                 │
        ¦│ 工作任务      免费实施出生缺陷筛查项目。以自愿参与、知情选择为原则，为全市符 │
        ¦│               合条件的孕妇免费提供地中海贫血、唐氏综合征、严重致死致残结构畸 │
        ¦│               形的产前筛查，为全市符合条件的新生儿免费提供先天性甲状腺功能低 │
        ¦│               减症、G6PD缺乏症（蚕豆病）、苯丙酮尿症、先天性肾上腺皮质增生症 │
        ¦│               和新生儿听力筛查。（牵头单位：市卫生健康局）                   │
        ¦│ 责任单位      市卫生健康局    刘学文  牵头                                   │
        ¦│               市财政局        李文聪                                         │
        ¦│               各市（区）政府  各市（区）长                                   │
        ¦│               （添加单位）                                                   │
        ¦│ 分管市领导  [ 赖燕芬 ]                                                       │
        ¦│ 指标                                                                         │
        ¦│ 接续上年                                                                     │
        ¦│ 完成时限                                                                     │
        ¦│ 备注                                                                         │
        ¦│                                                                              │
        ¦│ 第一个牵头；单位上回车选责任人，末行回车加单位。                             │
        ¦└──────────────────────────────────────────────────────────────────────────────┘
        ¦└──────────────────────────────────────────────────────────────────────────────┘
        ¦ Enter 选择  Delete 去掉  C-s 填好  Tab 下一栏  Esc 存草稿离开  PageUp 上移",
    );
}

#[test]
fn the_smallest_screen_shows_all_fields_and_the_finding_of_a_unit() {
    let mut desk = Desk::example(60, 16);
    manage(&mut desk, 0).press("Tab Tab Tab Down").type_in("jiaoyu").sees(
        "
        ¦ 2021年市十件民生实事  1-6月 序时50%  √4  >21  !0  ?0  共25
        ¦┌─ 修改工作任务  第 1 项 ──────────────────────────────────┐
        ¦│ 序号          1                                          │
        ¦│ 大类        [ 一、提升公共医疗卫生服务能力 ]             │
        ¦│ 工作任务      提升全市核酸检测能力，紧急状态下采取单采单…│
        ¦┌─ 查找责任单位：汉字、拼音或首字母 ───────────────────────┐
        ¦│ > jiaoyu                                                 │
        ¦│ 市教育局                                                 │
        ¦│ 市交通运输局                                             │
        ¦│ + 新建责任单位 jiaoyu                                    │
        ¦└──────────────────────────────────────────────────────────┘
        ¦│ 备注                                                     │
        ¦│                                                          │
        ¦│ 第一个牵头；单位上回车选责任人，末行回车加单位。         │
        ¦└──────────────────────────────────────────────────────────┘
        ¦ Enter 确定  Esc 返回",
    );
}

#[test]
fn a_long_text_moves_no_more_than_the_caret_needs() {
    let mut desk = Desk::example(60, 18);
    manage(&mut desk, 0).press("Tab Tab C-End").send(Msg::Paste("\n一段。".repeat(30) + "\n末段。"));
    desk.shows("末段。").press("Up Up").shows("末段。").press("C-f C-b").shows("修改工作任务").hides("再按一次");
}

#[test]
fn a_new_task_is_put_together_from_what_is_found_by_typing() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 5);
    desk.shows("新建工作任务").shows("> 26");
    desk.press("Tab Tab").type_in("新建便民服务站10个。").press("Enter").type_in("年底前完成。");
    // The first character of a name opens the finding of it.
    desk.press("Tab").type_in("wsjkj").shows("查找责任单位").shows("市卫生健康局").press("Enter");
    desk.shows("市卫生健康局  刘学文  牵头");
    desk.press("Down").type_in("财政").press("Enter PageUp").shows("市财政局      李文聪  牵头");
    desk.press("Tab").type_in("lyf").press("Enter").shows("[ 赖燕芬 ]").press("C-s Enter").shows("已存入");
    let task = task(&desk, 26);
    assert_eq!((task.number, task.text.as_str()), (26, "新建便民服务站10个。\n年底前完成。"));
    let roles: Vec<Role> = task.assignments.iter().map(|a| a.role).collect();
    assert_eq!(roles, [Role::Lead, Role::Supporting]);
    desk.shows("│  26 ?未报   新建便民服务站10个。");
}

#[test]
fn refusals_stand_in_the_form_and_nothing_typed_is_lost() {
    let mut desk = Desk::example(60, 16);
    manage(&mut desk, 5);
    desk.press("C-s").shows("名称、序号和内容不能为空；数据未改动。请补上后再保存。");
    desk.press("Tab Tab").type_in("某事").press("S-Tab S-Tab C-u").type_in("3").press("C-s");
    desk.shows("序号 3 重复，数据未改动。").shows("> 3").shows("某事");
    desk.press("C-u").type_in("三").press("C-s").shows("这一栏应是一个整数；尚未存入。");
    desk.press("Tab Delete C-s").shows("（未填）").shows("这一栏应是一个整数");
    desk.press("C-u").type_in("27").press("C-s").shows("这一栏还没有选；尚未存入。");
    assert_eq!(desk.ledger.book().unwrap().revision(), 1);
}

#[test]
fn a_task_changed_meanwhile_shows_both_and_one_goes_on_deliberately() {
    let mut mine = Desk::example(80, 24);
    let mut theirs = mine.sitting_of("谢少谋", 80, 24);
    manage(&mut mine, 0);
    manage(&mut theirs, 0);
    mine.press("S-Tab").type_in("我的备注");
    theirs.press("S-Tab").type_in("他的备注").press("S-Tab").type_in("年底").press("C-s Enter").shows("已存入");
    mine.press("C-s Enter");
    mine.shows("这个工作任务在您打开之后已被别人改过，您的修改未保存。").shows("别人已改过");
    mine.shows("他的备注").shows("我的备注").shows("我没有改（将保留库中的）：");
    mine.press("Enter").shows("备注        他的备注 → 我的备注").hides("完成时限").press("Enter").shows("已存入");
    let task = task(&mine, 1);
    assert_eq!((task.remark.as_str(), task.deadline.as_ref().unwrap().printed.as_str()), ("我的备注", "年底"));
}

#[test]
fn the_stored_version_can_be_taken_over_instead() {
    let mut mine = Desk::example(80, 24);
    let mut theirs = mine.sitting_of("谢少谋", 80, 24);
    manage(&mut mine, 0);
    manage(&mut theirs, 0);
    mine.press("S-Tab").type_in("我的备注");
    theirs.press("S-Tab").type_in("他的备注").press("C-s Enter");
    mine.press("C-s Enter F8").shows("> 他的备注").hides("我的备注").press("C-s").shows("内容与已保存的完全相同");
}

#[test]
fn a_task_is_closed_on_a_day_and_opened_again() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 1);
    desk.shows("办结  第 1 项").shows("> 2021-07-05").press("C-u").type_in("7.8").press("C-s");
    desk.shows("2021-07-08 还没有到；数据未改动。").press("C-u").type_in("7.1").press("C-s");
    desk.shows("请核对，将办结  第 1 项").press("Enter").shows("已存入").shows("办结 07-01");
    assert_eq!(last_deed(&desk), Deed::Close);
    desk.resize(120, 36);
    desk.shows("办结  2021-07-01");
    manage(&mut desk, 1);
    desk.shows("请核对，将取消办结  第 1 项").press("Enter").hides("办结 07-01");
    assert_eq!(task(&desk, 1).closed_on, None);
}

#[test]
fn a_void_task_is_gone_from_the_list_and_needs_a_reason() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 2);
    desk.press("C-s").shows("作废要写明原因；数据未改动。").type_in("重复立项").press("C-s");
    desk.shows("请核对，将作废工作任务  第 1 项").shows("提升全市核酸检测能力").press("Enter").shows("共24");
    desk.hides("提升全市核酸检测能力");
}

#[test]
fn a_void_report_stays_in_the_history_with_its_reason() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down Right");
    manage(&mut desk, 3);
    desk.shows("作废进展  第 2 项 1-6月").press("C-s").shows("作废要写明原因；数据未改动。").hides("请核对");
    desk.type_in("数字有误").press("C-s").shows("截至6月底").press("Enter");
    desk.shows("?未报1").shows("已由 督查室 于 07-05 09:00 作废：数字有误").shows("截至6月底").shows("│-  2 ?未报");
    desk.press("F9 Down Down Down Enter").shows("这项任务没有可以作废的进展。");
}

#[test]
fn a_report_written_anew_meanwhile_is_made_void_only_when_that_was_seen() {
    let mut mine = Desk::example(80, 24);
    let mut theirs = mine.sitting_of("谢少谋", 80, 24);
    manage(&mut mine, 3).type_in("数字有误");
    theirs.press("F2 C-Home").type_in("新写的。").press("C-s Enter").shows("已存入");
    mine.press("C-s Enter").shows("谢少谋 已于 07-05 09:00 更新了这份进展").shows("> 数字有误");
    mine.press("C-s").shows("新写的。").press("Enter").shows("已存入（修订 3）");
}

#[test]
fn of_several_reports_the_one_of_the_period_seen_is_offered_first() {
    let ledger = Desk::example(80, 24).ledger;
    super::take(&ledger, &super::EXAMPLE.replace("1-6月进展", "1-9月进展").replace("22350例", "33412例"));
    let mut desk = Desk::over(ledger, 80, 24, super::Width::default());
    desk.press("Down");
    manage(&mut desk, 3);
    desk.shows("作废哪一份进展").press("Down Enter").shows("作废进展  第 2 项 1-6月");
    desk.type_in("重报").press("C-s Enter").shows("已存入").press("Right").shows("作废：重报");
}

#[test]
fn an_official_is_replaced_everywhere_and_the_history_keeps_the_name_of_its_day() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 4);
    desk.shows("[ 市卫生健康局 ]").press("Tab").type_in("新来者").shows("没有符合“新来者”的责任人。");
    desk.press("Enter").shows("没有符合");
    desk.press("Down Enter").shows("新建责任人").shows("> 新来者").press("C-s Enter").shows("[ 新来者 ]");
    desk.press("Tab C-u").type_in("7.1").press("C-s");
    desk.shows("第 1 项  刘学文 → 新来者").shows("第 3 项  刘学文 → 新来者").press("Enter").shows("已存入");
    assert_eq!(last_deed(&desk), Deed::Replace);
    desk.shows("新来者 06-30").press("Right").shows("2021-06-30  市卫生健康局 刘学文");
}

#[test]
fn a_replacement_that_would_change_no_task_says_so_before_it_is_stored() {
    let mut desk = Desk::example(80, 24);
    desk.send(Msg::Minute(crate::domain::at("2022-03-01T09:00:00+08:00")));
    manage(&mut desk, 4).press("Tab").type_in("zhanglu").press("Enter C-s").shows("没有任务会因此改变");
}

#[test]
fn an_official_is_replaced_on_one_task_only_when_asked_so() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 4);
    desk.press("Tab").type_in("zhanglu").press("Enter Tab Tab Right").shows("[ 只这一项 ]").press("C-s");
    desk.shows("涉及 1 项任务：").press("Enter").shows("已存入");
    let book = desk.ledger.book().unwrap();
    let named = |id: Option<OfficialId>| book.official(id.unwrap()).unwrap().name.clone();
    assert_eq!(named(task(&desk, 1).assignments[0].official), "张  璐");
    assert_eq!(named(task(&desk, 2).assignments[0].official), "刘学文");
}

#[test]
fn units_officials_leaders_and_categories_are_entered_changed_and_made_void() {
    for (row, kind, name) in [
        (6, "大类", "十一、新的大类"),
        (7, "责任单位", "市疾控中心"),
        (8, "责任人", "某人甲"),
        (9, "分管市领导", "某人乙"),
    ] {
        let mut desk = Desk::example(80, 24);
        manage(&mut desk, row).press("Enter").shows(&format!("新建{kind}"));
        desk.type_in(name).press("C-s").shows(name).press("Enter").shows("已存入");
        manage(&mut desk, row).press("Down Enter").shows(&format!("查找{kind}")).type_in(name).press("Enter");
        desk.shows(&format!("修改{kind}  {name}")).press("End").type_in("改").press("C-s");
        desk.shows(&format!("{name} → {name}改")).press("Enter").shows("已存入");
        manage(&mut desk, row).press("Down Down Enter").type_in(&format!("{name}改")).press("Enter");
        desk.shows(&format!("作废{kind}  {name}改")).type_in("录入有误").press("C-s Enter").shows("已存入");
        manage(&mut desk, row).press("Down Enter").type_in(name).shows("没有符合");
        assert_eq!(last_deed(&desk), Deed::Void);
    }
}

#[test]
fn what_is_in_use_is_not_made_void_and_a_taken_name_is_refused() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 7).press("Down Down Enter").type_in("caizheng").press("Enter").type_in("x").press("C-s");
    desk.shows("项任务用着它，不能作废；数据未改动。");
    desk.press("Esc Esc");
    manage(&mut desk, 7).press("Enter").type_in("市财政局").press("C-s").shows("“市财政局”已经有了；数据未改动。");
}

#[test]
fn a_unit_has_short_names_and_a_group_its_members() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 7).press("Enter").type_in("沿海各区");
    desk.press("Tab").type_in("沿海，沿海区").press("Tab Tab").type_in("教育").press("Enter Down").type_in("财政");
    desk.press("Enter C-s Enter").shows("已存入");
    let book = desk.ledger.book().unwrap();
    let unit = book.unit(UnitId(40)).unwrap();
    assert_eq!(unit.short_names, ["沿海", "沿海区"]);
    let members: Vec<&str> = unit.members.iter().map(|u| book.unit(*u).unwrap().name.as_str()).collect();
    assert_eq!(members, ["市教育局", "市财政局"]);
}

#[test]
fn a_plan_is_begun_in_an_empty_ledger_and_changed_and_a_period_of_it_opened() {
    let mut desk = Desk::empty(80, 24);
    desk.press("F9 Down Down Down Down Down Enter").shows("还没有年度：请先新建年度。");
    desk.press("End Enter Down Down Enter").shows("新建年度民生实事").shows("> 2021").press("Tab");
    desk.type_in("2021年市十件民生实事").press("C-s Enter").shows("已存入").shows("2021年市十件民生实事");
    desk.press("F9 End Enter Enter").shows("开放期次  2021年").shows("> 1-3月").press("C-u").type_in("１－６");
    desk.press("C-s Enter").shows("已存入");
    let book = desk.ledger.book().unwrap();
    assert_eq!(book.plan(PlanYear(2021)).unwrap().periods.len(), 1);
    desk.press("F9 End Enter Down Enter").shows("修改年度民生实事  2021").press("Tab").type_in("市政府").press("C-s");
    desk.shows("发布单位    （空） → 市政府").press("Enter").shows("已存入");
}

#[test]
fn the_next_period_is_offered_and_one_that_is_open_is_not() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 10).press("Enter").shows("> 1-9月").press("C-s Enter").shows("1-9月 序时75%");
    let half = Period::new(2021, 1, 9).unwrap();
    assert!(desk.ledger.book().unwrap().plan(PlanYear(2021)).unwrap().periods.iter().any(|p| p.period == half));
    manage(&mut desk, 10).press("Enter").shows("> 1-12月").press("C-u").type_in("1-9").press("C-s");
    desk.shows("期次 2021-09 已经开放，数据未改动。");
}

#[test]
fn any_span_of_months_is_opened_and_a_bare_month_is_asked_about() {
    for (typed, from, to) in [("4-6", 4, 6), ("7至9月", 7, 9), ("1月-5月", 1, 5), ("9月", 9, 9), ("10 - 12", 10, 12)]
    {
        let mut desk = Desk::example(80, 24);
        manage(&mut desk, 10).press("Enter C-u").type_in(typed).press("C-s Enter").shows("已存入");
        let opened = Period::new(2021, from, to).unwrap();
        let plan = desk.ledger.book().unwrap().plan(PlanYear(2021)).unwrap().clone();
        assert!(plan.periods.iter().any(|p| p.period == opened && p.opened_on.is_some()), "{typed}");
    }
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 10).press("Enter");
    for typed in ["9", "9-4", "0-3", "九月", "1-13", ""] {
        desk.press("C-u").type_in(typed).press("C-s").shows("期次应写成 1-9月、4-6月 的样子");
    }
}

#[test]
fn a_year_is_made_void_once_it_has_no_tasks_and_may_be_begun_again() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 10).shows("作废 2021 年度  还有 25 项任务用着它").press("End Enter").shows("不能作废");
    desk.press("Esc Esc");
    for _ in 0..2 {
        manage(&mut desk, 10).press("Down Down Enter").shows("> 2022").press("Tab").type_in("误建的年度");
        desk.press("C-s Enter").shows("已存入").shows("误建的年度");
        manage(&mut desk, 10).press("End Enter").shows("作废年度民生实事  2022").type_in("误建").press("C-s Enter");
        desk.shows("已存入").shows("2021年市十件民生实事");
    }
}

#[test]
fn a_tasks_indicators_are_written_one_a_line() {
    let mut desk = Desk::example(120, 36);
    manage(&mut desk, 0)
        .press("Tab Tab Tab Tab Tab")
        .shows("每行一项")
        .type_in("检测能力≥5万份/日 标准")
        .press("Enter");
    desk.type_in("很多").press("C-s").shows("指标每行写一项，如 筛查≥22000例").press("C-u").type_in("检测点>=20个");
    desk.press("C-s").shows("检测能力≥5万份/日 标准").press("Enter").shows("已存入");
    let written: Vec<String> = task(&desk, 1).indicators.iter().map(ToString::to_string).collect();
    assert_eq!(written, ["检测能力≥5万份/日 标准", "检测点≥20个"]);
    desk.shows("指标").shows("  检测点≥20个");
    manage(&mut desk, 0).press("S-Tab").type_in("备注").press("C-s").hides("检测点").press("Enter").shows("已存入");
    assert_eq!(task(&desk, 1).indicators.len(), 2, "what was not touched stays");
}

#[test]
fn a_task_continues_one_of_the_year_before_whose_words_are_shown_as_its_number_is_typed() {
    let mut desk = Desk::example(120, 36);
    manage(&mut desk, 10).press("Down Down Enter Tab").type_in("2022年市十件民生实事").press("C-s Enter");
    manage(&mut desk, 6).press("Enter").type_in("一、教育").press("C-s Enter").shows("已存入");
    manage(&mut desk, 5).press("Tab Enter Enter Tab").type_in("继续筛查。").press("Tab Tab Tab Tab");
    desk.shows("上一年度里它接续的那一项的序号").type_in("99").press("C-s").shows("上一年度没有这个序号的任务");
    desk.press("C-u").type_in("2").shows("免费实施出生缺陷筛查项目").press("C-s Enter").shows("已存入");
    assert_eq!(task(&desk, 26).predecessor, Some(TaskId(2)));
    desk.shows("接续  2021年第 2 项");
    manage(&mut desk, 0).press("S-Tab S-Tab S-Tab").shows("> 2").press("C-u C-s Enter").shows("已存入");
    assert_eq!(task(&desk, 26).predecessor, None);
}

#[test]
fn an_official_answers_for_several_units_at_once() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 8)
        .press("Down Enter")
        .type_in("lyf")
        .shows("没有符合")
        .press("C-u")
        .type_in("刘学文")
        .press("Enter");
    desk.press("S-Tab").shows("市卫生健康局").press("Delete").type_in("财政").press("Enter Down").type_in("教育");
    desk.press("Enter C-s").shows("市教育局");
    desk.press("Enter").shows("已存入");
    let book = desk.ledger.book().unwrap();
    let official = book.officials().find(|o| o.name == "刘学文").unwrap();
    let units: Vec<&str> = official.offices().map(|id| book.unit(id).unwrap().name.as_str()).collect();
    assert_eq!(units, ["市财政局", "市教育局"]);
}

#[test]
fn names_that_would_command_the_terminal_are_typed_pasted_and_shown_tamely() {
    for hostile in ["\u{1b}[2J\u{9b}31m财", "\u{202e}倒着\u{200b}写", "一\r\n二\t三", &"长".repeat(3_000)] {
        let mut desk = Desk::example(60, 16);
        manage(&mut desk, 7).press("Enter").send(Msg::Paste(hostile.to_owned()));
        desk.press("C-s");
        assert!(!desk.screen().contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{hostile:?}");
        desk.press("Enter").shows("已存入");
        manage(&mut desk, 7).press("Down Enter").send(Msg::Paste(hostile.to_owned()));
        assert!(!desk.screen().contains(['\u{1b}', '\u{202e}']));
        let name = desk.ledger.book().unwrap().unit(UnitId(40)).unwrap().name.clone();
        assert!(!name.chars().any(char::is_control), "{name:?}");
    }
}

#[test]
fn a_record_that_was_made_void_meanwhile_is_not_brought_back() {
    let mut mine = Desk::example(80, 24);
    manage(&mut mine, 0);
    mine.press("S-Tab").type_in("备注");
    let mut theirs = mine.sitting_of("谢少谋", 80, 24);
    manage(&mut theirs, 2).type_in("重复").press("C-s Enter").shows("已存入");
    mine.press("C-s Enter").shows("没有这个工作任务，或者它已经作废；数据未改动。").shows("> 备注");
    assert!(task(&mine, 1).void.is_some());
}

#[test]
fn what_is_entered_by_the_screen_is_what_the_ledger_was_asked() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 0);
    desk.press("S-Tab").type_in("备注").press("C-s Enter");
    let before = Desk::example(80, 24);
    let seen = Record::Task(task(&before, 1));
    let mut wanted = duban::domain::Task::clone(&task(&before, 1));
    wanted.remark = String::from("备注");
    let version = Version { seen: Some(seen), record: Record::Task(Arc::new(wanted)) };
    before
        .ledger
        .execute(&Who::owner("督查室", Door::Screen), &Command::Enter(Box::new(version)), super::now())
        .unwrap();
    assert_eq!(task(&desk, 1), task(&before, 1), "nothing else of the task has changed");
}
