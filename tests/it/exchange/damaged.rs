//! Files that are damaged, hostile, or no table at all.

use std::collections::BTreeSet;

use duban::domain::{Book, Command};
use duban::exchange::{self, Content, EXAMPLE, Encoding, Unfit, What, propose, read};
use duban::lang::{Lang, Texts};
use proptest::prelude::*;

use super::{half, table};
use crate::domain::{NoPast, at, supervisor};

#[test]
fn gbk_is_decoded_and_announced() {
    let (bytes, _, _) = encoding_rs::GB18030.encode(EXAMPLE);
    let Content { encoding, what } = read(&bytes).unwrap();
    assert_eq!(encoding, Encoding::Gb18030);
    let What::Table(gbk) = what else { panic!() };
    assert!(*gbk == table(EXAMPLE.as_bytes()), "every character comes through");
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(EXAMPLE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&utf16).unwrap().encoding, Encoding::Utf16);
}

#[test]
fn other_line_ends_make_no_difference_to_what_is_read() {
    let plain = table(EXAMPLE.as_bytes());
    for ends in ["\r\n", "\r"] {
        let other = table(EXAMPLE.replace('\n', ends).as_bytes());
        assert_eq!(other.problems, []);
        for (a, b) in other.rows.iter().zip(&plain.rows) {
            assert_eq!((&a.text, &a.pairs, &a.progress, &a.category), (&b.text, &b.pairs, &b.progress, &b.category));
        }
    }
}

