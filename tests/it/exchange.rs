use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duban::domain::{Book, Command, Past, Period, PlanYear, Record, Report, ReportKey, Status, TaskId};
use duban::exchange::{
    self, Content, EXAMPLE, Encoding, Proposal, Table, Trouble, Unfit, What, propose, read, to_json, to_txt,
};
use duban::lang::{Lang, Texts};
use proptest::prelude::*;

use crate::domain::{NoPast, at, supervisor};

/// The same city's table three months later: statuses changed, an official replaced, a text edited, a task added.
const LATER: &str = include_str!("../data/later-2021-q3.txt");

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

/// A text with the blank lines at its cells' ends taken away: all that an export may change.
fn without_blank_cell_ends(text: &str) -> String {
    let cells = text.split("\n\t").map(str::trim_end);
    cells.collect::<Vec<_>>().join("\n\t")
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
    assert_eq!(book.task_count(), 25);
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
fn the_untouched_example_is_written_as_it_was_read() {
    let out = written(&example(), half());
    assert_eq!(without_blank_cell_ends(&out), without_blank_cell_ends(EXAMPLE));
}

#[test]
fn importing_the_same_table_again_changes_nothing() {
    let book = example();
    let again = proposal(EXAMPLE, &book);
    assert_eq!((again.new, again.recognised, again.doubtful.len()), (0, 25, 0));
    assert_eq!(again.problems, []);
    let command = Command::Import(Box::new(again.import));
    assert_eq!(book.decide(&command, &supervisor(), at("2021-08-01T09:00:00+08:00"), &NoPast), Ok(None));
}

#[test]
fn a_later_table_adds_reports_and_leaves_doubts_to_a_person() {
    let book = example();
    let proposal = proposal(LATER, &book);
    assert_eq!((proposal.new, proposal.recognised, proposal.doubtful.len()), (1, 24, 1));
    assert_eq!(proposal.doubtful[0].known_number, 3);
    let named: Vec<_> = proposal
        .problems
        .iter()
        .filter_map(|p| match &p.trouble {
            Trouble::OtherPairs(number, said, kept) => Some((*number, said.as_str(), kept.as_str())),
            _ => None,
        })
        .collect();
    let other = |number| (number, "市市场监管局 陈新人", "市市场监管局 谢少谋");
    assert_eq!(named, [9, 10, 11, 12].map(other), "the ledger's official stays, and both are named");
    assert_eq!(proposal.problems.len(), 4, "nothing else is wrong with the later table");
    let next = take(&book, proposal);
    let nine: Period = "2021-09".parse().unwrap();
    assert_eq!(next.task_count(), 26);
    assert_eq!(next.latest_report(TaskId(9)).unwrap().key.period, nine);
    assert_eq!(next.latest_report(TaskId(9)).unwrap().reported_on.to_string(), "2021-09-30");
    assert_eq!(next.latest_report(TaskId(17)).unwrap().status, Status::Behind);
    assert_eq!(next.latest_report(TaskId(3)).unwrap().key.period, half(), "the doubtful row was left out");
    let new = next.task_numbered(PlanYear(2021), 26).unwrap();
    assert_eq!(next.category(new.category).unwrap().name, "十、完善城市行车停车秩序管理");
    assert_eq!(next.units().count(), 39, "the new task's units are known ones");
    let out = written(&next, nine);
    assert!(out.contains("22518批次"));
    assert_eq!(out.lines().nth(2).unwrap(), "（共26项，其中已完成6项，按进度完成17项，滞后1项，未启动1项，未报1项）");
}

#[test]
fn a_doubt_says_both_texts_from_where_they_part() {
    let proposal = proposal(LATER, &example());
    let said = proposal.doubtful[0].say(&Texts::of(Lang::Zh));
    assert!(said.contains("第 3 项序号相同") && said.contains("表中为“…推进基本公共卫生服务均等化，居民"), "{said}");
    assert!(said.contains("库中为“…推进基本公共卫生服务，居民"), "{said}");
    assert!(proposal.doubtful[0].likeness() > 90, "{said}");
}

#[test]
fn one_task_is_taken_from_one_row_only() {
    let book = example();
    // The words of task 4 stand at number 5 too: row 4 is certain, so row 5 cannot be about task 4, only doubtfully about 5.
    let four = book.task_numbered(PlanYear(2021), 4).unwrap().text.clone();
    let five = book.task_numbered(PlanYear(2021), 5).unwrap().text.clone();
    let mut twice = proposal(&EXAMPLE.replace(&five, &four), &book);
    assert_eq!((twice.recognised, twice.doubtful.len()), (24, 1));
    assert_eq!(twice.doubtful[0].known_number, 5);
    twice.accept(0);
    assert_eq!(twice.import.rows.len(), 25);
    // Two rows that may both be task 3: accepting one lets the other fall away.
    let three = book.task_numbered(PlanYear(2021), 3).unwrap().text.clone();
    let odd = EXAMPLE.replace(&three, "换一种说法。").replace(&five, &three);
    let mut rivals = proposal(&odd, &book);
    assert_eq!(rivals.doubtful.iter().map(|d| d.known_number).collect::<Vec<_>>(), [3, 3]);
    rivals.accept(1);
    assert_eq!(rivals.doubtful, []);
    let ids: BTreeSet<_> = rivals.import.rows.iter().map(|r| r.task).collect();
    assert_eq!(ids.len(), rivals.import.rows.len(), "each task once");
}

#[test]
fn an_accepted_doubt_is_taken_as_the_known_task() {
    let book = example();
    let edited =
        EXAMPLE.replace("稳步推进基本公共卫生服务", "稳步推进基本公共卫生服务均等化").replace("92.68%", "93.01%");
    let mut proposal = proposal(&edited, &book);
    proposal.accept(0);
    let next = take(&book, proposal);
    let report = next.latest_report(TaskId(3)).unwrap();
    assert!(report.progress.contains("93.01%"));
    assert!(next.task(TaskId(3)).unwrap().text.starts_with("稳步推进基本公共卫生服务，"), "the task's words stay");
}

#[test]
fn gbk_is_decoded_and_announced() {
    let (bytes, _, _) = encoding_rs::GB18030.encode(EXAMPLE);
    let Content { encoding, what } = read(&bytes).unwrap();
    assert_eq!(encoding, Encoding::Gb18030);
    let What::Table(gbk) = what else { panic!() };
    assert!(*gbk == table(EXAMPLE.as_bytes()), "every character comes through");
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(EXAMPLE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&utf16).unwrap().encoding, Encoding::Utf16);
}

