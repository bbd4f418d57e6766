//! Which role a command needs before anything is read; what it changes is decided by the ledger besides.

use super::args::change::Change;
use super::args::{Command, Format};
use crate::domain::Access;

/// The role that may run a command at all.
pub(super) fn needed(command: &Command) -> Access {
    match command {
        Command::List(_) | Command::Show(_) | Command::Search(_) | Command::History(_) => Access::Viewer,
        Command::Config | Command::Settings(_) | Command::Completions(_) | Command::Man => Access::Viewer,
        Command::Drafts(_) => Access::Reporter,
        // The whole book has the internal parts of all reports in it, a table has none.
        Command::Export(asked) if asked.format == Format::Json => Access::Supervisor,
        Command::Export(_) => Access::Viewer,
        Command::Import(_) => Access::Supervisor,
        Command::Change(Change::User(_)) => Access::Admin,
        Command::Change(Change::Update(_) | Change::Amend(_) | Change::Void(_) | Change::Undo(_)) => Access::Reporter,
        Command::Change(_) => Access::Supervisor,
        Command::Audit(_) | Command::Verify | Command::Rebuild | Command::Backup(_) | Command::Restore(_) => {
            Access::Admin
        }
        Command::Serve(_) | Command::Attach(_) => Access::Admin,
    }
}
