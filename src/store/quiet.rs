//! Runs what may panic inside sled, without its words reaching the terminal.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is expected and dealt with.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs `what`; nothing when it panicked. Panics of other threads speak as ever.
pub(super) fn quietly<T>(what: impl FnOnce() -> T) -> Option<T> {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    let outer = QUIET.replace(true);
    let done = catch_unwind(AssertUnwindSafe(what)).ok();
    QUIET.set(outer);
    done
}
