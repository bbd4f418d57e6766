//! The socket for this machine's own programs, beside the store: the kernel says who is on its other end.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tokio::net::{UnixListener, UnixStream};

/// The socket; its name goes when it is dropped.
#[derive(Debug)]
pub(super) struct Socket {
    listener: UnixListener,
    path: PathBuf,
}

impl Socket {
    /// Takes the place of a socket that a server left which did not end well: who calls this holds the store's lock.
    ///
    /// Only the owner may connect, unless a gateway account may too: then whoever reaches the folder may, and is turned
    /// away by number.
    pub fn bind(path: &Path, for_gateway: bool) -> io::Result<Self> {
        match fs::remove_file(path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            _ => {}
        }
        let listener = UnixListener::bind(path)?;
        fs::set_permissions(path, Permissions::from_mode(if for_gateway { 0o666 } else { 0o600 }))?;
        Ok(Self { listener, path: path.to_owned() })
    }

    /// The next program, and the user number it runs under.
    pub async fn accept(&self) -> io::Result<(UnixStream, u32)> {
        let (stream, _) = self.listener.accept().await?;
        let user = stream.peer_cred()?.uid();
        Ok((stream, user))
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.path));
    }
}
