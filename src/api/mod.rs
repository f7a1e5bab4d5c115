//! Requests and answers as plain data.
//!
//! Every type is `Serialize + Deserialize` and has a JSON Schema, so programs in other processes and languages can send
//! requests and read answers. [`Concordance`] and [`Engine`] are implemented by an open index ([`crate::Searcher`]) and
//! the former by a scan of the files ([`crate::FileScan`]). Must not know how an answer is found.
//!
//! Units: lines and columns count from 1, columns and highlights in Unicode scalar values; years are calendar years;
//! times are seconds since 1970. Fields may be added; readers ignore fields they do not know.
//!
//! ```
//! use quanwen::api::{Filter, MentionRequest};
//!
//! let request: MentionRequest = serde_json::from_str(r#"{"texts": ["行政复议"], "filter": {"years": "2018..2022"}}"#)?;
//! let filter = Filter::default().years("2018..2022".parse()?);
//! assert_eq!(request, MentionRequest::new("行政复议").filter(filter));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod catalogue;
mod citation;
mod collocates;
mod concept;
mod context;
mod dispersion;
mod engine;
mod evidence;
mod explanation;
mod facet;
mod filter;
mod grouped;
mod health;
mod hit;
mod ignored;
mod integrity;
mod json;
mod keywords;
mod mention;
mod outline;
mod record;
mod reference;
mod replay;
mod resolution;
mod rows;
mod sample;
mod sort_key;
mod text;
mod timestamp;
mod trend;
mod understood;
mod unmatched;
mod update;
mod visible;
mod without;
mod years;
mod zero_hits;

pub use crate::document::half_width;
pub use catalogue::{
    ClusterHealth, ClusterStatus, DocumentList, ListRequest, ShowRequest, Shown, ShownPart, Status,
};
pub use citation::{Citation, CitationStyle, CiteRequest, StyledCitation};
pub use collocates::{
    Collocate, CollocateKind, CollocateTotal, CollocateWindow, CollocateYear, CollocatesAnswer,
    CollocatesRequest, CollocatesSummary,
};
pub use concept::Concept;
pub use context::Context;
pub use dispersion::{
    DispersionAnswer, DispersionPart, DispersionRequest, DispersionSummary, PartBy,
};
pub use engine::{Concordance, Engine, Study};
pub use evidence::{Evidence, EvidenceRequest};
pub use explanation::{
    ExplainedExpansion, ExplainedWord, Explanation, IndentedLine, Layer, WordKind,
};
pub use facet::{Facet, FacetField, FacetValue, MentionFacet, MentionFacetValue};
pub use filter::Filter;
pub(crate) use filter::places_in;
pub use grouped::Grouped;
pub use health::{Finding, Health, HealthRequest, HealthSummary};
pub use hit::{Hit, HitPassage, RankedDocument, SearchAnswer, SearchRequest, SearchSummary};
pub use ignored::IgnoredFiles;
pub use integrity::{Integrity, IntegrityRequest};
pub use json::{Json, Row, VERSION, acts_on_terminal, json_line};
pub use keywords::{
    ComparedSide, Direction, Keyword, KeywordOrder, KeywordsAnswer, KeywordsRequest,
    KeywordsSummary,
};
pub use mention::{
    Difference, DocumentMentions, Kwic, Mention, MentionAnswer, MentionRequest, MentionSummary,
    MentionsByDocument, TextCount, Verification,
};
pub use outline::{
    Outline, OutlineDecision, OutlineDocument, OutlineDropped, OutlineEntry, OutlineItem,
    OutlineRule, OutlineSection,
};
pub use record::{
    CorpusFile, CorpusFiles, Fields, FilesRequest, IndexRules, RecordedFile, StudyRecord,
    StudyRequest,
};
pub use reference::{
    Coverage, DocumentReference, Freshness, ItemReference, SectionReference, Skipped,
};
pub use replay::{
    Change, FieldDifference, FileDifference, Replay, ReplaySummary, RowDifference, RuleDifference,
};
pub use resolution::{
    CitationLocator, CitedKind, Resolution, ResolutionStatus, ResolveRequest, ResolvedPlace,
};
pub use rows::Rows;
pub use sample::Sample;
pub use sort_key::SortKey;
pub use text::ShownText;
pub use timestamp::Timestamp;
pub use trend::{
    Balance, SharedText, TrendAnswer, TrendCell, TrendField, TrendGroup, TrendRequest,
    TrendSummary, TrendTotal,
};
pub use understood::{LookAlike, NotLifted, Syntax, Understood};
pub use unmatched::Unmatched;
pub use update::{DamagedText, IndexUpdate, UpdateSummary};
pub use visible::{visible_line, visible_text};
pub use without::{ReportsWithout, WithoutSummary};
pub use years::{YearRange, Years};
pub use zero_hits::{FoundText, MissingWord, UnmatchedPart, ZeroHits};
