//! Who is asking, and what each role may do and read: the one place where that is written down.

use std::sync::Arc;

use super::{
    Access, Author, Book, Change, Command, Door, Edit, Person, Record, RecordKey, Refusal, Report, Task, UnitId, Via,
};

/// Who asks, and what that person may do; read anew for each command, see [`Who::anew`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// In whose name, and at whose keyboard.
    pub author: Author,
    /// What the person may do.
    pub access: Access,
    /// The units a reporter answers for.
    pub units: Vec<UnitId>,
    /// The way in.
    pub via: Via,
}

impl Who {
    /// The owner of the store at this machine's own keyboard, who may do everything.
    pub fn owner(name: &str, door: Door) -> Self {
        Self {
            author: Author { name: name.to_owned(), recorded_by: None },
            access: Access::Admin,
            units: Vec::new(),
            via: Via { door, from: None, key: None },
        }
    }

    /// A person who was admitted, by a way in.
    pub fn of(person: &Person, via: Via) -> Self {
        Self {
            author: Author { name: person.name.clone(), recorded_by: None },
            access: person.access,
            units: person.units.clone(),
            via,
        }
    }

    /// The same person with the rights `book` gives now; none when the key that signed in is no longer that person's.
    ///
    /// Whoever sits at the machine itself signed in with no key and stays who he is.
    pub fn anew(&self, book: &Book) -> Option<Self> {
        let Some(key) = &self.via.key else { return Some(self.clone()) };
        let now = book.who(key, self.via.clone())?;
        (now.author.name == self.author.name).then(|| Self { author: self.author.clone(), ..now })
    }

    /// The same keyboard in another's name; over a network everybody signs with his own.
    pub fn in_name_of(self, name: &str) -> Result<Self, Refusal> {
        if name == self.author.name {
            return Ok(self);
        }
        if self.via.is_remote() {
            return Err(Refusal::OwnNameOnly);
        }
        // Whoever records for one person and then for another is still the one who records.
        let hand = self.author.recorded_by.unwrap_or(self.author.name);
        let author = Author { name: name.to_owned(), recorded_by: Some(hand) };
        Ok(Self { author, ..self })
    }

    /// Whether the person reads the internal parts of all reports.
    pub fn reads_everything(&self) -> bool {
        self.access >= Access::Supervisor
    }

    /// Whether the person reads the internal parts of reports on a task: problems and next steps are for the office and
    /// for those who report on it.
    pub fn reads_internal(&self, task: &Task, book: &Book) -> bool {
        self.reads_everything() || (self.access == Access::Reporter && self.units_on(task, book).next().is_some())
    }

    /// The person's own units that answer for a task, themselves or behind a group.
    fn units_on(&self, task: &Task, book: &Book) -> impl Iterator<Item = UnitId> {
        self.units.iter().copied().filter(|unit| book.answers_for(task, *unit))
    }

    /// Refuses what needs more than the person's role.
    pub fn demand(&self, needed: Access) -> Result<(), Refusal> {
        if self.access >= needed { Ok(()) } else { Err(Refusal::Forbidden(needed)) }
    }

    /// Refuses a report for `unit`, or the task's own, by somebody whose units do not answer for it.
    ///
    /// A unit behind a group that answers reports its own part only; the task's own report is for those assigned.
    pub fn may_report(&self, task: &Task, unit: Option<UnitId>, book: &Book) -> Result<(), Refusal> {
        self.demand(Access::Reporter)?;
        let is_assigned = |own: &UnitId| task.assignments.iter().any(|a| a.unit == *own);
        let is_own = match unit {
            Some(unit) => self.units.contains(&unit) && book.answers_for(task, unit),
            None => self.units.iter().any(is_assigned),
        };
        if is_own || self.access >= Access::Supervisor { Ok(()) } else { Err(Refusal::ForeignUnit(task.id)) }
    }

    /// For which unit the person reports on a task unless another is named; none is the task's own report.
    pub fn reports_for(&self, task: &Task, book: &Book) -> Result<Option<UnitId>, Refusal> {
        match self.may_report(task, None, book) {
            Err(refusal @ Refusal::ForeignUnit(_)) => self.units_on(task, book).next().map(Some).ok_or(refusal),
            own => own.map(|()| None),
        }
    }

    /// A report as the person may read it.
    pub fn sees(&self, report: &Arc<Report>, book: &Book) -> Arc<Report> {
        let is_public = report.problems.is_empty() && report.next_steps.is_empty();
        if is_public || book.task(report.key.task).map_or(self.reads_everything(), |t| self.reads_internal(t, book)) {
            return report.clone();
        }
        Arc::new(Report { problems: String::new(), next_steps: String::new(), ..Report::clone(report) })
    }

    /// The picture as the person may read it, without what is internal to others; the same one for whoever reads everything.
    pub fn sees_book(&self, book: &Arc<Book>) -> Arc<Book> {
        if self.reads_everything() {
            return book.clone();
        }
        let mut seen = Book::clone(book);
        for (task, report) in &book.latest {
            let cut = self.sees(report, book);
            if !Arc::ptr_eq(&cut, report) {
                seen.latest.insert(*task, cut);
            }
        }
        Arc::new(seen)
    }

    /// A change as the person may read it.
    pub fn sees_change(&self, change: &Arc<Change>, book: &Book) -> Arc<Change> {
        if self.reads_everything() {
            return change.clone();
        }
        let seen = |record: &Record| match record {
            Record::Report(report) => Record::Report(self.sees(report, book)),
            other => other.clone(),
        };
        let edit = |e: &Edit| Edit { before: e.before.as_ref().map(seen), after: e.after.as_ref().map(seen) };
        Arc::new(Change { edits: change.edits.iter().map(edit).collect(), ..Change::clone(change) })
    }
}

impl Command {
    /// The role it needs at the least; what it needs besides, such as the unit, is decided where it is carried out.
    pub fn needs(&self) -> Access {
        match self {
            Self::Report(_) | Self::Undo(_) => Access::Reporter,
            Self::Void(voiding) if matches!(voiding.key, RecordKey::Report(_)) => Access::Reporter,
            Self::Void(voiding) => changing(&voiding.key),
            Self::Enter(version) => changing(&version.record.key()),
            Self::Import(_) | Self::OpenPeriod(..) | Self::Close(..) | Self::Reopen(_) | Self::Replace(_) => {
                Access::Supervisor
            }
            Self::Adopt(_) => Access::Admin,
        }
    }
}

/// The role that enters, changes and voids a kind of record.
pub(super) fn changing(key: &RecordKey) -> Access {
    if matches!(key, RecordKey::Person(_)) { Access::Admin } else { Access::Supervisor }
}

impl Via {
    /// Whether it came over a network.
    pub fn is_remote(&self) -> bool {
        self.from.is_some() || self.key.is_some()
    }
}

impl Book {
    /// Who signs in with a key by a way in; none for a key that is nobody's.
    pub fn who(&self, fingerprint: &str, via: Via) -> Option<Who> {
        let person = self.person_with_key(fingerprint)?;
        Some(Who::of(person, Via { key: Some(fingerprint.to_owned()), ..via }))
    }
}
