//! Opens the board on this machine's terminal.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::clock;
use crate::config::Config;
use crate::domain::{Door, Who};
use crate::lang::Texts;
use crate::ledger::Ledger;
use crate::local::{self, Screen};
use crate::session::{Action, Errands, Look, Session};
use crate::tui::keys::KeyMap;
use crate::tui::text::Width;
use crate::tui::theme::Theme;

/// What the board is opened with.
pub(super) struct Options {
    pub config: Config,
    pub keys: KeyMap<Action>,
    pub texts: Texts,
    pub ascii: bool,
    pub no_color: bool,
    pub user: String,
}

/// Runs the board over `ledger` until the person leaves it.
pub(super) fn run(ledger: Ledger, home: &Path, options: Options) -> io::Result<()> {
    let ledger = Arc::new(ledger);
    let texts = Arc::new(options.texts);
    let theme = if options.no_color { "none" } else { options.config.theme.as_deref().unwrap_or("default") };
    let front = ledger.front().map_err(io::Error::other)?;
    let screen = Screen::take(options.config.ambiguous_wide(), options.config.mouse)?;
    let look = Look {
        texts: texts.clone(),
        theme: Theme::named(theme).unwrap_or_else(Theme::colourless),
        width: Width { ambiguous_wide: screen.ambiguous_wide(), ascii: options.ascii || options.config.ascii },
        keys: Arc::new(options.keys),
        home: home.display().to_string(),
    };
    let session = Session::new(look, screen.size()?, front, clock::now());
    let who = Who::owner(&options.user, Door::Screen);
    let errands = Arc::new(Errands::new(ledger.clone(), texts, who));
    local::run(session, &screen, &ledger, &errands, clock::now)
}
