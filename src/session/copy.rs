//! Copies a task, and its report when its history is open, as plain text; asked twice, it shows the text instead.

use super::line::{Tone, paragraphs};
use super::overlay::{Overlay, Page, steps};
use super::{Effect, Session};
use crate::session::Action;
use crate::tui::clipboard;
use crate::tui::keys::Chord;
use crate::tui::text::{clean, clean_lines};

impl Session {
    pub(super) fn copy(&mut self) -> Vec<Effect> {
        let Some(text) = self.task_as_text() else { return Vec::new() };
        let again = self.copied.as_ref() == Some(&text);
        if again || text.len() > clipboard::LARGEST {
            if !again {
                self.notice = Some(self.look.texts.get("notice.too_long").to_owned());
            }
            let lines = paragraphs(&text, self.size.0, &self.look.width, &[], Tone::Plain);
            self.overlay = Overlay::Page(Page { title: "page.copy", lines, top: 0 });
            self.copied = None;
            return Vec::new();
        }
        let (count, key) = (text.chars().count(), self.look.keys.first_of(Action::Copy));
        self.notice = Some(self.look.texts.fill("notice.copied", &[("count", &count), ("key", &key)]));
        self.copied = Some(text.clone());
        vec![Effect::Copy(text)]
    }

    /// The task under the cursor as it is pasted into a message: number and text, who answers, how it stands.
    fn task_as_text(&self) -> Option<String> {
        let task = self.task()?;
        let book = &self.book;
        let mut text = format!("{}. {}\n", task.number, clean_lines(&task.text));
        for pair in &task.assignments {
            let unit = book.unit(pair.unit).map_or("", |u| u.name.as_str());
            let official = pair.official.and_then(|o| book.official(o)).map_or("", |o| o.name.as_str());
            text.push_str(&format!("{} {}\n", clean(unit), clean(official)));
        }
        let opened = self.opened.get(&task.id).map(|o| o.reports.as_slice()).unwrap_or_default();
        let is_seen =
            |r: &&std::sync::Arc<crate::domain::Report>| Some(r.key.period) == self.board.period && r.void.is_none();
        let report = opened.iter().find(is_seen).or_else(|| book.latest_report(task.id).filter(|r| is_seen(r)));
        match report {
            Some(r) => {
                let (label, status) = (r.key.period.label(), clean(&r.status_text));
                text.push_str(&format!("{label} {status}（{}）\n{}\n", r.reported_on, clean_lines(&r.progress)));
            }
            None => text.push_str(&format!("{}\n", self.look.texts.get("detail.unreported"))),
        }
        Some(text)
    }

    pub(super) fn press_on_page(&mut self, chord: Chord) -> Vec<Effect> {
        let action = self.look.keys.action(&chord);
        let rows = usize::from(self.size.1.saturating_sub(1));
        let Overlay::Page(page) = &mut self.overlay else { return Vec::new() };
        match action.and_then(|a| steps(a, rows)) {
            Some(lines) => page.scroll(lines, rows),
            None => self.overlay = Overlay::None,
        }
        Vec::new()
    }
}
