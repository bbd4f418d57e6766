//! The thin handler of a connection: finds out who is there, and hands each channel to a task of its own.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use russh::keys::ssh_key::{Algorithm, HashAlg, PublicKey};
use russh::server::{Auth, ChannelOpenHandle, Config, Handler, Msg, PublicKeyOffer, Session, VerifiedPublicKey};
use russh::{
    Channel, ChannelId, ChannelOpenFailure, MethodKind, MethodSet, Preferred, Pty, cipher, compression, kex, mac,
};

use super::channel;
use super::guard::SignedIn;
use super::guest::{Guest, Origin};
use super::host_key::HostKey;
use super::limits::{Limits, Place, Waiting};
use super::office::Office;
use crate::domain::{Author, Door, Who};
use crate::store::Visited;
use crate::tui::text::clean;

/// The most channels at once on one connection.
const CHANNELS: usize = 4;
/// The most channels over the life of a connection: the library keeps a little of each that has ended.
const CHANNELS_EVER: usize = 1000;
/// How often somebody may try to sign in on one connection; an agent offers all its keys.
const ATTEMPTS: usize = 8;
/// What a key that is not known takes, whichever it is.
const REJECTION: Duration = Duration::from_millis(300);
/// What a gateway account writes as user name: this, the fingerprint of the key it has verified, a blank and an address.
const VERIFIED: &str = "key:";
/// What the owner of the store writes before the name in which changes are recorded.
const FOR_ANOTHER: &str = "as:";

/// What connections are set up with.
///
/// Key exchanges that cost the server much and the client nothing are left out, and compression, which has decompressors
/// fed by strangers.
pub(super) fn config(host_key: HostKey, limits: &Limits) -> Config {
    let preferred = Preferred {
        kex: Cow::Borrowed(&[
            kex::MLKEM768X25519_SHA256,
            kex::CURVE25519,
            kex::CURVE25519_PRE_RFC_8731,
            kex::EXTENSION_SUPPORT_AS_SERVER,
            kex::EXTENSION_OPENSSH_STRICT_KEX_AS_SERVER,
        ]),
        cipher: Cow::Borrowed(&[cipher::CHACHA20_POLY1305, cipher::AES_256_GCM, cipher::AES_256_CTR]),
        mac: Cow::Borrowed(&[mac::HMAC_SHA512_ETM, mac::HMAC_SHA256_ETM]),
        compression: Cow::Borrowed(&[compression::NONE]),
        ..Preferred::default()
    };
    Config {
        server_id: russh::SshId::Standard("SSH-2.0-duban".into()),
        methods: MethodSet::from(&[MethodKind::PublicKey][..]),
        auth_rejection_time: REJECTION,
        auth_rejection_time_initial: Some(Duration::ZERO),
        keys: vec![host_key.into_key()],
        max_auth_attempts: ATTEMPTS,
        // Any traffic resets it, so that it finds dead peers; idle people are the board's matter.
        inactivity_timeout: Some(limits.grace.max(Duration::from_secs(120))),
        keepalive_interval: Some(Duration::from_secs(30)),
        keepalive_max: 3,
        nodelay: true,
        window_size: 1 << 20,
        preferred,
        ..Config::default()
    }
}

/// One connection.
pub(super) struct Connection {
    office: Arc<Office>,
    origin: Origin,
    signed_in: SignedIn,
    /// Its place among those on which nobody has signed in.
    waiting: Option<Waiting>,
    /// Its place among the connections of the person.
    place: Option<Place<String>>,
    guest: Option<Guest>,
    /// The person, once somebody has signed in.
    who: Option<Who>,
    /// The fingerprint of the key that was shown last.
    shown: Option<String>,
    channels: Channels,
    /// How many channels there have been.
    opened: usize,
}

impl Connection {
    pub fn new(office: Arc<Office>, origin: Origin, signed_in: SignedIn, waiting: Waiting, channels: Channels) -> Self {
        Self {
            office,
            origin,
            signed_in,
            waiting: Some(waiting),
            place: None,
            guest: None,
            who: None,
            shown: None,
            channels,
            opened: 0,
        }
    }

    fn holder(&self, key: &PublicKey) -> Guest {
        Guest::Holder { fingerprint: fingerprint(key), from: self.origin.address().unwrap_or_default() }
    }

    /// Takes the guest in if the person may enter.
    fn welcome(&mut self, guest: Guest) -> Auth {
        let Some(who) = guest.who(&self.office.book_now(), Door::Screen) else { return Auth::reject() };
        self.place = self.office.counts.enter(&who.author.name, &self.office.limits);
        if self.place.is_none() {
            return Auth::reject();
        }
        self.who = Some(who);
        self.guest = Some(guest);
        Auth::Accept
    }
}

/// Whether a key of this kind is taken, signed in this way; certificates come another way and are not.
fn is_fit(algorithm: &Algorithm) -> bool {
    matches!(
        algorithm,
        Algorithm::Ed25519
            | Algorithm::Ecdsa { .. }
            | Algorithm::SkEd25519
            | Algorithm::SkEcdsaSha2NistP256
            | Algorithm::Rsa { hash: Some(_) }
    )
}

