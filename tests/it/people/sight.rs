//! What each may read: problems and next steps are for the office and for those who report on the task.

use std::sync::Arc;

use duban::domain::{
    Access, Command, Period, Person, Record, RecordKey, ReportEntry, Status, Task, TaskId, Version, Who,
};
use duban::draft::Drafts;
use duban::ledger::Ledger;
use duban::session::{Effect, Errands, Msg};
use tempfile::TempDir;

use super::{ask, enter, from_afar, person, run, unit};
use crate::domain::{noon, supervisor};
use crate::exchange::example_command;

/// What only some may read; the public part holds neither.
pub(super) const PROBLEM: &str = "资金缺口三百万元";
const STEP: &str = "约谈承建单位";

/// Puts a report with internal parts on task 2, which 市卫生健康局 leads, later ones without and with.
fn report(ledger: &Ledger) {
    for (to, problems, next_steps) in [(6, PROBLEM, STEP), (9, "", ""), (10, PROBLEM, "")] {
        let period = Period::new(2021, 1, to).unwrap();
        let seen = (to == 6).then_some(1);
        let entry = ReportEntry {
            task: TaskId(2),
            period,
            unit: None,
            seen,
            status: Status::Behind,
            status_text: String::new(),
            progress: format!("截至{to}月底的进展。"),
            problems: problems.to_owned(),
            next_steps: next_steps.to_owned(),
            reported_on: None,
        };
        ask(ledger, &supervisor(), &Command::Report(Box::new(entry))).unwrap();
    }
}

/// People of each kind: may they read what is internal on task 2?
fn people(ledger: &Ledger) -> Vec<(Person, bool)> {
    let book = ledger.book().unwrap();
    let of = |name| vec![unit(&book, name)];
    vec![
        (person("查看", Access::Viewer, &[]), false),
        (person("别家", Access::Reporter, &of("市教育局")), false),
        (person("牵头", Access::Reporter, &of("市卫生健康局")), true),
        (person("配合", Access::Reporter, &of("市财政局")), true),
        (person("督查", Access::Supervisor, &[]), true),
        (person("管理", Access::Admin, &[]), true),
    ]
}

/// A folder of data with the example, the reports and the people in it.
pub(super) fn data() -> (TempDir, Vec<(Person, bool)>) {
    let folder = TempDir::new().unwrap();
    let ledger = Ledger::open(folder.path(), &mut |_, _| {}).unwrap();
    ledger.execute(&supervisor(), &example_command(), noon()).unwrap();
    report(&ledger);
    let people = people(&ledger);
    for (person, _) in &people {
        ask(&ledger, &supervisor(), &enter(&ledger, person)).unwrap();
    }
    (folder, people)
}

#[test]
fn no_command_shows_what_is_internal_to_others() {
    let (folder, people) = data();
    let lines: [&[&str]; 13] = [
        &["show", "2"],
        &["show", "2", "--json"],
        &["history", "2"],
        &["history"],
        &["history", "--json"],
        &["search", PROBLEM],
        &["search", STEP],
        &["search", "出生缺陷", "资金缺口"],
        &["list", "--json"],
        &["list", "--tsv"],
        &["export"],
        &["export", "--format", "tsv"],
        &["export", "--format", "json"],
    ];
    for (person, reads) in &people {
        let who = from_afar(person);
        let mut seen = Vec::new();
        for line in lines {
            let (_, said) = run(&who, folder.path(), line);
            // What was asked for is said back when nothing is found.
            let said = said.replace(&format!("没有找到“{}”", line[1..].join(" ")), "");
            if said.contains(PROBLEM) || said.contains(STEP) {
                seen.push(line.join(" "));
            }
        }
        let mut wanted: Vec<String> = Vec::new();
        if *reads {
            wanted.extend(["show 2", "history 2"].map(String::from));
            wanted.extend([format!("search {PROBLEM}"), format!("search {STEP}")]);
            if who.access >= Access::Supervisor {
                wanted.push(String::from("export --format json"));
            }
        }
        assert_eq!(seen, wanted, "{}", person.name);
    }
}

#[test]
fn the_whole_book_and_the_backup_are_for_those_who_may_have_them() {
    let (folder, people) = data();
    for (person, _) in &people {
        let (code, said) = run(&from_afar(person), folder.path(), &["export", "--format", "json"]);
        let wanted = if person.access >= Access::Supervisor { 0 } else { 1 };
        assert_eq!(code, wanted, "{}: {}", person.name, said.chars().take(80).collect::<String>());
    }
    let admin = from_afar(&people.last().unwrap().0);
    for line in [["backup", "备份.tar"], ["import", "表.txt"], ["export", "--output=表.txt"]] {
        let (code, said) = run(&admin, folder.path(), &line);
        assert_eq!(
            (code, said.as_str()),
            (1, "通过网络不能读写服务器上的文件；数据未改动。请改用标准输入（-）和标准输出。")
        );
    }
}

