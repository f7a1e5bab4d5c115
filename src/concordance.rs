//! Mentions one at a time, and their numbers by year and place. Works with any engine, and must not know how one finds anything.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::vec::IntoIter;

use crate::api::{
    Concordance, DocumentMentions, DocumentReference, FacetField, Mention, MentionFacet,
    MentionFacetValue, MentionRequest, MentionSummary,
};
use crate::error::Result;

/// The mentions of a request one at a time, in its order and up to its limit. Those of one report are in memory; of mentions that are
/// sorted or sampled, all.
///
/// ```
/// use quanwen::api::{Concordance, MentionRequest};
/// use quanwen::mentions_of;
///
/// fn first(source: &dyn Concordance, text: &str) -> quanwen::Result<Option<String>> {
///     let mut mentions = mentions_of(source, &MentionRequest::new(text))?;
///     let first = mentions.next().transpose()?;
///     Ok(first.map(|mention| format!("{}:{}", mention.document.path, mention.line)))
/// }
/// ```
///
/// # Errors
/// As [`Concordance::mentions_by_document`].
pub fn mentions_of<'a>(
    source: &'a dyn Concordance,
    request: &MentionRequest,
) -> Result<Mentions<'a>> {
    if !request.sort.is_empty() || request.sample.is_some() {
        let answer = source.mentions(request)?;
        return Ok(Mentions {
            source,
            request: request.clone(),
            documents: Vec::new().into_iter(),
            current: answer.mentions.into_iter(),
            left: usize::MAX,
            summary: answer.summary,
        });
    }
    let found = source.mentions_by_document(&request.clone().limit(None))?;
    Ok(Mentions {
        source,
        request: request.clone(),
        documents: found.documents.into_iter(),
        current: Vec::new().into_iter(),
        left: request.limit.unwrap_or(usize::MAX),
        summary: found.summary,
    })
}

/// An iterator over the mentions of a request; [`mentions_of`] makes it. After an error it ends.
pub struct Mentions<'a> {
    source: &'a dyn Concordance,
    request: MentionRequest,
    /// Those whose mentions are still to be asked for.
    documents: IntoIter<DocumentMentions>,
    /// Those of the report that was asked for last.
    current: IntoIter<Mention>,
    left: usize,
    summary: MentionSummary,
}

impl Mentions<'_> {
    /// The counts of all mentions, whatever the limit.
    #[must_use]
    pub fn summary(&self) -> &MentionSummary {
        &self.summary
    }

    /// The mentions of a report.
    fn of_document(&self, document: &DocumentReference) -> Result<Vec<Mention>> {
        let mut request = self.request.clone().limit(self.left);
        request.filter = request.filter.paths([&document.path]);
        let mut mentions = self.source.mentions(&request)?.mentions;
        // Below a record may be others, as `a.jsonl!/7/8` is below `a.jsonl!/7`.
        mentions.retain(|mention| mention.document.id == document.id);
        Ok(mentions)
    }
}

impl Iterator for Mentions<'_> {
    type Item = Result<Mention>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.left > 0 {
            if let Some(mention) = self.current.next() {
                self.left -= 1;
                return Some(Ok(mention));
            }
            let row = self.documents.next()?;
            match self.of_document(&row.document) {
                Ok(mentions) => self.current = mentions.into_iter(),
                Err(error) => {
                    self.left = 0;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// The mentions of a request counted by properties of their reports, whatever its limit: years ascending, places with the most mentions
/// first, what has none last.
///
/// ```
/// use quanwen::api::{Concordance, FacetField, MentionRequest};
/// use quanwen::mention_facets;
///
/// fn years(source: &dyn Concordance, text: &str) -> quanwen::Result<usize> {
///     let facets = mention_facets(source, &MentionRequest::new(text), &[FacetField::Year])?;
///     Ok(facets[0].values.len())
/// }
/// ```
///
/// # Errors
/// As [`Concordance::mentions_by_document`].
pub fn mention_facets(
    source: &dyn Concordance,
    request: &MentionRequest,
    fields: &[FacetField],
) -> Result<Vec<MentionFacet>> {
    let found = source.mentions_by_document(&request.clone().limit(None))?;
    let facets = fields.iter().map(|field| facet(*field, &found.documents));
    Ok(facets.collect())
}

fn facet(field: FacetField, documents: &[DocumentMentions]) -> MentionFacet {
    let mut counts: BTreeMap<Option<String>, MentionFacetValue> = BTreeMap::new();
    for row in documents {
        let value = match field {
            FacetField::Year => row.document.year.map(|year| year.to_string()),
            FacetField::Region => {
                Some(row.document.region.join("/")).filter(|region| !region.is_empty())
            }
        };
        let counted = counts.entry(value.clone()).or_default();
        counted.value = value;
        counted.mentions += row.mentions;
        counted.documents += 1;
    }
    let mut values: Vec<MentionFacetValue> = counts.into_values().collect();
    if field == FacetField::Region {
        values.sort_by_key(|value| Reverse(value.mentions));
    }
    values.sort_by_key(|value| value.value.is_none());
    MentionFacet::new(field, values)
}
