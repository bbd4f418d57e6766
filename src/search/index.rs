//! The search over everything: names first, then task numbers, task texts and narratives.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::hit::{Found, Hit, Kind, Target};
use super::names::Names;
use super::text::{Texts, places};
use crate::domain::{Book, Report, ReportKey, Task, TaskId, fold};

/// The kinds that have names.
const NAMED: [Kind; 4] = [Kind::Official, Kind::Unit, Kind::Leader, Kind::Category];

/// All that can be found in one book.
pub struct Index {
    book: Arc<Book>,
    older: BTreeMap<ReportKey, Arc<Report>>,
    names: Names,
    texts: Texts,
}

impl Index {
    /// Gathers a book's names and texts, and the narratives of reports that the book no longer holds.
    pub fn of(book: &Arc<Book>, older: impl Iterator<Item = Arc<Report>>) -> Self {
        let older: BTreeMap<ReportKey, Arc<Report>> = older.map(|r| (r.key, r)).collect();
        let mut texts = Texts::default();
        for task in book.tasks() {
            texts.add(Target::Task(task.id), &task.text);
        }
        for report in book.tasks().filter_map(|t| book.latest_report(t.id)) {
            add_report(&mut texts, report);
        }
        for report in older.values().filter(|r| book.latest_report(r.key.task).is_none_or(|l| l.key != r.key)) {
            add_report(&mut texts, report);
        }
        Self { book: book.clone(), older, names: Names::of(book), texts }
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
            self.words_across(&words, stop)
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

    /// The paragraphs that hold one word, the texts of tasks before narratives.
    fn word_in_texts(&self, word: &str, limit: usize, stop: &dyn Fn() -> bool) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut seen = HashSet::new();
        self.texts.find(&fold(word), stop, |paragraph| {
            if seen.insert(paragraph.target) {
                hits.extend(self.paragraph_hit(paragraph.target, paragraph.number, &[word]));
            }
            hits.len() < limit
        });
        hits
    }

    /// The tasks in which every word is found somewhere: in a name, the text, or a narrative.
    fn words_across(&self, words: &[&str], stop: &dyn Fn() -> bool) -> Vec<Hit> {
        let mut common: Option<BTreeSet<TaskId>> = None;
        let mut shown: BTreeMap<TaskId, (Target, usize)> = BTreeMap::new();
        for word in words {
            let mut tasks: BTreeSet<TaskId> = BTreeSet::new();
            for hit in self.names.find(word, &NAMED) {
                tasks.extend(hit.tasks);
            }
            self.texts.find(&fold(word), stop, |paragraph| {
                let task = match paragraph.target {
                    Target::Task(task) => task,
                    Target::Report(key) => key.task,
                    _ => return true,
                };
                tasks.insert(task);
                shown.entry(task).or_insert((paragraph.target, paragraph.number));
                true
            });
            common = Some(match common {
                Some(common) => common.intersection(&tasks).copied().collect(),
                None => tasks,
            });
        }
        let common = common.unwrap_or_default();
        let hit = |id: &TaskId| match shown.get(id) {
            Some((target, number)) => self.paragraph_hit(*target, *number, words),
            None => self.book.task(*id).map(|t| self.task_hit(t, first_paragraph(&t.text), Vec::new())),
        };
        common.iter().filter_map(hit).collect()
    }

    fn paragraph_hit(&self, target: Target, number: usize, words: &[&str]) -> Option<Hit> {
        let (kind, task, text) = match target {
            Target::Task(id) => {
                let task = self.book.task(id)?;
                (Kind::Task, task, task.text.clone())
            }
            Target::Report(key) => {
                let report = self.book.latest_report(key.task).filter(|r| r.key == key);
                let report = report.or_else(|| self.older.get(&key))?;
                (Kind::Report, self.book.task(key.task)?, words_of(report))
            }
            _ => return None,
        };
        let name = text.split('\n').nth(number)?.to_owned();
        let matched = places(&name, words);
        Some(Hit { kind, target, name, matched, tasks: vec![task.id] })
    }

    fn task_hit(&self, task: &Task, name: &str, matched: Vec<usize>) -> Hit {
        Hit { kind: Kind::Task, target: Target::Task(task.id), name: name.to_owned(), matched, tasks: vec![task.id] }
    }
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
