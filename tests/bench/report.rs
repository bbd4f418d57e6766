//! Prints one line a measurement and remembers whether a limit was missed.

use std::fmt;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The times of several runs of one thing, shortest first.
#[derive(Clone, Debug, Default)]
pub struct Runs(Vec<Duration>);

impl Runs {
    /// Runs something some times.
    pub fn of<T>(times: usize, mut run: impl FnMut() -> T) -> Self {
        let time = |_| {
            let begun = Instant::now();
            black_box(run());
            begun.elapsed()
        };
        Self::from((0..times).map(time).collect::<Vec<_>>())
    }

    pub fn median(&self) -> Duration {
        self.0[self.0.len() / 2]
    }

    /// What ninety-nine of a hundred do not exceed.
    pub fn p99(&self) -> Duration {
        self.0[(self.0.len() * 99).div_ceil(100) - 1]
    }
}

impl From<Vec<Duration>> for Runs {
    fn from(mut times: Vec<Duration>) -> Self {
        assert!(!times.is_empty(), "nothing was run");
        times.sort_unstable();
        Self(times)
    }
}

/// The median, and between what the middle four fifths lie.
impl fmt::Display for Runs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenth = self.0.len() / 10;
        let (low, high) = (self.0[tenth], self.0[self.0.len() - 1 - tenth]);
        write!(f, "{:>8.1?} ({low:.1?}..{high:.1?}, n {})", self.median(), self.0.len())
    }
}

/// The lines printed so far.
#[derive(Default)]
pub struct Report {
    missed: bool,
}

impl Report {
    /// A time that must not exceed a limit.
    pub fn time(&mut self, what: &str, runs: &Runs, limit: Duration) {
        self.line(what, &format!("{runs}  limit {limit:?}"), runs.median() <= limit);
    }

    /// Times of which ninety-nine of a hundred must not exceed a limit.
    pub fn nearly_all(&mut self, what: &str, runs: &Runs, limit: Duration) {
        self.line(what, &format!("p99 {:.1?} of {runs}  limit {limit:?}", runs.p99()), runs.p99() <= limit);
    }

    /// A time that must not exceed a rival's by more than a factor.
    pub fn at_most(&mut self, what: &str, runs: &Runs, rival: &Runs, limit: f64) {
        let ratio = runs.median().as_secs_f64() / rival.median().as_secs_f64();
        let figures = format!("{runs} ÷ {rival}  ratio {ratio:.2}  limit {limit}");
        self.line(what, &figures, ratio <= limit);
    }

    /// A time that a rival's must exceed by a factor.
    pub fn faster(&mut self, what: &str, runs: &Runs, rival: &Runs, limit: f64) {
        let ratio = rival.median().as_secs_f64() / runs.median().as_secs_f64();
        let figures = format!("{rival} ÷ {runs}  ratio {ratio:.1}  limit at least {limit}");
        self.line(what, &figures, ratio >= limit);
    }

    /// A number that must not exceed a limit.
    pub fn count(&mut self, what: &str, count: f64, unit: &str, limit: f64) {
        self.line(what, &format!("{count} {unit}  limit {limit}"), count <= limit);
    }

    /// A figure without a promise.
    pub fn note(&mut self, what: &str, figure: impl fmt::Display) {
        println!("{what:<58} {figure}");
    }

    /// 1 when any limit was missed.
    pub fn end(&self) -> ExitCode {
        ExitCode::from(u8::from(self.missed))
    }

    fn line(&mut self, what: &str, figures: &str, kept: bool) {
        self.missed |= !kept;
        println!("{what:<58} {figures}  {}", if kept { "ok" } else { "MISSED" });
    }
}
