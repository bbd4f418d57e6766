//! Runs the errands of a session: reads, searches and imports through the ledger, and answers with a message.
//!
//! It may take long and is called away from the thread that draws.

mod edit;
mod record;
mod write;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset};

use super::{Effect, Msg, Proposed, Taken};
use crate::domain::{Book, Command, Edit, Import, Record, Report, Task, Who};
use crate::draft::Drafts;
use crate::exchange::{self, Encoding, Proposal, What};
use crate::lang::Texts;
use crate::ledger::{Done, Ledger};
use crate::search::{Found, Index};
use write::Desk;

/// The most hits a search shows.
const MOST: usize = 200;
/// A table larger than this is not read: the largest real one has 200 KB.
const LARGEST: u64 = 64 << 20;

/// What errands are run with; shared by the sessions of a process.
pub struct Errands {
    ledger: Arc<Ledger>,
    texts: Arc<Texts>,
    who: Who,
    index: Mutex<Option<(u64, Arc<Index>)>>,
    /// The number of the newest search: an older one stops.
    newest: AtomicU64,
    desk: Desk,
}

impl Errands {
    /// Runs errands on `ledger` for `who`, answering in the language of `texts`.
    pub fn new(ledger: Arc<Ledger>, drafts: Drafts, texts: Arc<Texts>, who: Who) -> Self {
        Self { ledger, texts, who, index: Mutex::new(None), newest: AtomicU64::new(0), desk: Desk::new(drafts) }
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
            // Whoever has no terminal of this machine has no editor either.
            Effect::Edit(..) => Some(Msg::Edited(Err(self.texts.get("editor.far").to_owned()))),
            Effect::Prepare(key) => Some(self.prepare_form(key)),
            Effect::KeepDraft(number, draft) => Some(Msg::DraftKept(number, self.keep(number, &draft))),
            Effect::DropDraft(number, topic) => self.discard(number, &topic),
            Effect::Drafts => Some(self.unfinished()),
            Effect::Report(entry) => Some(self.report(*entry, now)),
            Effect::Record(command) => Some(self.record(&command, now)),
            Effect::Undo => Some(self.undo(now)),
            Effect::Reports(plan, task) => {
                let read = self.ledger.reports(plan, task).map_err(|e| e.say(&self.texts));
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
        let notices: Vec<String> = self.ledger.notices().iter().map(|notice| notice.say(&self.texts)).collect();
        (!notices.is_empty()).then(|| notices.join(" "))
    }

    /// Makes the search ready before it is asked.
    pub fn prepare(&self) {
        drop(self.index());
    }

    fn search(&self, query: &str, stop: &dyn Fn() -> bool) -> Found {
        match self.index() {
            Some(index) => index.search(query, MOST, stop),
            None => Found::default(),
        }
    }

    /// The index of the current book: the one before it follows the changes since, or all is gathered anew.
    fn index(&self) -> Option<Arc<Index>> {
        let book: Arc<Book> = self.ledger.book().ok()?;
        let mut held = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        let known = held.as_ref().map(|(revision, index)| (*revision, index.clone()));
        if let Some((_, index)) = known.as_ref().filter(|(revision, _)| *revision == book.revision()) {
            return Some(index.clone());
        }
        let index = Arc::new(match known {
            Some((revision, index)) => self.follow(&index, revision, &book)?,
            None => Index::of(&book, self.older_reports(&book)),
        });
        *held = Some((book.revision(), index.clone()));
        Some(index)
    }

    /// The index after the changes since `revision`; a single change is followed, more are gathered anew.
    fn follow(&self, index: &Index, revision: u64, book: &Arc<Book>) -> Option<Index> {
        let changes = self.ledger.changes_after(revision).ok()?;
        match changes.as_slice() {
            [change] if change.revision == book.revision() => Some(index.with(book, change)),
            _ => Some(Index::of(book, self.older_reports(book))),
        }
    }

    /// The reports that the book no longer holds itself.
    fn older_reports<'a>(&'a self, book: &'a Book) -> impl Iterator<Item = Arc<Report>> + 'a {
        let has_older = |task: &&Arc<Task>| book.heads_of(task.plan, task.id).nth(1).is_some();
        let tasks = book.tasks().filter(has_older);
        tasks.flat_map(|task| self.ledger.reports(task.plan, task.id).unwrap_or_default())
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
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
        let book = self.ledger.book().map_err(|e| e.say(&self.texts))?;
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
        match self.ledger.execute(&self.who, &Command::Import(Box::new(table)), now) {
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
