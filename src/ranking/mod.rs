//! Ranked answers: sections scored, grouped and excerpted.
//!
//! `score` ranks all sections by words, `rerank` the top ones by characters, `page` groups and pages them (`ration`), `excerpt` picks
//! the passages, `zero_hits` explains an empty answer. `docs/adr/0006-ranking.md` has the formula. Must not know
//! rendering.

mod answer;
mod aside;
mod cursor;
mod excerpt;
mod feature;
mod fetched;
mod indexed;
mod lift;
mod mark;
mod missing;
mod page;
mod question;
mod ranked;
mod ranker;
mod ration;
mod rerank;
mod score;
mod sections;
mod similar;
mod understood;
mod zero_hits;

pub(crate) use aside::Asides;
pub use fetched::{
    Asked, FetchedSearch, FetchedSection, FetchedTotals, NamedReports, ReportKey, Retrieval,
    RetrievedText, RetrievedWord, SectionKey, SectionStore, SectionTotals, SharedPassage,
    WantedReport,
};
pub(crate) use ranker::Ranker;
pub(crate) use similar::sounds_alike;
