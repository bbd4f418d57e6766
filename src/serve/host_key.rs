//! The key the server proves itself with: made once, kept beside the store, never made anew behind anyone's back.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use russh::keys::ssh_key::LineEnding;
use russh::keys::{Algorithm, HashAlg, PrivateKey};

/// What the server proves itself with (ed25519).
pub struct HostKey(PrivateKey);

impl HostKey {
    /// Reads the key at `path`, making it if there is none.
    ///
    /// # Errors
    /// A key that is there and cannot be read, or that others may read, is an error and stays as it is: a new one would
    /// look to every client like somebody else's server.
    pub fn of(path: &Path) -> io::Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => {
                let others = fs::metadata(path)?.permissions().mode() & 0o077;
                if others != 0 {
                    return Err(io::Error::new(io::ErrorKind::PermissionDenied, "others may read it (chmod 600)"));
                }
                PrivateKey::from_openssh(&text).map(Self).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => Self::make(path),
            Err(e) => Err(e),
        }
    }

    /// Its fingerprint, for people to compare with what their client shows.
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint(HashAlg::Sha256).to_string()
    }

    pub(super) fn into_key(self) -> PrivateKey {
        self.0
    }

    fn make(path: &Path) -> io::Result<Self> {
        let key = PrivateKey::random(&mut rand::rng(), Algorithm::Ed25519).map_err(io::Error::other)?;
        let text = key.to_openssh(LineEnding::LF).map_err(io::Error::other)?;
        // Under its own name it is whole or absent.
        let half = path.with_extension("half");
        drop(fs::remove_file(&half));
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&half)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::hard_link(&half, path)?;
        fs::remove_file(&half)?;
        if let Some(folder) = path.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(Self(key))
    }
}
