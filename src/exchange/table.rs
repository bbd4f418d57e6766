//! Reads a table of progress: its rows, and everything about it that a person should look at.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::cell::{CELLS_MAX, Cell, cells, paragraphs};
use super::header::{Column, Header, named};
use super::heading::{heading, period, year};
use super::{Problem, Trouble, Unfit, count};
use crate::domain::{Deadline, Heading, ImportReport, Period, Status, TaskSource};

/// A table as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What stands above its rows.
    pub heading: Heading,
    /// The year its title names.
    pub year: Option<u16>,
    /// The period its title names.
    pub period: Option<Period>,
    /// Its rows, in order.
    pub rows: Vec<TableRow>,
    /// What a person should look at.
    pub problems: Vec<Problem>,
}

/// One row as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// The line it begins in, from 1.
    pub line: u32,
    /// The printed number.
    pub number: u32,
    /// The category, from a row above under a merged cell; empty when there is none.
    pub category: String,
    /// What is to be done, paragraphs separated by line feeds.
    pub text: String,
    /// The leader.
    pub leader: Option<String>,
    /// Units with their officials, by position.
    pub pairs: Vec<(String, Option<String>)>,
    /// When it is due.
    pub deadline: Option<Deadline>,
    /// The remark.
    pub remark: String,
    /// Status, printed status, narrative; none when nothing is reported.
    pub progress: Option<(Status, String, String)>,
    /// The cells, verbatim.
    pub source: TaskSource,
    /// The progress cell, verbatim.
    pub progress_source: String,
}

impl TableRow {
    /// Its report as of a day.
    pub(super) fn report(&self, reported_on: NaiveDate) -> Option<ImportReport> {
        self.progress.as_ref().map(|(status, status_text, progress)| ImportReport {
            status: *status,
            status_text: status_text.clone(),
            progress: progress.clone(),
            reported_on,
            source: self.progress_source.clone(),
        })
    }
}

/// Reads the text of a table.
pub(super) fn table(text: &str) -> Result<Table, Unfit> {
    let (before, all) = cells(text);
    if all.len() > CELLS_MAX {
        return Err(Unfit::TooLarge);
    }
    if all.is_empty() {
        return Err(Unfit::NoTable);
    }
    let header = Header::read(&all).map_err(|(found, missing)| Unfit::OtherHeader(found, missing))?;
    let columns = header.columns.len();
    let (names, body) = all.split_at_checked(columns).unwrap_or((&all, &[]));
    let heading = heading(before, names.iter().map(|c| c.text.to_owned()).collect());
    let mut reading = Reading { header, category: String::new(), taken: BTreeSet::new(), problems: Vec::new() };
    let rows = reading.rows(body)?;
    reading.check_totals(&heading, &rows);
    let (year, period) = (year(&heading.title), period(&heading.title));
    if period.is_none() {
        reading.whole(Trouble::NoPeriod);
    }
    Ok(Table { heading, year, period, rows, problems: reading.problems })
}

/// The progress of a cell: the first paragraph, or its first sentence, states the status, the rest is the narrative.
pub(super) fn progress(cell: &str) -> Result<Option<(Status, String, String)>, String> {
    let mut words = paragraphs(cell).into_iter();
    let Some(first) = words.next() else { return Ok(None) };
    if let Some(status) = Status::from_printed(&first) {
        return Ok(Some((status, first, words.collect::<Vec<_>>().join("\n"))));
    }
    let sentence = first.find('。').and_then(|at| first.split_at_checked(at + '。'.len_utf8()));
    match sentence.and_then(|(sentence, rest)| Some((Status::from_printed(sentence)?, sentence, rest.trim()))) {
        Some((status, sentence, rest)) => {
            let narrative: Vec<String> = std::iter::once(rest.to_owned()).chain(words).collect();
            Ok(Some((status, sentence.to_owned(), narrative.join("\n"))))
        }
        None => Err(first),
    }
}

struct Reading {
    header: Header,
    category: String,
    taken: BTreeSet<u32>,
    problems: Vec<Problem>,
}

