//! What each role may do: every command of the ledger against every role.

use std::sync::Arc;

use duban::domain::{
    Access, Command, Import, Leader, LeaderId, Period, PlanYear, Record, RecordKey, Refusal, Replacement, ReportEntry,
    ReportKey, Status, Successor, TaskId, Version, Voiding, Who,
};
use duban::ledger::Ledger;

use super::{ask, enter, from_afar, ledger, person, unit};
use crate::domain::{noon, supervisor};
use crate::exchange::example_command;

fn half() -> Period {
    "2021-06".parse().unwrap()
}

fn entry(task: u32, unit: Option<duban::domain::UnitId>, seen: Option<u64>, progress: &str) -> ReportEntry {
    ReportEntry {
        task: TaskId(task),
        period: half(),
        unit,
        seen,
        status: Status::OnSchedule,
        status_text: String::new(),
        progress: progress.to_owned(),
        problems: String::new(),
        next_steps: String::new(),
        reported_on: None,
    }
}

fn void(key: RecordKey, seen: Option<u64>) -> Command {
    Command::Void(Voiding { key, seen, why: String::from("录入有误") })
}

fn own(task: u32) -> RecordKey {
    RecordKey::Report(ReportKey { plan: PlanYear(2021), task: TaskId(task), period: half(), unit: None })
}

fn report(task: u32, seen: u64, progress: &str) -> Command {
    Command::Report(Box::new(entry(task, None, Some(seen), progress)))
}

/// One command of each kind, and the role that it needs.
fn all(ledger: &Ledger) -> Vec<(Command, Access)> {
    let book = ledger.book().unwrap();
    let nine = Period::new(2021, 1, 9).unwrap();
    let Command::Import(table) = example_command() else { panic!("no table") };
    let leader = Leader::named(LeaderId(0), "陈健");
    let person = person("李四", Access::Viewer, &[]);
    vec![
        (report(2, 1, "新的进展。"), Access::Reporter),
        (void(own(3), Some(1)), Access::Supervisor),
        (Command::Import(Box::new(Import { period: nine, rows: Vec::new(), ..*table })), Access::Supervisor),
        (Command::OpenPeriod(PlanYear(2021), nine, noon().date_naive()), Access::Supervisor),
        (
            Command::Enter(Box::new(Version { seen: None, record: Record::Leader(Arc::new(leader)) })),
            Access::Supervisor,
        ),
        (void(RecordKey::Task(TaskId(25)), None), Access::Supervisor),
        (Command::Close(TaskId(1), noon().date_naive()), Access::Supervisor),
        (Command::Reopen(TaskId(1)), Access::Supervisor),
        (
            Command::Replace(Replacement {
                unit: unit(&book, "市卫生健康局"),
                successor: Successor::New(String::from("陈健")),
                from: noon().date_naive(),
                tasks: None,
            }),
            Access::Supervisor,
        ),
        (enter(ledger, &person), Access::Admin),
        (void(RecordKey::Person(String::from("李四")), None), Access::Admin),
        (Command::Adopt(vec![Record::Leader(Arc::new(Leader::named(LeaderId(999), "乔雷")))]), Access::Admin),
    ]
}

/// A command by its name: the whole of an import is long.
fn kind(command: &Command) -> String {
    format!("{command:?}").chars().take_while(|c| c.is_alphabetic()).collect()
}

#[test]
fn each_command_asks_for_its_role_and_for_no_more() {
    for access in Access::ALL {
        let ledger = ledger();
        let units =
            if access == Access::Reporter { vec![unit(&ledger.book().unwrap(), "市卫生健康局")] } else { vec![] };
        let somebody = person("某人", access, &units);
        ask(&ledger, &supervisor(), &enter(&ledger, &somebody)).unwrap();
        for (command, needed) in all(&ledger) {
            let answer = ask(&ledger, &from_afar(&somebody), &command);
            if access >= needed {
                // Whoever may is told of what stands against it, if something does.
                assert!(
                    matches!(answer, Ok(()) | Err(Refusal::NotEmpty)),
                    "{access:?}: {}: {answer:?}",
                    kind(&command)
                );
            } else if access == Access::Reporter && needed == Access::Supervisor && command.needs() == Access::Reporter
            {
                assert_eq!(answer, Err(Refusal::OthersReport));
            } else {
                assert_eq!(answer, Err(Refusal::Forbidden(command.needs())), "{access:?}: {}", kind(&command));
            }
        }
    }
}

