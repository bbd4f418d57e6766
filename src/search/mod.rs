//! Finds officials, units, leaders, categories, tasks and narratives by hanzi, pinyin and initials: one function for all.
//!
//! It must not know who asks: the screen, the command line and filters rank alike.

mod across;
mod hanzi;
mod hit;
mod index;
mod matching;
mod name;
mod names;
mod reading;
mod syllable;
mod text;

pub use hit::{Found, Hit, Target, word_key};
pub use index::Index;
pub use names::Names;
