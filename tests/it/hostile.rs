//! What others wrote never commands the terminal, and what the backend sends is what the buffer holds.

use std::sync::Arc;

use duban::ledger::Ledger;
use duban::session::{Effect, Look, Msg, Session};
use duban::store::MemoryStore;
use duban::tui::backend::{Backend, GIVE_BACK, LARGEST, MOUSE, READY, TAKE};
use duban::tui::clipboard::osc52;
use duban::tui::draw::{clear, frame, put};
use duban::tui::keys::{Chord, Code};
use duban::tui::printed::printed;
use duban::tui::text::{Width, clean, cut, wrap};
use duban::tui::theme::Theme;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::Backend as _;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::domain::at;
use crate::screen::{look, take};

const NARROW: Width = Width { ambiguous_wide: false, ascii: false };
const WIDE: Width = Width { ambiguous_wide: true, ascii: false };

/// What a malicious or careless cell of a table may hold.
const HOSTILE: [&str; 14] = [
    "\x1b[2J\x1b[H清屏",
    "\x1b]0;标题\x07\x1b]52;c;cm0gLXJm\x07",
    "\u{9b}31m\u{9d}0;x\u{9c}",
    "\x1bP+q544e\x1b\\\x1b_x\x1b\\",
    "a\u{8}\u{8}\u{7f}b\rc\nd\te",
    "\u{202e}倒写\u{2066}隔离\u{2069}",
    "零\u{200b}宽\u{200d}连\u{feff}接\u{2060}",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦⚠\u{fe0f}1\u{fe0f}\u{20e3}",
    "\u{301}\u{301}\u{301}开头就是组合记号",
    "一\u{2028}二\u{2029}三\u{85}四",
    "\u{0}\u{1}\u{1a}\u{1c}",
    "…—·①●│“”‘’×℃Ⅰαд",
    "\u{e0041}\u{e0100}\u{fffe}\u{fff9}\u{3164}",
    "שלום مرحبا ก็ नमस्ते 각",
];

/// A terminal of this program over bytes, and what a real one makes of them.
struct Wire {
    terminal: Terminal<Backend<Vec<u8>>>,
    seen: vt100::Parser,
}

impl Wire {
    fn new(columns: u16, rows: u16) -> Self {
        let terminal = Terminal::new(Backend::new(Vec::new(), (columns, rows), false)).unwrap();
        let seen = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        Self { terminal, seen }
    }

    /// Draws a frame; returns the bytes that were sent and the buffer they stand for.
    fn draw(&mut self, look: impl FnOnce(&mut Buffer)) -> (Vec<u8>, Buffer) {
        let buffer = self.terminal.draw(|frame| look(frame.buffer_mut())).unwrap().buffer.clone();
        let bytes = std::mem::take(self.terminal.backend_mut().writer_mut());
        self.seen.process(&bytes);
        (bytes, buffer)
    }

    fn shows(&self) -> String {
        let (_, columns) = self.seen.screen().size();
        let rows: Vec<String> =
            self.seen.screen().rows(0, columns.get()).map(|row| row.trim_end().to_owned()).collect();
        rows.join("\n")
    }
}

/// Whether bytes hold nothing but text and the few sequences that the backend uses itself.
fn is_tame(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut parts = text.split('\x1b');
    let plain = |text: &str| !text.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
    plain(parts.next().unwrap())
        && parts.all(|part| {
            let Some(body) = part.strip_prefix('[') else { return false };
            let end = body.find(|c: char| c >= '@').unwrap_or(body.len());
            let (parameters, rest) = body.split_at(end);
            let known = match rest.chars().next() {
                Some('H' | 'C' | 'G' | 'm' | 'J') => parameters.chars().all(|c| c.is_ascii_digit() || c == ';'),
                Some('h' | 'l') => matches!(parameters, "?25" | "?2026"),
                _ => false,
            };
            known && plain(&rest[1..])
        })
}

