//! A far terminal: what it sends is read as its person meant it, however the line cuts it, and whatever else comes.

mod vectors;

use std::time::Duration;

use duban::session::Msg;
use duban::tui::input::{AT_ONCE, Input, LONGEST_PASTE, Typed};
use duban::tui::keys::Chord;
use proptest::prelude::*;

use crate::screen::Desk;
use vectors::{BROKEN, CROSSTERM, KEYS, REPLIES, Vector};

/// Feeds pieces that come at once, then waits until nothing is begun any more.
fn read<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<Typed> {
    let mut input = Input::default();
    let mut typed = Vec::new();
    for piece in pieces {
        input.feed(piece, &mut |one| typed.push(one));
    }
    rest(&mut input, &mut typed);
    typed
}

/// Waits until nothing is begun.
fn rest(input: &mut Input, typed: &mut Vec<Typed>) {
    for _ in 0..2 {
        input.expire(&mut |one| typed.push(one));
    }
    assert_eq!(input.pending(), None, "something is begun after a rest");
}

/// What was typed: keys as in keys.toml, between blanks.
fn told(typed: &[Typed]) -> String {
    let words: Vec<String> = typed
        .iter()
        .map(|one| match one {
            Typed::Key(chord) => chord.to_string(),
            Typed::Run(run) => format!("run:{}", run.iter().filter_map(Chord::written).collect::<String>()),
            Typed::Paste(text) => format!("paste:{text}"),
            Typed::Lost(bytes) => format!("lost:{bytes}"),
        })
        .collect();
    words.join(" ")
}

/// Checks vectors: at once, byte by byte, and cut in two anywhere.
fn hold(vectors: &[Vector]) {
    for (sentence, bytes, expected) in vectors {
        assert_eq!(told(&read([*bytes])), *expected, "{sentence}");
        assert_eq!(told(&read(bytes.chunks(1))), *expected, "{sentence}, byte by byte");
        for at in 0..=bytes.len() {
            let (head, tail) = bytes.split_at(at);
            assert_eq!(told(&read([head, tail])), *expected, "{sentence}, cut at {at}");
        }
    }
}

#[test]
fn keys_are_read_from_every_terminal_however_the_line_cuts_them() {
    hold(KEYS);
}

#[test]
fn keys_are_what_the_terminal_of_this_machine_would_have_told() {
    hold(CROSSTERM);
}

#[test]
fn answers_of_a_terminal_are_never_typed() {
    hold(REPLIES);
}

#[test]
fn what_is_broken_is_passed_over_and_leaves_the_next_key_whole() {
    hold(BROKEN);
}

#[test]
fn a_paste_is_text_to_its_end_mark() {
    hold(&[
        (
            "lines and sequences are text",
            "\x1b[200~第一行\r\n\x1b[31m红\x1b\x1b[201~q".as_bytes(),
            "paste:第一行\r\n\x1b[31m红\x1b q",
        ),
        (
            "a mark that is broken off is text",
            b"\x1b[200~a\x1b[20\x1b[201\x1b[200~b\x1b[201~",
            "paste:a\x1b[20\x1b[201\x1b[200~b",
        ),
        ("a phone sends a word and the next key at once", "\x1b[200~督办 \x1b[201~\r".as_bytes(), "paste:督办  Enter"),
        ("two pastes are two", b"\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~", "paste:a paste:b"),
        ("an empty paste is one", b"\x1b[200~\x1b[201~q", "paste: q"),
        (
            "what is no UTF-8 is told as such",
            b"\x1b[200~a\xb6\xbdb\xe7\x9d\x1b[201~q",
            "paste:a\u{fffd}\u{fffd}b\u{fffd} q",
        ),
        ("a Tab in it is text", b"\x1b[200~a\tb\x1b[201~", "paste:a\tb"),
    ]);
}

#[test]
fn a_paste_waits_long_for_its_other_half_lest_that_be_obeyed() {
    let mut input = Input::default();
    let mut typed = Vec::new();
    input.feed("\x1b[200~前半".as_bytes(), &mut |one| typed.push(one));
    assert_eq!((input.pending(), typed.len()), (Some(Duration::from_secs(30)), 0));
    input.feed("，后半\x1b[201~".as_bytes(), &mut |one| typed.push(one));
    assert_eq!(told(&typed), "paste:前半，后半");
}

