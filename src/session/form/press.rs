//! What a key does in the form.

use tui_input::Input;

use super::{Field, Form, Stage, periods, units};
use crate::domain::{Refusal, ReportKey, Status};
use crate::draft::Topic;
use crate::lang::say_refusal;
use crate::session::overlay::{Overlay, steps};
use crate::session::{Action, Effect, Session, edit};
use crate::tui::editor::Edit;
use crate::tui::keys::{Chord, Code};

impl Session {
    /// Asks for what a form on the task under the cursor needs.
    pub(in crate::session) fn open_form(&mut self) -> Vec<Effect> {
        let Some(task) = self.task() else { return Vec::new() };
        if task.closed_on.is_some() {
            self.tell(say_refusal(&Refusal::Closed(task.number), &self.look.texts));
            return Vec::new();
        }
        let seen = self.board.period.filter(|period| period.year() == task.plan.0);
        let Some(period) = seen.or_else(|| periods(&self.book, task).into_iter().next()) else { return Vec::new() };
        match self.look.who.reports_for(task, &self.book) {
            Ok(unit) => vec![Effect::Prepare(ReportKey { plan: task.plan, task: task.id, period, unit })],
            Err(refusal) => {
                self.tell(say_refusal(&refusal, &self.look.texts));
                Vec::new()
            }
        }
    }

    pub(in crate::session) fn press_in_form(&mut self, chord: Chord) -> Vec<Effect> {
        let rows = self.areas().map_or(1, |a| usize::from(a.pane_rows()));
        let Overlay::Form(form) = &mut self.overlay else { return Vec::new() };
        let was_dropping = std::mem::take(&mut form.kept.is_dropping);
        let action = self.look.keys.action(&chord).filter(|_| chord.text().is_none());
        let read = action.and_then(|action| steps(action, rows)).filter(|_| form.stage != Stage::Writing);
        if let Some(lines) = read {
            form.top = form.top.saturating_add_signed(lines);
            return Vec::new();
        }
        match (&form.stage, action) {
            (Stage::Storing, _) => Vec::new(),
            (_, Some(Action::DropDraft)) => self.drop_draft(was_dropping),
            (Stage::Summary, action) => self.press_in_summary(action),
            (Stage::Clash(..), action) => self.press_in_clash(action),
            (Stage::Writing, Some(Action::Back)) => self.leave_form(),
            (Stage::Writing, Some(Action::Save | Action::Update)) => {
                self.sum_up();
                Vec::new()
            }
            (Stage::Writing, Some(Action::Editor)) => self.lend(),
            (Stage::Writing, Some(Action::Pane)) => self.go_to_field(1),
            (Stage::Writing, _) if chord.code == Code::BackTab => self.go_to_field(-1),
            (Stage::Writing, _) => self.press_in_field(chord),
        }
    }

    fn go_to_field(&mut self, steps: isize) -> Vec<Effect> {
        if let Overlay::Form(form) = &mut self.overlay {
            form.field = form.field.step(steps);
        }
        Vec::new()
    }

    /// Shows what would be stored, or says what is missing.
    fn sum_up(&mut self) {
        let Overlay::Form(form) = &mut self.overlay else { return };
        if form.day().is_none() {
            form.field = Field::Date;
            self.notice = Some(self.look.texts.get("form.no_date").to_owned());
            return;
        }
        form.stage = Stage::Summary;
        form.top = 0;
    }

