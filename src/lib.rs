//! Full-text search for Chinese government reports.
//!
//! `quanwen` makes two guarantees. **Exact means exact**: [`api::Concordance::mentions`] returns every occurrence of a
//! text, the same as a scan of the folded text of every document, independent of word segmentation, line breaks and section
//! boundaries. **Every answer can be cited**: each result has its report, region and year, the headings above it, its line
//! and column, and the answer says whether it is complete.
//!
//! ```
//! use quanwen::api::{Concordance, Engine, MentionRequest, SearchRequest};
//! use quanwen::{Corpus, IndexFolder, IndexOptions, Searcher};
//!
//! # fn main() -> quanwen::Result<()> {
//! # let folder = tempfile::tempdir().unwrap();
//! # let reports = folder.path();
//! # std::fs::write(reports.join("2021.txt"), "松泽县2021年法治政府建设年度报告\n一、行政复议\n全年办理行政复\n议案件12件。\n").unwrap();
//! let corpus = Corpus::at(reports)?;
//! let folder = IndexFolder::for_corpus(&corpus)?;
//! quanwen::index(&corpus, &folder, &IndexOptions::default(), &())?;
//!
//! let searcher = Searcher::open(&folder)?;
//! let answer = searcher.mentions(&MentionRequest::new("行政复议"))?;
//! assert_eq!((answer.summary.mentions, answer.summary.sections), (1, 1));
//! for mention in answer.mentions {
//!     println!("{} {:?} {}:{}", mention.document.path, mention.section.path, mention.line, mention.column);
//! }
//! let answer = searcher.search(&SearchRequest::new("复议案件"))?;
//! assert_eq!(answer.hits[0].section.path[0], "一、行政复议");
//! # Ok(())
//! # }
//! ```
//!
//! Data flow in one direction. Indexing: [`corpus`] → [`structure`] → [`fold`] → `segmenter` → `index`. Searching: [`query`]
//! → `index` → `matching` → `mentions`, `ranking`, `catalogue`, `study` → [`api`]. No type of the storage engine or of the
//! segmentation library is public.

// A caller can name whatever a public function takes or returns.
#![deny(unnameable_types)]

mod absence;
pub mod api;
pub mod backend;
mod catalogue;
mod concordance;
pub mod corpus;
mod document;
mod engine;
mod error;
pub mod fold;
mod index;
mod indexing;
mod matching;
mod mentions;
pub mod passage;
pub mod query;
mod ranking;
mod reading;
mod record;
mod schema;
mod segmenter;
pub mod structure;
mod study;

pub use absence::{nearby, reports_without, unmatched};
pub use concordance::{Mentions, mention_facets, mentions_of};
pub use corpus::Corpus;
pub use document::{
    Basis, Document, Gap, GapKind, Item, Locator, Locators, Metadata, Part, Position,
    PositionCursor, Section,
};
pub use engine::Searcher;
pub use error::{Error, Result};
pub use index::IndexFolder;
pub use indexing::{
    IndexOptions, IndexReport, Progress, explain_content, explain_document, index, is_current,
    read_content, read_document,
};
pub use mentions::FileScan;
pub use quanwen_messages::{Argument, Language, Message, Text};
pub use query::explain;
pub use record::{record, replay};
pub use schema::Schema;

/// The programs of the READMEs, which compile as tests.
#[cfg(doctest)]
mod readmes {
    #[doc = include_str!("../README.md")]
    struct English;
    #[doc = include_str!("../README.zh.md")]
    struct Chinese;
}
