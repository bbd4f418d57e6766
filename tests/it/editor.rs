//! How a text of many lines is edited: what the keys do to it, what is seen of it, and where the caret stands.

use duban::tui::backend::Backend;
use duban::tui::draw::columns;
use duban::tui::editor::{Edit, Editor, KEPT, Move};
use duban::tui::keys::Chord;
use duban::tui::text::{Width, clean_lines, graphemes, wrap};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use unicode_segmentation::UnicodeSegmentation;

const NARROW: Width = Width { ambiguous_wide: false, ascii: false };
const WIDE: Width = Width { ambiguous_wide: true, ascii: false };

/// A report of last period, whose numbers are to be changed.
const REPORT: &str =
    "共抽检食品15799批次，完成全年任务的56.87%。\n（1）加强“数字政府”建设——市政数局牵头；\n（2）其余全部开工。";

fn editor(text: &str, columns: u16, rows: u16) -> Editor {
    let mut editor = Editor::new(text, NARROW);
    editor.fit(columns, rows);
    editor
}

/// Presses keys, named and separated by blanks.
fn press(editor: &mut Editor, keys: &str) {
    for key in keys.split_whitespace() {
        editor.edit(&Edit::of(&key.parse::<Chord>().unwrap()).unwrap());
    }
}

/// Types characters one by one, as keys and input methods bring them.
fn write(editor: &mut Editor, text: &str) {
    for c in text.chars() {
        editor.edit(&Edit::Type(c.to_string()));
    }
}

/// What is seen of a text, with its marks in yellow, and the caret.
fn drawn(editor: &Editor, area: Rect) -> (Buffer, Position) {
    let mut buf = Buffer::empty(area);
    let caret = editor.draw(&mut buf, area, Style::new(), Style::new().fg(Color::Yellow));
    (buf, caret)
}

/// The marked characters in sight.
fn marked(buf: &Buffer) -> String {
    let marked = buf.content().iter().filter(|cell| cell.symbol() != " " && cell.fg == Color::Yellow);
    marked.map(|cell| cell.symbol()).collect()
}

/// The rows as a person reads them, the caret as ‸.
fn rows(editor: &Editor, columns_of_area: u16, rows_of_area: u16) -> Vec<String> {
    let area = Rect::new(0, 0, columns_of_area, rows_of_area);
    let (buf, caret) = drawn(editor, area);
    let rows = area.rows().map(|row| {
        let (mut line, mut x) = (String::new(), 0);
        while x < row.right() {
            if caret == Position::new(x, row.y) {
                line.push('‸');
            }
            let cell = buf.cell((x, row.y)).unwrap();
            line.push_str(cell.symbol());
            x += columns(cell);
        }
        line.trim_end().to_owned()
    });
    rows.collect()
}

#[test]
fn numbers_of_last_period_are_changed_with_a_few_keys() {
    let mut editor = editor(REPORT, 22, 7);
    assert_eq!(
        rows(&editor, 22, 7),
        [
            "‸共抽检食品15799批次，",
            "完成全年任务的56.87%。",
            "",
            "（1）加强“数字政府”建",
            "设——市政数局牵头；",
            "（2）其余全部开工。",
            "",
        ],
        "the second line is full, so a place is kept for the caret behind it"
    );
    press(&mut editor, "C-Right C-Right C-w");
    write(&mut editor, "21340");
    press(&mut editor, "C-Right C-Right C-Right C-Right C-w");
    write(&mut editor, "76.8%");
    assert_eq!(rows(&editor, 22, 3), ["共抽检食品21340批次，", "完成全年任务的76.8%‸。", "（1）加强“数字政府”建"]);
    press(&mut editor, "C-z C-z");
    assert_eq!(rows(&editor, 22, 2), ["共抽检食品21340批次，", "完成全年任务的56.87%‸。"]);
    press(&mut editor, "C-z C-z");
    assert_eq!(editor.text(), REPORT);
    press(&mut editor, "C-y C-y C-y C-y");
    assert_eq!(editor.text(), REPORT.replace("15799", "21340").replace("56.87", "76.8"));
}

