//! Reads the settings from duban.toml and the keys from keys.toml; named by run alone, which passes options down.
