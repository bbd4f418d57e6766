//! What reaches a session, and what a session asks for in return.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::form::Prepared;
use super::present::Present;
use crate::domain::{Book, Command, Import, PlanYear, RecordKey, Report, ReportEntry, ReportKey, TaskId};
use crate::draft::{Draft, DraftId};
use crate::exchange::Proposal;
use crate::search::Found;
use crate::tui::input::Typed;
use crate::tui::keys::Chord;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Chord),
    /// Keys that write came at once, a Tab among them and text after it: a paste without brackets, or keys typed ahead.
    Run(Vec<Chord>),
    /// Text was pasted.
    Paste(String),
    /// So many bytes at the end of the text just pasted were too many and are lost.
    Lost(usize),
    /// The terminal has a new size, in columns and rows.
    Resize(u16, u16),
    /// A full minute began.
    Minute(DateTime<FixedOffset>),
    /// Who else is on has changed.
    Present(Vec<Present>),
    /// There is a new book.
    Book(Arc<Book>),
    /// The reports on a task were read, or could not be; the sentence says why.
    Reports(TaskId, Result<Vec<Arc<Report>>, String>),
    /// A search was answered; the number is the one it was asked with.
    Found(u64, Found),
    /// A file was read and matched with the ledger, or could not be; the sentence says why.
    Proposed(Result<Box<Proposed>, String>),
    /// Something in the store had to be mended; the sentence says what became of the data.
    Mended(String),
    /// So long was typed that it is to be kept, and to be compared with what was there before.
    Pause,
    /// What a form needs was read, or could not be.
    Prepared(Result<Box<Prepared>, String>),
    /// A draft was kept under its number, or could not be.
    DraftKept(u64, Result<(), String>),
    /// The drafts that the person has not handed in, newest first.
    Drafts(Vec<Draft>),
    /// A text came back from the person's own editor, or did not; the sentence says why.
    Edited(Result<String, String>),
    /// A report was handed in.
    Stored(Stored),
    /// A record that is no report was handed in; with the book as it is since.
    Recorded(Option<Arc<Book>>, Recorded),
    /// One's own last change was taken back, or could not be; the sentence says what became of it. With the revision that
    /// is taken back when it is asked for once more.
    Undone(String, Option<u64>),
    /// An import was carried out, or refused; the sentence says why.
    Imported(Result<Taken, String>),
}

impl From<Typed> for Msg {
    fn from(typed: Typed) -> Self {
        match typed {
            Typed::Key(chord) => Self::Key(chord),
            Typed::Run(chords) => Self::Run(chords),
            Typed::Paste(text) => Self::Paste(text),
            Typed::Lost(bytes) => Self::Lost(bytes),
        }
    }
}

/// A table as it would be taken in.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// What would be taken in, and what is doubtful.
    pub proposal: Proposal,
    /// Whether the file had to be decoded from GBK.
    pub decoded: bool,
    /// The problems, as sentences.
    pub problems: Vec<String>,
}

/// One of a report's three texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The draft it is part of.
    pub draft: DraftId,
    /// Which text: progress, problems, next steps.
    pub at: usize,
    /// Its words.
    pub text: String,
}

/// What became of a report that was handed in.
#[derive(Clone, Debug, PartialEq)]
pub enum Stored {
    /// It is on disk.
    Done(String),
    /// It was refused, and nothing was changed.
    Refused(String),
    /// Somebody had stored another one meanwhile; holds that one, if it could be read.
    Stale(String, Option<Arc<Report>>),
}

/// What became of a record that was handed in.
#[derive(Clone, Debug, PartialEq)]
pub enum Recorded {
    /// It is on disk; the sentence says what was done, and the key names the record that was begun, if one was.
    Done(String, Option<RecordKey>),
    /// It was refused, and nothing was changed.
    Refused(String),
    /// Somebody had changed it meanwhile.
    Changed(RecordKey),
    /// Somebody had stored another report meanwhile, which was to be made void; the sentence says so.
    Stale(String),
}

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// New tasks.
    pub tasks: usize,
    /// New or changed reports.
    pub reports: usize,
}

/// Something a session cannot do itself; whoever runs it does, and answers with a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ends the session.
    Quit,
    /// Reads all reports on a task.
    Reports(PlanYear, TaskId),
    /// Searches; a later number overtakes an earlier one.
    Search(u64, String),
    /// Takes the built-in example in.
    Example,
    /// Reads a file and matches it with the ledger.
    Propose(PathBuf),
    /// Takes a table in.
    Import(Box<Import>),
    /// Reads what a form needs.
    Prepare(ReportKey),
    /// Keeps a draft; of two numbers the later one is what stays.
    KeepDraft(u64, Box<Draft>),
    /// Drops a draft; of two numbers the later one is what stays.
    DropDraft(u64, DraftId),
    /// Opens a text in the person's own editor, once everything typed is kept.
    Edit(Box<Part>),
    /// Reads the drafts of the person; once, when a session begins.
    Drafts,
    /// Stores a report.
    Report(Box<ReportEntry>),
    /// Changes a record that is no report.
    Record(Box<Command>),
    /// Takes one's own last change back; the revision is the one the person was told of.
    Undo(Option<u64>),
    /// Stops, and goes on when the shell says so.
    Suspend,
    /// Puts text into the terminal's clipboard.
    Copy(String),
}
