//! What is typed into the form of a record is kept as a draft, offered again, and dropped only deliberately.

use duban::domain::{Kind, PlanYear, RecordKey, ReportKey, TaskId, UnitId};
use duban::draft::{Draft, Drafts, Entry, Filled, Words};
use duban::session::Msg;

use super::Desk;
use super::record::manage;

fn drafts(desk: &Desk) -> Vec<Draft> {
    Drafts::of(desk.home.path()).all().0
}

/// What a field holds in a draft.
fn field(draft: &Draft, name: &str) -> Filled {
    match &draft.words {
        Words::Entry(words) => words.fields[name].clone(),
        Words::Report(words) => panic!("a report: {words:?}"),
    }
}

fn text(draft: &Draft, name: &str) -> String {
    match field(draft, name) {
        Filled::Text(text) => text,
        other => panic!("{name} holds {other:?}"),
    }
}

fn remark(desk: &Desk) -> String {
    desk.ledger.book().unwrap().task(TaskId(1)).unwrap().remark.clone()
}

#[test]
fn leaving_keeps_a_draft_and_asks_nothing() {
    for leave in ["Esc", "F10", "F3"] {
        let mut desk = Desk::example(80, 24);
        manage(&mut desk, 0);
        desk.press("S-Tab").type_in("写到一半").press(leave).hides("修改工作任务");
        assert_eq!(desk.ended, leave == "F10");
        assert_eq!(text(&drafts(&desk)[0], "remark"), "写到一半", "{leave}");
        let mut next = desk.sitting_of("督查室", 80, 24);
        next.shows("有 1 份草稿没有提交，按 F12 查看").press("F12").shows("修改工作任务  第 1 项  07-05 09:00");
        next.press("Enter").shows("已取回 07-05 09:00 的草稿").press("S-Tab").shows("> 写到一半");
        next.press("C-s").shows("备注        （空） → 写到一半").press("Enter").shows("已存入");
        assert_eq!((remark(&next), drafts(&next)), (String::from("写到一半"), vec![]), "{leave}");
        next.press("F12").shows("没有未提交的草稿");
    }
}

#[test]
fn leaving_says_how_to_go_on_and_a_form_without_a_word_is_simply_left() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 0);
    desk.press("Esc").hides("已存为草稿").hides("修改工作任务");
    manage(&mut desk, 0);
    desk.press("S-Tab").type_in("一").press("Esc").shows("已存为草稿，按 F12 可以接着写。");
    desk.press("F12").shows("未提交的草稿").press("Enter S-Tab").shows("> 一");
}

#[test]
fn the_same_form_opened_again_has_what_was_written_in_it() {
    for (row, open, go, words) in
        [(2, "", "", "重复立项"), (1, "", "C-u", "7.1"), (10, "Enter", "Tab C-u", "7.2"), (4, "", "Tab Tab C-u", "7.3")]
    {
        let mut desk = Desk::example(80, 24);
        manage(&mut desk, row).press(open).press(go).type_in(words).press("Esc").shows("已存为草稿");
        manage(&mut desk, row).press(open).shows("已取回").shows(words);
        assert_eq!(drafts(&desk).len(), 1, "{words}");
    }
}

#[test]
fn a_draft_is_kept_after_a_pause_and_whatever_ends_the_session_finds_what_was_typed_since() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 5);
    desk.press("Tab Tab").type_in("新建便民服务站。");
    assert_eq!(text(&desk.unkept().unwrap(), "text"), "新建便民服务站。", "until the pause it is not on disk");
    assert_eq!(drafts(&desk), []);
    desk.send(Msg::Pause);
    assert_eq!(desk.unkept(), None);
    assert_eq!(text(&drafts(&desk)[0], "text"), "新建便民服务站。");
    desk.press("Tab").type_in("财政").press("Enter");
    let unit =
        Filled::Pairs(vec![(UnitId(2), desk.ledger.book().unwrap().task(TaskId(2)).unwrap().assignments[1].official)]);
    assert_eq!(field(&desk.unkept().unwrap(), "assignments"), unit, "what is chosen is kept as well");
    desk.send(Msg::Pause);
    desk.press("Delete");
    assert_eq!(field(&desk.unkept().unwrap(), "assignments"), Filled::Pairs(vec![]));
}

