//! One command over a channel without a screen: the same code and rights as in the shell.

use std::cell::OnceCell;
use std::ffi::OsString;
use std::io::{BufReader, Write};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use russh::ChannelMsg;
use tokio::sync::mpsc::Sender;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep_until};

use super::channel::{Asker, Pty, REFUSED, Reader, STDERR, UnderWay, Writer, finish, refuse, sent};
use super::office::Office;
use super::pipe::{self, Inlet, Outlet, Sent, Stream};
use crate::cli::args::serve::Settings;
use crate::cli::args::{Args, Command};
use crate::cli::{self, Out};
use crate::domain::Who;
use crate::lang::{Lang, Texts};
use crate::store::Visited;
use crate::tui::text::Width;

/// A longer command line is refused, in bytes.
const LONGEST: usize = 1 << 20;

/// After this time without a piece that went either way nobody is waited for.
const STALLED: Duration = Duration::from_secs(120);
/// How long a command goes on when the server stops.
const FAREWELL: Duration = Duration::from_secs(5);

/// Runs a command to its end, or until the client is gone or takes nothing.
///
/// A command holds a thread and its person's place for as long as it runs, whatever the client does. So nothing that it
/// waits for may take for ever.
pub(super) async fn serve(
    office: &Arc<Office>,
    asker: Asker,
    line: &[u8],
    pty: Option<Pty>,
    reader: &mut Reader,
    writer: &Writer,
) {
    let mut stopping = office.stopping();
    let (stdout, stderr, mut written) = pipe::outlets();
    let (put, stdin) = pipe::inlet();
    let words = words(line);
    let reads = words.as_ref().is_some_and(|words| words.iter().any(names_input));
    let columns = pty.map(|pty| usize::try_from(pty.size.0).unwrap_or(80).clamp(20, 500));
    let mut running = pin!(begin(office, asker, words, Streams { stdout, stderr, stdin, columns }));
    let mut ended = None;
    // What nobody reads is thrown away: were it waited for, the client could not be told anything either.
    let mut put = reads.then_some(put);
    let mut waiting: Option<Sent> = None;
    let mut under_way: Option<UnderWay<'_>> = None;
    let patience = office.limits.idle.min(STALLED);
    let mut moved = Instant::now();
    let mut farewell = None;
    loop {
        let due = farewell.unwrap_or(moved + patience);
        tokio::select! {
            code = &mut running, if ended.is_none() => ended = Some(code),
            sent = sent(&mut under_way) => {
                under_way = None;
                moved = Instant::now();
                if !sent {
                    return;
                }
            }
            piece = written.recv(), if under_way.is_none() => match piece {
                Some((stream, piece)) => {
                    moved = Instant::now();
                    under_way = Some(Box::pin(send(writer, stream, piece)));
                }
                // Nothing more is written: the command has ended.
                None => break,
            },
            handed = hand_over(put.as_ref(), &mut waiting), if waiting.is_some() => {
                moved = Instant::now();
                if !handed {
                    put = None;
                }
            }
            // What the command has not taken is waited for, so that no client fills the memory.
            said = reader.wait(), if waiting.is_none() => match said {
                Some(ChannelMsg::Data { data }) if put.is_some() => waiting = Some(Sent::Piece(data.to_vec())),
                Some(ChannelMsg::Eof) if put.is_some() => waiting = Some(Sent::End),
                Some(ChannelMsg::Close) | None => return,
                Some(_) => {}
            },
            () = sleep_until(due), if farewell.is_some() || put.is_some() || under_way.is_some() => {
                if farewell.is_some() || under_way.is_some() {
                    return finish(writer, BROKEN.into()).await;
                }
                // A command that waits for the rest reads that it does not come. One that reads nothing goes on.
                (put, waiting) = (None, None);
            }
            () = async { drop(stopping.wait_for(|stops| *stops).await) }, if farewell.is_none() => {
                farewell = Some(Instant::now() + FAREWELL);
                (put, waiting) = (None, None);
            }
        }
    }
    let code = match ended {
        Some(code) => code,
        None => running.await,
    };
    match code {
        Some(code) => finish(writer, code.into()).await,
        None => refuse(writer, office.texts.get("serve.stopping"), REFUSED).await,
    }
}

/// Runs a command on a thread as soon as there is one for it; nothing when the server stops before.
async fn begin(office: &Arc<Office>, asker: Asker, words: Option<Vec<OsString>>, streams: Streams) -> Option<u8> {
    let turn = office.commands.clone().acquire_owned().await.ok()?;
    let (office, Asker { who, place, .. }) = (office.clone(), asker);
    // Both are held for as long as it runs, even when nobody hears its answer any more.
    let running = spawn_blocking(move || {
        let code = run(&office, who, words, streams);
        drop((turn, place));
        code
    });
    Some(running.await.unwrap_or(BROKEN))
}

