//! A text of the form in the person's own editor: small scripts stand for it, on a real terminal.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use portable_pty::{CommandBuilder, PtySize};
use rustix::process::Signal;
use tempfile::TempDir;

use super::draft::{End, data, kept, office};
use super::{Answers, Tty};
use crate::cli::desk::EXAMPLE;
use crate::domain::at;
use crate::draft::report;
use crate::screen::take;

/// The key that opens the editor.
const EDITOR: &str = "\x1be";

/// The board over `home` as a command, without any editor.
fn board(home: &TempDir) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_duban"));
    command.arg("--data");
    command.arg(data(home));
    command.env("XDG_CONFIG_HOME", home.path());
    command.env_remove("NO_COLOR");
    command.env_remove("VISUAL");
    command.env_remove("EDITOR");
    command
}

/// A script that is an editor: `$1` is the file.
fn script(home: &TempDir, lines: &str) -> PathBuf {
    let path = home.path().join("编辑器");
    std::fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// The form on the first task, on a board whose editor is a script.
fn form(home: &TempDir, lines: &str) -> Tty {
    let mut command = board(home);
    command.env("EDITOR", script(home, lines));
    let mut tty = Tty::run(command, "", Answers::Truly);
    tty.opens_the_form();
    tty
}

/// What lies in the folder of drafts beside drafts and their locks.
fn lent(home: &TempDir) -> Vec<PathBuf> {
    let all = std::fs::read_dir(data(home).join("drafts")).into_iter().flatten().flatten().map(|entry| entry.path());
    all.filter(|path| path.extension().is_none_or(|kind| kind != "json" && kind != "lock")).collect()
}

impl Tty {
    fn leaves(mut self) {
        self.types("\x1b[21~");
        self.gives_the_terminal_back();
    }
}

#[test]
fn the_editor_gets_the_text_and_what_it_saves_is_back_in_the_form_until_one_key_undoes_it() {
    let home = office();
    let mode = "[ $(stat -c %a \"$1\") = 600 ] && [ \"${1%.txt}\" != \"$1\" ]";
    let mut tty = form(&home, &format!("{mode} && tail -c 1 \"$1\" | grep -q '^$' && sed -i 's/22台/33台/' \"$1\""));
    tty.types("先写一句。")
        .shows("先写一句。（1）市中心医院")
        .types(EDITOR)
        .shows("编辑器里改的文字已取回")
        .shows("有33台荧光");
    assert!(tty.screen.screen().contents().starts_with(" 2021年市十件民生实事"), "the whole screen is drawn again");
    assert!(tty.screen.screen().alternate_screen() && tty.screen.screen().bracketed_paste());
    assert_eq!(lent(&home), [] as [PathBuf; 0]);
    tty.types("\x1a").shows("有22台荧光").shows("先写一句。").types("\x19").shows("有33台荧光");
    tty.leaves();
    let progress = report(kept(&data(&home))).unwrap().progress;
    assert!(
        progress.starts_with("先写一句。（1）市中心医院有33台") && progress.ends_with("合计超3万份。"),
        "{progress}"
    );
}

#[test]
fn the_draft_is_kept_before_the_editor_begins() {
    let home = office();
    let mut tty = form(&home, "grep -l 刚写的 \"${1%.progress.txt}.json\" && printf '存过了\\n' > \"$1\"");
    tty.types(&format!("刚写的{EDITOR}")).shows("编辑器里改的文字已取回").shows("存过了");
    tty.leaves();
}

#[test]
fn the_file_is_made_by_line_feeds_and_without_the_last_one() {
    let home = office();
    let mut tty = form(&home, "printf '第一段\\r\\n\\r\\n第二段\\033[2J\\r\\n' > \"$1\"");
    tty.types(EDITOR).shows("编辑器里改的文字已取回").shows("第二段");
    tty.leaves();
    assert_eq!(report(kept(&data(&home))).unwrap().progress, "第一段\n\n第二段[2J");
}

#[test]
fn each_of_the_three_texts_has_the_editor_of_its_own() {
    let home = office();
    let mut tty = form(&home, "[ -s \"$1\" ] || printf '%s' \"$(basename \"$1\" .txt)\" | sed 's/.*\\.//' > \"$1\"");
    tty.types("\t")
        .shows("0 字")
        .types(EDITOR)
        .shows("problems")
        .types("\t")
        .shows("0 字")
        .types(EDITOR)
        .shows("next_steps");
    tty.leaves();
    let draft = report(kept(&data(&home))).unwrap();
    assert_eq!((draft.problems.as_str(), draft.next_steps.as_str()), ("problems", "next_steps"));
}

#[test]
fn an_editor_that_fails_changes_nothing_and_leaves_nothing() {
    let home = office();
    let mut tty = form(&home, "echo 不要的 > \"$1\"; exit 3");
    tty.types(EDITOR)
        .shows("编辑器没有正常结束（exit status: 3），文字没有变，其中的改动没有取用。")
        .shows("有22台荧光");
    assert_eq!(lent(&home), [] as [PathBuf; 0]);
    tty.types("接着写").shows("接着写（1）");
    tty.leaves();
}

#[test]
fn a_file_that_cannot_be_taken_changes_nothing_and_is_left_to_its_owner() {
    let home = office();
    let cases = [
        (
            "printf '\\262\\342\\n' > \"$1\"",
            "编辑器存的不是 UTF-8，没有取用，文字没有变；存下的留在数据目录 drafts 里。",
            1,
        ),
        (
            "head -c 1200000 /dev/zero > \"$1\"",
            "编辑器存的超过 1 MB，没有取用，文字没有变；存下的留在数据目录 drafts 里。",
            2,
        ),
        ("rm \"$1\"", "编辑器存的文件读不到（No such file or directory (os error 2)），文字没有变", 1),
    ];
    let mut tty = form(&home, ". \"$0.行\"");
    for (line, said, left) in cases {
        std::fs::write(home.path().join("编辑器.行"), line).unwrap();
        tty.types(EDITOR).shows(said).shows("有22台荧光");
        // What is there from before is moved aside for a text that is asked for again.
        assert_eq!(lent(&home).len(), left, "{line}");
        tty.types("\x1bOH").hides("没有变");
    }
    tty.leaves();
    assert_eq!(kept(&data(&home)), None, "no draft is left of what nobody wrote");
}

#[test]
fn the_variable_may_hold_arguments_and_visual_comes_first() {
    let home = office();
    let editor = script(&home, "printf '%s|%s\\n' \"$1\" \"$2\" > \"$3\"");
    let mut command = board(&home);
    command.env("VISUAL", format!("'{}' --wait \"两 个\"", editor.display()));
    command.env("EDITOR", "false");
    let mut tty = Tty::run(command, "", Answers::Truly);
    tty.opens_the_form().types(EDITOR).shows("--wait|两 个");
    tty.leaves();
}

#[test]
fn without_an_editor_a_sentence_says_how_to_name_one_and_one_that_is_none_is_named() {
    let home = office();
    let mut tty = Tty::run(board(&home), "", Answers::Truly);
    tty.opens_the_form().types(EDITOR);
    tty.shows("VISUAL 和 EDITOR 都没有设，文字没有变。请先设一个，如 export EDITOR=vim。");
    tty.leaves();
    for editor in ["/没有/这个", "'没有完"] {
        let mut command = board(&home);
        command.env("EDITOR", editor);
        let mut tty = Tty::run(command, "", Answers::Truly);
        tty.opens_the_form()
            .types(EDITOR)
            .shows(&format!("编辑器 {editor} 打不开"))
            .types("还能写")
            .shows("还能写（1）");
        assert_eq!(lent(&home), [] as [PathBuf; 0]);
        tty.types("\x18\x18").shows("草稿已放弃");
        tty.leaves();
    }
}

/// An editor that puts one line typed at its terminal in place of the text.
const ASKS: &str = "printf '编辑器：'; read line && printf '%s\\n' \"$line\" > \"$1\"";

#[test]
fn the_terminal_is_the_editors_while_it_runs_and_its_keys_are_nobody_elses() {
    let home = office();
    // It asks again and again, so that whoever else reads would get some of the answers.
    let asks = "n=1; while [ $n -lt 30 ]; do printf \"编辑器$n：\"; read line || exit 1; n=$((n+1)); done";
    let mut tty = form(&home, &format!("{asks}; {ASKS}"));
    // What comes with the key itself came too early for an editor and goes nowhere.
    tty.types(&format!("{EDITOR}太早"));
    for n in 1..30 {
        tty.shows(&format!("编辑器{n}：")).types("q\n");
    }
    tty.shows("编辑器：");
    let screen = tty.screen.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    let flags = format!("{:?}", tty.master.get_termios().unwrap().local_flags);
    assert!(flags.contains("ICANON") && flags.contains("ECHO"), "{flags}");
    tty.types("由编辑器读到\x1bOQ?q\n").shows("填报  第 1 项").shows("由编辑器读到OQ?q").hides("太早");
    tty.leaves();
    assert_eq!(report(kept(&data(&home))).unwrap().progress, "由编辑器读到OQ?q");
}

#[test]
fn an_editor_that_was_only_looked_into_leaves_no_draft() {
    let home = office();
    let mut tty = form(&home, "printf '编辑器：'; read line");
    tty.types(EDITOR).shows("编辑器：").types("\n").shows("填报  第 1 项").shows("M-e 编辑器");
    tty.leaves();
    assert_eq!((kept(&data(&home)), lent(&home)), (None, Vec::new()));
}

#[test]
fn a_window_that_changed_under_the_editor_is_filled_afterwards() {
    let home = office();
    let mut tty = form(&home, ASKS);
    tty.types(EDITOR).shows("编辑器：");
    tty.screen.screen_mut().set_size(36.try_into().unwrap(), 120.try_into().unwrap());
    tty.master.resize(PtySize { rows: 36, cols: 120, ..PtySize::default() }).unwrap();
    tty.types("改好了\n").shows("改好了").shows("上期内容");
    tty.leaves();
}

#[test]
fn the_interrupt_key_is_the_editors_even_when_it_ends_it() {
    let home = office();
    let mut tty = form(&home, &format!("trap '' INT QUIT; {ASKS}"));
    tty.types(EDITOR).shows("编辑器：").types("\x03").shows("^C").types("\x1c").shows("^\\");
    tty.types("没有断\n").shows("编辑器里改的文字已取回").shows("没有断");
    for round in 0..10 {
        script(&home, &format!("printf '第{round}次：'; read line"));
        tty.types(EDITOR).shows(&format!("第{round}次：")).types(["\x03", "\x1c"][round % 2]);
        tty.shows("编辑器没有正常结束").types(&format!("第{round}回")).shows(&format!("第{round}回"));
    }
    tty.signal(Signal::INT);
    tty.gives_the_terminal_back();
}

#[test]
fn the_stop_key_stops_both_and_the_shell_brings_both_back() {
    let home = office();
    let mut shell = CommandBuilder::new("bash");
    let line =
        format!("set -m; {} --data {}; echo 已停下; read -r _; fg", env!("CARGO_BIN_EXE_duban"), data(&home).display());
    shell.args(["--norc", "--noprofile", "-c", &line]);
    shell.env("XDG_CONFIG_HOME", home.path());
    shell.env("EDITOR", script(&home, ASKS));
    shell.env_remove("VISUAL");
    let mut tty = Tty::run(shell, "", Answers::Truly);
    tty.opens_the_form().types(EDITOR).shows("编辑器：").types("\x1a").shows("已停下").types("\n");
    tty.types("又回来了\n").shows("又回来了").shows("填报  第 1 项");
    tty.leaves();
}

/// Whether the process whose number stands in a file is there.
fn lives(file: &Path) -> bool {
    let id = std::fs::read_to_string(file).unwrap().trim().parse().unwrap();
    rustix::process::test_kill_process(rustix::process::Pid::from_raw(id).unwrap()).is_ok()
}

#[test]
fn a_hangup_ends_both_and_what_was_typed_and_saved_is_in_the_draft_of_the_next_sitting() {
    for end in [End::Closed, End::Signal(Signal::TERM), End::Signal(Signal::HUP), End::Signal(Signal::KILL)] {
        let home = office();
        let id = home.path().join("id");
        let saves =
            format!("sed -i s/22台/33台/ \"$1\"; echo $$ > {}; printf 编辑器：; exec tail -f /dev/null", id.display());
        let mut tty = form(&home, &saves);
        tty.types(&format!("写在前面，{EDITOR}")).shows("编辑器：");
        tty.ends_by(end, &data(&home));
        let ended = std::time::Instant::now();
        while lives(&id) {
            assert!(ended.elapsed() < super::LIMIT, "{end:?}: the editor goes on");
            std::thread::yield_now();
        }
        let progress = report(kept(&data(&home))).unwrap().progress;
        assert!(progress.starts_with("写在前面，（1）市中心医院有22台"), "{end:?}: {progress}");
        assert_eq!(lent(&home).len(), 1, "{end:?}: what the editor saved waits");

        let mut next = Tty::run(board(&home), "", Answers::Truly);
        next.shows("有 1 份草稿没有提交").opens_the_form().shows("已取回").shows("写在前面，（1）市中心医院有33台");
        assert_eq!(lent(&home), [] as [PathBuf; 0], "{end:?}");
        next.leaves();
    }
}

#[test]
fn a_board_that_is_ended_by_a_signal_ends_its_editor_too() {
    let home = office();
    let ids = ["board", "editor"].map(|name| home.path().join(name));
    let notes = format!("echo $PPID > '{}'; echo $$ > '{}'", ids[0].display(), ids[1].display());
    // Under a shell nobody else tells the editor.
    let mut shell = CommandBuilder::new("bash");
    let program = env!("CARGO_BIN_EXE_duban");
    let line = format!("set -m; {program} --data {}; echo 已结束; read -r _", data(&home).display());
    shell.args(["--norc", "--noprofile", "-c", &line]);
    shell.env("XDG_CONFIG_HOME", home.path());
    shell.env("EDITOR", script(&home, &format!("{notes}; printf 编辑器：; exec tail -f /dev/null")));
    shell.env_remove("VISUAL");
    let mut tty = Tty::run(shell, "", Answers::Truly);
    tty.opens_the_form().types(EDITOR).shows("编辑器：");
    let board = std::fs::read_to_string(&ids[0]).unwrap().trim().parse().unwrap();
    rustix::process::kill_process(rustix::process::Pid::from_raw(board).unwrap(), Signal::TERM).unwrap();
    tty.shows("已结束");
    assert!(!lives(&ids[1]), "the editor has the shell's terminal");
    tty.types("\n");
    tty.gives_the_terminal_back();
}

/// A board on whose ledger somebody else stores a report while the editor runs: each waits for the other.
#[expect(clippy::disallowed_methods, reason = "the folder is handed to a process of this test's own")]
pub fn shared_board() {
    let home = PathBuf::from(std::env::var(super::HOME).unwrap());
    let editor = format!("'{}'", home.join("编辑器").display());
    super::board(
        || at("2021-07-05T09:00:00+08:00"),
        Some(&editor),
        |ledger| {
            std::thread::spawn(move || {
                std::fs::read(home.join("去")).unwrap();
                let done = EXAMPLE
                    .replace("\t按进度完成。\n\n截至6月底，全市完成地中海", "\t已完成。\n\n截至6月底，全市完成地中海");
                assert!(done != EXAMPLE);
                take(&ledger, &done);
                std::fs::write(home.join("回"), "").unwrap();
            });
        },
    );
}

#[test]
fn what_others_stored_while_the_editor_ran_is_seen_when_it_has_ended() {
    let home = tempfile::tempdir().unwrap();
    let ways = ["去", "回"].map(|way| home.path().join(way));
    assert!(std::process::Command::new("mkfifo").args(&ways).status().unwrap().success());
    script(&home, &format!("echo > '{}'; cat '{}'; {ASKS}", ways[0].display(), ways[1].display()));
    let mut command = CommandBuilder::new(super::this_program());
    command.args(super::arguments());
    command.env(super::HOME, home.path());
    let mut tty = Tty::run(command, "shared board", Answers::Truly);
    tty.opens_the_form().shows("√已完成4  >按进度21").types(EDITOR).shows("编辑器：").types("改好了\n").shows("改好了");
    tty.shows("√已完成5  >按进度20");
    tty.leaves();
}
