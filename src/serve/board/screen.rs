//! A session and the terminal it is drawn on, which is far away.

use std::collections::VecDeque;
use std::sync::Arc;

use ratatui::Terminal;

use super::super::channel::{Asker, Pty};
use super::super::manner::Manner;
use super::super::office::Office;
use super::super::presence::Attendance;
use super::super::worker::Worker;
use super::End;
use crate::domain::{Door, ReportKey};
use crate::lang::Texts;
use crate::session::{Beat, Effect, Errands, Look, Msg, Session};
use crate::store::{Front, Totals};
use crate::tui::backend::{self, Backend};
use crate::tui::clipboard;
use crate::tui::input::{Input, Typed};
use crate::tui::text::Width;
use crate::tui::theme::Theme;

/// A session and its terminal.
pub(super) struct Board<'a> {
    pub office: &'a Arc<Office>,
    asker: &'a Asker,
    pub session: Session,
    pub terminal: Terminal<Backend<Vec<u8>>>,
    pub input: Input,
    /// What was typed and the session has not taken yet, in order.
    pub heard: VecDeque<Typed>,
    pub beat: Beat,
    pub attendance: Attendance,
    filling: Option<ReportKey>,
    errands: Arc<Errands>,
    /// What goes into the clipboard with the next frame: of many copies between two frames the last one is what stays.
    copied: Option<String>,
}

impl<'a> Board<'a> {
    pub fn open(
        office: &'a Arc<Office>,
        asker: &'a Asker,
        pty: &Pty,
        manner: &Manner,
        texts: &Arc<Texts>,
        ambiguous_wide: bool,
        errands: Arc<Errands>,
    ) -> Self {
        let settings = &office.settings;
        let size = size(pty.size);
        let look = Look {
            texts: texts.clone(),
            theme: Theme::on(Some(&pty.name), settings.no_color, &manner.theme),
            width: Width { ambiguous_wide, ascii: manner.ascii },
            keys: office.keys.clone(),
            home: settings.data.display().to_string(),
            who: asker.who.clone(),
            has_editor: false,
        };
        let now = office.now();
        let front = Front { book: (*office.book_now()).clone(), whole: true, totals: Totals::default() };
        let session = Session::new(look, size, front, now);
        let mut backend = Backend::new(Vec::new(), size, ambiguous_wide);
        let mouse = if manner.mouse { backend::MOUSE } else { "" };
        for sequence in [backend::TAKE, backend::READY, mouse] {
            backend.writer_mut().extend_from_slice(sequence.as_bytes());
        }
        // Such a backend never fails: it writes into memory and is told its size.
        #[expect(clippy::unwrap_used, reason = "writing into memory does not fail")]
        let terminal = Terminal::new(backend).unwrap();
        Self {
            office,
            asker,
            session,
            terminal,
            input: Input::default(),
            heard: VecDeque::new(),
            beat: Beat::new(now),
            attendance: office.presence.arrive(&asker.who.author.name),
            filling: None,
            errands,
            copied: None,
        }
    }

    /// Has the session take a message, and does what it asks for; tells whether that was the end.
    pub fn take(&mut self, worker: &Worker, msg: Msg) -> Option<End> {
        if let Msg::Book(book) = &msg {
            // Rights are decided anew for each command; a screen that shows more than its person may see must go.
            let who = self.asker.guest.who(book, Door::Screen);
            if who.as_ref() != Some(&self.asker.who) {
                return Some(End::Removed);
            }
        }
        let mut end = None;
        for effect in self.session.update(msg) {
            match effect {
                Effect::Quit => end = Some(End::Left),
                Effect::Suspend => {}
                Effect::Copy(text) => self.copied = Some(text),
                other => worker.run(other),
            }
        }
        let filling = self.session.filling();
        if filling != self.filling {
            self.filling = filling;
            self.attendance.fill(filling);
        }
        end
    }

    /// Takes what was typed before an end that the person did not ask for: it belongs to the draft.
    pub fn take_rest(&mut self, worker: &Worker) {
        for typed in std::mem::take(&mut self.heard) {
            self.take(worker, Msg::from(typed));
        }
    }

    /// The bytes that bring the terminal from its last frame to the next.
    pub fn frame(&mut self) -> Vec<u8> {
        if let Some(text) = self.copied.take() {
            self.terminal.backend_mut().writer_mut().extend_from_slice(clipboard::osc52(&text).as_bytes());
        }
        let session = &mut self.session;
        // It writes into memory.
        drop(self.terminal.draw(|frame| session.draw(frame)));
        std::mem::take(self.terminal.backend_mut().writer_mut())
    }
}

impl Drop for Board<'_> {
    fn drop(&mut self) {
        // However a session ends, what is not known to be kept is kept before anything else is waited for. Should its
        // errands get to an older draft later, the number of that one tells them.
        for (number, draft) in self.session.unkept() {
            drop(self.errands.keep(number, &draft));
        }
    }
}

/// The size drawn on, for the size a client tells.
pub(super) fn size((width, height): (u32, u32)) -> (u16, u16) {
    let told = |size: u32| u16::try_from(size).unwrap_or(u16::MAX);
    backend::bounded((told(width), told(height)))
}
