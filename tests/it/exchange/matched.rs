//! Tables matched with a ledger that already knows some of their tasks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duban::domain::{Book, Change, Command, Past, Period, PlanYear, Record, Report, ReportKey, Status, TaskId};
use duban::exchange::{EXAMPLE, Trouble, Unfit, propose};
use duban::lang::{Lang, Texts};

use super::{example, half, proposal, table, take, written};
use crate::domain::{NoPast, at, supervisor};

/// The same city's table three months later: statuses changed, an official replaced, a text edited, a task added.
const LATER: &str = include_str!("../../data/later-2021-q3.txt");

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
    assert_eq!(next.tasks().count(), 26);
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
fn a_table_that_still_lists_a_void_task_does_not_bring_it_back() {
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

#[test]
fn a_table_without_rows_is_no_import() {
    let bare = &EXAMPLE[..EXAMPLE.find("\t一、").unwrap()];
    let read = table(bare.as_bytes());
    assert_eq!(read.rows, []);
    assert_eq!(propose(&read, &Book::default(), None), Err(Unfit::NoRows));
}

/// Keeps every report it is shown, as a store would.
#[derive(Default)]
pub struct Kept(pub BTreeMap<ReportKey, Arc<Report>>);

impl Past for Kept {
    fn report(&self, key: &ReportKey) -> Option<Arc<Report>> {
        self.0.get(key).cloned()
    }

    fn changes_after(&self, _: u64) -> Vec<Arc<Change>> {
        Vec::new()
    }
}
