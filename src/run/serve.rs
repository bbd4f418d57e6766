//! Serves the ledger over SSH.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::unistd::User;

use super::settings::{Settings, speak};
use super::{board, clock, place};
use crate::cli::args::serve::Serve;
use crate::cli::{Exit, Failure};
use crate::config::{self, Config};
use crate::lang::{Lang, Texts};
use crate::ledger::Ledger;
use crate::serve::{self, HostKey, Limits, Manner, Options, Unserved};

/// Opens the ledger and serves it until the process is told to end.
pub(super) fn run(asked: &Serve, settings: &Settings, lang: Lang, data: &Path) -> Result<Exit, Failure> {
    let texts = Texts::of(lang);
    let gateway = asked.gateway.as_deref().map(|name| account(name, &texts)).transpose()?;
    let keys = board::keys(settings, &texts)?;
    // Whoever holds the store is the one whose socket and host key they are.
    let ledger = Ledger::open(data, &mut |_, _| {}).map_err(|e| board::not_opened(&e, &texts))?;
    let path = host_key(data);
    let host_key = HostKey::of(&path)
        .map_err(|e| Failure::Broken(texts.fill("serve.no_host_key", &[("path", &path.display()), ("why", &e)])))?;
    let fingerprint = host_key.fingerprint();
    let socket_at = asked.socket.clone().unwrap_or_else(|| socket(data));
    let options = Options {
        listen: asked.listen,
        socket: socket_at.clone(),
        usual_socket: socket(data),
        host_key,
        gateway,
        settings: serve::Settings {
            data: data.to_owned(),
            owner: place::user().unwrap_or_else(|| texts.get("cli.user").to_owned()),
            // A far terminal is asked only if its person wants that.
            manner: Manner {
                ambiguous_wide: Some(settings.config.ambiguous_wide().unwrap_or(false)),
                ..manner(&settings.config, lang)
            },
            understand,
            no_color: place::text("NO_COLOR").is_some(),
            keys,
            explained: config::DEFAULT,
            clock: clock::now,
        },
        limits: limits(asked),
    };
    let ready = |address: SocketAddr| {
        let parts: [(&str, &dyn std::fmt::Display); 2] = [("address", &address), ("fingerprint", &fingerprint)];
        // It serves whether or not anyone reads that it does.
        let _ = writeln!(io::stderr(), "{}", texts.fill("serve.listening", &parts));
    };
    serve::run(ledger, options, ready).map(|()| Exit::Done).map_err(|unserved| {
        Failure::Broken(match unserved {
            Unserved::Socket(e) => texts.fill("serve.no_socket", &[("path", &socket_at.display()), ("why", &e)]),
            Unserved::Other(e) => texts.fill("serve.failed", &[("address", &asked.listen), ("why", &e)]),
        })
    })
}

/// The manner that settings come to; what they leave out is as in the built-in ones.
fn manner(config: &Config, lang: Lang) -> Manner {
    Manner {
        lang: config.lang.as_deref().and_then(Lang::from_code).unwrap_or(lang),
        theme: config.theme.clone().unwrap_or_else(|| String::from("default")),
        ambiguous_wide: config.ambiguous_wide(),
        ascii: config.ascii,
        mouse: config.mouse,
    }
}

/// A person's settings over the server's own.
fn understand(text: &str, usual: &Manner) -> Result<Manner, String> {
    let config = Config::read(text, &speak).map_err(|mistakes| mistakes.join("\n"))?;
    let own = manner(&config, usual.lang);
    Ok(Manner {
        theme: config.theme.unwrap_or_else(|| usual.theme.clone()),
        ambiguous_wide: if config.ambiguous_width.is_some() { own.ambiguous_wide } else { usual.ambiguous_wide },
        ..own
    })
}

/// Where this machine's own programs find the server of a folder.
pub(super) fn socket(data: &Path) -> PathBuf {
    data.join("socket")
}

fn host_key(data: &Path) -> PathBuf {
    data.join("host_key")
}

fn limits(asked: &Serve) -> Limits {
    let usual = Limits::default();
    Limits {
        grace: asked.grace.map_or(usual.grace, |seconds| Duration::from_secs(seconds.into())),
        idle: asked.idle.map_or(usual.idle, |seconds| Duration::from_secs(seconds.into())),
        of_one_person: asked.sessions.map_or(usual.of_one_person, usize::from),
        trusted: asked.trust.clone(),
        ..usual
    }
}

/// The user number of an account.
fn account(name: &str, texts: &Texts) -> Result<u32, Failure> {
    let found = User::from_name(name).ok().flatten();
    found
        .map(|user| user.uid.as_raw())
        .ok_or_else(|| Failure::Usage(texts.fill("serve.no_gateway", &[("name", &name)])))
}
