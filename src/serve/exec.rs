//! One command over a channel without a screen: the same code and rights as in the shell.

use std::cell::OnceCell;
use std::ffi::OsString;
use std::future::{Future, pending};
use std::io::{BufRead, Write};
use std::pin::Pin;
use std::sync::Arc;

use russh::ChannelMsg;
use tokio::sync::mpsc::Sender;
use tokio::task::spawn_blocking;

use super::channel::{Pty, Reader, STDERR, Writer, finish};
use super::office::Office;
use super::pipe::{self, Sent, Stream};
use crate::cli::args::serve::Settings;
use crate::cli::args::{Args, Command};
use crate::cli::{self, Out};
use crate::domain::Who;
use crate::lang::{Lang, Texts};
use crate::store::Visited;
use crate::tui::text::Width;

/// A longer command line is refused, in bytes.
const LONGEST: usize = 1 << 20;

/// Runs a command to its end, or until the client is gone.
pub(super) async fn serve(
    office: &Arc<Office>,
    who: Who,
    line: &[u8],
    pty: Option<Pty>,
    reader: &mut Reader,
    writer: &Writer,
) {
    let stopping = office.stopping();
    let (mut stdout, mut stderr, mut written) = pipe::outlets();
    let (put, mut stdin) = pipe::inlet();
    let words = words(line);
    let office = office.clone();
    let running = spawn_blocking(move || {
        let columns = pty.map(|pty| usize::try_from(pty.size.0).unwrap_or(80).clamp(20, 500));
        let streams = Streams { stdout: &mut stdout, stderr: &mut stderr, stdin: &mut stdin, columns };
        run(&office, who, words, streams)
    });
    let mut put = Some(put);
    let mut waiting: Option<Sent> = None;
    let mut under_way: Option<UnderWay<'_>> = None;
    loop {
        tokio::select! {
            sent = sent(&mut under_way) => {
                under_way = None;
                if !sent {
                    return;
                }
            }
            piece = written.recv(), if under_way.is_none() => match piece {
                Some((stream, piece)) => under_way = Some(Box::pin(send(writer, stream, piece))),
                // Nothing more is written: the command has ended.
                None => break,
            },
            handed = hand_over(put.as_ref(), &mut waiting), if waiting.is_some() => {
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
        }
    }
    finish(writer, running.await.unwrap_or(BROKEN).into()).await;
    drop(stopping);
}

/// The code of a command that failed by itself.
const BROKEN: u8 = 3;

type UnderWay<'a> = Pin<Box<dyn Future<Output = bool> + Send + 'a>>;

async fn sent(under_way: &mut Option<UnderWay<'_>>) -> bool {
    match under_way {
        Some(piece) => piece.await,
        None => pending().await,
    }
}

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

/// What a command reads and writes.
struct Streams<'a> {
    stdout: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
    stdin: &'a mut dyn BufRead,
    columns: Option<usize>,
}

/// Runs the words as a command; returns its exit code.
fn run(office: &Office, who: Who, words: Option<Vec<OsString>>, streams: Streams<'_>) -> u8 {
    let Streams { stdout, stderr, stdin, columns } = streams;
    let settings = &office.settings;
    let manner = office.manner(&who.author.name);
    let (asker, name) = (who.clone(), named(words.as_deref()));
    let (lang, done) = match words {
        None => (manner.lang, Err(cli::Failure::Usage(office.texts.get("serve.unclear").to_owned()))),
        Some(words) => match Args::read(&words) {
            Ok(args) => {
                let lang = args.global.lang.as_deref().and_then(Lang::from_code).unwrap_or(manner.lang);
                let mut out = Out {
                    stdout: &mut *stdout,
                    stderr: &mut *stderr,
                    stdin,
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