impl Reading {
    /// Notes what is wrong with a cell of a row.
    fn trouble(&mut self, row: &[Cell<'_>], column: Column, trouble: Trouble) {
        let at = self.header.columns.iter().position(|c| *c == column);
        let line = self.header.cell(row, column).map_or(0, |c| c.line);
        let column = at.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(0);
        self.problems.push(Problem { line, column, trouble });
    }

    /// Notes what is wrong with the table as a whole.
    fn whole(&mut self, trouble: Trouble) {
        self.problems.push(Problem { line: 1, column: 0, trouble });
    }

    /// Deals the cells out into rows; a row with a cell too many or too few is named, and the next one found again.
    fn rows(&mut self, mut cells: &[Cell<'_>]) -> Result<Vec<TableRow>, Unfit> {
        let width = self.header.columns.len();
        let mut rows = Vec::new();
        while let Some(first) = cells.first() {
            if cells.len() < width && cells.iter().all(|cell| cell.text.trim().is_empty()) {
                break;
            }
            let length = self.row_length(cells);
            let (row, rest) = cells.split_at_checked(length).unwrap_or((cells, &[]));
            if row.len() == width {
                rows.extend(self.row(row));
            } else if rest.is_empty() && row.len() < width {
                return Err(Unfit::Truncated(first.line));
            } else {
                let trouble = Trouble::OtherWidth(row.len(), width);
                self.problems.push(Problem { line: first.line, column: 0, trouble });
            }
            cells = rest;
        }
        Ok(rows)
    }

    /// How many of the cells ahead make the next row: as many as the header has, unless only another length puts
    /// the number after it in its place.
    fn row_length(&self, cells: &[Cell<'_>]) -> usize {
        let width = self.header.columns.len();
        let place = self.header.columns.iter().position(|c| *c == Column::Number).unwrap_or(0);
        let begins_row = |start: usize| match cells.get(start + place) {
            Some(cell) => number(cell.text).is_some() || named(cell.text) == Some(Column::Number),
            None => cells.len() == start,
        };
        let other = || (1..2 * width).filter(|start| *start < cells.len()).find(|start| begins_row(*start));
        if begins_row(width) { width } else { other().unwrap_or(width) }
    }

    fn row(&mut self, row: &[Cell<'_>]) -> Option<TableRow> {
        let is_header = self.header.columns.iter().zip(row).all(|(column, cell)| named(cell.text) == Some(*column));
        if is_header || row.iter().all(|cell| cell.text.trim().is_empty()) {
            return None;
        }
        let line = row.first().map_or(0, |c| c.line);
        let verbatim = |column| self.header.cell(row, column).map_or("", |c| c.text);
        let joined = |column| paragraphs(verbatim(column)).join("\n");
        let source = TaskSource {
            category: verbatim(Column::Category).to_owned(),
            number: verbatim(Column::Number).to_owned(),
            text: verbatim(Column::Text).to_owned(),
            leader: verbatim(Column::Leader).to_owned(),
            units: verbatim(Column::Units).to_owned(),
            officials: verbatim(Column::Officials).to_owned(),
        };
        let progress_source = verbatim(Column::Progress).to_owned();
        let (text, remark, due) = (joined(Column::Text), joined(Column::Remark), joined(Column::Deadline));
        let leader = Some(paragraphs(&source.leader).concat()).filter(|l| !l.is_empty());
        let category = paragraphs(&source.category).concat();
        if !category.is_empty() {
            self.category = category;
        }
        let number = self.number(row, &source.number)?;
        if text.is_empty() {
            self.trouble(row, Column::Text, Trouble::NoText(number));
            return None;
        }
        let pairs = self.pairs(row, number, &source);
        let progress = match progress(&progress_source) {
            Ok(progress) => progress,
            Err(word) => {
                let word = word.chars().take(20).collect();
                self.trouble(row, Column::Progress, Trouble::UnknownStatus(number, word));
                None
            }
        };
        let deadline = (!due.is_empty()).then_some(Deadline { printed: due, day: None });
        let category = self.category.clone();
        Some(TableRow {
            line,
            number,
            category,
            text,
            leader,
            pairs,
            deadline,
            remark,
            progress,
            source,
            progress_source,
        })
    }

    fn number(&mut self, row: &[Cell<'_>], cell: &str) -> Option<u32> {
        let Some(number) = number(cell) else {
            let found = paragraphs(cell).concat().chars().take(20).collect();
            self.trouble(row, Column::Number, Trouble::NoNumber(found));
            return None;
        };
        if !self.taken.insert(number) {
            self.trouble(row, Column::Number, Trouble::NumberTwice(number));
            return None;
        }
        Some(number)
    }

    fn pairs(&mut self, row: &[Cell<'_>], number: u32, source: &TaskSource) -> Vec<(String, Option<String>)> {
        let (units, officials) = (paragraphs(&source.units), paragraphs(&source.officials));
        // A table without a column of officials leaves them open.
        let has_officials = self.header.columns.contains(&Column::Officials);
        if units.is_empty() || (has_officials && units.len() != officials.len()) {
            let trouble = Trouble::Unpaired(number, units.len(), officials.len());
            self.trouble(row, Column::Units, trouble);
        }
        let mut officials = officials.into_iter();
        units.into_iter().map(|unit| (unit, officials.next())).collect()
    }

    fn check_totals(&mut self, heading: &Heading, rows: &[TableRow]) {
        let standings: Vec<_> = rows.iter().map(|r| r.progress.as_ref().map(|p| (p.0, p.1.as_str()))).collect();
        for trouble in count::check(&heading.count_line, &standings) {
            self.whole(trouble);
        }
        let last = self.taken.last().copied().unwrap_or(0).min(10_000);
        let missing: Vec<String> = (1..=last).filter(|n| !self.taken.contains(n)).map(|n| n.to_string()).collect();
        if !missing.is_empty() {
            let shown = missing.iter().take(10).cloned().collect::<Vec<_>>().join("、");
            self.whole(Trouble::NumbersMissing(shown));
        }
    }
}

/// The number of a number cell; full-width digits, dots and brackets around them do not matter.
pub(super) fn number(cell: &str) -> Option<u32> {
    // A number is short: a long cell is not folded only to find that it is none.
    let folded = if cell.len() > 60 { String::new() } else { crate::domain::fold(cell) };
    let bare = folded.trim_matches(['(', ')', '.', '、']);
    bare.bytes().all(|b| b.is_ascii_digit()).then(|| bare.parse().ok()).flatten()
}
