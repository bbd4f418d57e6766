//! The update form: what is typed, seen, kept and stored, from keys to screen.

use std::sync::Arc;

use proptest::prelude::*;

use duban::domain::{Period, PlanYear, ReportKey, Status, TaskId};
use duban::draft::{Drafts, Topic};
use duban::session::Msg;

use super::Desk;
use crate::draft::{find, report};

fn half() -> Period {
    Period::new(2021, 1, 6).unwrap()
}

fn key(task: u32, month: u8) -> ReportKey {
    let period = Period::new(2021, 1, month).unwrap();
    ReportKey { plan: PlanYear(2021), task: TaskId(task), period, unit: None }
}

fn stored(desk: &Desk, task: u32) -> Arc<duban::domain::Report> {
    desk.ledger.book().unwrap().latest_report(TaskId(task)).unwrap().clone()
}

/// Opens the form on task 2 and turns it to January to September.
fn september(desk: &mut Desk) -> &mut Desk {
    desk.press("Down F2 S-Tab S-Tab S-Tab S-Tab Right Right Right Tab Tab Tab Tab")
}

#[test]
fn the_form_starts_from_last_periods_text_and_shows_where_one_is() {
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    desk.sees(
        "¦ 2021年市十件民生实事  1-6月 序时50%  √已完成4  >按进度21  !滞后0  ?未报0  共25
         ¦┌─ 填报  第 2 项  1-9月 ───────────────────────────────────────────────────────┐
         ¦│ 免费实施出生缺陷筛查项目。以自愿参与、知情选择为原则，为全市符合条件的孕妇…  │
         ¦│ 期次 [1-9月]  状态 [>按进度]  截至 [2021-09-30]                              │
         ¦│ 填报单位 [本项任务（牵头单位）]                                              │
         ¦│ 进展情况  第 1/3 行  91 字                                                   │
         ¦│ 截至6月底，全市完成地中海贫血筛查22350例，唐氏综合征筛查14270例，严重致死致  │
         ¦│ 残结构畸形产前筛查15495例，新生儿遗传代谢病筛查13628例，新生儿听力筛查135571 │
         ¦│ 例。                                                                         │
         ¦│                                                                              │
         ¦│                                                                              │
         ¦│                                                                              │
         ¦│                                                                              │
         ¦│                                                                              │
         ¦│ 存在问题                                                                     │
         ¦│                                                                              │
         ¦│                                                                              │
         ¦│ 下一步工作                                                                   │
         ¦│                                                                              │
         ¦│                                                                              │
         ¦│ ? 与上期内容完全相同。                                                       │
         ¦│ ? 截至日期 2021-09-30 还没有到。                                             │
         ¦└──────────────────────────────────────────────────────────────────────────────┘
         ¦ Tab 下一栏  C-s 填好  Esc 存草稿离开  C-x 放弃草稿  M-e 编辑器",
    );
}

#[test]
fn what_is_typed_is_summed_up_before_it_is_stored_and_then_stands_in_the_history() {
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    desk.press("C-Home").type_in("截至9月底，共筛查31280例。").press("Enter");
    desk.press("C-s").shows("请核对，将存入  第 2 项  1-9月").shows("截至9月底，共筛查31280例。");
    assert_eq!(stored(&desk, 2).key.period, half(), "nothing is stored before it is agreed to");
    desk.press("Esc").shows("填报  第 2 项").press("C-s Enter").shows("已存入：第 2 项 1-9月");
    let report = stored(&desk, 2);
    assert_eq!((report.key, report.status), (key(2, 9), Status::OnSchedule));
    assert!(report.progress.starts_with("截至9月底，共筛查31280例。\n"));
    assert_eq!(report.reported_on.to_string(), "2021-09-30");
    assert_eq!(desk.unkept(), None);
    assert_eq!(Drafts::of(desk.home.path()).all().0, [], "what is stored is no draft any more");
}

