//! Sections that were fetched from another storage, ranked as those of an index.
//!
//! The storage chooses the sections that may be among the best (`retrieval` says by what) and counts the others; what they score is
//! computed here. `store` is what it must answer, `section` what a fetched section has, `sections` all of them beside what is known
//! of the others, and `documents` where they are shown from. `search` ties it together.

mod documents;
mod retrieval;
mod search;
mod section;
mod sections;
mod store;

pub use retrieval::{NamedReports, Retrieval, RetrievedText, RetrievedWord};
pub use search::{FetchedSearch, FetchedTotals};
pub use store::{
    Asked, FetchedSection, ReportKey, SectionKey, SectionStore, SectionTotals, SharedPassage,
    WantedReport,
};
