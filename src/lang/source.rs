//! Reads the part of TOML in which the texts are written: sections, and keys with strings of one line or several.
//!
//! A whole TOML reader takes longer than everything else that a lookup from the shell does; a test sees to it that both
//! read the same.

use std::borrow::Cow;
use std::collections::HashMap;

/// The texts of a source by `section.key`.
pub(super) fn read(source: &'static str) -> HashMap<String, Cow<'static, str>> {
    let mut texts = HashMap::with_capacity(source.len() / 32);
    let mut section = "";
    let mut rest = source;
    while let Some((line, after)) = rest.split_once('\n') {
        rest = after;
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name;
        }
        let pair = line.split_once('=').filter(|_| !line.starts_with('#'));
        let Some((key, Some(text))) = pair.map(|(key, text)| (key.trim_end(), text.trim_start().strip_prefix('"')))
        else {
            continue;
        };
        let text = if text == "\"\"" {
            let Some((lines, after)) = rest.split_once("\"\"\"\n") else { break };
            rest = after;
            lines
        } else {
            text.strip_suffix('"').unwrap_or(text)
        };
        texts.insert([section, ".", key].concat(), unescaped(text));
    }
    texts
}

fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.extend(chars.next().map(|escaped| match escaped {
                'n' => '\n',
                't' => '\t',
                other => other,
            })),
            other => plain.push(other),
        }
    }
    Cow::Owned(plain)
}
