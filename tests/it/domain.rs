use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};
use duban::domain::{
    Access, Author, Book, Change, Command, Comparator, Deadline, Door, Heading, Import, ImportReport, ImportRow,
    Indicator, IndicatorKind, Past, Period, PlanYear, Record, Refusal, Report, ReportEntry, ReportKey, Review, Role,
    Standing, Status, TaskId, TaskSource, Via, Who, fold, same_name,
};

/// A past that remembers nothing: the book alone must be enough for what is latest.
pub struct NoPast;

impl Past for NoPast {
    fn report(&self, _: &ReportKey) -> Option<Arc<Report>> {
        None
    }

    fn changes_after(&self, _: u64) -> Vec<Arc<Change>> {
        Vec::new()
    }
}

pub fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

pub fn noon() -> DateTime<FixedOffset> {
    at("2021-07-05T12:00:00+08:00")
}

pub fn supervisor() -> Who {
    Who::owner("督查室", Door::Command)
}

fn row(number: u32, unit: &str, official: &str) -> ImportRow {
    ImportRow {
        task: None,
        number,
        category: String::from("一、提升公共医疗卫生服务能力"),
        text: format!("第{number}项任务。（牵头单位：{unit}）"),
        leader: Some(String::from("赖燕芬")),
        pairs: vec![
            (unit.to_owned(), Some(official.to_owned())),
            (String::from("各市（区）政府"), Some(String::from("各市（区）长"))),
        ],
        deadline: Some(Deadline { printed: String::from("年底前"), day: None }),
        remark: String::new(),
        report: Some(ImportReport {
            status: Status::OnSchedule,
            status_text: String::from("按进度完成。"),
            progress: String::from("已完成34批。"),
            reported_on: NaiveDate::from_ymd_opt(2021, 6, 30).unwrap(),
            source: String::from("按进度完成。\n\n已完成34批。"),
        }),
        source: TaskSource::default(),
    }
}

fn table(period: Period, rows: Vec<ImportRow>) -> Command {
    Command::Import(Box::new(Import {
        plan: PlanYear(2021),
        title: String::from("2021年市十件民生实事"),
        period,
        heading: Heading::default(),
        rows,
    }))
}

fn half() -> Period {
    Period::new(2021, 1, 6).unwrap()
}

fn two_tasks() -> Book {
    let command = table(half(), vec![row(1, "市卫生健康局", "刘学文"), row(2, "市财政局", "张  璐")]);
    carry_out(&Book::default(), &command)
}

fn carry_out(book: &Book, command: &Command) -> Book {
    let change = book.decide(command, &supervisor(), noon(), &NoPast).unwrap().unwrap();
    book.apply(&change).unwrap()
}

fn entry(task: u32, seen: Option<u64>, progress: &str) -> ReportEntry {
    ReportEntry {
        task: TaskId(task),
        period: half(),
        unit: None,
        seen,
        status: Status::Behind,
        status_text: String::new(),
        progress: progress.to_owned(),
        problems: String::new(),
        next_steps: String::new(),
        reported_on: None,
    }
}

#[test]
fn a_period_is_read_and_written_in_both_forms() {
    let half: Period = "2021-06".parse().unwrap();
    assert_eq!((half.from(), half.to(), half.label().as_str()), (1, 6, "1-6月"));
    assert_eq!(half.last_day(), NaiveDate::from_ymd_opt(2021, 6, 30).unwrap());
    assert_eq!(half.schedule_percent(), 50);
    let spring: Period = "2021-04..06".parse().unwrap();
    assert_eq!((spring.label().as_str(), spring.to_string().as_str()), ("4-6月", "2021-04..06"));
    assert!(!half.is_kin(spring), "cumulative figures are compared only with their own kind");
    for wrong in ["2021", "2021-13", "2021-00", "21-06", "2021-06..04", "2021-6月", "２０２１-06", "2021-+6"] {
        assert!(wrong.parse::<Period>().is_err(), "{wrong}");
    }
}

#[test]
fn a_status_is_found_by_code_word_and_printed_word() {
    for (typed, status) in [
        ("on_schedule", Status::OnSchedule),
        ("按进度", Status::OnSchedule),
        ("按进度完成。", Status::OnSchedule),
        ("超序时进度", Status::OnSchedule),
        ("按序时推进", Status::OnSchedule),
        ("已完成。", Status::Completed),
        ("严重滞后", Status::Behind),
    ] {
        assert_eq!(Status::from_typed(typed), Some(status), "{typed}");
    }
    assert_eq!(Status::from_typed("差不多了"), None);
}

#[test]
fn names_are_folded_for_comparing_only() {
    assert!(same_name("张  璐", "张璐"));
    assert!(same_name("各市(区)政府", "各市（区）政府"));
    assert!(!same_name("刘杰", "刘兵"));
    assert_eq!(fold("Ａ\u{200b}b 　①"), "ab1");
}

