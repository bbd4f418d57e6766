//! The table of roles and commands for the README: each command is run by each role, and its answer is what counts.

use std::collections::BTreeSet;
use std::fs;

use duban::domain::{Access, Door, Via, Who};
use duban::exchange::EXAMPLE;
use duban::lang::{Lang, Texts};
use serde_json::Value;

use super::run;
use super::sight::{PROBLEM, data};

/// What a role may do with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum May {
    Not,
    /// On the tasks of one's own units.
    Own,
    All,
}

/// A command by its name in the README, as it is typed for a task of the person's units, and for another.
struct Line {
    name: &'static str,
    own: String,
    other: Option<String>,
}

fn line(name: &'static str, rest: &str) -> Line {
    Line { name, own: format!("{name} {rest}"), other: None }
}

fn lines(own: u64, other: u64) -> Vec<Line> {
    let void = |task: u32, revision: u64| format!("void {task} --revision {revision} --why 录入有误");
    let task = |name, own: &str| {
        let other = Some(own.replacen(" 2 ", " 4 ", 1));
        Line { name, own: own.to_owned(), other }
    };
    vec![
        line("list", ""),
        line("show", "2"),
        line("search", "卫健局"),
        line("history", "2"),
        line("export", "--format txt"),
        line("config", ""),
        line("settings", ""),
        line("completions", "bash"),
        line("man", ""),
        line("drafts", ""),
        task("update", "update 2 --status 按进度 --period 2021-12 --text 已推进。"),
        Line {
            name: "amend",
            own: format!("amend 2 --revision {own} --text 已更正。"),
            other: Some(format!("amend 4 --revision {other} --text 已更正。")),
        },
        Line { name: "void N --revision R", own: void(2, own), other: Some(void(4, other)) },
        // Whatever is taken back is one's own.
        Line { name: "undo", own: String::from("undo"), other: Some(void(4, other)) },
        Line { name: "void N", own: String::from("void 9 --why 录入有误"), other: None },
        line("task add", "--number 99 --category 一、提升公共医疗卫生服务能力 --text 新任务"),
        line("task edit", "3 --remark 备注"),
        line("task close", "1"),
        line("task reopen", "1"),
        line("unit add", "市新局"),
        line("unit edit", "市新局 --short 新局"),
        line("unit void", "市新局 --why 误建"),
        line("official add", "陈健"),
        line("official edit", "陈健 --post 局长"),
        line("official void", "陈健 --why 误建"),
        line("official replace", "市财政局 赵新 --new --from 2021-07-01"),
        line("leader add", "陈健"),
        line("leader edit", "陈健 --post 副市长"),
        line("leader void", "陈健 --why 误建"),
        line("category add", "十一、新大类"),
        line("category edit", "十一、新大类 --order 11"),
        line("category void", "十一、新大类 --why 误建"),
        line("plan new", "2022 --title 2022年"),
        line("plan edit", "2022 --title 2022年市"),
        line("plan void", "2022 --why 误建"),
        line("plan open-period", "2021-11"),
        Line { name: "import FILE", own: String::from("import 表.txt --yes"), other: None },
        line("export --format json", ""),
        line("user add", "新人 --role 查看 --key 公钥.pub"),
        line("user list", ""),
        line("user role", "查看 督查"),
        line("user remove", "督查 --why 调离"),
        line("user key add", "牵头 公钥.pub"),
        line("user key remove", "牵头 SHA256:牵头"),
        line("audit", ""),
        line("verify", ""),
        line("rebuild", ""),
        Line { name: "backup FILE", own: String::from("backup 备份.tar"), other: None },
        Line { name: "restore FILE", own: String::from("restore 备份.tar"), other: None },
    ]
}

