//! Reads tables and books from files, matches them with the ledger, and writes them again.
//!
//! It must not know of disks and screens: bytes come in, text goes out, and a command is only proposed.

mod cell;
mod count;
mod decode;
mod doubt;
mod header;
mod heading;
mod json;
mod problem;
mod propose;
mod public_key;
mod read;
mod table;
mod tsv;
mod txt;

pub use decode::Encoding;
pub use doubt::Doubt;
pub use json::to_json;
pub use problem::{Problem, Trouble, Unfit};
pub use propose::{Proposal, propose};
pub use public_key::{UnfitKey, public_key};
pub use read::{Content, What, read};
pub use table::{Table, TableRow};
pub use tsv::to_tsv;
pub use txt::to_txt;

/// The table of Jiangmen, January to June 2021: the built-in example.
pub const EXAMPLE: &str = include_str!("../../config/example-2021.txt");
