//! Storage: records in a tantivy index, and the exact layer over them.
//!
//! A report is a block of records side by side: one for the report, which carries the text, the outline and
//! the exact layer, then one for each section, which carries the words. Owns the records' layout, the folder
//! on disk and the manifest. Must not know files of a corpus, queries' syntax or passages. The storage
//! engine's types do not leave this module.

mod citation;
mod columns;
mod disk;
mod engine_error;
mod exact;
mod field;
mod folder;
mod generation;
mod lock;
mod manifest;
mod merging;
mod pointer;
mod record;
mod section_set;
mod selection;
mod snapshot;
mod word;
mod writer;

pub(crate) use citation::Citations;
pub(crate) use columns::{ReportKey, TextColumn};
pub(crate) use exact::Occurrences;
pub use folder::IndexFolder;
pub(crate) use generation::Generation;
pub(crate) use lock::IndexLock;
pub(crate) use manifest::{FileState, Inside, Manifest, ManifestEntry};
pub(crate) use record::{FoldedReport, Report, fold_report};
pub(crate) use section_set::{SectionAddress, SectionSet};
pub(crate) use selection::{Selection, folded_region};
pub(crate) use snapshot::{Commit, ReportAddress, Snapshot};
pub(crate) use word::{
    Evidence, EvidenceSource, RelativeLengths, SectionScore, WordLayer, WordScores,
    inverse_document_frequency,
};
pub(crate) use writer::{ReportWriter, Room, WaitingRoom};