#[test]
fn status_date_unit_and_all_three_texts_are_stored() {
    let mut desk = Desk::example(120, 36);
    september(&mut desk);
    desk.press("S-Tab C-u").type_in("9.28").press("S-Tab Right").shows("!滞后");
    desk.press("S-Tab Right").shows("填报单位 [市");
    desk.press("Tab Tab Tab Tab").type_in("用地未落实。").press("Tab").type_in("十月底前完成。");
    desk.press("C-s Enter").shows("已存入");
    let book = desk.ledger.book().unwrap();
    let lead = book.task(TaskId(2)).unwrap().lead().unwrap().unit;
    let by_unit = ReportKey { unit: Some(lead), ..key(2, 9) };
    let reports = desk.ledger.reports(PlanYear(2021), TaskId(2)).unwrap();
    let report = reports.iter().find(|r| r.key == by_unit).unwrap();
    assert_eq!(report.status, Status::Behind);
    assert_eq!(report.reported_on.to_string(), "2021-09-28");
    assert_eq!((report.problems.as_str(), report.next_steps.as_str()), ("用地未落实。", "十月底前完成。"));
}

#[test]
fn doubts_are_told_as_one_types_and_keep_nothing_from_being_stored() {
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    desk.shows("? 与上期内容完全相同。");
    desk.press("C-Home").type_in("（").shows("“（”没有另一半");
    desk.press("C-s").shows("“（”没有另一半").press("Enter").shows("已存入");
}

#[test]
fn what_differs_is_marked_at_every_pause_and_the_marks_move_with_the_text_meanwhile() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down F2 C-Home Right Right Delete").type_in("9");
    assert_eq!(desk.marked(), "", "it is compared at the pause");
    desk.send(Msg::Pause);
    assert_eq!(desk.marked(), "9");
    desk.press("C-Home").type_in("今年");
    assert_eq!(desk.marked(), "9", "not what now stands where it stood");
    desk.send(Msg::Pause);
    assert_eq!(desk.marked(), "今年9");
    desk.press("Right Right Delete").type_in("6");
    assert_eq!(desk.marked(), "今年");
    desk.press("C-s Esc");
    assert_eq!(desk.marked(), "今年", "looked at or not");
    desk.send(Msg::Pause);
    desk.press("C-z C-z C-z C-z").send(Msg::Pause);
    assert_eq!(desk.marked(), "");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn what_is_marked_after_a_pause_follows_from_the_text_alone(
        keys in proptest::collection::vec(proptest::sample::select(
            vec!["9", "例", "，", "。", "Delete", "Backspace", "Down", "Right", "C-Right", "C-Left", "C-w", "C-k", "C-z", "C-y"]), 1..40),
        pauses in proptest::collection::vec(any::<bool>(), 40),
    ) {
        let mut desk = Desk::example(80, 24);
        desk.press("Down F2");
        for (key, pause) in keys.into_iter().zip(pauses) {
            desk.press(key);
            if pause {
                desk.send(Msg::Pause);
            }
        }
        desk.send(Msg::Pause);
        let marked = desk.marked();
        desk.press("Esc F2");
        prop_assert_eq!(marked, desk.marked());
    }
}

#[test]
fn a_date_that_is_none_is_asked_for_and_nothing_is_stored() {
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    desk.press("S-Tab C-u").type_in("九月底").press("C-s").shows("截至日期应写成 2021-09-30 的样子");
    assert_eq!(stored(&desk, 2).key.period, half());
    desk.press("C-u").type_in("2021年9月30日").press("C-s Enter").shows("已存入");
}

#[test]
fn leaving_keeps_a_draft_that_is_offered_at_the_next_sitting_and_taken_up_word_by_word() {
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    desk.press("C-Home").type_in("写到一半").press("Esc").shows("已存为草稿");
    let mut next = desk.sitting_of("督查室", 80, 24);
    next.shows("有 1 份草稿没有提交，按 F12 查看").press("F12").shows("第 2 项  1-9月").press("Enter");
    next.shows("已取回 07-05 09:00 的草稿").shows("写到一半");
    next.press("C-s Enter").shows("已存入");
    assert!(stored(&next, 2).progress.starts_with("写到一半"));
    let mut last = next.sitting_of("督查室", 80, 24);
    last.press("F12").shows("没有未提交的草稿");
}