#[test]
fn no_control_of_others_reaches_the_terminal() {
    for width in [NARROW, WIDE] {
        for hostile in HOSTILE {
            let mut wire = Wire::new(30, 3);
            let (bytes, _) = wire.draw(|buf| {
                put(buf, 0, 0, 30, hostile, Style::new(), &width);
                put(buf, 0, 1, 30, &cut(hostile, 7, &width), Style::new(), &width);
                put(buf, 0, 2, 30, "下一行", Style::new(), &width);
            });
            assert!(is_tame(&bytes), "{hostile:?} became {:?}", String::from_utf8_lossy(&bytes));
            assert!(wire.shows().ends_with("下一行"), "{hostile:?} moved the next line: {}", wire.shows());
        }
    }
    assert!(!is_tame(b"\x1b[2A"), "the check itself tells foreign sequences");
    assert!(!is_tame("\u{9b}31m".as_bytes()));
}

#[test]
fn a_buffer_that_was_filled_by_other_means_is_still_not_obeyed() {
    let (bytes, _) = Wire::new(4, 1).draw(|buf| {
        buf[(0, 0)].set_symbol("\x1b[2J");
    });
    assert!(is_tame(&bytes), "{:?}", String::from_utf8_lossy(&bytes));
}

#[test]
fn a_mountain_of_combining_marks_is_cut_down() {
    let zalgo = format!("督{}办", "\u{301}".repeat(1_000_000));
    let (bytes, buffer) = Wire::new(10, 1).draw(|buf| {
        put(buf, 0, 0, 10, &zalgo, Style::new(), &NARROW);
    });
    assert!(bytes.len() < 200, "{} bytes", bytes.len());
    assert!(printed(&buffer).ends_with('办'));
}

/// Anything that looks back over the text for each character would not end here in a person's time.
#[test]
fn a_paragraph_of_a_megabyte_is_cleaned_wrapped_and_drawn() {
    let pieces = ["a", "长", "\u{301}", "“", "—", " ", "\x1b[31m"].map(|piece| piece.repeat(100_000 / piece.len()));
    for paragraph in pieces.into_iter().chain(["建档率为92.68%，".repeat(1_000_000 / 21)]) {
        let cleaned = clean(&paragraph);
        let lines = wrap(&cleaned, 78, &NARROW);
        assert_eq!(lines.iter().map(|l| l.len()).sum::<usize>(), cleaned.len(), "nothing is lost");
        let (bytes, _) = Wire::new(80, 24).draw(|buf| {
            put(buf, 0, 0, 80, &paragraph, Style::new(), &NARROW);
            for (y, line) in (1..24).zip(&lines) {
                put(buf, 0, y, 78, &cleaned[line.clone()], Style::new(), &NARROW);
            }
        });
        assert!(is_tame(&bytes) && bytes.len() < 16_000, "{} bytes", bytes.len());
    }
}

#[test]
fn the_clipboard_gets_text_and_no_command() {
    assert_eq!(osc52("赖燕芬\x1b]0;x\x07"), "\x1b]52;c;6LWW54eV6IqsG10wO3gH\x07");
}

#[test]
fn a_popup_over_chinese_keeps_its_left_border() {
    let (_, buffer) = Wire::new(12, 3).draw(|buf| {
        for y in 0..3 {
            put(buf, 0, y, 12, "督办督办督办", Style::new(), &NARROW);
        }
        clear(buf, Rect::new(3, 0, 6, 3));
        frame(buf, Rect::new(3, 0, 6, 3), Style::new(), &NARROW);
    });
    assert_eq!(printed(&buffer), "督 ┌────┐ 办\n督 │    │ 办\n督 └────┘ 办");
}

#[test]
fn text_over_half_a_hanzi_leaves_no_other_half() {
    let mut wire = Wire::new(8, 1);
    let (_, buffer) = wire.draw(|buf| {
        put(buf, 0, 0, 8, "督办督办", Style::new(), &NARROW);
        put(buf, 3, 0, 8, "ab", Style::new(), &NARROW);
    });
    assert_eq!(printed(&buffer), "督 ab 办");
    assert_eq!(wire.shows(), "督 ab 办");
}