#[test]
fn the_caret_stands_where_the_next_character_will() {
    for (text, columns, keys, expected) in [
        ("", 8, "", vec!["‸"]),
        ("督办\n", 8, "C-End", vec!["督办", "‸"]),
        ("督办", 8, "Right", vec!["督‸办"]),
        ("督办任务", 8, "C-End", vec!["督办任务", "‸"]),
        ("督办任务", 8, "C-End Left", vec!["督办任‸务"]),
        ("督办任务进展", 8, "Right Right Right Right", vec!["督办任务", "‸进展"]),
        ("督办任务\n进展", 8, "End", vec!["督办任务", "‸", "进展"]),
        ("督办任务\n进展", 8, "End Right", vec!["督办任务", "", "‸进展"]),
        ("督办任务，进展", 8, "Right Right Right", vec!["督办任", "‸务，进展"]),
        ("督办任务，进展", 8, "Right Right Right Right", vec!["督办任", "务‸，进展"]),
        ("task    list", 8, "Right Right Right Right Right Right Right Right", vec!["task", "‸list"]),
        ("tasks   ", 6, "C-End", vec!["tasks", "‸"]),
        ("tasks   ", 6, "C-End Left", vec!["tasks", "‸"]),
        ("tasks   ", 6, "C-End Left Left Left", vec!["tasks‸"]),
        ("e\u{301}e\u{301}n", 8, "Right Right", vec!["e\u{301}e\u{301}‸n"]),
        ("👩\u{200d}👧督", 8, "Right Right", vec!["👩👧‸督"]),
        ("督\u{200b}办", 8, "Right", vec!["督‸办"]),
        ("🇨🇳督", 8, "Right", vec!["🇨🇳‸督"]),
        ("שלום督", 8, "Right Right Right Right", vec!["שלום‸督"]),
        ("督", 1, "C-End", vec!["", "‸"]),
    ] {
        let mut editor = editor(text, columns, 4);
        press(&mut editor, keys);
        let mut rows = rows(&editor, columns, 4);
        rows.truncate(expected.len());
        assert_eq!(rows, expected, "{text:?} after {keys:?}");
    }
}

#[test]
fn a_terminal_that_shows_ambiguous_characters_wide_has_its_caret_elsewhere() {
    let mut editor = Editor::new("推进“数字”建设", WIDE);
    editor.fit(10, 3);
    press(&mut editor, "Right Right Right");
    assert_eq!(rows(&editor, 10, 3), ["推进“‸数", "字”建设", ""]);
    let (_, caret) = drawn(&editor, Rect::new(0, 0, 10, 3));
    assert_eq!(caret, Position::new(6, 0), "the quotation mark takes two columns");
}

#[test]
fn up_and_down_keep_to_their_column_on_screen_lines() {
    for (keys, expected) in [
        ("Right Right Down", ["第一行有八", "个字‸呢", "短", "第三行a也", "不短"]),
        ("Right Right Right Down Down", ["第一行有八", "个字呢", "短‸", "第三行a也", "不短"]),
        ("Right Right Right Down Down Down", ["第一行有八", "个字呢", "短", "第三行‸a也", "不短"]),
        ("Right Right Right Right Down Down Down Down", ["第一行有八", "个字呢", "短", "第三行a也", "不短‸"]),
        ("Down Right Down Left Down", ["第一行有八", "个字呢", "短", "‸第三行a也", "不短"]),
        ("C-End Up", ["第一行有八", "个字呢", "短", "第三‸行a也", "不短"]),
        ("C-End Up Up", ["第一行有八", "个字呢", "短‸", "第三行a也", "不短"]),
        ("C-End Up Up Up", ["第一行有八", "个字‸呢", "短", "第三行a也", "不短"]),
        ("C-End Up Up Up Up Up", ["第一‸行有八", "个字呢", "短", "第三行a也", "不短"]),
        ("Right Right Right Down Down 甲 Up", ["第一行有八", "个字‸呢", "短甲", "第三行a也", "不短"]),
        ("C-End Down", ["第一行有八", "个字呢", "短", "第三行a也", "不短‸"]),
    ] {
        let mut editor = editor("第一行有八个字呢\n短\n第三行a也不短", 10, 5);
        press(&mut editor, keys);
        assert_eq!(rows(&editor, 10, 5), expected, "after {keys}");
    }
}

