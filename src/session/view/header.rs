//! The line on top: which plan and period is seen, and how its tasks stand in all.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Session, Tone, line};
use crate::domain::Status;
use crate::session::line::Line;
use crate::session::mark::Mark;
use crate::tui::text::clean;

pub(super) fn draw(session: &Session, buf: &mut Buffer, area: Rect) {
    let look = &session.look;
    let Some(plan) = session.board.plan.and_then(|year| session.book.plan(year)) else {
        line(look, buf, area, area.y, &Line::of(" 督办 duban", Tone::Title), look.theme.header);
        return;
    };
    let whole = words(session, &plan.title, true);
    // Where the words of the marks do not fit, the marks and all the counts still do.
    let fits = look.width.of(&whole.text()) <= usize::from(area.width);
    let shown = if fits { whole } else { words(session, &plan.title, false) };
    line(look, buf, area, area.y, &shown, look.theme.header);
}

/// Title, period and counts; the marks with their words or alone.
fn words(session: &Session, title: &str, with_words: bool) -> Line {
    let (look, texts) = (&session.look, &session.look.texts);
    let mut words = Line::of(format!(" {} ", short_title(&clean(title))), Tone::Title);
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
            let word = if with_words { texts.get(mark.word_key()) } else { "" };
            let tone = if count > 0 { Tone::Mark(mark) } else { Tone::Dim };
            let glyph = mark.glyph(look.width.plain_frames());
            words = words.with(format!("{glyph}{word}{count}"), tone).with("  ", Tone::Plain);
        }
    }
    words.with(texts.fill("header.total", &[("count", &all)]), Tone::Plain)
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
