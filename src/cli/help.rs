//! The commands with their help in one language, for help, completions, manual page and README.

use clap::{Arg, Command, CommandFactory};

use super::args::Args;
use crate::lang::Texts;

/// A command's own options stand in the order they were written, before those of every command.
const OWN: usize = 1;
const LAST: usize = 2;

/// The commands as clap knows them, every sentence from `[cli]` of the language's texts.
pub fn command(texts: &Texts) -> Command {
    let mut command = spoken(Args::command(), "", texts).subcommand_value_name("COMMAND");
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |part| {
            let about = texts.get(&format!("cli.help_{name}")).to_owned();
            spoken(part, &name, texts).about(about)
        });
    }
    command.about(texts.get("cli.help").to_owned())
}

/// All commands and options as Markdown, for the README.
pub fn reference(texts: &Texts) -> String {
    let command = command(texts);
    let mut out = String::new();
    for part in command.get_subcommands() {
        let names = part.get_positionals().map(positional).collect::<String>();
        out.push_str(&format!("- `duban {}{names}`: {}\n", part.get_name(), said(part.get_about())));
        out.push_str(&options(part.get_arguments(), "  "));
    }
    out.push_str(&format!("- {}\n", texts.get("cli.everywhere")));
    out.push_str(&options(command.get_arguments(), "  "));
    out
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

/// A command with the sentences and headings of a language.
fn spoken(command: Command, name: &str, texts: &Texts) -> Command {
    let usage = usage(&command, name, texts);
    let template = match name {
        "" => "cli.template",
        _ if command.get_positionals().next().is_some() => "cli.template_values",
        _ => "cli.template_plain",
    };
    command
        .help_template(texts.get(template).to_owned())
        .override_usage(usage)
        .mut_args(|arg| {
            let own = format!("cli.{name}_{}", arg.get_id());
            let shared = format!("cli.arg_{}", arg.get_id());
            let sentence = if texts.get(&own) == own { texts.get(&shared) } else { texts.get(&own) };
            let order = if arg.is_global_set() { LAST } else { OWN };
            let sentence = sentence.to_owned();
            arg.help(sentence).display_order(order)
        })
        .term_width(0)
}

fn usage(command: &Command, name: &str, texts: &Texts) -> String {
    let positionals = command.get_positionals().map(positional).collect::<String>();
    match name {
        "" => format!("duban {}", texts.get("cli.usage_whole")),
        name => format!("duban {name} {}{positionals}", texts.get("cli.usage_options")),
    }
}
