//! Knows the measurable targets of a task, and the line in which a person writes one.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

/// A measurable target of a task (指标).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// What is measured.
    pub name: String,
    /// How the value must lie against the target.
    pub comparator: Comparator,
    /// The target, a decimal number as printed.
    pub target: String,
    /// The unit of measure, such as 人次.
    pub measure: String,
    /// How its values grow within the year.
    pub kind: IndicatorKind,
}

/// How a value must lie against its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// ≥
    AtLeast,
    /// ≤
    AtMost,
    /// =
    Exactly,
}

/// How an indicator's values behave within the year (domain.md, "Kinds of indicator").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorKind {
    /// A count within the year; the schedule applies.
    Cumulative,
    /// A coverage in percent; the schedule applies.
    Coverage,
    /// A total that began before the year.
    Stock,
    /// A standard that is met or not.
    Level,
    /// An event that has happened or not.
    Milestone,
    /// Better when lower.
    LowerIsBetter,
}

impl Comparator {
    /// The sign it is printed with.
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::Exactly => "=",
        }
    }
}

/// The signs that are typed for a comparator.
const SIGNS: [(&str, Comparator); 5] = [
    ("≥", Comparator::AtLeast),
    (">=", Comparator::AtLeast),
    ("≤", Comparator::AtMost),
    ("<=", Comparator::AtMost),
    ("=", Comparator::Exactly),
];

impl IndicatorKind {
    /// All kinds, the most frequent first.
    pub const ALL: [Self; 6] =
        [Self::Cumulative, Self::Coverage, Self::Stock, Self::Level, Self::Milestone, Self::LowerIsBetter];

    /// The trade's own word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cumulative => "累计",
            Self::Coverage => "覆盖率",
            Self::Stock => "存量",
            Self::Level => "标准",
            Self::Milestone => "节点",
            Self::LowerIsBetter => "越低越好",
        }
    }
}

/// Writes the line that [`FromStr`] reads; the kind of a cumulative one goes without saying.
impl fmt::Display for Indicator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}{}", self.name, self.comparator.sign(), self.target, self.measure)?;
        if self.kind == IndicatorKind::Cumulative { Ok(()) } else { write!(f, " {}", self.kind.word()) }
    }
}

/// Says that a line is no indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnIndicator;

/// Reads a line such as `地中海贫血筛查≥22000例` or `覆盖面>=90% 覆盖率`: what is measured, how the value must lie, the
/// target, its unit of measure and its kind. Without a kind it is cumulative.
impl FromStr for Indicator {
    type Err = NotAnIndicator;

    fn from_str(line: &str) -> Result<Self, NotAnIndicator> {
        // An input method types wide signs and digits.
        let line = line.replace('＞', ">").replace('＜', "<").replace('＝', "=");
        let signs = SIGNS.iter().filter_map(|(sign, comparator)| Some((line.find(sign)?, *sign, *comparator)));
        let (_, sign, comparator) = signs.min_by_key(|(at, ..)| *at).ok_or(NotAnIndicator)?;
        let (name, rest) = line.split_once(sign).ok_or(NotAnIndicator)?;
        let rest = rest.trim_start();
        let digit = |c: char| std::iter::once(c).nfkc().next().filter(|c| c.is_ascii_digit() || *c == '.');
        let target: String = rest.chars().map_while(digit).collect();
        let is_number = target.ends_with(|c: char| c.is_ascii_digit()) && target.parse::<f64>().is_ok();
        let rest: String = rest.chars().skip(target.chars().count()).collect();
        let words: Vec<&str> = rest.split_whitespace().collect();
        let kind_of = |word: &str| IndicatorKind::ALL.into_iter().find(|kind| kind.word() == word);
        let (measure, kind) = match words[..] {
            [] => ("", Some(IndicatorKind::Cumulative)),
            [word] => kind_of(word).map_or((word, Some(IndicatorKind::Cumulative)), |kind| ("", Some(kind))),
            [measure, word] => (measure, kind_of(word)),
            _ => ("", None),
        };
        let (name, measure) = (name.trim().to_owned(), measure.to_owned());
        match kind.filter(|_| is_number && !name.is_empty()) {
            Some(kind) => Ok(Self { name, comparator, target, measure, kind }),
            None => Err(NotAnIndicator),
        }
    }
}
