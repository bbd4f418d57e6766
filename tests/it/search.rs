use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use duban::domain::{Book, Kind, Leader, LeaderId, Official, OfficialId, PlanYear, Record, Task, TaskId, Unit, UnitId};
use duban::search::{Hit, Index, Names, Target};
use pinyin::ToPinyin;
use proptest::prelude::*;

use crate::exchange::example;

mod across;
mod index;

/// Imported once: the tests of any words run many times over it.
static EXAMPLE: LazyLock<Book> = LazyLock::new(example);

const NAMED: [Kind; 4] = [Kind::Official, Kind::Unit, Kind::Leader, Kind::Category];

fn unit(id: u32, name: &str, aliases: &[&str]) -> Record {
    let aliases = aliases.iter().map(|a| String::from(*a)).collect();
    let name = name.to_owned();
    Record::Unit(Arc::new(Unit { id: UnitId(id), name, short_names: vec![], aliases, members: vec![], void: None }))
}

fn official(id: u32, name: &str) -> Record {
    let (name, post, telephone) = (name.to_owned(), String::new(), String::new());
    Record::Official(Arc::new(Official { id: OfficialId(id), name, post, telephone, tenures: vec![], void: None }))
}

fn names(query: &str, names: &Names) -> Vec<String> {
    names.find(query, &NAMED).into_iter().map(|hit| hit.name).collect()
}

fn first(query: &str) -> String {
    names(query, &Names::of(&EXAMPLE)).into_iter().next().unwrap_or_default()
}

fn index(book: Book) -> Index {
    Index::of(&Arc::new(book), std::iter::empty())
}

