//! Who is let in, and stays in.

use duban::domain::{Access, AccessKey, Command, Person, RecordKey, Refusal, Voiding, Who};
use duban::ledger::Ledger;

use super::{ask, enter, from_afar, ledger, person, unit};
use crate::domain::{noon, supervisor};

fn admit(ledger: &Ledger, person: &Person) -> Result<(), Refusal> {
    ask(ledger, &supervisor(), &enter(ledger, person))
}

fn remove(ledger: &Ledger, who: &Who, name: &str) -> Result<(), Refusal> {
    let why = String::from("调离");
    ask(ledger, who, &Command::Void(Voiding { key: RecordKey::Person(name.to_owned()), seen: None, why }))
}

#[test]
fn a_key_belongs_to_one_person_until_that_person_is_removed() {
    let ledger = ledger();
    let (li, wang) = (person("李四", Access::Viewer, &[]), person("王五", Access::Viewer, &[]));
    let with_his_key = Person { keys: li.keys.clone(), ..wang.clone() };
    admit(&ledger, &li).unwrap();
    assert_eq!(admit(&ledger, &with_his_key), Err(Refusal::KeyTaken(String::from("李四"))));
    let twice = Person { keys: [wang.keys.clone(), wang.keys.clone()].concat(), ..wang };
    assert_eq!(admit(&ledger, &twice), Err(Refusal::KeyTaken(String::from("王五"))));
    remove(&ledger, &supervisor(), "李四").unwrap();
    assert_eq!(admit(&ledger, &with_his_key), Ok(()), "a removed person's key is free");
    assert_eq!(admit(&ledger, &li), Err(Refusal::KeyTaken(String::from("王五"))), "and taken when he comes back");
}

#[test]
fn an_undo_does_not_bring_a_key_to_two_people() {
    let ledger = ledger();
    let (li, wang) = (person("李四", Access::Viewer, &[]), person("王五", Access::Viewer, &[]));
    admit(&ledger, &li).unwrap();
    let chief = Who::owner("管理员", supervisor().via.door);
    ask(&ledger, &chief, &enter(&ledger, &Person { keys: vec![], ..li.clone() })).unwrap();
    admit(&ledger, &Person { keys: li.keys, ..wang }).unwrap();
    assert_eq!(ask(&ledger, &chief, &Command::Undo(None)), Err(Refusal::KeyTaken(String::from("王五"))));
}

#[test]
fn names_are_seen_whole_and_told_apart() {
    let ledger = ledger();
    admit(&ledger, &person("张  璐", Access::Viewer, &[])).unwrap();
    assert_eq!(admit(&ledger, &person("张璐", Access::Viewer, &[])), Err(Refusal::NameTaken(String::from("张  璐"))));
    for unfit in ["王\u{1b}[2J五", "王五 ", "王\u{202e}五"] {
        assert_eq!(admit(&ledger, &person(unfit, Access::Viewer, &[])), Err(Refusal::UnfitName), "{unfit:?}");
    }
    assert_eq!(admit(&ledger, &person(" ", Access::Viewer, &[])), Err(Refusal::Empty));
    remove(&ledger, &supervisor(), "张  璐").unwrap();
    let again = person("张璐", Access::Viewer, &[]);
    assert_eq!(admit(&ledger, &again), Err(Refusal::NameTaken(String::from("张  璐"))), "the history has him still");
}

#[test]
fn a_reporter_has_units_and_nobody_else_has() {
    let ledger = ledger();
    let health = unit(&ledger.book().unwrap(), "市卫生健康局");
    assert_eq!(admit(&ledger, &person("李四", Access::Reporter, &[])), Err(Refusal::NoUnit));
    for access in [Access::Viewer, Access::Supervisor, Access::Admin] {
        assert_eq!(admit(&ledger, &person("李四", access, &[health])), Err(Refusal::UnitsOfReporters));
    }
    assert_eq!(admit(&ledger, &person("李四", Access::Reporter, &[health])), Ok(()));
}