#[test]
fn a_draft_is_kept_after_a_pause_and_whatever_ends_the_session_finds_what_was_typed_since() {
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    desk.press("C-Home").type_in("第一句。");
    assert!(report(desk.unkept()).unwrap().progress.starts_with("第一句。"), "until the pause it is not on disk");
    desk.send(Msg::Pause);
    assert_eq!(desk.unkept(), None);
    let drafts = Drafts::of(desk.home.path());
    assert!(report(find(&drafts, "督查室", &Topic::Report(key(2, 9)))).unwrap().progress.starts_with("第一句。"));
    desk.type_in("第二句。");
    assert!(report(desk.unkept()).unwrap().progress.starts_with("第一句。第二句。"));
    desk.press("C-q");
    assert!(desk.ended);
    assert!(
        report(find(&drafts, "督查室", &Topic::Report(key(2, 9)))).unwrap().progress.starts_with("第一句。第二句。")
    );
}

#[test]
fn only_the_same_key_twice_drops_a_draft() {
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    desk.press("C-Home").type_in("不要了").send(Msg::Pause);
    let drafts = Drafts::of(desk.home.path());
    desk.press("C-x").shows("再按一次 C-x 放弃这份草稿").press("Left C-x").shows("再按一次 C-x");
    assert!(find(&drafts, "督查室", &Topic::Report(key(2, 9))).is_some(), "another key between them keeps it");
    desk.press("C-x").shows("草稿已放弃");
    assert_eq!(drafts.all().0, []);
}

#[test]
fn two_people_on_one_report_see_both_texts_and_nothing_is_overwritten_unseen() {
    let mut mine = Desk::example(120, 36);
    let mut theirs = mine.sitting_of("谢少谋", 120, 36);
    for (desk, words) in [(&mut mine, "我写的这一句。"), (&mut theirs, "先存下的这一句。")] {
        september(desk);
        desk.press("C-Home").type_in(words);
    }
    theirs.press("C-s Enter").shows("已存入");
    mine.press("C-s Enter").shows("谢少谋 已于").shows("库中：谢少谋 存于 07-05 09:00");
    mine.shows("Enter 以我写的为准  F8 改用库中的  Esc 返回修改");
    mine.shows("我写的这一句。").shows("先存下的这一句。");
    assert_eq!(stored(&mine, 2).author, "谢少谋");
    mine.press("Enter").shows("请核对，将存入").press("Enter").shows("已存入");
    assert_eq!(stored(&mine, 2).author, "督查室");
    let reports: Vec<u64> = mine.ledger.changes_after(1).unwrap().iter().map(|c| c.revision).collect();
    assert_eq!(reports, [2, 3], "both are in the history");
}

#[test]
fn the_stored_text_can_be_taken_over_instead_and_ones_own_comes_back_by_undo() {
    let mut mine = Desk::example(120, 36);
    let mut theirs = mine.sitting_of("谢少谋", 120, 36);
    for (desk, words) in [(&mut mine, "我写的这一句。"), (&mut theirs, "先存下的这一句。")] {
        september(desk);
        desk.press("C-Home").type_in(words);
    }
    theirs.press("C-s Enter");
    mine.press("C-s Enter F8").shows("填报  第 2 项").shows("先存下的这一句。");
    mine.press("C-z").shows("我写的这一句。").press("C-s Enter").shows("已存入");
    assert!(stored(&mine, 2).progress.starts_with("我写的这一句。"));
}

#[test]
fn a_paste_of_any_kind_goes_into_the_field_that_has_the_keys() {
    for (pasted, kept) in [
        ("第一段\n第二段", "第一段\n第二段"),
        ("第一段\r\n第二段\r\n", "第一段\n第二段\n"),
        ("第一段\r第二段", "第一段\n第二段"),
        ("\u{1b}[31m红\u{7}字\u{202e}", "[31m红字"),
    ] {
        let mut desk = Desk::example(80, 24);
        september(&mut desk);
        desk.press("Tab").send(Msg::Paste(pasted.to_owned()));
        let draft = report(desk.unkept()).unwrap();
        assert_eq!(draft.problems, kept, "{pasted:?}");
    }
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    let huge = "截至9月底，完成31280例。\n".repeat(3_000);
    desk.press("Tab").send(Msg::Paste(huge.clone()));
    desk.press("C-s Enter").shows("已存入");
    assert_eq!(stored(&desk, 2).problems, huge.trim_end());
}

