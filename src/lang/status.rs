//! Names the word for each status.

use crate::domain::Status;

/// The key of the word for a status; none is 未报.
pub fn status_key(status: Option<Status>) -> &'static str {
    match status {
        Some(Status::Completed) => "status.completed",
        Some(Status::OnSchedule) => "status.on_schedule",
        Some(Status::Behind) => "status.behind",
        Some(Status::NotStarted) => "status.not_started",
        Some(Status::Suspended) => "status.suspended",
        None => "status.unreported",
    }
}
