//! `duban` (督办) keeps a city's livelihood tasks and their progress, and shows them in a terminal.

pub mod cli;
pub mod config;
pub mod domain;
pub mod exchange;
pub mod lang;
pub mod ledger;
pub mod local;
pub mod row;
pub mod run;
pub mod search;
pub mod session;
pub mod store;
pub mod tui;