#[test]
fn home_and_end_go_to_the_screen_line_and_then_to_the_paragraph() {
    for (keys, expected) in [
        ("Home", "督办任务进展情况，\n‸汇总表 报送"),
        ("C-Home Right End", "督办任‸务进展情况，\n汇总表 报送"),
        ("C-Home Right End End", "督办任务进展情况，‸\n汇总表 报送"),
        ("C-Home End End Home", "督办任务进展情‸况，\n汇总表 报送"),
        ("C-Home End End Home Home", "‸督办任务进展情况，\n汇总表 报送"),
        ("C-End Left Home", "督办任务进展情况，\n汇总表 ‸报送"),
        ("C-End Left Home Home", "督办任务进展情况，\n‸汇总表 报送"),
        ("C-End Home End", "督办任务进展情况，\n汇总表 报送‸"),
        (
            "C-End Enter t a s k s Space Space Space Space a Home Home End",
            "督办任务进展情况，\n汇总表 报送\ntasks  ‸  a",
        ),
        ("Down End", "督办任务进展‸情况，\n汇总表 报送"),
    ] {
        let mut editor = editor("督办任务进展情况，\n汇总表 报送", 8, 5);
        press(&mut editor, "C-End Left Left Left");
        if keys != "Home" {
            press(&mut editor, "C-Home");
        }
        press(&mut editor, keys);
        assert_eq!(with_caret(&editor), expected, "after {keys}");
    }
}

/// The text with the caret as ‸ in it.
fn with_caret(editor: &Editor) -> String {
    let (before, after) = editor.text().split_at(editor.caret());
    format!("{before}‸{after}")
}

#[test]
fn words_of_chinese_are_numbers_and_what_stands_between_marks() {
    for (keys, expected) in [
        ("C-Right", "共抽检食品‸15799批次，  完成56.87%。\n其余 GDP增长"),
        ("C-Right C-Right", "共抽检食品15799‸批次，  完成56.87%。\n其余 GDP增长"),
        ("C-Right C-Right C-Right C-Right C-Right", "共抽检食品15799批次，  完成‸56.87%。\n其余 GDP增长"),
        ("C-End C-Left C-Left C-Left", "共抽检食品15799批次，  完成56.87%。\n‸其余 GDP增长"),
        ("C-End M-Left C-Left M-Right M-Left C-w", "共抽检食品15799批次，  完成56.87%。\n‸GDP增长"),
        ("C-End C-Left C-Left C-w C-w C-w C-w", "共抽检食品15799批次，  完成‸GDP增长"),
        ("C-End C-w C-Backspace M-Backspace", "共抽检食品15799批次，  完成56.87%。\n‸"),
        ("C-Left C-w", "‸共抽检食品15799批次，  完成56.87%。\n其余 GDP增长"),
    ] {
        let mut editor = editor("共抽检食品15799批次，  完成56.87%。\n其余 GDP增长", 60, 5);
        press(&mut editor, keys);
        assert_eq!(with_caret(&editor), expected, "after {keys}");
    }
}

#[test]
fn deletions_take_whole_characters_and_stop_at_the_ends() {
    for (text, keys, expected) in [
        ("督办", "Backspace", "‸督办"),
        ("督办", "Delete", "‸办"),
        ("督办", "C-End Delete", "督办‸"),
        ("督办", "C-End C-h", "督‸"),
        ("督e\u{301}\u{308}", "C-End Backspace", "督‸"),
        ("e\u{301}\u{308}督", "Delete", "‸督"),
        ("🇨🇳🇭🇰", "C-End Backspace", "🇨🇳‸"),
        ("督\n办", "Down Backspace", "督‸办"),
        ("督\n办", "Right Delete", "督‸办"),
        ("督办任务进展情况", "Down Right C-u", "督办任务‸展情况"),
        ("督办任务进展情况", "Right C-k", "督‸进展情况"),
        ("督办任务进展情况", "Right C-k C-k", "督‸况"),
        ("督办\n任务", "Right C-k C-k", "督‸\n任务"),
        ("督办任务进展", "Down C-u", "‸进展"),
    ] {
        let mut editor = editor(text, 8, 5);
        press(&mut editor, keys);
        assert_eq!(with_caret(&editor), expected, "{text:?} after {keys}");
    }
}

