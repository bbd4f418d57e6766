//! Records that are entered, changed, made void, closed, handed over and taken back, on a ledger as all doors use it.

use std::sync::Arc;

use chrono::NaiveDate;
use duban::domain::{
    Access, Assignment, Author, Book, Change, Command, Deed, Indicator, Official, OfficialId, Period, Plan, PlanYear,
    Record, RecordKey, Refusal, Replacement, Report, ReportEntry, ReportKey, Role, Status, Successor, Task, TaskId,
    Unit, UnitId, Version, Voiding, Who,
};
use duban::ledger::{Done, Failure, Ledger};
use duban::store::MemoryStore;

use crate::contract::report;
use crate::domain::{at, supervisor};
use crate::exchange::example_command;

const PLAN: PlanYear = PlanYear(2021);

/// A ledger with the example in it, entered by the supervision office.
fn ledger() -> Ledger {
    let ledger = Ledger::new(Box::new(MemoryStore::default()));
    done(&ledger, &supervisor(), &example_command());
    ledger
}

fn ask(ledger: &Ledger, who: &Who, command: &Command) -> Result<Done, Failure> {
    ledger.execute(who, command, at("2021-10-08T09:00:00+08:00"))
}

fn done(ledger: &Ledger, who: &Who, command: &Command) -> Arc<Change> {
    match ask(ledger, who, command) {
        Ok(Done::Changed(change)) => change,
        other => panic!("{other:?}"),
    }
}

