//! The command line, as a person types it: the real program on a temporary folder.

pub mod desk;
mod exchange;
mod keep;
mod line;
mod lookup;
mod shape;
