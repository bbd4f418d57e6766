//! Knows the states a task can be reported in, their codes, and the words offices print for them.

/// How a task stands by a report; a period without a report has none (未报).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 未启动
    NotStarted,
    /// 按进度
    OnSchedule,
    /// 滞后
    Behind,
    /// 已完成
    Completed,
    /// 暂停
    Suspended,
}

/// The words known to stand for a status in printed tables, longest first within a status.
/// From domain.md's glossary and the tables it names; anything else is asked about, never guessed.
const PRINTED: &[(&str, Status)] = &[
    ("未启动", Status::NotStarted),
    ("未开工", Status::NotStarted),
    ("未开展", Status::NotStarted),
    ("尚未启动", Status::NotStarted),
    ("按进度完成", Status::OnSchedule),
    ("按进度推进", Status::OnSchedule),
    ("按进度", Status::OnSchedule),
    ("按序时推进", Status::OnSchedule),
    ("按序时进度推进", Status::OnSchedule),
    ("按序时进度", Status::OnSchedule),
    ("达到序时进度", Status::OnSchedule),
    ("达序时进度", Status::OnSchedule),
    ("超序时进度", Status::OnSchedule),
    ("超序时", Status::OnSchedule),
    ("正常推进", Status::OnSchedule),
    ("有序推进", Status::OnSchedule),
    ("滞后", Status::Behind),
    ("进度滞后", Status::Behind),
    ("严重滞后", Status::Behind),
    ("滞后序时进度", Status::Behind),
    ("落后序时进度", Status::Behind),
    ("未达序时进度", Status::Behind),
    ("已完成", Status::Completed),
    ("完成", Status::Completed),
    ("已完成年度任务", Status::Completed),
    ("已办结", Status::Completed),
    ("暂停", Status::Suspended),
    ("已暂停", Status::Suspended),
    ("暂缓", Status::Suspended),
];

impl Status {
    /// All states, in the order in which a summary counts them.
    pub const ALL: [Self; 5] = [Self::Completed, Self::OnSchedule, Self::Behind, Self::NotStarted, Self::Suspended];

    /// The code used in commands, JSON and on disk.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::OnSchedule => "on_schedule",
            Self::Behind => "behind",
            Self::Completed => "completed",
            Self::Suspended => "suspended",
        }
    }

    /// The trade's own word, such as 按进度.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "未启动",
            Self::OnSchedule => "按进度",
            Self::Behind => "滞后",
            Self::Completed => "已完成",
            Self::Suspended => "暂停",
        }
    }

    /// Finds the status of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Finds the status a printed word or sentence states, such as 按进度完成。; nothing when it is not a known word.
    pub fn from_printed(text: &str) -> Option<Self> {
        let bare = text.trim().trim_end_matches(['。', '.', '；', ';', '，', ',', '！']).trim_end();
        PRINTED.iter().find(|(word, _)| *word == bare).map(|(_, status)| *status)
    }

    /// Finds the status of what a person typed: a code, the Chinese word, or a known printed word.
    pub fn from_typed(text: &str) -> Option<Self> {
        Self::from_code(text).or_else(|| Self::from_printed(text))
    }
}
