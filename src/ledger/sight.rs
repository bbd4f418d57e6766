//! The ledger as one person may use and read it: what is internal to others is cut out before it is handed over.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset};

use super::{Done, Failure, Ledger};
use crate::domain::{Access, Book, Change, Command, PlanYear, Report, TaskId, Who};
use crate::store::{Notice, StoreError};

/// A person's hold on the ledger; whoever has nothing else cannot hand out what that person may not read.
pub struct Sight {
    ledger: Arc<Ledger>,
    who: Who,
    /// The last picture cut, so that it is cut once a change.
    cut: Mutex<Arc<Book>>,
}

impl Sight {
    /// What `who` may see of the ledger.
    pub fn of(ledger: Arc<Ledger>, who: Who) -> Self {
        Self { ledger, who, cut: Mutex::new(Arc::default()) }
    }

    /// What somebody else may see of the same ledger.
    pub fn another(&self, who: Who) -> Self {
        Self::of(self.ledger.clone(), who)
    }

    /// In whose name it is used.
    pub fn who(&self) -> &Who {
        &self.who
    }

    /// Has a command carried out; see [`Ledger::execute`].
    pub fn execute(&self, command: &Command, now: DateTime<FixedOffset>) -> Result<Done, Failure> {
        self.ledger.execute(&self.who, command, now)
    }

    /// The current picture, with the rights it gives the person now; those of a viewer once the key was withdrawn.
    pub fn book(&self) -> Result<(Arc<Book>, Who), StoreError> {
        let whole = self.ledger.book()?;
        let nobody = || Who { access: Access::Viewer, units: Vec::new(), ..self.who.clone() };
        let who = self.who.anew(&whole).unwrap_or_else(nobody);
        let mut cut = self.cut.lock().unwrap_or_else(PoisonError::into_inner);
        if cut.revision() != whole.revision() {
            *cut = who.sees_book(&whole);
        }
        Ok((cut.clone(), who))
    }

    /// All reports on one task, oldest period first.
    pub fn reports(&self, plan: PlanYear, task: TaskId) -> Result<Vec<Arc<Report>>, StoreError> {
        let (book, who) = self.book()?;
        let reports = self.ledger.reports(plan, task)?;
        Ok(reports.iter().map(|report| who.sees(report, &book)).collect())
    }

    /// The changes after a revision, oldest first.
    pub fn changes_after(&self, revision: u64) -> Result<Vec<Arc<Change>>, StoreError> {
        let (book, who) = self.book()?;
        let changes = self.ledger.changes_after(revision)?;
        Ok(changes.iter().map(|change| who.sees_change(change, &book)).collect())
    }

    /// The change that `change` has taken back; none for one that is no undo.
    pub fn undone_by(&self, change: &Change) -> Result<Option<Arc<Change>>, StoreError> {
        let (book, who) = self.book()?;
        Ok(self.ledger.undone_by(change)?.map(|undone| who.sees_change(&undone, &book)))
    }

    /// What had to be mended since this was last asked.
    pub fn notices(&self) -> Vec<Notice> {
        self.ledger.notices()
    }
}
