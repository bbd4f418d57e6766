//! The menus of the board: period, year, order, filter.

use super::action::Action;
use super::mark::Mark;
use super::order::Column;
use super::overlay::{Choice, Menu, Overlay, step, steps};
use super::{Effect, Session};
use crate::draft::Topic;
use crate::tui::keys::Chord;

impl Session {
    pub(super) fn open_menu(&mut self, action: Action) {
        let (title, choices): (_, Vec<Choice>) = match action {
            Action::Period => ("menu.period", self.periods().into_iter().map(Choice::Period).collect()),
            Action::Plan => ("menu.plan", self.book.plans().rev().map(|p| Choice::Plan(p.year)).collect()),
            Action::Manage => ("menu.manage", self.manageable().into_iter().map(Choice::Doing).collect()),
            Action::Drafts => {
                ("menu.drafts", self.all_drafts().into_iter().map(|draft| Choice::Draft(draft.id())).collect())
            }
            Action::Sort => ("menu.sort", Column::ALL.into_iter().map(Choice::Column).collect()),
            _ => ("menu.filter", Mark::ALL.into_iter().map(Choice::Mark).collect()),
        };
        let cursor = choices.iter().position(|c| self.is_chosen(c)).unwrap_or(0);
        self.overlay = Overlay::Menu(Menu { title, choices, cursor });
    }

    /// Whether a choice is the one in force.
    pub(super) fn is_chosen(&self, choice: &Choice) -> bool {
        match *choice {
            Choice::Period(period) => self.board.period == Some(period),
            Choice::Plan(year) => self.board.plan == Some(year),
            Choice::Column(column) => self.board.order.column == column,
            Choice::Mark(mark) => self.board.marks.contains(&mark),
            Choice::Draft(_) | Choice::Report(_) | Choice::Doing(_) => false,
        }
    }

    pub(super) fn press_in_menu(&mut self, chord: Chord) -> Vec<Effect> {
        let action = self.look.keys.action(&chord);
        let Overlay::Menu(menu) = &mut self.overlay else { return Vec::new() };
        if let Some(steps) = action.and_then(|a| steps(a, menu.choices.len())) {
            menu.cursor = step(menu.cursor, steps, menu.choices.len());
            return Vec::new();
        }
        let chosen = menu.choices.get(menu.cursor).cloned();
        match action {
            Some(Action::Enter | Action::Unfold) => return chosen.map(|c| self.choose(c)).unwrap_or_default(),
            // What lies behind a menu of the office is its first one.
            Some(Action::Back | Action::Fold)
                if matches!(menu.title, "menu.kind" | "menu.plans" | "menu.void_report" | "menu.begun") =>
            {
                self.open_menu(Action::Manage);
            }
            Some(Action::Back | Action::Fold | Action::Quit) => self.overlay = Overlay::None,
            // The key that opened a menu closes it again.
            Some(Action::Period | Action::Plan | Action::Sort | Action::Filter | Action::Drafts | Action::Manage) => {
                self.overlay = Overlay::None;
            }
            _ if chord.text() == Some(' ') => return chosen.map(|c| self.choose(c)).unwrap_or_default(),
            _ => {}
        }
        Vec::new()
    }

    fn choose(&mut self, choice: Choice) -> Vec<Effect> {
        match choice {
            Choice::Period(period) => {
                self.board.choose_period(&self.book, period);
                self.overlay = Overlay::None;
            }
            Choice::Plan(year) => {
                self.board.choose_plan(&self.book, year);
                self.overlay = Overlay::None;
            }
            // Several marks may be ticked, and a column turned round: those menus stay.
            Choice::Column(column) => {
                self.board.order = self.board.order.choose(column);
                self.board.refresh(&self.book);
            }
            Choice::Mark(mark) => {
                if !self.board.marks.remove(&mark) {
                    self.board.marks.insert(mark);
                }
                self.board.refresh(&self.book);
            }
            Choice::Doing(doing) => return self.manage(doing),
            Choice::Report(key) => return self.void_report(key),
            Choice::Draft(id) => {
                self.overlay = Overlay::None;
                self.take_first(&id);
                return match id.topic {
                    Topic::Report(key) => vec![Effect::Prepare(key)],
                    Topic::Entry(_) => {
                        self.draft_on(&id.topic).cloned().map(|draft| self.resume(&draft)).unwrap_or_default()
                    }
                };
            }
        }
        self.keep_cursor_in_sight();
        Vec::new()
    }
}
