//! Shows that something long is under way, and how far it has come: on a terminal only, and only after a second.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::out::Out;
use crate::store::Progress;

/// What ends sooner shows no bar.
const PATIENCE: TimeDelta = TimeDelta::seconds(1);
/// How often is looked whether a bar is due, and what is shown moves.
const BEAT: Duration = Duration::from_millis(100);
/// What is shown while nobody knows how much there is to do.
const RESTLESS: &str = "{spinner}";
/// What is shown when it is known.
const MEASURED: &str = "{spinner} {bar:40} {percent}%  {bytes}/{total_bytes}";

/// Does some work with a bar on standard error; the work tells how many of how many bytes are done, if it can.
pub(super) fn with_bar<T>(out: &Out<'_>, work: impl FnOnce(&mut Progress<'_>) -> T) -> T {
    if !out.shows_progress {
        return work(&mut |_, _| {});
    }
    let bar = Bar {
        bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
        now: out.now,
        begun: (out.now)(),
    };
    bar.dress(RESTLESS);
    let done = thread::scope(|scope| {
        let (working, is_over) = mpsc::channel::<()>();
        let bar = &bar;
        scope.spawn(move || {
            bar.look();
            while is_over.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                bar.look();
            }
        });
        let done = work(&mut |done, total| bar.tell(done, total));
        drop(working);
        done
    });
    bar.bar.finish_and_clear();
    done
}

struct Bar {
    bar: ProgressBar,
    now: fn() -> DateTime<FixedOffset>,
    begun: DateTime<FixedOffset>,
}

impl Bar {
    fn dress(&self, template: &str) {
        // A template that does not parse leaves the plain bar. What is drawn is one column wide on every terminal.
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.tick_chars("|/-\\ ").progress_chars("#--"));
        }
    }

    fn tell(&self, done: u64, total: u64) {
        if self.bar.length() != Some(total) {
            self.bar.set_length(total);
            self.dress(MEASURED);
        }
        self.bar.set_position(done);
        self.look();
    }

    /// Shows the bar once it is due, and moves it.
    fn look(&self) {
        if self.bar.is_hidden() && (self.now)() - self.begun >= PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.tick();
    }
}
