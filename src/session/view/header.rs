//! The line on top: which plan and period is seen, and how its tasks stand in all.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Session, Tone, line};
use crate::domain::Status;
use crate::session::line::Line;
use crate::session::mark::Mark;
use crate::tui::text::clean;

/// Below this width the marks stand without their words.
const ROOMY: u16 = 80;

pub(super) fn draw(session: &Session, buf: &mut Buffer, area: Rect) {
    let (look, texts) = (&session.look, &session.look.texts);
    let Some(plan) = session.board.plan.and_then(|year| session.book.plan(year)) else {
        line(look, buf, area, area.y, &Line::of(" 督办 duban", Tone::Title), look.theme.header);
        return;
    };
    let mut words = Line::of(format!(" {} ", short_title(&clean(&plan.title))), Tone::Title);
    match session.board.period {
        Some(period) => {
            let due = texts.fill("header.schedule", &[("percent", &period.schedule_percent())]);
            words = words.with(format!(" {} {due}  ", period.label()), Tone::Plain);
        }
        None => words = words.with(format!(" {}  ", texts.get("header.no_period")), Tone::Dim),
    }
    let (counts, all) = counts(session);
    for (mark, count) in counts {
        // What is not there is left out, except what an office looks for first.
        let asked_for = matches!(mark.0, Some(Status::Completed | Status::OnSchedule | Status::Behind) | None);
        if count > 0 || asked_for {
            let word = if area.width < ROOMY { "" } else { texts.get(mark.word_key()) };
            let tone = if count > 0 { Tone::Mark(mark) } else { Tone::Dim };
            words = words
                .with(format!("{}{word}{count}", mark.glyph(look.width.plain_frames())), tone)
                .with("  ", Tone::Plain);
        }
    }
    words = words.with(texts.fill("header.total", &[("count", &all)]), Tone::Plain);
    line(look, buf, area, area.y, &words, look.theme.header);
}

/// The plan's title without what names the period and the table: 2021年市十件民生实事.
fn short_title(title: &str) -> &str {
    let ends = ["任务", "进展情况", "汇总表"];
    let end = ends.iter().filter_map(|word| title.find(word)).min().unwrap_or(title.len());
    title.get(..end).filter(|t| !t.is_empty()).unwrap_or(title)
}

/// How many tasks of the plan stand how, over all of them whatever is filtered.
fn counts(session: &Session) -> (Vec<(Mark, usize)>, usize) {
    if !session.whole {
        let totals = session.totals;
        let reported: u32 = totals.by_status.iter().sum();
        let by_status = Status::ALL.into_iter().zip(totals.by_status);
        let mut counts: Vec<_> = by_status.map(|(s, n)| (Mark(Some(s)), n as usize)).collect();
        counts.push((Mark(None), totals.tasks.saturating_sub(reported) as usize));
        return (counts, totals.tasks as usize);
    }
    (session.counts.clone(), session.counts.iter().map(|(_, n)| n).sum())
}
