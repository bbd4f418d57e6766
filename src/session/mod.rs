//! Holds one person's screen: what is selected, filtered and open, what a key does to it, and how it is drawn.
//!
//! It must not know of terminals, files or the clock: messages tell it what happened, effects say what it needs.

mod action;
mod area;
mod beat;
mod board;
mod bring;
mod compare;
mod copy;
mod edit;
mod errand;
mod form;
mod group;
mod help;
mod history;
mod keep;
mod key;
mod line;
mod manage;
mod mark;
mod menu;
mod msg;
mod order;
mod overlay;
mod present;
mod query;
mod record;
mod review;
mod scroll;
mod settle;
mod take;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

pub use action::Action;
use area::Areas;
pub use beat::Beat;
use board::Board;
pub use errand::Errands;
pub use form::Prepared;
use line::Line;
use mark::Mark;
pub use msg::{Effect, Msg, Part, Proposed, Recorded, Stored, Taken};
use overlay::Overlay;
pub use present::Present;
use scroll::{Top, Window};

use crate::domain::{Book, Period, PlanYear, Report, Task, TaskId, Who};
use crate::draft::Draft;
use crate::lang::Texts;
use crate::store::{Front, Totals};
use crate::tui::keys::KeyMap;
use crate::tui::text::Width;
use crate::tui::theme::Theme;

/// How a session looks and listens; shared by nobody, told at the start.
#[derive(Clone)]
pub struct Look {
    /// The words of the program.
    pub texts: Arc<Texts>,
    /// Styles.
    pub theme: Theme,
    /// How the terminal counts columns.
    pub width: Width,
    /// Which key does what.
    pub keys: Arc<KeyMap<Action>>,
    /// Where the data lies, as it is told on the welcome screen.
    pub home: String,
    /// The person at the screen, and what that person may do.
    pub who: Who,
    /// Whether texts can be opened in an editor on this screen's terminal.
    pub has_editor: bool,
}

/// One person's screen.
pub struct Session {
    look: Look,
    size: (u16, u16),
    now: DateTime<FixedOffset>,
    book: Arc<Book>,
    /// Whether the book is the whole one; the first frame comes before it is read.
    whole: bool,
    totals: Totals,
    board: Board,
    /// How the tasks of the plan stand in the period seen, whatever is filtered.
    counts: Vec<(Mark, usize)>,
    counted: Option<(Option<PlanYear>, Option<Period>, u64, bool)>,
    pane: Pane,
    /// Whether the detail pane is wanted where there is room.
    with_detail: bool,
    /// Whether the grouping pane is pulled out over the list.
    drawer: bool,
    top: Top,
    opened: BTreeMap<TaskId, Opened>,
    detail: Detail,
    overlay: Overlay,
    notice: Option<String>,
    /// The revision that the key of undo takes back when it is pressed once more.
    asks_undo: Option<u64>,
    /// The text last copied, so that asking again shows it.
    copied: Option<String>,
    searches: u64,
    /// How many drafts were kept or dropped.
    drafts: u64,
    /// The drafts handed over to be kept and not known to be on disk, with their numbers, oldest first.
    handed: Vec<(u64, Draft)>,
    /// What the person has on disk and has not handed in, newest first.
    unfinished: Vec<Draft>,
    /// The drafts that words have left for another topic and are not known to be kept under yet.
    moved: Vec<keep::Moved>,
    /// Who else is on.
    present: Vec<Present>,
}

/// A pane that can have the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pane {
    Grouping,
    List,
    Detail,
}

/// The open history of one task.
#[derive(Debug, Default)]
struct Opened {
    /// All its reports, oldest first; only the latest until they are read.
    reports: Vec<Arc<Report>>,
    /// Its lines at `columns`.
    lines: Vec<Line>,
    columns: u16,
}

/// The lines of the detail pane, and what they were made from.
#[derive(Debug, Default)]
struct Detail {
    made_of: Option<(TaskId, Option<Period>, u64, u16, usize)>,
    lines: Vec<Line>,
    top: usize,
}