#[test]
fn an_import_makes_each_name_once_and_pairs_by_position() {
    let book = two_tasks();
    assert_eq!(book.units().count(), 3);
    assert_eq!(book.officials().count(), 3);
    let task = book.task_numbered(PlanYear(2021), 2).unwrap();
    let lead = task.lead().unwrap();
    assert_eq!(book.unit(lead.unit).unwrap().name, "市财政局");
    assert_eq!(book.official(lead.official.unwrap()).unwrap().name, "张  璐", "printed blanks are kept");
    assert_eq!(task.assignments.iter().map(|a| a.role).collect::<Vec<_>>(), [Role::Lead, Role::Supporting]);
    assert_eq!(book.current_period(PlanYear(2021)), Some(half()));
}

#[test]
fn importing_the_same_rows_again_changes_nothing() {
    let book = two_tasks();
    let again = |number, id, unit, official| ImportRow { task: Some(TaskId(id)), ..row(number, unit, official) };
    let rows = vec![again(1, 1, "市卫生健康局", "刘学文"), again(2, 2, "市财政局", "张璐")];
    assert_eq!(book.decide(&table(half(), rows), &supervisor(), noon(), &NoPast), Ok(None));
}

#[test]
fn a_later_period_adds_reports_and_leaves_the_earlier_ones() {
    let nine = Period::new(2021, 1, 9).unwrap();
    let later = ImportRow { task: Some(TaskId(1)), ..row(1, "市卫生健康局", "刘学文") };
    let book = carry_out(&two_tasks(), &table(nine, vec![later]));
    assert_eq!(book.tasks().count(), 2);
    assert_eq!(book.heads_of(PlanYear(2021), TaskId(1)).count(), 2);
    assert_eq!(book.latest_report(TaskId(1)).unwrap().key.period, nine);
    let second = book.task(TaskId(2)).unwrap();
    assert_eq!(book.standing(second, nine), Standing::Unreported, "never carried over from the last period");
    assert!(matches!(book.standing(second, half()), Standing::Reported(_)));
}

#[test]
fn a_number_that_occurs_twice_is_refused_and_nothing_is_taken() {
    let rows = vec![row(1, "市卫生健康局", "刘学文"), row(1, "市财政局", "李文聪")];
    let refused = Book::default().decide(&table(half(), rows), &supervisor(), noon(), &NoPast);
    assert_eq!(refused, Err(Refusal::NumberTaken(1)));
}

#[test]
fn a_report_built_on_an_old_one_is_refused_and_names_who_was_first() {
    let book = two_tasks();
    let first = Command::Report(Box::new(entry(1, Some(1), "已完成40批。")));
    let book = carry_out(&book, &first);
    let second = Command::Report(Box::new(entry(1, Some(1), "已完成41批。")));
    let refused = book.decide(&second, &supervisor(), noon(), &NoPast);
    assert_eq!(refused, Err(Refusal::Stale { current: 2, by: String::from("督查室"), at: Some(noon()) }));
}

#[test]
fn the_same_words_again_are_refused_as_unchanged() {
    let book = carry_out(&two_tasks(), &Command::Report(Box::new(entry(1, Some(1), "已完成40批。"))));
    let again = Command::Report(Box::new(entry(1, Some(2), "已完成40批。")));
    assert_eq!(book.decide(&again, &supervisor(), noon(), &NoPast), Err(Refusal::Unchanged));
}

#[test]
fn who_may_report_is_decided_by_role_and_unit() {
    let book = two_tasks();
    let health = book.units().find(|u| u.name == "市卫生健康局").unwrap().id;
    let person = |access, units| Who {
        author: Author { name: String::from("小王"), recorded_by: None },
        access,
        units,
        via: Via { door: Door::Screen, from: None, key: None },
    };
    let ask = |who: &Who, task| {
        book.decide(&Command::Report(Box::new(entry(task, Some(1), "新的进展。"))), who, noon(), &NoPast).map(|_| ())
    };
    assert_eq!(ask(&person(Access::Viewer, vec![]), 1), Err(Refusal::Forbidden(Access::Reporter)));
    assert_eq!(ask(&person(Access::Reporter, vec![health]), 1), Ok(()));
    assert_eq!(ask(&person(Access::Reporter, vec![health]), 2), Err(Refusal::ForeignUnit(TaskId(2))));
    assert_eq!(ask(&person(Access::Supervisor, vec![]), 2), Ok(()));
    let import = table(half(), vec![]);
    let reporter = person(Access::Reporter, vec![health]);
    assert_eq!(book.decide(&import, &reporter, noon(), &NoPast), Err(Refusal::Forbidden(Access::Supervisor)));
}