#[test]
fn an_unbracketed_paste_arrives_as_keys_and_loses_nothing() {
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    desk.press("Tab").type_in("第一段").press("Enter C-j").type_in("第二段").press("Enter").type_in("第三段");
    assert_eq!(report(desk.unkept()).unwrap().problems, "第一段\n第二段\n第三段");
}

#[test]
fn a_search_from_the_form_keeps_what_was_typed() {
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    desk.press("C-Home").type_in("先查一查").press("F3").type_in("caizheng").shows("市财政局");
    let kept = report(Drafts::of(desk.home.path()).all().0.pop()).unwrap();
    assert!(kept.progress.starts_with("先查一查"));
}

#[test]
fn ones_own_last_change_is_taken_back_from_the_board() {
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    desk.press("C-s Enter").shows("已存入").press("C-r").shows("已撤销修订 2：已记录：第 2 项");
    assert_eq!(stored(&desk, 2).key.period, half());
}

#[test]
fn a_whole_import_is_taken_back_only_when_asked_once_more() {
    let mut desk = Desk::example(80, 24);
    let count = |desk: &Desk| desk.ledger.book().unwrap().tasks().count();
    for other in ["Down", "F8", "x"] {
        desk.press("C-r").shows("再按一次 C-r 撤销：修订 1 的工作任务 25 条、进展 25 条一并去掉，不能恢复。");
        desk.press(other).press("C-r").shows("再按一次 C-r").press("Up");
        assert_eq!(count(&desk), 25, "{other} is no yes");
    }
    desk.press("C-r C-r").shows("已撤销修订 1：已导入");
    assert_eq!(count(&desk), 0);
}

#[test]
fn what_is_written_stays_on_the_screen_when_the_ledger_refuses() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down F2 C-s Enter").shows("内容与已保存的完全相同，数据未改动").shows("填报  第 2 项");
}

#[test]
fn the_form_works_on_the_smallest_screen_and_shows_last_periods_text_where_there_is_room() {
    let mut desk = Desk::example(60, 16);
    september(&mut desk);
    desk.shows("填报  第 2 项").type_in("窄屏").shows("窄屏");
    let mut desk = Desk::example(120, 36);
    september(&mut desk);
    desk.shows("上期内容").shows("1-6月");
}

#[test]
fn a_session_that_a_server_runs_for_its_own_machine_says_that_it_opens_no_editor() {
    let mut desk = Desk::example(80, 24);
    desk.press("M-e").shows("没有正在填写的内容");
    september(&mut desk);
    desk.press("M-e").shows("服务运行时本机也打不开编辑器，文字没有变。请直接在这里填写，或先停止服务。");
    assert_eq!(desk.unkept(), None);
    assert_eq!(Drafts::of(desk.home.path()).all().0, [], "no draft is left of what nobody wrote");
    desk.press("C-Home").type_in("写").press("Backspace M-e").shows("服务运行时本机也打不开编辑器");
    assert!(on_disk(&desk).is_empty(), "nor of what was taken back before");
    desk.press("C-Home").type_in("照常写").press("M-e C-z").hides("照常写");
}

#[test]
fn keys_that_came_before_the_text_is_back_from_the_editor_do_nothing_to_the_form() {
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    desk.press("Tab").type_in("用地未落实");
    desk.lends("M-e");
    desk.type_in("q").press("Esc C-q F3").send(Msg::Paste(String::from("混入")));
    assert!(!desk.ended);
    desk.send(Msg::Edited(Ok(String::from("用地\t已落实"))));
    desk.shows("编辑器里改的文字已取回").shows("用地 已落实").hides("混入").press("C-z").shows("用地未落实");
    desk.press("C-s Enter").shows("已存入");
    assert_eq!(stored(&desk, 2).problems, "用地未落实");
}

