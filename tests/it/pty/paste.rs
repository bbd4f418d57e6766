//! Text that comes from elsewhere: pastes with and without brackets, and words that an input method commits at once.

use duban::draft::ReportWords;

use super::draft::{data, kept, office};
use super::{Tty, duban};

/// Opens the form, has something done in it, and returns the draft that is kept on leaving.
fn left_after(act: impl FnOnce(&mut Tty)) -> ReportWords {
    let home = office();
    let mut board = duban(&data(&home));
    board.opens_the_form();
    act(&mut board);
    board.types("\x1b").shows("已存为草稿").types("\x1b[21~");
    board.gives_the_terminal_back();
    crate::draft::report(kept(&data(&home))).unwrap()
}

/// That much of a report, in lines with a Tab in each.
fn report(bytes: usize, line_end: &str) -> String {
    let mut text = String::new();
    for line in 1.. {
        if text.len() > bytes {
            break;
        }
        text.push_str(&format!("第{line}行\t完成{}例，其余按计划推进。{line_end}", line * 7));
    }
    text
}

#[test]
fn a_paste_without_brackets_stays_in_its_field_whatever_its_line_ends_and_tabs() {
    for line_end in ["\n", "\r\n", "\r"] {
        let pasted = ["甲\t乙", "\t丙", "丁\t戊，完"].join(line_end);
        let draft = left_after(|board| {
            board.types(&pasted).shows("戊，完");
        });
        assert!(draft.progress.starts_with("甲 乙\n 丙\n丁 戊，完"), "{line_end:?}: {}", draft.progress);
        assert_eq!((draft.problems.as_str(), draft.next_steps.as_str()), ("", ""), "{line_end:?}");
    }
}

#[test]
fn a_tab_alone_or_at_the_end_goes_to_the_next_field() {
    let draft = left_after(|board| {
        board.types("写在前面\t").shows("写在前面").shows("第 1/1 行  0 字");
        board.types("用地未落实").shows("用地未落实").types("\t").shows("第 1/1 行  0 字");
        board.types("十月完成").shows("十月完成");
    });
    assert!(draft.progress.starts_with("写在前面"));
    assert_eq!((draft.problems.as_str(), draft.next_steps.as_str()), ("用地未落实", "十月完成"));
}

#[test]
fn a_hundred_kilobytes_are_all_there_with_and_without_brackets() {
    let text = report(100_000, "\n");
    for pasted in [format!("\x1b[200~{text}\x1b[201~"), text.replace('\n', "\r")] {
        let draft = left_after(|board| {
            board.types(&pasted).types("到此为止").shows("到此为止");
        });
        let typed = format!("{}到此为止", text.replace('\t', " "));
        assert!(draft.progress.starts_with(&typed), "{} bytes", draft.progress.len());
        assert_eq!((draft.problems.as_str(), draft.next_steps.as_str()), ("", ""));
    }
}

#[test]
fn words_that_an_input_method_commits_at_once_are_typed_where_the_caret_is() {
    // Some terminals send a committed word as a paste, others as its characters in one piece.
    let draft = left_after(|board| {
        board
            .types("\x1b[200~截至九月底\x1b[201~")
            .shows("截至九月底")
            .types("，共筛查")
            .types("🀄𠮷例。")
            .shows("例。");
    });
    assert!(draft.progress.starts_with("截至九月底，共筛查🀄𠮷例。"), "{}", draft.progress);
}
