//! Who else is on, and what each of them is filling in.

use super::Session;
use super::overlay::Overlay;
use crate::domain::ReportKey;
use crate::tui::text::clean;

/// The most names told one by one.
const NAMED: usize = 3;

/// Somebody who is on at another screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// The person.
    pub name: String,
    /// The report the person is writing.
    pub filling: Option<ReportKey>,
}

impl Session {
    /// What the person is filling in.
    pub fn filling(&self) -> Option<ReportKey> {
        match &self.overlay {
            Overlay::Form(form) => Some(form.key),
            _ => None,
        }
    }

    /// Who else writes a report on the same task, as a sentence.
    pub(super) fn beside(&self, key: ReportKey) -> Option<String> {
        let is_beside = |filling: &ReportKey| filling.task == key.task;
        let other = self.present.iter().find(|one| one.filling.as_ref().is_some_and(is_beside))?;
        let task = self.book.task(key.task)?;
        let parts: [(&str, &dyn std::fmt::Display); 2] = [("name", &clean(&other.name)), ("number", &task.number)];
        Some(self.look.texts.fill("form.beside", &parts))
    }

    /// Who else is on, by name while they are few; nothing while nobody is. One's own other screens are nobody else.
    pub(super) fn others(&self) -> Option<String> {
        let mut names: Vec<String> = self
            .present
            .iter()
            .filter(|one| one.name != self.look.who.author.name)
            .map(|one| clean(&one.name).into_owned())
            .collect();
        names.sort();
        names.dedup();
        let count = names.len();
        names.truncate(NAMED);
        let names = names.join(self.look.texts.get("board.and"));
        let parts: [(&str, &dyn std::fmt::Display); 2] = [("names", &names), ("count", &count)];
        let key = if count > NAMED { "board.present_many" } else { "board.present" };
        (count > 0).then(|| self.look.texts.fill(key, &parts))
    }
}
