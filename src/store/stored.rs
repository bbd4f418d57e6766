//! The form of one row in sled: a checksum, then its bytes, or the number of parts they are kept in.

use sha2::{Digest, Sha256};
use sled::Batch;

use super::key;

/// Rows longer than this are kept in parts, in bytes: sled never syncs values over 128 KiB.
const LONGEST: usize = 60_000;

/// Writes a row into a batch: checksum, then the bytes, or the number of parts they are kept in.
pub(super) fn write(batch: &mut Batch, row: &[u8], bytes: &[u8]) {
    let mut stored = checksum(row, bytes).to_vec();
    if bytes.len() <= LONGEST {
        stored.push(0);
        stored.extend_from_slice(bytes);
    } else {
        let parts = bytes.chunks(LONGEST);
        stored.push(1);
        stored.extend_from_slice(&u16::try_from(parts.len()).unwrap_or(u16::MAX).to_be_bytes());
        for (n, part) in (0..).zip(parts) {
            batch.insert(key::part(row, n), part);
        }
    }
    batch.insert(row, stored);
}

/// In how many parts a stored row is kept; none when it stands as a whole.
pub(super) fn parts(stored: &[u8]) -> Option<u16> {
    match stored.get(4..) {
        Some([1, high, low]) => Some(u16::from_be_bytes([*high, *low])),
        _ => None,
    }
}

/// The checksum that stands before a row's bytes.
pub(super) fn checksum(row: &[u8], bytes: &[u8]) -> [u8; 4] {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(row);
    hasher.update(bytes);
    hasher.finalize().to_be_bytes()
}

/// What a row adds to the digest of all.
pub(super) fn digest_of(row: &[u8], bytes: &[u8]) -> u64 {
    let hash = Sha256::new().chain_update(row).chain_update([0]).chain_update(bytes).finalize();
    hash.iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte))
}
