//! The README says what the code says; `DUBAN_README=write cargo test --test it readme` writes its generated blocks anew.

use std::fs;
use std::path::Path;

use duban::cli::reference;
use duban::config::KEYS;
use duban::domain::Access;
use duban::lang::{Lang, Texts, access_key};
use duban::session::Action;
use duban::tui::keys::KeyMap;

use crate::people::table::{May, READING, rights};

/// The table of keys as Markdown.
fn keys(texts: &Texts, (action, key): (&str, &str)) -> String {
    let map = KeyMap::read(&Action::named(), KEYS, "").unwrap();
    let mut out = format!("| {action} | {key} |\n|---|---|\n");
    for (action, word) in Action::ALL {
        let keys: Vec<String> = map.keys_of(action).iter().map(|chord| format!("`{chord}`")).collect();
        out.push_str(&format!("| {} | {} |\n", texts.get(word), keys.join(" ")));
    }
    out
}

/// The board with the example and one history open, as text.
fn screen() -> String {
    let mut desk = crate::screen::Desk::example(96, 24);
    format!("```text\n{}\n```", desk.press("Down Right").screen())
}

/// The table of roles as Markdown: commands of equal rights share a row.
fn roles(texts: &Texts, rights: &[(&str, [May; 4])], head: &str, reading: &str, [own, all]: [&str; 2]) -> String {
    let names = Access::ALL.map(|access| texts.get(access_key(access)));
    let mut out = format!("| {head} | {} |\n|---|---|---|---|---|\n", names.join(" | "));
    let mut rows: Vec<(Vec<String>, [May; 4])> = Vec::new();
    for (name, may) in rights {
        let name = if *name == READING { reading.to_owned() } else { format!("`{name}`") };
        match rows.iter_mut().find(|(_, known)| known == may) {
            Some((names, _)) => names.push(name),
            None => rows.push((vec![name], *may)),
        }
    }
    for (names, may) in rows {
        let cells = may.map(|may| match may {
            May::Not => "",
            May::Own => own,
            May::All => all,
        });
        out.push_str(&format!("| {} | {} |\n", names.join(" "), cells.join(" | ")));
    }
    out
}

fn blocks() -> [(&'static str, String); 7] {
    let (zh, en) = (Texts::of(Lang::Zh), Texts::of(Lang::En));
    let rights = rights();
    [
        ("screen", screen()),
        ("keys", keys(&en, ("Action", "Keys"))),
        ("commands", reference(&en)),
        ("roles", roles(&en, &rights, "Command", "reading problems and next steps", ["own", "yes"])),
        ("roles zh", roles(&zh, &rights, "命令", "查看存在问题、下一步工作", ["本单位的", "可以"])),
        ("keys zh", keys(&zh, ("操作", "按键"))),
        ("commands zh", reference(&zh)),
    ]
}

/// The text with what stands between the markers of `name` replaced.
fn with_block(text: &str, name: &str, block: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("no block {name}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("block {name} does not end"));
    format!("{before}{begin}\n{block}\n{end}{after}")
}

#[test]
fn the_readme_has_the_keys_and_commands_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let wanted = blocks().iter().fold(text.clone(), |text, (name, block)| with_block(&text, name, block));
    if std::env::var("DUBAN_README").is_ok_and(|way| way == "write") {
        fs::write(&path, wanted).unwrap();
        return;
    }
    assert!(text == wanted, "README.md is not what the code says: run DUBAN_README=write cargo test --test it readme");
}

#[test]
fn the_readme_names_both_commands_a_newcomer_needs() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for needed in ["cargo run --release", "cargo test", "duban backup", "duban restore", "DUBAN_DATA"] {
        assert!(text.matches(needed).count() >= 2, "{needed} stands in the English and the Chinese part");
    }
}
