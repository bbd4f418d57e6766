//! Draws how far something long has come: on a terminal only, and only when it takes over a second.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What ends sooner shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar on standard error.
pub(super) struct Bar {
    bar: ProgressBar,
    begun: Instant,
    is_wanted: bool,
}

impl Bar {
    /// Makes a bar that shows itself when it is wanted and due.
    pub fn new(is_wanted: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        // A template that does not parse leaves the plain bar.
        let style = ProgressStyle::with_template("{bar:40} {percent}%  {bytes}/{total_bytes}").ok();
        Self { bar: style.map_or(bar.clone(), |style| bar.with_style(style)), begun: Instant::now(), is_wanted }
    }

    /// What is told how many of how many bytes are done.
    pub fn teller(&self) -> impl Fn(u64, u64) + '_ {
        |done, total| {
            if self.is_wanted && self.bar.is_hidden() && self.begun.elapsed() >= PATIENCE {
                self.bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            self.bar.set_length(total);
            self.bar.set_position(done);
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
