//! Who a connection belongs to, and how that was found out.

use std::net::SocketAddr;

use crate::domain::{Access, Author, Book, Door, Via, Who};

/// Where a connection comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The network.
    Network(SocketAddr),
    /// A program on this machine, run under this user number.
    Here(u32),
}

impl Origin {
    /// The address it comes from; none on this machine.
    pub fn address(self) -> Option<String> {
        match self {
            Self::Network(address) => Some(address.ip().to_canonical().to_string()),
            Self::Here(_) => None,
        }
    }
}

/// Who a connection belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Guest {
    /// Whoever holds the key of this fingerprint, and has proved it.
    Holder {
        /// The key's fingerprint.
        fingerprint: String,
        /// Where the person is, such as an address.
        from: String,
    },
    /// The owner of the store, at this machine.
    Owner(Author),
}

impl Guest {
    /// The person as the book has it now; nothing once the person may no longer enter.
    pub fn who(&self, book: &Book, door: Door) -> Option<Who> {
        match self {
            Self::Holder { fingerprint, from } => {
                book.who(fingerprint, Via { door, from: Some(from.clone()), key: Some(fingerprint.clone()) })
            }
            Self::Owner(author) => Some(Who {
                author: author.clone(),
                access: Access::Admin,
                units: Vec::new(),
                via: Via { door, from: None, key: None },
            }),
        }
    }
}
