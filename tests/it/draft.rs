//! Drafts on disk: kept whole or not at all, one for each person and report, and never in the way of one another.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;

use duban::domain::{
    CategoryId, Door, Kind, OfficialId, Period, PlanYear, Record, RecordKey, ReportKey, Status, Task, TaskId, UnitId,
    Who,
};
use duban::draft::{Draft, Drafts, Entry, EntryWords, Filled, Held, ReportWords, Topic, Words};
use duban::lang::{Lang, Texts};
use duban::ledger::Ledger;
use duban::session::{Effect, Errands};
use duban::store::MemoryStore;
use tempfile::TempDir;

use crate::domain::at;

fn key(task: u32) -> ReportKey {
    ReportKey { plan: PlanYear(2021), task: TaskId(task), period: Period::new(2021, 1, 9).unwrap(), unit: None }
}

pub fn draft(person: &str, key: ReportKey, progress: &str) -> Draft {
    let words = ReportWords {
        key,
        seen: Some(7),
        status: Status::Behind,
        reported_on: String::from("2021-09-3"),
        progress: progress.to_owned(),
        problems: String::from("用地未落实。\n"),
        next_steps: String::new(),
    };
    Draft {
        person: person.to_owned(),
        words: Words::Report(words),
        at: at("2021-10-08T09:12:00+08:00"),
        left: Vec::new(),
        copy: 1,
    }
}

/// What a person has written in the form of a task that was there, with all kinds of fields.
pub fn entry(person: &str, entry: Entry, text: &str) -> Draft {
    let seen = Task::blank(TaskId(2), PlanYear(2021), 2, CategoryId(1));
    let fields = [
        ("text", Filled::Text(text.to_owned())),
        ("category", Filled::Found(Some(RecordKey::Category(CategoryId(1))))),
        ("leader", Filled::Found(None)),
        ("assignments", Filled::Pairs(vec![(UnitId(1), Some(OfficialId(2))), (UnitId(3), None)])),
        ("members", Filled::Pairs(Vec::new())),
    ];
    let words = EntryWords {
        entry,
        seen: Some(Record::Task(Arc::new(seen))),
        revision: Some(3),
        fields: fields.map(|(name, filled)| (name.to_owned(), filled)).into(),
    };
    Draft {
        person: person.to_owned(),
        words: Words::Entry(Box::new(words)),
        at: at("2021-10-08T09:12:00+08:00"),
        left: Vec::new(),
        copy: 1,
    }
}

/// What a person has written on a topic.
pub fn find(drafts: &Drafts, person: &str, topic: &Topic) -> Option<Draft> {
    drafts.all().0.into_iter().find(|draft| draft.person == person && draft.topic() == *topic)
}

/// The words of a report that is being written.
pub fn report(draft: Option<Draft>) -> Option<ReportWords> {
    draft.map(|draft| match draft.words {
        Words::Report(words) => words,
        Words::Entry(words) => panic!("no report: {words:?}"),
    })
}

/// The file of a draft.
fn file(folder: &TempDir) -> PathBuf {
    let mut files = fs::read_dir(folder.path().join("drafts")).unwrap().map(|entry| entry.unwrap().path());
    files.find(|file| file.extension().is_some_and(|kind| kind == "json")).unwrap()
}

#[test]
fn a_draft_is_found_again_word_by_word() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(folder.path());
    assert_eq!(drafts.all(), (vec![], vec![]), "nothing is made before something is kept");
    let long = draft("谢少谋", key(2), &"截至9月底，完成31280例。\n\t".repeat(5_000));
    let mut held = None;
    for kept in [&draft("谢少谋", key(2), "第一句"), &long] {
        held = Some(drafts.keep(kept, held.as_ref()).unwrap());
        assert_eq!(find(&drafts, "谢少谋", &kept.topic()).as_ref(), Some(kept));
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
    let held: Vec<Held> = all.iter().map(|draft| drafts.keep(draft, None).unwrap()).collect();
    for kept in &all {
        assert_eq!(find(&drafts, &kept.person, &kept.topic()).as_ref(), Some(kept));
    }
    drafts.discard("谢少谋", &Topic::Report(key(2)), &held[0]).unwrap();
    drafts.discard("谢少谋", &Topic::Report(key(2)), &held[0]).unwrap();
    assert_eq!(find(&drafts, "谢少谋", &Topic::Report(key(2))), None);
    assert_eq!(drafts.all().0.len(), 4, "only that one is gone");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is written elsewhere");
}

