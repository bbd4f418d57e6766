use std::collections::{HashMap, HashSet};

use std::sync::Arc;

use duban::domain::{Book, Change, Edit, Kind, Period, PlanYear, Record, Report, ReportKey, Task, TaskId, fold};
use duban::search::{Index, Names};

use super::index::report;
use super::{EXAMPLE, NAMED, index};

/// Words that many tasks hold, few, or none; in names, texts, reports, or all of them.
const QUERIES: [&str; 16] = [
    "财政 保险",
    "全市 完成",
    "完成 全市",
    "卫健 核酸",
    "lxw 听力",
    "局 量子纠缠",
    "量子纠缠 局",
    "全市 完成 财政",
    "财政局 教育局",
    "核酸 停车",
    "Ｇ6pd 筛查",
    "135571 全市",
    "市 1",
    "去年 caizheng",
    "去年 已改",
    "财政 \u{200b}",
];

/// What a plain reading of every field needs, folded once.
struct Plain<'a> {
    names: Names,
    /// For each task its paragraphs as they are printed and folded: text, latest report, older ones.
    paragraphs: Vec<(TaskId, Vec<(&'a str, String)>)>,
}

impl<'a> Plain<'a> {
    fn of(book: &'a Book, older: &'a [Arc<Report>]) -> Self {
        let mut reports: HashMap<TaskId, Vec<&Report>> = HashMap::new();
        for task in book.tasks() {
            reports.entry(task.id).or_default().extend(book.latest_report(task.id).map(|r| &**r));
        }
        for report in older {
            reports.entry(report.key.task).or_default().push(report);
        }
        let paragraphs = book.tasks().map(|task| {
            let words = |r: &&'a Report| [&*r.status_text, &*r.progress, &*r.problems, &*r.next_steps];
            let texts = std::iter::once(&*task.text).chain(reports[&task.id].iter().flat_map(words));
            let paragraphs = texts.flat_map(|text| text.split('\n')).map(|p| (p, fold(p)));
            (task.id, paragraphs.collect())
        });
        Self { names: Names::of(book), paragraphs: paragraphs.collect() }
    }

    /// Every task that holds all words, with the paragraph that the first word in any stands in.
    fn search(&self, query: &str) -> Vec<(TaskId, Option<&'a str>)> {
        let named = |word: &&str| -> HashSet<TaskId> {
            self.names.find(word, &NAMED).iter().flat_map(|hit| hit.tasks.iter().copied()).collect()
        };
        let words: Vec<&str> = query.split_whitespace().collect();
        let words: Vec<(String, HashSet<TaskId>)> = words.iter().map(|word| (fold(word), named(word))).collect();
        let hit = |(task, paragraphs): &(TaskId, Vec<(&'a str, String)>)| {
            let shown = |word: &str| {
                paragraphs
                    .iter()
                    .find(|(_, folded)| !word.is_empty() && folded.contains(word))
                    .map(|(printed, _)| *printed)
            };
            let holds = words.iter().all(|(word, named)| named.contains(task) || shown(word).is_some());
            holds.then(|| (*task, words.iter().find_map(|(word, _)| shown(word))))
        };
        self.paragraphs.iter().filter_map(hit).collect()
    }
}

/// Thousands of tasks in two plans, their numbers apart, the example's texts and names put together anew.
fn many() -> (Book, Vec<Arc<Report>>) {
    let seed: Vec<_> = EXAMPLE.tasks().cloned().collect();
    let said = |nth: usize| EXAMPLE.latest_report(seed[nth % seed.len()].id).unwrap();
    let mut records: Vec<Record> =
        EXAMPLE.records_without_reports().filter(|r| !matches!(r, Record::Task(_))).collect();
    let mut older = Vec::new();
    for nth in 0..4000 {
        let (id, plan) = (TaskId(nth as u32 * 3 + 5), PlanYear(2020 + u16::from(nth % 2 == 0)));
        let pick = |step: usize| &seed[nth * step / 7 % seed.len()];
        let text = format!("{}\n{}", pick(3).text, pick(11).text);
        records.push(Record::Task(Arc::new(Task { id, plan, number: id.0, text, ..Task::clone(pick(17)) })));
        let key = |to| ReportKey { plan, task: id, period: Period::new(plan.0, 1, to).unwrap(), unit: None };
        records.push(Record::Report(Arc::new(Report { key: key(9), ..Report::clone(said(nth * 5 / 3)) })));
        if nth % 3 == 0 {
            let progress = format!("去年：{}", said(nth / 2).progress);
            older.push(Arc::new(Report { key: key(6), progress, ..Report::clone(said(nth)) }));
        }
    }
    (Book::from_records(1, records), older)
}

/// Checks every query with limits that all hits fit into, and that they do not.
fn check(index: &Index, book: &Book, older: &[Arc<Report>]) {
    let plain = Plain::of(book, older);
    let mut counts = Vec::new();
    for query in QUERIES {
        let expected = plain.search(query);
        counts.push(expected.len());
        for limit in [9000, 200, 1] {
            let found = index.search(query, limit, &|| false);
            let hits = found.hits.iter().filter(|hit| matches!(hit.kind, Kind::Task | Kind::Report));
            let got: Vec<_> = hits.map(|hit| (hit.tasks[0], Some(hit.name.as_str()))).collect();
            let first = |id| book.task(id).and_then(|task| task.text.split('\n').next());
            let expected = expected.iter().map(|(id, shown)| (*id, shown.or_else(|| first(*id))));
            let names = found.hits.len() - got.len();
            assert_eq!(got, expected.take(limit - names).collect::<Vec<_>>(), "{query}, {limit}");
        }
    }
    assert!(counts.contains(&0), "{counts:?}");
    assert!(counts.iter().any(|count| (1..200).contains(count)), "{counts:?}");
    assert!(counts.iter().any(|count| *count > 2000), "{counts:?}");
}

#[test]
fn words_over_thousands_of_tasks_find_what_a_plain_reading_finds() {
    let (book, older) = many();
    let index = Index::of(&Arc::new(book.clone()), older.iter().cloned());
    check(&index, &book, &older);
}

#[test]
fn words_after_a_change_find_what_a_plain_reading_finds() {
    let (before, mut older) = many();
    let before = Arc::new(before);
    let mut edits = Vec::new();
    for (nth, task) in before.tasks().enumerate().filter(|(nth, _)| nth % 8 < 2) {
        let (old, new) = if nth % 8 == 0 {
            let text = format!("已改\n{}", task.text.replace("全市", "各地"));
            (Record::Task(task.clone()), Record::Task(Arc::new(Task { text, ..Task::clone(task) })))
        } else {
            let old = before.latest_report(task.id).unwrap();
            let progress = old.progress.replace("完成", "已改");
            (Record::Report(old.clone()), Record::Report(Arc::new(Report { progress, ..Report::clone(old) })))
        };
        edits.push(Edit { before: Some(old), after: Some(new) });
    }
    for task in before.tasks().skip(2).step_by(8) {
        let old = before.latest_report(task.id).unwrap();
        let key = ReportKey { period: Period::new(task.plan.0, 1, 12).unwrap(), ..old.key };
        let new = Report { key, progress: String::from("全市已改为全年完成"), ..Report::clone(old) };
        edits.push(Edit { before: None, after: Some(Record::Report(Arc::new(new))) });
        older.push(old.clone());
    }
    let change = Change { revision: 2, edits, ..report(&EXAMPLE, 2, "无") };
    let book = Arc::new(before.apply(&change).unwrap());
    let known = older[..older.len() - 500].iter().cloned();
    let index = Index::of(&before, known).with(&book, &change);
    check(&index, &book, &older);
}

#[test]
fn words_no_longer_wanted_find_nothing() {
    let index = index(EXAMPLE.clone());
    assert!(!index.search("全市 完成", 200, &|| false).hits.is_empty());
    assert_eq!(index.search("全市 完成", 200, &|| true).hits, []);
}
