//! Keys and settings as people write them, and all that is wrong in them told at once.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use duban::config::{self, Config};
use duban::lang::{Lang, Texts};
use duban::session::Action;
use duban::tui::keys::{Chord, Code, KeyMap, Mistake};
use duban::tui::theme::Theme;

const ACTIONS: [(char, &str); 3] = [('s', "search"), ('u', "up"), ('q', "quit")];
const TABLE: &str = "search = [\"/\", \"F3\"]\nup = [\"Up\", \"k\"]\nquit = [\"F10\", \"q\"]\n";

fn chord(text: &str) -> Chord {
    text.parse().unwrap_or_else(|_| panic!("{text} is a key"))
}

fn settings(text: &str) -> Result<Config, Vec<String>> {
    Config::read(text, &|code, key, parts| Texts::of(Lang::from_code(code).unwrap_or_default()).fill(key, parts))
}

fn zh() -> Texts {
    Texts::of(Lang::Zh)
}

#[test]
fn keys_read_as_they_are_written_and_are_shown_the_same_way() {
    let plain = [("F1", Code::F(1)), ("F12", Code::F(12)), ("/", Code::Char('/')), ("?", Code::Char('?'))];
    let named = [("Up", Code::Up), ("PageDown", Code::PageDown), ("Enter", Code::Enter), ("Space", Code::Char(' '))];
    let odd = [("-", Code::Char('-')), ("C", Code::Char('C')), ("F", Code::Char('F')), ("S-Tab", Code::BackTab)];
    for (text, code) in [plain, named, odd].concat() {
        assert_eq!(chord(text), Chord::plain(code), "{text}");
    }
    assert_eq!(chord("C-s"), Chord { code: Code::Char('s'), ctrl: true, alt: false });
    assert_eq!(chord("C-M-Left"), Chord { code: Code::Left, ctrl: true, alt: true });
    assert_eq!(chord("C--"), Chord { code: Code::Char('-'), ctrl: true, alt: false });
    assert_eq!(chord("C-S"), chord("C-s"), "Shift is not told apart with Ctrl");
    for text in ["F1", "/", "Space", "C-s", "M-x", "C-M-PageUp", "S-Tab", "-", "C--", "？"] {
        assert_eq!(chord(text).to_string(), text);
    }
}

#[test]
fn what_is_no_key_is_refused() {
    for text in ["", "F0", "F13", "Fx", "up", "C-", "Ctrl-s", "ab", "C-i", "C-m", "C-[", " ", "\t", "督办"] {
        assert!(text.parse::<Chord>().is_err(), "{text:?}");
    }
}

#[test]
fn punctuation_of_an_input_method_counts_as_the_key_it_was_made_from() {
    let keys = KeyMap::read(
        &[('?', "?"), ('/', "/"), (':', ":"), ('.', ".")],
        "\"?\"=[\"?\",\"F1\"]\n\"/\"=[\"/\"]\n\":\"=[\":\"]\n\".\"=[\".\"]",
        "",
    )
    .unwrap();
    for (typed, meant) in [('？', '?'), ('／', '/'), ('、', '/'), ('：', ':'), ('。', '.')] {
        assert_eq!(keys.action(&Chord::plain(Code::Char(typed))), Some(meant), "{typed}");
    }
    assert_eq!(keys.action(&Chord::plain(Code::Char('督'))), None);
}

#[test]
fn a_key_event_is_the_chord_it_is_written_as_and_a_release_is_none() {
    let event = |code, modifiers| KeyEvent::new(code, modifiers);
    assert_eq!(Chord::from_event(&event(KeyCode::Char('s'), KeyModifiers::CONTROL)), Some(chord("C-s")));
    assert_eq!(Chord::from_event(&event(KeyCode::Char('G'), KeyModifiers::SHIFT)), Some(chord("G")));
    assert_eq!(Chord::from_event(&event(KeyCode::F(10), KeyModifiers::NONE)), Some(chord("F10")));
    let release = KeyEvent::new_with_kind(KeyCode::Up, KeyModifiers::NONE, KeyEventKind::Release);
    assert_eq!(Chord::from_event(&release), None);
}

#[test]
fn a_person_s_own_table_changes_only_what_it_names() {
    let keys = KeyMap::read(&ACTIONS, TABLE, "up = [\"C-p\", \"k\"]").unwrap();
    assert_eq!(keys.action(&chord("C-p")), Some('u'));
    assert_eq!(keys.action(&chord("Up")), None, "its keys of the first table are gone");
    assert_eq!(keys.action(&chord("F3")), Some('s'), "the others stay");
    assert_eq!(keys.first_of('u'), "C-p");
    assert_eq!(keys.keys_of('q'), [chord("F10"), chord("q")]);
}

