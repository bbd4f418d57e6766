//! Takes connections in: turns away what is too much, and goes on whatever the operating system refuses.

use std::sync::Arc;
use std::time::Duration;

use russh::server::{Config, run_stream};
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use super::guard::{Guarded, SignedIn};
use super::guest::Origin;
use super::handler::{Channels, Connection};
use super::limits::Waiting;
use super::office::Office;
use super::socket::Socket;

/// How long nothing is accepted after the operating system has refused, as it does without file descriptors.
const RESPITE: Duration = Duration::from_millis(200);
/// How long a connection goes on after the server was told to stop.
const FAREWELL: Duration = Duration::from_secs(5);
/// How much of what a reader does not take may lie in the kernel, in bytes.
const UNSENT: u32 = 16 << 10;

/// Takes in connections from the network until the server stops.
pub(super) async fn from_network(office: Arc<Office>, config: Arc<Config>, listener: TcpListener) {
    let mut stopping = office.stopping();
    loop {
        let accepted = tokio::select! {
            _ = stopping.wait_for(|stops| *stops) => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let origin = Origin::Network(peer);
                match office.counts.wait(peer.ip(), &office.limits) {
                    Some(waiting) => {
                        tune(&stream);
                        tokio::spawn(connection(office.clone(), config.clone(), stream, origin, waiting));
                    }
                    None => office.door.turned_away(None, origin.address(), office.texts.get("serve.crowded")),
                }
            }
            Err(_) => sleep(RESPITE).await,
        }
    }
}

/// Takes in connections of programs on this machine until the server stops.
pub(super) async fn from_here(office: Arc<Office>, config: Arc<Config>, socket: Socket) {
    let mut stopping = office.stopping();
    loop {
        let accepted = tokio::select! {
            _ = stopping.wait_for(|stops| *stops) => return,
            accepted = socket.accept() => accepted,
        };
        match accepted {
            Ok((stream, user)) => {
                let is_known = office.is_owner(user) || office.gateway == Some(user);
                if let Some(waiting) = office.counts.wait_here(is_known, &office.limits) {
                    let (office, config) = (office.clone(), config.clone());
                    tokio::spawn(connection(office, config, stream, Origin::Here(user), waiting));
                }
            }
            Err(_) => sleep(RESPITE).await,
        }
    }
}

/// A key is answered at once, and a reader who stops holds little of the kernel's memory; both only make it better.
fn tune(stream: &TcpStream) {
    let socket = SockRef::from(stream);
    drop(socket.set_tcp_nodelay(true));
    drop(socket.set_keepalive(true));
    drop(socket.set_tcp_notsent_lowat(UNSENT));
}

async fn connection<S>(office: Arc<Office>, config: Arc<Config>, stream: S, origin: Origin, waiting: Waiting)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut stopping = office.stopping();
    let signed_in = SignedIn::default();
    let guarded = Guarded::new(stream, signed_in.clone(), office.limits.grace);
    let channels = Channels::default();
    let handler = Connection::new(office, origin, signed_in, waiting, channels.clone());
    let mut running = std::pin::pin!(async {
        // A connection that fails is over; what its sessions had is kept by their own tasks.
        if let Ok(running) = run_stream(config, guarded, handler).await {
            drop(running.await);
        }
    });
    let is_over = tokio::select! {
        () = &mut running => true,
        _ = stopping.wait_for(|stops| *stops) => false,
    };
    // Its sessions say goodbye first; without any it says nothing and is not waited for.
    if !is_over && channels.open() > 0 {
        drop(timeout(FAREWELL, running).await);
    }
}
