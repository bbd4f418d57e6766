//! How Chinese is measured, cut, padded and broken into lines.

use std::ops::Range;

use duban::tui::text::{Width, clean, clean_lines, cut, pad, wrap};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

const NARROW: Width = Width { ambiguous_wide: false, ascii: false };
const WIDE: Width = Width { ambiguous_wide: true, ascii: false };
const ASCII: Width = Width { ambiguous_wide: false, ascii: true };

/// Sentences of official reports with all that is hard about them.
const REPORTS: [&str; 7] = [
    "（1）全市已有4291405人建立电子健康档案，建档率为92.68%，基本实现二、三级医院诊疗记录与基本公卫健康档案对接。",
    "贯彻“数字政府”建设要求，推进“粤省事”“粤商通”等平台——市政数局牵头……各市（区）政府配合。",
    "完成投资12.5亿元（占年度计划的103.2%），同比增长8.6%；其中①市级项目3个，②区级项目5个。",
    "“十四五”期间·江门·“侨都赋能”行动之“港澳融合”工程！？",
    "2023年1—6月、7-12月，2023/06/30前完成；附件详见市政府门户网站。",
    "各市(区)政府,市卫生健康局(市中医药局)负责;责任人:赖燕芬、张  璐。",
    "GDP增长5.5%，建成5G基站1,234个、充电桩2.5万个，覆盖100%的镇（街）。",
];
const NEVER_FIRST: &str = "，。、；：？！）》」』】〕〉”’…·～%％‰℃,.;:?!)]}";
const NEVER_LAST: &str = "（《「『【〔〈“‘([{￥$";

fn lines<'a>(text: &'a str, columns: usize, width: &Width) -> Vec<&'a str> {
    wrap(text, columns, width).into_iter().map(|range: Range<usize>| &text[range]).collect()
}

#[test]
fn a_report_is_broken_as_a_typesetter_would() {
    assert_eq!(
        lines(REPORTS[0], 22, &NARROW),
        [
            "（1）全市已有4291405人",
            "建立电子健康档案，建档",
            "率为92.68%，基本实现",
            "二、三级医院诊疗记录与",
            "基本公卫健康档案对接。",
        ]
    );
    assert_eq!(
        lines(REPORTS[1], 30, &NARROW),
        ["贯彻“数字政府”建设要求，推进", "“粤省事”“粤商通”等平台——市政数", "局牵头……各市（区）政府配合。"]
    );
    assert_eq!(lines(REPORTS[3], 16, &NARROW), ["“十四五”期间·江", "门·“侨都赋能”行", "动之“港澳融合”工", "程！？"]);
}

#[test]
fn a_percentage_is_never_split_and_no_line_begins_or_ends_wrongly() {
    let whole = REPORTS.concat();
    let (mut checked, mut split) = (0, Vec::new());
    for text in REPORTS.into_iter().chain([whole.as_str()]) {
        for columns in 12..=100 {
            let lines = lines(text, columns, &NARROW);
            for (before, line) in lines.iter().zip(lines.iter().skip(1)) {
                let (last, first) = (before.trim_end().chars().last().unwrap(), line.chars().next().unwrap());
                assert!(!NEVER_FIRST.contains(first), "{columns}: a line begins {line:?}");
                assert!(!NEVER_LAST.contains(last), "{columns}: a line ends {before:?}");
                if (last.is_ascii_digit() || last == '.') && (first.is_ascii_digit() || matches!(first, '.' | '%')) {
                    split.push((columns, *before, *line));
                }
                checked += 1;
            }
            assert!(lines.iter().all(|line| NARROW.of(line.trim_end()) <= columns), "{columns}: {lines:?}");
        }
    }
    assert!(checked > 1000, "{checked} lines were looked at");
    assert!(split.is_empty(), "numbers split: {split:?}");
}

#[test]
fn at_any_width_nothing_is_lost_and_nothing_sticks_out() {
    for width in [NARROW, WIDE, ASCII] {
        for columns in 1..=100 {
            for text in REPORTS {
                let lines = lines(text, columns, &width);
                assert_eq!(lines.concat(), text);
                for line in lines {
                    let one_character = line.trim_end().chars().count() == 1;
                    assert!(width.of(line.trim_end()) <= columns || one_character, "{columns}: {line:?}");
                }
            }
        }
    }
}

#[test]
fn an_address_without_opportunities_is_broken_where_the_line_is_full() {
    let address = "详见http://www.jiangmen.gov.cn/zwgk/index.html?id=1234567890";
    let lines = lines(address, 20, &NARROW);
    assert_eq!(lines.concat(), address);
    assert!(lines.iter().all(|line| NARROW.of(line) <= 20), "{lines:?}");
}