#[test]
fn what_is_joined_by_a_change_never_holds_the_caret() {
    let mut editor = editor("\n\u{301}督", 8, 5);
    write(&mut editor, "a");
    press(&mut editor, "Delete");
    assert_eq!(with_caret(&editor), "a\u{301}‸督", "the mark went to the letter, and the caret behind both");
    press(&mut editor, "C-z C-z C-Home");
    assert_eq!(with_caret(&editor), "‸\n\u{301}督");
}

#[test]
fn every_way_of_pasting_gives_the_same_lines() {
    let lines = "第一行\n\n第三行 有空格";
    for pasted in ["第一行\n\n第三行\t有空格", "第一行\r\n\r\n第三行\t有空格", "第一行\r\r第三行\t有空格"]
    {
        let mut bracketed = editor("", 20, 5);
        bracketed.edit(&Edit::Paste(pasted.to_owned()));
        assert_eq!(bracketed.text(), lines, "{pasted:?} in brackets");
        let mut keys = editor("", 20, 5);
        for c in pasted.chars() {
            let edit = match c {
                '\r' => Edit::of(&"Enter".parse().unwrap()),
                '\n' => Edit::of(&"C-j".parse().unwrap()),
                // Tab is the form's; one that it hands on is text like any other.
                c => Some(Edit::Type(c.to_string())),
            };
            keys.edit(&edit.unwrap());
        }
        assert_eq!(keys.text(), lines, "{pasted:?} key by key");
    }
    let mut editor = editor("", 20, 5);
    press(&mut editor, "Enter Left Right C-j");
    assert_eq!(editor.text(), "\n\n", "where something came between, both count");
}

#[test]
fn nothing_that_commands_a_terminal_gets_into_the_text() {
    let mut editor = editor("\x1b[2J督\u{202e}", 20, 2);
    editor.edit(&Edit::Paste("\x1b]0;x\x07办\u{9b}\u{200b}".to_owned()));
    assert_eq!(editor.text(), "]0;x办[2J督");
    assert!(!editor.edit(&Edit::Type("\u{200b}".to_owned())), "what cannot be shown changes nothing");
    assert!(editor.edit(&Edit::Undo));
    assert_eq!(editor.text(), "[2J督", "and is no step");
}

#[test]
fn keys_without_a_meaning_in_a_text_are_left_to_others() {
    for key in ["Esc", "Tab", "S-Tab", "F2", "C-s", "C-q", "M-x", "Insert"] {
        assert_eq!(Edit::of(&key.parse().unwrap()), None, "{key}");
    }
}

#[test]
fn undo_takes_back_what_was_typed_sentence_by_sentence() {
    let mut editor = editor("", 60, 3);
    write(&mut editor, "已完工5座。其余全部开工！\n下一步");
    press(&mut editor, "Backspace Backspace");
    write(&mut editor, "年");
    editor.edit(&Edit::Paste("（甲）。乙".to_owned()));
    write(&mut editor, "丙");
    press(&mut editor, "Home");
    write(&mut editor, "又");
    press(&mut editor, "Delete C-w");
    let steps = [
        "已完工5座。其余全部开工！\n‸年（甲）。乙丙",
        "已完工5座。其余全部开工！\n又‸年（甲）。乙丙",
        "已完工5座。其余全部开工！\n又‸下年（甲）。乙丙",
        "已完工5座。其余全部开工！\n‸下年（甲）。乙丙",
        "已完工5座。其余全部开工！\n下年（甲）。乙‸",
        "已完工5座。其余全部开工！\n下年‸",
        "已完工5座。其余全部开工！\n下‸",
        "已完工5座。其余全部开工！\n下一步‸",
        "已完工5座。其余全部开工！\n‸",
        "已完工5座。其余全部开工！‸",
        "已完工5座。‸",
        "‸",
    ];
    for (number, step) in steps.iter().enumerate() {
        assert_eq!(with_caret(&editor), *step, "after {number} steps back");
        assert_eq!(editor.edit(&Edit::Undo), number + 1 < steps.len(), "after {number} steps back");
    }
    while editor.edit(&Edit::Redo) {}
    assert_eq!(with_caret(&editor), steps[0], "and all of it again");
}

