//! Measures search: a key against the names of a large book, and texts.

use std::sync::Arc;
use std::time::{Duration, Instant};

use duban::domain::{Book, Kind};
use duban::search::{Index, Names};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::generate;
use super::report::{Report, Runs};

const TASKS: u32 = 100_000;
const NAMED: [Kind; 4] = [Kind::Official, Kind::Unit, Kind::Leader, Kind::Category];
/// What is typed, one key at a time.
const TYPED: [&str; 8] = ["caizheng", "weijian", "lyf", "wsjkj", "卫健局", "财政", "wei健", "刘学文"];

/// Measures and reports.
pub fn run(report: &mut Report) {
    let book = Arc::new(generate::book(TASKS));
    let names = Names::of(&book);
    keys(report, &names);
    rival(report, &names, &book);
    let begun = Instant::now();
    let index = Index::of(&book, std::iter::empty());
    report.note("search: index of 100,000 tasks made", format!("{:.1?}", begun.elapsed()));
    report.note("search: its names alone made", Runs::of(3, || Names::of(&book)));
    let limit = Duration::from_millis(50);
    let one = ["核酸检测", "超序时进度", "量子纠缠", "市", "12"];
    // The last three find nothing: a word stands nowhere, or the words, however common, never stand together.
    let several = ["财政 保险", "全市 完成", "完成 量子纠缠", "局 量子纠缠", "按进度完成。 滞后。"];
    for query in one.into_iter().chain(several) {
        let taken = Runs::of(9, || index.search(query, 200, &|| false));
        report.time(&format!("search: first 200 hits of {query}"), &taken, limit);
    }
    let stopped = Runs::of(9, || index.search("量子纠缠", 200, &|| true));
    report.time("search: a search no longer wanted", &stopped, Duration::from_millis(5));
}

/// Every key of every word typed.
fn keys(report: &mut Report, names: &Names) {
    let mut all = Vec::new();
    for word in TYPED {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let typed = ends.map(|end| Runs::of(9, || names.find(word.get(..end).unwrap_or_default(), &NAMED)).median());
        let typed: Vec<Duration> = typed.collect();
        let worst = typed.iter().max().copied().unwrap_or_default();
        report.note(&format!("search: worst key of {word}"), format!("{worst:.1?}"));
        all.extend(typed);
    }
    report.time("search: a key against 7,000 names", &Runs::from(all), Duration::from_millis(2));
}

/// The same question asked of nucleo-matcher over every task's line of names.
fn rival(report: &mut Report, names: &Names, book: &Book) {
    let lines: Vec<String> = book.tasks().map(|task| line(book, task)).collect();
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse("财政", CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let theirs = Runs::of(3, || {
        let scores = lines.iter().enumerate().filter_map(|(at, line)| {
            pattern.score(Utf32Str::new(line, &mut buffer), &mut matcher).map(|score| (score, at))
        });
        let mut found: Vec<_> = scores.collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        found
    });
    let ours = Runs::of(9, || names.find("财政", &NAMED));
    report.faster("search: names with 财政, nucleo-matcher over the lines", &ours, &theirs, 50.0);
}

fn line(book: &Book, task: &duban::domain::Task) -> String {
    let leader = task.leader.and_then(|id| book.leader(id)).map(|l| l.name.as_str());
    let units = task.assignments.iter().filter_map(|a| book.unit(a.unit)).map(|u| u.name.as_str());
    let officials = task.assignments.iter().filter_map(|a| book.official(a.official?)).map(|o| o.name.as_str());
    leader.into_iter().chain(units).chain(officials).collect::<Vec<_>>().join("、")
}
