//! Names keys, and reads from a table which action each of them does.

mod chord;
mod map;

pub use chord::{Chord, Code};
pub use map::{KeyMap, Mistake};