/// What each role may do with each command, and what it reads of the internal parts, in the order of [`Access::ALL`].
pub fn rights() -> Vec<(&'static str, [May; 4])> {
    let mut rights: Vec<(&'static str, [May; 4])> = Vec::new();
    for (column, access) in Access::ALL.into_iter().enumerate() {
        for (row, (name, may)) in of_role(access).into_iter().enumerate() {
            if column == 0 {
                rights.push((name, [may; 4]));
            }
            rights[row].1[column] = may;
        }
    }
    rights
}

fn of_role(access: Access) -> Vec<(&'static str, May)> {
    let (folder, people) = data();
    let mut known = people.iter().map(|(person, _)| person);
    let person = known.find(|person| person.access == access && person.name != "别家").unwrap();
    // At the machine itself, so that the role alone counts and files may be named.
    let who = Who::of(person, Via { door: Door::Command, from: None, key: None });
    let owner = Who::owner("督查室", Door::Command);
    let path = |text: &str| {
        let path = folder.path().join(text);
        path.to_str().unwrap().to_owned()
    };
    fs::write(path("表.txt"), EXAMPLE.replace("1-6月进展", "1-11月进展")).unwrap();
    fs::write(path("公钥.pub"), super::PUBLIC).unwrap();
    let typed = |line: &str, who: &Who| {
        let words: Vec<String> = line.split_whitespace().map(|word| named(word, &path)).collect();
        run(who, folder.path(), &words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    // A report of one's own, and one of somebody else, to be corrected and made void.
    let _ = typed("update 2 --status 按进度 --period 2021-11 --text 我写的。", &who);
    let _ = typed("update 4 --status 按进度 --period 2021-11 --text 别人写的。", &owner);
    let revision = |task: u32| {
        let (_, shown) = typed(&format!("show {task} --json"), &owner);
        let shown: Value = serde_json::from_str(&shown).unwrap();
        shown["reports"].as_array().unwrap().iter().map(|report| report["revision"].as_u64().unwrap()).max().unwrap()
    };
    let (own, other) = (revision(2), revision(4));
    let may = |line: &str| {
        let (_, said) = typed(line, &who);
        !["此操作需要“", "您所在单位不负责", "这份进展是别人录入的"].iter().any(|refused| said.contains(refused))
    };
    let mut rights: Vec<(&'static str, May)> = lines(own, other)
        .iter()
        .map(|line| match (may(&line.own), line.other.as_ref().is_none_or(|other| may(other))) {
            (true, true) => (line.name, May::All),
            (true, false) => (line.name, May::Own),
            (false, _) => (line.name, May::Not),
        })
        .collect();
    // Over all tasks: of the task of the person's unit, and for whoever has none, of any.
    let reads = typed("show 2", &who).1.contains(PROBLEM);
    let mut stranger = who.clone();
    stranger.units.clear();
    let reads_all = reads && typed("show 2", &stranger).1.contains(PROBLEM);
    rights.push((
        READING,
        if reads_all {
            May::All
        } else if reads {
            May::Own
        } else {
            May::Not
        },
    ));
    rights
}

/// The row about what is read.
pub const READING: &str = "";

fn named(word: &str, path: &dyn Fn(&str) -> String) -> String {
    if ["表.txt", "公钥.pub", "备份.tar"].contains(&word) { path(word) } else { word.to_owned() }
}

#[test]
fn the_table_of_roles_has_every_command() {
    let reference = duban::cli::reference(&Texts::of(Lang::Zh));
    let is_name = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-');
    let typed = reference.lines().filter_map(|line| line.strip_prefix("- `duban ")?.split('`').next());
    let wanted: BTreeSet<String> =
        // What serves, or joins a server, is no matter of roles: it runs at the machine alone.
        typed
            .filter(|line| !["serve", "attach"].contains(&line.split(' ').next().unwrap()))
            .map(|line| line.split_whitespace().take_while(is_name).collect::<Vec<_>>().join(" ")).collect();
    let known: BTreeSet<String> = lines(1, 1)
        .iter()
        .map(|line| line.name.split_whitespace().take_while(is_name).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(known, wanted);
}
