//! One channel: hears what the client wants, and gives it the board or a command.

use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use russh::server::Msg;
use russh::{Channel, ChannelMsg, ChannelReadHalf, ChannelWriteHalf};
use tokio::time::timeout;

use super::board;
use super::exec;
use super::guest::Guest;
use super::limits::Place;
use super::office::Office;
use crate::domain::{Door, Who};
use crate::tui::backend;

/// How long a client may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a client has to take the last bytes.
pub(super) const PARTING: Duration = Duration::from_secs(2);
/// The code of a command that was typed wrongly, and of a shell without a terminal.
const USAGE: u32 = 2;
/// The code of what failed by itself.
const BROKEN: u32 = 3;
/// The code of what was refused.
pub(super) const REFUSED: u32 = 1;
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
    let Some(place) = office.counts.sit(&who.author.name, &office.limits) else {
        return refuse(&writer, office.texts.get("serve.too_many"), REFUSED).await;
    };
    let is_board = wanted.is_none() && pty.is_some();
    let writer = Arc::new(writer);
    let told = (office.clone(), writer.clone());
    let serving = tokio::spawn(async move {
        let asker = Asker { guest, who, place };
        match (wanted, pty) {
            (Some(command), pty) => exec::serve(&office, asker, &command, pty, &mut reader, &writer).await,
            (None, Some(pty)) => board::serve(&office, &asker, &pty, &mut reader, &writer).await,
            (None, None) => refuse(&writer, office.texts.get("serve.no_terminal"), USAGE).await,
        }
    });
    if serving.await.is_err() {
        let (office, writer) = told;
        broken(&office, &writer, is_board).await;
    }
}

/// Ends a channel whose task has failed: the terminal is given back, and the person told what became of the words.
async fn broken(office: &Office, writer: &Writer, is_board: bool) {
    let given_back = if is_board { backend::GIVE_BACK } else { "" };
    drop(timeout(PARTING, writer.data_bytes(given_back.as_bytes())).await);
    refuse(writer, office.texts.get("serve.broken"), BROKEN).await;
}

/// Who uses a channel.
pub(super) struct Asker {
    pub guest: Guest,
    /// The person as of the beginning of the channel.
    pub who: Who,
    /// The channel's place among those of the person.
    pub place: Place<String>,
}

/// Reads what comes from the client.
pub(super) type Reader = ChannelReadHalf;

/// Tells a sentence and ends the channel.
pub(super) async fn refuse(writer: &Writer, sentence: &str, code: u32) {
    let told = writer.extended_data_bytes(STDERR, format!("{sentence}\r\n").into_bytes());
    drop(timeout(PARTING, told).await);
    finish(writer, code).await;
}

/// Bytes on their way to the client; tells whether it takes them.
pub(super) type UnderWay<'a> = Pin<Box<dyn Future<Output = bool> + Send + 'a>>;

/// Waits for what is under way, for ever while nothing is.
pub(super) async fn sent(under_way: &mut Option<UnderWay<'_>>) -> bool {
    match under_way {
        Some(bytes) => bytes.await,
        None => pending().await,
    }
}

/// Ends a channel with an exit code. A client that no longer listens has ended it already, or is not waited for.
pub(super) async fn finish(writer: &Writer, code: u32) {
    let ending = async {
        drop(writer.eof().await);
        drop(writer.exit_status(code).await);
        drop(writer.close().await);
    };
    drop(timeout(PARTING, ending).await);
}