fn numbers(hits: &[Hit]) -> Vec<u32> {
    hits.iter().flat_map(|hit| hit.tasks.iter().map(|t| t.0)).collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn a_person_is_found_first_by_hanzi_pinyin_and_initials() {
    for query in
        ["刘学文", "学文", "liuxuewen", "LiuXueWen", "lxw", "ｌｘｗ", "liu学文", "刘xw", "liu xue wen", "liu'xue'wen"]
    {
        assert_eq!(first(query), "刘学文", "{query}");
    }
    for query in ["赖燕芬", "lyf", "laiyf", "lai yan"] {
        assert_eq!(first(query), "赖燕芬", "{query}");
    }
}

#[test]
fn the_short_forms_people_use_hit_first() {
    let expected = [
        ("卫健局", "市卫生健康局"),
        ("卫健", "市卫生健康局"),
        ("wei健", "市卫生健康局"),
        ("weijian", "市卫生健康局"),
        ("wsjkj", "市卫生健康局"),
        ("人社局", "市人力资源社会保障局"),
        ("人社", "市人力资源社会保障局"),
        ("renshe", "市人力资源社会保障局"),
        ("rsj", "市人力资源社会保障局"),
        ("住建局", "市住房城乡建设局"),
        ("zhujian", "市住房城乡建设局"),
        ("市监局", "市市场监管局"),
        ("scjg", "市市场监管局"),
        ("发改", "市发展改革局"),
        ("fagai", "市发展改革局"),
        ("fgj", "市发展改革局"),
        ("政数局", "市政务服务数据管理局"),
        ("zhengshu", "市政务服务数据管理局"),
        ("工信局", "市工业和信息化局"),
        ("gongxin", "市工业和信息化局"),
        ("城管局", "市城市管理综合执法局"),
        ("chengguan", "市城市管理综合执法局"),
        ("文旅局", "市文化广电旅游体育局"),
        ("财政", "市财政局"),
        ("caizheng", "市财政局"),
        ("czj", "市财政局"),
        ("sifa", "市司法局"),
        ("gaj", "市公安局"),
        ("zfj", "市城市管理综合执法局"),
        ("公安", "市公安局"),
        ("lvyou", "市文化广电旅游体育局"),
        ("luyou", "市文化广电旅游体育局"),
    ];
    let names = Names::of(&EXAMPLE);
    let first = |query: &str| names.find(query, &NAMED).first().map(|hit| hit.name.clone());
    let wrong: Vec<_> = expected.iter().filter(|(query, name)| first(query).as_deref() != Some(*name)).collect();
    let got: Vec<_> = wrong.iter().map(|(query, _)| (query, first(query))).collect();
    assert!(wrong.is_empty(), "expected {wrong:?}, got {got:?}");
}

#[test]
fn letters_never_match_across_syllables() {
    let names = Names::of(&EXAMPLE);
    let found = |query: &str| self::names(query, &names);
    assert!(!found("jie").contains(&String::from("江门供电局")), "{:?}", found("jie"));
    assert_eq!(found("oa"), Vec::<String>::new());
    assert_eq!(found("ian"), Vec::<String>::new());
    assert!(!found("gaj").contains(&String::from("市发展改革局")) || found("gaj")[0] == "市公安局");
    // A beginning of a syllable counts at the word's end only: not in the middle of it.
    assert!(!found("cazheng").contains(&String::from("市财政局")));
    assert!(found("caizhen").contains(&String::from("市财政局")));
}

#[test]
fn blanks_in_a_printed_name_are_neither_typed_nor_marked() {
    let names = Names::of(&EXAMPLE);
    for query in ["张璐", "zhanglu", "zl", "张  璐", "张lu"] {
        let hit = names.find(query, &[Kind::Official]).into_iter().find(|hit| hit.name == "张  璐");
        assert_eq!(hit.map(|hit| hit.matched), Some(vec![0, 3]), "{query}");
    }
    let hit = &names.find("lu", &[Kind::Official])[0];
    assert_eq!((hit.name.as_str(), hit.matched.clone()), ("张  璐", vec![3]));
}

#[test]
fn what_stands_together_comes_before_what_is_scattered() {
    let book =
        Book::from_records(1, [unit(1, "联系一下再调整", &[]), unit(2, "完成联调", &[]), unit(3, "联调中心", &[])]);
    assert_eq!(names("联调", &Names::of(&book)), ["联调中心", "完成联调", "联系一下再调整"]);
}

#[test]
fn what_begins_a_name_comes_before_what_is_inside_it() {
    let book =
        Book::from_records(1, [unit(1, "太古可口可乐", &[]), unit(2, "可口可乐", &[]), unit(3, "市可口可乐局", &[])]);
    assert_eq!(names("kekou", &Names::of(&book)), ["可口可乐", "市可口可乐局", "太古可口可乐"]);
}

#[test]
fn full_width_brackets_and_letters_are_the_same_as_half_width_ones() {
    assert_eq!(first("各市(区)政府"), first("各市（区）政府"));
    assert!(first("各市（区）政府").starts_with("各市"));
}

#[test]
fn an_alias_finds_its_unit_and_marks_nothing_in_the_printed_name() {
    let book = Book::from_records(1, [unit(1, "市卫生健康局", &["卫计委"]), unit(2, "市财政局", &[])]);
    let names = Names::of(&book);
    for query in ["卫计委", "weijiwei", "wjw"] {
        let hits = names.find(query, &NAMED);
        assert_eq!(hits.len(), 1, "{query}");
        assert_eq!((hits[0].name.as_str(), hits[0].matched.len()), ("市卫生健康局", 0), "{query}");
    }
}

#[test]
fn each_word_must_match_the_same_name() {
    let names = Names::of(&EXAMPLE);
    let found = |query: &str| self::names(query, &names);
    assert_eq!(found("卫生 健康"), ["市卫生健康局"]);
    assert_eq!(found("健康 卫生"), ["市卫生健康局"]);
    assert_eq!(found("卫生 财政"), Vec::<String>::new());
    assert_eq!(found("  "), Vec::<String>::new());
}

#[test]
fn only_the_kinds_asked_for_are_found() {
    let names = Names::of(&EXAMPLE);
    assert!(names.find("市", &[Kind::Official]).iter().all(|hit| hit.kind == Kind::Official));
    assert_eq!(names.find("赖燕芬", &[Kind::Unit]), []);
    let categories = names.find("gonggong", &[Kind::Category]);
    assert_eq!(categories[0].name, "一、提升公共医疗卫生服务能力");
    assert_eq!(numbers(&categories[..1]), [1, 2, 3]);
}

#[test]
fn a_name_leads_to_all_its_tasks() {
    let names = Names::of(&EXAMPLE);
    assert_eq!(numbers(&names.find("刘学文", &[Kind::Official])), [1, 2, 3, 8, 22]);
    assert_eq!(numbers(&names.find("卫健局", &[Kind::Unit])), [1, 2, 3, 8, 22]);
    assert_eq!(numbers(&names.find("乔雷", &[Kind::Leader])), [25]);
}

/// The truth table's names, with how each is read.
fn truth() -> Vec<(bool, &'static str, Vec<&'static str>)> {
    let mut person = true;
    let mut rows = Vec::new();
    for line in include_str!("../data/pinyin-truth.txt").lines() {
        if line.starts_with('#') {
            person = line.contains('人');
            continue;
        }
        let mut parts = line.split(' ');
        rows.push((person, parts.next().unwrap(), parts.collect()));
    }
    rows
}

#[test]
fn every_name_of_the_truth_table_is_found_as_it_is_read() {
    let record = |(id, (person, name, _)): (usize, &(bool, &str, Vec<&str>))| {
        let id = u32::try_from(id).unwrap() + 1;
        if *person { official(id, name) } else { unit(id, name, &[]) }
    };
    let truth = truth();
    assert_eq!(truth.len(), 117);
    let names = Names::of(&Book::from_records(1, truth.iter().enumerate().map(record)));
    for (_, name, syllables) in &truth {
        let initials: String = syllables.iter().filter_map(|s| s.chars().next()).collect();
        assert_eq!(self::names(&syllables.concat(), &names)[0], *name);
        assert!(self::names(&initials, &names).contains(&String::from(*name)), "{name} by {initials}");
    }
}

#[test]
fn the_reading_of_a_surname_comes_before_that_of_the_character() {
    let book = Book::from_records(1, [official(1, "层单"), official(2, "单国强"), official(3, "丹国强")]);
    let names = Names::of(&book);
    assert_eq!(self::names("shangq", &names), ["单国强"]);
    assert_eq!(self::names("dangq", &names), ["丹国强", "单国强"]);
}

fn hanzi() -> impl Strategy<Value = String> {
    let chars =
        prop::sample::select("市卫生健康局财政李王曾单区旅绿女刘学文燕芬重庆长沙行（）A6é".chars().collect::<Vec<_>>());
    prop::collection::vec(chars, 1..12).prop_map(|chars| chars.into_iter().collect())
}

fn hostile() -> impl Strategy<Value = String> {
    let chars = prop::sample::select(
        "市卫生张 \u{200b}\u{3000}（①㈠ﬁİß\u{301}\u{202e}\u{1b}[31mabjzhüvlu'12𠮷\n".chars().collect::<Vec<_>>(),
    );
    prop::collection::vec(chars, 0..40).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_nothing_panics_and_marks_lie_within_the_name(name in hostile(), text in hostile(), query in hostile()) {
        let before = &*EXAMPLE;
        let task = Task { text, ..Task::clone(before.task(TaskId(1)).unwrap()) };
        let records = before.records_without_reports().filter(|r| !matches!(r, Record::Task(t) if t.id == TaskId(1)));
        let leader = Leader { id: LeaderId(99), name: name.clone(), post: String::new(), void: None };
        let more = [official(900, &name), unit(900, &name, &[&query]), Record::Leader(Arc::new(leader)), Record::Task(Arc::new(task))];
        let index = index(Book::from_records(1, records.chain(more)));
        for hit in index.search(&query, 1000, &|| false).hits {
            let count = hit.name.chars().count();
            prop_assert!(hit.matched.iter().all(|at| *at < count));
            prop_assert!(hit.matched.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }

    #[test]
    fn every_name_is_found_by_itself_its_pinyin_and_its_initials(name in hanzi()) {
        let book = Book::from_records(1, [unit(1, &name, &[]), official(2, &name)]);
        let hits = Names::of(&book).find(&name, &NAMED);
        prop_assert_eq!(hits.len(), 2);
        prop_assert_eq!(hits[0].matched.len(), name.chars().count());
        let read = |c: char| c.to_pinyin().map_or(String::from(c), |read| read.plain().to_owned());
        let initial = |c: char| read(c).chars().take(1).collect::<String>();
        for typed in [name.chars().map(read).collect::<String>(), name.chars().map(initial).collect()] {
            let found = Names::of(&book).find(&typed, &NAMED);
            prop_assert_eq!(found.len(), 2, "{}", typed);
        }
    }
}

#[test]
fn every_name_of_the_example_is_found_by_itself() {
    let book = example();
    let names = Names::of(&book);
    let units = book.units().map(|u| (Target::Unit(u.id), u.name.clone()));
    let officials = book.officials().map(|o| (Target::Official(o.id), o.name.clone()));
    let leaders = book.leaders().map(|l| (Target::Leader(l.id), l.name.clone()));
    let categories = book.categories().map(|c| (Target::Category(c.id), c.name.clone()));
    for (target, name) in units.chain(officials).chain(leaders).chain(categories) {
        let hits = names.find(&name, &NAMED);
        assert_eq!(hits[0].target, target, "{name}");
    }
    assert_eq!(book.tasks_of(PlanYear(2021)).count(), 25);
}
