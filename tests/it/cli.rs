//! The command line, as a person types it: the real program on a temporary folder.

mod audit;
mod change;
pub mod desk;
mod drafts;
mod exchange;
mod keep;
mod line;
mod lookup;
mod shape;
mod user;
