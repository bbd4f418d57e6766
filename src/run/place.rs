//! Finds the folders, the person's name and the editor in the environment.

use std::path::PathBuf;

/// The folder of the data: the one named, then DUBAN_DATA, then the person's own; none when nothing says where.
pub(super) fn data(named: Option<PathBuf>) -> Option<PathBuf> {
    named
        .or_else(|| path("DUBAN_DATA"))
        .or_else(|| absolute("XDG_DATA_HOME").map(|dir| dir.join("duban")))
        .or_else(|| path("HOME").map(|home| home.join(".local/share/duban")))
}

/// The person's own file of settings, whether or not it exists.
pub(super) fn settings() -> Option<PathBuf> {
    let dir = absolute("XDG_CONFIG_HOME").or_else(|| path("HOME").map(|home| home.join(".config")));
    dir.map(|dir| dir.join("duban/duban.toml"))
}

/// The name of the person at the keyboard.
pub(super) fn user() -> Option<String> {
    ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(text)
}

/// The command of the person's own editor.
pub(super) fn editor() -> Option<String> {
    ["VISUAL", "EDITOR"].into_iter().find_map(text)
}

/// A variable that says something.
#[expect(clippy::disallowed_methods, reason = "run reads the environment; everyone else is told")]
pub(super) fn text(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[expect(clippy::disallowed_methods, reason = "run reads the environment; everyone else is told")]
fn path(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The base directory specification has relative paths ignored.
fn absolute(name: &str) -> Option<PathBuf> {
    path(name).filter(|path| path.is_absolute())
}