#[test]
fn an_empty_paragraph_is_one_empty_line() {
    assert_eq!(wrap("", 10, &NARROW), std::iter::once(0..0).collect::<Vec<_>>());
    assert_eq!(lines("督", 1, &NARROW), ["督"], "too narrow for a single character: it stands alone");
    assert_eq!(lines("督办", 0, &NARROW), ["督", "办"]);
}

#[test]
fn columns_are_counted_as_the_terminal_counts_them() {
    for (text, narrow, wide) in [
        ("", 0, 0),
        ("abc", 3, 3),
        ("赖燕芬", 6, 6),
        ("张  璐", 6, 6),
        ("“督”…", 5, 8),
        ("①│—·", 4, 8),
        ("，。（）％", 10, 10),
        ("✓▸", 2, 2),
        ("e\u{301}", 1, 1),
        ("92.68%", 6, 6),
    ] {
        assert_eq!(NARROW.of(text), narrow, "{text}");
        assert_eq!(WIDE.of(text), wide, "{text} where ambiguous characters are wide");
    }
}

#[test]
fn what_is_cut_says_so_and_never_holds_half_a_character() {
    for (text, columns, expected) in [
        ("市人力资源社会保障局", 20, "市人力资源社会保障局"),
        ("市人力资源社会保障局", 19, "市人力资源社会保障…"),
        ("市人力资源社会保障局", 18, "市人力资源社会保…"),
        ("市人力资源社会保障局", 9, "市人力资…"),
        ("市卫健局", 2, "…"),
        ("市卫健局", 1, "…"),
        ("市卫健局", 0, ""),
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("", 0, ""),
    ] {
        assert_eq!(cut(text, columns, &NARROW), expected, "{text} to {columns}");
    }
    assert_eq!(cut("市卫健局", 5, &ASCII), "市卫~");
    assert_eq!(cut("“督办”", 7, &WIDE), "“督办~", "the sign itself is one column wide there");
}

#[test]
fn what_is_padded_fills_its_column() {
    assert_eq!(pad("张  璐", 10, &NARROW), "张  璐    ");
    assert_eq!(pad("…", 4, &WIDE), "…  ");
    assert_eq!(pad("市卫健局", 4, &NARROW), "市卫健局", "never shorter than the text");
}

#[test]
fn invisible_characters_of_a_copied_text_are_dropped() {
    assert_eq!(clean("赖\u{200b}燕\u{feff}芬\t责任人"), "赖燕芬 责任人");
    assert_eq!(clean_lines("一\r\n二\u{2028}三"), "一\n二三");
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(REPORTS.concat().chars().map(String::from).collect::<Vec<_>>()),
        1 => "\\PC{1,4}",
        1 => Just(" ".to_owned()),
        1 => Just("e\u{301}\u{308}".to_owned()),
        1 => Just("督 \u{301}".to_owned()),
        1 => Just("\u{600}".to_owned()),
        1 => Just("👩\u{200d}👧".to_owned()),
    ];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn ranges_join_to_the_text_and_fit(text in text(), columns in 1_usize..60, ambiguous_wide: bool) {
        let width = Width { ambiguous_wide, ascii: false };
        let ranges = wrap(&text, columns, &width);
        prop_assert_eq!(ranges.first().map(|r| r.start), Some(0));
        prop_assert_eq!(ranges.last().map(|r| r.end), Some(text.len()));
        for (one, next) in ranges.iter().zip(ranges.iter().skip(1)) {
            prop_assert_eq!(one.end, next.start);
        }
        let starts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        for range in ranges {
            prop_assert!(range.start == 0 || starts.contains(&range.start), "{:?} begins within a character", range);
            let line = text[range].trim_end();
            prop_assert!(width.of(line) <= columns || columns < 2, "{:?} in {}", line, columns);
        }
    }

    #[test]
    fn what_is_cut_fits_and_is_a_beginning(text in text(), columns in 0_usize..40, ambiguous_wide: bool) {
        let width = Width { ambiguous_wide, ascii: false };
        let cut = cut(&text, columns, &width);
        prop_assert!(width.of(&cut) <= columns);
        if cut.as_ref() != text {
            let kept = cut.strip_suffix(width.ellipsis()).unwrap_or_default();
            prop_assert!(text.starts_with(kept));
            prop_assert!(width.of(&text) > columns);
        }
    }
}
