//! Lets `decide` look up older reports in the store.

use std::sync::Arc;

use crate::domain::{Past, Report, ReportKey};
use crate::store::Store;

pub(super) struct StorePast<'a>(pub &'a dyn Store);

impl Past for StorePast<'_> {
    fn report(&self, key: &ReportKey) -> Option<Arc<Report>> {
        self.0.report(key).ok().flatten()
    }
}
