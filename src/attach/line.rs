//! One channel to the server, joined to the standard streams.

use std::io;

use russh::client::{Handle, Msg};
use russh::{Channel, ChannelMsg};
use tokio::io::{AsyncReadExt, AsyncWriteExt, stderr, stdin, stdout};
use tokio::signal::unix::{SignalKind, signal};

use super::terminal::{self, Raw};
use super::{Trusting, Wanted};

/// The most bytes taken from standard input at once.
const PIECE: usize = 16 << 10;
/// The exit code while the server has told none.
const BROKEN: u8 = 3;

pub(super) async fn run(signed_in: &Handle<Trusting>, wanted: Wanted) -> io::Result<u8> {
    let channel = signed_in.channel_open_session().await.map_err(io::Error::other)?;
    let _raw = match wanted {
        Wanted::Board(terminal) => {
            let (width, height) = terminal::size();
            let raw = Raw::take()?;
            channel.request_pty(false, &terminal, width, height, 0, 0, &[]).await.map_err(io::Error::other)?;
            channel.request_shell(false).await.map_err(io::Error::other)?;
            Some(raw)
        }
        Wanted::Command(words) => {
            channel.exec(false, words).await.map_err(io::Error::other)?;
            None
        }
    };
    pass_on(channel).await
}

async fn pass_on(channel: Channel<Msg>) -> io::Result<u8> {
    let mut resized = signal(SignalKind::window_change())?;
    let mut ended = signal(SignalKind::terminate())?;
    let (mut reader, writer) = channel.split();
    let (mut input, mut output, mut error) = (stdin(), stdout(), stderr());
    let mut piece = vec![0; PIECE];
    let (mut code, mut is_open) = (BROKEN, true);
    loop {
        tokio::select! {
            read = input.read(&mut piece), if is_open => {
                let typed = read.ok().and_then(|count| piece.get(..count)).filter(|typed| !typed.is_empty());
                match typed {
                    Some(typed) => drop(writer.data_bytes(typed.to_vec()).await),
                    None => {
                        is_open = false;
                        drop(writer.eof().await);
                    }
                }
            }
            _ = resized.recv() => {
                let (width, height) = terminal::size();
                drop(writer.window_change(width, height, 0, 0).await);
            }
            _ = ended.recv() => return Ok(code),
            said = reader.wait() => match said {
                Some(ChannelMsg::Data { data }) => {
                    output.write_all(&data).await?;
                    output.flush().await?;
                }
                Some(ChannelMsg::ExtendedData { data, .. }) => {
                    error.write_all(&data).await?;
                    error.flush().await?;
                }
                Some(ChannelMsg::ExitStatus { exit_status }) => code = u8::try_from(exit_status).unwrap_or(BROKEN),
                Some(ChannelMsg::Close) | None => return Ok(code),
                Some(_) => {}
            },
        }
    }
}
