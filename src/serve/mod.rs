//! Serves the board and the commands over SSH: many people at once on one ledger.
//!
//! It must not know what keys mean, what is drawn, or who may do what: sessions and the domain do. One process owns the
//! store; each connection has a thin handler that passes on what it hears, and each of its channels a task that owns
//! one session.

mod accept;
mod board;
mod channel;
mod door;
mod exec;
mod guard;
mod guest;
mod handler;
mod host_key;
mod limits;
mod manner;
mod office;
mod pipe;
mod presence;
mod socket;
mod worker;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::ledger::Ledger;
pub use host_key::HostKey;
pub use limits::Limits;
pub use manner::{Manner, Understand};
use office::Office;
pub use office::{Clock, Settings};

/// How long people's sessions have to end when the server stops.
const PARTING: Duration = Duration::from_secs(10);
/// The most threads that read and write for sessions; commands that wait together share one sync.
const ERRANDS: usize = 64;

/// How a server is set up.
pub struct Options {
    /// Where it listens for people's SSH clients.
    pub listen: SocketAddr,
    /// Where it listens for this machine's own programs.
    pub socket: PathBuf,
    /// Where they look for it.
    pub usual_socket: PathBuf,
    /// What it proves itself with.
    pub host_key: HostKey,
    /// The user number of the account that says whose key it has verified itself; none trusts no such account.
    pub gateway: Option<u32>,
    /// What holds for every session.
    pub settings: Settings,
    /// How much it takes on.
    pub limits: Limits,
}

/// Why nothing was served.
#[derive(Debug)]
pub enum Unserved {
    /// The socket for this machine's own programs cannot be made.
    Socket(io::Error),
    /// Anything else, mostly that the address cannot be listened on.
    Other(io::Error),
}

impl From<io::Error> for Unserved {
    fn from(error: io::Error) -> Self {
        Self::Other(error)
    }
}

/// Serves `ledger` until the process is told to end, and leaves the store well.
///
/// `ready` is told the address it listens on once people can connect. Nothing was changed when it fails.
pub fn run(ledger: Ledger, options: Options, ready: impl FnOnce(SocketAddr)) -> Result<(), Unserved> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(ERRANDS).build()?;
    let ledger = Arc::new(ledger);
    let served = runtime.block_on(serve(ledger.clone(), options, ready));
    // What is being written is finished; nobody waits for more.
    runtime.shutdown_timeout(PARTING);
    drop(ledger.settle());
    served
}

async fn serve(ledger: Arc<Ledger>, options: Options, ready: impl FnOnce(SocketAddr)) -> Result<(), Unserved> {
    let Options { listen, socket, usual_socket, host_key, gateway, settings, limits } = options;
    let mut ends = [signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?, signal(SignalKind::hangup())?];
    let network = TcpListener::bind(listen).await?;
    let own = socket::Socket::bind(&socket, &usual_socket, gateway.is_some()).map_err(Unserved::Socket)?;
    let office = Arc::new(Office::open(ledger, settings, limits, gateway)?);
    let config = Arc::new(handler::config(host_key, &office.limits));
    ready(network.local_addr()?);
    let from_network = tokio::spawn(accept::from_network(office.clone(), config.clone(), network));
    let from_here = tokio::spawn(accept::from_here(office.clone(), config, own));
    let [terminate, interrupt, hangup] = &mut ends;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        _ = hangup.recv() => {}
    }
    office.stop();
    drop(tokio::join!(from_network, from_here));
    // A session that does not end in time has its draft on disk all the same.
    drop(tokio::time::timeout(PARTING, office.everyone_left()).await);
    Ok(())
}