/// A terminal may blank the other half of a hanzi in the colour of what was written over this half.
#[test]
fn the_blank_behind_a_hanzi_that_went_has_its_own_style() {
    let mut wire = Wire::new(4, 1);
    wire.draw(|buf| {
        put(buf, 0, 0, 4, "督", Style::new(), &NARROW);
    });
    wire.draw(|buf| {
        put(buf, 0, 0, 4, "a", Style::new().add_modifier(Modifier::REVERSED), &NARROW);
    });
    let reversed = |x| wire.seen.screen().cell(0, x).unwrap().inverse();
    assert_eq!([0, 1, 2].map(reversed), [true, false, false]);
}

#[test]
fn a_wide_ambiguous_character_takes_two_cells_where_the_terminal_draws_it_so() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 10, 1));
    assert_eq!(put(&mut buf, 0, 0, 10, "“督”…", Style::new(), &WIDE), 8);
    assert_eq!(printed(&buf), "“督”…");
    let mut buf = Buffer::empty(Rect::new(0, 0, 10, 1));
    assert_eq!(put(&mut buf, 0, 0, 10, "“督”…", Style::new(), &NARROW), 5);
}

#[test]
fn text_outside_the_buffer_is_not_drawn() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 3, 1));
    for (x, y) in [(3, 0), (0, 1), (u16::MAX, 0), (u16::MAX, u16::MAX)] {
        assert_eq!(put(&mut buf, x, y, u16::MAX, "督办", Style::new(), &NARROW), x);
    }
    assert_eq!(put(&mut buf, 0, 0, u16::MAX, "督办", Style::new(), &NARROW), 2, "no half of 办");
    frame(&mut buf, Rect::new(0, 0, 300, 300), Style::new(), &NARROW);
    clear(&mut buf, Rect::new(2, 0, u16::MAX, u16::MAX));
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => Just("督"), 4 => Just("办"), 2 => Just("，"), 3 => Just("a"), 2 => Just(" "), 1 => Just("…"), 1 => Just("—"),
        1 => Just("①"), 1 => Just("│"), 1 => Just("“"), 1 => Just("✓"), 1 => Just("▸"), 1 => Just("e\u{301}"), 1 => Just("😀"),
        1 => proptest::sample::select(HOSTILE.as_slice()),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        Just(Style::new()),
        Just(Style::new().add_modifier(Modifier::REVERSED)),
        Just(Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED).fg(Color::LightRed)),
        Just(Style::new().fg(Color::Green).bg(Color::DarkGray)),
    ]
}

proptest! {
    #[test]
    fn what_the_terminal_shows_is_what_the_buffer_holds(
        (columns, rows) in (1_u16..30, 1_u16..6),
        frames in proptest::collection::vec(
            proptest::collection::vec((0_u16..30, 0_u16..6, 0_u16..30, text(), style()), 0..6), 1..5),
    ) {
        let mut wire = Wire::new(columns, rows);
        for texts in frames {
            let (bytes, buffer) = wire.draw(|buf| {
                for (x, y, columns, text, style) in &texts {
                    put(buf, *x, *y, *columns, text, *style, &NARROW);
                }
            });
            prop_assert!(is_tame(&bytes));
            prop_assert_eq!(wire.shows(), printed(&buffer));
            for (x, y) in (0..columns).flat_map(|x| (0..rows).map(move |y| (x, y))) {
                let (held, seen) = (&buffer[(x, y)], wire.seen.screen().cell(y, x).unwrap());
                if !seen.is_wide_continuation() {
                    prop_assert_eq!(held.modifier.contains(Modifier::REVERSED), seen.inverse(), "at {},{}", x, y);
                    prop_assert_eq!(held.modifier.contains(Modifier::BOLD), seen.bold(), "at {},{}", x, y);
                    prop_assert_eq!(held.modifier.contains(Modifier::UNDERLINED), seen.underline(), "at {},{}", x, y);
                    prop_assert_eq!(held.fg == Color::Green, seen.fgcolor() == vt100::Color::Idx(2), "at {},{}", x, y);
                    prop_assert_eq!(held.bg == Color::DarkGray, seen.bgcolor() == vt100::Color::Idx(8), "at {},{}", x, y);
                }
            }
        }
    }
}

