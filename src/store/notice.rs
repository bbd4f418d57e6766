//! What opening a store found and mended.

use std::path::PathBuf;

use crate::lang::Texts;

/// Something that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The end of a journal file was never finished, so never acknowledged, and was cut off.
    Cut {
        /// The file.
        file: PathBuf,
        /// How many bytes.
        bytes: u64,
    },
    /// The rows were made anew from the journal; the old ones were moved aside.
    Rebuilt {
        /// Where they are now.
        aside: PathBuf,
        /// What was wrong with them.
        why: String,
    },
    /// So many lines the journal had lost were put back.
    Restored(usize),
}

impl Notice {
    /// The sentence for it.
    pub fn say(&self, texts: &Texts) -> String {
        match self {
            Self::Cut { file, bytes } => texts.fill("store.cut", &[("file", &file.display()), ("bytes", bytes)]),
            Self::Rebuilt { aside, why } => texts.fill("store.rebuilt", &[("aside", &aside.display()), ("why", why)]),
            Self::Restored(lines) => texts.fill("store.restored", &[("lines", lines)]),
        }
    }
}
