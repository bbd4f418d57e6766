//! How much the server takes on: connections that have not signed in, in all and from one source, and people's sessions.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How much the server takes on.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The time somebody has to sign in.
    pub grace: Duration,
    /// The most connections on which nobody has signed in: of strangers, of trusted sources and of this machine's programs
    /// each, so that none keeps out the others.
    pub waiting: usize,
    /// The most of them from one source: an address, of IPv6 a network of 64 bits.
    pub waiting_from_one: usize,
    /// Sources that many people come from, such as a bastion: they wait apart from strangers, and one may have all places.
    pub trusted: Vec<IpAddr>,
    /// The most channels of one person, over all connections; of those there may be twice as many.
    pub of_one_person: usize,
    /// After this time without a key a screen is closed, its draft kept.
    pub idle: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            grace: Duration::from_secs(20),
            waiting: 128,
            waiting_from_one: 16,
            trusted: Vec::new(),
            of_one_person: 16,
            idle: Duration::from_secs(30 * 60),
        }
    }
}

/// What is taken on just now.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    waiting: Arc<Tally<Side>>,
    waiting_from: Arc<Tally<IpAddr>>,
    connections_of: Arc<Tally<String>>,
    channels_of: Arc<Tally<String>>,
}

/// Where somebody waits: whoever fills one side keeps nobody out of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Side {
    Strangers,
    Trusted,
    /// The owner's programs on this machine, and the gateway's.
    Here,
    /// Programs of other accounts of this machine.
    Others,
}

/// A place among the connections that wait; given back when dropped.
#[derive(Debug)]
pub(super) struct Waiting {
    _side: Place<Side>,
    _source: Option<Place<IpAddr>>,
}

impl Counts {
    /// A place for a connection from `source`, or nothing when it is turned away.
    pub fn wait(&self, source: IpAddr, limits: &Limits) -> Option<Waiting> {
        let source = of_one(source);
        if limits.trusted.iter().any(|trusted| of_one(*trusted) == source) {
            return Some(Waiting { _side: self.waiting.take(Side::Trusted, limits.waiting)?, _source: None });
        }
        let from = self.waiting_from.take(source, limits.waiting_from_one)?;
        Some(Waiting { _side: self.waiting.take(Side::Strangers, limits.waiting)?, _source: Some(from) })
    }

    /// A place for a program of this machine, of an account that may enter or of another.
    pub fn wait_here(&self, is_known: bool, limits: &Limits) -> Option<Waiting> {
        let side = if is_known { Side::Here } else { Side::Others };
        Some(Waiting { _side: self.waiting.take(side, limits.waiting)?, _source: None })
    }

    /// A place for one more connection of a person, or nothing when there are too many.
    pub fn enter(&self, person: &str, limits: &Limits) -> Option<Place<String>> {
        self.connections_of.take(person.to_owned(), limits.of_one_person.saturating_mul(2))
    }

    /// A place for one more channel of a person, or nothing when there are too many.
    pub fn sit(&self, person: &str, limits: &Limits) -> Option<Place<String>> {
        self.channels_of.take(person.to_owned(), limits.of_one_person)
    }
}

/// What counts as one source.
pub(super) fn of_one(source: IpAddr) -> IpAddr {
    match source.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[derive(Debug)]
struct Tally<K>(Mutex<HashMap<K, usize>>);

impl<K> Default for Tally<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K> Tally<K> {
    fn held(&self) -> MutexGuard<'_, HashMap<K, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Clone + Eq + Hash> Tally<K> {
    fn take(self: &Arc<Self>, key: K, most: usize) -> Option<Place<K>> {
        let mut held = self.held();
        let taken = held.get(&key).copied().unwrap_or_default();
        if taken >= most {
            return None;
        }
        held.insert(key.clone(), taken + 1);
        Some(Place { tally: self.clone(), key })
    }
}

/// A place that is given back when dropped.
#[derive(Debug)]
pub(super) struct Place<K: Eq + Hash> {
    tally: Arc<Tally<K>>,
    key: K,
}

impl<K: Eq + Hash> Drop for Place<K> {
    fn drop(&mut self) {
        let mut held = self.tally.held();
        if let Some(taken) = held.get_mut(&self.key) {
            *taken -= 1;
            if *taken == 0 {
                held.remove(&self.key);
            }
        }
    }
}
