//! Mentions from the index.

use std::ops::ControlFlow;

use super::shown::ShownMentions;
use super::whole_word::WholeWords;
use crate::api::{
    Coverage, DocumentMentions, DocumentReference, Mention, MentionRequest, MentionSummary,
    MentionsByDocument, Sample, TextCount,
};
use crate::error::Result;
use crate::index::{DocumentAddress, DocumentColumns, DocumentKey, Selection};
use crate::matching::{DocumentMatches, MatchCounts, Matcher, Matches, Texts};
use crate::segmenter::Segmenter;

/// The matches of a request in a snapshot, not yet cut out of the texts.
pub(crate) struct IndexedMentions<'r> {
    matcher: Matcher<'r>,
    request: &'r MentionRequest,
    texts: Texts,
    selection: Selection,
    matches: Matches,
    /// Mentions that were left out, if whole words are asked for.
    inside_words: Option<u64>,
}

impl<'r> IndexedMentions<'r> {
    /// Finds every mention of the request's texts, given the segmenter that tells whole words if they are asked for.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for a text that folds to nothing, [`crate::Error::Damaged`].
    pub(crate) fn find(
        matcher: Matcher<'r>,
        request: &'r MentionRequest,
        segmenter: Option<&Segmenter>,
    ) -> Result<Self> {
        matcher.snapshot.sound(|| {
            let texts = Texts::of(request, matcher.fold)?;
            let selection = matcher.select(&request.filter)?;
            let found = Matches::find(matcher, &texts, &selection, &request.filter)?;
            let (found, inside_words) = match segmenter {
                Some(segmenter) => {
                    let words = WholeWords::new(segmenter, matcher.fold, &texts.phrases);
                    let (whole, left_out) = words.of_index(matcher, &found)?;
                    (whole, Some(left_out))
                }
                None => (found, None),
            };
            Ok(Self {
                matcher,
                request,
                texts,
                selection,
                matches: found,
                inside_words,
            })
        })
    }

    /// The counts.
    pub(crate) fn summary(&self) -> Result<MentionSummary> {
        let snapshot = self.matcher.snapshot;
        let counts = snapshot.sound(|| self.matches.count(snapshot, &self.texts))?;
        let coverage = self.matcher.coverage(&self.selection);
        let mut summary = summary(self.request, &self.texts, counts, coverage);
        summary.inside_words = self.inside_words;
        Ok(summary)
    }

    /// The reports with a mention, ordered by region, year and path, with their counts.
    pub(crate) fn by_document(&self) -> Result<MentionsByDocument> {
        let limit = self.request.limit;
        let shown = self.in_order()?.into_iter();
        let shown = shown.take(limit.unwrap_or(usize::MAX));
        let documents = shown.map(|(key, found)| {
            let mut of_texts = vec![0; self.texts.counted];
            for occurrence in &found.occurrences {
                of_texts[occurrence.phrase()] += 1;
            }
            document_mentions(&self.texts, (&key).into(), &of_texts)
        });
        let answer = MentionsByDocument {
            documents: documents.collect(),
            summary: self.summary()?,
        };
        Ok(answer.limited(limit))
    }

    /// Passes the mentions that the request shows to `each`, in its order, until it breaks.
    pub(crate) fn for_each(&self, each: &mut dyn FnMut(Mention) -> ControlFlow<()>) -> Result<()> {
        let shown = ShownMentions {
            matcher: self.matcher,
            request: self.request,
            texts: &self.texts,
            documents: self.in_order()?,
        };
        shown.for_each(each)
    }

    fn in_order(&self) -> Result<Vec<(DocumentKey, &DocumentMatches)>> {
        in_order(self.matcher, &self.matches)
    }
}

/// Passes matches that are behind cells to `each`, cell by cell, until it breaks: of each cell as many as the request's limit.
/// `cell` gives the cell of a match, given its report and its index in it.
pub(crate) fn each_by_cell(
    matcher: Matcher,
    request: &MentionRequest,
    texts: &Texts,
    found: &Matches,
    cell: impl Fn(DocumentAddress, usize) -> Option<usize>,
    each: &mut dyn FnMut(usize, Mention) -> ControlFlow<()>,
) -> Result<ControlFlow<()>> {
    let shown = ShownMentions {
        matcher,
        request,
        texts,
        documents: in_order(matcher, found)?,
    };
    shown.for_each_by_cell(cell, each)
}

/// The reports in the order of answers. Counting does not call it: reading the keys takes longer than counting.
fn in_order<'m>(
    matcher: Matcher,
    found: &'m Matches,
) -> Result<Vec<(DocumentKey, &'m DocumentMatches)>> {
    let snapshot = matcher.snapshot;
    snapshot.sound(|| {
        let documents = found.documents(snapshot);
        let addresses: Vec<_> = documents.iter().map(|document| document.address).collect();
        let keys = DocumentColumns::of(snapshot).keys(&addresses)?;
        let mut ordered: Vec<_> = keys.into_iter().zip(documents).collect();
        ordered.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(ordered)
    })
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
    let sample = request.sample.map(|sample| Sample {
        size: sample.size.min(mentions),
        ..sample
    });
    let shown = sample.map_or(mentions, |sample| sample.size);
    let truncated = request.limit.is_some_and(|limit| (limit as u64) < shown);
    MentionSummary {
        query: texts.name(),
        mentions,
        texts: text_counts(texts, &of_texts),
        sections,
        documents_with: documents,
        inside_words: None,
        sample,
        truncated,
        coverage,
    }
}

/// A report with its mentions of each text.
pub(super) fn document_mentions(
    texts: &Texts,
    document: DocumentReference,
    of_texts: &[u64],
) -> DocumentMentions {
    let are_several = texts.counted > 1;
    DocumentMentions {
        document,
        mentions: of_texts.iter().sum(),
        texts: if are_several {
            text_counts(texts, of_texts)
        } else {
            Vec::new()
        },
    }
}

fn text_counts(texts: &Texts, of_texts: &[u64]) -> Vec<TextCount> {
    let counts = texts.counted().zip(of_texts);
    let counts = counts.map(|(text, count)| TextCount {
        text: text.to_string(),
        mentions: *count,
    });
    counts.collect()
}
