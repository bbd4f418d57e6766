//! The socket for this machine's own programs: the kernel says who is on its other end.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use tokio::net::{UnixListener, UnixStream};

/// The socket; its names go when it is dropped.
#[derive(Debug)]
pub(super) struct Socket {
    listener: UnixListener,
    names: Vec<PathBuf>,
}

impl Socket {
    /// Takes the place of a socket that a server left which did not end well: who calls this holds the store's lock. Any
    /// other file stays, and is an error. Where the socket is not at `usual`, a link there leads to it.
    ///
    /// Only the owner may connect, unless a gateway account may too: then whoever reaches the folder may, and is turned
    /// away by number.
    pub fn bind(path: &Path, usual: &Path, for_gateway: bool) -> io::Result<Self> {
        let path = std::path::absolute(path)?;
        clear(&path)?;
        clear(usual)?;
        let listener = UnixListener::bind(&path)?;
        let mut socket = Self { listener, names: vec![path.clone()] };
        fs::set_permissions(&path, Permissions::from_mode(if for_gateway { 0o666 } else { 0o600 }))?;
        if path != std::path::absolute(usual)? {
            symlink(&path, usual)?;
            socket.names.push(usual.to_owned());
        }
        Ok(socket)
    }

    /// The next program, and the user number it runs under.
    pub async fn accept(&self) -> io::Result<(UnixStream, u32)> {
        let (stream, _) = self.listener.accept().await?;
        let user = stream.peer_cred()?.uid();
        Ok((stream, user))
    }
}

/// Removes a socket that nobody answers at, or a link to one.
fn clear(path: &Path) -> io::Result<()> {
    let kind = match fs::symlink_metadata(path) {
        Ok(about) => about.file_type(),
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(e),
    };
    if !kind.is_socket() && !kind.is_symlink() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    if std::os::unix::net::UnixStream::connect(path).is_ok() {
        return Err(io::ErrorKind::AddrInUse.into());
    }
    fs::remove_file(path)
}

impl Drop for Socket {
    fn drop(&mut self) {
        for name in &self.names {
            drop(fs::remove_file(name));
        }
    }
}
