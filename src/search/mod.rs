//! Answers: mentions, ranked sections, documents, single texts.
//!
//! [`Searcher`] holds an open index and hands each question to the module that answers it. Must not know the
//! rendering or the terminal. Of the corpus it knows two things: the proof of exactness reads the files
//! again, and what wrong decoding looks like.

mod absence;
mod answer;
mod boolean;
mod cursor;
mod cutter;
mod excerpt;
mod facet;
mod health;
mod hit;
mod integrity;
mod list;
mod mention;
mod occurrence;
mod page;
mod rank;
mod ranked;
mod reference;
mod searcher;
mod show;
mod sketch;
mod status;
mod strict;
mod together;
mod verify;

pub use absence::{Absence, AbsentPart};
pub use answer::Mentions;
pub use facet::{Facet, FacetField, FacetValue};
pub use health::{Finding, Health, HealthSummary};
pub use hit::{Hit, HitPassage, RankedDocument, SearchAnswer, SearchRequest, SearchSummary};
pub use list::DocumentList;
pub use mention::{DocumentMentions, Mention, MentionRequest, MentionSummary, TextCount};
pub use reference::{Coverage, DocumentReference, ItemReference, SectionReference};
pub use searcher::{Currency, Searcher};
pub use show::{Shown, ShownPart};
pub use status::Status;
pub use verify::{Difference, Verification};
