//! Prints one line a measurement and remembers whether a limit was missed.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The lines printed so far.
#[derive(Default)]
pub struct Report {
    missed: bool,
}

impl Report {
    /// A time that must not exceed a limit.
    pub fn time(&mut self, what: &str, median: Duration, limit: Duration) {
        self.line(what, median, &format!("limit {limit:?}"), median <= limit);
    }

    /// A time that a rival's must exceed by a factor.
    pub fn faster(&mut self, what: &str, median: Duration, rival: Duration, limit: f64) {
        let ratio = rival.as_secs_f64() / median.as_secs_f64();
        self.line(what, median, &format!("rival {rival:.1?} ratio {ratio:.1} limit >= {limit}"), ratio >= limit);
    }

    /// A figure without a promise.
    pub fn note(&mut self, what: &str, figure: &str) {
        println!("{what:<58} {figure}");
    }

    /// 1 when any limit was missed.
    pub fn end(&self) -> ExitCode {
        ExitCode::from(u8::from(self.missed))
    }

    fn line(&mut self, what: &str, median: Duration, limit: &str, kept: bool) {
        self.missed |= !kept;
        println!("{what:<58} median {median:>9.1?}  {limit}  {}", if kept { "ok" } else { "MISSED" });
    }
}

/// The median time of `times` runs.
pub fn median<T>(times: usize, mut run: impl FnMut() -> T) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let begun = Instant::now();
            black_box(run());
            begun.elapsed()
        })
        .collect();
    taken.sort_unstable();
    taken[taken.len() / 2]
}
