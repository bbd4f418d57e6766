//! The line at the bottom: what works here and now, or what there is to say.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Session, line};
use crate::session::Action;
use crate::session::form::{Form, Stage};
use crate::session::line::{Line, Tone};
use crate::session::overlay::Overlay;
use crate::session::record::{RecordForm, Stage as Step, Value};
use crate::tui::draw::put;

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

/// What a form offers; what a key means there is said by words of its own.
fn offered_in(form: &Form) -> &'static [Action] {
    match form.stage {
        Stage::Writing if form.field.is_choice() => &[Action::Unfold, Action::Pane, Action::Save, Action::Back],
        Stage::Writing => &[Action::Pane, Action::Save, Action::Back, Action::DropDraft],
        Stage::Summary => &[Action::Enter, Action::Back],
        Stage::Storing => &[],
        Stage::Clash(_) => &[Action::Enter, Action::Copy, Action::Back],
    }
}

/// What the form of a record offers.
fn offered_in_record(form: &RecordForm) -> &'static [Action] {
    match (&form.stage, form.field().map(|field| &field.value)) {
        (Step::Writing, Some(Value::One(..))) => {
            &[Action::Unfold, Action::Pane, Action::Save, Action::Back, Action::DropDraft]
        }
        (Step::Writing, Some(Value::Found(..))) => {
            &[Action::Enter, Action::Clear, Action::Pane, Action::Save, Action::Back, Action::DropDraft]
        }
        (Step::Writing, Some(Value::List { .. })) => {
            &[Action::Enter, Action::Clear, Action::Save, Action::Pane, Action::PageUp, Action::PageDown, Action::Back]
        }
        (Step::Writing, _) => &[Action::Pane, Action::Save, Action::Back, Action::DropDraft],
        (Step::Picking(_) | Step::Summary(_), _) => &[Action::Enter, Action::Back],
        (Step::Storing, _) => &[],
        (Step::Clash(_), _) => &[Action::Enter, Action::Copy, Action::Back],
    }
}

/// The key of the words for an action in the form of a record.
fn record_word_key(form: &RecordForm, action: Action) -> &'static str {
    match (&form.stage, action) {
        (Step::Writing, Action::Unfold | Action::Enter) => "form.key_choose",
        (Step::Writing, Action::Pane) => "form.key_next",
        (Step::Writing, Action::Clear) => "record_form.key_remove",
        (Step::Writing, Action::PageUp) => "record_form.key_up",
        (Step::Writing, Action::PageDown) => "record_form.key_down",
        (Step::Writing, Action::Back) => "form.key_leave",
        (Step::Summary(_), Action::Enter) => "form.key_store",
        (Step::Clash(_), Action::Enter) => "form.key_mine",
        (Step::Clash(_), Action::Copy) => "form.key_theirs",
        (Step::Summary(_) | Step::Clash(_), Action::Back) => "form.key_back",
        _ => action.word_key(),
    }
}

/// What is always offered, at the right end.
const ALWAYS: [Action; 2] = [Action::Help, Action::Quit];

pub(super) fn draw(session: &Session, buf: &mut Buffer, area: Rect) {
    let look = &session.look;
    if let Some(notice) = &session.notice {
        put(buf, area.x + 1, area.y, area.width.saturating_sub(1), notice, look.theme.notice, &look.width);
        return;
    }
    let (offered, always): (&[Action], &[Action]) = match &session.overlay {
        Overlay::None => (&OFFERED, &ALWAYS),
        Overlay::Menu(_) | Overlay::Help(_) | Overlay::Search(_) => (&[Action::Enter, Action::Back], &[]),
        Overlay::Path(..) | Overlay::Review(..) | Overlay::Page(_) => (&[Action::Enter, Action::Back], &[]),
        Overlay::Form(form) => (offered_in(form), &[]),
        Overlay::Record(form) => (offered_in_record(form), &[]),
        Overlay::Pick(..) => (&[Action::Enter, Action::Back], &[]),
    };
    let always: Vec<Line> = always.iter().map(|action| hint(session, *action)).collect();
    let reserved: usize = always.iter().map(|l| look.width.of(&l.text()) + 2).sum();
    // The gap after the last word may lie outside.
    let room = (usize::from(area.width) + 1).saturating_sub(reserved);
    let mut x = area.x + 1;
    let mut used = 0;
    for action in offered.iter().filter(|a| !session.overlay.is_none() || session.obstacle(**a).is_none()) {
        let hint = hint(session, *action);
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

fn hint(session: &Session, action: Action) -> Line {
    let key = key_name(session, action);
    Line::of(key, Tone::Label).with(format!(" {}", session.look.texts.get(word_key(session, action))), Tone::Plain)
}

/// The key of the words for an action where it is offered now.
fn word_key(session: &Session, action: Action) -> &'static str {
    let form = match &session.overlay {
        Overlay::Form(form) => form,
        Overlay::Record(form) => return record_word_key(form, action),
        _ => return action.word_key(),
    };
    match (&form.stage, action) {
        (Stage::Writing, Action::Unfold) => "form.key_choose",
        (Stage::Writing, Action::Pane) => "form.key_next",
        (Stage::Writing, Action::Back) => "form.key_leave",
        (Stage::Summary, Action::Enter) => "form.key_store",
        (Stage::Clash(_), Action::Enter) => "form.key_mine",
        (Stage::Clash(_), Action::Copy) => "form.key_theirs",
        (Stage::Summary | Stage::Clash(_), Action::Back) => "form.key_back",
        _ => action.word_key(),
    }
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
