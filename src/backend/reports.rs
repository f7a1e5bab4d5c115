//! Every report of a corpus, read, parsed and folded.

use super::files::{CorpusCounts, IndexedFiles, StoredReport};
use super::report::IndexedReport;
use super::rules::Rules;
use super::storage::ReportStorage;
use super::update::CorpusUpdate;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::indexing::{IndexOptions, Progress};

/// Passes every report of a corpus to `each`, on all cores and in any order.
///
/// A report that names its place without a province is read again at the end, when the places of all reports are known and so
/// its full name is.
///
/// # Errors
/// The first of `each`; [`crate::Error::DataFile`] for a mistake in `quanwen.csv`.
pub fn each_report(
    corpus: &Corpus,
    options: &IndexOptions,
    rules: &Rules,
    progress: &dyn Progress,
    each: &(dyn Fn(IndexedReport) -> Result<()> + Sync),
) -> Result<CorpusCounts> {
    let nothing = IndexedFiles::default();
    let update = CorpusUpdate::find(corpus, options, rules, nothing)?;
    Ok(update.run(&Each(each), progress)?.files.counts())
}

/// Passes reports on instead of storing them.
struct Each<'e>(&'e (dyn Fn(IndexedReport) -> Result<()> + Sync));

impl ReportStorage for Each<'_> {
    fn remove(&self, _: &[&StoredReport]) -> Result<()> {
        Ok(())
    }

    fn add(&self, report: IndexedReport) -> Result<()> {
        (self.0)(report)
    }
}
