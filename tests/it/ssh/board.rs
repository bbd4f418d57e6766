//! The board on far terminals, several at once.

use std::thread;

use base64::Engine;
use rustix::process::Signal;

use super::{Site, text};
use crate::pty::{Answers, Tty};

const F2: &str = "\x1bOQ";
const LEFT: &str = "\x1b[D";
const RIGHT: &str = "\x1b[C";
const F12: &str = "\x1b[24~";
const DROP: &str = "\x18";
const SAVE: &str = "\x13";
const QUIT: &str = "\x1b[21~";

impl Tty {
    /// Puts the cursor on a task by the number that is typed before `j` as often as it stands below the first.
    fn goes_to(&mut self, number: usize) -> &mut Self {
        self.shows("共25").types(&"j".repeat(number - 1))
    }
}

#[test]
fn somebody_searches_in_pinyin_and_reports_and_a_second_screen_follows_where_it_stands() {
    let site = Site::open();
    let mut watching = site.board("wang");
    watching.goes_to(9).types(RIGHT).shows("1-6月  >按进度");
    let mut board = site.board("xie");
    board.shows("共25").types("/").shows("Esc 返回").types("xieshaomou").shows("> xieshaomou").shows("谢少谋");
    board.types("\x1b").hides("Esc 返回");
    board.goes_to(9).types(F2).shows("填报  第 9 项").types("抽检4800批次。").shows("抽检4800批次。");
    board.types(SAVE).shows("请核对").types("\r").shows("已存入");
    watching.shows("抽检4800批次。");
    // Its cursor is still on the ninth task: that is the one that is folded.
    watching.types(LEFT).hides("抽检4800批次。");
    board.types(QUIT).ends();
    assert!(text(&site.exec("li", "show 9").stdout).contains("抽检4800批次。"));
}

#[test]
fn a_second_person_is_told_before_typing_who_is_filling_the_same_task() {
    let site = Site::open();
    let mut first = site.board("xie");
    first.goes_to(12).types(F2).shows("填报  第 12 项");
    let mut second = site.board("li");
    second.shows("在线：谢少谋").goes_to(12).types(F2).shows("谢少谋 正在填第12项");
    first.types("\x1b").shows("在线：李科长");
    second.hides("谢少谋 正在填第12项").types(QUIT).ends();
    first.hides("在线").types(QUIT).ends();
}

#[test]
fn of_two_people_on_one_report_the_second_sees_both_and_both_are_in_the_history() {
    let site = Site::open();
    let (mut first, mut second) = (site.board("xie"), site.board("li"));
    for board in [&mut first, &mut second] {
        board.goes_to(10).types(F2).shows("填报  第 10 项");
    }
    first.types("谢先存的一句。").types(SAVE).shows("请核对").types("\r").shows("已存入");
    second.types("李后写的一句。").types(SAVE).shows("请核对").types("\r").shows("谢少谋 已于");
    second.shows("谢先存的一句。").shows("李后写的一句。").types("\r").shows("请核对").types("\r").shows("已存入");
    let history = text(&site.exec("admin", "audit --task 10").stdout);
    for name in ["谢少谋", "李科长"] {
        assert!(history.contains(name), "{history}");
    }
}

#[test]
fn a_far_form_offers_no_editor_and_says_so_to_whoever_asks_for_one() {
    let site = Site::open();
    let mut board = site.board("xie");
    board.goes_to(11).types(F2).shows("填报  第 11 项").shows("放弃草稿").hides("编辑器");
    board.types("\x1be").shows("远程会话里打不开编辑器").types(QUIT).ends();
}

#[test]
fn a_draft_survives_a_killed_client_and_is_there_at_the_next_sign_in() {
    let site = Site::open();
    let mut board = site.board("xie");
    board.goes_to(11).types(F2).shows("填报  第 11 项").types("写到一半的话").shows("写到一半的话");
    board.signal(Signal::KILL).ends();
    // The server hears of the end of the line, and keeps what it has, when nobody waits for it.
    while !text(&site.here(&["drafts"]).stdout).contains("写到一半的话") {}
    let mut again = site.board("xie");
    again.shows("有 1 份草稿没有提交").goes_to(11).types(F2).shows("写到一半的话").types(QUIT).ends();
}

#[test]
fn of_two_screens_of_one_person_both_are_killed_and_the_words_of_both_are_there() {
    let site = Site::open();
    let (mut first, mut second) = (site.board("xie"), site.board("xie"));
    for (board, words) in [(&mut first, "办公室写的"), (&mut second, "会场写的")] {
        board.goes_to(11).types(F2).shows("填报  第 11 项").types(words).shows(words);
    }
    for board in [&mut first, &mut second] {
        board.signal(Signal::KILL).ends();
    }
    let mut again = site.board("xie");
    again.shows("有 2 份草稿没有提交").types(F12).shows("草稿").types("\r").shows("填报  第 11 项");
    let told = text(&site.exec("xie", "drafts").stdout);
    for words in ["办公室写的", "会场写的"] {
        assert!(told.contains(words), "{words} is not in {told}");
    }
    // Dropping the one that is open leaves the other.
    again.types(DROP).types(DROP).hides("填报  第 11 项").types(F12).shows("草稿").types("\r").shows("填报  第 11 项");
    again.types(QUIT).ends();
    let told = text(&site.exec("xie", "drafts").stdout);
    assert!(told.contains("办公室写的") != told.contains("会场写的"), "{told}");
}