#[test]
fn the_last_administrator_who_can_sign_in_stays() {
    let ledger = ledger();
    let (chief, second) = (person("管理员", Access::Admin, &[]), person("副手", Access::Admin, &[]));
    admit(&ledger, &chief).unwrap();
    let lowered = Person { access: Access::Supervisor, ..chief.clone() };
    let locked_out = Person { keys: vec![], ..chief.clone() };
    assert_eq!(admit(&ledger, &lowered), Err(Refusal::LastAdmin));
    assert_eq!(admit(&ledger, &locked_out), Err(Refusal::LastAdmin));
    assert_eq!(remove(&ledger, &supervisor(), "管理员"), Err(Refusal::LastAdmin));
    assert_eq!(
        ask(&ledger, &supervisor(), &Command::Undo(None)),
        Err(Refusal::LastAdmin),
        "nor is the first one taken back"
    );
    admit(&ledger, &second).unwrap();
    assert_eq!(remove(&ledger, &from_afar(&chief), "管理员"), Ok(()), "with another one left he may go");
    assert_eq!(remove(&ledger, &from_afar(&second), "副手"), Err(Refusal::LastAdmin));
}

#[test]
fn a_removed_person_comes_back_under_the_same_name() {
    let ledger = ledger();
    let li = person("李四", Access::Viewer, &[]);
    admit(&ledger, &li).unwrap();
    remove(&ledger, &supervisor(), "李四").unwrap();
    let gone = ledger.book().unwrap();
    assert_eq!(gone.person("李四").unwrap().void.as_deref(), Some("调离"));
    assert!(gone.person_with_key("SHA256:李四").is_none());
    admit(&ledger, &li).unwrap();
    assert_eq!(ledger.book().unwrap().person_with_key("SHA256:李四").unwrap().name, "李四");
}

#[test]
fn a_withdrawn_key_and_a_lowered_role_count_at_once() {
    let ledger = ledger();
    let chief = person("管理员", Access::Admin, &[]);
    let li = person("李四", Access::Supervisor, &[]);
    admit(&ledger, &chief).unwrap();
    admit(&ledger, &li).unwrap();
    let session = from_afar(&li);
    let reopen = |day| Command::OpenPeriod(duban::domain::PlanYear(2021), "2021-09".parse().unwrap(), day);
    admit(&ledger, &Person { access: Access::Viewer, ..li.clone() }).unwrap();
    let command = reopen(noon().date_naive());
    assert_eq!(ask(&ledger, &session, &command), Err(Refusal::Forbidden(Access::Supervisor)));
    admit(&ledger, &li).unwrap();
    let other = AccessKey { fingerprint: String::from("SHA256:新"), public: String::from("ssh-ed25519 新") };
    admit(&ledger, &Person { keys: vec![other], ..li.clone() }).unwrap();
    assert_eq!(ask(&ledger, &session, &command), Err(Refusal::NoLongerAdmitted));
    admit(&ledger, &Person { keys: li.keys, ..person("王五", Access::Supervisor, &[]) }).unwrap();
    assert_eq!(ask(&ledger, &session, &command), Err(Refusal::NoLongerAdmitted), "nor as whoever has the key now");
    let wang = ledger.book().unwrap().who("SHA256:李四", session.via).unwrap();
    assert_eq!(wang.author.name, "王五");
    assert_eq!(ask(&ledger, &wang, &command), Ok(()));
}

#[test]
fn over_a_network_everybody_signs_with_his_own_name() {
    let ledger = ledger();
    admit(&ledger, &person("管理员", Access::Admin, &[])).unwrap();
    let afar = from_afar(&person("管理员", Access::Admin, &[]));
    assert_eq!(afar.clone().in_name_of("李四"), Err(Refusal::OwnNameOnly));
    assert_eq!(afar.clone().in_name_of("管理员"), Ok(afar.clone()));
    let mut forged = afar;
    forged.author.recorded_by = Some(String::from("李四"));
    assert_eq!(remove(&ledger, &forged, "管理员"), Err(Refusal::OwnNameOnly));
    let local = supervisor().in_name_of("李四").unwrap();
    assert_eq!((local.author.name.as_str(), local.author.recorded_by.as_deref()), ("李四", Some("督查室")));
    let another = local.in_name_of("王五").unwrap();
    assert_eq!((another.author.name.as_str(), another.author.recorded_by.as_deref()), ("王五", Some("督查室")));
}
