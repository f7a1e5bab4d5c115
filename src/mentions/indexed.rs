//! Mentions from the index.

use std::ops::ControlFlow;

use super::kwic::KwicBuilder;
use crate::api::{
    Coverage, DocumentMentions, Mention, MentionRequest, MentionSummary, MentionsByDocument,
    TextCount,
};
use crate::error::Result;
use crate::index::{DocumentColumns, DocumentKey, Selection};
use crate::matching::{DocumentMatches, MatchCounts, Matcher, Matches, Texts};

/// The matches of a request in a snapshot, not yet cut out of the texts.
pub(crate) struct IndexedMentions<'r> {
    matcher: Matcher<'r>,
    request: &'r MentionRequest,
    texts: Texts,
    selection: Selection,
    matches: Matches,
}

impl<'r> IndexedMentions<'r> {
    /// Finds every mention of the request's texts.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for a text that folds to nothing, [`crate::Error::Damaged`].
    pub(crate) fn find(matcher: Matcher<'r>, request: &'r MentionRequest) -> Result<Self> {
        matcher.snapshot.sound(|| {
            let texts = Texts::of(request, matcher.fold)?;
            let selection = matcher.select(&request.filter)?;
            let found = Matches::find(matcher, &texts, &selection, &request.filter)?;
            Ok(Self {
                matcher,
                request,
                texts,
                selection,
                matches: found,
            })
        })
    }

    /// The counts.
    pub(crate) fn summary(&self) -> Result<MentionSummary> {
        let snapshot = self.matcher.snapshot;
        let counts = snapshot.sound(|| self.matches.count(snapshot, &self.texts))?;
        let coverage = self.matcher.coverage(&self.selection);
        Ok(summary(self.request, &self.texts, counts, coverage))
    }

    /// The reports with a mention, ordered by region, year and path, with their counts.
    pub(crate) fn by_document(&self) -> Result<MentionsByDocument> {
        let documents = self
            .in_order()?
            .into_iter()
            .map(|(key, document)| DocumentMentions {
                document: (&key).into(),
                mentions: document.occurrences.len() as u64,
            })
            .collect();
        Ok(MentionsByDocument {
            documents,
            summary: self.summary()?,
        })
    }

    /// Passes the mentions to `each`, ordered by region, year, path and position, up to the limit or until it breaks.
    pub(crate) fn for_each(&self, each: &mut dyn FnMut(Mention) -> ControlFlow<()>) -> Result<()> {
        let mut left = self.request.limit.unwrap_or(usize::MAX);
        if left == 0 {
            return Ok(());
        }
        let snapshot = self.matcher.snapshot;
        for (_, found) in self.in_order()? {
            if left == 0 {
                break;
            }
            let stored = snapshot.sound(|| snapshot.stored(found.address))?;
            let mut builder = KwicBuilder::new(
                self.matcher.fold,
                &self.texts.phrases,
                self.request.width,
                &stored,
            );
            for occurrence in found.occurrences.iter().take(left) {
                if each(builder.mention(occurrence)).is_break() {
                    return Ok(());
                }
            }
            left -= left.min(found.occurrences.len());
        }
        Ok(())
    }

    /// The reports in the order of answers. Counting does not call it: reading the keys takes longer than counting.
    fn in_order(&self) -> Result<Vec<(DocumentKey, &DocumentMatches)>> {
        let snapshot = self.matcher.snapshot;
        snapshot.sound(|| {
            let found = self.matches.documents(snapshot);
            let addresses: Vec<_> = found.iter().map(|document| document.address).collect();
            let keys = DocumentColumns::of(snapshot).keys(&addresses)?;
            let mut ordered: Vec<_> = keys.into_iter().zip(found).collect();
            ordered.sort_by(|a, b| a.0.cmp(&b.0));
            Ok(ordered)
        })
    }
}

/// The summary of an answer, given the counts over all reports.
pub(super) fn summary(
    request: &MentionRequest,
    texts: &Texts,
    counts: MatchCounts,
    coverage: Coverage,
) -> MentionSummary {
    let MatchCounts {
        of_texts,
        sections,
        documents,
    } = counts;
    let mentions = of_texts.iter().sum();
    let truncated = request.limit.is_some_and(|limit| (limit as u64) < mentions);
    let counts = texts.counted().iter().zip(&of_texts);
    let counts = counts.map(|(phrase, count)| TextCount {
        text: phrase.text.clone(),
        mentions: *count,
    });
    MentionSummary {
        query: texts.name(),
        mentions,
        texts: counts.collect(),
        sections,
        documents_with: documents,
        truncated,
        coverage,
    }
}
