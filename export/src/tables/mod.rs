//! The answers as tables, one file for each kind.

mod collocates;
mod dispersion;
mod documents;
mod evidence;
mod hits;
mod keywords;
mod mentions;
mod mentions_by_document;
mod reference;
mod trend;

pub use collocates::CollocateTable;
pub use dispersion::DispersionTable;
pub use documents::DocumentTable;
pub use evidence::{EvidenceTable, each_evidence};
pub use hits::HitTable;
pub use keywords::KeywordTable;
pub use mentions::{MentionRows, MentionTable, each_mention};
pub use mentions_by_document::MentionsByDocumentTable;
pub use trend::TrendTable;
