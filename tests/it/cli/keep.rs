//! Keeping: verify, rebuild, backup, restore, and another process at work.

use super::desk::Desk;
