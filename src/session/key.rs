//! What a key does on the board.

use super::action::Action;
use super::overlay::{HelpBox, Overlay, SearchBox, step, steps};
use super::{Effect, Opened, Pane, Session, form, record};
use crate::tui::keys::{Chord, Code};
use crate::tui::text::clean;

/// How many lines a long history moves at a time.
const STRIDE: isize = 3;

impl Session {
    pub(super) fn press(&mut self, chord: Chord) -> Vec<Effect> {
        self.notice = None;
        // In a text it takes back what was typed.
        if (chord.code, chord.ctrl) == (Code::Char('z'), true) && !self.is_writing() {
            return vec![Effect::Suspend];
        }
        let command = self.look.keys.action(&chord).filter(|_| chord.text().is_none());
        // Any other key is no yes to what was asked.
        self.asks_undo = self.asks_undo.filter(|_| command == Some(Action::Undo));
        // Leaving and searching work from everywhere; a bare letter may be meant as text.
        match command {
            // In a text Ctrl with a letter moves the caret.
            Some(Action::Search) if self.is_writing() && matches!(chord.code, Code::Char(_)) => {}
            Some(Action::Quit) => return self.quit(),
            Some(Action::Help) if self.is_writing() => {
                let (texts, keys) = (&self.look.texts, &self.look.keys);
                let (back, help) = (keys.first_of(Action::Back), keys.first_of(Action::Help));
                let parts: [(&str, &dyn std::fmt::Display); 3] =
                    [("editing", &texts.get("help.editing")), ("back", &back), ("help", &help)];
                self.notice = Some(texts.fill("help.form", &parts));
                return Vec::new();
            }
            // The answer to what was handed over is waited for.
            Some(Action::Search) if self.is_storing() => return Vec::new(),
            Some(Action::Search) if !matches!(self.overlay, Overlay::Search(_)) => {
                let mut effects = self.leave_form();
                self.notice = None;
                effects.extend(self.act(Action::Search));
                return effects;
            }
            _ => {}
        }
        match self.overlay {
            Overlay::None => self.press_on_board(chord),
            Overlay::Search(_) => self.press_in_search(chord),
            Overlay::Help(_) => self.press_in_help(chord),
            Overlay::Menu(_) => self.press_in_menu(chord),
            Overlay::Page(_) => self.press_on_page(chord),
            Overlay::Path(..) => self.press_in_path(chord),
            Overlay::Review(..) => self.press_in_review(chord),
            Overlay::Form(_) => self.press_in_form(chord),
            Overlay::Record(_) => self.press_in_record(chord),
            Overlay::Pick(..) => self.press_in_pick(chord),
        }
    }

    /// Ends the session; what is being written is kept as a draft.
    fn quit(&mut self) -> Vec<Effect> {
        let mut effects = self.leave_form();
        effects.push(Effect::Quit);
        effects
    }

    fn is_writing(&self) -> bool {
        matches!(self.overlay, Overlay::Form(_) | Overlay::Record(_))
    }

    /// Whether something was handed over and not yet answered.
    fn is_storing(&self) -> bool {
        match &self.overlay {
            Overlay::Form(form) => form.stage == form::Stage::Storing,
            Overlay::Record(form) => matches!(form.stage, record::Stage::Storing),
            _ => false,
        }
    }

    fn press_on_board(&mut self, chord: Chord) -> Vec<Effect> {
        match self.look.keys.action(&chord) {
            Some(action) => self.act(action),
            None => {
                self.notice = Some(self.say_unknown(chord));
                Vec::new()
            }
        }
    }

    /// A hanzi is the input method speaking; anything else is a key without use.
    fn say_unknown(&self, chord: Chord) -> String {
        let texts = &self.look.texts;
        if chord.text().is_some_and(|c| !c.is_ascii()) {
            return texts.get("board.ime").to_owned();
        }
        let (key, help) = (chord.to_string(), self.look.keys.first_of(Action::Help));
        texts.fill("board.unknown_key", &[("key", &clean(&key)), ("help", &help)])
    }

