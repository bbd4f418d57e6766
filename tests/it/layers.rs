//! The order of the modules, and the size of their files, read from the sources themselves.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module may use those of later rows, and itself; those of one row do not know one another.
const ROWS: [&[&str]; 8] = [
    &["run"],
    &["local", "ssh"],
    &["session", "cli"],
    &["ledger", "tui"],
    &["search", "store", "exchange"],
    &["row", "lang"],
    &["domain"],
    &[],
];

/// Named by `run` alone.
const CONFIG: &str = "config";

/// A file of more lines does two things.
const LONGEST: usize = 300;

fn sources() -> Vec<(PathBuf, String)> {
    fn gather(dir: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, files);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    gather(&root, &mut files);
    assert!(files.len() > 50, "the sources are read at all");
    let read = |path: PathBuf| (path.strip_prefix(&root).unwrap().to_owned(), fs::read_to_string(&path).unwrap());
    files.into_iter().map(read).collect()
}

/// The top module a file belongs to.
fn module(path: &Path) -> String {
    path.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

fn row(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

/// The top modules that a source names as `crate::x`, alone or in a group.
fn named(source: &str) -> Vec<String> {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    for after in code.split("crate::").skip(1) {
        let inside = after.strip_prefix('{').and_then(|group| group.split_once("};")).map(|(inside, _)| inside);
        match inside {
            Some(group) => found.extend(tops(group)),
            None => found.extend(word(after)),
        }
    }
    found
}

/// The first words of the outermost parts of a `{…}` group.
fn tops(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ => {}
        }
        parts.last_mut().unwrap().push(c);
    }
    parts.iter().filter_map(|part| word(part.trim_start_matches([',', ' ', '\n']))).collect()
}

fn word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
    Some(word).filter(|w| !w.is_empty())
}

#[test]
fn each_module_uses_only_what_stands_to_its_right() {
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        let own = module(&path);
        let Some(own_row) = row(&own) else { continue };
        for used in named(&source) {
            let allowed = match row(&used) {
                Some(used_row) => used == own || used_row > own_row,
                None => used != CONFIG || own == "run",
            };
            if !allowed {
                wrong.push(format!("{}: {own} uses {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_place_in_the_order() {
    for (path, _) in sources() {
        let own = module(&path);
        assert!(row(&own).is_some() || [CONFIG, "lib", "main"].contains(&own.as_str()), "{own} has no place");
    }
}

#[test]
fn the_domain_is_pure() {
    for (path, source) in sources().into_iter().filter(|(path, _)| path.starts_with("domain")) {
        for impure in ["serde", "std::fs", "std::io", "std::env", "std::time", "ratatui", "crossterm", "sled::"] {
            assert!(!source.contains(impure), "{} names {impure}", path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_does_one_thing() {
    for (path, source) in sources() {
        assert!(source.starts_with("//! "), "{} does not say what it is for", path.display());
        let lines = source.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines: which two things does it do?", path.display());
    }
}

#[test]
fn the_reader_of_sources_sees_groups_and_paths() {
    let source = "// crate::config\nuse crate::{cli::{self, Out}, lang::Texts};\nfn f() { crate::tui::text::clean(\"\") }";
    assert_eq!(named(source), ["cli", "lang", "tui"]);
}
