//! What one edit changed, field by field: whole for programs, in short form for people.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::{Access, Book, CategoryId, Edit, LeaderId, OfficialId, Period, Record, Status, UnitId};
use crate::lang::{Texts, access_key, status_key};
use crate::row::{PeriodRow, RecordRow};

/// So many characters of a value are shown.
const SHORT: usize = 40;
/// So many characters that did not change are shown before those that did.
const LEAD: usize = 8;

/// A field that differs before and after.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct FieldShape {
    field: String,
    before: Option<Value>,
    after: Option<Value>,
}

/// The fields that an edit changed, by name; all that have a value where a record begins or ends.
pub(super) fn fields(edit: &Edit) -> Vec<FieldShape> {
    let (mut before, mut after) = (values(edit.before.as_ref()), values(edit.after.as_ref()));
    let names: BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
    let fields = names.into_iter().map(|name| {
        let (before, after) = (before.remove(&name), after.remove(&name));
        FieldShape { field: name, before, after }
    });
    fields.filter(|field| field.before != field.after).collect()
}

/// The fields of a record in the form it is kept in.
fn values(record: Option<&Record>) -> Map<String, Value> {
    let whole = record.and_then(|record| serde_json::to_value(RecordRow::from(record)).ok());
    // One object by the kind of the record, the fields in it.
    let kinds = whole.and_then(|whole| if let Value::Object(kinds) = whole { Some(kinds) } else { None });
    match kinds.and_then(|kinds| kinds.into_iter().next()) {
        Some((_, Value::Object(fields))) => fields,
        _ => Map::new(),
    }
}

impl FieldShape {
    /// The field with what it was and is in short form, or with what a record began with; none for what tells a person
    /// nothing.
    pub(super) fn say(&self, is_begun: bool, book: &Book, texts: &Texts) -> Option<String> {
        let name = texts.get(label(&self.field)?);
        let say = |value: &Option<Value>| value.as_ref().map(|v| spoken(&self.field, v, book, texts));
        let (before, after) = (say(&self.before).unwrap_or_default(), say(&self.after).unwrap_or_default());
        let same = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
        let short = |text: &str| short(text, same, texts);
        if is_begun {
            return Some(texts.fill("audit.begun", &[("field", &name), ("after", &short(&after))]));
        }
        let parts: [(&str, &dyn std::fmt::Display); 3] =
            [("field", &name), ("before", &short(&before)), ("after", &short(&after))];
        Some(texts.fill("audit.field", &parts))
    }
}

/// The part of a text in which it differs from another with which it has its first `same` characters in common.
fn short(text: &str, same: usize, texts: &Texts) -> String {
    if text.is_empty() {
        return texts.get("audit.empty").to_owned();
    }
    let from = if text.chars().count() > SHORT { same.saturating_sub(LEAD) } else { 0 };
    let mut rest = text.chars().skip(from);
    let mut shown: String = rest.by_ref().take(SHORT).map(|c| if c == '\n' { ' ' } else { c }).collect();
    if from > 0 {
        shown.insert(0, '…');
    }
    if rest.next().is_some() {
        shown.push('…');
    }
    shown
}

/// A value in words: names instead of numbers, one line for a list.
fn spoken(field: &str, value: &Value, book: &Book, texts: &Texts) -> String {
    match (field, value) {
        ("status", Value::String(code)) => texts.get(status_key(Status::from_code(code))).to_owned(),
        ("access", Value::String(code)) => {
            let access = Access::ALL.into_iter().find(|access| access.code() == code);
            access.map_or(code.as_str(), |access| texts.get(access_key(access))).to_owned()
        }
        ("review", Value::String(code)) => texts.get(review_key(code)).to_owned(),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Array(values)) => {
            values.iter().map(|value| spoken(field, value, book, texts)).collect::<Vec<_>>().join("、")
        }
        ("assignments" | "tenures", Value::Object(parts)) => {
            let name = |part: &str| parts.get(part).map(|id| spoken(part, id, book, texts));
            let dates = [parts.get("from"), parts.get("to")].into_iter().flatten().filter_map(Value::as_str);
            name("unit")
                .into_iter()
                .chain(name("official"))
                .chain(dates.map(str::to_owned))
                .collect::<Vec<_>>()
                .join(" ")
        }
        ("review", Value::Object(returned)) => {
            let why = returned.values().filter_map(Value::as_str).next().unwrap_or_default();
            texts.fill("audit.returned", &[("why", &why)])
        }
        ("periods", Value::Object(parts)) => {
            let period = parts.get("period").and_then(|period| PeriodRow::deserialize(period).ok());
            let label = period.and_then(|period| Period::try_from(period).ok()).map(Period::label);
            let opened = parts.get("opened_on").and_then(Value::as_str).map(str::to_owned);
            label.into_iter().chain(opened).collect::<Vec<_>>().join(" ")
        }
        ("deadline", Value::Object(parts)) => {
            parts.get("printed").and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        ("keys", Value::Object(key)) => key.get("fingerprint").and_then(Value::as_str).unwrap_or_default().to_owned(),
        (_, Value::Number(number)) => {
            let id = number.as_u64().and_then(|id| u32::try_from(id).ok()).unwrap_or_default();
            named(field, id, book).map_or_else(|| number.to_string(), str::to_owned)
        }
        (_, other) => other.to_string(),
    }
}

/// The key of the word for how far a review has come.
fn review_key(code: &str) -> &'static str {
    match code {
        "draft" => "audit.draft",
        "submitted" => "audit.submitted",
        _ => "audit.accepted",
    }
}

/// The name of what a field refers to by number.
fn named<'a>(field: &str, id: u32, book: &'a Book) -> Option<&'a str> {
    match field {
        "unit" | "units" | "members" => book.unit(UnitId(id)).map(|unit| unit.name.as_str()),
        "official" => book.official(OfficialId(id)).map(|official| official.name.as_str()),
        "leader" => book.leader(LeaderId(id)).map(|leader| leader.name.as_str()),
        "category" => book.category(CategoryId(id)).map(|category| category.name.as_str()),
        _ => None,
    }
}

/// The key of the word for a field; none for what stands in the line above, or says nothing to a person.
fn label(field: &str) -> Option<&'static str> {
    Some(match field {
        "number" => "field.number",
        "name" => "field.name",
        "title" => "field.title",
        "issuer" => "field.issuer",
        "periods" => "field.period",
        "settings" => "audit.settings",
        "order" => "field.order",
        "category" => "field.category",
        "text" => "field.text",
        "leader" => "field.leader",
        "assignments" => "field.assignments",
        "indicators" => "audit.indicators",
        "deadline" => "field.deadline",
        "remark" => "field.remark",
        "predecessor" => "cli.predecessor",
        "closed_on" => "field.closed_on",
        "short_names" => "field.short_names",
        "aliases" => "field.aliases",
        "members" => "field.members",
        "post" => "field.post",
        "telephone" => "field.telephone",
        "tenures" => "field.offices",
        "status" => "form.status",
        "status_text" => "audit.status_text",
        "review" => "audit.review",
        "progress" => "form.progress",
        "problems" => "form.problems",
        "next_steps" => "form.next_steps",
        "measurements" => "audit.measurements",
        "reported_on" => "form.date",
        "access" => "audit.access",
        "units" => "audit.units",
        "keys" => "audit.keys",
        "void" => "field.why",
        _ => return None,
    })
}
