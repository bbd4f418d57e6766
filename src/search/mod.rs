//! Finds officials, units, leaders, categories, tasks and narratives by hanzi, pinyin and initials: one function for all.
