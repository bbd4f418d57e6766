//! Groups the tasks of a plan one way at a time; a task stands under every one of its units.

use std::collections::BTreeMap;

use super::mark::Mark;
use crate::domain::{Book, CategoryId, LeaderId, OfficialId, Period, Task, UnitId};

/// A way to group the tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// 大类
    #[default]
    Category,
    /// 责任单位
    Unit,
    /// 责任人
    Official,
    /// 分管市领导
    Leader,
    /// 状态
    Status,
}

impl Grouping {
    /// The way after this one.
    pub fn next(self) -> Self {
        match self {
            Self::Category => Self::Unit,
            Self::Unit => Self::Official,
            Self::Official => Self::Leader,
            Self::Leader => Self::Status,
            Self::Status => Self::Category,
        }
    }

    /// The key of its name.
    pub fn name_key(self) -> &'static str {
        match self {
            Self::Category => "group.category",
            Self::Unit => "group.unit",
            Self::Official => "group.official",
            Self::Leader => "group.leader",
            Self::Status => "group.status",
        }
    }
}

/// Names a group of tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKey {
    Category(CategoryId),
    Unit(UnitId),
    Official(OfficialId),
    Leader(Option<LeaderId>),
    Status(Mark),
}

impl GroupKey {
    /// The way of grouping this group belongs to.
    pub fn grouping(self) -> Grouping {
        match self {
            Self::Category(_) => Grouping::Category,
            Self::Unit(_) => Grouping::Unit,
            Self::Official(_) => Grouping::Official,
            Self::Leader(_) => Grouping::Leader,
            Self::Status(_) => Grouping::Status,
        }
    }

    /// Whether a task stands in this group.
    pub fn holds(self, task: &Task, mark: Mark) -> bool {
        match self {
            Self::Category(id) => task.category == id,
            Self::Unit(id) => task.assignments.iter().any(|a| a.unit == id),
            Self::Official(id) => task.assignments.iter().any(|a| a.official == Some(id)),
            Self::Leader(id) => task.leader == id,
            Self::Status(wanted) => mark == wanted,
        }
    }
}

/// One line of the grouping pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which group; none for all tasks.
    pub key: Option<GroupKey>,
    /// How many tasks stand in it.
    pub count: usize,
}

/// Counts the groups of `tasks`: all of them first, then in the order of the table, the most loaded units and officials first.
pub fn groups<'a>(
    book: &Book,
    tasks: impl Iterator<Item = &'a Task>,
    grouping: Grouping,
    period: Option<Period>,
) -> Vec<Group> {
    let mut all = 0;
    let mut counts: BTreeMap<GroupKey, usize> = BTreeMap::new();
    for task in tasks {
        all += 1;
        for key in keys(book, task, grouping, period) {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut groups: Vec<Group> = counts.into_iter().map(|(key, count)| Group { key: Some(key), count }).collect();
    if matches!(grouping, Grouping::Unit | Grouping::Official) {
        groups.sort_by_key(|g| std::cmp::Reverse(g.count));
    }
    groups.insert(0, Group { key: None, count: all });
    groups
}

fn keys(book: &Book, task: &Task, grouping: Grouping, period: Option<Period>) -> Vec<GroupKey> {
    let mut keys: Vec<GroupKey> = match grouping {
        Grouping::Category => vec![GroupKey::Category(task.category)],
        Grouping::Unit => task.assignments.iter().map(|a| GroupKey::Unit(a.unit)).collect(),
        Grouping::Official => task.assignments.iter().filter_map(|a| a.official).map(GroupKey::Official).collect(),
        Grouping::Leader => vec![GroupKey::Leader(task.leader)],
        Grouping::Status => vec![GroupKey::Status(Mark::of(book, task, period))],
    };
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The printed name of a group; the key of a text when it is not a name of the ledger.
pub fn name(book: &Book, key: Option<GroupKey>) -> Name<'_> {
    let name = match key {
        None => return Name::Text("group.all"),
        Some(GroupKey::Category(id)) => book.category(id).map(|c| c.name.as_str()),
        Some(GroupKey::Unit(id)) => book.unit(id).map(|u| u.name.as_str()),
        Some(GroupKey::Official(id)) => book.official(id).map(|o| o.name.as_str()),
        Some(GroupKey::Leader(Some(id))) => book.leader(id).map(|l| l.name.as_str()),
        Some(GroupKey::Leader(None)) => return Name::Text("group.no_leader"),
        Some(GroupKey::Status(mark)) => return Name::Text(mark.word_key()),
    };
    name.map_or(Name::Text("group.unknown"), Name::Printed)
}

/// What stands for a group on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name<'a> {
    /// A name of the ledger.
    Printed(&'a str),
    /// The key of a text of the program.
    Text(&'static str),
}
