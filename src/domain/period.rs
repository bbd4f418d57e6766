//! Knows what a period is: whole months of one year, reported cumulatively to the last of them.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

/// Months `from` to `to` (1 to 12, both included) of one year; ordered by year, then last month, then first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    year: u16,
    from: u8,
    to: u8,
}

impl Period {
    /// Comes before every other period.
    pub const FIRST: Self = Self { year: 0, from: 0, to: 0 };
    /// Comes after every other period.
    pub const LAST: Self = Self { year: u16::MAX, from: u8::MAX, to: u8::MAX };

    /// Makes a period, or nothing when the months are not 1 ≤ from ≤ to ≤ 12.
    pub fn new(year: u16, from: u8, to: u8) -> Option<Self> {
        let months_fit = from >= 1 && from <= to && to <= 12;
        let year_fits = (1900..=9999).contains(&year);
        (months_fit && year_fits).then_some(Self { year, from, to })
    }

    /// The cumulative period that ends with the month of `day`.
    pub fn until(day: NaiveDate) -> Option<Self> {
        Self::new(u16::try_from(day.year()).ok()?, 1, u8::try_from(day.month()).ok()?)
    }

    /// The year its months lie in.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Its first month, 1 to 12.
    pub fn from(self) -> u8 {
        self.from
    }

    /// Its last month, 1 to 12.
    pub fn to(self) -> u8 {
        self.to
    }

    /// Whether it counts from January, as 1-6月 does and 4-6月 does not; only periods of one kind are compared.
    pub fn is_cumulative(self) -> bool {
        self.from == 1
    }

    /// Whether `other` counts the same way, so that its figures may be set beside this one's.
    pub fn is_kin(self, other: Self) -> bool {
        self.is_cumulative() == other.is_cumulative()
    }

    /// Its last day, the default as-of date of a report.
    pub fn last_day(self) -> NaiveDate {
        let (year, month) = if self.to == 12 { (self.year + 1, 1) } else { (self.year, u32::from(self.to) + 1) };
        NaiveDate::from_ymd_opt(i32::from(year), month, 1).and_then(|d| d.pred_opt()).unwrap_or_default()
    }

    /// The share of the year's work due by its end in percent (序时进度): months elapsed / 12.
    pub fn schedule_percent(self) -> u8 {
        u8::try_from((u16::from(self.to) * 100 + 6) / 12).unwrap_or(100)
    }

    /// The printed form without its year, such as 1-6月 or 6月.
    pub fn label(self) -> String {
        if self.from == self.to && self.from != 1 {
            format!("{}月", self.to)
        } else {
            format!("{}-{}月", self.from, self.to)
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.year, self.to, self.from).cmp(&(other.year, other.to, other.from))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Writes the form that [`FromStr`] reads: `2021-06` from January on, `2021-04..06` otherwise.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_cumulative() {
            write!(f, "{:04}-{:02}", self.year, self.to)
        } else {
            write!(f, "{:04}-{:02}..{:02}", self.year, self.from, self.to)
        }
    }
}

/// Says that a text is not a period of the form `2021-06` or `2021-04..06`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPeriod;

/// Reads `2021-06` (January to June) and `2021-04..06` (April to June).
impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let (year, months) = text.trim().split_once('-').ok_or(NotAPeriod)?;
        let (from, to) = months.split_once("..").unwrap_or(("1", months));
        let number = |s: &str| if s.bytes().all(|b| b.is_ascii_digit()) { s.parse().ok() } else { None };
        let year = if year.len() == 4 { number(year) } else { None }.ok_or(NotAPeriod)?;
        let month = |s: &str| number(s).and_then(|m: u16| u8::try_from(m).ok()).ok_or(NotAPeriod);
        Self::new(year, month(from)?, month(to)?).ok_or(NotAPeriod)
    }
}
