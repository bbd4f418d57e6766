//! What a session does with what arrives from elsewhere: a new book, reports read, an import done.

use std::sync::Arc;

use super::line::{Line, Tone};
use super::overlay::Overlay;
use super::{Action, Effect, Opened, Proposed, Session, Taken};
use crate::domain::{Book, Report, TaskId};
use crate::draft::Draft;

impl Session {
    pub(super) fn take_book(&mut self, book: &Arc<Book>) -> Vec<Effect> {
        // A slow reader may deliver an older picture after a newer one; what is on the screen never goes back.
        if self.whole && book.revision() < self.book.revision() {
            return Vec::new();
        }
        // A key that was withdrawn ends what it began; what is typed is kept as a draft on the way out.
        let Some(who) = self.look.who.anew(book) else { return vec![Effect::Quit] };
        self.look.who = who;
        let was_empty = self.board.plan.is_none();
        self.book = self.look.who.sees_book(book);
        self.whole = true;
        self.board.refresh(&self.book);
        // Whoever enters records into an empty ledger goes on with them.
        if was_empty && !matches!(self.overlay, Overlay::Record(_) | Overlay::Pick(..) | Overlay::Menu(_)) {
            self.overlay = Overlay::None;
        }
        let open: Vec<TaskId> = self.opened.keys().copied().collect();
        self.keep_cursor_in_sight();
        open.into_iter().filter_map(|task| self.book.task(task).map(|t| Effect::Reports(t.plan, task))).collect()
    }

    /// What became of an undo, or what it would take with it: then the same key once more does it.
    pub(super) fn take_undone(&mut self, sentence: String, asks: Option<u64>) {
        self.asks_undo = asks;
        self.notice = Some(if asks.is_some() {
            let key = self.look.keys.first_of(Action::Undo);
            self.look.texts.fill("notice.undo_once_more", &[("what", &sentence), ("key", &key)])
        } else {
            sentence
        });
    }

    pub(super) fn take_reports(&mut self, task: TaskId, read: Result<Vec<Arc<Report>>, String>) {
        match read {
            Ok(reports) => {
                if let Some(opened) = self.opened.get_mut(&task) {
                    *opened = Opened { reports, ..Opened::default() };
                }
                self.settle();
                self.keep_cursor_in_sight();
            }
            Err(why) => self.notice = Some(self.look.texts.fill("notice.reload_failed", &[("why", &why)])),
        }
    }

    pub(super) fn take_proposed(&mut self, read: Result<Box<Proposed>, String>) {
        match read {
            Ok(proposed) => self.open_review(proposed),
            Err(why) => {
                if let Overlay::Path(_, problem) = &mut self.overlay {
                    *problem = Some(why);
                } else {
                    self.notice = Some(why);
                }
            }
        }
    }

    pub(super) fn take_imported(&mut self, done: Result<Taken, String>) {
        let texts = &self.look.texts;
        match done {
            Ok(Taken { tasks: 0, reports: 0 }) => self.notice = Some(texts.get("notice.unchanged").to_owned()),
            Ok(taken) => {
                let parts: [(&str, &dyn std::fmt::Display); 2] = [("new", &taken.tasks), ("reports", &taken.reports)];
                self.notice = Some(texts.fill("notice.imported", &parts));
            }
            Err(why) => {
                if let Overlay::Review(review) = &mut self.overlay {
                    review.page.lines.insert(0, Line::of(why, Tone::Changed));
                    return;
                }
                self.notice = Some(why);
                return;
            }
        }
        if matches!(self.overlay, Overlay::Review(..)) {
            self.overlay = Overlay::None;
        }
    }

    /// What the person has written and not handed in is offered once, when it is first known.
    pub(super) fn take_drafts(&mut self, unfinished: Vec<Draft>) {
        self.unfinished = unfinished;
        if !self.unfinished.is_empty() && self.overlay.is_none() && self.notice.is_none() {
            let key = self.look.keys.first_of(Action::Drafts);
            let parts: [(&str, &dyn std::fmt::Display); 2] = [("count", &self.unfinished.len()), ("key", &key)];
            self.notice = Some(self.look.texts.fill("form.unfinished", &parts));
        }
    }

    pub(super) fn keep_cursor_in_sight(&mut self) {
        self.top = self.through_window(|w| w.reveal(self.top, self.board.cursor()));
    }
}
