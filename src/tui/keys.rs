//! Names keys, and reads from a table which action each of them does.

mod chord;
mod map;
mod mistake;

pub use chord::{Chord, Code};
pub use map::KeyMap;
pub use mistake::Mistake;