#[test]
fn another_text_in_place_of_the_whole_is_one_step_and_the_caret_stands_behind_what_differs() {
    let mut editor = editor("完成5座。\n其余全部开工。", 60, 3);
    write(&mut editor, "已");
    assert!(editor.edit(&Edit::Replace("已完成12座。\r\n其余全部开工。".to_owned())));
    assert_eq!(with_caret(&editor), "已完成12‸座。\n其余全部开工。");
    assert!(!editor.edit(&Edit::Replace("已完成12座。\n其余全部开工。".to_owned())), "it is the same text");
    for expected in ["已‸完成5座。\n其余全部开工。", "‸完成5座。\n其余全部开工。"] {
        press(&mut editor, "C-z");
        assert_eq!(with_caret(&editor), expected);
    }
}

#[test]
fn a_caret_that_went_away_and_came_back_begins_a_new_step() {
    let mut editor = editor("", 60, 3);
    write(&mut editor, "一");
    press(&mut editor, "Left Right");
    write(&mut editor, "二");
    press(&mut editor, "Left Right Backspace Left Right Backspace");
    for expected in ["一‸", "一二‸", "一‸", "‸"] {
        press(&mut editor, "C-z");
        assert_eq!(with_caret(&editor), expected);
    }
}

#[test]
fn what_was_taken_back_is_forgotten_when_something_else_is_typed() {
    let mut editor = editor("", 60, 3);
    write(&mut editor, "一。二。");
    press(&mut editor, "C-z");
    write(&mut editor, "三");
    assert!(!editor.edit(&Edit::Redo));
    press(&mut editor, "C-z");
    assert_eq!(editor.text(), "一。");
    editor.edit(&Edit::Paste("甲".to_owned()));
    write(&mut editor, "乙");
    press(&mut editor, "C-z");
    write(&mut editor, "丙");
    press(&mut editor, "C-z");
    assert_eq!(editor.text(), "一。甲", "and what is typed does not grow the step before");
}

#[test]
fn steps_are_kept_up_to_their_bound_and_the_last_one_always() {
    let mut editor = editor("", 60, 3);
    let paste = "督办\n".repeat(KEPT / 7 / 4);
    for _ in 0..10 {
        editor.edit(&Edit::Paste(paste.clone()));
    }
    let mut steps = 0;
    while editor.edit(&Edit::Undo) {
        steps += 1;
    }
    assert_eq!(steps, 4, "three quarters of the bound and the last one: with what steps cost beside their text");
    assert_eq!(editor.text().len(), 6 * paste.len());
    editor.edit(&Edit::Paste("办\n".repeat(KEPT / 2)));
    assert!(editor.edit(&Edit::Undo), "even the largest paste can be taken back");
    assert_eq!(editor.text().len(), 6 * paste.len());
}

