//! One channel: hears what the client wants, and gives it the board or a command.

use std::sync::Arc;
use std::time::Duration;

use russh::server::Msg;
use russh::{Channel, ChannelMsg, ChannelReadHalf, ChannelWriteHalf};
use tokio::time::timeout;

use super::board;
use super::exec;
use super::guest::Guest;
use super::office::Office;
use crate::domain::{Door, Who};

/// How long a client may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(10);
/// The code of a command that was typed wrongly, and of a shell without a terminal.
const USAGE: u32 = 2;
/// The code of what was refused.
const REFUSED: u32 = 1;
/// The stream of a channel that stands for standard error (RFC 4254, 5.2).
pub(super) const STDERR: u32 = 1;

/// What the client's side of a channel is written to with.
pub(super) type Writer = ChannelWriteHalf<Msg>;

/// The terminal a client has, as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pty {
    pub name: String,
    pub size: (u32, u32),
}

/// Serves a channel to its end.
pub(super) async fn serve(office: Arc<Office>, guest: Guest, channel: Channel<Msg>) {
    let (mut reader, writer) = channel.split();
    let mut pty = None;
    let wanted = loop {
        match timeout(PATIENCE, reader.wait()).await {
            Ok(Some(ChannelMsg::RequestPty { term, col_width, row_height, .. })) => {
                pty = Some(Pty { name: term, size: (col_width, row_height) });
            }
            Ok(Some(ChannelMsg::RequestShell { .. })) => break None,
            Ok(Some(ChannelMsg::Exec { command, .. })) => break Some(command),
            Ok(Some(ChannelMsg::Close) | None) | Err(_) => return drop(writer.close().await),
            Ok(Some(_)) => {}
        }
    };
    let door = if wanted.is_some() { Door::Command } else { Door::Screen };
    let Some(who) = guest.who(&office.book_now(), door) else {
        return refuse(&writer, office.texts.get("serve.removed"), REFUSED).await;
    };
    let Some(_place) = office.counts.sit(&who.author.name, &office.limits) else {
        return refuse(&writer, office.texts.get("serve.too_many"), REFUSED).await;
    };
    match (wanted, pty) {
        (Some(command), pty) => exec::serve(&office, who, &command, pty, &mut reader, &writer).await,
        (None, Some(pty)) => board::serve(&office, &Asker { guest, who }, &pty, &mut reader, &writer).await,
        (None, None) => refuse(&writer, office.texts.get("serve.no_terminal"), USAGE).await,
    }
}

/// Who uses a channel.
pub(super) struct Asker {
    pub guest: Guest,
    /// The person as of the beginning of the channel.
    pub who: Who,
}

/// Reads what comes from the client.
pub(super) type Reader = ChannelReadHalf;

async fn refuse(writer: &Writer, sentence: &str, code: u32) {
    drop(writer.extended_data_bytes(STDERR, format!("{sentence}\r\n").into_bytes()).await);
    finish(writer, code).await;
}

/// Ends a channel with an exit code. A client that no longer listens has ended it already.
pub(super) async fn finish(writer: &Writer, code: u32) {
    drop(writer.eof().await);
    drop(writer.exit_status(code).await);
    drop(writer.close().await);
}
