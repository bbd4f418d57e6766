//! What all connections of a server share.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use chrono::{DateTime, FixedOffset};
use nix::unistd::{Uid, geteuid};
use tokio::sync::{Semaphore, watch};

use super::door::Door;
use super::limits::{Counts, Limits};
use super::manner::{Manner, Understand};
use super::presence::Presence;
use crate::domain::Book;
use crate::draft::Drafts;
use crate::lang::{Lang, Texts};
use crate::ledger::{Ledger, Watching};
use crate::session::{Action, Errands};
use crate::store::AccessLog;
use crate::tui::keys::KeyMap;

/// The most commands that run at once: each holds a thread, and half of them are left to what sessions write.
const COMMANDS: usize = super::ERRANDS / 2;

/// Reads the clock; told by whoever starts the program.
pub type Clock = fn() -> DateTime<FixedOffset>;

/// What holds for every session of a server.
pub struct Settings {
    /// The folder of the data.
    pub data: PathBuf,
    /// In whose name the owner of the store works from this machine.
    pub owner: String,
    /// How things are shown to whoever has set nothing.
    pub manner: Manner,
    /// Reads what a person has set.
    pub understand: Understand,
    /// Whether no colours are wanted.
    pub no_color: bool,
    /// Which key does what.
    pub keys: KeyMap<Action>,
    /// The default settings with their explanations.
    pub explained: &'static str,
    /// Reads the clock.
    pub clock: Clock,
}

/// What all connections share.
pub(super) struct Office {
    pub settings: Settings,
    pub keys: Arc<KeyMap<Action>>,
    /// The texts of the server's own language.
    pub texts: Arc<Texts>,
    others: OnceLock<Arc<Texts>>,
    pub ledger: Arc<Ledger>,
    /// The errands of nobody in particular: sessions work beside it.
    pub errands: Errands,
    pub limits: Limits,
    pub counts: Counts,
    /// Turns to run a command; there are none any more once the server stops.
    pub commands: Arc<Semaphore>,
    pub presence: Arc<Presence>,
    pub door: Door,
    /// Held while somebody's manner is set, so that of two settings at once both hold.
    pub setting: Mutex<()>,
    /// The user number of the account trusted to have verified keys itself.
    pub gateway: Option<u32>,
    /// The user number the server runs under.
    owner: u32,
    book: watch::Receiver<Arc<Book>>,
    stopping: watch::Sender<bool>,
    _watching: Watching,
}

impl Office {
    /// Opens for work on `ledger`; reads the whole book.
    pub fn open(ledger: Arc<Ledger>, settings: Settings, limits: Limits, gateway: Option<u32>) -> io::Result<Self> {
        let (told, book) = watch::channel(ledger.book().map_err(io::Error::other)?);
        let watching = ledger.watch(move |book| drop(told.send_replace(book.clone())));
        let log = AccessLog::open(&settings.data).map_err(io::Error::other)?;
        let texts = Arc::new(Texts::of(settings.manner.lang));
        let nobody = crate::domain::Who::owner("", crate::domain::Door::Screen);
        let presence = Arc::new(Presence::default());
        tokio::spawn(presence.clone().tell());
        let errands = Errands::new(ledger.clone(), Drafts::of(&settings.data), texts.clone(), nobody);
        Ok(Self {
            keys: Arc::new(settings.keys.clone()),
            texts,
            others: OnceLock::new(),
            ledger,
            errands,
            limits,
            counts: Counts::default(),
            commands: Arc::new(Semaphore::new(COMMANDS)),
            presence,
            setting: Mutex::default(),
            door: Door::open(log, settings.clock),
            gateway,
            owner: Uid::as_raw(geteuid()),
            book,
            stopping: watch::Sender::new(false),
            settings,
            _watching: watching,
        })
    }

    /// The newest book, and every one after it.
    pub fn book(&self) -> watch::Receiver<Arc<Book>> {
        let mut book = self.book.clone();
        book.mark_changed();
        book
    }

    /// The newest book.
    pub fn book_now(&self) -> Arc<Book> {
        self.book.borrow().clone()
    }

    /// The texts of a language.
    pub fn texts_of(&self, lang: Lang) -> Arc<Texts> {
        if lang == self.settings.manner.lang {
            return self.texts.clone();
        }
        // There are two.
        self.others.get_or_init(|| Arc::new(Texts::of(lang))).clone()
    }

    /// Whether an account of this machine is the owner's, or may do everything anyway.
    pub fn is_owner(&self, number: u32) -> bool {
        number == self.owner || number == 0
    }

    pub fn now(&self) -> DateTime<FixedOffset> {
        (self.settings.clock)()
    }

    /// Has every connection end.
    pub fn stop(&self) {
        self.commands.close();
        self.stopping.send_replace(true);
    }

    /// Tells that the server stops.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// Waits until no connection is left.
    pub async fn everyone_left(&self) {
        self.stopping.closed().await;
    }
}
