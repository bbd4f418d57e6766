//! What lies over the board: at most one thing, which takes the keys until it is left.

use super::action::Action;
use super::form::Form;
use super::line::Line;
use super::manage::Doing;
use super::mark::Mark;
use super::order::Column;
use super::record::{Picker, RecordForm};
use super::review::Review;
use crate::domain::{Period, PlanYear, ReportKey};
use crate::draft::DraftId;
use crate::search::Hit;
use tui_input::Input;

/// What lies over the board.
#[derive(Debug, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The search.
    Search(SearchBox),
    /// The list of all actions.
    Help(HelpBox),
    /// A choice among a few.
    Menu(Menu),
    /// Plain text over the whole screen, without frames, for selecting.
    Page(Page),
    /// The path of a file to import, and what was wrong with the last one.
    Path(Input, Option<String>),
    /// A table as it would be taken in.
    Review(Review),
    /// A report that is being written.
    Form(Box<Form>),
    /// Any other record that is entered.
    Record(Box<RecordForm>),
    /// A record is being found, for what is to be done to it.
    Pick(Box<Picker>, Doing),
}

impl Overlay {
    /// Whether the board takes the keys.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

/// The search as it is typed.
#[derive(Debug, Default)]
pub struct SearchBox {
    /// What is typed.
    pub input: Input,
    /// The number of the newest question.
    pub asked: u64,
    /// The number of the question the hits answer.
    pub answered: u64,
    /// The hits, best first.
    pub hits: Vec<Hit>,
    /// Whether there are more.
    pub more: bool,
    /// The place of the chosen hit.
    pub cursor: usize,
}

/// The list of all actions, narrowed by what is typed.
#[derive(Debug, Default)]
pub struct HelpBox {
    /// What is typed.
    pub input: Input,
    /// The place of the chosen action among those that fit.
    pub cursor: usize,
}

/// A choice among a few.
#[derive(Debug)]
pub struct Menu {
    /// The key of its title.
    pub title: &'static str,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// The place of the cursor.
    pub cursor: usize,
}

/// One line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    Period(Period),
    Plan(PlanYear),
    Column(Column),
    Mark(Mark),
    Draft(DraftId),
    Report(ReportKey),
    Doing(Doing),
}

/// Lines that can be scrolled.
#[derive(Debug, Default)]
pub struct Page {
    /// The key of its title.
    pub title: &'static str,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The first line in sight.
    pub top: usize,
}

impl Page {
    /// Scrolls by `lines`, no further than the last line in a window of `rows`.
    pub fn scroll(&mut self, lines: isize, rows: usize) {
        let last = self.lines.len().saturating_sub(rows);
        self.top = self.top.saturating_add_signed(lines).min(last);
    }
}

/// Moves a place in a list of `count` by `steps`, without leaving it.
pub fn step(at: usize, steps: isize, count: usize) -> usize {
    at.saturating_add_signed(steps).min(count.saturating_sub(1))
}

/// How far an action moves in a list seen through a window of `rows`; nothing for other actions.
pub fn steps(action: Action, rows: usize) -> Option<isize> {
    let page = isize::try_from(rows.max(2) - 1).unwrap_or(1);
    match action {
        Action::Up => Some(-1),
        Action::Down => Some(1),
        Action::PageUp => Some(-page),
        Action::PageDown => Some(page),
        Action::Top => Some(isize::MIN / 2),
        Action::Bottom => Some(isize::MAX / 2),
        _ => None,
    }
}
