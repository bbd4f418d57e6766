//! The tests of `duban`, as one program: each module tells one story about it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test that meets the unexpected should stop and say where"
)]

mod check;
mod cli;
mod contract;
mod damage;
mod disk;
mod domain;
mod draft;
mod editor;
mod exchange;
mod glance;
mod group;
mod hostile;
mod input;
mod keys;
mod lang;
mod layers;
mod ledger;
mod pty;
mod readme;
mod screen;
mod search;
mod sled_store;
mod undo;
mod wrap;