#[test]
fn an_indicator_is_read_from_the_line_it_is_written_in() {
    for (typed, written) in [
        ("地中海贫血筛查≥22000例", "地中海贫血筛查≥22000例"),
        (" 覆盖面 >= 90% 覆盖率 ", "覆盖面≥90% 覆盖率"),
        ("城镇调查失业率＜＝4.3", "城镇调查失业率≤4.3"),
        ("筛查>22000例", ""),
        ("城镇调查失业率<=4.3% 越低越好", "城镇调查失业率≤4.3% 越低越好"),
        ("低保标准＝９３２元/人/月 标准", "低保标准=932元/人/月 标准"),
        ("行政村总数=8453 存量", "行政村总数=8453 存量"),
        ("开工=1 节点", "开工=1 节点"),
        ("筛查≥22000 例 累计", "筛查≥22000例"),
        ("≥22000例", ""),
        ("筛查22000例", ""),
        ("筛查≥例", ""),
        ("筛查≥2.2.2例", ""),
        ("筛查≥22000例 每天", ""),
        ("筛查≥22000例 覆盖率 覆盖率", ""),
        ("", ""),
    ] {
        let read = typed.parse::<Indicator>().map(|indicator| indicator.to_string()).unwrap_or_default();
        assert_eq!(read, written, "{typed}");
        assert_eq!(read.parse::<Indicator>().is_ok(), !written.is_empty(), "what is written is read again");
    }
    let kinds: Vec<Indicator> = IndicatorKind::ALL
        .iter()
        .map(|kind| Indicator {
            name: String::from("名 称"),
            comparator: Comparator::AtMost,
            target: String::from("1.5"),
            measure: String::from("万批次"),
            kind: *kind,
        })
        .collect();
    kinds.iter().for_each(|indicator| assert_eq!(indicator.to_string().parse().as_ref(), Ok(indicator)));
}

#[test]
fn a_report_is_accepted_at_once_while_review_is_off() {
    let book = carry_out(&two_tasks(), &Command::Report(Box::new(entry(1, Some(1), "已完成40批。"))));
    let report = book.latest_report(TaskId(1)).unwrap();
    assert_eq!(report.review, Review::Accepted);
    assert_eq!(report.status_text, "滞后", "without a printed word the trade's own stands");
    assert_eq!(report.reported_on, half().last_day());
}

#[test]
fn an_opened_period_is_the_one_seen_though_nothing_is_reported() {
    let q3 = Period::new(2021, 1, 9).unwrap();
    let day = NaiveDate::from_ymd_opt(2021, 9, 25).unwrap();
    let open = Command::OpenPeriod(PlanYear(2021), q3, day);
    let book = carry_out(&two_tasks(), &open);
    assert_eq!(book.current_period(PlanYear(2021)), Some(q3));
    assert_eq!(book.decide(&open, &supervisor(), noon(), &NoPast), Err(Refusal::AlreadyOpen(q3)));
    let foreign = Command::OpenPeriod(PlanYear(2021), Period::new(2022, 1, 1).unwrap(), day);
    assert!(matches!(book.decide(&foreign, &supervisor(), noon(), &NoPast), Err(Refusal::ForeignPeriod(..))));
}

#[test]
fn a_change_is_applied_only_to_the_book_it_was_decided_on() {
    let book = two_tasks();
    let command = Command::Report(Box::new(entry(1, Some(1), "已完成40批。")));
    let change = book.decide(&command, &supervisor(), noon(), &NoPast).unwrap().unwrap();
    let next = book.apply(&change).unwrap();
    assert!(next.apply(&change).is_err(), "not twice");
    assert!(Book::default().apply(&change).is_err(), "not elsewhere");
    assert_eq!(next.revision(), 2);
}

#[test]
fn a_whole_book_is_adopted_into_an_empty_ledger_only() {
    let book = two_tasks();
    let mut records: Vec<Record> = book.plans().cloned().map(Record::Plan).collect();
    records.extend(book.categories().cloned().map(Record::Category));
    records.extend(book.leaders().cloned().map(Record::Leader));
    records.extend(book.units().cloned().map(Record::Unit));
    records.extend(book.officials().cloned().map(Record::Official));
    records.extend(book.tasks().cloned().map(Record::Task));
    records.extend(book.tasks().filter_map(|t| book.latest_report(t.id)).cloned().map(Record::Report));
    let adopted = carry_out(&Book::default(), &Command::Adopt(records.clone()));
    assert_eq!(adopted, book, "the same records, the same revision");
    assert_eq!(book.decide(&Command::Adopt(records.clone()), &supervisor(), noon(), &NoPast), Ok(None));
    let other = carry_out(&Book::default(), &table(half(), vec![row(9, "市残联", "梁培招")]));
    assert_eq!(other.decide(&Command::Adopt(records.clone()), &supervisor(), noon(), &NoPast), Err(Refusal::NotEmpty));
    records.retain(|r| !matches!(r, Record::Unit(_)));
    let torn = Book::default().decide(&Command::Adopt(records), &supervisor(), noon(), &NoPast);
    assert!(matches!(torn, Err(Refusal::Dangling(_))), "{torn:?}");
}
