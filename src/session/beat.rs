//! When a session must be told something though nothing has happened: each full minute, and a while after typing began.

use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset, Timelike};

use super::{Msg, Session};

/// How long after its first key what is typed is kept as a draft: with the writing less than a second.
const PAUSE: Duration = Duration::from_millis(500);

/// What is due next; for whoever runs a session.
#[derive(Debug)]
pub struct Beat {
    minute: i64,
    pause: Option<Instant>,
}

impl Beat {
    /// Begins now.
    pub fn new(now: DateTime<FixedOffset>) -> Self {
        Self { minute: minute_of(now), pause: None }
    }

    /// How long nothing is due.
    pub fn patience(&self, now: DateTime<FixedOffset>) -> Duration {
        let until_pause = self.pause.map(|due| due.saturating_duration_since(Instant::now()));
        until_pause.unwrap_or(Duration::MAX).min(until_next_minute(now))
    }

    /// What the session must be told now. A minute is told once, also when it began while something else was heard.
    pub fn due(&mut self, now: DateTime<FixedOffset>) -> impl Iterator<Item = Msg> + use<> {
        let tick = (minute_of(now) != self.minute).then_some(Msg::Minute(now));
        self.minute = minute_of(now);
        // What is typed is kept at the latest so long after its first key, though typing may go on.
        let paused = self.pause.filter(|due| *due <= Instant::now()).map(|_| Msg::Pause);
        tick.into_iter().chain(paused)
    }

    /// Takes note of what was typed; to be called after each message or burst of them.
    pub fn note(&mut self, session: &Session) {
        self.pause = session.is_draft_due().then(|| self.pause.unwrap_or_else(|| Instant::now() + PAUSE));
    }
}

fn minute_of(now: DateTime<FixedOffset>) -> i64 {
    now.timestamp().div_euclid(60)
}

fn until_next_minute(now: DateTime<FixedOffset>) -> Duration {
    let past = u64::from(now.second()) * 1000 + u64::from(now.timestamp_subsec_millis());
    Duration::from_millis(60_000_u64.saturating_sub(past).max(1))
}
