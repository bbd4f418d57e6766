//! What screens, lists and search ask of the picture.

use std::sync::Arc;

use super::{
    Book, Category, CategoryId, Leader, LeaderId, Official, OfficialId, Period, Person, Plan, PlanYear, Reminder,
    Report, ReportHead, ReportKey, Standing, Task, TaskId, Unit, UnitId, same_name,
};

impl Book {
    /// All plans that are not void, oldest first.
    pub fn plans(&self) -> impl DoubleEndedIterator<Item = &Arc<Plan>> {
        self.plans.values().filter(|p| p.void.is_none())
    }

    /// The plan of a year, void or not.
    pub fn plan(&self, year: PlanYear) -> Option<&Arc<Plan>> {
        self.plans.get(&year)
    }

    /// The newest plan that is not void.
    pub fn latest_plan(&self) -> Option<&Arc<Plan>> {
        self.plans().next_back()
    }

    /// The categories of all plans that are not void, in the order they were made.
    pub fn categories(&self) -> impl Iterator<Item = &Arc<Category>> {
        self.categories.values().filter(|c| c.void.is_none())
    }

    /// One category, void or not.
    pub fn category(&self, id: CategoryId) -> Option<&Arc<Category>> {
        self.categories.get(&id)
    }

    /// All leaders that are not void, in the order they were made.
    pub fn leaders(&self) -> impl Iterator<Item = &Arc<Leader>> {
        self.leaders.values().filter(|l| l.void.is_none())
    }

    /// One leader, void or not.
    pub fn leader(&self, id: LeaderId) -> Option<&Arc<Leader>> {
        self.leaders.get(&id)
    }

    /// All units that are not void, in the order they were made.
    pub fn units(&self) -> impl Iterator<Item = &Arc<Unit>> {
        self.units.values().filter(|u| u.void.is_none())
    }

    /// One unit, void or not.
    pub fn unit(&self, id: UnitId) -> Option<&Arc<Unit>> {
        self.units.get(&id)
    }

    /// All officials that are not void, in the order they were made.
    pub fn officials(&self) -> impl Iterator<Item = &Arc<Official>> {
        self.officials.values().filter(|o| o.void.is_none())
    }

    /// One official, void or not.
    pub fn official(&self, id: OfficialId) -> Option<&Arc<Official>> {
        self.officials.get(&id)
    }

    /// All tasks of all plans that are not void, in the order they were made.
    pub fn tasks(&self) -> impl Iterator<Item = &Arc<Task>> {
        self.tasks.values().filter(|t| t.void.is_none())
    }

    /// One task, void or not.
    pub fn task(&self, id: TaskId) -> Option<&Arc<Task>> {
        self.tasks.get(&id)
    }

    /// The tasks of a plan that are not void, by number.
    pub fn tasks_of(&self, plan: PlanYear) -> impl DoubleEndedIterator<Item = &Arc<Task>> {
        self.numbers.range((plan, 0)..=(plan, u32::MAX)).filter_map(|(_, id)| self.tasks.get(id))
    }

    /// The tasks of a plan that are void, in the order they were made.
    pub fn void_tasks_of(&self, plan: PlanYear) -> impl Iterator<Item = &Arc<Task>> {
        self.tasks.values().filter(move |t| t.plan == plan && t.void.is_some())
    }

    /// The task with a printed number in a plan; a void task has given its number up.
    pub fn task_numbered(&self, plan: PlanYear, number: u32) -> Option<&Arc<Task>> {
        self.numbers.get(&(plan, number)).and_then(|id| self.tasks.get(id))
    }

    /// The units that answer for a task, each with the units it stands for behind it: those report their own part.
    pub fn answering(&self, task: &Task) -> impl Iterator<Item = UnitId> {
        let members = |group| self.unit(group).map(|group| group.members.as_slice()).unwrap_or_default();
        task.assignments.iter().flat_map(move |a| std::iter::once(a.unit).chain(members(a.unit).iter().copied()))
    }

    /// Whether a unit answers for a task, itself or as one of a group.
    pub fn answers_for(&self, task: &Task, unit: UnitId) -> bool {
        self.answering(task).any(|answering| answering == unit)
    }

    /// What is known of one report without its words.
    pub fn head(&self, key: &ReportKey) -> Option<&ReportHead> {
        self.heads.get(key)
    }

    /// What is known of all reports on one task, oldest period first, the task's own before its units'.
    pub fn heads_of(&self, plan: PlanYear, task: TaskId) -> impl DoubleEndedIterator<Item = (&ReportKey, &ReportHead)> {
        self.heads.range(ReportKey::all_on(plan, task))
    }

    /// The task's own report of the newest period, with its words.
    pub fn latest_report(&self, task: TaskId) -> Option<&Arc<Report>> {
        self.latest.get(&task)
    }

    /// How a task stands in a period by its own report.
    pub fn standing(&self, task: &Task, period: Period) -> Standing<'_> {
        match self.heads.get(&ReportKey { plan: task.plan, task: task.id, period, unit: None }) {
            Some(head) if head.counts => Standing::Reported(head),
            _ => Standing::Unreported,
        }
    }

    /// The period a plan is seen at unless another is asked for: the latest opened, else the latest with a report.
    pub fn current_period(&self, plan: PlanYear) -> Option<Period> {
        let periods = &self.plans.get(&plan)?.periods;
        let opened = periods.iter().filter(|p| p.opened_on.is_some()).map(|p| p.period).max();
        opened.or_else(|| periods.iter().map(|p| p.period).max())
    }

    /// All people who were ever admitted, by name; those who may no longer enter are void.
    pub fn people(&self) -> impl Iterator<Item = &Arc<Person>> {
        self.people.values()
    }

    /// The person of a name, void or not, however its blanks were typed.
    pub fn person(&self, name: &str) -> Option<&Arc<Person>> {
        self.people.get(name).or_else(|| self.people().find(|person| same_name(&person.name, name)))
    }

    /// Whoever may enter with a key.
    pub fn person_with_key(&self, fingerprint: &str) -> Option<&Arc<Person>> {
        self.people().find(|person| person.void.is_none() && person.has_key(fingerprint))
    }

    /// All reminders, in the order they were sent.
    pub fn reminders(&self) -> impl Iterator<Item = &Arc<Reminder>> {
        self.reminders.values()
    }
}
