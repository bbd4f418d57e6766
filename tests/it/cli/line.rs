//! The line itself: languages, mistakes, exit codes, pipes, folders, generated texts.

use std::ffi::OsString;
use std::io::Read;
use std::process::Stdio;

use clap::Parser;
use duban::cli::args::Args;

use super::desk::{Desk, Ran};

#[test]
fn mistakes_are_told_in_chinese_and_exit_with_two() {
    let desk = Desk::empty();
    let cases = [
        ("lst", "没有命令“lst”。"),
        ("list --uint 局", "没有选项“--uint”。"),
        ("show", "缺少 <N>。"),
        ("show 二", "“二”不能用于 <N>。序号是一个整数。"),
        ("list --json --tsv", "--json 与 --tsv 不能同用。"),
        ("list --unit", "--unit <U> 后面缺少值。"),
        ("list --lang fr", "“fr”不能用于 --lang <zh|en>。zh、en"),
        ("export --format doc", "“doc”不能用于 --format <txt|json|tsv>。txt、json、tsv"),
    ];
    for (line, said) in cases {
        let ran = desk.duban(line);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line}");
        assert_eq!(ran.err, format!("{said}用 duban --help 或 duban 命令 --help 查看用法。\n"), "{line}");
    }
}

#[test]
fn a_lookup_is_read_as_it_is_with_all_commands_at_hand() {
    let lines = [
        "",
        "--data list",
        "--data list show 2 --ascii",
        "show 2 --json --period 2021-06 --config show",
        "show --plan 2021 2 --data list --lang en",
        "list --category 医 --unit 局 --status 已完成 --updated-since 2021-06-30 --tsv",
        "search import list",
        "history 2 --plan 2021",
        "import list",
        "export --output show",
        "list show",
        "show",
        "show 2 import",
        "--version show",
        "show --help",
        "help show",
        "list --json --tsv",
    ];
    for line in lines {
        let words: Vec<OsString> = std::iter::once("duban").chain(line.split_whitespace()).map(Into::into).collect();
        let told = |read: Result<Args, clap::Error>| read.map_err(|e| e.kind());
        let (quick, whole) = (told(Args::read(&words)), told(Args::try_parse_from(&words)));
        assert_eq!(format!("{quick:?}"), format!("{whole:?}"), "{line}");
    }
}

#[test]
fn help_speaks_the_language_asked_for_and_leaves_no_option_without_words() {
    let desk = Desk::empty();
    assert!(desk.duban("--help").done().starts_with("督办：一个城市民生实事的进展"));
    assert!(desk.duban("list --help").done().contains("\n用法：duban list [选项]\n"));
    assert!(desk.duban("list --help --lang en").done().contains("\nUsage: duban list [OPTIONS]\n"));
    for lang in ["zh", "en"] {
        let whole = duban::cli::reference(&duban::lang::Texts::of(duban::lang::Lang::from_code(lang).unwrap()));
        assert!(!whole.contains("cli."), "{whole}");
        assert!(whole.lines().all(|line| !line.trim_end().ends_with(':')), "{whole}");
    }
    assert_eq!(desk.duban("--version").done(), format!("duban {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_locale_counts_only_when_the_settings_say_auto() {
    let desk = Desk::empty();
    let english = |ran: Ran| ran.err.starts_with("There are no tasks yet");
    let run = |line: &str| {
        let out = desk.program().env("LANG", "en_US.UTF-8").args(line.split_whitespace()).output();
        Ran::of(out.unwrap())
    };
    assert!(!english(run("list")), "Chinese whatever LANG says");
    assert!(english(run("list --lang en")));
    desk.file("auto.toml", b"lang = \"auto\"\n");
    assert!(english(run("list --config auto.toml")));
    assert!(!english(run("list --config auto.toml --lang zh")), "the line comes before the settings");
    std::fs::create_dir_all(desk.path(".config/duban")).unwrap();
    desk.file(".config/duban/duban.toml", b"lang = \"en\"\n");
    assert!(english(run("list")), "the person's own settings are found");
    assert!(run("lst").err.starts_with("There is no command “lst”."), "mistakes speak it too");
}

#[test]
fn wrong_settings_are_named_and_nothing_is_done() {
    let desk = Desk::with_example();
    desk.file("bad.toml", b"lang = \"fr\"\ntheme = \"pink\"\n");
    let ran = desk.duban("list --config bad.toml");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("设置文件 bad.toml 有误：") && ran.err.contains("pink"), "{}", ran.err);
    assert_eq!(desk.duban("list --config none.toml").code, 2);
    assert!(desk.duban("config").done().contains("ambiguous_width = \"auto\""));
}

#[test]
fn the_data_lies_where_the_line_then_the_environment_says() {
    let desk = Desk::with_example();
    assert!(desk.path(".local/share/duban/journal").is_dir());
    let count = |program: &mut std::process::Command| {
        let ran = Ran::of(program.args(["list", "--json"]).output().unwrap());
        serde_json::from_str::<serde_json::Value>(&ran.out).unwrap().as_array().unwrap().len()
    };
    let data = desk.path(".local/share/duban");
    assert_eq!(count(&mut desk.program()), 25);
    assert_eq!(count(desk.program().env("XDG_DATA_HOME", desk.path("x"))), 0);
    assert_eq!(count(desk.program().env("XDG_DATA_HOME", desk.path("x")).env("DUBAN_DATA", &data)), 25);
    assert_eq!(count(desk.program().env("DUBAN_DATA", &data).args(["--data", "elsewhere"])), 0);
    assert!(!desk.path("elsewhere").exists(), "looking makes no folder");
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_silently() {
    let desk = Desk::with_example();
    let mut child = desk.program();
    child.args(["export", "--format", "json"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[test]
fn a_full_disk_behind_standard_output_is_told() {
    let desk = Desk::with_example();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran = Ran::of(desk.program().args(["list"]).stdout(full).output().unwrap());
    assert_eq!(ran.code, 3);
    assert!(ran.err.starts_with("输出没有写完：") && ran.err.ends_with("库中数据未受影响。\n"), "{}", ran.err);
}

#[test]
fn a_closed_standard_output_hurts_nobody() {
    let desk = Desk::with_example();
    let mut shell = std::process::Command::new("sh");
    let line = format!("'{}' list >&- 2>&-", env!("CARGO_BIN_EXE_duban"));
    let ran = shell.args(["-c", &line]).env_clear().env("HOME", desk.path("")).output().unwrap();
    assert_eq!(ran.status.code(), Some(0));
    assert_eq!(desk.numbers("").len(), 25, "the data is as it was");
}

#[test]
fn without_a_terminal_the_board_says_what_to_do() {
    let ran = Desk::empty().duban("");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(ran.err, "这里不是终端，打不开界面。查看用 duban list，全部命令见 duban --help。\n");
}

#[test]
fn manual_and_completions_come_from_the_code() {
    let desk = Desk::empty();
    let page = desk.duban("man").done();
    assert!(page.contains(".TH duban 1") && page.contains(".SH \"duban list\""), "{page}");
    assert!(page.contains("督办：一个城市民生实事的进展") && page.contains("\\-\\-updated\\-since"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.duban(&format!("completions {shell}")).done();
        assert!(script.contains("updated-since"), "{shell}");
    }
    assert_eq!(desk.duban("completions csh").code, 2);
}
