//! Opens the board on this machine's terminal.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::settings::Settings;
use super::{clock, place};
use crate::cli::{Exit, Failure};
use crate::config::{self, Config};
use crate::domain::{Door, Who};
use crate::lang::{Lang, Texts};
use crate::ledger::Ledger;
use crate::local::{self, Screen};
use crate::session::{Action, Errands, Look, Session};
use crate::store::StoreError;
use crate::tui::keys::KeyMap;
use crate::tui::text::Width;
use crate::tui::theme::Theme;

/// What the board is opened with.
struct Options {
    config: Config,
    keys: KeyMap<Action>,
    texts: Texts,
    ascii: bool,
    no_color: bool,
    user: String,
}

/// Opens the ledger, then the board over it; off a terminal, or with wrong settings, it says so.
pub(super) fn open(settings: Settings, lang: Lang, ascii: bool, data: &Path) -> Result<Exit, Failure> {
    let texts = Texts::of(lang);
    if !local::is_terminal() {
        return Err(Failure::Usage(texts.get("cli.no_terminal").to_owned()));
    }
    // The embedded table is tested; a person's own keys are not read yet.
    let keys = KeyMap::read(&Action::named(), config::KEYS, "").map_err(|m| Failure::Broken(format!("{m:?}")))?;
    let opened = Ledger::open(data, &mut |_, _| {}).map_err(|e| match e {
        StoreError::Held(_) => Failure::Refused(e.say(&texts)),
        _ => Failure::Broken(e.say(&texts)),
    });
    let (ledger, _) = opened?;
    let user = place::user().unwrap_or_else(|| texts.get("cli.user").to_owned());
    let no_color = place::text("NO_COLOR").is_some();
    let options = Options { config: settings.config, keys, texts, ascii, no_color, user };
    run(ledger, data, options).map(|()| Exit::Done).map_err(Failure::Output)
}

/// Runs the board over `ledger` until the person leaves it.
fn run(ledger: Ledger, home: &Path, options: Options) -> io::Result<()> {
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
