//! The errand of lending a text to the person's own editor: what is typed is kept, the text written and read back.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use super::Errands;
use crate::draft::{Draft, Lost};
use crate::session::{Msg, Part};
use crate::tui::text::clean;

impl Errands {
    /// Takes into their drafts what editors had saved when the program was killed; to be called before any editor runs.
    pub fn take_back_all(&self) {
        self.desk.drafts.take_back_all();
    }

    /// Keeps what is typed and writes a text into a file for the editor; returns both, or says why not.
    pub fn lend<'a>(
        &self,
        editor: Option<&'a str>,
        part: &Part,
        typed: &[(u64, Draft)],
    ) -> Result<(&'a str, PathBuf), Msg> {
        let editor = editor.ok_or_else(|| Msg::Edited(Err(self.texts.get("editor.unset").to_owned())))?;
        for (number, draft) in typed {
            self.keep(*number, draft).map_err(|why| self.not_lent(&why))?;
        }
        let draft = self.desk.on_disk(part.draft.clone());
        let file = self.desk.drafts.lend(&self.sight.who().author.name, &draft, part.at, &part.text);
        Ok((editor, file.map_err(|e| self.not_lent(&e))?))
    }

    /// Says what came back from `editor`, which had the file `lent` and ended so or never began.
    pub fn take_back(&self, lent: &Path, editor: &str, ended: io::Result<ExitStatus>) -> Msg {
        let drafts = &self.desk.drafts;
        let failed = match ended {
            Ok(status) if status.success() => {
                return Msg::Edited(drafts.take_back(lent).map_err(|lost| self.lost(&lost)));
            }
            Ok(status) => self.texts.fill("editor.failed", &[("why", &status)]),
            Err(e) => self.texts.fill("editor.not_started", &[("editor", &clean(editor)), ("why", &e)]),
        };
        // It holds what the form still has, or what whoever ended the editor so did not want.
        drop(drafts.drop_lent(lent));
        Msg::Edited(Err(failed))
    }

    fn not_lent(&self, why: &dyn std::fmt::Display) -> Msg {
        Msg::Edited(Err(self.texts.fill("editor.not_lent", &[("why", why)])))
    }

    fn lost(&self, lost: &Lost) -> String {
        match lost {
            Lost::Gone(e) => self.texts.fill("editor.gone", &[("why", e)]),
            Lost::NotUtf8 => self.texts.get("editor.not_utf8").to_owned(),
            Lost::TooLong => self.texts.get("editor.too_long").to_owned(),
        }
    }
}
