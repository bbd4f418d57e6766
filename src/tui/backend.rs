//! Draws cells on a terminal it knows only by its size: few bytes, no questions, whole frames at once.

mod encode;
mod take;

use std::io::{self, Write};

use ratatui::backend::{Backend as RatatuiBackend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use encode::{Encoder, Terminal};
pub use take::{GIVE_BACK, LARGEST, MOUSE, READY, TAKE, bounded};

/// A terminal behind any writer. It is told its size and never asks for anything.
///
/// A frame is written in one piece between the marks of a synchronised update, and a frame without changes not at all.
#[derive(Debug)]
pub struct Backend<W> {
    out: W,
    size: Size,
    frame: Encoder,
    /// Whether the cursor is shown, once that is known.
    shown: Option<bool>,
    cursor: Position,
    /// How the terminal counts characters of ambiguous width.
    ambiguous_wide: bool,
}

impl<W: Write> Backend<W> {
    /// A terminal of `size` columns and rows behind `out`, drawn on as far as it is [`bounded`].
    pub fn new(out: W, size: (u16, u16), ambiguous_wide: bool) -> Self {
        let size = bounded(size).into();
        Self { out, size, frame: Encoder::default(), shown: None, cursor: Position::ORIGIN, ambiguous_wide }
    }

    /// Notes that the terminal has a new size, drawn on as far as it is [`bounded`].
    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = bounded((width, height)).into();
    }

    /// Sends bytes that are not part of a frame, such as what fills the clipboard.
    pub fn send(&mut self, sequence: &str) -> io::Result<()> {
        self.out.write_all(sequence.as_bytes())?;
        self.out.flush()
    }

    /// The writer behind it.
    pub fn writer_mut(&mut self) -> &mut W {
        &mut self.out
    }
}

impl<W: Write> RatatuiBackend for Backend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let terminal = Terminal { columns: self.size.width, ambiguous_wide: self.ambiguous_wide };
        for (x, y, cell) in content {
            if self.shown != Some(false) {
                // A cursor that runs along with the drawing flickers.
                self.frame.raw("\x1b[?25l");
                self.shown = Some(false);
            }
            self.frame.cell((x, y), cell, terminal);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shown != Some(false) {
            self.frame.raw("\x1b[?25l");
            self.shown = Some(false);
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.shown != Some(true) {
            self.frame.raw("\x1b[?25h");
            self.shown = Some(true);
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        self.frame.move_to(self.cursor.x, self.cursor.y);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.frame.plain();
        self.frame.raw("\x1b[2J");
        Ok(())
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.frame.plain();
        self.frame.raw(match region {
            ClearType::All => "\x1b[2J",
            ClearType::AfterCursor => "\x1b[J",
            ClearType::BeforeCursor => "\x1b[1J",
            ClearType::CurrentLine => "\x1b[2K",
            ClearType::UntilNewLine => "\x1b[K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        let bytes = self.frame.take();
        if bytes.is_empty() {
            return Ok(());
        }
        let mut whole = Vec::with_capacity(bytes.len() + 16);
        whole.extend_from_slice(b"\x1b[?2026h");
        whole.extend_from_slice(&bytes);
        whole.extend_from_slice(b"\x1b[?2026l");
        self.out.write_all(&whole)?;
        self.out.flush()
    }
}