    /// Does an action, or says why it cannot be done.
    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        if let Some(why) = self.obstacle(action) {
            self.notice = Some(self.look.texts.get(why).to_owned());
            return Vec::new();
        }
        match action {
            Action::Quit => return self.quit(),
            Action::Update => return self.open_form(),
            Action::Undo => return vec![Effect::Undo(self.asks_undo.take())],
            // The form itself hears of these.
            Action::Save | Action::DropDraft | Action::Editor => {}
            Action::Search => self.overlay = Overlay::Search(SearchBox::default()),
            Action::Help => self.overlay = Overlay::Help(HelpBox::default()),
            // The files of the machine that serves are none of a far person's.
            Action::Import if self.look.who.via.is_remote() => {
                self.tell(self.look.texts.get("import.not_over_network").to_owned());
            }
            Action::Import => self.overlay = Overlay::Path(tui_input::Input::default(), None),
            Action::Example => return vec![Effect::Example],
            Action::Enter => return self.enter(),
            Action::Unfold => return self.unfold(),
            Action::Fold => self.fold(),
            Action::Detail => self.with_detail = !self.with_detail,
            Action::Pane => self.next_pane(),
            Action::Back => self.back(),
            Action::Grouping => self.regroup(),
            Action::Clear => self.clear(),
            Action::Copy => return self.copy(),
            Action::Period | Action::Plan | Action::Sort | Action::Filter | Action::Drafts | Action::Manage => {
                self.open_menu(action);
            }
            Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::Top | Action::Bottom => {
                self.travel(action);
            }
        }
        Vec::new()
    }

    fn enter(&mut self) -> Vec<Effect> {
        if self.board.plan.is_none() {
            return vec![Effect::Example];
        }
        if self.pane == Pane::Grouping {
            self.pane = Pane::List;
            self.drawer = false;
            return Vec::new();
        }
        if self.board.task().is_some_and(|task| self.opened.contains_key(&task)) {
            self.fold();
            return Vec::new();
        }
        self.unfold()
    }

    fn unfold(&mut self) -> Vec<Effect> {
        let Some(task) = self.task().cloned() else { return Vec::new() };
        let reports = self.book.latest_report(task.id).cloned().into_iter().collect();
        self.opened.insert(task.id, Opened { reports, ..Opened::default() });
        self.settle();
        self.keep_cursor_in_sight();
        vec![Effect::Reports(task.plan, task.id)]
    }

    fn fold(&mut self) {
        if let Some(task) = self.board.task() {
            self.opened.remove(&task);
        }
        self.keep_cursor_in_sight();
    }

    fn next_pane(&mut self) {
        let Some(areas) = self.areas() else { return };
        self.pane = match self.pane {
            Pane::Grouping => Pane::List,
            Pane::List if areas.detail.is_some() => Pane::Detail,
            Pane::List | Pane::Detail => Pane::Grouping,
        };
        self.drawer = areas.is_drawer && self.pane == Pane::Grouping;
    }

    fn back(&mut self) {
        if self.pane != Pane::List {
            self.pane = Pane::List;
            self.drawer = false;
        } else {
            self.clear();
        }
    }

    fn clear(&mut self) {
        self.board.group = None;
        self.board.marks.clear();
        self.board.refresh(&self.book);
        self.keep_cursor_in_sight();
    }

    fn regroup(&mut self) {
        self.board.regroup(&self.book, self.board.grouping.next());
        if self.areas().is_some_and(|a| a.is_drawer) {
            self.pane = Pane::Grouping;
            self.drawer = true;
        }
        self.keep_cursor_in_sight();
    }

    fn travel(&mut self, action: Action) {
        let Some(areas) = self.areas() else { return };
        let rows = usize::from(areas.pane_rows());
        match self.pane {
            Pane::Grouping => {
                let Some(steps) = steps(action, rows) else { return };
                let at = step(self.board.group_at(), steps, self.board.groups().len());
                self.board.choose_group(&self.book, at);
                self.keep_cursor_in_sight();
            }
            Pane::Detail => {
                let Some(steps) = steps(action, rows) else { return };
                let last = self.detail.lines.len().saturating_sub(rows);
                self.detail.top = self.detail.top.saturating_add_signed(steps).min(last);
            }
            Pane::List => self.travel_in_list(action, usize::from(areas.list_rows())),
        }
    }

    /// A history longer than the window is read to its end before the cursor leaves its task.
    fn travel_in_list(&mut self, action: Action, rows: usize) {
        let at = self.board.cursor();
        let unread_below = !self.through_window(|w| w.shows_end_of(self.top, at));
        let unread_above = self.top.item == at && self.top.line > 0;
        let page = steps(Action::PageDown, rows).unwrap_or(1);
        let scrolled = match action {
            Action::Down if unread_below => Some(STRIDE),
            Action::PageDown if unread_below => Some(page),
            Action::Up if unread_above => Some(-STRIDE),
            Action::PageUp if unread_above => Some(-page),
            _ => None,
        };
        if let Some(lines) = scrolled {
            self.top = self.through_window(|w| w.scroll(self.top, lines));
            // Never past the task itself: its last line is the last to come into sight, its own row the first.
            if self.top.item > at || (self.top.item < at && lines < 0) {
                self.keep_cursor_in_sight();
            }
            return;
        }
        if let Some(steps) = steps(action, rows) {
            self.board.move_to(step(at, steps, self.board.rows().len()));
            self.keep_cursor_in_sight();
        }
    }
}
