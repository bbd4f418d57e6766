//! Names the fields of records, with the words that explain them.

/// The name of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Number,
    Category,
    Text,
    Leader,
    Assignments,
    Deadline,
    Remark,
    Indicators,
    Predecessor,
    Called,
    ShortNames,
    Aliases,
    Members,
    Post,
    Telephone,
    Offices,
    Order,
    Year,
    Title,
    Issuer,
    Why,
    ClosedOn,
    OpenedOn,
    Unit,
    Successor,
    From,
    Scope,
    Period,
}

impl Name {
    /// The key of its word, and of what helps to fill it in.
    fn keys(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Number => ("field.number", None),
            Self::Category => ("field.category", Some("field.find_hint")),
            Self::Text => ("field.text", None),
            Self::Leader => ("field.leader", Some("field.find_hint")),
            Self::Assignments => ("field.assignments", Some("field.assignments_hint")),
            Self::Deadline => ("field.deadline", Some("field.deadline_hint")),
            Self::Remark => ("field.remark", None),
            Self::Indicators => ("field.indicators", Some("field.indicators_hint")),
            Self::Predecessor => ("field.predecessor", Some("field.predecessor_hint")),
            Self::Called => ("field.name", None),
            Self::ShortNames => ("field.short_names", Some("field.list_hint")),
            Self::Aliases => ("field.aliases", Some("field.list_hint")),
            Self::Members => ("field.members", Some("field.members_hint")),
            Self::Post => ("field.post", None),
            Self::Telephone => ("field.telephone", None),
            Self::Offices => ("field.offices", Some("field.offices_hint")),
            Self::Order => ("field.order", Some("field.order_hint")),
            Self::Year => ("field.year", None),
            Self::Title => ("field.title", None),
            Self::Issuer => ("field.issuer", None),
            Self::Why => ("field.why", Some("field.why_hint")),
            Self::ClosedOn => ("field.closed_on", Some("field.day_hint")),
            Self::OpenedOn => ("field.opened_on", Some("field.day_hint")),
            Self::Unit => ("field.unit", Some("field.find_hint")),
            Self::Successor => ("field.successor", Some("field.find_hint")),
            Self::From => ("field.from", Some("field.day_hint")),
            Self::Scope => ("field.scope", Some("field.scope_hint")),
            Self::Period => ("field.period", Some("field.period_hint")),
        }
    }

    /// The code a draft keeps it under.
    pub fn code(self) -> &'static str {
        self.word_key().strip_prefix("field.").unwrap_or_default()
    }

    /// The key of its word.
    pub fn word_key(self) -> &'static str {
        self.keys().0
    }

    /// The key of what helps to fill it in.
    pub fn hint_key(self) -> Option<&'static str> {
        self.keys().1
    }
}
