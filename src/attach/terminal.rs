//! This terminal while its bytes go elsewhere: raw, and given back however that ends.

use std::io::{self, Write};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use crate::tui::backend::GIVE_BACK;

/// A terminal whose keys are passed on; dropping it gives it back.
pub(super) struct Raw(());

impl Raw {
    pub fn take() -> io::Result<Self> {
        enable_raw_mode()?;
        Ok(Self(()))
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // A server that ended well has done so already; it does no harm twice.
        let mut out = io::stdout().lock();
        drop(out.write_all(GIVE_BACK.as_bytes()).and_then(|()| out.flush()));
        drop(disable_raw_mode());
    }
}

/// The size in columns and rows.
pub(super) fn size() -> (u32, u32) {
    crossterm::terminal::size().map_or((80, 24), |(width, height)| (width.into(), height.into()))
}
