//! Looking things up: list, show, search, history, for people.

use super::desk::{Desk, EXAMPLE};

#[test]
fn a_list_is_aligned_by_what_hanzi_take() {
    let desk = Desk::with_example();
    let list = desk.duban("list --status 已完成").done();
    let heads = [
        "2021年  1-6月  共4项  已完成4",
        "序号  状态    截至        牵头单位      责任人  工作任务",
        "   1  已完成  2021-06-30  市卫生健康局  刘学文  提升全市核酸检测能力",
        "   3  已完成  2021-06-30  市卫生健康局  刘学文  稳步推进基本公共卫生服务",
        "   4  已完成  2021-06-30  市民政局      谢鸿猷  加强低保",
        "   5  已完成  2021-06-30  市民政局      谢鸿猷  实现集中供养",
    ];
    assert_eq!(list.lines().count(), heads.len());
    for (line, head) in list.lines().zip(heads) {
        assert!(line.starts_with(head), "{line} / {head}");
    }
    assert!(list.contains("（牵头单位：市卫生健康局）"), "whole when it is no terminal");
}

#[test]
fn show_says_who_answers_and_what_was_reported() {
    let shown = Desk::with_example().duban("show 2").done();
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[0], "2021年  任务2  1-6月  按进度");
    assert!(lines[1].starts_with("免费实施出生缺陷筛查项目。以自愿参与、知情选择为原则，"));
    assert_eq!(
        lines[2..7],
        [
            "大类               一、提升公共医疗卫生服务能力",
            "分管领导           赖燕芬",
            "责任单位 / 责任人  市卫生健康局  刘学文（牵头）",
            "                   市财政局  李文聪",
            "                   各市（区）政府  各市（区）长",
        ]
    );
    assert!(lines[8].starts_with("1-6月  按进度完成。  截至 2021-06-30  责任人 刘学文  王督查 于 "), "{}", lines[8]);
    assert!(lines[8].ends_with("录入（修订 1）"));
    assert_eq!(
        lines[9],
        "  截至6月底，全市完成地中海贫血筛查22350例，唐氏综合征筛查14270例，严重致死致残结构畸形产前筛查15495例，\
         新生儿遗传代谢病筛查13628例，新生儿听力筛查135571例。"
    );
}

#[test]
fn an_unknown_number_is_not_found_and_the_last_one_is_named() {
    let ran = Desk::with_example().duban("show 26");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err, "2021 年没有序号为 26 的任务（最后一项是 25）；数据未改动。可用 duban list 查看全部任务。\n");
    assert_eq!(Desk::with_example().duban("history 26").code, 1);
}

#[test]
fn filters_take_hanzi_pinyin_and_initials_and_join() {
    let desk = Desk::with_example();
    assert_eq!(desk.numbers("--official 刘学文"), [1, 2, 3, 8, 22]);
    assert_eq!(desk.numbers("--leader lyf"), [1, 2, 3, 8, 13, 14, 15]);
    assert_eq!(desk.numbers("--leader laiyanfen --status 已完成"), [1, 3]);
    assert_eq!(desk.numbers("--category 医疗卫生"), [1, 2, 3]);
    assert_eq!(desk.numbers("--unit 卫健局"), desk.numbers("--unit wsjkj"));
    assert!(desk.numbers("--unit 卫健局").starts_with(&[1, 2, 3]));
}

#[test]
fn several_matches_count_together_and_are_named() {
    let ran = Desk::with_example().duban("list --unit 政府 --json");
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with("“政府”符合 "), "{}", ran.err);
    assert!(ran.err.contains("一并列出：") && ran.err.contains("各市（区）政府"), "{}", ran.err);
}

#[test]
fn a_list_without_a_match_is_empty_and_done() {
    let desk = Desk::with_example();
    let ran = desk.duban("list --unit 外星人 --json");
    assert_eq!((ran.code, ran.out.as_str()), (0, "[]\n"));
    assert_eq!(ran.err, "没有符合“外星人”的单位。\n");
    assert_eq!(Desk::empty().duban("list --json").out, "[]\n");
    assert_eq!(Desk::empty().duban("list").code, 0);
}

