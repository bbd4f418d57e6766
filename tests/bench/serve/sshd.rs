//! The rival: OpenSSH's server, and a board of one's own behind it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::PROGRAM;
use super::site::{Site, make_key};

const SSHD: &str = "/usr/sbin/sshd";

/// A running server of OpenSSH; whoever signs in gets the board over a folder.
pub struct Sshd {
    child: Child,
    pub port: u16,
}

impl Sshd {
    /// Starts it on a port that is free; nothing without OpenSSH's server or root.
    pub fn open(site: &Site, folder: &Path) -> Option<Self> {
        if !Path::new(SSHD).exists() || !rustix::process::geteuid().is_root() {
            return None;
        }
        let host = site.path("host");
        make_key(&host);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\nStrictModes no\n\
             AuthorizedKeysFile {}\nForceCommand {PROGRAM} --data {}\n",
            host.display(),
            site.key(0).with_extension("pub").display(),
            folder.display()
        );
        let file = site.path("sshd_config");
        fs::write(&file, config).unwrap();
        fs::create_dir_all("/run/sshd").unwrap();
        let mut sshd = Command::new(SSHD);
        sshd.args(["-D", "-e", "-f"]).arg(file).stderr(Stdio::piped());
        let mut child = sshd.spawn().unwrap();
        let mut told = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("listening") {
            line.clear();
            assert!(told.read_line(&mut line).unwrap() > 0, "sshd listens");
        }
        std::thread::spawn(move || drop(std::io::copy(&mut told, &mut std::io::sink())));
        Some(Self { child, port })
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
