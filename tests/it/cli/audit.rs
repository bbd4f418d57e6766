//! `duban audit`: each change with who, when, from where and from what to what, and the door's log between them.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, TimeDelta};
use duban::domain::{Access, AccessKey, Command, Door, Person, Record, ReportEntry, Status, TaskId, Version, Via, Who};
use duban::ledger::Ledger;
use duban::store::{AccessLog, Visit, Visited, visits};

use super::desk::Desk;
use crate::domain::{at, supervisor};
use crate::exchange::example_command;

fn minute(n: i64) -> DateTime<FixedOffset> {
    at("2021-07-05T12:00:00+08:00") + TimeDelta::minutes(n)
}

fn report(seen: Option<u64>, progress: &str, problems: &str) -> Command {
    Command::Report(Box::new(ReportEntry {
        task: TaskId(2),
        period: "2021-06".parse().unwrap(),
        unit: None,
        seen,
        status: Status::Behind,
        status_text: String::new(),
        progress: progress.to_owned(),
        problems: problems.to_owned(),
        next_steps: String::new(),
        reported_on: None,
    }))
}

fn data(desk: &Desk) -> PathBuf {
    desk.path(".local/share/duban")
}

/// A desk where 李四 was admitted, came over the network, reported on a task, and left.
fn desk() -> Desk {
    let desk = Desk::empty();
    let ledger = Ledger::open(&data(&desk), &mut |_, _| {}).unwrap();
    ledger.execute(&supervisor(), &example_command(), minute(0)).unwrap();
    let unit = ledger.book().unwrap().units().find(|unit| unit.name == "市卫生健康局").unwrap().id;
    let key = AccessKey { fingerprint: String::from("SHA256:李"), public: String::from("ssh-ed25519 AAAA") };
    let li =
        Person {
            name: String::from("李四"), access: Access::Reporter, units: vec![unit], keys: vec![key], void: None
        };
    let admit = Command::Enter(Box::new(Version { seen: None, record: Record::Person(li.clone().into()) }));
    ledger.execute(&supervisor().in_name_of("王五").unwrap(), &admit, minute(1)).unwrap();
    let log = AccessLog::open(&data(&desk)).unwrap();
    let visit = |n, what, person: Option<&str>, about: &str| Visit {
        at: minute(n),
        what,
        person: person.map(str::to_owned),
        key: Some(String::from("SHA256:李")),
        from: Some(String::from("10.0.0.7")),
        about: about.to_owned(),
        count: 1,
    };
    log.record(visit(2, Visited::LoggedIn, Some("李四"), "")).unwrap();
    for door in [Door::Screen, Door::Command] {
        let via = Via { door, from: Some(String::from("10.0.0.7")), key: Some(String::from("SHA256:李")) };
        let seen = ledger.book().unwrap().latest_report(TaskId(2)).map(|report| report.revision);
        let problems = if door == Door::Screen { "缺\u{1b}[2J资金" } else { "" };
        ledger.execute(&Who::of(&li, via), &report(seen, "截至6月底，完成22351例。", problems), minute(3)).unwrap();
    }
    log.record(visit(4, Visited::CommandRefused, Some("李四"), "export --format json")).unwrap();
    log.record(visit(5, Visited::LoggedOut, Some("李四"), "")).unwrap();
    for n in 0..3 {
        let at = minute(6) + TimeDelta::seconds(n);
        log.record(Visit { at, ..visit(6, Visited::TurnedAway, None, "ro\u{1b}]0;ot") }).unwrap();
    }
    desk
}

