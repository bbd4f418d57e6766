//! Keeps what is being written and was not handed in: one synced file per person and topic, beside journal and store.
//!
//! A topic is a report, or the form of any other record. It must not know of screens. A draft is dropped only when a
//! person says so, when what it holds was stored or went on under another topic, or when nothing is left in it that
//! anybody wrote. Two screens of one person never write over one another: what the other one wrote stays, and what is
//! written here becomes a draft of its own.

mod held;
mod key;
mod lent;
mod row;
mod topic;
mod words;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use sha2::{Digest, Sha256};

use crate::domain::{RecordKey, ReportKey};
pub use held::Held;
pub use lent::Lost;
pub use topic::{DraftId, Entry, Topic};
pub use words::{EntryWords, Filled, ReportWords, Words};

/// Something that is being written.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Who writes it.
    pub person: String,
    /// What has been written so far.
    pub words: Words,
    /// When it was kept.
    pub at: DateTime<FixedOffset>,
    /// What its words were kept as before: nothing is dropped there before this is on disk. Not kept itself.
    pub left: Vec<DraftId>,
    /// Which one of the person's on its topic, from 1.
    pub copy: u32,
}

impl Draft {
    /// What it is about.
    pub fn topic(&self) -> Topic {
        self.words.topic()
    }

    /// Which of the person's drafts it is.
    pub fn id(&self) -> DraftId {
        DraftId { topic: self.topic(), copy: self.copy }
    }
}

/// The drafts of a store.
#[derive(Clone, Debug)]
pub struct Drafts {
    folder: PathBuf,
}

/// A draft that could not be read; its file stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it.
    pub why: String,
}

impl Drafts {
    /// The drafts under the data folder of a store; nothing is read or made yet.
    pub fn of(data: &Path) -> Self {
        Self { folder: data.join("drafts") }
    }

    /// All drafts of all people, the newest first, and those that cannot be read.
    pub fn all(&self) -> (Vec<Draft>, Vec<Unreadable>) {
        let (drafts, unreadable) = self.all_held();
        (drafts.into_iter().map(|(draft, _)| draft).collect(), unreadable)
    }

    /// The same, each with how it is held by whoever has read it now.
    pub fn all_held(&self) -> (Vec<(Draft, Held)>, Vec<Unreadable>) {
        let (mut drafts, mut unreadable) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let file = entry.path();
            if file.extension().is_none_or(|kind| kind != "json") {
                continue;
            }
            match read(&file) {
                Ok(draft) => drafts.extend(draft),
                Err(why) => unreadable.push(Unreadable { file, why }),
            }
        }
        drafts.sort_by(|(a, _), (b, _)| b.at.cmp(&a.at).then_with(|| a.id().cmp(&b.id())));
        unreadable.sort_by(|a, b| a.file.cmp(&b.file));
        (drafts, unreadable)
    }

    /// A name that tells what the draft is about; people are told apart by a hash, since their names may hold anything.
    fn path(&self, person: &str, topic: &Topic, copy: u32) -> PathBuf {
        let topic = match topic {
            Topic::Report(key) => report(key),
            Topic::Entry(entry) => match entry {
                Entry::New { kind, plan, nth } => {
                    let plan = plan.map_or_else(String::new, |plan| format!("-{plan}"));
                    format!("new-{}{plan}-{nth}", kind.code())
                }
                Entry::Edit(key) => format!("edit-{}", record(key)),
                Entry::Void(key) => format!("void-{}", record(key)),
                Entry::Close(task) => format!("close-t{task}"),
                Entry::Reopen(task) => format!("reopen-t{task}"),
                Entry::Replace(task) => task.map_or_else(|| String::from("replace"), |task| format!("replace-t{task}")),
                Entry::OpenPeriod(plan) => format!("period-{plan}"),
            },
        };
        let copy = if copy > 1 { format!("-{copy}") } else { String::new() };
        self.folder.join(format!("{topic}-{}{copy}.json", hash_of(person)))
    }
}

fn report(key: &ReportKey) -> String {
    let unit = key.unit.map_or_else(String::new, |unit| format!("-u{unit}"));
    format!("{}-t{}-{}{unit}", key.plan, key.task, key.period)
}

fn record(key: &RecordKey) -> String {
    let name = match key {
        RecordKey::Plan(k) => k.to_string(),
        RecordKey::Category(k) => k.to_string(),
        RecordKey::Leader(k) => k.to_string(),
        RecordKey::Unit(k) => k.to_string(),
        RecordKey::Official(k) => k.to_string(),
        RecordKey::Task(k) => k.to_string(),
        RecordKey::Report(k) => report(k),
        RecordKey::Person(k) => hash_of(k),
        RecordKey::Reminder(k) => k.to_string(),
    };
    format!("{}-{name}", key.kind().code())
}

/// What stands for a name in the name of a file.
pub fn hash_of(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// Removes a file, if it is there.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// Reads a draft; nothing when it went away meanwhile.
fn read(file: &Path) -> Result<Option<(Draft, Held)>, String> {
    match fs::read(file) {
        Ok(bytes) => row::read(&bytes).map(|draft| {
            let held = Held::of(draft.copy, &bytes);
            Some((draft, held))
        }),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e.to_string()),
    }
}
