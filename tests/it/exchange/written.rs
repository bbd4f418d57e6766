//! What is written: the table in its own grammar, the whole book, and lists.

use std::sync::Arc;

use duban::domain::{Book, Command, PlanYear, Report, Status};
use duban::exchange::{self, EXAMPLE, What, read, to_json, to_txt};
use proptest::prelude::*;

use super::{example, half, proposal, table, take, written};
use crate::domain::{NoPast, at, supervisor};

/// A text with the blank lines at its cells' ends taken away: all that an export may change.
fn without_blank_cell_ends(text: &str) -> String {
    let cells = text.split("\n\t").map(str::trim_end);
    cells.collect::<Vec<_>>().join("\n\t")
}

#[test]
fn the_untouched_example_is_written_as_it_was_read() {
    let out = written(&example(), half());
    assert_eq!(without_blank_cell_ends(&out), without_blank_cell_ends(EXAMPLE));
}

#[test]
fn the_book_as_json_is_read_back_equal() {
    let book = example();
    let reports: Vec<Arc<Report>> = book.tasks().filter_map(|t| book.latest_report(t.id)).cloned().collect();
    let json = to_json(&book, reports.iter());
    assert!(json.starts_with("{\n  \"version\": 1,\n"));
    let What::Book(records) = read(json.as_bytes()).unwrap().what else { panic!() };
    let change =
        Book::default().decide(&Command::Adopt(records), &supervisor(), at("2022-01-01T00:00:00+08:00"), &NoPast);
    assert_eq!(Book::default().apply(&change.unwrap().unwrap()).unwrap(), book);
}

#[test]
fn tabs_and_line_ends_do_not_break_a_row() {
    let out = exchange::to_tsv(["a", "b"], [[String::from("一\t二"), String::from("三\n\u{1b}四")]].into_iter());
    assert_eq!(out, "a\tb\n一 二\t三  四\n");
}

#[test]
fn a_table_of_other_columns_is_written_in_its_own() {
    let text = "2022年民生实事1-3月进展情况\n\n\t序号\n\t项目内容\n\t牵头单位\n\t当前进度\n\t完成时限\n\t备注\n\n\t1\n\t建桥\n\t市交通运输局\n\t滞后。\n\n只打了桩。\n\t2022年底\n\t无\n\n";
    let book = take(&Book::default(), proposal(text, &Book::default()));
    let out = to_txt(&book, PlanYear(2022), "2022-03".parse().unwrap(), &|t| book.latest_report(t.id).cloned());
    assert_eq!(out, text);
}

#[test]
fn what_a_person_typed_cannot_break_the_table() {
    let book = example();
    let typed = |task: &duban::domain::Task| {
        let mut report = Report::clone(book.latest_report(task.id).unwrap());
        report.status_text = "已完成".into();
        report.status = Status::Completed;
        report.progress = "第一段\n\t九十九\n\u{1b}[31m\u{202e}红".into();
        Some(Arc::new(report))
    };
    let out = to_txt(&book, PlanYear(2021), half(), &typed);
    assert!(!out.contains(['\u{1b}', '\u{202e}']));
    let read = table(out.as_bytes());
    assert_eq!(read.problems, []);
    let said = (Status::Completed, String::from("已完成"), String::from("第一段\n九十九\n[31m红"));
    assert!(read.rows.len() == 25 && read.rows.iter().all(|r| r.progress.as_ref() == Some(&said)));
    assert_eq!(out.lines().nth(2).unwrap(), "（共25项，其中已完成25项，按进度完成0项）");
}

#[test]
fn a_period_without_a_table_gets_a_heading_of_its_own() {
    let book = example();
    let out = to_txt(&book, PlanYear(2021), "2021-09".parse().unwrap(), &|t| book.latest_report(t.id).cloned());
    let lines: Vec<&str> = out.lines().take(2).collect();
    assert_eq!(lines, ["2021年市十件民生实事任务1-9月进展情况汇总表", "（共25项，未报25项）"]);
    assert!(!out.contains("已完成。"), "a report of another period does not count");
}

#[test]
fn the_plan_as_tsv_has_a_line_for_each_task() {
    let out = exchange::plan_tsv(&example(), PlanYear(2021), half());
    let lines: Vec<Vec<&str>> = out.lines().map(|l| l.split('\t').collect()).collect();
    assert_eq!(lines.len(), 26);
    assert_eq!(lines[0], exchange::TASK_COLUMNS);
    assert_eq!(lines[1][..3], ["1", "2021", "1"]);
    assert_eq!(
        lines[1][5..],
        ["市卫生健康局", "赖燕芬", "市卫生健康局:刘学文", "completed", "已完成。", "2021-06", "2021-06-30"]
    );
    assert!(lines.iter().all(|l| l.len() == 12));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_written_and_read_again_says_the_same(
        rows in prop::collection::vec(("[一-龥]{1,20}", "[一-龥]{2,8}", "[一-龥 ]{2,4}", "[一-龥，。0-9\n]{0,60}"), 1..6)
    ) {
        let mut text = String::from("2021年市十件民生实事任务1-6月进展情况汇总表\n\n");
        for name in ["大类", "序号", "工作任务", "分管市领导", "责任单位", "责任人", "进展情况"] {
            text.push_str(&format!("\t{name}\n"));
        }
        for (at, (task, unit, official, progress)) in rows.iter().enumerate() {
            text.push_str(&format!("\n\t一、甲\n\t{}\n\t{task}\n\t乙\n\t{unit}\n\t{official}\n\t已完成。\n\n{progress}\n", at + 1));
        }
        prop_assume!(rows.iter().all(|r| !r.2.trim().is_empty()));
        let mut texts: Vec<String> = rows.iter().map(|r| r.0.clone()).collect();
        texts.sort();
        texts.dedup();
        prop_assume!(texts.len() == rows.len());
        let book = take(&Book::default(), proposal(&text, &Book::default()));
        let once = written(&book, half());
        let again = take(&Book::default(), proposal(&once, &Book::default()));
        prop_assert_eq!(written(&again, half()), once);
    }
}