#[test]
fn each_change_and_each_visit_is_told_in_order_from_what_to_what() {
    let desk = desk();
    let told = desk.duban("audit").done();
    let wanted = "\
2021-07-05 12:00:00  督查室  local  修订 1  已导入：工作任务 25 条、进展 25 条、大类 10 条、分管市领导 6 条、责任单位 39 条、责任人 39 条
2021-07-05 12:01:00  王五（督查室 录入）  local  修订 2  已新增：用户“李四”
    权限：填报
    钥匙：SHA256:李
    名称：李四
    单位：市卫生健康局
2021-07-05 12:02:00  李四  10.0.0.7  SHA256:李  登录
2021-07-05 12:03:00  李四  tui  10.0.0.7  SHA256:李  修订 3  已记录：第 2 项 1-6月 的进展（滞后）
    存在问题：（空） → 缺[2J资金
    进展情况：截至6月底，全市完成地中海贫血筛查22350例，唐氏综合征筛查14270例，严重… → 截至6月底，完成22351例。
    状态：按进度 → 滞后
    状态说法：按进度完成。 → 滞后
2021-07-05 12:03:00  李四  exec  10.0.0.7  SHA256:李  修订 4  已记录：第 2 项 1-6月 的进展（滞后）
    存在问题：缺[2J资金 → （空）
2021-07-05 12:04:00  李四  10.0.0.7  SHA256:李  拒绝命令  export --format json
2021-07-05 12:05:00  李四  10.0.0.7  SHA256:李  退出
2021-07-05 12:06:00  ?  10.0.0.7  SHA256:李  拒绝登录  ro]0;ot
2021-07-05 12:06:02  ?  10.0.0.7  SHA256:李  拒绝登录  ro]0;ot  另有 2 次
";
    for (told, wanted) in told.lines().zip(wanted.lines()) {
        assert_eq!(told, wanted);
    }
    assert_eq!(told.lines().count(), wanted.lines().count());
}

#[test]
fn the_audit_is_narrowed_by_day_person_and_task() {
    let desk = desk();
    let lines = |asked: &str| {
        let told = desk.duban(&format!("audit {asked}")).out;
        told.lines().filter(|line| !line.starts_with(' ')).map(|line| line[11..16].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(lines("--who 王五"), ["12:01"]);
    assert_eq!(lines("--who 督查室"), ["12:00", "12:01"], "who held the pen counts as well");
    assert_eq!(lines("--who 李四").len(), 5);
    assert_eq!(lines("--task 2"), ["12:00", "12:03", "12:03"]);
    assert!(lines("--since 2021-07-06").is_empty());
    assert_eq!(desk.duban("audit --since 2021-07-06").err, "没有符合的记录。\n");
    assert_eq!(lines("--since 2021-07-05").len(), 9);
    assert!(desk.duban("audit --since 昨天").err.contains("日期写作 2021-07-01。"));
    assert!(desk.duban("audit --task 99").err.contains("没有序号为 99 的任务"));
}

#[test]
fn a_program_gets_the_whole_values() {
    let desk = desk();
    let all = desk.json("audit --json --who 李四");
    let (login, screen) = (&all[0], &all[1]);
    assert_eq!((login["kind"].as_str(), login["what"].as_str()), (Some("visit"), Some("logged_in")));
    assert_eq!((screen["door"].as_str(), screen["from"].as_str()), (Some("tui"), Some("10.0.0.7")));
    assert_eq!((screen["key"].as_str(), screen["revision"].as_u64()), (Some("SHA256:李"), Some(3)));
    let fields = screen["edits"][0]["fields"].as_array().unwrap();
    let problems = fields.iter().find(|field| field["field"] == "problems").unwrap();
    assert_eq!((&problems["before"], problems["after"].as_str()), (&serde_json::Value::Null, Some("缺\u{1b}[2J资金")));
    let raw = desk.duban("audit --json").done();
    assert!(!raw.chars().any(|c| c.is_control() && c != '\n'), "nothing in it commands a terminal");
}

#[test]
fn the_ends_of_journal_and_access_log_are_told_to_be_noted() {
    let desk = desk();
    let verified = desk.duban("verify").done();
    let journal = verified.split("末行校验值 ").nth(1).unwrap().split('。').next().unwrap();
    let access = visits(&data(&desk)).unwrap().head;
    let told = desk.duban("audit head").done();
    assert_eq!(told, format!("日志到修订 4，末行校验值 {journal}。\n登录记录到第 5 行，末行校验值 {access}。\n"));
    assert_eq!(desk.json("audit head --json")["journal"], *journal);
    assert_eq!(desk.duban("audit heads").code, 2);
}

#[test]
fn damage_to_the_access_log_hides_no_change() {
    let desk = desk();
    std::fs::write(data(&desk).join("access/000001.jsonl"), "{}\n").unwrap();
    let ran = desk.duban("audit");
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("修订 4") && ran.err.contains("access/000001.jsonl"), "{}", ran.err);
}