#[test]
fn all_mistakes_of_a_table_are_told_at_once() {
    let own = "search = [\"k\", \"Shift-x\"]\nup = []\nfly = [\"F9\"]\n= 3\nquit = \"q\"\n";
    let mistakes = KeyMap::read(&ACTIONS, TABLE, own).unwrap_err();
    let expected = [
        Mistake::NotAList("quit".into()),
        Mistake::NoSuchAction("fly".into()),
        Mistake::NoSuchKey("Shift-x".into(), "search".into()),
        Mistake::OnlyLetters("search".into()),
        Mistake::NoKey("up".into()),
    ];
    assert!(matches!(&mistakes[0], Mistake::Unreadable(4, _)), "{mistakes:?}");
    for mistake in expected {
        assert!(mistakes.contains(&mistake), "{mistake:?} is not among {mistakes:?}");
    }
    let twice = KeyMap::read(&ACTIONS, TABLE, "up = [\"F3\"]").unwrap_err();
    assert_eq!(twice, [Mistake::Twice("F3".into(), "search".into(), "up".into())]);
}

#[test]
fn mistakes_in_keys_are_sentences_that_say_what_to_do() {
    let own = "fly = [\"F9\"]\nup = [\"F3\"]\nquit = [\"\u{1b}[2J\"]\n";
    let mistakes = KeyMap::read(&Action::named(), config::KEYS, own).unwrap_err();
    let said: Vec<String> = mistakes.iter().map(|mistake| mistake.say(&zh())).collect();
    assert!(said.contains(&"没有名为 fly 的操作。请对照自带的 keys.toml 核对。".to_owned()), "{said:?}");
    assert!(said.iter().any(|s| s.starts_with("按键 F3 同时用于 search 和 up。")), "{said:?}");
    assert!(said.iter().all(|s| !s.contains('\u{1b}')), "nothing of the file commands the terminal: {said:?}");
}

#[test]
fn the_embedded_keys_reach_every_action_without_a_bare_letter() {
    let keys = KeyMap::read(&Action::named(), config::KEYS, "").unwrap();
    for (action, name) in Action::named() {
        assert!(keys.keys_of(action).iter().any(|key| !key.text().is_some_and(char::is_alphanumeric)), "{name}");
    }
}

#[test]
fn the_embedded_settings_are_the_defaults() {
    let written = settings(config::DEFAULT).unwrap();
    let words = ["zh", "default", "auto"].map(|word| Some(word.to_owned()));
    let [lang, theme, ambiguous_width] = words;
    assert_eq!(written, Config { lang, theme, ambiguous_width, ascii: false, mouse: false });
    assert_eq!(written.ambiguous_wide(), Config::default().ambiguous_wide());
}

#[test]
fn settings_are_read_and_what_is_left_out_stays() {
    let config = settings("theme = \"light\"\nambiguous_width = 2\nmouse = true\n").unwrap();
    assert_eq!(config.theme.as_deref(), Some("light"));
    assert_eq!(config.ambiguous_wide(), Some(true));
    assert!(config.mouse && !config.ascii);
    assert_eq!(config.lang, None);
    for (text, wide) in [("\"auto\"", None), ("1", Some(false)), ("2", Some(true))] {
        assert_eq!(settings(&format!("ambiguous_width = {text}")).unwrap().ambiguous_wide(), wide);
    }
}

#[test]
fn every_theme_that_may_be_set_is_there() {
    for name in ["default", "light", "contrast", "none"] {
        assert!(settings(&format!("theme = {name:?}")).is_ok());
        assert!(Theme::named(name).is_some(), "{name}");
    }
}

#[test]
fn all_mistakes_in_settings_are_told_at_once_with_their_lines() {
    let said =
        settings("# 我的设置\nascii = \"yes\"\ncolour = 1\n\ntheme = \"dark\"\nambiguous_width = 3\nmouse = ture\n");
    let said = said.unwrap_err();
    assert_eq!(
        said[..4],
        [
            "第 2 行：ascii 不能是 \"yes\"。可用的值：true, false。",
            "第 3 行：没有名为 colour 的设置。可用的有：lang, theme, ambiguous_width, ascii, mouse。",
            "第 5 行：theme 不能是 \"dark\"。可用的值：\"default\", \"light\", \"contrast\", \"none\"。",
            "第 6 行：ambiguous_width 不能是 3。可用的值：\"auto\", 1, 2。",
        ]
    );
    assert!(said[4].starts_with("第 7 行："), "{said:?}");
}

#[test]
fn mistakes_in_settings_are_told_in_the_language_the_file_asks_for() {
    let said = settings("lang = \"en\"\nascii = 1\n").unwrap_err();
    assert_eq!(said, ["Line 2: ascii cannot be 1. It may be: true, false."]);
}
