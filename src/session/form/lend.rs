//! Lends a text of the form to the person's own editor, and takes it back.

use super::Field;
use crate::session::overlay::Overlay;
use crate::session::{Effect, Part, Session};

impl Session {
    /// Whether a text of the form is in an editor.
    pub(in crate::session) fn is_lent(&self) -> bool {
        matches!(&self.overlay, Overlay::Form(form) if form.lent.is_some())
    }

    /// Asks for an editor on the text that has the keys, else on the progress.
    pub(super) fn lend(&mut self) -> Vec<Effect> {
        let Some(draft) = self.overlay.draft() else { return Vec::new() };
        let Overlay::Form(form) = &mut self.overlay else { return Vec::new() };
        let at = if let Field::Part(at) = form.field { at } else { 0 };
        let text = form.parts.get(at).map_or_else(String::new, |part| part.text().to_owned());
        let part = Part { draft, at, text };
        form.lent = Some(at);
        // What the editor saves is found beside a draft, should everything be killed.
        form.compare_anew();
        let mut effects = self.hand_draft();
        effects.push(Effect::Edit(Box::new(part)));
        effects
    }

    /// The text came back, or did not. A draft that was only kept for the editor goes when nothing was changed.
    pub(in crate::session) fn take_edited(&mut self, edited: Result<String, String>) -> Vec<Effect> {
        let Overlay::Form(form) = &mut self.overlay else { return Vec::new() };
        let Some(at) = form.lent.take() else { return Vec::new() };
        match edited {
            Ok(text) if form.replace(at, &text) => {
                self.notice = Some(self.look.texts.get("editor.taken").to_owned());
                return Vec::new();
            }
            Ok(_) => {}
            Err(why) => self.notice = Some(why),
        }
        form.touch();
        self.keep_draft()
    }
}