fn refused(ledger: &Ledger, who: &Who, command: &Command) -> Refusal {
    let before = ledger.book().unwrap();
    let answer = ask(ledger, who, command);
    assert_eq!(ledger.book().unwrap(), before, "nothing was changed");
    match answer {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

/// Somebody else of the office.
fn colleague() -> Who {
    Who { author: Author { name: String::from("谢少谋"), recorded_by: None }, ..supervisor() }
}

fn book(ledger: &Ledger) -> Arc<Book> {
    ledger.book().unwrap()
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, month, day).unwrap()
}

fn unit_named(book: &Book, name: &str) -> UnitId {
    book.units().find(|u| u.name == name).unwrap().id
}

fn new_unit(name: &str) -> Command {
    let unit = Unit::named(UnitId(0), name);
    Command::Enter(Box::new(Version { seen: None, record: Record::Unit(Arc::new(unit)) }))
}

fn changed_task(book: &Book, id: u32, change: impl FnOnce(&mut Task)) -> Command {
    let seen = book.task(TaskId(id)).unwrap();
    let mut task = Task::clone(seen);
    change(&mut task);
    let seen = Some(Record::Task(seen.clone()));
    Command::Enter(Box::new(Version { seen, record: Record::Task(Arc::new(task)) }))
}

fn void(key: RecordKey, seen: Option<u64>) -> Command {
    Command::Void(Voiding { key, seen, why: String::from("录入有误") })
}

fn report_key(task: u32) -> ReportKey {
    let period = Period::new(2021, 1, 6).unwrap();
    ReportKey { plan: PLAN, task: TaskId(task), period, unit: None }
}

fn kept(ledger: &Ledger, key: &ReportKey) -> Arc<Report> {
    ledger.reports(key.plan, key.task).unwrap().into_iter().find(|r| r.key == *key).unwrap()
}

#[test]
fn a_new_record_gets_a_number_of_its_own_and_a_taken_name_is_refused() {
    let ledger = ledger();
    let change = done(&ledger, &supervisor(), &new_unit("市疾病预防控制中心"));
    assert_eq!(change.deed, Deed::Enter);
    assert_eq!(unit_named(&book(&ledger), "市疾病预防控制中心"), UnitId(40));
    let taken = refused(&ledger, &supervisor(), &new_unit("市财政局 "));
    assert_eq!(taken, Refusal::NameTaken(String::from("市财政局 ")), "blanks do not make another name");
    assert_eq!(refused(&ledger, &supervisor(), &new_unit("  ")), Refusal::Empty);
}

#[test]
fn a_task_is_changed_only_by_who_saw_it_as_it_is() {
    let ledger = ledger();
    let (mine, theirs) = (
        changed_task(&book(&ledger), 2, |task| task.remark = String::from("每季度抽查")),
        changed_task(&book(&ledger), 2, |task| task.remark = String::from("每月抽查")),
    );
    done(&ledger, &supervisor(), &mine);
    assert_eq!(refused(&ledger, &colleague(), &theirs), Refusal::Changed(RecordKey::Task(TaskId(2))));
    let same = changed_task(&book(&ledger), 2, |_| {});
    assert_eq!(ask(&ledger, &supervisor(), &same), Ok(Done::Unchanged));
    let number = changed_task(&book(&ledger), 2, |task| task.number = 3);
    assert_eq!(refused(&ledger, &supervisor(), &number), Refusal::NumberTaken(3));
    let twice = changed_task(&book(&ledger), 2, |task| {
        let first = task.assignments[0].clone();
        task.assignments.push(Assignment { role: Role::Supporting, ..first });
    });
    assert!(matches!(refused(&ledger, &supervisor(), &twice), Refusal::UnitTwice(_)));
    let nobody = changed_task(&book(&ledger), 2, |task| task.assignments[0].official = Some(OfficialId(99)));
    assert_eq!(refused(&ledger, &supervisor(), &nobody), Refusal::NoRecord(RecordKey::Official(OfficialId(99))));
}

#[test]
fn a_void_report_no_longer_counts_and_needs_a_reason() {
    let ledger = ledger();
    let key = report_key(2);
    let seen = Some(kept(&ledger, &key).revision);
    let voiding = Voiding { key: RecordKey::Report(key), seen, why: String::from(" ") };
    assert_eq!(refused(&ledger, &supervisor(), &Command::Void(voiding)), Refusal::NoReason);
    assert!(matches!(refused(&ledger, &supervisor(), &void(RecordKey::Report(key), Some(77))), Refusal::Stale { .. }));
    done(&ledger, &supervisor(), &void(RecordKey::Report(key), seen));
    assert!(!book(&ledger).head(&key).unwrap().counts);
    assert_eq!(kept(&ledger, &key).void.as_deref(), Some("录入有误"));
    let again = void(RecordKey::Report(key), Some(kept(&ledger, &key).revision));
    assert_eq!(refused(&ledger, &supervisor(), &again), Refusal::AlreadyVoid);
}

#[test]
fn a_void_task_gives_its_number_up_and_what_tasks_need_cannot_become_void() {
    let ledger = ledger();
    let finance = unit_named(&book(&ledger), "市财政局");
    assert!(matches!(refused(&ledger, &supervisor(), &void(RecordKey::Unit(finance), None)), Refusal::InUse(1..)));
    done(&ledger, &supervisor(), &void(RecordKey::Task(TaskId(25)), None));
    assert_eq!(book(&ledger).task_numbered(PLAN, 25), None);
    let Some(Record::Task(old)) = book(&ledger).record(&RecordKey::Task(TaskId(25))) else { panic!("it is kept") };
    let new = Task { void: None, text: String::from("建设社区长者食堂100家。"), ..Task::clone(&old) };
    done(
        &ledger,
        &supervisor(),
        &Command::Enter(Box::new(Version { seen: None, record: Record::Task(Arc::new(new)) })),
    );
    assert_eq!(book(&ledger).task_numbered(PLAN, 25).unwrap().id, TaskId(26));
}

#[test]
fn only_what_is_completed_is_closed_and_what_is_closed_takes_no_report() {
    let ledger = ledger();
    let completed = book(&ledger);
    let status = |task: &Task| completed.latest_report(task.id).unwrap().status;
    let done_task = completed.tasks().find(|t| status(t) == Status::Completed).unwrap().id;
    let open_task = completed.tasks().find(|t| status(t) == Status::OnSchedule).unwrap().id;
    assert_eq!(refused(&ledger, &supervisor(), &Command::Close(open_task, day(9, 30))), Refusal::NotCompleted);
    assert_eq!(refused(&ledger, &supervisor(), &Command::Close(done_task, day(12, 1))), Refusal::FutureDay(day(12, 1)));
    done(&ledger, &supervisor(), &Command::Close(done_task, day(9, 30)));
    assert_eq!(book(&ledger).task(done_task).unwrap().closed_on, Some(day(9, 30)));
    let late = report(&book(&ledger), done_task.0, 9, "补充。");
    assert!(matches!(refused(&ledger, &supervisor(), &late), Refusal::Closed(_)));
    done(&ledger, &supervisor(), &Command::Reopen(done_task));
    done(&ledger, &supervisor(), &late);
}

#[test]
fn an_official_is_replaced_from_a_day_on_and_that_day_still_knows_who_answered() {
    let ledger = ledger();
    let before = book(&ledger);
    let unit = unit_named(&before, "市卫生健康局");
    let on = |task: &Task| task.assignments.iter().find(|a| a.unit == unit).cloned();
    let tasks: Vec<TaskId> = before.tasks().filter(|t| on(t).is_some()).map(|t| t.id).collect();
    let old = on(before.task(tasks[0]).unwrap()).unwrap().official;
    let replacement = |from, tasks| {
        Command::Replace(Replacement { unit, successor: Successor::New(String::from("陈  健")), from, tasks })
    };
    assert_eq!(
        refused(&ledger, &supervisor(), &replacement(day(12, 1), None)),
        Refusal::FutureDay(day(12, 1)),
        "today is 8 October"
    );
    done(&ledger, &supervisor(), &replacement(day(9, 1), None));
    let after = book(&ledger);
    let new = after.officials().find(|o| o.name == "陈  健").unwrap();
    assert_eq!(new.tenures[0].from, Some(day(9, 1)));
    for task in &tasks {
        let assignment = on(after.task(*task).unwrap()).unwrap();
        assert_eq!(assignment.official, Some(new.id));
        assert_eq!((assignment.official_on(day(8, 31)), assignment.official_on(day(9, 1))), (old, Some(new.id)));
    }
    let left: &Official = after.official(old.unwrap()).unwrap();
    assert!(left.tenures.iter().any(|t| t.unit == unit && t.to == Some(day(8, 31))));
    let earlier = Command::Replace(Replacement {
        unit,
        successor: Successor::Known(old.unwrap()),
        from: day(8, 1),
        tasks: Some(vec![tasks[0]]),
    });
    assert!(
        matches!(refused(&ledger, &supervisor(), &earlier), Refusal::ReplacedLater(_, until) if until == day(8, 31))
    );
}

#[test]
fn an_official_is_replaced_on_named_tasks_only() {
    let ledger = ledger();
    let before = book(&ledger);
    let unit = unit_named(&before, "市财政局");
    let on = |book: &Book, task| book.task(task).unwrap().assignments.iter().find(|a| a.unit == unit).unwrap().official;
    let tasks: Vec<TaskId> =
        before.tasks().filter(|t| t.assignments.iter().any(|a| a.unit == unit)).map(|t| t.id).collect();
    let stranger = before.tasks().find(|t| !tasks.contains(&t.id)).unwrap();
    let replace = |tasks| {
        let successor = Successor::New(String::from("林桂芳"));
        Command::Replace(Replacement { unit, successor, from: day(9, 1), tasks: Some(tasks) })
    };
    assert_eq!(refused(&ledger, &supervisor(), &replace(vec![stranger.id])), Refusal::NotAssigned(stranger.number));
    done(&ledger, &supervisor(), &replace(vec![tasks[0]]));
    let after = book(&ledger);
    assert_ne!(on(&after, tasks[0]), on(&before, tasks[0]));
    assert_eq!(on(&after, tasks[1]), on(&before, tasks[1]));
    let old = after.official(on(&before, tasks[1]).unwrap()).unwrap();
    assert!(old.tenures.iter().any(|t| t.unit == unit && t.to.is_none()), "the post is still held elsewhere");
}

#[test]
fn undo_takes_ones_own_changes_back_one_after_another() {
    let ledger = ledger();
    let start = book(&ledger);
    done(&ledger, &supervisor(), &report(&start, 2, 9, "第一次。"));
    let first = book(&ledger);
    done(&ledger, &supervisor(), &report(&first, 2, 9, "第二次。"));
    done(&ledger, &colleague(), &report(&book(&ledger), 5, 9, "别人的。"));
    assert_eq!(done(&ledger, &supervisor(), &Command::Undo(None)).deed, Deed::Undo(3));
    assert_eq!(book(&ledger).latest_report(TaskId(2)), first.latest_report(TaskId(2)));
    assert_eq!(done(&ledger, &supervisor(), &Command::Undo(None)).deed, Deed::Undo(2));
    assert_eq!(book(&ledger).latest_report(TaskId(2)), start.latest_report(TaskId(2)), "the one before is the latest");
    assert!(book(&ledger).latest_report(TaskId(5)).unwrap().progress.contains("别人的"), "nobody else's is touched");
    assert_eq!(done(&ledger, &colleague(), &Command::Undo(None)).deed, Deed::Undo(4));
    assert_eq!(refused(&ledger, &colleague(), &Command::Undo(None)), Refusal::NothingToUndo);
}

#[test]
fn undo_refuses_when_somebody_else_has_built_on_it() {
    let ledger = ledger();
    let mine = done(&ledger, &supervisor(), &report(&book(&ledger), 2, 9, "我的。")).revision;
    done(&ledger, &colleague(), &report(&book(&ledger), 2, 9, "接着改的。"));
    let refusal = refused(&ledger, &supervisor(), &Command::Undo(None));
    let at = at("2021-10-08T09:00:00+08:00");
    assert_eq!(refusal, Refusal::BuiltOn { revision: mine, by: String::from("谢少谋"), at });
}

#[test]
fn undo_of_something_new_refuses_once_others_need_it() {
    let ledger = ledger();
    done(&ledger, &supervisor(), &new_unit("市疾控中心"));
    let unit = unit_named(&book(&ledger), "市疾控中心");
    let add = changed_task(&book(&ledger), 3, |task| {
        task.assignments.push(Assignment { unit, official: None, role: Role::Supporting, past: Vec::new() });
    });
    done(&ledger, &colleague(), &add);
    assert!(matches!(refused(&ledger, &supervisor(), &Command::Undo(None)), Refusal::BuiltOn { .. }));
    done(&ledger, &colleague(), &Command::Undo(None));
    done(&ledger, &supervisor(), &Command::Undo(None));
    assert_eq!(book(&ledger).units().count(), 39);
    assert_eq!(book(&ledger).unit(unit).unwrap().void.as_deref(), Some("撤销"), "its number is never given again");
}

fn new_plan(year: u16) -> Command {
    let plan = Plan::titled(PlanYear(year), "市十件民生实事");
    Command::Enter(Box::new(Version { seen: None, record: Record::Plan(Arc::new(plan)) }))
}

#[test]
fn a_void_year_opens_no_period_and_may_be_begun_again() {
    let ledger = ledger();
    let year = PlanYear(2022);
    let open = Command::OpenPeriod(year, Period::new(2022, 1, 3).unwrap(), day(10, 1));
    done(&ledger, &supervisor(), &new_plan(2022));
    assert_eq!(refused(&ledger, &supervisor(), &new_plan(2022)), Refusal::NameTaken(String::from("2022")));
    done(&ledger, &supervisor(), &void(RecordKey::Plan(year), None));
    assert_eq!(refused(&ledger, &supervisor(), &open), Refusal::NoPlan(year));
    done(&ledger, &supervisor(), &new_plan(2022));
    done(&ledger, &supervisor(), &open);
    assert_eq!(book(&ledger).latest_plan().unwrap().year, year);
}

#[test]
fn a_table_of_a_void_year_begins_it_anew() {
    let ledger = Ledger::new(Box::new(MemoryStore::default()));
    done(&ledger, &supervisor(), &new_plan(2021));
    done(&ledger, &supervisor(), &void(RecordKey::Plan(PLAN), None));
    done(&ledger, &supervisor(), &example_command());
    assert_eq!(book(&ledger).latest_plan().map(|plan| plan.year), Some(PLAN));
}

#[test]
fn a_year_begun_by_hand_is_kept_by_the_same_settings_as_an_imported_one() {
    let ledger = ledger();
    done(&ledger, &supervisor(), &new_plan(2022));
    let settings = |year| book(&ledger).plan(PlanYear(year)).unwrap().settings.clone();
    assert_eq!(settings(2022), settings(2021));
    assert_eq!(settings(2022).tolerance_tenths, 25);
}

#[test]
fn a_unit_reports_only_on_what_it_or_its_group_answers_for_and_may_correct_what_it_has_reported() {
    let ledger = ledger();
    let start = book(&ledger);
    let (bureau, group) = (unit_named(&start, "市教育局"), unit_named(&start, "各市（区）政府"));
    let by = |unit, seen, words: &str| match report(&start, 2, 9, words) {
        Command::Report(entry) => Command::Report(Box::new(ReportEntry { unit: Some(unit), seen, ..*entry })),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&ledger, &supervisor(), &by(bureau, None, "一")), Refusal::NotAssigned(2));
    let seen = start.unit(group).unwrap().clone();
    let grouped = |members| Record::Unit(Arc::new(Unit { members, ..Unit::clone(&seen) }));
    let enter = |seen, record| Command::Enter(Box::new(Version { seen: Some(seen), record }));
    done(&ledger, &supervisor(), &enter(Record::Unit(seen.clone()), grouped(vec![bureau])));
    let first = done(&ledger, &supervisor(), &by(bureau, None, "一")).revision;
    done(&ledger, &supervisor(), &enter(grouped(vec![bureau]), grouped(Vec::new())));
    done(&ledger, &supervisor(), &by(bureau, Some(first), "二"));
    let reporter = Who { access: Access::Reporter, units: vec![bureau], ..supervisor() };
    assert_eq!(refused(&ledger, &reporter, &by(bureau, None, "三")), Refusal::ForeignUnit(TaskId(2)));
}

