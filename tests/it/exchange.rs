//! The real table, read; its modules tell of matching, writing and damage.

mod damaged;
mod matched;
mod written;

use duban::domain::{Book, Command, Period, PlanYear, Status, TaskId};
use duban::exchange::{EXAMPLE, Proposal, Table, What, propose, read, to_txt};
use duban::lang::{Lang, Texts};

use crate::domain::{NoPast, at, supervisor};

fn table(bytes: &[u8]) -> Table {
    match read(bytes).unwrap().what {
        What::Table(table) => *table,
        What::Book(_) => panic!("a table was expected"),
    }
}

fn proposal(text: &str, book: &Book) -> Proposal {
    propose(&table(text.as_bytes()), book, None).unwrap()
}

fn take(book: &Book, proposal: Proposal) -> Book {
    let command = Command::Import(Box::new(proposal.import));
    let change = book.decide(&command, &supervisor(), at("2021-07-05T09:00:00+08:00"), &NoPast).unwrap().unwrap();
    book.apply(&change).unwrap()
}

/// The real table, taken into an empty book.
pub fn example() -> Book {
    take(&Book::default(), proposal(EXAMPLE, &Book::default()))
}

fn written(book: &Book, period: Period) -> String {
    to_txt(book, PlanYear(2021), period, &|t| book.latest_report(t.id).filter(|r| r.key.period == period).cloned())
}

fn half() -> Period {
    "2021-06".parse().unwrap()
}

#[test]
fn the_real_table_is_read_whole() {
    let read = table(EXAMPLE.as_bytes());
    assert_eq!(read.problems, []);
    assert_eq!(read.period, Some(half()));
    assert_eq!(read.heading.label, "附件2");
    assert_eq!(read.heading.title, "2021年市十件民生实事任务1-6月进展情况汇总表");
    assert_eq!(read.heading.count_line, "（共25项，其中已完成4项，按进度完成21项）");
    assert_eq!(read.heading.columns, ["大类", "序号", "工作任务", "分管\n\n市领导", "责任单位", "责任人", "进展情况"]);
    let book = example();
    assert_eq!(book.categories().count(), 10);
    assert_eq!(book.tasks().count(), 25);
    assert_eq!(book.tasks().map(|t| t.assignments.len()).sum::<usize>(), 108);
    assert_eq!(book.units().count(), 39);
    assert_eq!(book.officials().count(), 39);
    assert_eq!(book.leaders().count(), 6);
    let count = |s| book.tasks().filter(|t| book.latest_report(t.id).is_some_and(|r| r.status == s)).count();
    assert_eq!((count(Status::Completed), count(Status::OnSchedule)), (4, 21));
    let report = book.latest_report(TaskId(1)).unwrap();
    assert_eq!(report.reported_on.to_string(), "2021-06-30");
}

#[test]
fn the_hard_cells_of_the_real_table_are_read_right() {
    let book = example();
    let task = |number| book.task_numbered(PlanYear(2021), number).unwrap();
    let names = |number| -> Vec<(String, String)> {
        let pair = |a: &duban::domain::Assignment| {
            (book.unit(a.unit).unwrap().name.clone(), book.official(a.official.unwrap()).unwrap().name.clone())
        };
        task(number).assignments.iter().map(pair).collect()
    };
    let pair = |unit: &str, official: &str| (unit.to_owned(), official.to_owned());
    // Task 20 separates two paragraphs by a single line feed, in both cells.
    assert_eq!(names(20)[2..], [pair("市人才工作局", "李  曦"), pair("市妇联", "林露华")]);
    // Merged cells: the last category seen holds.
    let category = |number| book.category(task(number).category).unwrap().name.clone();
    assert_eq!(category(5), "二、提高底线民生保障水平");
    assert_eq!(category(19), "五、推动农村集中供水、生活污水处理及公路桥梁安全改造");
    // Names of two characters are padded in print, and kept so.
    assert_eq!(names(8)[3], pair("市社保局", "蒋  茜"));
    // A single line feed separates the paragraphs of task 22's progress.
    let progress = &book.latest_report(task(22).id).unwrap().progress;
    assert_eq!(progress.split('\n').count(), 2, "{progress}");
    let twelve = &book.latest_report(task(12).id).unwrap().progress;
    assert_eq!(twelve.matches('\u{a0}').count(), 5, "no-break blanks are kept");
}

