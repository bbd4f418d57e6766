//! Commands typed at a shell: what a person sees who sits before a real terminal.

use std::path::Path;

use portable_pty::CommandBuilder;
use unicode_width::UnicodeWidthStr;

use super::{Answers, Tty};
use crate::cli::desk::{Desk, EXAMPLE};

/// A command on a terminal of some columns, with the desk's data.
fn at(desk: &Desk, columns: u16, words: &[&str]) -> Tty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_duban"));
    command.args(words);
    command.env_clear();
    command.env("HOME", desk.path(""));
    command.env("USER", "王督查");
    command.cwd(desk.path(""));
    Tty::wide(command, columns, Answers::Never)
}

fn import(desk: &Desk, table: &Path) -> Tty {
    at(desk, 80, &["import", table.to_str().unwrap()])
}

impl Tty {
    /// Waits until a question with these words waits for its answer.
    fn asks(&mut self, words: &str) -> &mut Self {
        loop {
            let screen = self.screen.screen().contents();
            if screen.contains(words) && screen.trim_end().ends_with("[y/N]") {
                return self;
            }
            assert!(self.hear(), "“{words}” was never asked; the screen is\n{screen}");
        }
    }
}

/// The third quarter, with other words in tasks 2 and 3.
fn doubtful(desk: &Desk) -> std::path::PathBuf {
    let later = EXAMPLE
        .replace("1-6月进展情况", "1-9月进展情况")
        .replace("免费实施出生缺陷筛查", "免费开展出生缺陷筛查")
        .replace("稳步推进基本公共卫生服务", "稳步推进基本公共卫生服务均等化");
    desk.file("三季度.txt", later.as_bytes())
}

#[test]
fn an_import_is_shown_then_asked_about_and_stored_on_a_yes() {
    let desk = Desk::empty();
    let mut tty = import(&desk, &desk.file("表.txt", EXAMPLE.as_bytes()));
    tty.shows("读出 25 行").asks("存入以上内容吗？");
    assert!(!desk.path(".local").exists(), "nothing is stored before the answer");
    tty.types("y\n").shows("已存入：新任务 25 项，进展 25 条（修订 1）。");
    assert_eq!(tty.ends().0, 0);
    assert_eq!(desk.numbers("").len(), 25);
}

#[test]
fn any_other_answer_stores_nothing_and_says_so() {
    for answer in ["\n", "n\n", "yy\n", "什么\n", "\x04"] {
        let desk = Desk::empty();
        let mut tty = import(&desk, &desk.file("表.txt", EXAMPLE.as_bytes()));
        tty.asks("存入以上内容吗？").types(answer).shows("没有存入任何内容。");
        assert_eq!(tty.ends().0, 1, "{answer:?}");
        assert!(!desk.path(".local").exists(), "{answer:?}");
    }
}

#[test]
fn doubtful_rows_are_asked_about_one_by_one() {
    let desk = Desk::with_example();
    let mut tty = import(&desk, &doubtful(&desk));
    tty.shows("存疑 2 项").asks("与库中第 2 项序号相同，内容不同").types("y\n");
    tty.asks("与库中第 3 项序号相同，内容不同").types("n\n").asks("存入以上内容吗？").types("y\n");
    tty.shows("已存入：新任务 0 项，进展 24 条（修订 2）。").shows("1 项存疑的没有存入");
    assert_eq!(tty.ends().0, 1, "something was left out");
    assert_eq!(desk.numbers("--period 2021-09 --status 未报"), [3]);
}

#[test]
fn answered_doubts_are_stored_only_when_all_is_agreed_to() {
    let desk = Desk::with_example();
    let mut tty = import(&desk, &doubtful(&desk));
    tty.asks("当作同一项任务导入吗？").types("y\ny\n").asks("存入以上内容吗？").types("\n");
    tty.shows("没有存入任何内容。");
    assert_eq!(tty.ends().0, 1);
    assert_eq!(desk.json("history --json").as_array().unwrap().len(), 25);
}

#[test]
fn a_list_is_cut_to_the_terminal_and_whole_in_a_pipe() {
    let desk = Desk::with_example();
    let (code, seen) = at(&desk, 60, &["list"]).ends();
    assert_eq!(code, 0);
    let lines: Vec<&str> = seen.lines().collect();
    assert_eq!(lines.len(), 27, "{seen}");
    assert!(lines.iter().all(|line| line.width() <= 60), "{seen}");
    assert!(lines[2..].iter().all(|line| line.ends_with('…') && line.width() >= 59), "{seen}");
    let piped = desk.duban("list").done();
    assert_eq!(piped.lines().count(), 27);
    assert!(!piped.contains('…'), "{piped}");
    assert!(piped.contains("市疾控中心合计达3万份。（牵头单位：市卫生健康局）"), "{piped}");
}

#[test]
fn a_sentence_is_wrapped_not_cut() {
    let desk = Desk::with_example();
    let (_, seen) = at(&desk, 60, &["verify"]).ends();
    let piped = desk.duban("verify").done();
    assert!(seen.lines().count() > 1 && seen.lines().all(|line| line.width() <= 60), "{seen}");
    let hash = piped.trim_end().trim_end_matches('。').rsplit(' ').next().unwrap();
    assert!(seen.replace("\r\n", "").contains(hash), "what is to be noted is whole: {seen}");
}
