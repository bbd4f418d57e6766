//! How things are shown to each person, wherever that person sits.

use portable_pty::CommandBuilder;

use super::{Site, text};
use crate::pty::{Answers, Tty};

#[test]
fn what_a_person_sets_holds_at_the_next_sign_in_for_that_person_alone() {
    let site = Site::open();
    let set = site.exec("li", "settings ascii=true lang=en");
    assert!(set.status.success(), "{}", text(&set.stderr));
    assert_eq!(text(&set.stdout), "ascii = true\nlang = \"en\"\n");
    site.board("li").shows("+--").shows("Quit").types("\x1b[21~");
    site.board("wang").shows("┌─ 任务").types("\x1b[21~");
    assert!(text(&site.exec("li", "nonsense").stderr).contains("There is no command"));
    let back = site.exec("li", "settings ascii=false lang=zh");
    assert_eq!(text(&back.stdout), "ascii = false\nlang = \"zh\"\n");
    site.board("li").shows("┌─ 任务").types("\x1b[21~");
}

#[test]
fn settings_that_are_made_at_the_same_moment_all_hold() {
    let site = Site::open();
    let all = ["ascii=true", "lang=en", "mouse=true", "theme=light"];
    std::thread::scope(|screens| {
        for told in all {
            let site = &site;
            screens.spawn(move || assert!(site.exec("li", &format!("settings {told}")).status.success()));
        }
    });
    let told = text(&site.exec("li", "settings").stdout);
    assert_eq!(told.lines().count(), all.len(), "{told}");
}

#[test]
fn a_setting_that_is_none_changes_nothing_and_says_why() {
    let site = Site::open();
    assert!(site.exec("li", "settings theme=light").status.success());
    for wrong in ["theme=pink", "colour=red", "ascii", "theme='a\nlang = 1'"] {
        let refused = site.exec("li", &format!("settings {wrong}"));
        assert_eq!(refused.status.code(), Some(2), "{wrong}");
        assert!(text(&refused.stderr).contains("设置没有改动"), "{}", text(&refused.stderr));
    }
    assert_eq!(text(&site.exec("li", "settings").stdout), "theme = \"light\"\n");
}

fn board(site: &Site, answers: Answers) -> Tty {
    let client = site.client("li");
    let mut ssh = CommandBuilder::new(&client[0]);
    ssh.args(&client[1..]);
    ssh.arg("-tt");
    ssh.env("TERM", "xterm-256color");
    Tty::wide(ssh, 80, answers)
}

#[test]
fn a_far_terminal_is_measured_for_whoever_wants_that_and_for_nobody_else() {
    let site = Site::open();
    let mut unasked = board(&site, Answers::Wide);
    unasked.shows("┌─ 任务").types("\x1b[21~");
    assert!(!unasked.ends().1.contains("\x1b[6n"));
    assert!(site.exec("li", "settings ambiguous_width=auto").status.success());
    // Borders that take two columns are drawn in ASCII.
    board(&site, Answers::Wide).shows("+--").shows("共25").types("\x1b[21~");
    board(&site, Answers::Truly).shows("┌─ 任务").types("\x1b[21~");
    // A terminal that never answers is taken as narrow after a second, and what was typed meanwhile is not lost.
    board(&site, Answers::Never).types("?").shows("输入文字筛选").types("\x1b").hides("输入文字筛选").types("\x1b[21~");
}

#[test]
fn a_terminal_without_colours_gets_none() {
    let site = Site::open();
    let client = site.client("li");
    let mut ssh = CommandBuilder::new(&client[0]);
    ssh.args(&client[1..]);
    ssh.arg("-tt");
    ssh.env("TERM", "vt100");
    let mut board = Tty::wide(ssh, 80, Answers::Never);
    board.shows("共25").types("\x1b[21~");
    let said = board.ends().1;
    for colour in 30..=37 {
        assert!(!said.contains(&format!(";{colour}")), "{said}");
    }
}
