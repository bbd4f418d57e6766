use std::cell::Cell;
use std::sync::Arc;

use duban::domain::{
    Book, Change, Command, Door, Edit, Kind, Period, Record, Report, ReportEntry, Status, Task, TaskId, Unit, Who,
};
use duban::search::{Found, Hit, Index};

use super::{EXAMPLE, index, names, numbers};
use crate::domain::{NoPast, at};

fn search(query: &str) -> Found {
    index(EXAMPLE.clone()).search(query, 200, &|| false)
}

/// The characters of a hit that are marked as matched.
fn marked(hit: &Hit) -> String {
    let chars: Vec<char> = hit.name.chars().collect();
    hit.matched.iter().map(|at| chars[*at]).collect()
}

pub fn report(book: &Book, task: u32, progress: &str) -> Change {
    let period = Period::new(2021, 1, 9).unwrap();
    let entry = ReportEntry {
        task: TaskId(task),
        period,
        unit: None,
        seen: None,
        status: Status::OnSchedule,
        status_text: String::new(),
        progress: progress.to_owned(),
        problems: String::new(),
        next_steps: String::new(),
        reported_on: None,
    };
    let who = Who::owner("督查室", Door::Command);
    let command = Command::Report(Box::new(entry));
    book.decide(&command, &who, at("2021-10-05T09:00:00+08:00"), &NoPast).unwrap().unwrap()
}

#[test]
fn a_number_finds_the_task_that_bears_it_first() {
    for query in ["12", "１２", "012"] {
        let hit = &search(query).hits[0];
        assert_eq!((hit.kind, hit.tasks[0]), (Kind::Task, TaskId(12)), "{query}");
        assert!(hit.name.starts_with("全市生产的国家基本药物制剂"), "{}", hit.name);
    }
}

#[test]
fn a_text_is_found_where_the_words_stand_together_and_only_there() {
    let found = search("核酸检测");
    assert_eq!(numbers(&found.hits), [1]);
    assert!(found.hits.iter().all(|hit| marked(hit).starts_with("核酸检测")));
    assert_eq!(found.hits[0].kind, Kind::Task);
    assert_eq!(search("核检测酸").hits, []);
    assert!(search("g6pd").hits.iter().any(|hit| marked(hit) == "G6PD"));
}

#[test]
fn a_narrative_is_found_and_the_paragraph_that_matched_is_shown() {
    let hits = search("135571").hits;
    assert_eq!((hits.len(), hits[0].kind, hits[0].tasks[0]), (1, Kind::Report, TaskId(2)));
    assert_eq!(marked(&hits[0]), "135571");
    let hits = search("明翠新村").hits;
    assert_eq!(
        hits[0].name,
        "（2）已推进16个老旧小区改造项目开工建设，其余项目在按计划开展前期工作，新会明翠新村、深源里已完成招标。"
    );
}

#[test]
fn words_of_different_fields_find_the_task_that_holds_them_all() {
    assert_eq!(numbers(&search("卫健 核酸").hits), [1]);
    assert_eq!(numbers(&search("lxw 听力").hits), [2]);
    assert_eq!(numbers(&search("乔雷 停车").hits), [25]);
    assert_eq!(search("卫健 停车泊位").hits, []);
    let hit = &search("卫健 核酸").hits[0];
    assert_eq!(marked(hit), "核酸");
}

#[test]
fn letters_do_not_match_the_hanzi_of_texts() {
    assert!(search("lyf").hits.iter().all(|hit| !matches!(hit.kind, Kind::Task | Kind::Report)));
}

#[test]
fn nothing_is_found_for_nothing_and_for_what_is_not_there() {
    for query in ["", "   ", "\u{200b}", "量子纠缠", "xqzk"] {
        assert_eq!(search(query), Found::default(), "{query:?}");
    }
}

