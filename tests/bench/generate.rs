//! Makes large books that look real: the example's clauses and names recombined, the same for the same seed.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, TimeDelta};
use duban::domain::{
    Assignment, Book, Category, CategoryId, Import, Leader, LeaderId, Official, OfficialId, Past, Period, Plan,
    PlanSettings, PlanYear, Record, Report, ReportKey, Review, Role, Status, Task, TaskId, Unit, UnitId, Who, fold,
};
use duban::exchange::{EXAMPLE, What, propose, read};

/// Distinct names of officials.
const OFFICIALS: usize = 4000;
/// Distinct names of units.
const UNITS: usize = 3000;
const REGIONS: usize = 110;

const YEAR: PlanYear = PlanYear(2021);
const SURNAMES: &str = "李王张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦";
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲华红建国玉萍斌宇浩凯健俊帆雪荣琴云燕芬新民东海峰鹏飞慧琳志远德威晓毅学聪汉雄生良惠镇光曦露";
const PLACES: &str =
    "江新台开鹤恩蓬海棠荷白石沙水步岭塘源城古井双桥共和龙口桃宅梧鱼圣堂赤坎月山苍百合金鸡大泽司前罗坑睦洲崖门三潮连";

/// The same numbers for the same seed (splitmix64), so that runs can be compared.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.roll() % count as u64) as usize
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// The 25 real tasks with one report each.
pub fn example() -> Book {
    struct Nothing;
    impl Past for Nothing {
        fn report(&self, _: &ReportKey) -> Option<Arc<Report>> {
            None
        }

        fn changes_after(&self, _: u64) -> Vec<Arc<duban::domain::Change>> {
            Vec::new()
        }
    }
    let command = duban::domain::Command::Import(Box::new(example_table()));
    let who = Who::owner("督查室", duban::domain::Door::Command);
    let change = Book::default().decide(&command, &who, noon(), &Nothing).expect("it is decided").expect("it is new");
    Book::default().apply(&change).expect("it is the first change")
}

/// The table of the 25 real tasks, ready to be taken in.
pub fn example_table() -> Import {
    let What::Table(table) = read(EXAMPLE.as_bytes()).expect("the example is a table").what else {
        panic!("the example is a table")
    };
    propose(&table, &Book::default(), None).expect("it fits an empty book").import
}

/// A book of `tasks` tasks with one report each, over 7,000 distinct names.
pub fn book(tasks: u32) -> Book {
    Book::from_records(1, records(tasks))
}

/// The records of such a book.
pub fn records(tasks: u32) -> Vec<Record> {
    let mut dice = Dice(20_210_630);
    let seed = example();
    let mut records = names(&mut dice, &seed);
    let sentences = Sentences::of(&seed);
    let heads: Vec<u32> = (0..UNITS).map(|_| 1 + dice.below(OFFICIALS) as u32).collect();
    for id in 1..=tasks {
        records.extend(task(&mut dice, id, &sentences, &heads));
    }
    records
}

/// The plan, its categories and leaders, and all units and officials.
fn names(dice: &mut Dice, seed: &Book) -> Vec<Record> {
    let plan = seed.latest_plan().expect("the example has a plan");
    let plan = Plan { settings: PlanSettings::default(), ..Plan::clone(plan) };
    let mut records = vec![Record::Plan(Arc::new(plan))];
    records.extend(seed.categories().cloned().map(Record::Category));
    records.extend(seed.leaders().cloned().map(Record::Leader));
    let units = distinct(UNITS, seed.units().map(|u| u.name.clone()), |at| {
        let offices: Vec<&str> = seed.units().filter_map(|u| u.name.strip_prefix('市')).collect();
        let region = at / offices.len() % REGIONS;
        let places: Vec<char> = PLACES.chars().collect();
        let (a, b) = (places[region % places.len()], places[(region * 7 + region / places.len() + 3) % places.len()]);
        let kind = ["镇", "街道", "区", "县"][region % 4];
        format!("{a}{b}{kind}{}", offices[at % offices.len()])
    });
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let given: Vec<char> = GIVEN.chars().collect();
    let officials = distinct(OFFICIALS, seed.officials().map(|o| o.name.clone()), |_| {
        let mut name = String::from(*dice.pick(&surnames));
        name.push(*dice.pick(&given));
        if dice.chance(85) {
            name.push(*dice.pick(&given));
        }
        name
    });
    for (name, id) in units.into_iter().zip(1..) {
        records.push(Record::Unit(Arc::new(Unit::named(UnitId(id), &name))));
    }
    for (name, id) in officials.into_iter().zip(1..) {
        let official = Official::named(OfficialId(id), &name);
        records.push(Record::Official(Arc::new(official)));
    }
    records
}

