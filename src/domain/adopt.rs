//! Decides how a whole book is taken over into an empty ledger: all of it, or nothing.

use std::collections::BTreeSet;

use super::decide::Decision;
use super::{Book, Deed, Edit, Record, RecordKey, Refusal};

pub(super) fn decide(book: &Book, records: &[Record]) -> Result<Decision, Refusal> {
    if !book.is_empty() {
        let all_here = records.iter().all(|r| match r {
            Record::Report(report) => book.head(&report.key).is_some_and(|h| h.revision == report.revision),
            other => book.record(&other.key()).as_ref() == Some(other),
        });
        return if all_here { Ok(Decision { deed: Deed::Adopt, edits: Vec::new() }) } else { Err(Refusal::NotEmpty) };
    }
    let held: BTreeSet<RecordKey> = records.iter().map(Record::key).collect();
    if held.len() != records.len() {
        return Err(Refusal::Dangling(String::from("two records of one name")));
    }
    for record in records {
        for needed in refers_to(record) {
            if !held.contains(&needed) {
                return Err(Refusal::Dangling(format!("{needed:?}")));
            }
        }
    }
    let edits = records.iter().map(|r| Edit { before: None, after: Some(r.clone()) }).collect();
    Ok(Decision { deed: Deed::Adopt, edits })
}

/// The records that `record` cannot do without.
fn refers_to(record: &Record) -> Vec<RecordKey> {
    match record {
        Record::Plan(_) | Record::Leader(_) => Vec::new(),
        Record::Category(r) => vec![RecordKey::Plan(r.plan)],
        Record::Unit(r) => r.members.iter().map(|u| RecordKey::Unit(*u)).collect(),
        Record::Official(r) => r.tenures.iter().map(|t| RecordKey::Unit(t.unit)).collect(),
        Record::Task(r) => {
            let mut keys = vec![RecordKey::Plan(r.plan), RecordKey::Category(r.category)];
            keys.extend(r.leader.map(RecordKey::Leader));
            keys.extend(r.predecessor.map(RecordKey::Task));
            for assignment in &r.assignments {
                keys.push(RecordKey::Unit(assignment.unit));
                keys.extend(assignment.official.map(RecordKey::Official));
            }
            keys
        }
        Record::Report(r) => {
            let mut keys = vec![RecordKey::Plan(r.key.plan), RecordKey::Task(r.key.task)];
            keys.extend(r.key.unit.map(RecordKey::Unit));
            keys
        }
        Record::Person(r) => r.units.iter().map(|u| RecordKey::Unit(*u)).collect(),
        Record::Reminder(r) => vec![RecordKey::Plan(r.plan), RecordKey::Unit(r.unit)],
    }
}
