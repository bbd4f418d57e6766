//! One channel to the server, joined to the standard streams.

use std::future::{Future, pending};
use std::io;
use std::pin::Pin;

use russh::client::{Handle, Msg};
use russh::{Channel, ChannelMsg};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, stderr, stdin, stdout};
use tokio::signal::unix::{SignalKind, signal};

use super::terminal::{self, Raw};
use super::{End, Trusting, Wanted};

/// The most bytes taken from standard input at once.
const PIECE: usize = 16 << 10;
/// The exit code of whoever is told to end before the server has told one.
const BROKEN: u8 = 3;

/// What is on its way to the server.
type Sending<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

pub(super) async fn run(signed_in: &Handle<Trusting>, wanted: Wanted) -> io::Result<End> {
    let channel = signed_in.channel_open_session().await.map_err(io::Error::other)?;
    let mut input: Box<dyn AsyncRead + Unpin> = Box::new(stdin());
    let _raw = match wanted {
        Wanted::Board(terminal) => {
            let (width, height) = terminal::size();
            let raw = Raw::take()?;
            channel.request_pty(false, &terminal, width, height, 0, 0, &[]).await.map_err(io::Error::other)?;
            channel.request_shell(false).await.map_err(io::Error::other)?;
            Some(raw)
        }
        Wanted::Command { words, file } => {
            channel.exec(false, words).await.map_err(io::Error::other)?;
            if let Some(bytes) = file {
                input = Box::new(io::Cursor::new(bytes));
            }
            None
        }
    };
    pass_on(channel, input).await
}

async fn pass_on(channel: Channel<Msg>, mut input: Box<dyn AsyncRead + Unpin>) -> io::Result<End> {
    let mut resized = signal(SignalKind::window_change())?;
    let mut ended = signal(SignalKind::terminate())?;
    let (mut reader, writer) = channel.split();
    let (mut output, mut error) = (stdout(), stderr());
    let mut piece = vec![0; PIECE];
    let (mut code, mut is_open) = (None, true);
    let writer = &writer;
    let mut sending: Option<Sending<'_>> = None;
    loop {
        tokio::select! {
            // What the server says is heard all the while: it may take no more before somebody does.
            () = sent(&mut sending) => sending = None,
            read = input.read(&mut piece), if is_open && sending.is_none() => {
                let typed = read.ok().and_then(|count| piece.get(..count)).filter(|typed| !typed.is_empty());
                is_open = typed.is_some();
                let typed = typed.map(<[u8]>::to_vec);
                sending = Some(Box::pin(async move {
                    match typed {
                        Some(typed) => drop(writer.data_bytes(typed).await),
                        None => drop(writer.eof().await),
                    }
                }));
            }
            _ = resized.recv() => {
                let (width, height) = terminal::size();
                drop(writer.window_change(width, height, 0, 0).await);
            }
            _ = ended.recv() => return Ok(End::Code(code.unwrap_or(BROKEN))),
            said = reader.wait() => match said {
                Some(ChannelMsg::Data { data }) => {
                    output.write_all(&data).await?;
                    output.flush().await?;
                }
                Some(ChannelMsg::ExtendedData { data, .. }) => {
                    error.write_all(&data).await?;
                    error.flush().await?;
                }
                Some(ChannelMsg::ExitStatus { exit_status }) => code = Some(u8::try_from(exit_status).unwrap_or(BROKEN)),
                Some(ChannelMsg::Close) | None => return Ok(code.map_or(End::Lost, End::Code)),
                Some(_) => {}
            },
        }
    }
}

async fn sent(sending: &mut Option<Sending<'_>>) {
    match sending {
        Some(piece) => piece.await,
        None => pending().await,
    }
}
