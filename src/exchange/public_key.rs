//! Reads the public key that somebody sent in, and says what it is that was sent instead of one.

use ssh_key::public::KeyData;
use ssh_key::{HashAlg, PublicKey};

use super::decode::decode;
use crate::domain::AccessKey;
use crate::lang::Texts;

/// An RSA key below this is refused, in bits; what NIST SP 800-57 holds good beyond 2030.
const SHORTEST_RSA: u32 = 3072;
/// An RSA key above this is refused, in bits: OpenSSH takes none, and each sign-in with it would cost much time.
const LONGEST_RSA: u32 = 16384;
/// A file longer than this is no key, in bytes.
const LONGEST: usize = 64 << 10;

/// Why a text is no public key that lets somebody in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnfitKey {
    /// There is nothing in it.
    Empty,
    /// It is a private key, which is a secret.
    Private,
    /// It is a key file of PuTTY, which holds the private key too.
    Putty,
    /// It is a public key in the form of RFC 4716.
    Rfc4716,
    /// It is a public key in a form of PEM.
    Pem,
    /// Options of an authorized_keys file stand before it.
    Options,
    /// It is a certificate.
    Certificate,
    /// It is of the kind ssh-dss.
    Dss,
    /// It is an RSA key of so many bits.
    RsaBits(u32),
    /// There are so many keys in it.
    Several(usize),
    /// It is none of the forms known.
    Unknown,
}

/// Reads one public key in OpenSSH's form, as `ssh-keygen` writes it into a file that ends in .pub.
pub fn public_key(bytes: &[u8]) -> Result<AccessKey, UnfitKey> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(UnfitKey::Empty);
    }
    // A shell of Windows writes UTF-16 where it is told to write into a file.
    let (text, _) = decode(bytes).ok().filter(|_| bytes.len() <= LONGEST).ok_or(UnfitKey::Unknown)?;
    if let Some(other) = other_form(&text) {
        return Err(other);
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    let line = match lines.as_slice() {
        [] => return Err(UnfitKey::Empty),
        [line] => *line,
        several if several.iter().all(|line| line.split_whitespace().any(is_kind)) => {
            return Err(UnfitKey::Several(several.len()));
        }
        _ => return Err(UnfitKey::Unknown),
    };
    let mut words = line.split_whitespace();
    match words.next() {
        Some("ssh-dss") => return Err(UnfitKey::Dss),
        Some(kind) if is_kind(kind) && kind.contains("-cert-v") => return Err(UnfitKey::Certificate),
        Some(kind) if is_kind(kind) => {}
        _ if words.any(is_kind) => return Err(UnfitKey::Options),
        _ => return Err(UnfitKey::Unknown),
    }
    let key = PublicKey::from_openssh(line).map_err(|_| UnfitKey::Unknown)?.key_data().clone();
    match &key {
        KeyData::Ed25519(_) | KeyData::SkEd25519(_) | KeyData::Ecdsa(_) | KeyData::SkEcdsaSha2NistP256(_) => {}
        KeyData::Rsa(rsa) if (SHORTEST_RSA..=LONGEST_RSA).contains(&rsa.key_size()) => {}
        KeyData::Rsa(rsa) => return Err(UnfitKey::RsaBits(rsa.key_size())),
        KeyData::Certificate(_) => return Err(UnfitKey::Certificate),
        _ => return Err(UnfitKey::Unknown),
    }
    let fingerprint = key.fingerprint(HashAlg::Sha256).to_string();
    let public = PublicKey::new(key, "").to_openssh().map_err(|_| UnfitKey::Unknown)?;
    Ok(AccessKey { fingerprint, public })
}

/// What is recognised by its first or last line.
fn other_form(text: &str) -> Option<UnfitKey> {
    if text.contains("PuTTY-User-Key-File-") {
        return Some(UnfitKey::Putty);
    }
    if text.contains("PRIVATE KEY-----") {
        return Some(UnfitKey::Private);
    }
    if text.contains("BEGIN SSH2 PUBLIC KEY") {
        return Some(UnfitKey::Rfc4716);
    }
    text.contains("PUBLIC KEY-----").then_some(UnfitKey::Pem)
}

/// Whether a word names a kind of key, as a public key begins with one.
fn is_kind(word: &str) -> bool {
    ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-sha2-"].iter().any(|kind| word.starts_with(kind))
}

impl UnfitKey {
    /// The sentence for it: what was sent, and what to send instead.
    pub fn say(&self, texts: &Texts) -> String {
        let key = match self {
            Self::Empty => "public_key.empty",
            Self::Private => "public_key.private",
            Self::Putty => "public_key.putty",
            Self::Rfc4716 => "public_key.rfc4716",
            Self::Pem => "public_key.pem",
            Self::Options => "public_key.options",
            Self::Certificate => "public_key.certificate",
            Self::Dss => "public_key.dss",
            Self::RsaBits(bits) => return texts.fill("public_key.rsa_bits", &[("bits", bits)]),
            Self::Several(count) => return texts.fill("public_key.several", &[("count", count)]),
            Self::Unknown => "public_key.unknown",
        };
        texts.get(key).to_owned()
    }
}