#[test]
fn of_a_paste_that_is_too_long_the_beginning_is_kept_and_the_loss_told() {
    let exact = "x".repeat(LONGEST_PASTE);
    let marked = |text: &str| format!("\x1b[200~{text}\x1b[201~q").into_bytes();
    let typed = read([marked(&exact).as_slice()]);
    assert!(matches!(&typed[..], [Typed::Paste(text), Typed::Key(_)] if *text == exact), "all of it is taken in");
    // 1 MiB is no multiple of three bytes: the last hanzi does not fit whole.
    let long = "督".repeat(LONGEST_PASTE / 3 + 10);
    let typed = read(marked(&long).chunks(1000));
    let [Typed::Paste(text), Typed::Lost(bytes), Typed::Key(_)] = &typed[..] else { panic!("{} events", typed.len()) };
    assert_eq!(*text, "督".repeat(LONGEST_PASTE / 3));
    assert_eq!(*bytes, long.len() - text.len());
}

#[test]
fn the_person_hears_of_what_a_paste_lost() {
    let mut desk = Desk::example(120, 36);
    desk.press("F2").send(Msg::from(Typed::Paste(String::from("截至九月底"))));
    desk.send(Msg::from(Typed::Lost(4_096)));
    desk.shows("截至九月底").shows("粘贴的文字过长，末尾 4096 字节没有收下。请核对结尾，其余分几次粘贴。");
}

#[test]
fn a_tab_that_came_at_once_with_text_is_text() {
    hold(&[
        ("a Tab before text", b"\ta", "run:\ta"),
        ("lines with Tabs", "甲\t乙\r\t丙\r\n丁".as_bytes(), "甲 run:\t乙\r\t丙\r丁"),
        ("Tabs at the end are keys", b"\ta\t\t", "run:\ta Tab Tab"),
        ("a Tab before a key is a key", b"\t\x1b[A\x1b", "Tab Up Esc"),
        ("a Tab before a key with Ctrl is a key", b"\t\x13", "Tab C-s"),
        ("an arrow ends what came at once", b"\ta\x1b[Bb", "run:\ta Down b"),
        ("a paste ends what came at once", b"\ta\x1b[200~b\x1b[201~", "run:\ta paste:b"),
    ]);
    let mut input = Input::default();
    let mut typed = Vec::new();
    for piece in [b"\t".as_slice(), b"a"] {
        input.feed(piece, &mut |one| typed.push(one));
        assert_eq!(input.pending(), if piece == b"\t" { Some(AT_ONCE) } else { None });
        rest(&mut input, &mut typed);
    }
    assert_eq!(told(&typed), "Tab a", "what came after a rest is not part of it");
}

#[test]
fn a_key_is_waited_for_briefly_and_half_a_sequence_longer() {
    let waits = |bytes: &[u8]| {
        let mut input = Input::default();
        input.feed(bytes, &mut |_| {});
        input.pending()
    };
    let brief = Some(Duration::from_millis(40));
    for key in [b"\x1b".as_slice(), b"\x1b\x1b", b"\x1b[", b"\x1bO", b"\x1b]", b"\t\x1b"] {
        assert_eq!(waits(key), brief, "{key:?}");
    }
    for half in [b"\x1b[1".as_slice(), b"\x1b[[", b"\x1bO1", b"\x1b]1", b"\x1bP1", b"\x1b[M"] {
        assert!(waits(half) > brief, "{half:?}");
    }
    for whole in [b"q".as_slice(), b"\x1b[A", b"\x1bx", "督".as_bytes(), b"\xe7\x9d"] {
        assert_eq!(waits(whole), None, "{whole:?}");
    }
}

#[test]
fn a_paste_whose_end_mark_was_lost_ends_long_after_and_the_keyboard_lives() {
    let mut typed = Vec::new();
    let mut input = Input::default();
    input.feed("\x1b[200~甲q\x1b[20".as_bytes(), &mut |one| typed.push(one));
    assert_eq!(typed, []);
    input.expire(&mut |one| typed.push(one));
    input.feed(b"q", &mut |one| typed.push(one));
    assert_eq!(told(&typed), "paste:甲q q");
}