#[test]
fn no_unit_is_called_what_another_one_is_called() {
    let ledger = ledger();
    let unit = |name: &str, short: &str, alias: &str| {
        let named = Unit::named(UnitId(0), name);
        let unit = Unit { short_names: vec![short.to_owned()], aliases: vec![alias.to_owned()], ..named };
        Command::Enter(Box::new(Version { seen: None, record: Record::Unit(Arc::new(unit)) }))
    };
    done(&ledger, &supervisor(), &unit("市疾病预防控制中心", "疾控中心", "市CDC"));
    for (wrong, name, other) in [
        (unit("甲", "市教育局", "丙"), "市教育局", "市教育局"),
        (unit("甲", "乙", "市 教育局"), "市 教育局", "市教育局"),
        (unit("甲", "市cdc", "丙"), "市cdc", "市疾病预防控制中心"),
        (unit("市CDC", "乙", "丙"), "市CDC", "市疾病预防控制中心"),
        (unit("疾控中心", "乙", "丙"), "疾控中心", "市疾病预防控制中心"),
    ] {
        let named = Refusal::NameOf(name.to_owned(), other.to_owned());
        assert_eq!(refused(&ledger, &supervisor(), &wrong), named);
    }
    done(&ledger, &supervisor(), &unit("区疾病预防控制中心", "疾控中心", "区CDC"));
}

#[test]
fn a_task_continues_only_one_of_an_earlier_year_and_measures_nothing_twice() {
    let ledger = ledger();
    let indicator: Indicator = "筛查≥22000例".parse().unwrap();
    let twice = changed_task(&book(&ledger), 2, |task| task.indicators = vec![indicator.clone(), indicator.clone()]);
    assert_eq!(refused(&ledger, &supervisor(), &twice), Refusal::NameTaken(String::from("筛查")));
    for before in [1, 2] {
        let same = changed_task(&book(&ledger), 2, |task| task.predecessor = Some(TaskId(before)));
        assert_eq!(refused(&ledger, &supervisor(), &same), Refusal::NotEarlier(before));
    }
}
