use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use duban::lang::{Lang, Texts};

#[test]
fn chinese_and_english_texts_have_the_same_keys_and_places() {
    let (zh, en) = (Texts::of(Lang::Zh), Texts::of(Lang::En));
    let keys = |t: &Texts| t.keys().collect::<BTreeSet<_>>();
    assert_eq!(keys(&zh), keys(&en));
    assert!(keys(&zh).len() > 10, "the texts are read at all");
    for key in keys(&zh) {
        assert_eq!(places(zh.get(&key)), places(en.get(&key)), "places of {key}");
    }
}

#[test]
fn the_texts_are_what_toml_says_they_are() {
    for lang in [Lang::Zh, Lang::En] {
        let texts = Texts::of(lang);
        let tables: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(lang.source()).unwrap();
        for (section, wanted) in &tables {
            for (key, text) in wanted {
                assert_eq!(texts.get(&format!("{section}.{key}")), text);
            }
        }
        assert_eq!(texts.keys().count(), tables.values().map(BTreeMap::len).sum::<usize>());
    }
}

#[test]
fn what_is_filled_in_is_not_searched_for_places_again() {
    let zh = Texts::of(Lang::Zh);
    assert!(zh.fill("refusal.dangling", &[("what", &"{what}")]).contains("（{what}）"));
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|t| t.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn every_text_the_program_names_is_there_and_every_text_is_named() {
    let texts = Texts::of(Lang::Zh);
    let all: String = sources(&src()).iter().map(|p| fs::read_to_string(p).unwrap()).collect();
    let keys: BTreeSet<String> = texts.keys().collect();
    let sections: BTreeSet<&str> = keys.iter().filter_map(|k| k.split('.').next()).collect();
    let missing: Vec<&str> = all
        .split('"')
        .filter(|s| {
            s.split_once('.').is_some_and(|(section, key)| {
                sections.contains(&section)
                    && !key.is_empty()
                    && key.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
            })
        })
        .filter(|key| !keys.contains(*key))
        .filter(|key| !["store.aside", "cli.arg"].contains(key))
        .collect();
    assert!(missing.is_empty(), "no text for {missing:?}");
    // The words of clap's help are found by the names of its commands and arguments.
    let composed = |key: &str| key.starts_with("cli.");
    let unused: Vec<&String> = keys.iter().filter(|k| !composed(k) && !all.contains(&format!("\"{k}\""))).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().flatten().map(|e| e.path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}
