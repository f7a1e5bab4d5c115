//! Full-text search for Chinese government reports.
//!
//! `quanwen` keeps two promises. **Exact means exact**: [`Searcher::mentions`] returns every occurrence of a
//! text, the same as a scan of each whole document's folded text; it does not depend on how a dictionary cuts
//! words, where a line breaks or where a section begins. **Every answer can be cited**: each result carries
//! its report, region and year, the headings it stands under, its line and column, and whether the answer is
//! complete.
//!
//! ```
//! use quanwen::{Corpus, IndexFolder, IndexOptions, MentionRequest, SearchRequest, Searcher};
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
//! let mentions = searcher.mentions(&MentionRequest::new("行政复议"))?;
//! assert_eq!((mentions.summary.mentions, mentions.summary.sections), (1, 1));
//! for mention in mentions.to_vec()? {
//!     println!("{} {:?} {}:{}", mention.document.path, mention.section.path, mention.line, mention.column);
//! }
//! let answer = searcher.search(&SearchRequest::new("复议案件"))?;
//! assert_eq!(answer.hits[0].section.path[0], "一、行政复议");
//! # Ok(())
//! # }
//! ```
//!
//! Data flow one way. When indexing: [`corpus`] → [`structure`] → [`fold`] → `analysis` → `index`. When
//! searching: [`query`] → `index` → [`passage`] → [`search`] → [`api`]. No type of the storage engine or of
//! the segmentation library is public.

mod analysis;
pub mod api;
pub mod corpus;
mod document;
mod error;
pub mod fold;
mod index;
mod indexing;
pub mod passage;
pub mod query;
mod schema;
pub mod search;
pub mod structure;

pub use corpus::{Corpus, Skipped};
pub use document::{
    Basis, Document, Item, Locator, Locators, Metadata, Place, PlaceCursor, Section,
};
pub use error::{Error, Result};
pub use index::IndexFolder;
pub use indexing::{
    IndexOptions, IndexReport, Progress, explain_document, index, is_current, read_document,
};
pub use query::{Explanation, Filter, YearRange, explain};
pub use schema::Schema;
pub use search::{
    Currency, Hit, Mention, MentionRequest, Mentions, SearchAnswer, SearchRequest, Searcher,
};
