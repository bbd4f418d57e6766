//! Finds the columns of a table by the words of their headers, whatever an office calls them.

use super::cell::{Cell, paragraphs};
use crate::domain::fold;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Category,
    Number,
    Text,
    Leader,
    Units,
    Officials,
    Progress,
    Deadline,
    Remark,
}

/// The words that name a column, the more telling ones first (domain.md, "Other offices' tables").
const WORDS: [(&str, Column); 24] = [
    ("大类", Column::Category),
    ("类别", Column::Category),
    ("序号", Column::Number),
    ("编号", Column::Number),
    ("分管市领导", Column::Leader),
    ("分管领导", Column::Leader),
    ("分管县领导", Column::Leader),
    ("分管区领导", Column::Leader),
    ("责任单位", Column::Units),
    ("牵头单位", Column::Units),
    ("主办单位", Column::Units),
    ("承办单位", Column::Units),
    ("责任人", Column::Officials),
    ("负责人", Column::Officials),
    ("工作任务", Column::Text),
    ("项目内容", Column::Text),
    ("任务内容", Column::Text),
    ("工作内容", Column::Text),
    ("主要内容", Column::Text),
    ("进展情况", Column::Progress),
    ("当前进度", Column::Progress),
    ("工作进展", Column::Progress),
    ("完成时限", Column::Deadline),
    ("备注", Column::Remark),
];

/// The columns of the header row, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub columns: Vec<Column>,
}

/// Without these a row cannot be taken.
const NEEDED: [(Column, &str); 4] =
    [(Column::Number, "序号"), (Column::Text, "工作任务"), (Column::Units, "责任单位"), (Column::Progress, "进展情况")];

impl Header {
    /// Reads the header from the first cells: as far as they name columns, each once.
    /// Otherwise tells the names found and those missing.
    pub(super) fn read(cells: &[Cell<'_>]) -> Result<Self, (Vec<String>, Vec<String>)> {
        let mut columns = Vec::new();
        for cell in cells {
            match named(cell.text).filter(|c| !columns.contains(c)) {
                Some(column) => columns.push(column),
                None => break,
            }
        }
        let missing = NEEDED.iter().filter(|(column, _)| !columns.contains(column));
        let missing: Vec<String> = missing.map(|(_, name)| (*name).to_owned()).collect();
        if missing.is_empty() {
            return Ok(Self { columns });
        }
        let begin = |cell: &Cell<'_>| cell.text.chars().take(200).collect::<String>();
        let found = cells.iter().take(columns.len().max(7)).map(|c| paragraphs(&begin(c)).concat());
        Err((found.map(|name| name.chars().take(20).collect()).collect(), missing))
    }

    /// The cell of a column in a row.
    pub(super) fn cell<'a>(&self, row: &[Cell<'a>], column: Column) -> Option<Cell<'a>> {
        let at = self.columns.iter().position(|c| *c == column)?;
        row.get(at).copied()
    }
}

pub(super) fn named(cell: &str) -> Option<Column> {
    if cell.len() > 200 {
        return None;
    }
    let name = fold(cell);
    // A header is short; a cell of words that happens to mention one is none.
    if name.chars().count() > 14 {
        return None;
    }
    WORDS.iter().find(|(word, _)| name.contains(word)).map(|(_, column)| *column)
}
