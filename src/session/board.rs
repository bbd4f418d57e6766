//! What one person has chosen to see: plan, period, group, filter, order and cursor.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::group::{self, Group, GroupKey, Grouping};
use super::mark::Mark;
use super::order::Order;
use crate::domain::{Book, Period, PlanYear, Task, TaskId};

/// The choices of one session, and the list that follows from them.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// The plan seen; none while the ledger is empty.
    pub plan: Option<PlanYear>,
    /// The period seen; none while the plan has none.
    pub period: Option<Period>,
    /// How the grouping pane groups.
    pub grouping: Grouping,
    /// The group seen; none for all tasks.
    pub group: Option<GroupKey>,
    /// The marks seen; empty for all.
    pub marks: BTreeSet<Mark>,
    /// How the list is ordered.
    pub order: Order,
    cursor: usize,
    rows: Vec<TaskId>,
    groups: Vec<Group>,
    period_chosen: bool,
}

impl Board {
    /// The tasks listed, in order.
    pub fn rows(&self) -> &[TaskId] {
        &self.rows
    }

    /// The groups of the grouping pane, all tasks first.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The place of the cursor in the list.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The task under the cursor.
    pub fn task(&self) -> Option<TaskId> {
        self.rows.get(self.cursor).copied()
    }

    /// The place of the chosen group in the grouping pane.
    pub fn group_at(&self) -> usize {
        self.groups.iter().position(|g| g.key == self.group).unwrap_or(0)
    }

    /// Whether something hides tasks of the plan.
    pub fn is_filtered(&self) -> bool {
        self.group.is_some() || !self.marks.is_empty()
    }

    /// Puts the cursor on a place of the list, or the last one.
    pub fn move_to(&mut self, at: usize) {
        self.cursor = at.min(self.rows.len().saturating_sub(1));
    }

    /// Puts the cursor on a task; takes away what hides it. False when the plan does not hold it.
    pub fn go_to(&mut self, book: &Book, task: TaskId) -> bool {
        let Some(wanted) = book.task(task).filter(|t| t.void.is_none()) else { return false };
        if self.plan != Some(wanted.plan) {
            self.plan = Some(wanted.plan);
            self.period_chosen = false;
            self.group = None;
        }
        self.refresh(book);
        if !self.rows.contains(&task) {
            self.group = None;
            self.marks.clear();
            self.refresh(book);
        }
        let found = self.rows.iter().position(|t| *t == task);
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }

    /// Shows one group, whatever the grouping was.
    pub fn show_group(&mut self, book: &Book, key: GroupKey) {
        self.grouping = key.grouping();
        self.group = Some(key);
        self.marks.clear();
        self.refresh(book);
        self.cursor = 0;
    }

    /// Groups another way; the cursor's task stays.
    pub fn regroup(&mut self, book: &Book, grouping: Grouping) {
        self.grouping = grouping;
        self.group = None;
        self.refresh(book);
    }

    /// Chooses the group at a place of the grouping pane; the cursor's task stays if it is in it.
    pub fn choose_group(&mut self, book: &Book, at: usize) {
        let last = self.groups.len().saturating_sub(1);
        self.group = self.groups.get(at.min(last)).and_then(|g| g.key);
        self.refresh(book);
    }

    /// Looks at another plan, at its current period.
    pub fn choose_plan(&mut self, book: &Book, plan: PlanYear) {
        self.plan = Some(plan);
        self.group = None;
        self.period_chosen = false;
        self.refresh(book);
    }

    /// Looks at another period.
    pub fn choose_period(&mut self, book: &Book, period: Period) {
        self.period = Some(period);
        self.period_chosen = true;
        self.refresh(book);
    }

    /// Makes list and groups follow from the book and the choices; the cursor's task stays while it is listed.
    pub fn refresh(&mut self, book: &Book) {
        let held = self.task();
        if self.plan.and_then(|p| book.plan(p)).is_none_or(|plan| plan.void.is_some()) {
            self.plan = book.latest_plan().map(|p| p.year);
            self.period_chosen = false;
        }
        let Some(plan) = self.plan else {
            *self = Self::default();
            return;
        };
        if !self.period_chosen {
            self.period = book.current_period(plan);
        }
        let period = self.period;
        let shown = |task: &&Arc<Task>| self.marks.is_empty() || self.marks.contains(&Mark::of(book, task, period));
        self.groups = group::groups(book, book.tasks_of(plan).filter(shown).map(AsRef::as_ref), self.grouping, period);
        let in_group = |task: &&Arc<Task>| self.group.is_none_or(|g| g.holds(task, Mark::of(book, task, period)));
        let mut tasks: Vec<_> = book.tasks_of(plan).filter(shown).filter(in_group).collect();
        if self.order != Order::default() {
            tasks.sort_by(|a, b| self.order.compare(book, period, a, b));
        }
        self.rows = tasks.into_iter().map(|t| t.id).collect();
        let kept = held.and_then(|task| self.rows.iter().position(|t| *t == task));
        self.move_to(kept.unwrap_or(self.cursor));
    }
}
