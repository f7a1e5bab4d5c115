//! What every engine offers, however it is implemented.

use std::ops::ControlFlow;

use quanwen_messages::text;

use super::catalogue::{DocumentList, ListRequest, ShowRequest, Shown, Status};
use super::citation::{Citation, CiteRequest};
use super::collocates::{CollocatesAnswer, CollocatesRequest};
use super::dispersion::{DispersionAnswer, DispersionRequest};
use super::evidence::{Evidence, EvidenceRequest};
use super::health::{Health, HealthRequest};
use super::hit::{SearchAnswer, SearchRequest};
use super::integrity::{Integrity, IntegrityRequest};
use super::keywords::{KeywordsAnswer, KeywordsRequest};
use super::mention::{Mention, MentionAnswer, MentionRequest, MentionSummary, MentionsByDocument};
use super::record::{CorpusFiles, FilesRequest};
use super::resolution::{Resolution, ResolveRequest};
use super::trend::{TrendAnswer, TrendRequest};
use crate::error::{Error, Result};

/// Finds every occurrence of a text.
///
/// Every implementation gives the same mentions of the same reports in the same order: by the keys of the request, then by
/// region, year, path and position.
///
/// ```
/// use quanwen::api::{Concordance, MentionRequest};
///
/// fn count(source: &dyn Concordance, text: &str) -> quanwen::Result<u64> {
///     Ok(source.count_mentions(&MentionRequest::new(text))?.mentions)
/// }
/// ```
pub trait Concordance: Send + Sync {
    /// Counts every mention of the request's texts, whatever its limit. The cheapest call.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for a text that folds to nothing, [`crate::Error::Damaged`], [`crate::Error::Read`].
    fn count_mentions(&self, request: &MentionRequest) -> Result<MentionSummary>;

    /// Passes the mentions to `each` one by one, up to the request's limit or until it breaks, and returns the counts.
    /// An index holds at most one report in memory at a time; of mentions that are sorted, a few thousand.
    ///
    /// # Errors
    /// As [`Concordance::count_mentions`].
    fn each_mention(
        &self,
        request: &MentionRequest,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary>;

    /// The reports with a mention, up to the request's limit, and the number of mentions in each, without reading their texts.
    ///
    /// # Errors
    /// As [`Concordance::count_mentions`].
    fn mentions_by_document(&self, request: &MentionRequest) -> Result<MentionsByDocument>;

    /// The mentions, up to the request's limit, with the counts.
    ///
    /// # Errors
    /// As [`Concordance::count_mentions`].
    fn mentions(&self, request: &MentionRequest) -> Result<MentionAnswer> {
        let mut mentions = Vec::new();
        let summary = self.each_mention(request, &mut |mention| {
            mentions.push(mention);
            ControlFlow::Continue(())
        })?;
        Ok(MentionAnswer { mentions, summary })
    }
}

/// Answers every kind of request about a corpus.
///
/// ```
/// use quanwen::api::{Engine, SearchRequest};
///
/// fn best_path(engine: &dyn Engine, query: &str) -> quanwen::Result<Option<String>> {
///     let answer = engine.search(&SearchRequest::new(query).limit(1))?;
///     Ok(answer.hits.into_iter().next().map(|hit| hit.document.path))
/// }
/// ```
pub trait Engine: Concordance {
    /// Ranks the sections that satisfy a query.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for an invalid query, with the column; [`crate::Error::Cursor`];
    /// [`crate::Error::Damaged`].
    fn search(&self, request: &SearchRequest) -> Result<SearchAnswer>;

    /// The reports that match a filter; with a heading, those that have a section under such a heading.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    fn list(&self, request: &ListRequest) -> Result<DocumentList>;

    /// A report, a section or a mention in full.
    ///
    /// # Errors
    /// [`crate::Error::UnknownId`], [`crate::Error::UnknownPath`], [`crate::Error::SeveralReports`], [`crate::Error::NoLine`],
    /// [`crate::Error::Damaged`].
    fn show(&self, request: &ShowRequest) -> Result<Shown>;

