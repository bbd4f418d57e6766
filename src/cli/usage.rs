//! Answers a line that could not be read: the help that was asked for, or what is wrong with it.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::help::command;
use crate::lang::{Lang, Texts};

/// The language a line asks for, found before the line is read.
pub fn asked_lang(line: &[OsString]) -> Option<Lang> {
    value(line, "--lang").and_then(|v| Lang::from_code(v.to_str()?))
}

/// The file or folder a line names for an option, found before the line is read.
pub fn asked_path(line: &[OsString], option: &str) -> Option<PathBuf> {
    value(line, option).map(PathBuf::from)
}

fn value(line: &[OsString], option: &str) -> Option<OsString> {
    let mut words = line.iter().skip(1);
    while let Some(word) = words.next() {
        if word == option {
            return words.next().cloned();
        }
        let joined = word.to_str().and_then(|w| w.strip_prefix(option)).and_then(|w| w.strip_prefix('='));
        if let Some(value) = joined {
            return Some(value.into());
        }
    }
    None
}

/// The help or version that was asked for (`Ok`), or a sentence about what is wrong (`Err`).
pub fn answer(line: &[OsString], texts: &Texts) -> Result<String, String> {
    let Err(error) = command(texts).try_get_matches_from(line) else { return Ok(String::new()) };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(error.to_string()),
        // A command that has commands below it was named alone: its help lists them.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Err(error.to_string()),
        _ => Err(format!("{}{}", say(&error, texts), texts.get("cli.see_help"))),
    }
}

fn say(error: &Error, texts: &Texts) -> String {
    let part = |kind| error.get(kind).map(words).unwrap_or_default();
    let arg = part(ContextKind::InvalidArg);
    let value = part(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            texts.fill("cli.bad_command", &[("what", &part(ContextKind::InvalidSubcommand))])
        }
        ErrorKind::UnknownArgument => texts.fill("cli.bad_option", &[("what", &arg)]),
        ErrorKind::MissingRequiredArgument => texts.fill("cli.missing", &[("what", &arg)]),
        ErrorKind::ArgumentConflict => {
            texts.fill("cli.conflict", &[("what", &arg), ("other", &part(ContextKind::PriorArg))])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            texts.fill("cli.no_value", &[("what", &arg)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let forms = form(&arg).map_or_else(|| part(ContextKind::ValidValue), |key| texts.get(key).to_owned());
            texts.fill("cli.bad_value", &[("value", &value), ("what", &arg), ("forms", &forms)])
        }
        _ => error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    }
}

/// The key of the sentence about the forms an option's value takes.
fn form(arg: &str) -> Option<&'static str> {
    // A list can be asked for what is unreported; nobody can report it.
    if arg == "--status <STATUS>" {
        return Some("cli.form_reported");
    }
    let name = arg.split_whitespace().next().unwrap_or(arg);
    match name {
        "--period" | "<P>" => Some("cli.form_period"),
        "--status" => Some("cli.form_status"),
        "--updated-since" | "--since" | "--on" | "--from" => Some("cli.form_day"),
        "--plan" | "<YEAR>" => Some("cli.form_plan"),
        "<N>" | "[N]" | "--number" | "--revision" | "--task" | "--order" | "--continues" => Some("cli.form_number"),
        "--indicator" => Some("cli.form_indicator"),
        "--as" | "<NAME>" => Some("cli.form_name"),
        "--role" | "<R>" => Some("cli.form_role"),
        _ => None,
    }
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join("、"),
        other => other.to_string(),
    }
}
