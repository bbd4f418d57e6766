//! The form in which a report is written: what is filled in so far, and what it would be stored as.
//!
//! It must not know of keys or of how it is drawn.

mod area;
mod fill;
mod hand;
mod lend;
mod press;

use std::sync::Arc;

use chrono::NaiveDate;
use tui_input::Input;

use crate::domain::{Book, Doubt, Period, Report, ReportEntry, ReportKey, Said, Status, Task, UnitId, doubts};
use crate::draft::ReportWords;
use crate::session::compare::changed;
use crate::session::edit;
use crate::session::keep::Kept;
use crate::session::line::Line;
use crate::tui::editor::Editor;
use crate::tui::text::clean_lines;
pub use area::FormAreas;

/// A place of the form that takes keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The period reported for.
    Period,
    /// The unit that reports; the task itself while none is chosen.
    Unit,
    /// How the task stands.
    Status,
    /// The as-of date.
    Date,
    /// One of the three texts.
    Part(usize),
}

impl Field {
    /// All fields, in the order in which one goes through them.
    pub const ALL: [Self; 7] =
        [Self::Period, Self::Unit, Self::Status, Self::Date, Self::Part(0), Self::Part(1), Self::Part(2)];

    /// Whether one of a few values is chosen in it.
    pub fn is_choice(self) -> bool {
        matches!(self, Self::Period | Self::Unit | Self::Status)
    }

    /// The field so many steps further, round and round.
    fn step(self, steps: isize) -> Self {
        let count = Self::ALL.len();
        let at = Self::ALL.iter().position(|field| *field == self).unwrap_or(0);
        let next = (at + count).saturating_add_signed(steps) % count;
        Self::ALL.get(next).copied().unwrap_or(Self::Part(0))
    }
}

/// What the form shows besides its fields.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// The fields.
    Writing,
    /// What would be stored, to be agreed to.
    Summary,
    /// It was handed over and not yet answered.
    Storing,
    /// Somebody else has stored another report meanwhile; holds it, and the sentence that says so.
    Clash(Arc<Report>, String),
}

/// What must be known before a report can be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// What is reported on.
    pub key: ReportKey,
    /// The report that is there already.
    pub current: Option<Arc<Report>>,
    /// The report of the period before.
    pub last: Option<Arc<Report>>,
}

/// A report that is being written.
#[derive(Debug)]
pub struct Form {
    /// The task reported on, as it was when the form was opened.
    pub task: Arc<Task>,
    /// What is reported on.
    pub key: ReportKey,
    /// The revision of the report its author has seen; none when there was none.
    pub seen: Option<u64>,
    /// The report of the period before.
    pub last: Option<Arc<Report>>,
    /// The report that is there already.
    pub current: Option<Arc<Report>>,
    /// How the task stands.
    pub status: Status,
    /// The as-of date as typed.
    pub date: Input,
    /// The three texts: progress, problems, next steps.
    pub parts: [Editor; 3],
    /// The field that has the keys.
    pub field: Field,
    /// What is shown.
    pub stage: Stage,
    /// How far the draft on disk has come.
    pub kept: Kept,
    /// Which of the three texts is in the person's own editor.
    lent: Option<usize>,
    /// The first line in sight of a summary or of two texts side by side.
    pub top: usize,
    /// Whether each text was compared with last period's since the last pause; until then its marks move along with it.
    is_compared: bool,
    /// What a reviewer would ask about, until the words change.
    doubts: Option<Vec<Doubt>>,
    /// The lines of last period's report, and the columns they were wrapped to.
    beside: (u16, Vec<Line>),
}

impl Form {
    /// The as-of date, when what is typed is one.
    pub fn day(&self) -> Option<NaiveDate> {
        edit::day(self.date.value(), self.key.period.year())
    }

    /// One of the three texts without blanks at its end.
    pub fn part(&self, at: usize) -> &str {
        self.parts.get(at).map_or("", |part| part.text().trim_end())
    }

    /// What it was begun from in one part: the report that is there already, else the one of the period before.
    pub fn before(&self, at: usize) -> &str {
        let report = self.current.as_ref().or(self.last.as_ref());
        report.map_or("", |report| part_of(report, at))
    }