#[test]
fn what_was_being_written_when_the_power_went_leaves_the_version_before() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(folder.path());
    let kept = draft("谢少谋", key(2), "写了一半");
    let held = drafts.keep(&kept, None).unwrap();
    let file = file(&folder);
    fs::write(file.with_extension("half"), "{\"v\":1,\"person\":\"谢").unwrap();
    assert_eq!(drafts.all(), (vec![kept], vec![]));
    drafts.keep(&draft("谢少谋", key(2), "写完了"), Some(&held)).unwrap();
    assert_eq!(report(drafts.all().0.pop()).unwrap().progress, "写完了");
}

#[test]
fn a_draft_that_cannot_be_read_is_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(folder.path());
    drafts.keep(&draft("谢少谋", key(2), "一"), None).unwrap();
    drafts.keep(&draft("谢少谋", key(3), "二"), None).unwrap();
    let file = file(&folder);
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() - 3]).unwrap();
    let (readable, unreadable) = drafts.all();
    assert_eq!((readable.len(), unreadable.len()), (1, 1));
    assert_eq!(unreadable[0].file, file);
    assert!(file.exists());
}

#[test]
fn whatever_else_is_filled_in_has_a_draft_of_its_own_beside_them() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(folder.path());
    let new = |nth| Entry::New { kind: Kind::Task, plan: Some(PlanYear(2021)), nth };
    let topics = [
        new(1),
        new(2),
        Entry::New { kind: Kind::Unit, plan: None, nth: 1 },
        Entry::Edit(RecordKey::Task(TaskId(2))),
        Entry::Edit(RecordKey::Plan(PlanYear(2021))),
        Entry::Edit(RecordKey::Person(String::from("../../etc/passwd"))),
        Entry::Void(RecordKey::Task(TaskId(2))),
        Entry::Void(RecordKey::Report(key(2))),
        Entry::Void(RecordKey::Category(CategoryId(2))),
        Entry::Close(TaskId(2)),
        Entry::Reopen(TaskId(2)),
        Entry::Replace(None),
        Entry::Replace(Some(TaskId(2))),
        Entry::OpenPeriod(PlanYear(2021)),
    ];
    let mut all = vec![draft("谢少谋", key(2), "一")];
    all.extend(topics.iter().map(|topic| entry("谢少谋", topic.clone(), &format!("{topic:?}"))));
    all.push(entry("李四", new(1), "四"));
    let held: Vec<Held> = all.iter().map(|draft| drafts.keep(draft, None).unwrap()).collect();
    let (read, unreadable) = drafts.all();
    assert_eq!((read.len(), unreadable), (all.len(), Vec::new()));
    assert!(all.iter().all(|kept| read.contains(kept)), "{read:#?}");
    drafts.discard("谢少谋", &Topic::Entry(new(1)), &held[1]).unwrap();
    assert_eq!(drafts.all().0.len(), all.len() - 1);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is written elsewhere");
}

#[test]
fn drafts_of_earlier_versions_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let earlier = r#"{"v":1,"person":"谢少谋","plan":2021,"task":2,"period":{"year":2021,"from":1,"to":9},"seen":7,
        "status":"behind","reported_on":"2021-09-3","progress":"一","problems":"用地未落实。\n","next_steps":"",
        "at":"2021-10-08T09:12:00+08:00"}"#;
    fs::create_dir(folder.path().join("drafts")).unwrap();
    fs::write(folder.path().join("drafts/2021-t2-2021-09-0123456789ab.json"), earlier).unwrap();
    fs::write(folder.path().join("drafts/later.json"), earlier.replace("\"v\":1", "\"v\":2")).unwrap();
    let (read, unreadable) = Drafts::of(folder.path()).all();
    assert_eq!(read, [draft("谢少谋", key(2), "一")]);
    assert_eq!(unreadable[0].why, "version 2 is not known");
}

