//! Clients in this process: many cost little, and what comes over a channel is counted without what wraps it.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Instant;

use russh::client::{self, Handle, Msg, connect};
use russh::keys::{PrivateKeyWithHashAlg, PublicKeyOrCertificate, load_secret_key};
use russh::{ChannelMsg, ChannelWriteHalf};
use tokio::runtime::{self, Runtime};

use super::SIZE;
use super::site::Site;
use crate::tty::Tty;

/// What drives the clients.
pub struct Clients(Runtime);

impl Clients {
    pub fn new() -> Self {
        Self(runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap())
    }

    /// Signs a person in.
    pub fn sign_in(&self, site: &Site, person: usize) -> Far {
        let key = load_secret_key(site.key(person), None).unwrap();
        let connection = self.0.block_on(async {
            let config = client::Config { nodelay: true, ..client::Config::default() };
            let mut connection = connect(Arc::new(config), ("127.0.0.1", site.port), Trusting).await.unwrap();
            let key = PrivateKeyWithHashAlg::new(Arc::new(key), None);
            assert!(connection.authenticate_publickey("anyone", key).await.unwrap().success(), "{person} is let in");
            Arc::new(connection)
        });
        Far { runtime: self.0.handle().clone(), connection }
    }
}

/// A connection on which somebody has signed in.
pub struct Far {
    runtime: runtime::Handle,
    connection: Arc<Handle<Trusting>>,
}

impl Far {
    /// The board on a terminal of [`SIZE`].
    pub fn board(&self) -> Tty {
        let channel = self.runtime.block_on(async {
            let channel = self.connection.channel_open_session().await.unwrap();
            let (columns, rows) = SIZE;
            channel.request_pty(false, "xterm-256color", columns.into(), rows.into(), 0, 0, &[]).await.unwrap();
            channel.request_shell(false).await.unwrap();
            channel
        });
        let (mut reader, writer) = channel.split();
        let (send, output) = mpsc::channel();
        self.runtime.spawn(async move {
            while let Some(said) = reader.wait().await {
                if let ChannelMsg::Data { data } = said
                    && send.send((Instant::now(), data.to_vec())).is_err()
                {
                    return;
                }
            }
        });
        let keyboard = Keyboard { runtime: self.runtime.clone(), _connection: self.connection.clone(), writer };
        Tty::over(SIZE, Box::new(keyboard), output)
    }

    /// Has a command done; returns the moment it said so.
    pub fn done(&self, line: &str) -> Instant {
        self.runtime.block_on(async {
            let mut channel = self.connection.channel_open_session().await.unwrap();
            channel.exec(false, line).await.unwrap();
            let (mut told, mut code) = (None, None);
            while let Some(said) = channel.wait().await {
                match said {
                    ChannelMsg::Data { .. } => told = told.or_else(|| Some(Instant::now())),
                    ChannelMsg::ExitStatus { exit_status } => code = Some(exit_status),
                    _ => {}
                }
            }
            assert_eq!(code, Some(0), "{line}");
            told.unwrap()
        })
    }
}

/// What a person types on.
struct Keyboard {
    runtime: runtime::Handle,
    writer: ChannelWriteHalf<Msg>,
    /// The connection lasts as long as somebody may type.
    _connection: Arc<Handle<Trusting>>,
}

impl Write for Keyboard {
    fn write(&mut self, keys: &[u8]) -> io::Result<usize> {
        self.runtime.block_on(self.writer.data_bytes(keys.to_vec())).map_err(io::Error::other)?;
        Ok(keys.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The server is the one that was started here.
struct Trusting;

impl client::Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, Self::Error> {
        Ok(true)
    }
}