/// `count` names no two of which fold to the same: the real ones, then made ones.
fn distinct(count: usize, real: impl Iterator<Item = String>, mut make: impl FnMut(usize) -> String) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let mut names: Vec<String> = real.filter(|name| seen.insert(fold(name))).collect();
    for at in 0..count * 20 {
        if names.len() == count {
            break;
        }
        let name = make(at);
        if seen.insert(fold(&name)) {
            names.push(name);
        }
    }
    assert_eq!(names.len(), count, "there are not enough names to make");
    names
}

/// The clauses of the real texts.
struct Sentences {
    targets: Vec<String>,
    progress: Vec<String>,
    leaders: Vec<LeaderId>,
    categories: Vec<CategoryId>,
}

impl Sentences {
    fn of(seed: &Book) -> Self {
        let targets = seed.tasks().flat_map(|t| clauses(&t.text)).collect();
        let reports = seed.tasks().filter_map(|t| seed.latest_report(t.id));
        let progress = reports.flat_map(|r| clauses(&r.progress)).collect();
        let leaders = seed.leaders().map(|l: &Arc<Leader>| l.id).collect();
        let categories = seed.categories().map(|c: &Arc<Category>| c.id).collect();
        Self { targets, progress, leaders, categories }
    }
}

fn clauses(text: &str) -> Vec<String> {
    let clauses = text.split_inclusive(['，', '。', '；', '：', '\n']).map(str::trim);
    clauses.filter(|c| c.chars().count() > 4 && !c.contains(['（', '）'])).map(str::to_owned).collect()
}

/// At least `count` characters of clauses, with other digits.
fn text(dice: &mut Dice, clauses: &[String], count: usize) -> String {
    let mut text = String::new();
    let mut length = 0;
    while length < count {
        for c in dice.pick(clauses).chars() {
            text.push(if c.is_ascii_digit() { char::from(b'0' + dice.below(10) as u8) } else { c });
            length += 1;
        }
    }
    text.truncate(text.trim_end_matches(['，', '；', '：', '。']).len());
    text.push('。');
    text
}

/// One task and its report; a few units have many tasks, as in a real city.
fn task(dice: &mut Dice, id: u32, sentences: &Sentences, heads: &[u32]) -> [Record; 2] {
    let mut units = BTreeMap::new();
    for _ in 0..1 + dice.below(14) {
        let most = 1 + dice.below(UNITS);
        let unit = dice.below(most);
        units.insert(unit, heads[unit]);
    }
    let pair = |(at, (unit, official)): (usize, (usize, u32))| Assignment {
        unit: UnitId(unit as u32 + 1),
        official: Some(OfficialId(official)),
        role: if at == 0 { Role::Lead } else { Role::Supporting },
        past: Vec::new(),
    };
    let wanted = 90 + dice.below(90);
    let category = *dice.pick(&sentences.categories);
    let task = Task {
        text: text(dice, &sentences.targets, wanted),
        leader: Some(*dice.pick(&sentences.leaders)),
        assignments: units.into_iter().enumerate().map(pair).collect(),
        ..Task::blank(TaskId(id), YEAR, id, category)
    };
    let wanted = 150 + dice.below(90);
    let period = Period::new(YEAR.0, 1, 6).expect("it is a period");
    let (status, status_text) = match dice.below(100) {
        0..70 => (Status::OnSchedule, "按进度完成。"),
        70..86 => (Status::Completed, "已完成。"),
        86..96 => (Status::Behind, "滞后。"),
        _ => (Status::NotStarted, "未启动。"),
    };
    let report = Report {
        key: ReportKey { plan: YEAR, task: task.id, period, unit: None },
        status,
        status_text: status_text.to_owned(),
        review: Review::Accepted,
        progress: text(dice, &sentences.progress, wanted),
        problems: String::new(),
        next_steps: String::new(),
        measurements: Vec::new(),
        reported_on: period.last_day(),
        author: String::from("督查室"),
        at: noon() + TimeDelta::seconds(i64::from(id)),
        revision: 1,
        void: None,
        voided: None,
        source: None,
    };
    [Record::Task(Arc::new(task)), Record::Report(Arc::new(report))]
}

/// When everything was imported.
pub fn noon() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2021-07-05T12:00:00+08:00").expect("it is a date")
}
