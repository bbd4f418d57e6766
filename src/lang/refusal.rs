//! Turns a refusal into a sentence: what happened to the data, and what to do next.

use super::Texts;
use crate::domain::Refusal;

/// The sentence for a refusal in the language of `texts`.
pub fn say_refusal(refusal: &Refusal, texts: &Texts) -> String {
    match refusal {
        Refusal::Forbidden(needed) => {
            let role = texts.get(match needed.code() {
                "viewer" => "access.viewer",
                "reporter" => "access.reporter",
                "supervisor" => "access.supervisor",
                _ => "access.admin",
            });
            texts.fill("refusal.forbidden", &[("role", &role)])
        }
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
    }
}
