//! What an engine offers, whatever it is made of.

use std::ops::ControlFlow;

use super::catalogue::{DocumentList, ListRequest, ShowRequest, Shown, Status};
use super::hit::{SearchAnswer, SearchRequest};
use super::mention::{Mention, MentionAnswer, MentionRequest, MentionSummary, MentionsByDocument};
use super::study::{Health, HealthRequest};
use crate::error::Result;

/// Finds every occurrence of a text.
///
/// Whatever implements it gives the same mentions for the same reports, in the same order: by region, year, path and
/// position.
///
/// ```
/// use quanwen::api::{Concordance, MentionRequest};
///
/// fn count(source: &dyn Concordance, text: &str) -> quanwen::Result<u64> {
///     Ok(source.count_mentions(&MentionRequest::new(text))?.mentions)
/// }
/// ```
pub trait Concordance: Send + Sync {
    /// Counts the mentions of the request's texts, all of them, whatever its limit. The least work of all.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for a text of which folding leaves nothing, [`crate::Error::Damaged`],
    /// [`crate::Error::Read`].
    fn count_mentions(&self, request: &MentionRequest) -> Result<MentionSummary>;

    /// Hands the mentions to `each` one by one, up to the request's limit or until it breaks, and returns the counts. No
    /// more than one report is held in memory at a time.
    ///
    /// # Errors
    /// As [`Concordance::count_mentions`].
    fn each_mention(
        &self,
        request: &MentionRequest,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary>;

    /// The reports with a mention and how many each has, without reading their texts.
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

/// Answers every question about a corpus.
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
    /// [`crate::Error::Query`] for a query that cannot be asked, with the column; [`crate::Error::Cursor`];
    /// [`crate::Error::Damaged`].
    fn search(&self, request: &SearchRequest) -> Result<SearchAnswer>;

    /// The reports that a filter takes; its part about headings takes reports with such a section.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    fn list(&self, request: &ListRequest) -> Result<DocumentList>;

    /// A report, a section or a mention in full.
    ///
    /// # Errors
    /// [`crate::Error::UnknownId`], [`crate::Error::Damaged`].
    fn show(&self, request: &ShowRequest) -> Result<Shown>;

    /// What the engine holds.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    fn status(&self) -> Result<Status>;

    /// What whoever keeps the corpus should look at.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    fn health(&self, request: &HealthRequest) -> Result<Health>;
}