impl Handler for Connection {
    type Error = russh::Error;

    /// Programs of this machine prove nothing: the kernel has said who they are.
    async fn auth_none(&mut self, user: &str) -> Result<Auth, Self::Error> {
        let Origin::Here(number) = self.origin else { return Ok(Auth::reject()) };
        if let Some(verified) = user.strip_prefix(VERIFIED) {
            let (fingerprint, from) = verified.split_once(' ').unwrap_or((verified, ""));
            let holder = Guest::Holder { fingerprint: fingerprint.to_owned(), from: clean(from).into_owned() };
            return Ok(if self.office.gateway == Some(number) { self.welcome(holder) } else { Auth::reject() });
        }
        if !self.office.is_owner(number) {
            return Ok(Auth::reject());
        }
        let hand = self.office.settings.owner.clone();
        let author = match user.strip_prefix(FOR_ANOTHER) {
            Some(name) => Author { name: clean(name).into_owned(), recorded_by: Some(hand) },
            None => Author { name: hand, recorded_by: None },
        };
        Ok(self.welcome(Guest::Owner(author)))
    }

    async fn auth_publickey_offered(&mut self, _user: &str, offer: PublicKeyOffer<'_>) -> Result<Auth, Self::Error> {
        self.shown = Some(fingerprint(offer.public_key));
        let known = self.holder(offer.public_key).who(&self.office.book_now(), Door::Screen).is_some();
        Ok(if known && is_fit(offer.algorithm) { Auth::Accept } else { Auth::reject() })
    }

    /// Who it is follows from the key that signed, never from one that was only offered, and not from the user name.
    async fn auth_publickey(&mut self, _user: &str, key: VerifiedPublicKey<'_>) -> Result<Auth, Self::Error> {
        Ok(if is_fit(key.algorithm) { self.welcome(self.holder(key.public_key)) } else { Auth::reject() })
    }

    async fn auth_succeeded(&mut self, _session: &mut Session) -> Result<(), Self::Error> {
        self.signed_in.note();
        if let Some(who) = &self.who {
            self.office.door.note(Visited::LoggedIn, who, "");
        }
        self.waiting = None;
        Ok(())
    }

    async fn channel_open_session(
        &mut self,
        channel: Channel<Msg>,
        reply: ChannelOpenHandle,
        _session: &mut Session,
    ) -> Result<(), Self::Error> {
        let Some(guest) = self.guest.clone() else {
            reply.reject(ChannelOpenFailure::AdministrativelyProhibited).await;
            return Ok(());
        };
        if self.channels.open() >= CHANNELS || self.opened >= CHANNELS_EVER {
            reply.reject(ChannelOpenFailure::ResourceShortage).await;
            return Ok(());
        }
        self.opened += 1;
        let open = self.channels.count();
        reply.accept().await;
        let office = self.office.clone();
        tokio::spawn(async move {
            channel::serve(office, guest, channel).await;
            drop(open);
        });
        Ok(())
    }

    // What is asked for is done by the channel's task; here it is only granted or refused.

    async fn pty_request(
        &mut self,
        channel: ChannelId,
        _: &str,
        _: u32,
        _: u32,
        _: u32,
        _: u32,
        _: &[(Pty, u32)],
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        session.channel_success(channel)
    }

    async fn shell_request(&mut self, channel: ChannelId, session: &mut Session) -> Result<(), Self::Error> {
        session.channel_success(channel)
    }

    async fn exec_request(&mut self, channel: ChannelId, _: &[u8], session: &mut Session) -> Result<(), Self::Error> {
        session.channel_success(channel)
    }

    async fn env_request(
        &mut self,
        channel: ChannelId,
        _: &str,
        _: &str,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        session.channel_failure(channel)
    }

    async fn subsystem_request(
        &mut self,
        channel: ChannelId,
        _: &str,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        session.channel_failure(channel)
    }

    async fn x11_request(
        &mut self,
        channel: ChannelId,
        _: bool,
        _: &str,
        _: &str,
        _: u32,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        session.channel_failure(channel)
    }
}

fn fingerprint(key: &PublicKey) -> String {
    key.fingerprint(HashAlg::Sha256).to_string()
}

impl Drop for Connection {
    fn drop(&mut self) {
        let door = &self.office.door;
        match &self.who {
            // It was signed in: the place among those who wait is given up then.
            Some(who) if self.waiting.is_none() => door.note(Visited::LoggedOut, who, ""),
            _ => door.turned_away(self.shown.take(), self.origin.address(), ""),
        }
    }
}

/// How many channels of a connection are open.
#[derive(Clone, Debug, Default)]
pub(super) struct Channels(Arc<AtomicUsize>);

impl Channels {
    pub fn open(&self) -> usize {
        self.0.load(Ordering::Acquire)
    }

    fn count(&self) -> Open {
        self.0.fetch_add(1, Ordering::AcqRel);
        Open(self.clone())
    }
}

/// One open channel of a connection, counted until dropped.
struct Open(Channels);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::AcqRel);
    }
}