#[test]
fn a_server_told_to_stop_keeps_drafts_gives_terminals_back_and_ends_well() {
    let mut site = Site::open();
    let mut board = site.board("xie");
    board.goes_to(11).types(F2).shows("填报  第 11 项").types("停机前的话").shows("停机前的话");
    let mut idle = site.board("wang");
    idle.shows("共25");
    assert_eq!(site.end(Signal::TERM), Some(0));
    for mut tty in [board, idle] {
        let (code, said) = tty.ends();
        assert_eq!(code, 0);
        let back = said.rfind("\x1b[?1049l").expect("the screen from before is back");
        assert!(said[back..].contains("服务正在停止"), "{said}");
    }
    site.serve(&[]);
    site.board("xie").shows("有 1 份草稿没有提交").types(QUIT);
}

#[test]
fn a_window_made_larger_is_filled_and_an_absurd_one_harms_nobody() {
    let site = Site::open();
    let mut board = site.board("li");
    board.shows("共25").resize(120, 36).shows("责任单位 / 责任人");
    let mut huge = site.board("wang");
    huge.shows("共25").resize(60_000, 60_000);
    board.types("j").shows("任务2").types(QUIT).ends();
    huge.types(QUIT).ends();
    assert!(site.exec("li", "list").status.success());
}

#[test]
fn pastes_with_and_without_brackets_arrive_whole() {
    let site = Site::open();
    let mut board = site.board("xie");
    board.goes_to(9).types(F2).shows("填报  第 9 项").types("\x0b");
    board.types("\x1b[200~第一行。\r\n第二行，\x1b[31m不是命令。\x1b[201~").shows("第二行");
    board.types("\n第三行。\r第四行。").shows("第四行。");
    board.types(SAVE).shows("请核对").types("\r").shows("已存入").types(QUIT).ends();
    let shown = text(&site.exec("li", "show 9").stdout);
    for line in ["第一行。", "第二行，", "第三行。", "第四行。"] {
        assert!(shown.contains(line), "{line} of {shown}");
    }
    assert!(!shown.contains('\x1b'));
}

#[test]
fn of_many_copies_that_come_at_once_the_last_is_in_the_clipboard_and_few_are_sent() {
    let site = Site::open();
    let mut board = site.board("li");
    // Keys that come together are more than are taken at once; each two copy another task.
    board.shows("共25").types(&"yjyk".repeat(900)).types("jjy").shows("已送往剪贴板");
    board.types("/").shows("Esc 返回").types("\x1b").hides("Esc 返回").types(QUIT);
    let (_, said) = board.ends();
    let copies: Vec<&str> = said.split("\x1b]52;c;").skip(1).filter_map(|rest| rest.split('\x07').next()).collect();
    assert!((1..100).contains(&copies.len()), "{} copies were sent", copies.len());
    let last = base64::engine::general_purpose::STANDARD.decode(copies.last().unwrap()).unwrap();
    assert!(text(&last).starts_with("3. "), "{}", text(&last));
}

#[test]
fn no_acknowledged_update_is_lost_when_the_server_is_killed() {
    let mut site = Site::open();
    let mut acknowledged = Vec::new();
    for round in 0..3 {
        let client = site.client("li");
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let client = client.clone();
                thread::spawn(move || {
                    let mut stored = Vec::new();
                    for turn in 0.. {
                        let words = format!("第{round}轮{writer}号{turn}次");
                        let line = format!("update {} --status 按进度 --text {words}", 1 + writer);
                        let ended = std::process::Command::new(&client[0]).args(&client[1..]).arg(line).output();
                        match ended {
                            Ok(ended) if ended.status.success() => stored.push(words),
                            _ => return stored,
                        }
                    }
                    stored
                })
            })
            .collect();
        // Some have been stored by then, whatever the machine does meanwhile.
        while !text(&site.here(&["history"]).stdout).contains(&format!("第{round}轮")) {}
        site.end(Signal::KILL);
        acknowledged.extend(writers.into_iter().flat_map(|writer| writer.join().unwrap()));
        site.serve(&[]);
    }
    assert!(!acknowledged.is_empty());
    let audit = text(&site.exec("admin", "audit --json").stdout);
    for words in &acknowledged {
        assert!(audit.contains(words.as_str()), "{words} was acknowledged and is lost");
    }
    assert!(site.here(&["verify"]).status.success());
}

#[test]
fn a_terminal_that_says_it_is_enormous_is_drawn_on_as_far_as_screens_go() {
    let site = Site::open();
    let mut board = Tty::sized(site.terminal("li"), (60_000, 60_000), Answers::Never);
    board.shows("共25").types(QUIT);
    assert_eq!(board.ends().0, 0);
    assert!(site.exec("li", "list").status.success());
}