#[test]
fn what_never_ends_is_bounded() {
    let floods: [(&[u8], u8); 5] =
        [(b"\x1b[", b'1'), (b"\x1bO", b'1'), (b"\x1b]", b'x'), (b"\x1b[200~", b'x'), (b"\t", b'x')];
    for (begin, more) in floods {
        let mut input = Input::default();
        let mut longest = 0;
        let mut tell = |one: Typed| longest = longest.max(if let Typed::Run(run) = one { run.len() } else { 1 });
        input.feed(begin, &mut tell);
        for _ in 0..40 {
            input.feed(&[more; 100_000], &mut tell);
        }
        input.feed(b"~\x1b[201~", &mut tell);
        assert!(longest <= 1 << 16, "{longest} keys at once");
        let mut typed = Vec::new();
        rest(&mut input, &mut typed);
        input.feed(b"q", &mut |one| typed.push(one));
        assert_eq!(told(&typed[typed.len() - 1..]), "q", "after {begin:?}");
    }
    let overlong = [b"\x1b[".as_slice(), &[b'1'; 65], b"~q\x1b[", &[b'0'; 62], b"1Aq"].concat();
    assert_eq!(told(&read([overlong.as_slice()])), "q Up q", "64 bytes are read, more are passed over to their end");
}

#[test]
fn a_far_person_reports_as_a_near_one_does() {
    let mut desk = Desk::example(120, 36);
    // F2, over what last period said; typed, and pasted with a mark that the line cuts; Esc keeps it as a draft.
    for pieces in [["\x1bOQ", ""], ["截至", "九月底"], ["\x1b[20", "0~\t共筛查\r\n甲\x1b[201~例"], ["\t", "\x1b"]]
    {
        read(pieces.map(str::as_bytes)).into_iter().for_each(|typed| desk.send(Msg::from(typed)));
    }
    desk.shows("已存为草稿");
    desk.press("F2").shows("截至九月底 共筛查").shows("甲例");
}

/// Pieces of what terminals send, good and bad, and any bytes.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let known: Vec<&[u8]> = [KEYS, CROSSTERM, REPLIES, BROKEN].concat().iter().map(|(_, bytes, _)| *bytes).collect();
    const STARTS: [&[u8]; 12] = [
        b"\x1b",
        b"\x1b[",
        b"\x1bO",
        b"\x1b]",
        b"\x1bP",
        b"\x1b[M",
        b"\x1b[[",
        b"\x1b[200~",
        b"\x1b[20",
        b"\t",
        b"\xe7\x9d",
        b"\r",
    ];
    let piece = prop_oneof![
        proptest::sample::select(known).prop_map(<[u8]>::to_vec),
        proptest::sample::select(STARTS.as_slice()).prop_map(<[u8]>::to_vec),
        proptest::collection::vec(any::<u8>(), 0..12),
        proptest::collection::vec(proptest::sample::select(b"\x1b[]O;:?<$~MuA0129\t\r\n\x07\\q".as_slice()), 0..12),
    ];
    proptest::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_came_before_a_key_after_a_rest_is_that_key(noise in noise()) {
        let mut input = Input::default();
        let mut typed = Vec::new();
        input.feed(&noise, &mut |one| typed.push(one));
        rest(&mut input, &mut typed);
        // A paste that was begun needs its end; any other state passes the mark over.
        input.feed(b"\x1b[201~", &mut |one| typed.push(one));
        typed.clear();
        input.feed(b"q", &mut |one| typed.push(one));
        prop_assert_eq!(told(&typed), "q");
    }

    #[test]
    fn it_does_not_matter_how_the_line_cuts_what_is_sent(noise in noise(), cuts in proptest::collection::vec(any::<proptest::sample::Index>(), 0..6)) {
        let mut ends: Vec<usize> = cuts.iter().map(|cut| cut.index(noise.len() + 1)).collect();
        ends.extend([0, noise.len()]);
        ends.sort_unstable();
        let whole = read([noise.as_slice()]);
        prop_assert_eq!(&read(ends.windows(2).map(|pair| &noise[pair[0]..pair[1]])), &whole);
        prop_assert_eq!(&read(noise.chunks(1)), &whole);
    }

    #[test]
    fn no_control_character_is_ever_typed(noise in noise()) {
        for typed in read([noise.as_slice()]) {
            let keys = match typed {
                Typed::Key(chord) => vec![chord],
                Typed::Run(run) => run,
                Typed::Paste(_) | Typed::Lost(_) => continue,
            };
            prop_assert!(!keys.iter().any(|chord| chord.text().is_some_and(char::is_control)), "{:?}", keys);
        }
    }
}