#[test]
fn only_the_same_key_twice_drops_a_draft() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 0);
    desk.press("S-Tab").type_in("不要了").send(Msg::Pause);
    desk.press("C-x").shows("再按一次 C-x 放弃这份草稿").press("Left C-x").shows("再按一次 C-x");
    assert_eq!(drafts(&desk).len(), 1, "another key between them keeps it");
    desk.press("C-x").shows("草稿已放弃").hides("修改工作任务");
    assert_eq!(drafts(&desk), []);
    manage(&mut desk, 0).press("S-Tab").hides("不要了");
}

#[test]
fn of_what_is_new_several_may_be_begun_and_each_is_gone_on_with() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 7).press("Enter").type_in("市疾控中心").press("Esc");
    manage(&mut desk, 7).press("Enter").shows("已有没提交的草稿").shows("新建责任单位  市疾控中心");
    desk.press("Down Enter").shows("新建责任单位").hides("市疾控中心").type_in("市妇幼保健院").press("Esc");
    let new = |nth| Entry::New { kind: Kind::Unit, plan: None, nth };
    assert_eq!(drafts(&desk).len(), 2);
    manage(&mut desk, 7)
        .press("Enter")
        .shows("市疾控中心")
        .shows("市妇幼保健院")
        .press("Down Enter")
        .shows("> 市疾控中心");
    desk.press("C-s Enter").shows("已存入");
    let left: Vec<Entry> = drafts(&desk)
        .iter()
        .map(|draft| if let Words::Entry(words) = &draft.words { words.entry.clone() } else { panic!() })
        .collect();
    assert_eq!(left, [new(2)]);
    assert_eq!(desk.ledger.book().unwrap().unit(UnitId(40)).unwrap().name, "市疾控中心");
}

#[test]
fn what_waits_behind_another_form_is_kept_too() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 0);
    desk.press("Tab Tab C-Home")
        .type_in("改了正文，")
        .press("Tab Down")
        .type_in("新单位")
        .press("Down Enter")
        .shows("新建责任单位");
    assert_eq!(text(&drafts(&desk)[0], "text").chars().take(5).collect::<String>(), "改了正文，");
    assert_eq!(text(&desk.unkept().unwrap(), "name"), "新单位", "also what was typed to find it");
    desk.press("F10");
    assert!(desk.ended);
    assert_eq!(drafts(&desk).len(), 2);
    let mut next = desk.sitting_of("督查室", 80, 24);
    next.press("F12").shows("新建责任单位  新单位").shows("修改工作任务  第 1 项");
}

#[test]
fn leaving_the_form_in_front_goes_back_to_the_one_behind() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 4).press("Tab").type_in("新来者").press("Down Enter").shows("新建责任人");
    desk.press("Esc").shows("已存为草稿").shows("更换责任人").hides("新建责任人");
    desk.press("F12").hides("未提交的草稿").press("Esc F12").shows("新建责任人  新来者");
}

#[test]
fn a_draft_remembers_what_its_author_saw() {
    let mut mine = Desk::example(80, 24);
    manage(&mut mine, 0);
    mine.press("S-Tab").type_in("我的备注").press("Esc");
    let mut theirs = mine.sitting_of("谢少谋", 80, 24);
    manage(&mut theirs, 0).press("S-Tab").type_in("他的备注").press("C-s Enter").shows("已存入");
    assert_eq!(drafts(&mine).len(), 1, "another's storing leaves it alone");
    let book = mine.ledger.book().unwrap();
    mine.send(Msg::Book(book));
    manage(&mut mine, 0).press("C-s").shows("别人已改过").shows("他的备注").shows("我的备注");
    mine.press("Enter Enter").shows("已存入");
    assert_eq!((remark(&mine), drafts(&mine)), (String::from("我的备注"), vec![]));
}