#[test]
fn what_is_no_such_table_is_refused_with_a_sentence() {
    let texts = Texts::of(Lang::Zh);
    let say = |bytes: &[u8]| read(bytes).unwrap_err().say(&texts);
    assert_eq!(say(b""), "文件是空的，没有存入任何内容。请核对文件。");
    assert!(say(b"PK\x03\x04\0\0\0").starts_with("这不是文本文件，没有存入任何内容。"));
    assert!(say("会议通知".as_bytes()).starts_with("文件里没有表格"));
    let other = EXAMPLE.replace("\t进展情况\n", "\t得分\n").replace("\t责任单位\n", "\t部门\n");
    let said = say(other.as_bytes());
    assert!(said.contains("缺少“责任单位、进展情况”") && said.contains("没有存入任何内容"), "{said}");
    let cut = &EXAMPLE[..EXAMPLE.rfind("\t谭良伟").unwrap()];
    assert!(say(cut.as_bytes()).contains("表格不完整"), "{}", say(cut.as_bytes()));
    let torn = &EXAMPLE.as_bytes()[..EXAMPLE.rfind("谭良伟").unwrap() + 1];
    assert!(say(torn).contains("一个字的中间"));
    assert!(matches!(read(br#"{"version":9,"records":[]}"#), Err(Unfit::OtherVersion(9))));
    assert!(matches!(read(br#"{"version":1,"records":7}"#), Err(Unfit::DamagedBook(_))));
}

#[test]
fn problems_are_told_with_line_and_column_and_the_rest_is_read() {
    let texts = Texts::of(Lang::Zh);
    let odd = EXAMPLE.replace("\t2\n\t免费", "\t二\n\t免费").replace("\t25\n", "\t24\n").replacen(
        "按进度完成。",
        "差不多了。",
        2,
    );
    let read = table(odd.as_bytes());
    let said: Vec<String> = read.problems.iter().map(|p| p.say(&texts)).collect();
    assert_eq!(read.rows.len(), 23);
    assert!(said.iter().any(|s| s == "第 28 行第 2 列：序号“二”不是数字，此行未读入。"), "{said:#?}");
    assert!(said.iter().any(|s| s.contains("序号 24 重复")), "{said:#?}");
    assert!(said.iter().any(|s| s.contains("“差不多了。”不是已知的状态")), "{said:#?}");
    assert!(said.iter().any(|s| s.contains("表头写“共”25 项，表中有 23 项")), "{said:#?}");
}

#[test]
fn a_row_with_a_cell_too_few_or_too_many_costs_that_row_only() {
    let texts = Texts::of(Lang::Zh);
    for (damaged, width) in [
        (EXAMPLE.replacen("\t赖燕芬\n\t市卫生健康局\n\t刘学文\n", "\t赖燕芬\n\t市卫生健康局\n", 1), 6),
        (EXAMPLE.replacen("\t赖燕芬\n\t市卫生健康局\n", "\t赖燕芬\n\t多一格\n\t市卫生健康局\n", 1), 8),
    ] {
        let read = table(damaged.as_bytes());
        assert_eq!(read.rows.iter().map(|r| r.number).collect::<Vec<_>>(), (2..=25).collect::<Vec<_>>());
        let said = format!("第 15 行：这一行有 {width} 格，表头有 7 格，此行未读入。请补齐后再导入。");
        assert!(read.problems.iter().any(|p| p.say(&texts) == said), "{:#?}", read.problems);
        let whole = table(EXAMPLE.as_bytes());
        let says = |r: &exchange::TableRow| (r.text.clone(), r.pairs.clone(), r.progress.clone(), r.source.clone());
        assert!(read.rows.iter().map(says).eq(whole.rows[1..].iter().map(says)), "the other rows are unharmed");
    }
}

#[test]
fn control_characters_stay_in_the_cell_and_out_of_what_is_read() {
    let text = EXAMPLE.replacen("\t市卫生健康局\n", "\t\u{1b}]0;x\u{7}市卫生\u{202e}健康局\n", 1);
    let row = table(text.as_bytes()).rows.remove(0);
    assert_eq!(row.pairs[0].0, "]0;x市卫生健康局");
    assert_eq!(row.source.units, "\u{1b}]0;x\u{7}市卫生\u{202e}健康局");
}

#[test]
fn huge_and_senseless_files_are_refused() {
    let tabs = "\t".repeat(100_000_000);
    assert_eq!(read(tabs.as_bytes()), Err(Unfit::Empty));
    assert!(matches!(read(format!("\t序号\n\t字{}", "\t".repeat(5_000_000)).as_bytes()), Err(Unfit::OtherHeader(..))));
    let wide = "\t一\n".repeat(1_000_000);
    assert!(matches!(read(wide.as_bytes()), Err(Unfit::OtherHeader(..))));
    let header = "\t序号\n\t工作任务\n\t责任单位\n\t进展情况\n";
    let endless = format!("{header}{}", "\t\n".repeat(2_100_000));
    assert_eq!(read(endless.as_bytes()), Err(Unfit::TooLarge));
    let above = "字\n".repeat(300_000) + &"已完成1项，".repeat(200_000);
    let read_below =
        |above: &str| read(format!("{above}\n{header}\t1\n\t字\n\t局\n\t已完成。\n").as_bytes()).unwrap().what;
    let What::Table(below) = read_below(&above) else { panic!() };
    assert_eq!((below.rows.len(), below.heading.title.lines().count()), (1, 300_000));
    // No cell is a number, so that each row looks for the next one: still one pass.
    let numberless = format!("{header}{}", "\t一\n".repeat(80_000));
    let What::Table(table) = read(numberless.as_bytes()).unwrap().what else { panic!() };
    assert_eq!((table.rows.len(), table.problems.len()), (0, 20_001));
}

#[test]
fn gbk_cut_within_a_character_is_told_from_no_text() {
    let (bytes, _, _) = encoding_rs::GB18030.encode(EXAMPLE);
    let cut = bytes.iter().rposition(|b| *b >= 0x80).unwrap();
    assert_eq!(read(&bytes[..cut]), Err(Unfit::Torn));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_panic(text in "(\t|\n|\r|序号|工作任务|责任单位|进展情况|责任人|1|共3项|[\u{0}-\u{ff}]|.){0,80}") {
        let _ = read(text.as_bytes());
    }

    #[test]
    fn a_table_cut_anywhere_is_read_or_refused(at in 0..EXAMPLE.len()) {
        let cut = &EXAMPLE.as_bytes()[..at];
        if let Ok(Content { what: What::Table(table), .. }) = read(cut) {
            prop_assert!(table.rows.len() <= 25);
            let told = table.rows.len() == 25 || !table.problems.is_empty();
            prop_assert!(told, "a shorter table is noticed by its count line");
        }
    }

    #[test]
    fn lines_lost_or_swapped_are_told_or_do_no_harm(a in 0..600_usize, b in 0..600_usize, lost in any::<bool>()) {
        let mut lines: Vec<&str> = EXAMPLE.split('\n').collect();
        if lost {
            lines.remove(a);
        } else {
            lines.swap(a, b);
        }
        if let Ok(Content { what: What::Table(table), .. }) = read(lines.join("\n").as_bytes()) {
            prop_assert!(table.rows.len() <= 25);
            let told = table.rows.len() == 25 || !table.problems.is_empty();
            prop_assert!(told, "a row does not vanish in silence");
            let numbers: BTreeSet<u32> = table.rows.iter().map(|r| r.number).collect();
            prop_assert_eq!(numbers.len(), table.rows.len(), "each number once");
            prop_assert!(table.rows.windows(2).all(|w| w[0].line < w[1].line));
            prop_assert!(table.problems.iter().all(|p| (1..=lines.len()).contains(&(p.line as usize))));
            if let Ok(proposal) = propose(&table, &Book::default(), Some(half())) {
                prop_assert_eq!(proposal.new, table.rows.len());
                let command = Command::Import(Box::new(proposal.import));
                let decided = Book::default().decide(&command, &supervisor(), at("2021-07-05T09:00:00+08:00"), &NoPast);
                prop_assert!(decided.is_ok_and(|c| Book::default().apply(&c.unwrap()).is_ok()), "it goes in whole");
            }
        }
    }
}