#[test]
fn other_line_ends_make_no_difference_to_what_is_read() {
    let plain = table(EXAMPLE.as_bytes());
    for ends in ["\r\n", "\r"] {
        let other = table(EXAMPLE.replace('\n', ends).as_bytes());
        assert_eq!(other.problems, []);
        for (a, b) in other.rows.iter().zip(&plain.rows) {
            assert_eq!((&a.text, &a.pairs, &a.progress, &a.category), (&b.text, &b.pairs, &b.progress, &b.category));
        }
    }
}

#[test]
fn what_is_no_such_table_is_refused_with_a_sentence() {
    let texts = Texts::of(Lang::Zh);
    let say = |bytes: &[u8]| read(bytes).unwrap_err().say(&texts);
    assert_eq!(say(b""), "文件是空的，没有存入任何内容。请核对文件。");
    assert!(say(b"PK\x03\x04\0\0\0").starts_with("这不是文本文件，没有存入任何内容。"));
    assert!(say("会议通知".as_bytes()).starts_with("文件里没有表格"));
    let other = EXAMPLE.replace("\t进展情况\n", "\t得分\n").replace("\t责任单位\n", "\t部门\n");
    let said = say(other.as_bytes());
    assert!(said.contains("缺少“责任单位、进展情况”") && said.contains("没有存入任何内容"), "{said}");
    let cut = &EXAMPLE[..EXAMPLE.rfind("\t谭良伟").unwrap()];
    assert!(say(cut.as_bytes()).contains("表格不完整"), "{}", say(cut.as_bytes()));
    let torn = &EXAMPLE.as_bytes()[..EXAMPLE.rfind("谭良伟").unwrap() + 1];
    assert!(say(torn).contains("一个字的中间"));
    assert!(matches!(read(br#"{"version":9,"records":[]}"#), Err(Unfit::OtherVersion(9))));
    assert!(matches!(read(br#"{"version":1,"records":7}"#), Err(Unfit::DamagedBook(_))));
}

#[test]
fn problems_are_told_with_line_and_column_and_the_rest_is_read() {
    let texts = Texts::of(Lang::Zh);
    let odd = EXAMPLE.replace("\t2\n\t免费", "\t二\n\t免费").replace("\t25\n", "\t24\n").replacen(
        "按进度完成。",
        "差不多了。",
        2,
    );
    let read = table(odd.as_bytes());
    let said: Vec<String> = read.problems.iter().map(|p| p.say(&texts)).collect();
    assert_eq!(read.rows.len(), 23);
    assert!(said.iter().any(|s| s == "第 28 行第 2 列：序号“二”不是数字，此行未读入。"), "{said:#?}");
    assert!(said.iter().any(|s| s.contains("序号 24 重复")), "{said:#?}");
    assert!(said.iter().any(|s| s.contains("“差不多了。”不是已知的状态")), "{said:#?}");
    assert!(said.iter().any(|s| s.contains("表头写“共”25 项，表中有 23 项")), "{said:#?}");
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
fn a_row_with_a_cell_too_few_or_too_many_costs_that_row_only() {
    let texts = Texts::of(Lang::Zh);
    for (damaged, width) in [
        (EXAMPLE.replacen("\t赖燕芬\n\t市卫生健康局\n\t刘学文\n", "\t赖燕芬\n\t市卫生健康局\n", 1), 6),
        (EXAMPLE.replacen("\t赖燕芬\n\t市卫生健康局\n", "\t赖燕芬\n\t多一格\n\t市卫生健康局\n", 1), 8),
    ] {
        let read = table(damaged.as_bytes());
        assert_eq!(read.rows.iter().map(|r| r.number).collect::<Vec<_>>(), (2..=25).collect::<Vec<_>>());
        let said = format!("第 15 行：这一行有 {width} 格，表头有 7 格，此行未读入。请补齐后再导入。");
        assert!(read.problems.iter().any(|p| p.say(&texts) == said), "{:#?}", read.problems);
        let whole = table(EXAMPLE.as_bytes());
        let says = |r: &exchange::TableRow| (r.text.clone(), r.pairs.clone(), r.progress.clone(), r.source.clone());
        assert!(read.rows.iter().map(says).eq(whole.rows[1..].iter().map(says)), "the other rows are unharmed");
    }
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
fn swapped_rows_are_known_by_number_and_text() {
    let mut rows: Vec<&str> = EXAMPLE.split("\n\t").collect();
    let (first, second): (Vec<_>, Vec<_>) = (rows[8..15].to_vec(), rows[15..22].to_vec());
    rows.splice(8..22, second.into_iter().chain(first));
    let swapped = rows.join("\n\t");
    assert_ne!(swapped, EXAMPLE);
    let again = proposal(&swapped, &example());
    assert_eq!((again.new, again.recognised, again.doubtful.len()), (0, 25, 0));
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
fn control_characters_stay_in_the_cell_and_out_of_what_is_read() {
    let text = EXAMPLE.replacen("\t市卫生健康局\n", "\t\u{1b}]0;x\u{7}市卫生\u{202e}健康局\n", 1);
    let row = table(text.as_bytes()).rows.remove(0);
    assert_eq!(row.pairs[0].0, "]0;x市卫生健康局");
    assert_eq!(row.source.units, "\u{1b}]0;x\u{7}市卫生\u{202e}健康局");
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

#[test]
fn huge_and_senseless_files_are_refused() {
    let tabs = "\t".repeat(100_000_000);
    assert_eq!(read(tabs.as_bytes()), Err(Unfit::Empty));
    assert!(matches!(read(format!("\t序号\n\t字{}", "\t".repeat(5_000_000)).as_bytes()), Err(Unfit::OtherHeader(..))));
    let wide = "\t一\n".repeat(1_000_000);
    assert!(matches!(read(wide.as_bytes()), Err(Unfit::OtherHeader(..))));
    let header = "\t序号\n\t工作任务\n\t责任单位\n\t进展情况\n";
    let endless = format!("{header}{}", "\t\n".repeat(2_100_000));
    assert_eq!(read(endless.as_bytes()), Err(Unfit::TooLarge));
    // No cell is a number, so that each row looks for the next one: still one pass.
    let numberless = format!("{header}{}", "\t一\n".repeat(80_000));
    let What::Table(table) = read(numberless.as_bytes()).unwrap().what else { panic!() };
    assert_eq!((table.rows.len(), table.problems.len()), (0, 20_001));
}

#[test]
fn a_table_without_rows_is_no_import() {
    let bare = &EXAMPLE[..EXAMPLE.find("\t一、").unwrap()];
    let read = table(bare.as_bytes());
    assert_eq!(read.rows, []);
    assert_eq!(propose(&read, &Book::default(), None), Err(Unfit::NoRows));
}

#[test]
fn a_void_tasks_number_is_not_given_again() {
    let mut book = example();
    let mut void = duban::domain::Task::clone(book.task(TaskId(5)).unwrap());
    void.void = Some("并入第 4 项".into());
    let records = book.records_without_reports().filter(|r| !matches!(r, Record::Task(t) if t.id == TaskId(5)));
    book = Book::from_records(1, records.chain([Record::Task(Arc::new(void))]));
    let again = proposal(EXAMPLE, &book);
    assert_eq!((again.new, again.recognised), (0, 24));
    assert!(again.problems.iter().any(|p| p.trouble == Trouble::NumberVoid(5)), "{:#?}", again.problems);
}

#[test]
fn gbk_cut_within_a_character_is_told_from_no_text() {
    let (bytes, _, _) = encoding_rs::GB18030.encode(EXAMPLE);
    let cut = bytes.iter().rposition(|b| *b >= 0x80).unwrap();
    assert_eq!(read(&bytes[..cut]), Err(Unfit::Torn));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_panic(text in "(\t|\n|\r|序号|工作任务|责任单位|进展情况|责任人|1|共3项|[\u{0}-\u{ff}]|.){0,80}") {
        let _ = read(text.as_bytes());
    }

    #[test]
    fn a_table_cut_anywhere_is_read_or_refused(at in 0..EXAMPLE.len()) {
        let cut = &EXAMPLE.as_bytes()[..at];
        if let Ok(Content { what: What::Table(table), .. }) = read(cut) {
            prop_assert!(table.rows.len() <= 25);
            let told = table.rows.len() == 25 || !table.problems.is_empty();
            prop_assert!(told, "a shorter table is noticed by its count line");
        }
    }

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

/// Keeps every report it is shown, as a store would.
#[derive(Default)]
pub struct Kept(pub BTreeMap<ReportKey, Arc<Report>>);

impl Past for Kept {
    fn report(&self, key: &ReportKey) -> Option<Arc<Report>> {
        self.0.get(key).cloned()
    }
}

#[test]
fn an_earlier_period_is_recognised_from_the_past() {
    let book = example();
    let mut kept = Kept::default();
    for task in book.tasks() {
        let report = book.latest_report(task.id).unwrap();
        kept.0.insert(report.key, report.clone());
    }
    let later = proposal(&EXAMPLE.replace("1-6月进展情况", "1-9月进展情况"), &book);
    let next = take(&book, later);
    let again = Command::Import(Box::new(proposal(EXAMPLE, &next).import));
    assert_eq!(next.decide(&again, &supervisor(), at("2021-10-08T09:00:00+08:00"), &kept), Ok(None));
    assert!(next.records_without_reports().all(|r| !matches!(r, Record::Report(_))));
}
