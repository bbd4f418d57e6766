//! Orders the task list by one column, either way round.

use std::cmp::Ordering;

use super::mark::Mark;
use crate::domain::{Book, Period, Standing, Task};

/// A column the list can be ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// 序号
    #[default]
    Number,
    /// 状态
    Status,
    /// 牵头单位
    Unit,
    /// 责任人
    Official,
    /// 截至日期
    Date,
}

impl Column {
    /// All columns, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Number, Self::Status, Self::Unit, Self::Official, Self::Date];

    /// The key of its name.
    pub fn name_key(self) -> &'static str {
        match self {
            Self::Number => "column.number",
            Self::Status => "column.status",
            Self::Unit => "column.unit",
            Self::Official => "column.official",
            Self::Date => "column.date",
        }
    }
}

/// A column and which way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The column.
    pub column: Column,
    /// Whether the last comes first.
    pub descending: bool,
}

impl Order {
    /// The order after choosing `column`: the same column again turns it round.
    pub fn choose(self, column: Column) -> Self {
        Self { column, descending: self.column == column && !self.descending }
    }

    /// Compares two tasks; equal ones stay in the order of their numbers.
    pub fn compare(self, book: &Book, period: Option<Period>, a: &Task, b: &Task) -> Ordering {
        let by_column = match self.column {
            Column::Number => a.number.cmp(&b.number),
            Column::Status => Mark::of(book, a, period).place().cmp(&Mark::of(book, b, period).place()),
            Column::Unit => lead_unit(book, a).cmp(&lead_unit(book, b)),
            Column::Official => lead_official(book, a).cmp(&lead_official(book, b)),
            Column::Date => date(book, a, period).cmp(&date(book, b, period)),
        };
        let by_column = if self.descending { by_column.reverse() } else { by_column };
        by_column.then(a.number.cmp(&b.number))
    }
}

/// The name of the lead unit.
pub fn lead_unit<'a>(book: &'a Book, task: &Task) -> Option<&'a str> {
    task.lead().and_then(|a| book.unit(a.unit)).map(|u| u.name.as_str())
}

/// The name of the lead unit's official.
pub fn lead_official<'a>(book: &'a Book, task: &Task) -> Option<&'a str> {
    task.lead().and_then(|a| a.official).and_then(|o| book.official(o)).map(|o| o.name.as_str())
}

fn date(book: &Book, task: &Task, period: Option<Period>) -> Option<chrono::NaiveDate> {
    match book.standing(task, period?) {
        Standing::Reported(head) => Some(head.reported_on),
        Standing::Unreported => None,
    }
}
