//! The search over everything: names first, then task numbers, task texts and narratives.
//!
//! It is made away from the thread that draws, and after a change it is not made anew: see [`Index::with`].

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use imbl::OrdMap;
use memchr::memmem::Finder;

use super::across::{self, Word};
use super::hit::{Found, Hit, Target};
use super::names::Names;
use super::text::{Run, Texts, places};
use crate::domain::{Book, Change, Edit, Kind, Record, RecordKey, Report, ReportKey, Task, TaskId, fold};

/// The kinds that have names.
const NAMED: [Kind; 4] = [Kind::Official, Kind::Unit, Kind::Leader, Kind::Category];

/// So many texts may have changed before all are gathered anew.
const MOST_CHANGED: usize = 2000;

/// All that can be found in one book.
pub struct Index {
    book: Arc<Book>,
    older: OrdMap<ReportKey, Arc<Report>>,
    names: Arc<Names>,
    texts: Arc<Texts>,
    /// What has changed since `texts` was gathered, and is found in `fresh` instead.
    changed: BTreeSet<Target>,
    fresh: Texts,
}

impl Index {
    /// Gathers a book's names and texts, and the narratives of reports that the book no longer holds.
    pub fn of(book: &Arc<Book>, older: impl Iterator<Item = Arc<Report>>) -> Self {
        Self::gather(book, older.map(|r| (r.key, r)).collect())
    }

    fn gather(book: &Arc<Book>, older: OrdMap<ReportKey, Arc<Report>>) -> Self {
        let mut texts = Texts::default();
        for task in book.tasks() {
            texts.add(Target::Task(task.id), &task.text);
        }
        for report in book.tasks().filter_map(|t| book.latest_report(t.id)) {
            add_report(&mut texts, report);
        }
        let is_latest = |r: &Report| book.latest_report(r.key.task).is_some_and(|l| l.key == r.key);
        for report in older.values().filter(|r| !is_latest(r) && counts(book, r.key.task)) {
            add_report(&mut texts, report);
        }
        let (names, texts) = (Arc::new(Names::of(book)), Arc::new(texts));
        Self { book: book.clone(), older, names, texts, changed: BTreeSet::new(), fresh: Texts::default() }
    }

    /// The index of `book`, which is this index's book after `change`: what did not change is shared, so that its cost
    /// follows the change; only after very many changes everything is gathered anew.
    pub fn with(&self, book: &Arc<Book>, change: &Change) -> Self {
        let mut older = self.older.clone();
        let mut changed = self.changed.clone();
        let mut renamed = false;
        for edit in &change.edits {
            match edit.key() {
                Some(RecordKey::Task(id)) => {
                    changed.insert(Target::Task(id));
                    renamed |= !names_the_same(edit);
                    // With a task its reports come and go.
                    if let Some(task) = book.task(id).filter(|_| counts(book, id) != counts(&self.book, id)) {
                        changed.extend(book.heads_of(task.plan, id).map(|(key, _)| Target::Report(*key)));
                    }
                }
                Some(RecordKey::Report(key)) => {
                    // The report that was the latest until now is no longer in the book.
                    if let Some(report) = self.book.latest_report(key.task) {
                        older.insert(report.key, report.clone());
                    }
                    match &edit.after {
                        Some(Record::Report(report)) => drop(older.insert(key, report.clone())),
                        _ => drop(older.remove(&key)),
                    }
                    changed.insert(Target::Report(key));
                }
                Some(RecordKey::Plan(_) | RecordKey::Person(_) | RecordKey::Reminder(_)) | None => {}
                Some(_) => renamed = true,
            }
        }
        if changed.len() > MOST_CHANGED {
            return Self::gather(book, older);
        }
        let names = if renamed { Arc::new(Names::of(book)) } else { self.names.clone() };
        let texts = self.texts.clone();
        let mut next = Self { book: book.clone(), older, names, texts, changed, fresh: Texts::default() };
        next.fresh = next.changed_texts();
        next
    }

    fn changed_texts(&self) -> Texts {
        let mut texts = Texts::default();
        for target in &self.changed {
            match target {
                Target::Task(id) => {
                    if let Some(task) = self.book.task(*id).filter(|t| t.void.is_none()) {
                        texts.add(*target, &task.text);
                    }
                }
                Target::Report(key) => {
                    if let Some(report) = self.report(*key).filter(|_| counts(&self.book, key.task)) {
                        add_report(&mut texts, report);
                    }
                }
                _ => {}
            }
        }
        texts
    }

    /// The names alone, for filters.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Finds what matches every word of `query`: at most `limit` hits, best first; ends early when `stop` says so.
    pub fn search(&self, query: &str, limit: usize, stop: &dyn Fn() -> bool) -> Found {
        let words: Vec<&str> = query.split_whitespace().collect();
        let mut hits = self.numbered(&words);
        hits.extend(self.names.find(query, &NAMED));
        let mut taken: HashSet<Target> = hits.iter().map(|h| h.target).collect();
        let texts = if let [word] = words.as_slice() {
            self.word_in_texts(word, limit + 1, stop)
        } else {
            self.words_across(&words, limit + 1, stop)
        };
        hits.extend(texts.into_iter().filter(|hit| taken.insert(hit.target)));
        let more = hits.len() > limit;
        hits.truncate(limit);
        Found { hits, more }
    }