impl Session {
    /// Begins a session on a terminal of `size` with what the first frame needs.
    pub fn new(look: Look, size: (u16, u16), front: Front, now: DateTime<FixedOffset>) -> Self {
        let book = look.who.sees_book(&Arc::new(front.book));
        let mut session = Self {
            look,
            size,
            now,
            book,
            whole: front.whole,
            totals: front.totals,
            board: Board::default(),
            counts: Vec::new(),
            counted: None,
            pane: Pane::List,
            with_detail: true,
            drawer: false,
            top: Top::default(),
            opened: BTreeMap::new(),
            detail: Detail::default(),
            overlay: Overlay::None,
            notice: None,
            asks_undo: None,
            copied: None,
            searches: 0,
            drafts: 0,
            handed: Vec::new(),
            unfinished: Vec::new(),
            moved: Vec::new(),
            present: Vec::new(),
        };
        session.board.refresh(&session.book);
        session.settle();
        session
    }

    /// Says something in the footer until the next key.
    pub fn tell(&mut self, sentence: String) {
        self.notice = Some(sentence);
    }

    /// Takes in what happened; returns what is needed in return.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = match msg {
            // What was typed before the editor stood was meant for it, and its text comes back into the form as it is.
            Msg::Key(_) | Msg::Run(_) | Msg::Paste(_) | Msg::Prepared(_) if self.is_lent() => Vec::new(),
            Msg::Key(chord) => self.press(chord),
            Msg::Run(chords) => self.take_run(&chords),
            Msg::Paste(text) => self.paste(&text),
            Msg::Lost(bytes) => {
                self.tell(self.look.texts.fill("board.paste_too_long", &[("bytes", &bytes)]));
                Vec::new()
            }
            Msg::Resize(width, height) => {
                self.size = (width, height);
                self.show_again();
                Vec::new()
            }
            Msg::Minute(now) => {
                self.now = now;
                Vec::new()
            }
            Msg::Book(book) => self.take_book(&book),
            Msg::Present(others) => {
                self.present = others;
                Vec::new()
            }
            Msg::Reports(task, read) => {
                self.take_reports(task, read);
                Vec::new()
            }
            Msg::Found(asked, found) => {
                self.take_found(asked, found);
                Vec::new()
            }
            Msg::Proposed(read) => {
                self.take_proposed(read);
                Vec::new()
            }
            Msg::Mended(sentence) => {
                self.tell(sentence);
                Vec::new()
            }
            Msg::Pause => self.keep_draft(),
            Msg::Prepared(read) => self.take_prepared(read),
            Msg::DraftKept(number, kept) => {
                self.take_kept(number, &kept);
                Vec::new()
            }
            Msg::Drafts(unfinished) => {
                self.take_drafts(unfinished);
                Vec::new()
            }
            Msg::Edited(edited) => self.take_edited(edited),
            Msg::Stored(stored) => self.take_stored(stored),
            Msg::Recorded(book, recorded) => {
                let mut effects = book.map(|book| self.take_book(&book)).unwrap_or_default();
                effects.extend(self.take_recorded(recorded));
                effects
            }
            Msg::Undone(sentence, asks) => {
                self.take_undone(sentence, asks);
                Vec::new()
            }
            Msg::Imported(done) => {
                self.take_imported(done);
                Vec::new()
            }
        };
        self.settle();
        effects
    }

    /// The task under the cursor.
    pub fn task(&self) -> Option<&Arc<Task>> {
        self.board.task().and_then(|id| self.book.task(id))
    }

    fn areas(&self) -> Option<Areas> {
        Areas::of(self.size, self.with_detail, self.rows_said(self.size.0))
    }

    /// The periods of the plan seen, newest first.
    fn periods(&self) -> Vec<Period> {
        let plan = self.board.plan.and_then(|year| self.book.plan(year));
        plan.map(|p| p.periods.iter().rev().map(|p| p.period).collect()).unwrap_or_default()
    }

    /// Runs `look` on the list as it is seen through its window.
    fn through_window<T>(&self, look: impl FnOnce(&Window<'_>) -> T) -> T {
        let rows = self.areas().map_or(0, |a| usize::from(a.list_rows()));
        let listed = self.board.rows();
        let height = |item: usize| {
            let opened = listed.get(item).and_then(|task| self.opened.get(task));
            1 + opened.map_or(0, |o| o.lines.len())
        };
        look(&Window { items: listed.len(), rows, height: &height })
    }
}