/// The code of a command that failed by itself.
const BROKEN: u8 = 3;

async fn send(writer: &Writer, stream: Stream, piece: Vec<u8>) -> bool {
    match stream {
        Stream::Output => writer.data_bytes(piece).await.is_ok(),
        Stream::Error => writer.extended_data_bytes(STDERR, piece).await.is_ok(),
    }
}

/// Gives the command what waits for it; tells whether it reads on.
async fn hand_over(put: Option<&Sender<Sent>>, waiting: &mut Option<Sent>) -> bool {
    let place = match put {
        Some(put) => put.reserve().await.ok(),
        None => None,
    };
    match (place, waiting.take()) {
        (Some(place), Some(sent)) => {
            let is_end = matches!(sent, Sent::End);
            place.send(sent);
            !is_end
        }
        _ => false,
    }
}

/// The words of a line, split as a shell would and without one; nothing when a quote is not closed or it is no text.
fn words(line: &[u8]) -> Option<Vec<OsString>> {
    let line = std::str::from_utf8(line).ok().filter(|line| line.len() <= LONGEST)?;
    let words = shlex::split(line)?;
    Some(std::iter::once(String::from("duban")).chain(words).map(OsString::from).collect())
}

/// The name of a command, as far as it is one: what else was typed is nobody's business.
fn named(words: Option<&[OsString]>) -> String {
    let is_name = |word: &&str| word.len() <= 20 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let first = words.and_then(|words| words.get(1)).and_then(|word| word.to_str());
    first.filter(is_name).unwrap_or_default().to_owned()
}

/// Whether a word has a command read standard input.
fn names_input(word: &OsString) -> bool {
    word.to_str().is_some_and(|word| word == "-" || word.ends_with("=-"))
}

/// What a command reads and writes.
struct Streams {
    stdout: Outlet,
    stderr: Outlet,
    stdin: BufReader<Inlet>,
    columns: Option<usize>,
}

/// Runs the words as a command; returns its exit code.
fn run(office: &Office, who: Who, words: Option<Vec<OsString>>, streams: Streams) -> u8 {
    let Streams { mut stdout, mut stderr, mut stdin, columns } = streams;
    let settings = &office.settings;
    let manner = office.manner(&who.author.name);
    let (asker, name) = (who.clone(), named(words.as_deref()));
    let (lang, done) = match words {
        None => (manner.lang, Err(cli::Failure::Usage(office.texts.get("serve.unclear").to_owned()))),
        Some(words) => match Args::read(&words) {
            Ok(args) => {
                let lang = args.global.lang.as_deref().and_then(Lang::from_code).unwrap_or(manner.lang);
                let mut out = Out {
                    stdout: &mut stdout,
                    stderr: &mut stderr,
                    stdin: &mut stdin,
                    is_asked: false,
                    shows_progress: false,
                    columns,
                    width: Width {
                        ambiguous_wide: manner.ambiguous_wide.unwrap_or(false),
                        ascii: args.global.ascii || manner.ascii,
                    },
                    data: settings.data.clone(),
                    who,
                    ledger: Some(office.ledger.clone()),
                    now: settings.clock,
                    settings: settings.explained,
                    lang,
                    texts: OnceCell::new(),
                };
                let done = match &args.command {
                    Some(Command::Settings(asked)) => set(office, asked, &mut out),
                    _ => cli::far(&args, &mut out),
                };
                (lang, done)
            }
            Err(_) => {
                let lang = cli::asked_lang(&words).unwrap_or(manner.lang);
                let answer = cli::answer(&words, &Texts::of(lang));
                let written = answer.map_err(cli::Failure::Usage).and_then(|help| {
                    stdout.write_all(help.as_bytes()).map(|()| cli::Exit::Done).map_err(cli::Failure::Output)
                });
                (lang, written)
            }
        },
    };
    if matches!(done, Err(cli::Failure::Refused(_))) {
        office.door.note(Visited::CommandRefused, &asker, &name);
    }
    let (code, sentence) = cli::ending(done, lang);
    if let Some(sentence) = sentence {
        // Nobody is left to tell when the client is gone; the code still says it.
        let _ = writeln!(stderr, "{sentence}");
    }
    code
}

/// Sets how the asker is shown things, and tells what holds since.
fn set(office: &Office, asked: &Settings, out: &mut Out<'_>) -> Result<cli::Exit, cli::Failure> {
    let name = out.who.author.name.clone();
    if !asked.told.is_empty() {
        office.set_manner(&name, &asked.told)?;
    }
    out.print(&office.told_manner(&name)).map(|()| cli::Exit::Done)
}