#[test]
fn drafts_over_a_network_are_ones_own() {
    let (folder, people) = data();
    let desk = |who: &Who| {
        let ledger = Arc::new(Ledger::new(Box::new(duban::store::MemoryStore::default())));
        let texts = Arc::new(duban::lang::Texts::of(duban::lang::Lang::Zh));
        Errands::new(ledger, Drafts::of(folder.path()), texts, who.clone())
    };
    for (person, _) in &people {
        let draft = duban::draft::Draft {
            person: person.name.clone(),
            words: duban::draft::Words::Report(duban::draft::ReportWords {
                key: duban::domain::ReportKey {
                    plan: duban::domain::PlanYear(2021),
                    task: TaskId(2),
                    period: "2021-09".parse().unwrap(),
                    unit: None,
                },
                seen: None,
                status: Status::Behind,
                reported_on: String::new(),
                progress: format!("{}的草稿", person.name),
                problems: String::new(),
                next_steps: String::new(),
            }),
            at: noon(),
            left: Vec::new(),
            copy: 1,
        };
        Drafts::of(folder.path()).keep(&draft, None).unwrap();
    }
    for (person, _) in people.iter().filter(|(p, _)| p.access > Access::Viewer) {
        let (_, said) = run(&from_afar(person), folder.path(), &["drafts"]);
        assert_eq!(said.matches("的草稿").count(), 1, "{said}");
        assert!(said.contains(&format!("{}的草稿", person.name)));
        let Some(Msg::Drafts(own)) = desk(&from_afar(person)).run(Effect::Drafts, noon()) else { panic!("no drafts") };
        assert_eq!(own.len(), 1);
    }
    let (_, all) = run(&Who::owner("王督查", supervisor().via.door), folder.path(), &["drafts"]);
    assert_eq!(all.matches("的草稿").count(), people.len(), "whoever sits at the machine has the files");
    assert_eq!(Drafts::of(folder.path()).all().0.len(), people.len());
}

#[test]
fn no_screen_shows_what_is_internal_to_others() {
    let mut desk = crate::screen::Desk::example(150, 50);
    report(&desk.ledger);
    let people = people(&desk.ledger);
    for (person, _) in &people {
        ask(&desk.ledger, &supervisor(), &enter(&desk.ledger, person)).unwrap();
    }
    for (person, reads) in people {
        let mut desk = desk.seen_by(from_afar(&person));
        let shown = |desk: &mut crate::screen::Desk| desk.screen().contains("资金缺口");
        let mut seen = Vec::new();
        desk.press("Down Right");
        seen.extend(shown(&mut desk).then_some("history"));
        desk.press("Left /").type_in("缺口三百");
        seen.extend(desk.screen().contains("资金").then_some("search"));
        desk.press("Esc F2");
        seen.extend(shown(&mut desk).then_some("form"));
        let wanted: &[&str] = match (reads, person.access) {
            (false, _) => &[],
            (true, _) => &["history", "search", "form"],
        };
        assert_eq!(seen, wanted, "{}", person.name);
    }
}

#[test]
fn whoever_may_not_report_is_told_so_before_typing_anything() {
    let mut desk = crate::screen::Desk::example(80, 24);
    let people = people(&desk.ledger);
    for (person, _) in &people {
        ask(&desk.ledger, &supervisor(), &enter(&desk.ledger, person)).unwrap();
    }
    let mut viewer = desk.seen_by(from_afar(&people[0].0));
    viewer.press("F2").shows("此操作需要“填报”权限，数据未改动。").hides("存在问题");
    let mut foreign = desk.seen_by(from_afar(&people[1].0));
    foreign.press("Down F2").shows("您所在单位不负责这项任务，数据未改动。").hides("存在问题");
    let mut own = desk.seen_by(from_afar(&people[2].0));
    own.press("Down F2").shows("存在问题");
}

#[test]
fn a_role_that_is_lowered_takes_what_is_internal_off_the_screen_and_a_withdrawn_key_ends_it() {
    let mut desk = crate::screen::Desk::example(150, 50);
    report(&desk.ledger);
    let lead = people(&desk.ledger)[2].0.clone();
    ask(&desk.ledger, &supervisor(), &enter(&desk.ledger, &lead)).unwrap();
    let mut desk = desk.seen_by(from_afar(&lead));
    desk.press("Down Right").shows("资金缺口");
    let education = unit(&desk.ledger.book().unwrap(), "市教育局");
    let moved = Person { units: vec![education], ..lead };
    ask(&desk.ledger, &supervisor(), &enter(&desk.ledger, &moved)).unwrap();
    desk.send(Msg::Book(desk.ledger.book().unwrap()));
    desk.hides("资金缺口").press("/").type_in("缺口三百").hides("资金");
    ask(&desk.ledger, &supervisor(), &enter(&desk.ledger, &Person { keys: vec![], ..moved })).unwrap();
    desk.send(Msg::Book(desk.ledger.book().unwrap()));
    assert!(desk.ended);
}

#[test]
fn a_task_that_goes_to_another_unit_takes_its_internal_parts_along_in_search_too() {
    let mut desk = crate::screen::Desk::example(150, 50);
    report(&desk.ledger);
    let people = people(&desk.ledger);
    ask(&desk.ledger, &supervisor(), &enter(&desk.ledger, &people[2].0)).unwrap();
    let mut desk = desk.seen_by(from_afar(&people[2].0));
    desk.press("/").type_in("缺口三百").shows("资金缺口");
    let Some(Record::Task(seen)) = desk.ledger.book().unwrap().record(&RecordKey::Task(TaskId(2))) else { panic!() };
    let mut task = Task::clone(&seen);
    task.assignments.remove(0);
    let version = Version { seen: Some(Record::Task(seen)), record: Record::Task(Arc::new(task)) };
    ask(&desk.ledger, &supervisor(), &Command::Enter(Box::new(version))).unwrap();
    desk.send(Msg::Book(desk.ledger.book().unwrap()));
    desk.press("Esc /").type_in("缺口三百").hides("资金");
}
