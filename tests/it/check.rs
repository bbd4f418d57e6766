//! What a careful reviewer would ask about a report that is being written.

use std::sync::Arc;

use chrono::NaiveDate;
use duban::domain::{Doubt, Period, PlanYear, Report, ReportKey, Review, Said, Status, TaskId, doubts};

use crate::domain::at;
use crate::exchange::example;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, month, day).unwrap()
}

fn last(status: Status, progress: &str) -> Report {
    Report {
        key: ReportKey { plan: PlanYear(2021), task: TaskId(2), period: Period::new(2021, 1, 6).unwrap(), unit: None },
        status,
        status_text: String::new(),
        review: Review::Accepted,
        progress: progress.to_owned(),
        problems: String::new(),
        next_steps: String::new(),
        measurements: Vec::new(),
        reported_on: day(6, 30),
        author: String::from("市卫生健康局"),
        at: at("2021-07-05T09:00:00+08:00"),
        revision: 1,
        void: None,
        voided: None,
        source: None,
    }
}

fn asked(progress: &str, before: Option<&Report>) -> Vec<Doubt> {
    let said = Said {
        period: Period::new(2021, 1, 9).unwrap(),
        status: Status::OnSchedule,
        reported_on: day(9, 30),
        progress,
        problems: "",
        next_steps: "",
    };
    doubts(&said, before, day(10, 8))
}

#[test]
fn nothing_is_asked_about_a_sound_report() {
    let before = last(Status::OnSchedule, "截至6月底，全市完成地中海贫血筛查22350例，完成率55.2%。");
    let now = "截至9月底，全市完成地中海贫血筛查31280例，完成率77.3%（含复查）。\n1）继续推进；2）加强宣传。";
    assert_eq!(asked(now, Some(&before)), []);
    assert_eq!(asked("新建食堂3间。", None), []);
}

#[test]
fn an_empty_and_an_unchanged_text_are_asked_about() {
    let before = last(Status::OnSchedule, "已完成34批。");
    assert_eq!(asked(" \n", Some(&before)), [Doubt::Empty]);
    assert_eq!(asked("已完成34批。\n", Some(&before)), [Doubt::Unchanged]);
}

#[test]
fn a_value_lower_than_before_is_told_with_both_numbers() {
    let before = last(Status::OnSchedule, "全市完成筛查22350例，建成社区食堂1.2万平方米，完成率55%。");
    let lower = |what: &str, old: &str, new: &str| Doubt::Lower(what.to_owned(), old.to_owned(), new.to_owned());
    assert_eq!(
        asked("全市完成筛查22305例，建成社区食堂9800平方米，完成率60%。", Some(&before)),
        [lower("全市完成筛查", "22350", "22305"), lower("建成社区食堂", "1.2", "9800")]
    );
    assert_eq!(asked("全市完成筛查30000例，建成社区食堂2万平方米，完成率61%。", Some(&before)), []);
    let of_a_quarter = Report { key: ReportKey { period: Period::new(2021, 4, 6).unwrap(), ..before.key }, ..before };
    assert_eq!(asked("全市完成筛查100例。", Some(&of_a_quarter)), [], "another kind of period is not compared");
}

#[test]
fn what_counts_twice_and_dates_are_not_compared() {
    let before = last(Status::OnSchedule, "截至12月底，完成5场，完成7场。");
    assert_eq!(asked("截至9月底，完成1场，完成2场。", Some(&before)), []);
}

#[test]
fn brackets_without_their_other_half_are_found_and_list_numbers_are_not() {
    for (text, bracket) in [
        ("完成率77%（含复查。", '（'),
        ("印发《实施方案。", '《'),
        ("“一户一策", '“'),
        ("（一）完成【3项）。", '【'),
        ("复查”完成。", '”'),
    ] {
        assert_eq!(asked(text, None), [Doubt::Bracket(bracket, 0)], "{text}");
    }
    for sound in ["1）完成；2）推进。", "(完成）", "《“十四五”规划（草案）》"] {
        assert_eq!(asked(sound, None), [], "{sound}");
    }
}

#[test]
fn placeholders_are_found_and_words_with_an_x_are_not() {
    for (text, left) in [("举办活动xx场。", "xx"), ("投入××万元", "××"), ("完成___批次", "___")] {
        assert_eq!(asked(text, None), [Doubt::Placeholder(left.to_owned(), 0)], "{text}");
    }
    for sound in ["购置X光机2台。", "3×4米", "maxx平台", "＊注"] {
        assert_eq!(asked(sound, None), [], "{sound}");
    }
}

#[test]
fn a_status_that_goes_back_a_day_to_come_and_an_unexplained_delay_are_asked_about() {
    let before = last(Status::Completed, "全部完成。");
    let said = Said {
        period: Period::new(2021, 1, 9).unwrap(),
        status: Status::Behind,
        reported_on: day(10, 31),
        progress: "还差一间。",
        problems: "",
        next_steps: "",
    };
    assert_eq!(
        doubts(&said, Some(&before), day(10, 8)),
        [Doubt::Backwards, Doubt::Future(day(10, 31)), Doubt::Unexplained]
    );
    let explained = Said { problems: "用地未落实。", ..said };
    assert!(!doubts(&explained, None, day(10, 31)).contains(&Doubt::Unexplained));
}

#[test]
fn the_real_table_raises_no_doubt_against_itself_but_that_it_is_unchanged() {
    let book = example();
    for task in book.tasks() {
        let report: &Arc<Report> = book.latest_report(task.id).unwrap();
        let said = Said {
            period: Period::new(2021, 1, 9).unwrap(),
            status: report.status,
            reported_on: report.reported_on,
            progress: &report.progress,
            problems: "",
            next_steps: "",
        };
        assert_eq!(doubts(&said, Some(report), day(10, 8)), [Doubt::Unchanged], "task {}", task.number);
    }
}
