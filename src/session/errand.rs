//! Runs the errands of a session: reads, searches and imports through the ledger, and answers with a message.
//!
//! It may take long and is called away from the thread that draws.

mod edit;
mod record;
mod searched;
mod write;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, FixedOffset};

use super::{Effect, Msg, Proposed, Taken};
use crate::domain::{Command, Edit, Import, Record, Who};
use crate::draft::Drafts;
use crate::exchange::{self, Encoding, Proposal, What};
use crate::lang::Texts;
use crate::ledger::{Done, Ledger, Sight};
use crate::search::Found;
use searched::Searched;
use write::Desk;

/// The most hits a search shows.
const MOST: usize = 200;
/// A table larger than this is not read: the largest real one has 200 KB.
const LARGEST: u64 = 64 << 20;

/// What errands are run with; shared by the sessions of a process.
pub struct Errands {
    sight: Sight,
    texts: Arc<Texts>,
    /// What is searched; shared by the sessions of a process.
    searched: Arc<Searched>,
    /// The number of the newest search: an older one stops.
    newest: AtomicU64,
    desk: Desk,
}

impl Errands {
    /// Runs errands on `ledger` for `who`, answering in the language of `texts`.
    pub fn new(ledger: Arc<Ledger>, drafts: Drafts, texts: Arc<Texts>, who: Who) -> Self {
        let (sight, searched) = (Sight::of(ledger, who), Arc::default());
        Self { sight, texts, searched, newest: AtomicU64::new(0), desk: Desk::new(drafts) }
    }

    /// The errands of somebody else on the same ledger.
    pub fn of(&self, drafts: Drafts, texts: Arc<Texts>, who: Who) -> Self {
        let (sight, searched) = (self.sight.another(who), self.searched.clone());
        Self { sight, texts, searched, newest: AtomicU64::new(0), desk: Desk::new(drafts) }
    }

    /// In whose name they are run.
    pub fn who(&self) -> &Who {
        self.sight.who()
    }

    /// Notes an effect before it is run: a newer search stops the older ones.
    pub fn announce(&self, effect: &Effect) {
        if let Effect::Search(asked, _) = effect {
            self.newest.store(*asked, Ordering::Release);
        }
    }

    /// Runs an effect and returns its answer; effects of the terminal have none.
    pub fn run(&self, effect: Effect, now: DateTime<FixedOffset>) -> Option<Msg> {
        match effect {
            Effect::Quit | Effect::Copy(_) | Effect::Suspend => None,
            // Whoever has no terminal of this process has no editor either.
            Effect::Edit(..) => {
                let far = self.sight.who().via.is_remote();
                Some(Msg::Edited(Err(self.texts.get(if far { "editor.far" } else { "editor.served" }).to_owned())))
            }
            Effect::Prepare(key) => Some(self.prepare_form(key)),
            Effect::KeepDraft(number, draft) => Some(Msg::DraftKept(number, self.keep(number, &draft))),
            Effect::DropDraft(number, id) => self.discard(number, &id),
            Effect::Drafts => Some(self.unfinished()),
            Effect::Report(entry) => Some(self.report(*entry, now)),
            Effect::Record(command) => Some(self.record(&command, now)),
            Effect::Undo(agreed) => Some(self.undo(agreed, now)),
            Effect::Reports(plan, task) => {
                let read = self.sight.reports(plan, task).map_err(|e| e.say(&self.texts));
                Some(Msg::Reports(task, read))
            }
            Effect::Search(asked, query) => {
                let stop = || self.newest.load(Ordering::Acquire) != asked;
                let found = if stop() { Found::default() } else { self.search(&query, &stop) };
                (!stop()).then_some(Msg::Found(asked, found))
            }
            Effect::Example => Some(Msg::Imported(
                self.propose(exchange::EXAMPLE.as_bytes()).and_then(|p| self.import(p.proposal.import, now)),
            )),
            Effect::Propose(path) => Some(Msg::Proposed(self.read(&path).and_then(|bytes| self.propose(&bytes)))),
            Effect::Import(table) => Some(Msg::Imported(self.import(*table, now))),
        }
    }

    /// Says what had to be mended in the store since this was last asked.
    pub fn mended(&self) -> Option<String> {
        let notices: Vec<String> = self.sight.notices().iter().map(|notice| notice.say(&self.texts)).collect();
        (!notices.is_empty()).then(|| notices.join(" "))
    }

    /// Makes the search ready before it is asked.
    pub fn prepare(&self) {
        drop(self.searched.index(&self.sight));
    }

    fn search(&self, query: &str, stop: &dyn Fn() -> bool) -> Found {
        match self.searched.index(&self.sight) {
            Some(index) => index.search(query, MOST, stop),
            None => Found::default(),
        }
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        // The files of the machine that serves are nothing to whoever sits at another.
        if self.sight.who().via.is_remote() {
            return Err(self.texts.get("import.not_over_network").to_owned());
        }
        let failed = |why: &dyn std::fmt::Display| {
            self.texts.fill("import.unreadable", &[("path", &path.display()), ("why", why)])
        };
        let about = std::fs::metadata(path).map_err(|e| failed(&e))?;
        if !about.is_file() || about.len() > LARGEST {
            return Err(failed(&self.texts.get("import.no_table_file")));
        }
        std::fs::read(path).map_err(|e| failed(&e))
    }

    fn propose(&self, bytes: &[u8]) -> Result<Box<Proposed>, String> {
        let content = exchange::read(bytes).map_err(|unfit| unfit.say(&self.texts))?;
        let (book, _) = self.sight.book().map_err(|e| e.say(&self.texts))?;
        let decoded = content.encoding == Encoding::Gb18030;
        match content.what {
            What::Table(table) => {
                let proposal: Proposal =
                    exchange::propose(&table, &book, None).map_err(|unfit| unfit.say(&self.texts))?;
                let problems = proposal.problems.iter().map(|p| p.say(&self.texts)).collect();
                Ok(Box::new(Proposed { proposal, decoded, problems }))
            }
            What::Book(_) => Err(self.texts.get("import.book_by_command").to_owned()),
        }
    }

    fn import(&self, table: Import, now: DateTime<FixedOffset>) -> Result<Taken, String> {
        match self.sight.execute(&Command::Import(Box::new(table)), now) {
            Ok(Done::Changed(change)) => Ok(taken(&change.edits)),
            Ok(Done::Unchanged) => Ok(Taken { tasks: 0, reports: 0 }),
            Err(failure) => Err(self.say(&failure)),
        }
    }
}

fn taken(edits: &[Edit]) -> Taken {
    let count = |is: fn(&Record) -> bool| edits.iter().filter(|e| e.after.as_ref().is_some_and(is)).count();
    Taken { tasks: count(|r| matches!(r, Record::Task(_))), reports: count(|r| matches!(r, Record::Report(_))) }
}