#[test]
fn a_draft_kept_at_the_end_is_not_dropped_by_what_was_asked_before() {
    let home = tempfile::tempdir().unwrap();
    let ledger = Arc::new(Ledger::new(Box::new(MemoryStore::default())));
    let who = Who::owner("李科长", Door::Screen);
    let drafts = || Drafts::of(home.path());
    let errands = Errands::new(ledger, drafts(), Arc::new(Texts::of(Lang::Zh)), who);
    let last = draft("李科长", key(3), "最后写的话");
    errands.keep(3, &last).unwrap();
    errands.run(Effect::DropDraft(2, last.id()), last.at);
    assert_eq!(find(&drafts(), "李科长", &last.topic()), Some(last));
}

/// What stands in all drafts, in order.
fn said(drafts: &Drafts) -> Vec<String> {
    let mut said: Vec<_> = drafts.all().0.into_iter().map(|draft| report(Some(draft)).unwrap().progress).collect();
    said.sort();
    said
}

#[test]
fn of_two_screens_of_one_person_neither_writes_over_the_other_nor_drops_its_draft() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(folder.path());
    let topic = Topic::Report(key(2));
    let first = drafts.keep(&draft("谢少谋", key(2), "甲一"), None).unwrap();
    let second = drafts.keep(&draft("谢少谋", key(2), "乙一"), None).unwrap();
    assert_eq!(said(&drafts), ["乙一", "甲一"]);
    let first = drafts.keep(&draft("谢少谋", key(2), "甲二"), Some(&first)).unwrap();
    let second = drafts.keep(&draft("谢少谋", key(2), "乙二"), Some(&second)).unwrap();
    assert_eq!(said(&drafts), ["乙二", "甲二"]);
    // A third screen has read both, and goes on with the one that the second screen goes on with too.
    let mut read = drafts.all_held().0;
    read.sort_by_key(|(draft, _)| draft.copy);
    let third = drafts.keep(&Draft { copy: 2, ..draft("谢少谋", key(2), "乙二丙") }, Some(&read[1].1)).unwrap();
    let second = drafts.keep(&draft("谢少谋", key(2), "乙三"), Some(&second)).unwrap();
    assert_eq!(said(&drafts), ["乙三", "乙二丙", "甲二"]);
    drafts.discard("谢少谋", &topic, &read[1].1).unwrap();
    assert_eq!(drafts.all().0.len(), 3, "it is not any more what was dropped");
    for (held, left) in [(first, 2), (third, 1), (second, 0)] {
        drafts.discard("谢少谋", &topic, &held).unwrap();
        assert_eq!(drafts.all().0.len(), left);
    }
}

#[test]
fn screens_that_keep_at_the_same_moment_each_find_their_words_again() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|screens| {
        for screen in 0..4 {
            let drafts = Drafts::of(folder.path());
            screens.spawn(move || {
                let mut held = None;
                for turn in 0..20 {
                    let words = format!("第{screen}屏{turn:02}");
                    held = Some(drafts.keep(&draft("谢少谋", key(2), &words), held.as_ref()).unwrap());
                }
            });
        }
    });
    assert_eq!(said(&Drafts::of(folder.path())), [0, 1, 2, 3].map(|screen| format!("第{screen}屏19")));
}

#[test]
fn drafts_are_for_the_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    Drafts::of(folder.path()).keep(&draft("谢少谋", key(2), "内部"), None).unwrap();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(folder.path().join("drafts")), mode(file(&folder))), (0o700, 0o600));
}