#[test]
fn a_frame_without_changes_sends_nothing() {
    let mut wire = Wire::new(20, 2);
    let look = |buf: &mut Buffer| {
        put(buf, 0, 0, 20, "督办…①", Style::new(), &NARROW);
    };
    wire.draw(look);
    let (bytes, _) = wire.draw(look);
    assert_eq!(String::from_utf8(bytes).unwrap(), "");
}

#[test]
fn hanzi_follow_one_another_without_moves_of_the_cursor() {
    let mut wire = Wire::new(80, 24);
    let (bytes, _) = wire.draw(|buf| {
        for y in 0..24 {
            put(buf, 0, y, 80, &"督".repeat(40), Style::new(), &NARROW);
        }
    });
    let text = 24 * 40 * "督".len();
    assert!(bytes.len() < text + 24 * 8 + 40, "{} bytes for {text} of text", bytes.len());
}

/// A session over the real table, drawn by the real backend in the colours that everyone begins with.
fn board(columns: u16, rows: u16) -> (Session, Wire) {
    board_in(Theme::on(Some("xterm-256color"), false, "default"), columns, rows)
}

fn board_in(theme: Theme, columns: u16, rows: u16) -> (Session, Wire) {
    let ledger = Ledger::new(Box::new(MemoryStore::default()));
    take(&ledger, duban::exchange::EXAMPLE);
    let texts = Arc::new(duban::lang::Texts::of(duban::lang::Lang::Zh));
    let now = at("2021-07-05T09:00:00+08:00");
    let look = Look { theme, ..look(&texts, NARROW) };
    let mut session = Session::new(look, (columns, rows), ledger.front().unwrap(), now);
    session.update(Msg::Book(ledger.book().unwrap()));
    (session, Wire::new(columns, rows))
}

impl Wire {
    fn draw_session(&mut self, session: &Session) -> usize {
        self.terminal.draw(|frame| session.draw(frame)).unwrap();
        let bytes = std::mem::take(self.terminal.backend_mut().writer_mut());
        self.seen.process(&bytes);
        bytes.len()
    }
}

#[test]
fn each_terminal_has_its_own_colours_or_none() {
    let kinds = [
        (Some("xterm"), false, "default", true),
        (Some("linux"), false, "light", true),
        (None, false, "default", true),
        (Some("xterm"), true, "default", false),
        (Some("xterm"), false, "none", false),
        (Some("xterm"), false, "no such theme", false),
        (Some("dumb"), false, "default", false),
        (Some("vt220"), false, "default", false),
        (Some("linux-m"), false, "default", false),
    ];
    for (term, no_color, name, coloured) in kinds {
        let (session, mut wire) = board_in(Theme::on(term, no_color, name), 120, 40);
        wire.draw_session(&session);
        let screen = wire.seen.screen();
        let plain = |(x, y)| screen.cell(y, x).unwrap().fgcolor() == vt100::Color::Default;
        let all_plain = (0..120).flat_map(|x| (0..40).map(move |y| (x, y))).all(plain);
        assert_eq!(!all_plain, coloured, "{term:?} {no_color} {name}");
    }
}

#[test]
fn a_terminal_is_given_back_as_it_was_taken() {
    let (session, mut wire) = board(120, 40);
    wire.seen.process(b"office$ ssh duban\r\n");
    wire.seen.process([TAKE, READY, MOUSE].concat().as_bytes());
    wire.draw_session(&session);
    let screen = wire.seen.screen();
    assert!(screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor());
    assert_ne!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    wire.seen.process(b"\x1b[?2026h\x1b[7m");
    wire.seen.process(GIVE_BACK.as_bytes());
    let screen = wire.seen.screen();
    assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor() && !screen.inverse());
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert_eq!(screen.contents(), "office$ ssh duban");
}