#[test]
fn a_void_report_stays_in_the_history_with_its_reason() {
    let mut desk = Desk::example(80, 24);
    let report = stored(&desk, 2);
    let voiding = duban::domain::Voiding {
        key: duban::domain::RecordKey::Report(report.key),
        seen: Some(report.revision),
        why: String::from("数字有误，重新填报"),
    };
    let who = crate::domain::supervisor();
    desk.ledger
        .execute(&who, &duban::domain::Command::Void(voiding), crate::domain::at("2021-07-06T09:00:00+08:00"))
        .unwrap();
    let book = desk.ledger.book().unwrap();
    desk.send(Msg::Book(book));
    desk.press("Down Right").shows("已由 督查室 于 07-06 09:00 作废：数字有误，重新填报").shows("?未报");
}

/// What is on disk of reports, by period.
fn on_disk(desk: &Desk) -> Vec<String> {
    let label = |draft: duban::draft::Draft| report(Some(draft)).unwrap().key.period.label();
    let mut all: Vec<String> = Drafts::of(desk.home.path()).all().0.into_iter().map(label).collect();
    all.sort();
    all
}

/// Opens the form on task 2 and writes `words` at the beginning of the progress; a pause keeps them.
fn written<'a>(desk: &'a mut Desk, words: &str) -> &'a mut Desk {
    desk.press("Down F2 C-Home").type_in(words).send(Msg::Pause);
    desk
}

const TO_PERIOD: &str = "S-Tab S-Tab S-Tab S-Tab";

#[test]
fn a_draft_goes_with_its_words_to_another_period_and_leaves_none_behind() {
    let mut desk = Desk::example(80, 24);
    written(&mut desk, "写给九月的。").press(TO_PERIOD).press("Right Right Right");
    desk.send(Msg::Pause);
    assert_eq!(on_disk(&desk), ["1-9月"]);
    desk.press("Left").send(Msg::Pause);
    assert_eq!(on_disk(&desk), ["1-8月"]);
    desk.press("Left Left Esc").shows("已存为草稿").press("F12").shows("1-6月").hides("1-8月");
    assert_eq!(on_disk(&desk), ["1-6月"]);
    desk.press("Enter").shows("写给九月的。").press(TO_PERIOD).press("Right Right Right C-s Enter").shows("已存入");
    assert!(on_disk(&desk).is_empty());
    assert!(stored(&desk, 2).progress.starts_with("写给九月的。"));
    desk.sitting_of("督查室", 80, 24).press("F12").shows("没有未提交的草稿");
}

#[test]
fn a_draft_is_dropped_where_its_words_were_only_when_it_is_kept_where_they_are() {
    let mut desk = Desk::example(80, 24);
    written(&mut desk, "写给七月的。").press(TO_PERIOD).press("Right");
    assert_eq!(on_disk(&desk), ["1-6月"], "it is not kept under the new one before the pause");
    let (number, draft) = desk.unkept_numbered();
    desk.keep(number, &draft);
    assert_eq!(on_disk(&desk), ["1-7月"], "whatever ends the session");
}

#[test]
fn a_period_with_a_draft_of_its_own_is_passed_over_and_both_are_kept() {
    let mut desk = Desk::example(80, 24);
    written(&mut desk, "七月的草稿。").press(TO_PERIOD).press("Right Esc F2 C-Home");
    desk.type_in("新写的。").press(TO_PERIOD).press("Right").shows("新写的。").shows("1-8月").hides("七月的草稿");
    desk.shows("1-7月”另有草稿，已跳过").press("Left").shows("[1-6月]").shows("已跳过").press("Esc");
    assert_eq!(on_disk(&desk), ["1-6月", "1-7月"]);
    desk.press("F12 Down Enter").shows("七月的草稿。");
}

#[test]
fn what_is_typed_before_another_period_is_read_goes_along() {
    let mut desk = Desk::example(80, 24);
    written(&mut desk, "先写。").press(TO_PERIOD);
    let asked = desk.asks("Right");
    desk.press("Tab Tab Tab Tab Tab").type_in("后写。");
    desk.answer(asked);
    desk.shows("1-7月").shows("后写。").press("C-s Enter").shows("已存入");
    assert!(stored(&desk, 2).progress.starts_with("先写。"));
    assert_eq!(stored(&desk, 2).problems, "后写。");
}

