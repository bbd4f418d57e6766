//! Joins this terminal, or these pipes, to a server on the same machine: bytes there and back, nothing is understood.
//!
//! It speaks the protocol that people's own clients speak. The kernel says who is on the other end of the socket, so
//! that nobody needs a key.

mod line;
mod terminal;

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use russh::client::{self, Handle};
use tokio::net::UnixStream;

/// What is wanted of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The board, on a terminal of this name.
    Board(String),
    /// A command.
    Command {
        /// Its words, as a shell would split them.
        words: String,
        /// What it reads in place of this program's standard input.
        file: Option<Vec<u8>>,
    },
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With this exit code.
    Code(u8),
    /// The server lets this account, or that key, not in.
    Refused,
    /// The server went away before it told how it ended.
    Lost,
}

/// A server to be joined.
#[derive(Clone, Debug)]
pub struct Server {
    socket: PathBuf,
}

/// In whose name the server is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The account this program runs under.
    Myself,
    /// Somebody in whose name the owner of the store records.
    As(String),
    /// Whoever holds the key of this fingerprint, as an SSH server in front has verified, at this address.
    Holder(String, String),
}

impl Server {
    /// The server that listens at `socket`; nothing while none does.
    pub fn at(socket: &Path) -> Option<Self> {
        let answers = std::os::unix::net::UnixStream::connect(socket).is_ok();
        answers.then(|| Self { socket: socket.to_owned() })
    }

    /// Joins this program's standard streams to what is wanted, until either end ends.
    ///
    /// The terminal is given back as it was, also when the server ends suddenly.
    pub fn join(&self, claim: &Claim, wanted: Wanted) -> io::Result<End> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let end = runtime.block_on(async {
            match self.sign_in(claim).await? {
                Some(signed_in) => line::run(&signed_in, wanted).await,
                None => Ok(End::Refused),
            }
        });
        // Somebody may still be waited for at the keyboard; the process need not be.
        runtime.shutdown_background();
        end
    }

    async fn sign_in(&self, claim: &Claim) -> io::Result<Option<Handle<Trusting>>> {
        let stream = UnixStream::connect(&self.socket).await?;
        self.is_owners(stream.peer_cred()?.uid())?;
        let config = Arc::new(client::Config::default());
        let mut handle = client::connect_stream(config, stream, Trusting).await.map_err(io::Error::other)?;
        let name = match claim {
            Claim::Myself => String::new(),
            Claim::As(name) => format!("as:{name}"),
            Claim::Holder(fingerprint, from) => format!("key:{fingerprint} {from}"),
        };
        let answer = handle.authenticate_none(name).await.map_err(io::Error::other)?;
        Ok(answer.success().then_some(handle))
    }

    /// Whoever listens must be who owns the place, or somebody else might be told what is typed.
    fn is_owners(&self, listener: u32) -> io::Result<()> {
        let folder = self.socket.parent().unwrap_or(Path::new("/"));
        let owner = fs::metadata(folder)?.uid();
        if listener == owner || listener == 0 {
            return Ok(());
        }
        Err(io::Error::new(io::ErrorKind::PermissionDenied, format!("user {listener} listens in a folder of {owner}")))
    }
}

/// The kernel has said who is there: the host key adds nothing.
struct Trusting;

impl client::Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &russh::keys::PublicKeyOrCertificate) -> Result<bool, Self::Error> {
        Ok(true)
    }
}