#[test]
fn a_client_cannot_ask_for_a_screen_of_any_size() {
    let mut backend = Backend::new(Vec::new(), (60_000, 60_000), false);
    let mut size = |told: Option<(u16, u16)>| {
        told.into_iter().for_each(|(columns, rows)| backend.resize(columns, rows));
        let size = backend.size().unwrap();
        (size.width, size.height)
    };
    assert_eq!(size(None), LARGEST);
    assert_eq!(size(Some((1, 1))), (1, 1));
    assert_eq!(size(Some((100, u16::MAX))), (100, LARGEST.1));
    assert_eq!(size(Some((0, 0))), (80, 24), "zero says that nobody knows");
}

#[test]
fn moving_the_selection_by_one_row_costs_few_bytes_and_standing_still_none() {
    for ((columns, rows), first, moved) in [((200, 50), 11_000, 650), ((120, 40), 8_000, 400)] {
        let (mut session, mut wire) = board(columns, rows);
        let whole = wire.draw_session(&session);
        assert!((1..=first).contains(&whole), "{whole} bytes for the first frame of {columns}x{rows}");
        assert!(wire.shows().contains("提升全市核酸检测能力"));
        session.update(Msg::Key("F11".parse().unwrap()));
        wire.draw_session(&session);
        assert_eq!(wire.draw_session(&session), 0);
        let moves: Vec<usize> = (0..20)
            .map(|_| {
                let effects: Vec<Effect> = session.update(Msg::Key(Chord::plain(Code::Down)));
                assert!(effects.is_empty());
                wire.draw_session(&session)
            })
            .collect();
        println!("{columns}x{rows}: first frame {whole} bytes, moves {moves:?}");
        assert!(moves.iter().all(|bytes| (1..=moved).contains(bytes)), "{moves:?} at {columns}x{rows}");
    }
}

/// Words that try to command the terminal, hide, turn the line round, or be too long.
fn hostile_words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::from("\u{1b}[2J\u{1b}]0;标题\u{7}\u{9b}31m按进度\u{7f}")),
        Just(String::from("\u{202e}倒着写\u{2066}\u{200b}\u{feff}")),
        Just(String::from("e\u{301}\u{301}\u{301}👨‍👩‍👧‍👦⚠\u{fe0f}")),
        Just("字".repeat(3_000)),
        Just("x".repeat(3_000)),
        Just(String::from("\t\ta\tb")),
        "[一-龥，。“”（）0-9a-z ]{1,60}",
        "\\PC{1,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_screen_panics_at_any_size_whatever_the_texts_and_keys(
        words in hostile_words(),
        (columns, rows) in (1_u16..300, 1_u16..100),
        (later_columns, later_rows) in (1_u16..300, 1_u16..100),
        keys in prop::collection::vec(prop::sample::select(vec![
            "Down", "Up", "Right", "Left", "Enter", "Esc", "Tab", "PageDown", "PageUp", "Home", "End", "/", "F1", "F4",
            "F5", "F6", "F7", "F8", "F9", "F11", "C-o", "Delete", "a", "1", "S-Tab", "Backspace", "F2",
            "F9", "F9 Enter", "F9 End Enter", "C-s", "C-x", "C-y",
        ]), 0..60),
    ) {
        let text = crate::screen::hostile_table(&words);
        let ledger = crate::screen::Desk::empty(80, 24).ledger;
        take(&ledger, &text);
        let wide = Width { ambiguous_wide: rows % 2 == 0, ascii: columns % 2 == 0 };
        let mut desk = crate::screen::Desk::over(ledger, columns, rows, wide);
        desk.type_in(&words);
        for (at, key) in keys.iter().enumerate() {
            desk.press(key);
            if at % 3 == 0 {
                let screen = desk.screen();
                prop_assert!(!screen.chars().any(|c| c.is_control() && c != '\n'), "{screen:?}");
            }
        }
        desk.resize(later_columns, later_rows);
        let screen = desk.screen();
        let obeyed = screen.contains(['\u{202e}', '\u{1b}']);
        prop_assert!(!obeyed, "something of theirs came through");
    }
}
