//! Turns a refusal into a sentence: what happened to the data, and what to do next.

use super::Texts;
use crate::domain::{Access, Kind, RecordKey, Refusal};

/// The sentence for a refusal in the language of `texts`.
pub fn say_refusal(refusal: &Refusal, texts: &Texts) -> String {
    match refusal {
        Refusal::Forbidden(needed) => texts.fill("refusal.forbidden", &[("role", &texts.get(access_key(*needed)))]),
        Refusal::NoLongerAdmitted => texts.get("refusal.no_longer_admitted").to_owned(),
        Refusal::OwnNameOnly => texts.get("refusal.own_name_only").to_owned(),
        Refusal::LastAdmin => texts.get("refusal.last_admin").to_owned(),
        Refusal::UnfitName => texts.get("refusal.unfit_name").to_owned(),
        Refusal::NoUnit => texts.get("refusal.no_unit").to_owned(),
        Refusal::UnitsOfReporters => texts.get("refusal.units_of_reporters").to_owned(),
        Refusal::KeyTaken(name) => texts.fill("refusal.key_taken", &[("name", name)]),
        Refusal::OthersReport => texts.get("refusal.others_report").to_owned(),
        Refusal::NoTask(id) => texts.fill("refusal.no_task", &[("id", id)]),
        Refusal::NoPlan(year) => texts.fill("refusal.no_plan", &[("year", year)]),
        Refusal::ForeignPeriod(period, year) => {
            texts.fill("refusal.foreign_period", &[("period", period), ("year", year)])
        }
        Refusal::ForeignUnit(_) => texts.get("refusal.foreign_unit").to_owned(),
        Refusal::Stale { current, by, at } => {
            let at = at.map(|t| t.format("%m-%d %H:%M").to_string()).unwrap_or_default();
            texts.fill("refusal.stale", &[("revision", current), ("by", by), ("at", &at)])
        }
        Refusal::Unchanged => texts.get("refusal.unchanged").to_owned(),
        Refusal::NotEmpty => texts.get("refusal.not_empty").to_owned(),
        Refusal::Dangling(what) => texts.fill("refusal.dangling", &[("what", what)]),
        Refusal::NumberTaken(number) => texts.fill("refusal.number_taken", &[("number", number)]),
        Refusal::AlreadyOpen(period) => texts.fill("refusal.already_open", &[("period", period)]),
        Refusal::NoRecord(key) => texts.fill("refusal.no_record", &[("kind", &kind(key, texts))]),
        Refusal::Changed(key) => texts.fill("refusal.changed", &[("kind", &kind(key, texts))]),
        Refusal::Empty => texts.get("refusal.empty").to_owned(),
        Refusal::NameTaken(name) => texts.fill("refusal.name_taken", &[("name", name)]),
        Refusal::NameOf(name, unit) => texts.fill("refusal.name_of", &[("name", name), ("unit", unit)]),
        Refusal::UnitTwice(name) => texts.fill("refusal.unit_twice", &[("name", name)]),
        Refusal::NeedsReplacing(unit) => texts.fill("refusal.needs_replacing", &[("unit", unit)]),
        Refusal::InUse(tasks) => texts.fill("refusal.in_use", &[("tasks", tasks)]),
        Refusal::NoReason => texts.get("refusal.no_reason").to_owned(),
        Refusal::AlreadyVoid => texts.get("refusal.already_void").to_owned(),
        Refusal::NotCompleted => texts.get("refusal.not_completed").to_owned(),
        Refusal::Closed(number) => texts.fill("refusal.closed", &[("number", number)]),
        Refusal::NotClosed(number) => texts.fill("refusal.not_closed", &[("number", number)]),
        Refusal::FutureDay(day) => texts.fill("refusal.future_day", &[("day", day)]),
        Refusal::NotAssigned(number) => texts.fill("refusal.not_assigned", &[("number", number)]),
        Refusal::NotEarlier(number) => texts.fill("refusal.not_earlier", &[("number", number)]),
        Refusal::ReplacedLater(number, day) => {
            texts.fill("refusal.replaced_later", &[("number", number), ("day", day)])
        }
        Refusal::NothingToUndo => texts.get("refusal.nothing_to_undo").to_owned(),
        Refusal::AgreeFirst { revision, tasks, reports } => {
            texts.fill("refusal.agree_first", &[("revision", revision), ("tasks", tasks), ("reports", reports)])
        }
        Refusal::BuiltOn { revision, by, at } => {
            let at = at.format("%m-%d %H:%M").to_string();
            texts.fill("refusal.built_on", &[("revision", revision), ("by", by), ("at", &at)])
        }
    }
}

/// The key of the word for a role.
pub fn access_key(access: Access) -> &'static str {
    match access {
        Access::Viewer => "access.viewer",
        Access::Reporter => "access.reporter",
        Access::Supervisor => "access.supervisor",
        Access::Admin => "access.admin",
    }
}

/// The word for what a key names.
pub(super) fn kind<'a>(key: &RecordKey, texts: &'a Texts) -> &'a str {
    texts.get(kind_key(key.kind()))
}

/// The key of the word for a kind of record.
pub fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Plan => "record.plan",
        Kind::Category => "record.category",
        Kind::Leader => "record.leader",
        Kind::Unit => "record.unit",
        Kind::Official => "record.official",
        Kind::Task => "record.task",
        Kind::Report => "record.report",
        Kind::Person => "record.person",
        Kind::Reminder => "record.reminder",
    }
}
