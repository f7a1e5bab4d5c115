//! Another storage, as reports are put there.

use super::files::StoredReport;
use super::report::IndexedReport;
use crate::error::Result;

/// Where reports are stored, by several threads at once.
pub trait ReportStorage: Sync {
    /// Removes reports with all that is stored of them, while none is added.
    ///
    /// # Errors
    /// Those of the storage.
    fn remove(&self, reports: &[&StoredReport]) -> Result<()>;

    /// Adds a report, in the place of one with its id, which has as many sections.
    ///
    /// # Errors
    /// Those of the storage.
    fn add(&self, report: IndexedReport) -> Result<()>;
}
