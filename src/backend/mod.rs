//! What an engine over another storage is made of: reports as an index has them, requests as they are matched, and mentions
//! cut out of reports.
//!
//! Such an engine implements the traits of [`api`](crate::api), stores the [`IndexedSection`]s of each report where it can find
//! characters in a row, and gives the reports that may have a mention to a [`MentionScan`]. So every engine has the same fold,
//! the same places and the same contexts. Must not know any storage.

mod files;
mod pass;
mod place_names;
mod report;
mod reread;
mod rules;
mod storage;
mod update;

pub use crate::catalogue::{PlaceName, shown};
pub use crate::index::{Bearers, CitedTitles, Judgement, inverse_document_frequency};
pub use crate::indexing::{check_folder, of_another};
pub use crate::mentions::{
    ChosenMentions, MentionCounts, MentionPlace, MentionScan, ScannedReport,
};
pub use crate::query::{Labels, figure};
pub use crate::ranking::{
    Asked, FetchedSearch, FetchedSection, FetchedTotals, NamedReports, ReportKey, Retrieval,
    RetrievedText, RetrievedWord, SectionKey, SectionStore, SectionTotals, SharedPassage,
    WantedReport,
};
pub use crate::study::{CountedTrend, GroupedValues, TrendCounts};
pub use files::{
    CorpusCounts, CorpusWalk, IndexedFile, IndexedFiles, SectionsOfFile, StoredReport,
};
pub use place_names::PlaceNames;
pub use report::{IndexedReport, IndexedSection};
pub use reread::{Compare, Compared, Rereading};
pub use rules::{CorpusNames, Rules, get_or_load};
pub use storage::ReportStorage;
pub use update::{CorpusUpdate, UpdatedFiles};

/// Ends a paragraph in folded texts: no match crosses it.
pub const PARAGRAPH_END: char = crate::fold::HARD_BREAK;