/// A text of numbered paragraphs.
fn numbered(paragraphs: usize) -> String {
    (1..=paragraphs).map(|n| format!("第{n}段")).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_in_sight_moves_no_more_than_the_caret_asks() {
    let mut editor = editor(&numbered(9), 10, 3);
    for (keys, expected, line) in [
        ("Down Down", ["第1段", "第2段", "‸第3段"], 3),
        ("Down", ["第2段", "第3段", "‸第4段"], 4),
        ("Up Up", ["‸第2段", "第3段", "第4段"], 2),
        ("Up", ["‸第1段", "第2段", "第3段"], 1),
        ("Down PageDown", ["第3段", "‸第4段", "第5段"], 4),
        ("PageDown", ["第5段", "‸第6段", "第7段"], 6),
        ("PageUp", ["第3段", "‸第4段", "第5段"], 4),
        ("PageDown PageDown PageDown", ["第7段", "第8段", "‸第9段"], 9),
        ("PageUp PageUp PageUp PageUp PageUp", ["‸第1段", "第2段", "第3段"], 1),
        ("C-End", ["第7段", "第8段", "第9段‸"], 9),
        ("C-u Backspace Backspace", ["第6段", "第7段", "第8‸"], 8),
    ] {
        press(&mut editor, keys);
        assert_eq!(rows(&editor, 10, 3), expected, "after {keys}");
        assert_eq!(editor.line().0, line, "after {keys}");
    }
    assert_eq!(editor.line(), (8, 8), "and how many lines there are");
}

#[test]
fn a_new_size_keeps_what_stood_on_top() {
    let mut editor = editor("督办任务进展情况汇总表\n第二段\n第三段\n第四段", 6, 3);
    press(&mut editor, "Down Down Down Down");
    assert_eq!(rows(&editor, 6, 3), ["情况汇", "总表", "‸第二段"]);
    editor.fit(16, 3);
    assert_eq!(rows(&editor, 16, 3), ["督办任务进展情况", "汇总表", "‸第二段"]);
    editor.fit(16, 1);
    assert_eq!(rows(&editor, 16, 1), ["‸第二段"]);
    editor.fit(0, 0);
    assert_eq!(editor.line(), (13, 24), "in no room at all every character has its line");
}

#[test]
fn marked_bytes_look_different_and_whole_characters_do() {
    let mut editor = editor("共抽检21340批次（食品，完成e\u{301}。", 14, 3);
    let at = |part: &str| {
        let start = editor.text().find(part).unwrap();
        start..start + part.len()
    };
    let marks = vec![at("340批次（"), at("\u{301}")];
    editor.mark(marks);
    let (buf, caret) = drawn(&editor, Rect::new(3, 2, 14, 3));
    assert_eq!(marked(&buf), "340批次（e\u{301}", "over the end of a line");
    assert_eq!(caret, Position::new(3, 2), "counted from the screen's corner");
    press(&mut editor, "Down Right");
    let (buf, caret) = drawn(&editor, Rect::new(3, 2, 5, 1));
    assert_eq!(caret, Position::new(5, 2), "in less room than it was told it stays inside");
    assert_eq!(buf.content().iter().map(|cell| cell.symbol()).collect::<String>().trim(), "共 抽");
}

#[test]
fn marks_stay_on_their_words_whatever_is_typed_and_deleted_around_and_within_them() {
    let mut editor = editor("共抽检21340批次，完成76%。", 30, 3);
    let area = Rect::new(0, 0, 30, 3);
    editor.mark(vec![9..14, 29..31]);
    assert_eq!(marked(&drawn(&editor, area).0), "2134076");
    write(&mut editor, "全市");
    assert_eq!(marked(&drawn(&editor, area).0), "2134076", "typed before them");
    press(&mut editor, "Right Right Right Right Right 9 Delete");
    assert_eq!(rows(&editor, 30, 1), ["全市共抽检219‸40批次，完成76%。"]);
    assert_eq!(marked(&drawn(&editor, area).0), "214076", "what is typed within one bears none");
    press(&mut editor, "C-k");
    assert_eq!(marked(&drawn(&editor, area).0), "21");
    press(&mut editor, "C-z");
    assert_eq!(rows(&editor, 30, 1), ["全市共抽检219‸40批次，完成76%。"]);
    assert_eq!(marked(&drawn(&editor, area).0), "21", "what comes back was not looked at");
}

#[test]
fn on_a_terminal_the_cursor_stands_at_the_caret_after_every_key() {
    let area = Rect::new(2, 1, 12, 3);
    let mut terminal = Terminal::new(Backend::new(Vec::new(), (16, 5), false)).unwrap();
    let mut seen = vt100::Parser::new(5.try_into().unwrap(), 16.try_into().unwrap(), 0);
    let mut editor = editor("完成56.87%，", area.width, area.height);
    let mut cursors = Vec::new();
    for key in "End 其 余 全 部 开 工 。 Enter 下 Up Home Backspace C-z".split_whitespace() {
        press(&mut editor, key);
        terminal
            .draw(|frame| {
                let caret = editor.draw(frame.buffer_mut(), area, Style::new(), Style::new());
                frame.set_cursor_position(caret);
            })
            .unwrap();
        seen.process(&std::mem::take(terminal.backend_mut().writer_mut()));
        assert!(!seen.screen().hide_cursor(), "after {key}");
        cursors.push(seen.screen().cursor_position());
    }
    let rows: Vec<String> = seen.screen().rows(0, 16).map(|row| row.trim_end().to_owned()).collect();
    assert_eq!(rows, ["", "  其余全部开", "  工。", "  下", ""]);
    // 其余全部开工 fills its line, so the caret waits on the next, and the stop takes 工 there with it.
    let typed = [(2, 2), (2, 4), (2, 6), (2, 8), (2, 10), (2, 12), (3, 2), (3, 6)];
    let then = [(3, 2), (3, 4), (2, 4), (2, 2), (1, 10), (2, 2)];
    assert_eq!(cursors, [&typed[..], &then].concat());
}

/// Column and screen line.
type Cell = (usize, usize);

/// The screen lines of a text and the cell of each place in it, one character after the other.
fn by_hand(text: &str, columns: usize, width: &Width) -> (Vec<String>, Vec<(usize, Cell)>) {
    let (mut lines, mut cells, mut start) = (Vec::new(), Vec::new(), 0);
    for paragraph in text.split('\n') {
        let mut used = 0;
        for range in wrap(paragraph, columns, width) {
            used = 0;
            for (at, grapheme) in paragraph[range.clone()].grapheme_indices(true) {
                let beside = if used < columns { (used, lines.len()) } else { (0, lines.len() + 1) };
                cells.push((start + range.start + at, beside));
                used += width.of_grapheme(grapheme);
            }
            lines.push(paragraph[range].to_owned());
        }
        if used >= columns {
            lines.push(String::new());
            used = 0;
        }
        start += paragraph.len();
        cells.push((start, (used, lines.len() - 1)));
        start += 1;
    }
    (lines, cells)
}

/// Checks all that must hold of an editor at any time.
fn holds(editor: &Editor, (columns, rows): (u16, u16), width: &Width) -> Result<(), TestCaseError> {
    let text = editor.text();
    prop_assert_eq!(clean_lines(text), text);
    let (lines, cells) = by_hand(text, usize::from(columns), width);
    let cell = cells.iter().find(|(at, _)| *at == editor.caret()).map(|(_, cell)| *cell);
    prop_assert!(cell.is_some(), "the caret at {} stands within a character of {:?}", editor.caret(), text);
    let (x, y) = cell.unwrap();
    prop_assert_eq!(editor.line(), (y + 1, lines.len()));

    let area = Rect::new(0, 0, columns, rows);
    let (buf, caret) = drawn(editor, area);
    prop_assert_eq!(usize::from(caret.x), x);
    prop_assert!(usize::from(caret.y) <= y && caret.y < rows, "{:?} is in sight", caret);
    let top = y - usize::from(caret.y);
    prop_assert!(top == 0 || top + usize::from(rows) <= lines.len(), "no row is empty without need");
    let mut expected = Buffer::empty(area);
    for (row, line) in (0..rows).zip(&lines[top..]) {
        duban::tui::draw::put(&mut expected, 0, row, columns, line, Style::new(), width);
    }
    prop_assert_eq!(&buf, &expected);

    let next = graphemes(&text[editor.caret()..]).next().unwrap_or("\n");
    let wide = width.of_grapheme(next);
    if wide > 0 && x + wide <= usize::from(columns) && !next.contains(char::is_whitespace) {
        prop_assert_eq!(buf.cell(caret).unwrap().symbol(), next, "the caret stands on the character it is before");
    }
    Ok(())
}

/// What a person can do, and a new size of the terminal now and then.
#[derive(Clone, Debug)]
enum Deed {
    Edit(Edit),
    Fit(u16, u16),
}

fn piece() -> impl Strategy<Value = String> {
    let hard = [
        "，",
        "。",
        "“",
        "”",
        "（",
        "——",
        "……",
        "%",
        " ",
        "   ",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\u{301}",
        "e\u{301}",
        "🇨",
        "🇳",
        "👩",
        "\u{200d}",
        "👩\u{200d}👧",
        "שלום",
        "\u{202e}",
        "각",
        "\u{1100}",
        "\u{1161}",
        "\u{600}",
        "\u{fe0f}",
        "①",
        "ﷺ",
        "\x1b[2J",
        "http://www.jiangmen.gov.cn/zwgk",
        "नि",
        "\u{f900}",
    ];
    prop_oneof![
        4 => "[督办任务进展情况]{1,6}",
        2 => "[0-9]{1,4}(\\.[0-9]{2}%)?",
        6 => proptest::sample::select(hard.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{1,3}",
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    let ways = [
        Move::Back,
        Move::Forward,
        Move::WordBack,
        Move::WordForward,
        Move::Up,
        Move::Down,
        Move::LineStart,
        Move::LineEnd,
        Move::PageUp,
        Move::PageDown,
        Move::TextStart,
        Move::TextEnd,
    ];
    let way = || proptest::sample::select(ways.to_vec());
    prop_oneof![
        8 => piece().prop_map(|text| Deed::Edit(Edit::Type(text))),
        2 => proptest::collection::vec(piece(), 0..20).prop_map(|pieces| Deed::Edit(Edit::Paste(pieces.concat()))),
        1 => proptest::collection::vec(piece(), 0..20).prop_map(|pieces| Deed::Edit(Edit::Replace(pieces.concat()))),
        4 => way().prop_map(|to| Deed::Edit(Edit::Delete(to))),
        8 => way().prop_map(|to| Deed::Edit(Edit::Go(to))),
        2 => Just(Deed::Edit(Edit::Undo)),
        1 => Just(Deed::Edit(Edit::Redo)),
        1 => (1_u16..30, 1_u16..6).prop_map(|(columns, rows)| Deed::Fit(columns, rows)),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_text_lines_and_caret_agree(
        first in proptest::collection::vec(piece(), 0..15),
        deeds in proptest::collection::vec(deed(), 1..30),
        ambiguous_wide: bool,
    ) {
        let width = Width { ambiguous_wide, ascii: false };
        let mut editor = Editor::new(&first.concat(), width);
        let first = editor.text().to_owned();
        let mut size = (12, 3);
        editor.fit(size.0, size.1);
        holds(&editor, size, &width)?;
        for deed in deeds {
            let before = editor.text().to_owned();
            match deed {
                Deed::Edit(edit) => {
                    let changed = editor.edit(&edit);
                    prop_assert_eq!(changed, editor.text() != before);
                }
                Deed::Fit(columns, rows) => {
                    size = (columns, rows);
                    editor.fit(columns, rows);
                }
            }
            holds(&editor, size, &width)?;
        }
        while editor.edit(&Edit::Redo) {}
        let last = editor.text().to_owned();
        while editor.edit(&Edit::Undo) {
            holds(&editor, size, &width)?;
        }
        prop_assert_eq!(editor.text(), first);
        while editor.edit(&Edit::Redo) {
            holds(&editor, size, &width)?;
        }
        prop_assert_eq!(editor.text(), last);
    }

    /// No character comes twice, so that each can be known again.
    #[test]
    fn marks_stay_on_what_they_were_put_on_as_long_as_it_stands(
        is_marked in proptest::collection::vec(any::<bool>(), 40),
        deeds in proptest::collection::vec(deed(), 1..30),
    ) {
        let mut fresh = ('\u{4e00}'..='\u{9fff}').collect::<Vec<_>>().into_iter();
        let mut write = |length: usize| fresh.by_ref().take(length).collect::<String>();
        let paragraphs = [write(20), write(20)];
        let mut editor = editor(&paragraphs.join("\n"), 30, 200);
        let places: Vec<_> = editor.text().char_indices().filter(|(_, c)| *c != '\n').collect();
        let marks: Vec<_> = places.into_iter().zip(is_marked).filter(|(_, is_marked)| *is_marked).collect();
        let mut left: String = marks.iter().map(|((_, c), _)| c).collect();
        editor.mark(marks.iter().map(|((at, c), _)| *at..at + c.len_utf8()).collect());
        for deed in deeds {
            editor.edit(&match deed {
                Deed::Edit(Edit::Type(text)) => Edit::Type(write(text.chars().count())),
                Deed::Edit(Edit::Paste(text)) => Edit::Paste(write(text.chars().count())),
                Deed::Edit(edit) => edit,
                Deed::Fit(..) => continue,
            });
            left.retain(|c| editor.text().contains(c));
            prop_assert_eq!(marked(&drawn(&editor, Rect::new(0, 0, 30, 200)).0), left.clone());
        }
    }
}
