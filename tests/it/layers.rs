//! The architecture, kept: each module uses only what stands to its right, and no file does too many things.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from left to right; those of one row do not use one another.
const ROWS: [&[&str]; 7] = [
    &["main"],
    &["run"],
    &["serve", "attach", "local"],
    &["session", "cli"],
    &["ledger", "tui"],
    &["search", "store", "exchange", "draft"],
    &["row", "lang"],
];

fn place(module: &str) -> usize {
    match module {
        "domain" => ROWS.len(),
        // Only run names it; to say what is wrong in its files it needs keys and language.
        "config" => 3,
        _ => ROWS.iter().position(|row| row.contains(&module)).unwrap_or_else(|| panic!("{module} has no place")),
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn module(path: &Path) -> String {
    let relative = path.strip_prefix(src()).unwrap();
    relative.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// The modules that a source names after `crate::`, in groups too.
fn used(text: &str) -> Vec<String> {
    let mut used = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let names = rest.strip_prefix('{').map_or(rest, |group| group.split('}').next().unwrap());
        let name: String = names.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
        used.push(name);
    }
    used
}

#[test]
fn each_module_uses_only_what_stands_to_its_right() {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for path in sources(&src()) {
        let from = module(&path);
        if from == "lib" {
            continue;
        }
        *seen.entry(from.clone()).or_default() += 1;
        for to in used(&fs::read_to_string(&path).unwrap()) {
            let allowed =
                to == from || (to == "config" && from == "run") || (to != "config" && place(&from) < place(&to));
            if !allowed {
                wrong.push(format!("{}: {from} uses {to}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(seen.len() >= 13, "all modules were read: {seen:?}");
}

#[test]
fn the_domain_knows_nothing_of_serialisation_clock_disk_or_terminal() {
    for path in sources(&src().join("domain")) {
        let text = fs::read_to_string(&path).unwrap();
        for word in ["serde", "std::fs", "std::io", "std::time", "ratatui", "crossterm", "sled", "::now("] {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_is_responsible_for_and_stays_small() {
    for path in sources(&src()) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not say what it is for", path.display());
        let lines = text.lines().count();
        assert!(lines <= 300, "{} has {lines} lines: which two things does it do?", path.display());
    }
}