#[test]
fn columns_are_found_by_their_words() {
    let text = "2022年民生实事1-3月进展情况\n\n\t序号\n\t项目内容\n\t牵头单位\n\t当前进度\n\t完成时限\n\t备注\n\n\t1\n\t建桥\n\t市交通运输局\n\t滞后。\n\n只打了桩。\n\t2022年底\n\t无\n";
    let read = table(text.as_bytes());
    assert_eq!(read.rows.len(), 1);
    let row = &read.rows[0];
    assert_eq!(row.pairs, [(String::from("市交通运输局"), None)]);
    assert_eq!(row.progress, Some((Status::Behind, String::from("滞后。"), String::from("只打了桩。"))));
    assert_eq!(row.deadline.as_ref().unwrap().printed, "2022年底");
    assert_eq!(read.period, Some("2022-03".parse().unwrap()));
}

#[test]
fn a_header_repeated_on_each_page_is_no_row() {
    let header = &EXAMPLE[EXAMPLE.find("\t大类").unwrap()..EXAMPLE.find("\t一、").unwrap()];
    let at = EXAMPLE.find("\t三、").unwrap();
    let paged = format!("{}{header}{}", &EXAMPLE[..at], &EXAMPLE[at..]);
    let read = table(paged.as_bytes());
    assert_eq!((read.rows.len(), read.problems), (25, vec![]));
}

#[test]
fn count_lines_that_do_not_add_up_name_the_remainder() {
    let texts = Texts::of(Lang::Zh);
    let odd = EXAMPLE.replace("按进度完成21项", "按进度完成7项");
    let said: Vec<String> = table(odd.as_bytes()).problems.iter().map(|p| p.say(&texts)).collect();
    assert_eq!(
        said,
        ["第 1 行：表头写“按进度完成”7 项，表中有 21 项。", "第 1 行：表头写共 25 项，各状态合计 11 项，相差 14 项。"]
    );
}

#[test]
fn a_status_and_its_narrative_may_share_a_paragraph() {
    let text = EXAMPLE.replacen("已完成。\n\n（1）市中心医院", "已完成。（1）市中心医院", 1);
    let (joined, apart) = (table(text.as_bytes()), table(EXAMPLE.as_bytes()));
    assert_eq!(joined.rows[0].progress, apart.rows[0].progress);
}

#[test]
fn periods_are_read_from_titles_however_they_are_worded() {
    let period = |title: &str| {
        let text = EXAMPLE.replace("2021年市十件民生实事任务1-6月进展情况汇总表", title);
        table(text.as_bytes()).period.map(|p| p.to_string())
    };
    let some = |p: &str| Some(p.to_owned());
    assert_eq!(period("2021年民生实事1—9月进展"), some("2021-09"));
    assert_eq!(period("２０２１年１－６月民生实事"), some("2021-06"));
    assert_eq!(period("2021年1月至6月民生实事"), some("2021-06"));
    assert_eq!(period("2021年4-6月民生实事"), some("2021-04..06"));
    assert_eq!(period("2021年6月民生实事"), some("2021-06..06"));
    assert_eq!(period("2021年上半年民生实事"), some("2021-06"));
    assert_eq!(period("2021年前三季度民生实事"), some("2021-09"));
    assert_eq!(period("2021年第三季度民生实事"), some("2021-07..09"));
    assert_eq!(period("2021年度民生实事"), None);
    assert_eq!(period("2021年13月民生实事"), None);
}

/// The command that takes the real table into an empty ledger.
pub fn example_command() -> Command {
    Command::Import(Box::new(proposal(EXAMPLE, &Book::default()).import))
}