#[test]
fn what_equals_what_the_form_began_with_is_no_draft() {
    for keys in ["S-Tab S-Tab Right Left", "9 Backspace", "S-Tab C-u 2 0 2 1 - 0 6 - 3 0", "9 C-z"] {
        let mut desk = Desk::example(80, 24);
        desk.press("Down F2").press(keys).press("Esc").hides("草稿").hides("截至 [");
        assert!(on_disk(&desk).is_empty(), "{keys}");
    }
    let mut desk = Desk::example(80, 24);
    written(&mut desk, "写").press("Backspace").send(Msg::Pause);
    assert!(on_disk(&desk).is_empty(), "what was kept of it goes again");
    desk.press("C-x").hides("草稿").hides("截至 [");
}

#[test]
fn the_stored_report_taken_over_is_no_draft_and_brings_status_and_date() {
    let mut mine = Desk::example(120, 36);
    let mut theirs = mine.sitting_of("谢少谋", 120, 36);
    september(&mut mine).press("C-Home").type_in("我写的。");
    september(&mut theirs).press("S-Tab C-u").type_in("9.28").press("S-Tab Right C-s Enter").shows("已存入");
    mine.press("C-s Enter F8");
    mine.shows("[!滞后]").shows("[2021-09-28]").shows("已换成库中的文字、状态和日期").press("Esc");
    mine.hides("已存为草稿");
    assert!(on_disk(&mine).is_empty());
}

#[test]
fn doubts_name_their_text_and_those_without_a_line_are_counted() {
    let mut desk = Desk::example(80, 24);
    september(&mut desk);
    desk.press("Tab").type_in("（还差xx户").shows("存在问题里的“（”没有另一半").shows("? 还有 2 处，按 C-s 查看。");
    desk.press("C-s").shows("存在问题里的“xx”还没有填上数字").shows("还没有到").hides("还有 2 处");
}

#[test]
fn up_down_and_enter_go_to_another_field_and_left_and_right_choose() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down F2 S-Tab S-Tab S-Tab S-Tab").press("Down Down Right").shows("[!滞后]").shows("[1-6月]");
    desk.press("Up Up Right").shows("[1-7月]").press("Left Enter Enter Left").shows("[>按进度]").press("Enter Down");
    desk.type_in("在正文里").shows("在正文里");
}

#[test]
fn a_closed_task_is_not_reported_on_and_says_so_before_anything_is_typed() {
    let mut desk = Desk::example(80, 24);
    let close = duban::domain::Command::Close(TaskId(1), "2021-07-01".parse().unwrap());
    let when = crate::domain::at("2021-07-02T09:00:00+08:00");
    desk.ledger.execute(&crate::domain::supervisor(), &close, when).unwrap();
    let book = desk.ledger.book().unwrap();
    desk.send(Msg::Book(book));
    desk.press("Home F2").shows("第 1 项已经办结").hides("填报单位");
}

#[test]
fn the_unit_that_reports_is_named_above_the_form_in_the_summary_and_when_it_is_stored() {
    let mut desk = Desk::example(120, 36);
    desk.press("Down F2 S-Tab S-Tab S-Tab Right").shows("填报  第 2 项  1-6月  市");
    desk.press("Tab Tab Tab C-Home").type_in("本单位的。").press("C-s").shows("将存入  第 2 项  1-6月  市");
    desk.press("Enter").shows("已存入：第 2 项 1-6月  市");
}

#[test]
fn help_in_a_form_names_the_keys_of_a_text_and_how_to_leave() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down F2 F1")
        .shows("C-k 删到行尾")
        .shows("全部按键：按 Esc 离开（写的存为草稿），再按 F1。")
        .shows("填报单位");
    desk.press("Esc F1").shows("帮助 · ").shows("C-z 撤销  C-y 重做");
}

#[test]
fn a_text_that_goes_on_below_says_so() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down F2").hides("…│").press("Tab").shows("…│");
}
