//! The commands with their help in one language, for help, completions, manual page and README.

use clap::{Arg, Command, CommandFactory};

use super::args::Args;
use crate::lang::Texts;

/// A command's own options stand in the order they were written, before those of every command.
const OWN: usize = 1;
const LAST: usize = 2;

/// The commands as clap knows them, every sentence from `[cli]` of the language's texts.
pub fn command(texts: &Texts) -> Command {
    spoken(Args::command(), &[], texts)
}

/// Each command that does something, with what is typed to reach it, such as `task add`.
pub(super) fn each(command: &Command) -> Vec<(String, &Command)> {
    let mut all = Vec::new();
    for part in command.get_subcommands() {
        let name = part.get_name();
        if part.has_subcommands() {
            all.extend(each(part).into_iter().map(|(below, part)| (format!("{name} {below}"), part)));
        } else {
            all.push((name.to_owned(), part));
        }
    }
    all
}

/// All commands and options as Markdown, for the README.
pub fn reference(texts: &Texts) -> String {
    let command = command(texts);
    let mut out = String::new();
    for (name, part) in each(&command) {
        out.push_str(&format!("- `duban {name}{}`: {}\n", needed(part), said(part.get_about())));
        out.push_str(&options(part.get_arguments(), "  "));
    }
    out.push_str(&format!("- {}\n", texts.get("cli.everywhere")));
    out.push_str(&options(command.get_arguments(), "  "));
    out
}

/// The values of a command, and the options it does not go without.
fn needed(command: &Command) -> String {
    let values = command.get_positionals().map(positional);
    let options = command.get_opts().filter(|arg| arg.is_required_set());
    let options = options.filter_map(|arg| Some(format!(" --{}{}", arg.get_long()?, value_of(arg))));
    values.chain(options).collect()
}

fn options<'a>(args: impl Iterator<Item = &'a Arg>, indent: &str) -> String {
    let line = |arg: &Arg| {
        let long = arg.get_long()?;
        let value = if arg.get_action().takes_values() { value_of(arg) } else { String::new() };
        let short = arg.get_short().map(|s| format!("-{s}, ")).unwrap_or_default();
        Some(format!("{indent}- `{short}--{long}{value}`: {}\n", said(arg.get_help())))
    };
    args.filter_map(line).collect()
}

fn positional(arg: &Arg) -> String {
    let name = value_of(arg).trim().to_owned();
    let many = if arg.get_action().takes_values() && is_many(arg) { "..." } else { "" };
    if arg.is_required_set() { format!(" {name}{many}") } else { format!(" [{name}{many}]") }
}

fn value_of(arg: &Arg) -> String {
    arg.get_value_names().and_then(|names| names.first()).map(|name| format!(" {name}")).unwrap_or_default()
}

fn is_many(arg: &Arg) -> bool {
    matches!(arg.get_action(), clap::ArgAction::Append)
}

fn said(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// A command and those below it with the sentences and headings of a language; `path` is what is typed to reach it.
fn spoken(command: Command, path: &[&str], texts: &Texts) -> Command {
    let usage = usage(&command, path, texts);
    let template = if command.has_subcommands() {
        "cli.template"
    } else if command.get_positionals().next().is_some() {
        "cli.template_values"
    } else {
        "cli.template_plain"
    };
    let about = match path {
        [] => texts.get("cli.help").to_owned(),
        path => texts.get(&format!("cli.help_{}", path.join("_").replace('-', "_"))).to_owned(),
    };
    let names: Vec<String> = command.get_subcommands().map(|part| part.get_name().to_owned()).collect();
    let command = names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |part| spoken(part, &[path, &[name]].concat(), texts))
    });
    command
        .about(about)
        .disable_help_subcommand(true)
        .help_template(texts.get(template).to_owned())
        .override_usage(usage)
        .mut_args(|arg| {
            let sentence = sentence(&arg, path, texts);
            let order = if arg.is_global_set() { LAST } else { OWN };
            arg.help(sentence).display_order(order)
        })
        .term_width(0)
}

/// Where the words about arguments of all commands stand.
const COMMON: &str = "cli.arg";

/// What is said about an argument: under its command, under the commands above it, or for all commands.
fn sentence(arg: &Arg, path: &[&str], texts: &Texts) -> String {
    let own = (1..=path.len()).rev().filter_map(|length| Some(format!("cli.{}_", path.get(..length)?.join("_"))));
    let keys = own.chain([format!("{COMMON}_")]).map(|place| format!("{place}{}", arg.get_id()));
    keys.map(|key| key.replace('-', "_"))
        .find_map(|key| Some(texts.get(&key)).filter(|said| *said != key).map(str::to_owned))
        .unwrap_or_default()
}

fn usage(command: &Command, path: &[&str], texts: &Texts) -> String {
    if path.is_empty() {
        return format!("duban {}", texts.get("cli.usage_whole"));
    }
    let name = path.join(" ");
    if command.has_subcommands() {
        return format!("duban {name} {}", texts.get("cli.usage_group"));
    }
    format!("duban {name} {}{}", texts.get("cli.usage_options"), needed(command))
}
