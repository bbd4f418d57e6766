//! Narrows a list down: names are matched as the search matches them, several matches count together.

use std::collections::BTreeSet;

use super::args::{List, Wanted};
use super::find::View;
use super::out::Out;
use super::shape::head;
use crate::domain::{Book, Kind, Past, ReportKey, Task, TaskId};
use crate::search::Names;
use crate::store::Reading;

/// What a task must be to stay.
pub(super) struct Filter<'a> {
    asked: &'a List,
    reading: &'a Reading,
    view: View,
    named: Vec<BTreeSet<TaskId>>,
}

impl<'a> Filter<'a> {
    /// Looks the names up; several matches, or none, are told beside the output.
    pub fn of(asked: &'a List, reading: &'a Reading, view: View, out: &mut Out<'_>) -> Self {
        let wanted = [
            (Kind::Category, "search.category", &asked.category),
            (Kind::Unit, "search.unit", &asked.unit),
            (Kind::Official, "search.official", &asked.official),
            (Kind::Leader, "search.leader", &asked.leader),
        ];
        let mut named = Vec::new();
        if wanted.iter().any(|(_, _, query)| query.is_some()) {
            let names = Names::of(reading.book());
            for (kind, word, query) in wanted {
                if let Some(query) = query {
                    named.push(tasks_of(&names, reading.book(), view, (kind, word), query, out));
                }
            }
        }
        Self { asked, reading, view, named }
    }

    /// Whether a task stays.
    pub fn keeps(&self, task: &Task) -> bool {
        self.named.iter().all(|tasks| tasks.contains(&task.id)) && self.stands(task) && self.is_recent(task)
    }

    fn stands(&self, task: &Task) -> bool {
        let head = head(self.reading.book(), task, self.view.period);
        match self.asked.status {
            None => true,
            Some(Wanted::Unreported) => head.is_none(),
            Some(Wanted::Status(status)) => head.is_some_and(|h| h.status == status),
        }
    }

    /// Whether its report of the period was recorded on the day asked for, or later.
    fn is_recent(&self, task: &Task) -> bool {
        let Some(since) = self.asked.updated_since else { return true };
        let key = self.view.period.map(|period| ReportKey { plan: task.plan, task: task.id, period, unit: None });
        let report = key.filter(|_| head(self.reading.book(), task, self.view.period).is_some());
        report.and_then(|key| self.reading.report(&key)).is_some_and(|r| r.at.date_naive() >= since)
    }
}

fn tasks_of(
    names: &Names,
    book: &Book,
    view: View,
    (kind, word): (Kind, &str),
    query: &str,
    out: &mut Out<'_>,
) -> BTreeSet<TaskId> {
    let in_plan = |id: &TaskId| book.task(*id).is_some_and(|t| t.plan == view.plan);
    let mut hits = names.find(query, &[kind]);
    hits.retain(|hit| hit.tasks.iter().any(in_plan));
    let kind = out.texts().get(word).to_owned();
    let found: Vec<&str> = hits.iter().map(|hit| hit.name.as_str()).collect();
    let sentence = match found.len() {
        0 => Some(out.say("cli.no_name", &[("query", &query), ("kind", &kind)])),
        1 => None,
        count => {
            let names = found.join("、");
            Some(out.say("cli.union", &[("query", &query), ("count", &count), ("kind", &kind), ("names", &names)]))
        }
    };
    if let Some(sentence) = sentence {
        out.remark(&sentence);
    }
    hits.iter().flat_map(|hit| hit.tasks.iter().copied()).collect()
}
