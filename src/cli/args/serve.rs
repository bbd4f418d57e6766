//! What can be typed after `duban serve`.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// How people are served over SSH.
#[derive(Clone, Debug, clap::Args)]
pub struct Serve {
    /// Where it listens.
    #[arg(long, value_name = "ADDR:PORT", default_value = "0.0.0.0:2222", hide_default_value = true)]
    pub listen: SocketAddr,
    /// The socket for this machine's own programs; none is beside the data.
    #[arg(long, value_name = "PATH")]
    pub socket: Option<PathBuf>,
    /// The account of an SSH server in front, which says whose key it has verified.
    #[arg(long, value_name = "ACCOUNT")]
    pub gateway: Option<String>,
    /// Addresses that many people come from, such as a bastion.
    #[arg(long, value_name = "ADDR")]
    pub trust: Vec<IpAddr>,
    /// After how many seconds without a key a screen is closed.
    #[arg(long, value_name = "SEC", value_parser = clap::value_parser!(u16).range(1..))]
    pub idle: Option<u16>,
    /// How many seconds somebody has to sign in.
    #[arg(long, value_name = "SEC", value_parser = clap::value_parser!(u16).range(1..))]
    pub grace: Option<u16>,
    /// How many screens and commands one person may have at once.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub sessions: Option<u16>,
}

/// Which server is joined, and for whom.
#[derive(Clone, Debug, clap::Args)]
pub struct Attach {
    /// The fingerprint of the key that the SSH server in front has verified.
    #[arg(long, value_name = "SHA256:…")]
    pub fingerprint: String,
    /// The server's socket; none is beside the data.
    #[arg(long, value_name = "PATH")]
    pub socket: Option<PathBuf>,
}

/// How a person likes to be shown things over SSH.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// What is set; nothing shows what holds.
    #[arg(value_name = "NAME=VALUE")]
    pub told: Vec<String>,
}