#[test]
fn a_viewer_takes_nothing_back() {
    let ledger = ledger();
    let viewer = person("查看", Access::Viewer, &[]);
    ask(&ledger, &supervisor(), &enter(&ledger, &viewer)).unwrap();
    assert_eq!(ask(&ledger, &from_afar(&viewer), &Command::Undo(None)), Err(Refusal::Forbidden(Access::Reporter)));
}

/// A ledger, and the reporter of a unit on it.
fn reporter(unit_name: &str) -> (Arc<Ledger>, Who) {
    let ledger = ledger();
    let own = unit(&ledger.book().unwrap(), unit_name);
    let reporter = person("填报人", Access::Reporter, &[own]);
    ask(&ledger, &supervisor(), &enter(&ledger, &reporter)).unwrap();
    (ledger, from_afar(&reporter))
}

#[test]
fn a_reporter_reports_and_takes_out_of_account_what_is_his_own() {
    let (ledger, who) = reporter("市卫生健康局");
    assert_eq!(ask(&ledger, &who, &report(4, 1, "别家的任务。")), Err(Refusal::ForeignUnit(TaskId(4))));
    assert_eq!(ask(&ledger, &who, &void(own(2), Some(1))), Err(Refusal::OthersReport));
    ask(&ledger, &who, &report(2, 1, "自己的任务。")).unwrap();
    let written = ledger.book().unwrap().revision();
    ask(&ledger, &who, &void(own(2), Some(written))).unwrap();
    ask(&ledger, &who, &Command::Undo(None)).unwrap();
    ask(&ledger, &who, &Command::Undo(None)).unwrap();
    assert_eq!(ask(&ledger, &who, &Command::Undo(None)), Err(Refusal::NothingToUndo));
}

#[test]
fn what_was_reported_for_a_unit_is_not_taken_back_for_another() {
    let (ledger, who) = reporter("市卫生健康局");
    ask(&ledger, &who, &report(2, 1, "自己的任务。")).unwrap();
    let elsewhere = unit(&ledger.book().unwrap(), "市教育局");
    ask(&ledger, &supervisor(), &enter(&ledger, &person("填报人", Access::Reporter, &[elsewhere]))).unwrap();
    assert_eq!(ask(&ledger, &who, &Command::Undo(None)), Err(Refusal::ForeignUnit(TaskId(2))));
}

#[test]
fn a_unit_behind_a_group_reports_its_own_part_only() {
    let ledger = ledger();
    let district = duban::domain::Unit::named(duban::domain::UnitId(0), "丰城区政府");
    let command = Command::Enter(Box::new(Version { seen: None, record: Record::Unit(Arc::new(district)) }));
    ask(&ledger, &supervisor(), &command).unwrap();
    let book = ledger.book().unwrap();
    let (own, group) = (unit(&book, "丰城区政府"), book.unit(unit(&book, "各市（区）政府")).unwrap().clone());
    let mut with_member = duban::domain::Unit::clone(&group);
    with_member.members.push(own);
    let version = Version { seen: Some(Record::Unit(group)), record: Record::Unit(Arc::new(with_member)) };
    let reporter = person("填报人", Access::Reporter, &[own]);
    ask(&ledger, &supervisor(), &enter(&ledger, &reporter)).unwrap();
    let who = from_afar(&reporter);
    let part = Command::Report(Box::new(entry(2, Some(own), None, "本区进展。")));
    assert_eq!(
        ask(&ledger, &who, &part),
        Err(Refusal::ForeignUnit(TaskId(2))),
        "not before it stands behind the group"
    );
    ask(&ledger, &supervisor(), &Command::Enter(Box::new(version))).unwrap();
    assert_eq!(ask(&ledger, &who, &report(2, 1, "全市进展。")), Err(Refusal::ForeignUnit(TaskId(2))));
    let book = ledger.book().unwrap();
    assert_eq!(who.reports_for(book.task(TaskId(2)).unwrap(), &book), Ok(Some(own)), "and what F2 opens is that");
    assert_eq!(ask(&ledger, &who, &part), Ok(()));
    let foreign = unit(&ledger.book().unwrap(), "市教育局");
    let odd = Command::Report(Box::new(entry(2, Some(foreign), None, "别家的。")));
    assert_eq!(ask(&ledger, &supervisor(), &odd), Err(Refusal::NotAssigned(2)), "nor does the office for a stranger");
}
