//! Begins a form: from a draft, else from the report that is there, else from last period's text.

use std::sync::Arc;

use chrono::NaiveDate;
use tui_input::Input;

use super::{Field, Form, Prepared, Stage, part_of};
use crate::domain::{Report, ReportKey, Status, Task};
use crate::draft::{Draft, ReportWords};
use crate::session::keep::Kept;
use crate::tui::editor::{Edit, Editor};
use crate::tui::text::Width;

impl Form {
    /// Begins a form on a task with what was read for it.
    pub(in crate::session) fn begin(
        task: Arc<Task>,
        prepared: Prepared,
        draft: Option<(&Draft, &ReportWords)>,
        width: Width,
    ) -> Self {
        let kept = draft.map_or_else(Kept::default, |(draft, _)| Kept::going_on(draft));
        let draft = draft.map(|(_, words)| words);
        let Prepared { key, current, last } = prepared;
        let from: Option<&Report> = current.as_deref().or(last.as_deref());
        let day = begun_day(current.as_deref(), &key);
        let begun = |at: usize| match draft {
            Some(draft) => {
                [&draft.progress, &draft.problems, &draft.next_steps].get(at).map_or("", |text| text.as_str())
            }
            None => from.map_or("", |report| part_of(report, at)),
        };
        let parts = [0, 1, 2].map(|at| Editor::new(begun(at), width));
        let status = from.map_or(Status::OnSchedule, |report| report.status);
        Self {
            task,
            key,
            seen: draft.map_or_else(|| current.as_ref().map(|report| report.revision), |draft| draft.seen),
            status: draft.map_or(status, |draft| draft.status),
            date: Input::new(draft.map_or_else(|| day.to_string(), |draft| draft.reported_on.clone())),
            parts,
            field: Field::Part(0),
            stage: Stage::Writing,
            kept,
            lent: None,
            top: 0,
            is_compared: false,
            doubts: None,
            beside: (0, Vec::new()),
            last,
            current,
        }
    }

    /// Begins anew on another period or unit, for nothing was written on this one.
    pub(in crate::session) fn begin_anew(&mut self, prepared: Prepared, width: Width) {
        *self = Self { field: self.field, ..Self::begin(self.task.clone(), prepared, None, width) };
    }

    /// Goes on with another period or unit: what was typed stays, what was only begun from begins anew.
    pub(in crate::session) fn turn_to(&mut self, prepared: Prepared) {
        if self.day() == Some(begun_day(self.current.as_deref(), &self.key)) {
            self.date = Input::new(begun_day(prepared.current.as_deref(), &prepared.key).to_string());
        }
        self.key = prepared.key;
        self.seen = prepared.current.as_ref().map(|report| report.revision);
        self.current = prepared.current;
        self.last = prepared.last;
        self.beside = (0, Vec::new());
        self.kept = Kept::default();
        self.is_compared = false;
        self.touch();
    }

    /// Whether everything is as it was begun.
    pub(in crate::session) fn is_untouched(&self) -> bool {
        let from = self.current.as_ref().or(self.last.as_ref());
        (0..3).all(|at| self.part(at) == self.before(at).trim_end())
            && self.status == from.map_or(Status::OnSchedule, |report| report.status)
            && self.day() == Some(begun_day(self.current.as_deref(), &self.key))
    }

    /// Puts other words in place of one part, as one step that can be undone; whether they differ.
    pub(in crate::session) fn replace(&mut self, at: usize, text: &str) -> bool {
        let replaced = Edit::Replace(text.to_owned());
        let changed = self.parts.get_mut(at).is_some_and(|part| part.edit(&replaced));
        self.touch_if(changed);
        changed
    }
}

/// The as-of date to begin with: that of the report that is there, else the period's last day.
fn begun_day(current: Option<&Report>, key: &ReportKey) -> NaiveDate {
    current.map_or_else(|| key.period.last_day(), |report| report.reported_on)
}
