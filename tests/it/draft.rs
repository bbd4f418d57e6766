//! Drafts on disk: kept whole or not at all, one for each person and report, and never in the way of one another.

use std::fs;

use duban::domain::{Period, PlanYear, ReportKey, Status, TaskId, UnitId};
use duban::draft::{Draft, Drafts};

use crate::domain::at;

fn key(task: u32) -> ReportKey {
    ReportKey { plan: PlanYear(2021), task: TaskId(task), period: Period::new(2021, 1, 9).unwrap(), unit: None }
}

pub fn draft(person: &str, key: ReportKey, progress: &str) -> Draft {
    Draft {
        person: person.to_owned(),
        key,
        seen: Some(7),
        status: Status::Behind,
        reported_on: String::from("2021-09-3"),
        progress: progress.to_owned(),
        problems: String::from("用地未落实。\n"),
        next_steps: String::new(),
        at: at("2021-10-08T09:12:00+08:00"),
    }
}

#[test]
fn a_draft_is_found_again_word_by_word() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(folder.path());
    assert_eq!(drafts.all(), (vec![], vec![]), "nothing is made before something is kept");
    let long = draft("谢少谋", key(2), &"截至9月底，完成31280例。\n\t".repeat(5_000));
    for kept in [&draft("谢少谋", key(2), "第一句"), &long] {
        drafts.keep(kept).unwrap();
        assert_eq!(drafts.find("谢少谋", &key(2)).as_ref(), Some(kept));
    }
    assert_eq!(drafts.all().0, [long]);
}

#[test]
fn each_person_task_period_and_unit_has_a_draft_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(folder.path());
    let by_unit = ReportKey { unit: Some(UnitId(3)), ..key(2) };
    let spring = ReportKey { period: Period::new(2021, 4, 6).unwrap(), ..key(2) };
    let all = [
        draft("谢少谋", key(2), "一"),
        draft("../../etc/passwd", key(2), "二"),
        draft("谢少谋", key(3), "三"),
        draft("谢少谋", by_unit, "四"),
        draft("谢少谋", spring, "五"),
    ];
    all.iter().for_each(|draft| drafts.keep(draft).unwrap());
    for kept in &all {
        assert_eq!(drafts.find(&kept.person, &kept.key).as_ref(), Some(kept));
    }
    drafts.discard("谢少谋", &key(2)).unwrap();
    drafts.discard("谢少谋", &key(2)).unwrap();
    assert_eq!(drafts.find("谢少谋", &key(2)), None);
    assert_eq!(drafts.all().0.len(), 4, "only that one is gone");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is written elsewhere");
}

#[test]
fn what_was_being_written_when_the_power_went_leaves_the_version_before() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(folder.path());
    let kept = draft("谢少谋", key(2), "写了一半");
    drafts.keep(&kept).unwrap();
    let file = fs::read_dir(folder.path().join("drafts")).unwrap().next().unwrap().unwrap().path();
    fs::write(file.with_extension("half"), "{\"v\":1,\"person\":\"谢").unwrap();
    assert_eq!(drafts.all(), (vec![kept], vec![]));
    drafts.keep(&draft("谢少谋", key(2), "写完了")).unwrap();
    assert_eq!(drafts.find("谢少谋", &key(2)).unwrap().progress, "写完了");
}

#[test]
fn a_draft_that_cannot_be_read_is_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(folder.path());
    drafts.keep(&draft("谢少谋", key(2), "一")).unwrap();
    drafts.keep(&draft("谢少谋", key(3), "二")).unwrap();
    let file = fs::read_dir(folder.path().join("drafts")).unwrap().next().unwrap().unwrap().path();
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() - 3]).unwrap();
    let (readable, unreadable) = drafts.all();
    assert_eq!((readable.len(), unreadable.len()), (1, 1));
    assert_eq!(unreadable[0].file, file);
    assert!(file.exists());
}