#[test]
fn a_status_is_a_code_a_word_or_a_printed_word() {
    let desk = Desk::with_example();
    for status in ["on_schedule", "按进度", "按进度完成", "超序时进度"] {
        assert_eq!(desk.numbers(&format!("--status {status}")).len(), 21, "{status}");
    }
    assert_eq!(desk.numbers("--status completed"), [1, 3, 4, 5]);
    assert_eq!(desk.numbers("--status 未报"), [0; 0]);
    let ran = desk.duban("list --status 快了");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("“快了”不能用于 --status <S>。状态写作 已完成、按进度"), "{}", ran.err);
}

#[test]
fn a_period_without_reports_is_unreported_never_on_schedule() {
    let desk = Desk::with_example();
    let list = desk.duban("list --period 2021-09").done();
    assert!(list.starts_with("2021年  1-9月  共25项  未报25\n"), "{list}");
    assert_eq!(desk.numbers("--period 2021-09 --status unreported").len(), 25);
    assert_eq!(desk.numbers("--period 2021-06 --status unreported").len(), 0);
    assert!(desk.duban("list --period 2021-04..06").done().starts_with("2021年  4-6月  共25项  未报25\n"));
}

#[test]
fn a_period_is_typed_in_one_of_two_forms() {
    let desk = Desk::with_example();
    for wrong in ["2021", "2021-13", "2021-06..04", "六月", "2021-1-6"] {
        let ran = desk.duban(&format!("list --period {wrong}"));
        assert_eq!(ran.code, 2, "{wrong}");
        assert!(ran.err.contains("期次写作 2021-06（1-6月）或 2021-04..06（4-6月）。"), "{}", ran.err);
    }
    let ran = desk.duban("list --period 2021-06 --plan 2022");
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (2, "期次 2021-06 不在 2022 年之内；数据未改动。请核对 --period 和 --plan。\n")
    );
}

#[test]
fn updated_since_goes_by_the_day_of_recording() {
    let desk = Desk::with_example();
    assert_eq!(desk.numbers("--updated-since 2021-07-01").len(), 25, "recorded today, though as of June 2021");
    assert_eq!(desk.numbers("--updated-since 9999-01-01").len(), 0);
    assert_eq!(desk.duban("list --updated-since 昨天").code, 2);
}

#[test]
fn a_search_leads_from_an_official_to_units_tasks_and_the_last_report() {
    let found = Desk::with_example().duban("search liuxuewen").done();
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(lines[0], "责任人  刘学文  市卫生健康局");
    assert!(lines[1].starts_with("  2021    1  已完成  2021-06-30  市卫生健康局  提升全市核酸检测能力"));
    assert!(lines[2].starts_with("            1-6月  已完成。  （1）市中心医院有22台荧光PCR检测仪"));
    assert_eq!(lines.len(), 11, "five tasks, each with what was last said about it");
}

#[test]
fn words_of_a_search_are_joined_by_and() {
    let found = Desk::with_example().duban("search 卫健 核酸").done();
    assert!(found.starts_with("任务  提升全市核酸检测能力"), "{found}");
    let ran = Desk::with_example().duban("search 不存在的词");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err, "没有找到“不存在的词”。试试更短的词、拼音或首字母。\n");
}

#[test]
fn history_keeps_a_corrected_report_beside_its_correction() {
    let desk = Desk::with_example();
    let corrected = EXAMPLE.replacen("22350例", "22351例", 1);
    let file = desk.file("更正.txt", corrected.as_bytes());
    assert_eq!(desk.run(["import".as_ref(), file.as_os_str(), "--yes".as_ref()]).code, 0);
    let history = desk.json("history 2 --json");
    let said = |at: usize| history[at]["narrative"].as_str().unwrap().to_owned();
    assert_eq!(history.as_array().unwrap().len(), 2);
    assert!(said(0).contains("22351例") && said(1).contains("22350例"), "newest first");
    assert_eq!(desk.json("show 2 --json")["reports"].as_array().unwrap().len(), 1);
    let lines = desk.duban("history").done();
    assert_eq!(lines.lines().count(), 27, "a header, 25 reports and a correction");
    assert!(lines.starts_with("录入时间"), "{lines}");
}
