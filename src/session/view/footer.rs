//! The line at the bottom: what works here and now, or what there is to say, which may take several.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Session, line};
use crate::session::Action;
use crate::session::form::Stage;
use crate::session::line::{Line, Tone, paragraphs};
use crate::session::overlay::Overlay;
use crate::session::record::{Stage as Step, Value};
use crate::tui::draw::put;
use crate::tui::text::cut;

/// What the board offers, the most used first; moving about needs no words.
const OFFERED: [Action; 15] = [
    Action::Search,
    Action::Unfold,
    Action::Fold,
    Action::Update,
    Action::Manage,
    Action::Clear,
    Action::Grouping,
    Action::Pane,
    Action::Filter,
    Action::Sort,
    Action::Copy,
    Action::Period,
    Action::Plan,
    Action::Detail,
    Action::Import,
];

/// An action that is offered, and the key of the words for it there.
type Offer = (Action, &'static str);

const NEXT: Offer = (Action::Pane, "form.key_next");
const DONE: Offer = (Action::Save, "action.save");
const LEAVE: Offer = (Action::Back, "form.key_leave");
const DROP: Offer = (Action::DropDraft, "action.drop_draft");
const BACK: Offer = (Action::Back, "form.key_back");

/// What a form offers, by what one does in it.
const TYPING: &[Offer] = &[NEXT, DONE, LEAVE, DROP];
const REPORTING: &[Offer] = &[NEXT, DONE, LEAVE, DROP, (Action::Editor, "action.editor")];
const CHOOSING: &[Offer] = &[(Action::Unfold, "form.key_choose"), NEXT, DONE, LEAVE, DROP];
const FINDING: &[Offer] =
    &[(Action::Enter, "form.key_choose"), (Action::Clear, "record_form.key_remove"), NEXT, DONE, LEAVE, DROP];
const LISTING: &[Offer] = &[
    (Action::Enter, "form.key_choose"),
    (Action::Clear, "record_form.key_remove"),
    DONE,
    NEXT,
    LEAVE,
    (Action::PageUp, "record_form.key_up"),
    (Action::PageDown, "record_form.key_down"),
    DROP,
];
const AGREEING: &[Offer] = &[(Action::Enter, "form.key_store"), BACK];
const COMPARING: &[Offer] = &[(Action::Enter, "form.key_mine"), (Action::Copy, "form.key_theirs"), BACK];
/// What all else that lies over the board offers.
const PICKING: &[Offer] = &[(Action::Enter, "action.enter"), (Action::Back, "action.back")];

/// What is offered in what lies over the board.
fn offered(overlay: &Overlay) -> &'static [Offer] {
    match overlay {
        Overlay::Form(form) => match form.stage {
            Stage::Writing if form.field.is_choice() => CHOOSING,
            Stage::Writing => REPORTING,
            Stage::Summary => AGREEING,
            Stage::Storing => &[],
            Stage::Clash(..) => COMPARING,
        },
        Overlay::Record(form) => match (&form.stage, form.field().map(|field| &field.value)) {
            (Step::Writing, Some(Value::One(..))) => CHOOSING,
            (Step::Writing, Some(Value::Found(..))) => FINDING,
            (Step::Writing, Some(Value::List { .. })) => LISTING,
            (Step::Writing, _) => TYPING,
            (Step::Picking(_), _) => PICKING,
            (Step::Summary(_), _) => AGREEING,
            (Step::Storing, _) => &[],
            (Step::Clash(_), _) => COMPARING,
        },
        _ => PICKING,
    }
}

/// What is always offered, at the right end.
const ALWAYS: [Action; 2] = [Action::Help, Action::Quit];

pub(super) fn draw(session: &Session, buf: &mut Buffer, area: Rect) {
    let look = &session.look;
    let said = session.said(area.width);
    if !said.is_empty() {
        let room = area.width.saturating_sub(2);
        for (row, y) in (area.y..area.bottom()).enumerate() {
            // What has no line of its own any more shows in the last one that it was cut.
            let rows = if y + 1 == area.bottom() { said.len() } else { 1 };
            let words: String = said.iter().skip(row).take(rows).map(Line::text).collect();
            put(
                buf,
                area.x + 1,
                y,
                room,
                &cut(words.trim_end(), usize::from(room), &look.width),
                look.theme.notice,
                &look.width,
            );
        }
        return;
    }
    let board = session.overlay.is_none();
    let here = |action: &Action| (*action, action.word_key());
    let offered: Vec<Offer> = if board {
        OFFERED.iter().filter(|action| session.obstacle(**action).is_none()).map(here).collect()
    } else {
        let works = |offer: &&Offer| offer.0 != Action::Editor || look.has_editor;
        offered(&session.overlay).iter().filter(works).copied().collect()
    };
    let always = ALWAYS.iter().filter(|_| board).map(here);
    let always: Vec<Line> = always.map(|offer| hint(session, offer)).collect();
    let reserved: usize = always.iter().map(|l| look.width.of(&l.text()) + 2).sum();
    // The gap after the last word may lie outside.
    let room = (usize::from(area.width) + 1).saturating_sub(reserved);
    let mut x = area.x + 1;
    let mut used = 0;
    for offer in offered {
        let hint = hint(session, offer);
        let columns = look.width.of(&hint.text()) + 2;
        if used + columns > room {
            break;
        }
        used += columns;
        x = draw_hint(session, buf, area, x, &hint);
    }
    for hint in &always {
        x = draw_hint(session, buf, area, x, hint);
    }
}

impl Session {
    /// What there is to say, wrapped to a width; nothing while there is nothing.
    fn said(&self, width: u16) -> Vec<Line> {
        let notice = self.notice.as_deref().unwrap_or_default();
        if notice.is_empty() {
            return Vec::new();
        }
        paragraphs(notice, width.saturating_sub(2), &self.look.width, &[], Tone::Plain)
    }

    /// The rows that what there is to say would take at a width.
    pub(in crate::session) fn rows_said(&self, width: u16) -> u16 {
        u16::try_from(self.said(width).len()).unwrap_or(u16::MAX)
    }
}

fn hint(session: &Session, (action, word): Offer) -> Line {
    let key = key_name(session, action);
    Line::of(key, Tone::Label).with(format!(" {}", session.look.texts.get(word)), Tone::Plain)
}

fn draw_hint(session: &Session, buf: &mut Buffer, area: Rect, x: u16, hint: &Line) -> u16 {
    let columns = u16::try_from(session.look.width.of(&hint.text())).unwrap_or(0);
    let room = area.right().saturating_sub(x);
    line(&session.look, buf, Rect { x, width: room, ..area }, area.y, hint, Style::default());
    x + columns + 2
}

/// The key to show for an action; arrows as arrows where they take one column.
fn key_name(session: &Session, action: Action) -> String {
    let key = session.look.keys.first_of(action);
    if session.look.width.plain_frames() {
        return key;
    }
    match key.as_str() {
        "Up" => String::from("↑"),
        "Down" => String::from("↓"),
        "Left" => String::from("←"),
        "Right" => String::from("→"),
        _ => key,
    }
}
