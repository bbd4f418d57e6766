//! What can be typed after `duban user`: people, their roles and their keys.

use clap::Subcommand;

use super::name::name;
use crate::domain::Access;

/// What is done to people.
#[derive(Clone, Debug, Subcommand)]
pub enum User {
    /// Admits somebody.
    Add(UserAdd),
    /// Lists everybody.
    List(UserList),
    /// Has somebody no longer enter.
    Remove(UserRemove),
    /// Changes what somebody may do.
    Role(UserRole),
    /// Adds and takes away keys.
    #[command(subcommand)]
    Key(UserKey),
}

/// Somebody to be admitted.
#[derive(Clone, Debug, clap::Args)]
pub struct UserAdd {
    /// The name.
    #[arg(value_name = "NAME", value_parser = name)]
    pub user: String,
    /// What the person may do.
    #[arg(long, value_name = "R", value_parser = role)]
    pub role: Access,
    /// The file of the person's public key; `-` reads standard input.
    #[arg(long, value_name = "FILE|-")]
    pub key: String,
    /// The units a reporter answers for.
    #[arg(long, value_name = "U")]
    pub unit: Vec<String>,
}

/// How people are listed.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct UserList {
    /// Whether JSON is written.
    #[arg(long)]
    pub json: bool,
}

/// Somebody who shall no longer enter.
#[derive(Clone, Debug, clap::Args)]
pub struct UserRemove {
    /// The name.
    #[arg(value_name = "NAME")]
    pub user: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub why: String,
}

/// What somebody may do from now on.
#[derive(Clone, Debug, clap::Args)]
pub struct UserRole {
    /// The name.
    #[arg(value_name = "NAME")]
    pub user: String,
    /// The role.
    #[arg(value_name = "R", value_parser = role)]
    pub role: Access,
    /// The units a reporter answers for; none named leaves those there were.
    #[arg(long, value_name = "U")]
    pub unit: Vec<String>,
}

/// What is done to somebody's keys.
#[derive(Clone, Debug, Subcommand)]
pub enum UserKey {
    /// Adds one.
    Add(KeyOf),
    /// Takes one away.
    Remove(KeyOf),
}

/// A key of somebody.
#[derive(Clone, Debug, clap::Args)]
pub struct KeyOf {
    /// The name.
    #[arg(value_name = "NAME")]
    pub user: String,
    /// The file of the public key, `-` for standard input, or for one to be taken away its fingerprint.
    #[arg(value_name = "FILE|-")]
    pub key: String,
}

impl KeyOf {
    /// Whether a fingerprint is named, not a file.
    pub fn is_fingerprint(&self) -> bool {
        self.key.starts_with("SHA256:")
    }
}

fn role(text: &str) -> Result<Access, &'static str> {
    let code = match text.trim() {
        "查看" => "viewer",
        "填报" => "reporter",
        "督查" => "supervisor",
        "管理" => "admin",
        code => code,
    };
    Access::ALL.into_iter().find(|access| access.code() == code).ok_or("no such role")
}
