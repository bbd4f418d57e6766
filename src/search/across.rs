//! Finds the tasks that hold every word of a query, each word in whatever field: a name behind it, its text, a report.
//!
//! It goes through the tasks in the order they were made, a stretch at a time, so that the first hits cost no more than
//! the way to them. It must not know how a hit is shown.

use std::iter::{Copied, Peekable};
use std::slice;

use memchr::memmem::Finder;

use super::text::Run;
use crate::domain::TaskId;

/// How many numbers of tasks a stretch spans: their texts should fit into a processor's cache.
const STRETCH: u32 = 1024;

/// One word of a query, and how far it has been followed.
pub(super) struct Word<'a> {
    finder: &'a Finder<'a>,
    /// The tasks behind each name that it matches, without those of past stretches.
    named: Vec<Peekable<Copied<slice::Iter<'a, TaskId>>>>,
    /// Which tasks of the stretch stand behind such a name, by their distance from its first.
    here: Vec<bool>,
}

/// The texts of a span of tasks.
struct Stretch<'a> {
    first: TaskId,
    last: TaskId,
    texts: Vec<Run<'a>>,
}

impl<'a> Word<'a> {
    /// The word that `finder` (not of nothing) finds in texts, and that matches names with these tasks behind them.
    pub(super) fn new(finder: &'a Finder<'a>, named: Vec<&'a [TaskId]>) -> Self {
        let named = named.into_iter().map(|tasks| tasks.iter().copied().peekable()).collect();
        Self { finder, named, here: Vec::new() }
    }

    fn follow(&mut self, stretch: &Stretch<'_>) {
        self.here = vec![false; STRETCH as usize];
        for tasks in &mut self.named {
            while let Some(task) = tasks.next_if(|task| *task <= stretch.last) {
                stretch.mark(&mut self.here, task);
            }
        }
    }
}

impl<'a> Stretch<'a> {
    /// Cuts the next stretch off the texts `ahead`.
    fn cut(ahead: &mut [Run<'a>]) -> Option<Self> {
        let first = ahead.iter().filter_map(Run::first_task).min()?;
        let last = TaskId(first.0.saturating_add(STRETCH - 1));
        Some(Self { first, last, texts: ahead.iter_mut().map(|run| run.take_through(last)).collect() })
    }

    fn place(&self, task: TaskId) -> Option<usize> {
        task.0.checked_sub(self.first.0).and_then(|place| usize::try_from(place).ok())
    }

    fn mark(&self, marks: &mut [bool], task: TaskId) {
        if let Some(mark) = self.place(task).and_then(|place| marks.get_mut(place)) {
            *mark = true;
        }
    }

    /// The tasks that hold a word, in order.
    fn tasks_with(&self, word: &Word<'_>, stop: &dyn Fn() -> bool) -> Vec<TaskId> {
        let mut marks = word.here.clone();
        for run in &self.texts {
            run.find(word.finder, stop).filter_map(|p| p.task()).for_each(|task| self.mark(&mut marks, task));
        }
        let marked = (self.first.0..=self.last.0).zip(marks).filter(|(_, marked)| *marked);
        marked.map(|(id, _)| TaskId(id)).collect()
    }

    /// Whether one task holds a word.
    fn holds(&self, task: TaskId, word: &Word<'_>, stop: &dyn Fn() -> bool) -> bool {
        self.place(task).and_then(|place| word.here.get(place)).is_some_and(|named| *named)
            || self.texts.iter().any(|run| run.of(task).find(word.finder, stop).next().is_some())
    }
}

/// The first `limit` tasks that hold all `words`, in the order they were made; none when `stop` ended it early.
pub(super) fn tasks(
    mut words: Vec<Word<'_>>,
    mut texts: Vec<Run<'_>>,
    limit: usize,
    stop: &dyn Fn() -> bool,
) -> Vec<TaskId> {
    let mut found = Vec::new();
    let mut begun = false;
    while found.len() < limit
        && let Some(stretch) = Stretch::cut(&mut texts)
    {
        words.iter_mut().for_each(|word| word.follow(&stretch));
        if !begun {
            // The word that is rarest here is likely rare everywhere: it alone is looked for in all texts.
            words.sort_by_cached_key(|word| stretch.tasks_with(word, stop).len());
            begun = true;
        }
        let Some((rarest, others)) = words.split_first() else { break };
        let tasks = stretch.tasks_with(rarest, stop).into_iter();
        found.extend(tasks.filter(|task| others.iter().all(|word| stretch.holds(*task, word, stop))));
        if stop() {
            return Vec::new();
        }
    }
    found.truncate(limit);
    found
}
