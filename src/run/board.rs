//! Opens the board on this machine's terminal.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::settings::Settings;
use super::{clock, owner, place};
use crate::cli::{Exit, Failure};
use crate::config::{self, Config};
use crate::domain::{Door, Who};
use crate::draft::Drafts;
use crate::lang::{Lang, Texts, say_refusal};
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
    term: Option<String>,
    no_color: bool,
    who: Who,
}

/// Opens the ledger, then the board over it; off a terminal, or with wrong settings, it says so.
pub(super) fn open(
    settings: Settings,
    lang: Lang,
    ascii: bool,
    told: Option<&str>,
    data: &Path,
) -> Result<Exit, Failure> {
    let texts = Texts::of(lang);
    if !local::is_terminal() {
        return Err(Failure::Usage(texts.get("cli.no_terminal").to_owned()));
    }
    let keys = keys(&settings, &texts)?;
    // The terminal answers while the ledger is opened.
    let screen = Screen::take(settings.config.mouse).map_err(Failure::Output)?;
    let ledger = Ledger::open(data, &mut |_, _| {}).map_err(|e| not_opened(&e, &texts))?;
    let user = place::user().unwrap_or_else(|| texts.get("cli.user").to_owned());
    let who = owner(&user, told, Door::Screen).map_err(|r| Failure::Refused(say_refusal(&r, &texts)))?;
    let (term, no_color) = (place::text("TERM"), place::text("NO_COLOR").is_some());
    let options = Options { config: settings.config, keys, texts, ascii, term, no_color, who };
    run(ledger, screen, data, options).map(|()| Exit::Done).map_err(Failure::Output)
}

/// Which key does what: the defaults, and what the person's own file changes in them.
pub(super) fn keys(settings: &Settings, texts: &Texts) -> Result<KeyMap<Action>, Failure> {
    let own = settings.own_keys().map_err(|e| bad_config(&e, texts))?;
    KeyMap::read(&Action::named(), config::KEYS, &own.text).map_err(|mistakes| {
        let sentences: Vec<String> = mistakes.iter().map(|mistake| mistake.say(texts)).collect();
        bad_config(&(own.path, sentences.join("\n")), texts)
    })
}

/// The failure for a ledger that could not be opened.
pub(super) fn not_opened(error: &StoreError, texts: &Texts) -> Failure {
    match error {
        StoreError::Held(_) => Failure::Refused(error.say(texts)),
        _ => Failure::Broken(error.say(texts)),
    }
}

/// The failure for a file that is wrong, and why.
fn bad_config((path, why): &(PathBuf, String), texts: &Texts) -> Failure {
    Failure::Usage(texts.fill("cli.bad_config", &[("path", &path.display()), ("why", why)]))
}

/// Runs the board over `ledger` until the person leaves it.
fn run(ledger: Ledger, mut screen: Screen, home: &Path, options: Options) -> io::Result<()> {
    let ledger = Arc::new(ledger);
    let texts = Arc::new(options.texts);
    let theme = options.config.theme.as_deref().unwrap_or("default");
    let front = ledger.front().map_err(io::Error::other)?;
    screen.measure(options.config.ambiguous_wide())?;
    let who = options.who;
    let look = Look {
        texts: texts.clone(),
        theme: Theme::on(options.term.as_deref(), options.no_color, theme),
        width: Width { ambiguous_wide: screen.ambiguous_wide(), ascii: options.ascii || options.config.ascii },
        keys: Arc::new(options.keys),
        home: home.display().to_string(),
        who: who.clone(),
        has_editor: true,
    };
    let mut session = Session::new(look, screen.size()?, front, clock::now());
    let errands = Arc::new(Errands::new(ledger.clone(), Drafts::of(home), texts.clone(), who));
    if screen.misreads_utf8() {
        session.tell(texts.get("board.not_utf8").to_owned());
    } else if let Some(mended) = errands.mended() {
        session.tell(mended);
    }
    let editor = place::editor();
    let ended = local::run(session, &screen, &ledger, &errands, clock::now, editor.as_deref());
    // The terminal is given back first; what cannot be settled now is caught up at the next opening.
    drop(screen);
    drop(ledger.settle());
    ended
}
