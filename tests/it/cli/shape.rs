//! The shapes of JSON and tab-separated values, field by field: later versions only add to them.

use serde_json::{Value, json};

use super::desk::{Desk, EXAMPLE};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn a_task_has_these_fields() {
    let list = Desk::with_example().json("list --json");
    let task = &list[1];
    let text = task["task"].as_str().unwrap();
    assert!(text.starts_with("免费实施出生缺陷筛查项目。"));
    assert_eq!(
        *task,
        json!({
            "id": 2, "plan": 2021, "number": 2, "category": "一、提升公共医疗卫生服务能力", "task": text,
            "lead_unit": "市卫生健康局", "leader": "赖燕芬",
            "assignments": [
                {"unit": "市卫生健康局", "official": "刘学文", "role": "lead"},
                {"unit": "市财政局", "official": "李文聪", "role": "supporting"},
                {"unit": "各市（区）政府", "official": "各市（区）长", "role": "supporting"},
            ],
            "status": "on_schedule", "status_text": "按进度完成。",
            "period": {"year": 2021, "from": 1, "to": 6}, "reported_on": "2021-06-30",
        })
    );
}

#[test]
fn an_unreported_task_has_no_words_and_the_period_asked_for() {
    let task = &Desk::with_example().json("list --period 2021-04..06 --json")[0];
    assert_eq!(task["status"], "unreported");
    assert_eq!((&task["status_text"], &task["reported_on"]), (&Value::Null, &Value::Null));
    assert_eq!(task["period"], json!({"year": 2021, "from": 4, "to": 6}));
}

#[test]
fn show_adds_the_reports_newest_first() {
    let desk = Desk::with_example();
    let later = EXAMPLE.replace("1-6月进展情况", "1-9月进展情况").replace("22350例", "33000例");
    let file = desk.file("三季度.txt", later.as_bytes());
    assert_eq!(desk.run(["import".as_ref(), file.as_os_str(), "--yes".as_ref()]).code, 0);
    let shown = desk.json("show 2 --json");
    assert_eq!(shown["period"], json!({"year": 2021, "from": 1, "to": 9}));
    let reports = shown["reports"].as_array().unwrap();
    let fields = [
        "at",
        "by",
        "narrative",
        "official",
        "period",
        "reported_on",
        "revision",
        "status",
        "status_text",
        "unit",
        "void",
    ];
    assert_eq!(keys(&reports[0]), fields);
    assert_eq!(reports[0]["period"], json!({"year": 2021, "from": 1, "to": 9}));
    assert_eq!(reports[0]["reported_on"], "2021-09-30");
    assert!(reports[0]["narrative"].as_str().unwrap().contains("33000例"));
    assert_eq!(reports[1]["period"], json!({"year": 2021, "from": 1, "to": 6}));
    assert_eq!((&reports[1]["unit"], &reports[1]["by"]), (&Value::Null, &json!("王督查")));
    assert_eq!((&reports[1]["revision"], &reports[1]["status"]), (&json!(1), &json!("on_schedule")));
    let at = reports[1]["at"].as_str().unwrap();
    assert!(chrono::DateTime::parse_from_rfc3339(at).is_ok(), "{at}");
}

#[test]
fn history_is_the_same_with_the_number() {
    let desk = Desk::with_example();
    let history = desk.json("history --json");
    assert_eq!(history.as_array().unwrap().len(), 25);
    let mut report = history[1].clone();
    assert_eq!(report.as_object_mut().unwrap().remove("number"), Some(json!(2)));
    assert_eq!(report, desk.json("show 2 --json")["reports"][0]);
}

#[test]
fn a_hit_names_what_matched_and_where() {
    let desk = Desk::with_example();
    let hits = desk.json("search lyf --json");
    assert_eq!(hits[0]["kind"], "leader");
    assert_eq!(hits[0]["name"], "赖燕芬");
    assert_eq!(hits[0]["matched"], json!([0, 1, 2]));
    assert_eq!(hits[0]["tasks"][0], json!({"plan": 2021, "number": 1}));
    assert_eq!(keys(&hits[0]), ["kind", "matched", "name", "tasks"]);
    let padded = desk.json("search 张璐 --json");
    assert_eq!((&padded[0]["name"], &padded[0]["matched"]), (&json!("张  璐"), &json!([0, 3])));
    let ran = desk.duban("search 不存在的词 --json");
    assert_eq!((ran.code, ran.out.as_str()), (1, "[]\n"));
}

#[test]
fn tab_separated_values_have_the_json_names_above_them() {
    let table = Desk::with_example().duban("list --tsv").done();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(
        rows[0].join(" "),
        "id plan number category task lead_unit leader assignments status status_text period reported_on"
    );
    assert_eq!(rows.len(), 26);
    assert!(rows.iter().all(|row| row.len() == 12));
    assert_eq!(rows[2][7], "市卫生健康局 刘学文；市财政局 李文聪；各市（区）政府 各市（区）长");
    assert_eq!(rows[2][8..], ["on_schedule", "按进度完成。", "2021-06", "2021-06-30"]);
}

#[test]
fn nothing_hostile_in_the_data_reaches_the_output_raw() {
    let desk = Desk::empty();
    let hostile = EXAMPLE.replacen("免费实施出生缺陷", "免费\u{1b}[2J\u{202e}实施\u{9b}31m出生\u{7f}缺陷", 1).replacen(
        "截至6月底，全市",
        "截至\u{1b}]52;c;AAAA\u{7}6月底，\u{202e}全市",
        1,
    );
    let file = desk.file("敌意.txt", hostile.as_bytes());
    let all = [
        desk.run(["import".as_ref(), file.as_os_str(), "--dry-run".as_ref()]),
        desk.run(["import".as_ref(), file.as_os_str(), "--yes".as_ref()]),
        desk.duban("list"),
        desk.duban("list --json"),
        desk.duban("list --tsv"),
        desk.duban("show 2"),
        desk.duban("show 2 --json"),
        desk.duban("history"),
        desk.duban("history --json"),
        desk.duban("search 缺陷"),
        desk.duban("search 缺陷 --json"),
        desk.duban("export --format json"),
        desk.duban("list --unit \u{1b}[2J\u{9b}x"),
        desk.duban("\u{1b}[2J"),
    ];
    for ran in &all {
        let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!ran.out.contains(bad) && !ran.err.contains(bad), "{ran:?}");
    }
    assert!(all[5].out.contains("缺陷"), "the words are still there");
}
