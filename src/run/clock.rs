//! Reads the clock: the only place that does.

use chrono::{DateTime, FixedOffset, Local};

/// The time now, in this machine's zone.
#[expect(clippy::disallowed_methods, reason = "this is the one place where the clock is read; everyone else is told")]
pub fn now() -> DateTime<FixedOffset> {
    Local::now().fixed_offset()
}