    fn press_in_summary(&mut self, action: Option<Action>) -> Vec<Effect> {
        match action {
            Some(Action::Enter | Action::Save) => return self.hand_in(),
            Some(Action::Back) => {
                if let Overlay::Form(form) = &mut self.overlay {
                    form.stage = Stage::Writing;
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// Both texts are seen: Enter goes on with one's own words on what is there now, Copy takes theirs over.
    fn press_in_clash(&mut self, action: Option<Action>) -> Vec<Effect> {
        let Overlay::Form(form) = &mut self.overlay else { return Vec::new() };
        let Stage::Clash(theirs, _) = &form.stage else { return Vec::new() };
        let theirs = theirs.clone();
        match action {
            Some(Action::Enter) => {
                form.seen = Some(theirs.revision);
                form.current = Some(theirs);
                form.is_compared = false;
                form.stage = Stage::Summary;
            }
            Some(Action::Copy) => {
                for at in 0..3 {
                    form.replace(at, super::part_of(&theirs, at));
                }
                form.touch();
                form.status = theirs.status;
                form.date = Input::new(theirs.reported_on.to_string());
                form.seen = Some(theirs.revision);
                form.current = Some(theirs);
                form.is_compared = false;
                form.stage = Stage::Writing;
                self.notice = Some(self.look.texts.get("form.taken").to_owned());
            }
            Some(Action::Back) => form.stage = Stage::Writing,
            _ => {}
        }
        Vec::new()
    }

    fn press_in_field(&mut self, chord: Chord) -> Vec<Effect> {
        let Overlay::Form(form) = &mut self.overlay else { return Vec::new() };
        match (form.field, chord.code) {
            (Field::Part(_), _) => {}
            (_, Code::Up) => return self.go_to_field(-1),
            (_, Code::Down | Code::Enter) => return self.go_to_field(1),
            _ => {}
        }
        match form.field {
            Field::Part(at) => {
                let edit = Edit::of(&chord);
                let changed = form.parts.get_mut(at).zip(edit).is_some_and(|(part, edit)| part.edit(&edit));
                form.touch_if(changed);
                Vec::new()
            }
            Field::Date => {
                let changed = edit::edit(&mut form.date, &chord);
                form.touch_if(changed);
                Vec::new()
            }
            Field::Status => {
                let next = turned(&Status::ALL, form.status, chord);
                if let Some(status) = next.filter(|status| *status != form.status) {
                    form.status = status;
                    form.touch();
                }
                Vec::new()
            }
            Field::Period => {
                let keys = periods(&self.book, &form.task).into_iter().map(|period| ReportKey { period, ..form.key });
                let keys: Vec<ReportKey> = keys.collect();
                self.turn_form(&keys, chord)
            }
            Field::Unit => {
                let keys = units(&self.book, &form.task).into_iter().map(|unit| ReportKey { unit, ..form.key });
                let keys: Vec<ReportKey> = keys.collect();
                self.turn_form(&keys, chord)
            }
        }
    }

    /// Goes on with the same words for another period or unit; one that has a draft of its own is passed over, for
    /// neither of two texts may take the place of the other.
    fn turn_form(&mut self, all: &[ReportKey], chord: Chord) -> Vec<Effect> {
        let Overlay::Form(form) = &self.overlay else { return Vec::new() };
        let now = form.key;
        let draft = |key: &ReportKey| self.draft_on(&Topic::Report(*key)).filter(|_| *key != now);
        let free: Vec<ReportKey> = all.iter().filter(|key| draft(key).is_none()).copied().collect();
        let next = turned(&free, now, chord);
        if let Some(passed) = turned(all, now, chord).as_ref().and_then(draft) {
            let (about, keys) = (self.about(passed), &self.look.keys);
            let (back, drafts) = (keys.first_of(Action::Back), keys.first_of(Action::Drafts));
            let parts: [(&str, &dyn std::fmt::Display); 3] = [("about", &about), ("back", &back), ("drafts", &drafts)];
            self.notice = Some(self.look.texts.fill("form.passed", &parts));
        }
        next.filter(|key| *key != now).map(Effect::Prepare).into_iter().collect()
    }

    /// Takes keys that came at once: from where a text has the keys they are a paste, and a Tab does not scatter it.
    pub(in crate::session) fn take_run(&mut self, chords: &[Chord]) -> Vec<Effect> {
        let mut effects = Vec::new();
        for (at, chord) in chords.iter().enumerate() {
            let is_in_text = match &self.overlay {
                Overlay::Form(form) => form.is_in_text(),
                Overlay::Record(form) => form.is_in_text(),
                _ => false,
            };
            if is_in_text {
                let text: String = chords.iter().skip(at).filter_map(Chord::written).collect();
                effects.extend(self.paste(&text));
                break;
            }
            effects.extend(self.press(*chord));
        }
        effects
    }

    /// A paste goes into the field that has the keys.
    pub(in crate::session) fn paste_in_form(&mut self, text: &str) {
        let Overlay::Form(form) = &mut self.overlay else { return };
        if form.stage != Stage::Writing {
            return;
        }
        match form.field {
            Field::Part(at) => {
                let pasted = Edit::Paste(text.to_owned());
                let changed = form.parts.get_mut(at).is_some_and(|part| part.edit(&pasted));
                form.touch_if(changed);
            }
            Field::Date => {
                let changed = edit::insert(&mut form.date, text.lines().next().unwrap_or_default());
                form.touch_if(changed);
            }
            Field::Period | Field::Unit | Field::Status => {}
        }
    }
}

impl Form {
    /// Whether keys are text now.
    fn is_in_text(&self) -> bool {
        self.stage == Stage::Writing && matches!(self.field, Field::Part(_))
    }

    pub(super) fn touch_if(&mut self, changed: bool) {
        if changed {
            self.touch();
        }
    }
}

/// The choice beside `now` that an arrow to the side or a blank leads to; only with a blank the ends join.
fn turned<T: Copy + PartialEq>(all: &[T], now: T, chord: Chord) -> Option<T> {
    let at = all.iter().position(|one| *one == now);
    match chord.code {
        Code::Left => at.and_then(|at| all.get(at.checked_sub(1)?)).copied(),
        Code::Right => all.get(at.map_or(0, |at| at + 1)).copied(),
        _ => {
            chord.text().filter(|c| *c == ' ').and_then(|_| all.get(at.map_or(0, |at| at + 1)).or(all.first()).copied())
        }
    }
}
