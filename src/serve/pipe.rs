//! Joins a command, which reads and writes and waits, with a channel, which must never be waited for.

use std::io::{self, BufReader, Read, Write};

use tokio::sync::mpsc::{self, Receiver, Sender};

/// The most pieces under way in one direction.
const PIECES: usize = 16;
/// The most bytes of a piece written.
const PIECE: usize = 32 << 10;

/// One of the streams a command writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Output,
    Error,
}

/// Takes what a command writes; it waits while the client does not read.
pub(super) struct Outlet {
    stream: Stream,
    pieces: Sender<(Stream, Vec<u8>)>,
}

/// The outlets for standard output and standard error, and what comes out of them.
pub(super) fn outlets() -> (Outlet, Outlet, Receiver<(Stream, Vec<u8>)>) {
    let (pieces, written) = mpsc::channel(PIECES);
    let error = Outlet { stream: Stream::Error, pieces: pieces.clone() };
    (Outlet { stream: Stream::Output, pieces }, error, written)
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = bytes.get(..PIECE).unwrap_or(bytes);
        let sent = self.pieces.blocking_send((self.stream, piece.to_owned()));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a client sends.
pub(super) enum Sent {
    Piece(Vec<u8>),
    /// All was sent. A line that breaks says no such thing, and what came before it is not the whole.
    End,
}

/// Gives a command what the client sends.
pub(super) struct Inlet {
    sent: Receiver<Sent>,
    piece: io::Cursor<Vec<u8>>,
    is_at_end: bool,
}

/// Where what the client sends is put, and the standard input it becomes; dropping the first before the end was put
/// makes reading fail.
pub(super) fn inlet() -> (Sender<Sent>, BufReader<Inlet>) {
    let (put, sent) = mpsc::channel(PIECES);
    (put, BufReader::new(Inlet { sent, piece: io::Cursor::default(), is_at_end: false }))
}

impl Read for Inlet {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let taken = self.piece.read(into)?;
            if taken > 0 || into.is_empty() || self.is_at_end {
                return Ok(taken);
            }
            match self.sent.blocking_recv() {
                Some(Sent::Piece(piece)) => self.piece = io::Cursor::new(piece),
                Some(Sent::End) => self.is_at_end = true,
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
    }
}
