//! Makes what depends on book, cursor and width follow from them after each message: counts, lines, and where texts wrap.

use super::area::Areas;
use super::form::FormAreas;
use super::mark::Mark;
use super::overlay::Overlay;
use super::record::RecordAreas;
use super::{Detail, Pane, Session, history, view};

impl Session {
    /// Makes the lines that depend on width, book and cursor follow from them, and keeps the cursor in sight.
    pub(super) fn settle(&mut self) {
        self.count();
        let Some(areas) = self.areas() else { return };
        let columns = areas.list_columns();
        let setting = history::Setting { book: &self.book, texts: &self.look.texts, width: &self.look.width, columns };
        for (id, opened) in &mut self.opened {
            if opened.columns == columns {
                continue;
            }
            if let Some(task) = self.book.task(*id) {
                opened.lines = history::lines(setting, task, &opened.reports);
                opened.columns = columns;
            }
        }
        self.settle_detail(areas);
        self.settle_form(areas);
        self.settle_record(areas);
        // What is said in several lines takes them from the list.
        if areas.footer.height > 1 {
            self.keep_cursor_in_sight();
        }
    }

    /// Lays the texts of the form out for their areas.
    fn settle_form(&mut self, areas: Areas) {
        let Overlay::Form(form) = &mut self.overlay else { return };
        form.look(self.now.date_naive());
        let divided = FormAreas::of(areas.body(), form);
        for (part, area) in form.parts.iter_mut().zip(divided.parts) {
            part.fit(area.width, area.height);
        }
        if let Some(beside) = divided.beside {
            // Between the frame and a blank column on either side.
            let columns = beside.width.saturating_sub(4);
            form.lay_beside(columns, |last| view::form::report_lines(&self.look, last, columns));
        }
    }

    /// Lays the texts of a record out for their areas.
    fn settle_record(&mut self, areas: Areas) {
        let Overlay::Record(form) = &mut self.overlay else { return };
        // How high a text wants to be follows from how it wraps, which the first round settles.
        for _ in 0..2 {
            let divided = RecordAreas::of(areas.body(), form, &self.look.width);
            for (at, editor) in form.editors() {
                if let Some(area) = divided.values.get(at) {
                    editor.fit(area.width.saturating_sub(2), area.height);
                }
            }
        }
    }

    /// Counts how the tasks of the plan stand, when plan, period or book have changed.
    fn count(&mut self) {
        let counted = (self.board.plan, self.board.period, self.book.revision(), self.whole);
        if self.counted == Some(counted) {
            return;
        }
        self.counted = Some(counted);
        self.counts = Mark::ALL.into_iter().map(|mark| (mark, 0)).collect();
        let Some(plan) = self.board.plan else { return };
        for task in self.book.tasks_of(plan) {
            let mark = Mark::of(&self.book, task, self.board.period);
            if let Some((_, count)) = self.counts.get_mut(mark.place()) {
                *count += 1;
            }
        }
    }

    fn settle_detail(&mut self, areas: Areas) {
        let Some((area, task)) = areas.detail.zip(self.task().cloned()) else {
            self.detail = Detail::default();
            if self.pane == Pane::Detail {
                self.pane = Pane::List;
            }
            return;
        };
        let columns = area.width.saturating_sub(4);
        let reports = self.opened.get(&task.id).map_or(0, |opened| opened.reports.len());
        let made_of = Some((task.id, self.board.period, self.book.revision(), columns, reports));
        if self.detail.made_of != made_of {
            let lines = view::detail::lines(self, &task, columns);
            self.detail = Detail { made_of, lines, top: 0 };
        }
    }
}