#[test]
fn a_limit_says_that_there_is_more() {
    let index = index(EXAMPLE.clone());
    let found = index.search("市", 3, &|| false);
    assert_eq!((found.hits.len(), found.more), (3, true));
    let found = index.search("乔雷", 3, &|| false);
    assert_eq!((found.hits.len(), found.more), (1, false));
}

#[test]
fn a_search_that_is_no_longer_wanted_stops_before_the_texts() {
    let index = index(EXAMPLE.clone());
    let asked = Cell::new(0);
    let found = index.search("核酸检测", 200, &|| {
        asked.set(asked.get() + 1);
        true
    });
    assert_eq!(found.hits, []);
    assert!(asked.get() > 0);
}

#[test]
fn older_reports_are_found_beside_the_latest() {
    let before = EXAMPLE.clone();
    let old: Arc<Report> = before.latest_report(TaskId(2)).unwrap().clone();
    let change = report(&before, 2, "截至9月底，听力筛查已全部完成。");
    let book = Arc::new(before.apply(&change).unwrap());
    let index = Index::of(&book, std::iter::once(old));
    assert_eq!(numbers(&index.search("135571", 9, &|| false).hits), [2]);
    assert_eq!(numbers(&index.search("听力筛查已全部完成", 9, &|| false).hits), [2]);
}

#[test]
fn after_a_change_the_index_finds_what_one_made_anew_finds() {
    let before = Arc::new(EXAMPLE.clone());
    let old = before.latest_report(TaskId(2)).unwrap().clone();
    let change = report(&before, 2, "截至9月底，听力筛查已全部完成。");
    let book = Arc::new(before.apply(&change).unwrap());
    let layered = Index::of(&before, std::iter::empty()).with(&book, &change);
    let anew = Index::of(&book, std::iter::once(old));
    for query in ["听力筛查", "135571", "听力筛查已全部完成", "卫健 听力", "lxw", "2", "市", "全市 完成"]
    {
        assert_eq!(layered.search(query, 1000, &|| false), anew.search(query, 1000, &|| false), "{query}");
    }
    assert_eq!(layered.search("听力筛查已全部完成", 9, &|| false).hits.len(), 1);
}

#[test]
fn a_name_that_changed_is_found_by_its_new_form_only() {
    let before = Arc::new(EXAMPLE.clone());
    let old = before.units().find(|u| u.name == "市金融局").unwrap().clone();
    let new = Arc::new(Unit { name: String::from("市地方金融管理局"), ..Unit::clone(&old) });
    let edit = Edit { before: Some(Record::Unit(old)), after: Some(Record::Unit(new)) };
    let change = Change { revision: before.revision() + 1, edits: vec![edit], ..report(&before, 2, "无") };
    let book = Arc::new(before.apply(&change).unwrap());
    let index = Index::of(&before, std::iter::empty()).with(&book, &change);
    let found = |query: &str| names(query, index.names());
    assert_eq!(found("地方金融"), ["市地方金融管理局"]);
    assert!(!found("市金融局").contains(&String::from("市金融局")));
}

#[test]
fn a_text_that_changed_is_found_by_its_new_words_only() {
    let before = Arc::new(EXAMPLE.clone());
    let old = before.task(TaskId(1)).unwrap().clone();
    let new = Arc::new(Task { text: old.text.replace("核酸检测", "抗原筛查"), ..Task::clone(&old) });
    let edit = Edit { before: Some(Record::Task(old)), after: Some(Record::Task(new)) };
    let change = Change { edits: vec![edit], ..report(&before, 2, "无") };
    let book = Arc::new(before.apply(&change).unwrap());
    let index = Index::of(&before, std::iter::empty()).with(&book, &change);
    assert_eq!(marked(&index.search("抗原筛查", 9, &|| false).hits[0]), "抗原筛查");
    let kinds: Vec<Kind> = index.search("核酸检测", 9, &|| false).hits.iter().map(|hit| hit.kind).collect();
    assert_eq!(kinds, [Kind::Report]);
}
