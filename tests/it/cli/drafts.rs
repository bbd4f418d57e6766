//! What is being written, listed from the shell.

use duban::draft::Drafts;

use super::desk::Desk;
use crate::draft::{draft, entry};

#[test]
fn drafts_are_listed_with_who_writes_what_and_survive_a_rebuild() {
    let desk = Desk::with_example();
    assert_eq!(desk.duban("drafts").done(), "没有未提交的草稿。\n");
    let home = desk.path(".local/share/duban");
    let key = duban::domain::ReportKey {
        plan: duban::domain::PlanYear(2021),
        task: duban::domain::TaskId(2),
        period: duban::domain::Period::new(2021, 1, 9).unwrap(),
        unit: None,
    };
    Drafts::of(&home).keep(&draft("谢少谋", key, "写到\u{1b}[2J一半"), None).unwrap();
    assert_eq!(desk.duban("rebuild").code, 0);
    let listed = desk.duban("drafts").done();
    assert!(listed.contains("谢少谋") && listed.contains("1-9月") && listed.contains("写到[2J一半"), "{listed}");
    assert!(!listed.contains('\u{1b}'), "what others typed commands no terminal");
    let all = desk.json("drafts --json");
    assert_eq!((&all[0]["number"], &all[0]["person"]), (&serde_json::json!(2), &serde_json::json!("谢少谋")));
    let edit = duban::draft::Entry::Edit(duban::domain::RecordKey::Task(duban::domain::TaskId(2)));
    Drafts::of(&home).keep(&entry("李四", edit, "改到\u{1b}[2J一半"), None).unwrap();
    let listed = desk.duban("drafts").done();
    assert!(listed.contains("李四") && listed.contains("修改工作任务  第 2 项"), "{listed}");
    assert!(listed.contains("改到[2J一半") && listed.contains("写到[2J一半"), "{listed}");
    let all = desk.json("drafts --json");
    let of = |person: &str| all.as_array().unwrap().iter().find(|draft| draft["person"] == person).unwrap().clone();
    assert_eq!(of("李四")["about"], "修改工作任务  第 2 项");
    assert_eq!(of("李四")["fields"]["assignments"], "市卫生健康局=李文聪、各市（区）政府");
    assert_eq!(of("谢少谋")["progress"], "写到\u{1b}[2J一半");
    std::fs::write(home.join("drafts/broken.json"), "{").unwrap();
    assert!(desk.duban("drafts").err.contains("broken.json"));
}
