//! What is not there: the reports that lack a text, and what is near a text that is nowhere. Works with any engine, and must not
//! know how one finds anything.

use std::collections::HashSet;

use crate::api::{
    Engine, ListRequest, MentionRequest, ReportsWithout, SearchRequest, WithoutSummary, ZeroHits,
};
use crate::error::Result;
use crate::query::exact_query;

/// Maximum number of texts that similar ones are sought for.
const MAX_TEXTS: usize = 8;
/// Maximum length of such a text, in characters: a longer one gets no suggestion.
const MAX_LENGTH: usize = 24;

/// The reports that a request covers and that have no mention of its texts; with a heading or a part, of those that have such a
/// section. As many as its limit allows, in the usual order.
///
/// ```
/// use quanwen::api::{Filter, MentionRequest};
/// use quanwen::{Searcher, reports_without};
///
/// fn count(searcher: &Searcher, place: &str) -> quanwen::Result<u64> {
///     let request = MentionRequest::new("行政复议").filter(Filter::default().region(place));
///     Ok(reports_without(searcher, &request)?.summary.documents_without)
/// }
/// ```
///
/// # Errors
/// As [`Concordance::mentions_by_document`](crate::api::Concordance::mentions_by_document) and [`Engine::list`].
pub fn reports_without(engine: &dyn Engine, request: &MentionRequest) -> Result<ReportsWithout> {
    let found = engine.mentions_by_document(&request.clone().limit(None))?;
    let with: HashSet<&str> = found
        .documents
        .iter()
        .map(|row| row.document.id.as_str())
        .collect();
    let list = engine.list(&ListRequest::new(request.filter.clone()))?;
    let mut documents = list.documents;
    documents.retain(|document| !with.contains(document.id.as_str()));
    let documents_without = documents.len() as u64;
    documents.truncate(request.limit.unwrap_or(usize::MAX));
    let mut coverage = list.summary;
    coverage.complete &= found.summary.coverage.complete;
    Ok(ReportsWithout {
        summary: WithoutSummary {
            query: found.summary.query,
            documents_without,
            truncated: (documents.len() as u64) < documents_without,
            coverage,
        },
        documents,
    })
}

/// Parts of the texts of a request and similar texts that occur, as a search has them; `None` if one of the texts occurs, or is
/// found only by its marks, and for patterns.
///
/// # Errors
/// As [`Engine::search`].
pub fn nearby(engine: &dyn Engine, request: &MentionRequest) -> Result<Option<ZeroHits>> {
    let terms = request.concept.iter().flat_map(|concept| &concept.terms);
    let texts = request.texts.iter().chain(terms);
    let short = texts.filter(|text| text.chars().nth(MAX_LENGTH).is_none());
    let texts: Vec<&str> = short.take(MAX_TEXTS).map(String::as_str).collect();
    if texts.is_empty() || request.strict || !request.patterns.is_empty() {
        return Ok(None);
    }
    let search = SearchRequest::new(exact_query(&texts))
        .as_words(true)
        .literal(true)
        .filter(request.filter.clone())
        .limit(1);
    Ok(engine.search(&search)?.zero_hits)
}
