//! What is said at the bottom is said to its end.

use duban::lang::{Lang, Texts};

use super::Desk;

/// The sections with sentences that may stand at the bottom.
const SECTIONS: [&str; 9] =
    ["help", "refusal", "notice", "obstacle", "editor", "form", "board", "store", "record_form"];

/// A sentence with something filled in at each of its places.
fn filled(text: &str) -> String {
    let (first, rest) = text.split_once('{').unwrap_or((text, ""));
    let rest = rest.split('{').filter_map(|part| part.split_once('}'));
    rest.fold(first.to_owned(), |said, (_, after)| said + "07-05 09:00" + after)
}

fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn no_sentence_at_the_bottom_is_cut_at_80_columns() {
    for lang in [Lang::Zh, Lang::En] {
        let texts = Texts::of(lang);
        for key in texts.keys().filter(|key| SECTIONS.contains(&key.split_once('.').unwrap().0)) {
            let sentence = filled(texts.get(&key));
            let mut desk = Desk::example(80, 24);
            let screen = desk.tell(&sentence).screen();
            let last: Vec<&str> = screen.lines().rev().take(3).collect();
            let said: String = last.into_iter().rev().collect();
            assert!(packed(&said).ends_with(&packed(&sentence)), "{key}: {sentence}\n{screen}");
        }
    }
}

#[test]
fn what_is_said_in_several_lines_leaves_the_row_of_the_cursor_in_sight_and_is_cut_visibly_when_longer() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down Down Down").shows(" 4 ");
    desk.press("End").shows("25 >").tell(&"这句话很长，要占几行。".repeat(8)).shows("25 >").hides("…。");
    desk.press("Up").tell(&"这句话很长，要占几行。".repeat(30)).shows("24 >");
    let screen = desk.screen();
    assert!(screen.trim_end().ends_with('…'), "{screen}");
    desk.press("Home").shows(" 1 √").shows("F1 帮助");
}