    /// Notes that something was typed.
    fn touch(&mut self) {
        self.kept.is_due = true;
        self.doubts = None;
    }

    /// Has the texts compared with last period's again when the words are next looked at.
    pub fn compare_anew(&mut self) {
        self.is_compared = false;
    }

    /// Looks at the words again, if they have changed since the last time.
    pub fn look(&mut self, today: NaiveDate) {
        if !std::mem::replace(&mut self.is_compared, true) {
            let before = self.last.as_ref().or(self.current.as_ref());
            for (at, part) in self.parts.iter_mut().enumerate() {
                let marks = before.map(|report| changed(&clean_lines(part_of(report, at)), part.text()));
                part.mark(marks.unwrap_or_default());
            }
        }
        if self.doubts.is_none() {
            self.doubts = Some(self.doubts(today));
        }
    }

    /// Wraps last period's report to `columns`, if it is not; `wrap` makes its lines.
    pub fn lay_beside(&mut self, columns: u16, wrap: impl FnOnce(&Report) -> Vec<Line>) {
        if self.beside.0 != columns
            && let Some(last) = &self.last
        {
            self.beside = (columns, wrap(last));
        }
    }

    /// The lines of last period's report, as far as they were laid out.
    pub fn beside(&self) -> &[Line] {
        &self.beside.1
    }

    /// What a reviewer would ask about, as far as it was looked at.
    pub fn doubted(&self) -> &[Doubt] {
        self.doubts.as_deref().unwrap_or_default()
    }

    /// Nothing is asked about the date while it is none.
    fn doubts(&self, today: NaiveDate) -> Vec<Doubt> {
        let said = Said {
            period: self.key.period,
            status: self.status,
            reported_on: self.day().unwrap_or(today),
            progress: self.part(0),
            problems: self.part(1),
            next_steps: self.part(2),
        };
        doubts(&said, self.last.as_deref(), today)
    }

    /// What it would be stored as; nothing while the date is none.
    pub fn entry(&self) -> Option<ReportEntry> {
        let current = self.current.as_ref().filter(|report| report.status == self.status);
        Some(ReportEntry {
            task: self.key.task,
            period: self.key.period,
            unit: self.key.unit,
            seen: self.seen,
            status: self.status,
            // A printed word that still fits is kept as it was printed.
            status_text: current.map(|report| report.status_text.clone()).unwrap_or_default(),
            progress: self.part(0).to_owned(),
            problems: self.part(1).to_owned(),
            next_steps: self.part(2).to_owned(),
            reported_on: Some(self.day()?),
        })
    }

    /// What has been written so far.
    pub fn words(&self) -> ReportWords {
        let text = |at: usize| self.parts.get(at).map_or_else(String::new, |part| part.text().to_owned());
        ReportWords {
            key: self.key,
            seen: self.seen,
            status: self.status,
            reported_on: self.date.value().to_owned(),
            progress: text(0),
            problems: text(1),
            next_steps: text(2),
        }
    }
}

/// One of a report's three texts.
pub fn part_of(report: &Report, at: usize) -> &str {
    match at {
        0 => &report.progress,
        1 => &report.problems,
        _ => &report.next_steps,
    }
}

/// The periods a report on a plan can be for: those known to it, and the cumulative ones of its year.
pub fn periods(book: &Book, task: &Task) -> Vec<Period> {
    let known = book.plan(task.plan).map(|plan| plan.periods.iter().map(|p| p.period).collect::<Vec<_>>());
    let mut periods = known.unwrap_or_default();
    periods.extend((1..=12).filter_map(|month| Period::new(task.plan.0, 1, month)));
    periods.sort();
    periods.dedup();
    periods
}

/// The units that can report on a task: the task itself, and each unit that answers for it for its own part.
pub fn units(book: &Book, task: &Task) -> Vec<Option<UnitId>> {
    let mut units = vec![None];
    for unit in book.answering(task).map(Some) {
        // One that stands on the task by itself may also be one of a group.
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    units
}
