//! Storage: records in a tantivy index, and the exact layer over them.
//!
//! A report is a block of adjacent records: one for the report, with its text, outline and metadata, then one for each
//! section, with its words. Owns the layout of records, the folder on disk and the manifest. Must not know the files of a
//! corpus, the query syntax or passages. No type of the storage engine leaves this module.

mod address;
mod analyzer;
mod bm25f;
mod byte_semaphore;
mod citation;
mod cited_titles;
mod columns;
mod disk;
mod document_columns;
mod engine_error;
mod exact;
mod field;
mod folder;
mod generation;
mod lock;
mod manifest;
mod merging;
mod places;
mod pointer;
mod queued_record;
mod record;
mod section_set;
mod sections;
mod selection;
mod snapshot;
mod stored;
mod vocabulary;
mod word_frequencies;
mod writer;

pub(crate) use address::{DocumentAddress, SectionAddress};
pub(crate) use bm25f::{
    Frequencies, QueryPart, RelativeLengths, ScoredTerm, SectionScore, SectionTexts, TermSource,
    WordLayer, WordScores,
};
pub(crate) use byte_semaphore::{ByteSemaphore, Permit};
pub(crate) use citation::Citations;
pub use cited_titles::{Bearers, CitedTitles};
pub(crate) use columns::{DocumentKey, TextColumn, TextSize};
pub(crate) use document_columns::DocumentColumns;
pub(crate) use exact::{ExactLayer, FoldedTexts, Occurrences, SegmentTexts};
pub use folder::IndexFolder;
pub(crate) use generation::Generation;
pub(crate) use lock::IndexLock;
pub(crate) use manifest::{FileState, Inside, Manifest, ManifestEntry, UnreadDocument};
pub(crate) use places::Places;
pub(crate) use record::{FoldedFields, StoredDocument, chapters, folded_document, size_of};
pub(crate) use section_set::SectionSet;
pub use selection::Judgement;
pub(crate) use selection::{MetadataFilter, Selection, WantedRegion};
pub(crate) use snapshot::{Commit, Snapshot};
pub(crate) use vocabulary::Vocabulary;
pub use vocabulary::inverse_document_frequency;
pub(crate) use word_frequencies::WordFrequency;
pub(crate) use writer::DocumentWriter;
