//! The menu of what the supervision office changes: what can be done here and now, and why the rest cannot.

use std::sync::Arc;

use super::overlay::{Choice, Menu, Overlay};
use super::record::{Picker, Purpose, RecordForm, blank};
use super::{Action, Effect, Session};
use crate::domain::{Command, Kind, PlanYear, Record, RecordKey, Refusal, ReportKey, Version, Voiding};
use crate::lang::{kind_key, say_refusal};
use crate::tui::keys::Chord;
use crate::tui::text::clean;

/// Something that is done to the records of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    EditTask,
    Close,
    Reopen,
    VoidTask,
    VoidReport,
    Replace,
    Kind(Kind),
    Plans,
    New(Kind),
    Afresh(Kind),
    Edit(Kind),
    Void(Kind),
    EditPlan,
    VoidPlan,
    OpenPeriod,
}

impl Doing {
    /// The key of its words.
    pub fn word_key(self) -> &'static str {
        match self {
            Self::EditTask => "manage.edit_task",
            Self::Close => "manage.close",
            Self::Reopen => "manage.reopen",
            Self::VoidTask => "manage.void_task",
            Self::VoidReport => "manage.void_report",
            Self::Replace => "manage.replace",
            Self::Kind(_) => "manage.kind",
            Self::Plans => "manage.plans",
            Self::New(_) => "manage.new",
            Self::Afresh(_) => "manage.afresh",
            Self::Edit(_) => "manage.edit",
            Self::Void(_) => "manage.void",
            Self::EditPlan => "manage.edit_plan",
            Self::VoidPlan => "manage.void_plan",
            Self::OpenPeriod => "manage.open_period",
        }
    }
}

impl Session {
    /// What the menu offers first: the task under the cursor, then who answers, then plans.
    pub(super) fn manageable(&self) -> Vec<Doing> {
        let closing = if self.task().is_some_and(|t| t.closed_on.is_some()) { Doing::Reopen } else { Doing::Close };
        vec![
            Doing::EditTask,
            closing,
            Doing::VoidTask,
            Doing::VoidReport,
            Doing::Replace,
            Doing::New(Kind::Task),
            Doing::Kind(Kind::Category),
            Doing::Kind(Kind::Unit),
            Doing::Kind(Kind::Official),
            Doing::Kind(Kind::Leader),
            Doing::Plans,
        ]
    }

    /// What a doing is called, with the task or kind it is about.
    pub(super) fn name_of_doing(&self, doing: Doing) -> String {
        let texts = &self.look.texts;
        let number = self.task().map_or(0, |task| task.number);
        let kind = match doing {
            Doing::Kind(kind) | Doing::New(kind) | Doing::Afresh(kind) | Doing::Edit(kind) | Doing::Void(kind) => {
                texts.get(kind_key(kind))
            }
            _ => "",
        };
        let year = self.board.plan.unwrap_or_default();
        texts.fill(doing.word_key(), &[("number", &number), ("kind", &kind), ("year", &year)])
    }

    /// Why something cannot be done here and now.
    pub(super) fn hindrance(&self, doing: Doing) -> Option<String> {
        let texts = &self.look.texts;
        let needs_task =
            matches!(doing, Doing::EditTask | Doing::Close | Doing::Reopen | Doing::VoidTask | Doing::VoidReport);
        let needs_plan = matches!(
            doing,
            Doing::New(Kind::Task)
                | Doing::Kind(Kind::Category)
                | Doing::EditPlan
                | Doing::VoidPlan
                | Doing::OpenPeriod
        );
        if needs_task && self.task().is_none() {
            return Some(texts.get("obstacle.no_task").to_owned());
        }
        if needs_plan && self.board.plan.is_none() {
            return Some(texts.get("obstacle.no_plan").to_owned());
        }
        if doing == Doing::VoidReport && self.voidable().is_empty() {
            return Some(texts.get("obstacle.no_report").to_owned());
        }
        match self.dry_run(&self.sample(doing)?) {
            Err(refusal @ Refusal::Forbidden(_)) => Some(say_refusal(&refusal, texts)),
            Err(refusal) if matches!(doing, Doing::Close | Doing::Reopen | Doing::VoidPlan) => {
                Some(say_refusal(&refusal, texts))
            }
            _ => None,
        }
    }

    /// A command of the kind that a doing leads to.
    fn sample(&self, doing: Doing) -> Option<Command> {
        let task = self.task();
        Some(match doing {
            Doing::Close => Command::Close(task?.id, self.now.date_naive()),
            Doing::Reopen => Command::Reopen(task?.id),
            Doing::VoidPlan => {
                let (key, why) = (RecordKey::Plan(self.board.plan?), String::from("-"));
                Command::Void(Voiding { key, seen: None, why })
            }
            _ => Command::Enter(Box::new(Version { seen: None, record: blank(&self.book, Kind::Plan, None, "")? })),
        })
    }

    /// The reports on the task under the cursor that count.
    fn voidable(&self) -> Vec<ReportKey> {
        let Some(task) = self.task() else { return Vec::new() };
        let heads = self.book.heads_of(task.plan, task.id).filter(|(_, head)| head.counts);
        heads.map(|(key, _)| *key).rev().collect()
    }

