//! What is written: the table in its own grammar, the whole book, and lists.

use std::collections::BTreeSet;
use std::sync::Arc;

use duban::domain::{Assignment, Book, Command, PlanYear, Report, Status, Task};
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
fn two_words_for_one_status_are_counted_apart() {
    let text = EXAMPLE
        .replacen("\t按进度完成。", "\t超序时进度。", 2)
        .replace("按进度完成21项", "按进度完成19项，超序时进度2项");
    assert_eq!(table(text.as_bytes()).problems, []);
    let book = take(&Book::default(), proposal(&text, &Book::default()));
    let line = written(&book, half()).lines().nth(2).unwrap().to_owned();
    assert_eq!(line, "（共25项，其中已完成4项，按进度完成19项，超序时进度2项）");
    let behind = |task: &Task| {
        let report = Report::clone(book.latest_report(task.id).unwrap());
        let late = task.number == 2;
        Some(Arc::new(if late {
            Report { status: Status::Behind, status_text: "滞后。".into(), ..report }
        } else {
            report
        }))
    };
    let out = to_txt(&book, PlanYear(2021), half(), &behind);
    assert_eq!(out.lines().nth(2).unwrap(), "（共25项，其中已完成4项，按进度完成19项，超序时进度1项，滞后1项）");
}

#[test]
fn what_a_person_typed_cannot_break_the_table() {
    let book = example();
    let typed = |task: &Task| {
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_written_and_read_again_says_the_same(
        rows in prop::collection::vec(generated_row(), 1..6), columns in Just(COLUMNS.to_vec()).prop_shuffle()
    ) {
        let texts: BTreeSet<&String> = rows.iter().map(|row| &row[2]).collect();
        prop_assume!(texts.len() == rows.len());
        let mut text = String::from("2021年市十件民生实事任务1-6月进展情况汇总表\n\n");
        columns.iter().for_each(|(_, name)| text.push_str(&format!("\t{name}\n")));
        for (at, row) in rows.iter().enumerate() {
            let number = (at + 1).to_string();
            for (place, _) in &columns {
                text.push_str(&format!("\t{}\n", if *place == 1 { &number } else { &row[*place] }));
            }
        }
        let book = take(&Book::default(), proposal(&text, &Book::default()));
        let once = written(&book, half());
        prop_assert_eq!(without_blank_cell_ends(&once), without_blank_cell_ends(&text));
        let bare = |r: &Report| Arc::new(Report { source: None, ..r.clone() });
        let anew = to_txt(&book, PlanYear(2021), half(), &|t| book.latest_report(t.id).map(|r| bare(r)));
        for out in [once, anew] {
            let again = take(&Book::default(), proposal(&out, &Book::default()));
            prop_assert_eq!(said(&again), said(&book), "{}", out);
        }
    }
}

const COLUMNS: [(usize, &str); 7] =
    [(0, "大类"), (1, "序号"), (2, "工作任务"), (3, "分管\n\n市领导"), (4, "责任单位"), (5, "责任人"), (6, "进展情况")];

/// The cells of a row: category (or a merged one), number (left open), task, leader, units, officials, progress.
fn generated_row() -> impl Strategy<Value = [String; 7]> {
    let category = prop_oneof![Just(String::new()), "[一二三]、[甲乙丙]{1,3}"];
    let status =
        prop_oneof![Just("已完成。"), Just("按进度完成"), Just("超序时进度；"), Just("严重滞后。"), Just("未启动")];
    let progress = prop_oneof![
        Just(String::new()),
        (status, "([一-龥，。0-9\u{a0} ]{1,20}(\n|\n\n|\r\n)){0,3}")
            .prop_map(|(status, rest)| format!("{status}\n\n{rest}"))
    ];
    let names = prop::collection::vec(("[一-龥]{2,8}", "[一-龥] {0,2}[一-龥]"), 1..4);
    (category, "[一-龥，0-9]{1,20}(\n[一-龥]{1,9})?", "([一-龥]{2,3})?", names, progress).prop_map(
        |(category, task, leader, names, progress)| {
            let (units, officials): (Vec<_>, Vec<_>) = names.into_iter().unzip();
            [category, String::new(), task, leader, units.join("\n\n"), officials.join("\n"), progress]
        },
    )
}

/// What a book says of its tasks, whatever the cells they were read from looked like.
fn said(book: &Book) -> Vec<String> {
    let task = |t: &Arc<Task>| {
        let report = book.latest_report(t.id).map(|r| (r.status, r.status_text.clone(), r.progress.clone()));
        let category = book.category(t.category).map(|c| c.name.as_str());
        let leader = t.leader.and_then(|id| book.leader(id)).map(|l| l.name.as_str());
        let pair = |a: &Assignment| {
            let official = a.official.and_then(|id| book.official(id)).map(|o| o.name.as_str());
            format!("{:?} {official:?} {:?}", book.unit(a.unit).map(|u| u.name.as_str()), a.role)
        };
        let pairs: Vec<String> = t.assignments.iter().map(pair).collect();
        format!("{} {category:?} {:?} {leader:?} {pairs:?} {report:?}", t.number, t.text)
    };
    book.tasks().map(task).collect()
}