#[test]
fn a_report_is_made_void_from_a_draft_only_as_it_was_seen() {
    let mut alone = Desk::example(80, 24);
    manage(&mut alone, 3).type_in("数字有误").press("Esc");
    manage(&mut alone, 3).press("C-s Enter").shows("已存入");
    let mut mine = Desk::example(80, 24);
    manage(&mut mine, 3).type_in("数字有误").press("Esc");
    let mut theirs = mine.sitting_of("谢少谋", 80, 24);
    theirs.press("F2 C-Home").type_in("新写的。").press("C-s Enter").shows("已存入");
    let mut next = mine.sitting_of("督查室", 80, 24);
    manage(&mut next, 3).shows("> 数字有误").press("C-s Enter").shows("更新了这份进展").shows("> 数字有误");
    let period = duban::domain::Period::new(2021, 1, 6).unwrap();
    let key = ReportKey { plan: PlanYear(2021), task: TaskId(1), period, unit: None };
    let Words::Entry(words) = &drafts(&next)[0].words else { panic!() };
    assert_eq!(words.entry, Entry::Void(RecordKey::Report(key)));
}

#[test]
fn the_menu_lists_reports_and_records_alike() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down F2 C-Home").type_in("进展写到一半").press("Esc");
    manage(&mut desk, 0).press("S-Tab").type_in("备注写到一半").press("Esc F12");
    desk.shows("修改工作任务  第 2 项  07-05 09:00").shows("填报  第 2 项  1-6月  07-05 09:00");
    desk.press("Down Enter").shows("进展写到一半").press("Esc F12").shows("修改工作任务  第 2 项");
}

#[test]
fn a_draft_that_cannot_be_kept_says_so_and_stays_to_be_kept() {
    let mut desk = Desk::example(80, 24);
    std::fs::write(desk.home.path().join("drafts"), "在路上").unwrap();
    manage(&mut desk, 0).press("S-Tab").type_in("写到一半").send(Msg::Pause);
    desk.shows("草稿没有存下").press("Esc");
    assert_eq!(text(&desk.unkept().unwrap(), "remark"), "写到一半");
    std::fs::remove_file(desk.home.path().join("drafts")).unwrap();
    manage(&mut desk, 0).press("S-Tab").shows("> 写到一半").type_in("。").send(Msg::Pause);
    assert_eq!(text(&drafts(&desk)[0], "remark"), "写到一半。");
}

#[test]
fn a_draft_on_its_way_to_the_disk_is_gone_on_with_and_a_dropped_one_is_not() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 7).press("Enter").type_in("市疾控中心").press("Esc");
    desk.offline(|desk| {
        manage(desk, 7).press("Enter Enter").type_in("（筹）").press("Esc");
        manage(desk, 7).press("Enter").shows("市疾控中心（筹）");
        let screen = desk.screen();
        assert_eq!(screen.matches("市疾控中心").count(), 1, "{screen}");
        desk.press("Up Enter").shows("> 市疾控中心（筹）").press("C-x C-x");
        manage(desk, 7).press("Enter").hides("市疾控中心").press("Esc F12").shows("没有未提交的草稿");
    });
}

#[test]
fn what_equals_what_the_form_began_with_is_no_draft() {
    let mut desk = Desk::example(80, 24);
    manage(&mut desk, 0);
    desk.press("S-Tab").type_in("一").send(Msg::Pause);
    assert_eq!(drafts(&desk).len(), 1);
    desk.press("Backspace Esc").hides("草稿").hides("修改工作任务");
    assert_eq!(drafts(&desk), []);
    manage(&mut desk, 0).press("C-x").hides("草稿").hides("修改工作任务");
}
