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
    /// The most connections on which nobody has signed in.
    pub waiting: usize,
    /// The most of them from one source: an address, of IPv6 a network of 64 bits.
    pub waiting_from_one: usize,
    /// Sources that many people come from, such as a bastion: only the limit for all holds for them.
    pub trusted: Vec<IpAddr>,
    /// The most channels of one person, over all connections.
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
    all_waiting: Arc<Tally<()>>,
    waiting_from: Arc<Tally<IpAddr>>,
    of_person: Arc<Tally<String>>,
}

/// A place among the connections that wait; given back when dropped.
#[derive(Debug)]
pub(super) struct Waiting {
    _all: Place<()>,
    _source: Option<Place<IpAddr>>,
}

impl Counts {
    /// A place for a connection from `source`, or nothing when it is turned away.
    pub fn wait(&self, source: Option<IpAddr>, limits: &Limits) -> Option<Waiting> {
        let source = source.map(of_one).filter(|source| !limits.trusted.contains(source));
        let from = source.map(|source| self.waiting_from.take(source, limits.waiting_from_one).ok_or(()));
        let source = from.transpose().ok()?;
        Some(Waiting { _all: self.all_waiting.take((), limits.waiting)?, _source: source })
    }

    /// A place for one more channel of a person, or nothing when there are too many.
    pub fn sit(&self, person: &str, limits: &Limits) -> Option<Place<String>> {
        self.of_person.take(person.to_owned(), limits.of_one_person)
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