    /// The tasks whose number was typed, the newest plan's first.
    fn numbered(&self, words: &[&str]) -> Vec<Hit> {
        let [word] = words else { return Vec::new() };
        let Ok(number) = fold(word).parse::<u32>() else { return Vec::new() };
        let tasks = self.book.plans().rev().filter_map(|plan| self.book.task_numbered(plan.year, number));
        let tasks = tasks.filter(|task| task.void.is_none());
        tasks.map(|task| self.task_hit(task, first_paragraph(&task.text), Vec::new())).collect()
    }

    /// The paragraphs that hold one word, the texts of tasks before narratives, the latest narratives before older ones.
    fn word_in_texts(&self, word: &str, limit: usize, stop: &dyn Fn() -> bool) -> Vec<Hit> {
        let folded = fold(word);
        if folded.is_empty() {
            return Vec::new();
        }
        let finder = Finder::new(&folded);
        let mut seen = HashSet::new();
        let paragraphs = self.runs().flat_map(|run| run.find(&finder, stop)).filter(|p| seen.insert(p.target));
        let hits = paragraphs.filter_map(|p| self.paragraph_hit(p.target, p.number, &[word]));
        let mut hits: Vec<Hit> = hits.take(limit).collect();
        hits.sort_by_key(|hit| self.order(hit.target));
        hits
    }

    /// The tasks in which every word is found somewhere: in a name, the text, or a narrative.
    fn words_across(&self, words: &[&str], limit: usize, stop: &dyn Fn() -> bool) -> Vec<Hit> {
        let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
        if folded.iter().any(String::is_empty) {
            return Vec::new();
        }
        let finders: Vec<Finder<'_>> = folded.iter().map(Finder::new).collect();
        let sought = words.iter().zip(&finders).map(|(word, finder)| Word::new(finder, self.names.tasks(word, &NAMED)));
        let tasks = across::tasks(sought.collect(), self.runs().collect(), limit, stop);
        tasks.into_iter().filter_map(|task| self.task_across(task, words, &finders, stop)).collect()
    }

    /// The hit of a task that holds all words: the first paragraph with the first word that stands in one.
    fn task_across(&self, id: TaskId, words: &[&str], finders: &[Finder<'_>], stop: &dyn Fn() -> bool) -> Option<Hit> {
        let first = |finder| {
            let paragraphs = self.runs().flat_map(|run| run.of(id).find(finder, stop));
            paragraphs.min_by_key(|p| (self.order(p.target), p.number))
        };
        match finders.iter().find_map(first) {
            Some(paragraph) => self.paragraph_hit(paragraph.target, paragraph.number, words),
            None => self.book.task(id).map(|t| self.task_hit(t, first_paragraph(&t.text), Vec::new())),
        }
    }

    /// All paragraphs as they now stand.
    fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        self.fresh.runs(None).chain(self.texts.runs(Some(&self.changed)))
    }

    /// Texts of tasks come before the latest reports, and those before older ones.
    fn order(&self, target: Target) -> (bool, Target) {
        let is_latest = |key: ReportKey| self.book.latest_report(key.task).is_some_and(|l| l.key == key);
        (matches!(target, Target::Report(key) if !is_latest(key)), target)
    }

    fn report(&self, key: ReportKey) -> Option<&Arc<Report>> {
        let latest = self.book.latest_report(key.task).filter(|r| r.key == key);
        latest.or_else(|| self.older.get(&key))
    }

    fn paragraph_hit(&self, target: Target, number: usize, words: &[&str]) -> Option<Hit> {
        let (kind, task, text) = match target {
            Target::Task(id) => {
                let task = self.book.task(id)?;
                (Kind::Task, task, task.text.clone())
            }
            Target::Report(key) => {
                let report = self.report(key)?;
                (Kind::Report, self.book.task(key.task)?, words_of(report))
            }
            _ => return None,
        };
        let name = text.split('\n').nth(number)?.to_owned();
        let matched = places(&name, words);
        Some(Hit { kind, target, name, matched, tasks: Arc::from([task.id]) })
    }

    fn task_hit(&self, task: &Task, name: &str, matched: Vec<usize>) -> Hit {
        Hit {
            kind: Kind::Task,
            target: Target::Task(task.id),
            name: name.to_owned(),
            matched,
            tasks: Arc::from([task.id]),
        }
    }
}

/// Whether a task is there and not void; what was reported on it is found only while it is.
fn counts(book: &Book, task: TaskId) -> bool {
    book.task(task).is_some_and(|task| task.void.is_none())
}

/// Whether a task leads to the same names before and after an edit.
fn names_the_same(edit: &Edit) -> bool {
    let (Some(Record::Task(before)), Some(Record::Task(after))) = (&edit.before, &edit.after) else { return false };
    let names = |t: &Task| (t.category, t.leader, t.void.is_some());
    names(before) == names(after) && before.assignments == after.assignments
}

fn add_report(texts: &mut Texts, report: &Report) {
    if report.void.is_none() {
        texts.add(Target::Report(report.key), &words_of(report));
    }
}

/// All that a report says, as one text.
fn words_of(report: &Report) -> String {
    let parts = [&report.status_text, &report.progress, &report.problems, &report.next_steps];
    parts.into_iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join("\n")
}

fn first_paragraph(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}