    /// What a citation of a report, a section or a mention states, and the locator by which it is found again.
    ///
    /// # Errors
    /// As [`Engine::show`].
    fn cite(&self, request: &CiteRequest) -> Result<Citation>;

    /// Finds a cited place again.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    fn resolve(&self, request: &ResolveRequest) -> Result<Resolution>;

    /// What the engine holds.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    fn status(&self) -> Result<Status>;

    /// Problems of the corpus: duplicates, gaps, reports that were read badly.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    fn health(&self, request: &HealthRequest) -> Result<Health>;

    /// Checks that what is stored is whole, and what was read from the files.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] if it cannot be checked at all, [`crate::Error::Read`].
    fn verify(&self, request: &IntegrityRequest) -> Result<Integrity>;
}

/// Counts and compares words over years and places: what a researcher does after finding mentions.
///
/// An engine that cannot answer a kind of request returns [`crate::Error::Unsupported`], as the default methods do.
///
/// ```
/// use quanwen::api::{Study, TrendRequest};
///
/// fn mentions_by_year(study: &dyn Study, text: &str) -> quanwen::Result<Vec<Option<u64>>> {
///     let answer = study.trend(&TrendRequest::new([text]))?;
///     Ok(answer.cells.into_iter().map(|cell| cell.mentions).collect())
/// }
/// ```
pub trait Study: Concordance {
    /// Counts texts and concepts over years, places, issuers or headings. The mentions of the cells of a term sum to
    /// those of [`Concordance::count_mentions`] under the same filter.
    ///
    /// # Errors
    /// [`Error::Query`] for a text that folds to nothing, [`Error::Setting`] for properties that cannot be counted by,
    /// [`Error::Damaged`], [`Error::Unsupported`].
    fn trend(&self, _: &TrendRequest) -> Result<TrendAnswer> {
        Err(Error::Unsupported {
            request: text!("trend"),
        })
    }

    /// Passes the mentions behind the cells of a trend to `each` one by one until it breaks, and returns the trend: cell by
    /// cell in the order of the trend, those of a cell in the order of [`Concordance::each_mention`]. Without a limit a cell
    /// has as many as it counts.
    ///
    /// # Errors
    /// As [`Study::trend`].
    fn each_evidence(
        &self,
        _: &EvidenceRequest,
        _: &mut dyn FnMut(Evidence) -> ControlFlow<()>,
    ) -> Result<TrendAnswer> {
        Err(Error::Unsupported {
            request: text!("evidence"),
        })
    }

    /// The words that set two parts of the corpus apart.
    ///
    /// # Errors
    /// [`Error::Comparison`] for a side without text, or two sides that are the same; [`Error::Damaged`].
    fn keywords(&self, _: &KeywordsRequest) -> Result<KeywordsAnswer> {
        Err(Error::Unsupported {
            request: text!("keywords"),
        })
    }

    /// How evenly a text is distributed over the corpus.
    ///
    /// # Errors
    /// [`Error::Query`] for a text that folds to nothing, [`Error::Damaged`].
    fn dispersion(&self, _: &DispersionRequest) -> Result<DispersionAnswer> {
        Err(Error::Unsupported {
            request: text!("dispersion"),
        })
    }

    /// The files that the reports of a filter were read from, and by which rules.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    fn files(&self, _: &FilesRequest) -> Result<CorpusFiles> {
        Err(Error::Unsupported {
            request: text!("records of answers"),
        })
    }

    /// What a text keeps company with: the words and n-grams near its mentions.
    ///
    /// # Errors
    /// [`Error::Query`] for a text that folds to nothing, [`Error::Setting`] for settings that leave nothing to find,
    /// [`Error::Damaged`].
    fn collocates(&self, _: &CollocatesRequest) -> Result<CollocatesAnswer> {
        Err(Error::Unsupported {
            request: text!("collocates"),
        })
    }
}
