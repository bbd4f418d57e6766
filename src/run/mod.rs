//! Puts the parts together: arguments, environment, clock and settings in, exit code out.

mod attach;
mod board;
mod clock;
mod place;
mod serve;
mod settings;

use std::cell::OnceCell;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use crate::cli::args::{Args, Command};
use crate::cli::{self, Exit, Failure, Out};
use crate::config;
use crate::domain::{Door, Refusal, Who};
use crate::lang::{Lang, Texts, say_refusal};
use crate::tui::text::Width;
use settings::Settings;

/// Runs the program.
pub fn run() -> ExitCode {
    let line: Vec<OsString> = std::env::args_os().collect();
    match Args::read(&line) {
        Ok(args) => with_settings(args, &line),
        Err(_) => answer(&line),
    }
}

/// Shows the help that was asked for, or says what is wrong with the line.
fn answer(line: &[OsString]) -> ExitCode {
    let configured = || Settings::read(cli::asked_path(line, "--config").as_deref()).ok().map(|s| s.lang);
    let lang = cli::asked_lang(line).or_else(configured).unwrap_or_default();
    match cli::answer(line, &Texts::of(lang)) {
        Ok(help) => {
            let written = io::stdout().write_all(help.as_bytes()).map(|()| Exit::Done);
            ended(written.map_err(Failure::Output), lang)
        }
        Err(sentence) => ended(Err(Failure::Usage(sentence)), lang),
    }
}

fn with_settings(args: Args, line: &[OsString]) -> ExitCode {
    let asked = args.global.lang.as_deref().and_then(Lang::from_code);
    let settings = match Settings::read(args.global.config.as_deref()) {
        Ok(settings) => settings,
        Err((path, why)) => {
            let lang = asked.unwrap_or_default();
            let parts: [(&str, &dyn std::fmt::Display); 2] = [("path", &path.display()), ("why", &why)];
            return ended(Err(Failure::Usage(Texts::of(lang).fill("cli.bad_config", &parts))), lang);
        }
    };
    let lang = asked.unwrap_or(settings.lang);
    let Some(data) = place::data(args.global.data.clone()) else {
        return ended(Err(Failure::Usage(Texts::of(lang).get("cli.no_home").to_owned())), lang);
    };
    match args.command {
        None => match attach::board(&data, args.global.author.as_deref(), lang) {
            Some(code) => code,
            None => ended(board::open(settings, lang, args.global.ascii, args.global.author.as_deref(), &data), lang),
        },
        Some(Command::Attach(asked)) => attach::for_key(&asked, lang, &data),
        Some(Command::Serve(asked)) => ended(serve::run(&asked, &settings, lang, &data), lang),
        Some(command) => {
            if let Some(code) = attach::command(&command, &args.global, line, &data, lang) {
                return code;
            }
            let width = Width {
                ambiguous_wide: settings.config.ambiguous_wide().unwrap_or(false),
                ascii: args.global.ascii || settings.config.ascii,
            };
            let texts = OnceCell::new();
            let nobody = || texts.get_or_init(|| Texts::of(lang)).get("cli.user").to_owned();
            let user = place::user().unwrap_or_else(nobody);
            let who = match owner(&user, args.global.author.as_deref(), Door::Command) {
                Ok(who) => who,
                Err(refusal) => return ended(Err(Failure::Refused(say_refusal(&refusal, &Texts::of(lang)))), lang),
            };
            let mut stdout = BufWriter::new(io::stdout().lock());
            let columns = io::stdout().is_terminal().then(|| crossterm::terminal::size().map_or(80, |(w, _)| w.into()));
            let mut out = Out {
                stdout: &mut stdout,
                stderr: &mut io::stderr(),
                stdin: &mut io::stdin().lock(),
                is_asked: io::stdin().is_terminal() && io::stderr().is_terminal(),
                shows_progress: io::stderr().is_terminal(),
                columns,
                width,
                data,
                who,
                ledger: None,
                now: clock::now,
                settings: config::DEFAULT,
                lang,
                texts,
            };
            let done = cli::execute(&command, &mut out);
            // What was written before a failure still belongs to the person.
            let flushed = stdout.flush().map_err(Failure::Output);
            ended(done.and_then(|exit| flushed.map(|()| exit)), lang)
        }
    }
}

/// The owner at the keyboard, in the name that was told if one was.
fn owner(user: &str, told: Option<&str>, door: Door) -> Result<Who, Refusal> {
    let owner = Who::owner(user, door);
    told.map_or(Ok(owner.clone()), |name| owner.in_name_of(name))
}

/// Turns an end into an exit code, and a failure into a sentence on standard error.
fn ended(done: Result<Exit, Failure>, lang: Lang) -> ExitCode {
    let (code, sentence) = cli::ending(done, lang);
    if let Some(sentence) = sentence {
        // Nobody is left to tell when standard error is gone; the code still says it.
        let _ = writeln!(io::stderr(), "{sentence}");
    }
    ExitCode::from(code)
}