    /// Does what was chosen in the menu: another menu, a list to choose from, or a form.
    pub(super) fn manage(&mut self, doing: Doing) -> Vec<Effect> {
        if let Some(why) = self.hindrance(doing) {
            self.notice = Some(why);
            return Vec::new();
        }
        let (plan, task) = (self.board.plan, self.task().cloned());
        match doing {
            Doing::Kind(kind) => {
                self.open_doings("menu.kind", vec![Doing::New(kind), Doing::Edit(kind), Doing::Void(kind)]);
            }
            Doing::Plans => {
                self.open_doings(
                    "menu.plans",
                    vec![Doing::OpenPeriod, Doing::EditPlan, Doing::New(Kind::Plan), Doing::VoidPlan],
                );
            }
            Doing::Edit(kind) | Doing::Void(kind) => {
                let mut picker = Picker::new(&self.book, kind, plan, None, None);
                picker.offers_new = false;
                self.overlay = Overlay::Pick(Box::new(picker), doing);
            }
            Doing::VoidReport => match self.voidable().as_slice() {
                [only] => return self.void_report(*only),
                several => {
                    let choices: Vec<Choice> = several.iter().copied().map(Choice::Report).collect();
                    // The period seen is the one meant most often.
                    let seen = several.iter().position(|key| Some(key.period) == self.board.period);
                    let cursor = seen.unwrap_or(0);
                    self.overlay = Overlay::Menu(Menu { title: "menu.void_report", choices, cursor });
                }
            },
            Doing::EditTask => {
                if let Some(seen) = task.map(Record::Task) {
                    return self.open_record(Purpose::Enter(seen.clone()), Some(seen));
                }
            }
            Doing::EditPlan => {
                if let Some(seen) = plan.and_then(|plan| self.book.plan(plan)).cloned().map(Record::Plan) {
                    return self.open_record(Purpose::Enter(seen.clone()), Some(seen));
                }
            }
            Doing::New(kind) => {
                let begun = self.begun(kind, plan.filter(|_| matches!(kind, Kind::Task | Kind::Category)));
                if begun.is_empty() {
                    return self.open_new(kind);
                }
                let choices = begun.into_iter().map(Choice::Draft).chain([Choice::Doing(Doing::Afresh(kind))]);
                self.overlay = Overlay::Menu(Menu { title: "menu.begun", choices: choices.collect(), cursor: 0 });
            }
            Doing::Afresh(kind) => return self.open_new(kind),
            Doing::Close | Doing::Reopen | Doing::VoidTask => {
                let Some(task) = task else { return Vec::new() };
                let purpose = match doing {
                    Doing::Close => Purpose::Close(task.id),
                    Doing::Reopen => Purpose::Reopen(task.id),
                    _ => Purpose::Void(RecordKey::Task(task.id), None),
                };
                return self.open_record(purpose, None);
            }
            Doing::Replace => return self.open_record(Purpose::Replace(task.map(|task| task.id)), None),
            Doing::VoidPlan => {
                if let Some(plan) = plan {
                    return self.open_record(Purpose::Void(RecordKey::Plan(plan), None), None);
                }
            }
            Doing::OpenPeriod => {
                if let Some(plan) = plan {
                    return self.open_record(Purpose::OpenPeriod(plan), None);
                }
            }
        }
        Vec::new()
    }

    /// Opens the form of something new, near what the board stands at.
    fn open_new(&mut self, kind: Kind) -> Vec<Effect> {
        let next = self.book.latest_plan().map(|plan| PlanYear(plan.year.0 + 1));
        let this = u16::try_from(chrono::Datelike::year(&self.now)).map(PlanYear).unwrap_or_default();
        let plan = if kind == Kind::Plan { next.or(Some(this)) } else { self.board.plan };
        let Some(mut record) = blank(&self.book, kind, plan, "") else { return Vec::new() };
        if let (Record::Task(new), Some(task)) = (&mut record, self.task()) {
            Arc::make_mut(new).category = task.category;
        }
        self.open_record(Purpose::Enter(record), None)
    }

    pub(super) fn open_doings(&mut self, title: &'static str, doings: Vec<Doing>) {
        let choices = doings.into_iter().map(Choice::Doing).collect();
        self.overlay = Overlay::Menu(Menu { title, choices, cursor: 0 });
    }

    pub(super) fn void_report(&mut self, key: ReportKey) -> Vec<Effect> {
        let seen = self.book.head(&key).map(|head| head.revision);
        self.open_record(Purpose::Void(RecordKey::Report(key), seen), None)
    }

    /// A record is chosen to be changed or made void.
    pub(super) fn press_in_pick(&mut self, chord: Chord) -> Vec<Effect> {
        let rows = self.areas().map_or(1, |a| usize::from(a.pane_rows()));
        let action = self.look.keys.action(&chord).filter(|_| chord.text().is_none());
        let Overlay::Pick(picker, doing) = &mut self.overlay else { return Vec::new() };
        if action == Some(Action::Back) {
            let kind = picker.kind;
            return self.manage(Doing::Kind(kind));
        }
        let doing = *doing;
        let Some(super::record::Chosen::Record(key)) = picker.press(&self.book, &chord, action, rows) else {
            return Vec::new();
        };
        match (doing, self.book.record(&key)) {
            (Doing::Void(_), _) => self.open_record(Purpose::Void(key, None), None),
            (_, Some(seen)) => self.open_record(Purpose::Enter(seen.clone()), Some(seen)),
            _ => Vec::new(),
        }
    }

    /// What a form does, with the name of what it does it to.
    pub(super) fn title_of(&self, form: &RecordForm) -> String {
        clean(&form.entry().say(&self.book, &self.look.texts)).into_owned()
    }
}
