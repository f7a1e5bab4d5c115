//! The answer to a request for mentions: the counts, and the mentions themselves as they are walked.

use super::cutter::Cutter;
use super::mention::{DocumentMentions, Mention, MentionRequest, MentionSummary, TextCount};
use super::occurrence::{Counts, Found, FoundReport};
use super::reference::Coverage;
use super::searcher::Searcher;
use crate::error::Result;
use crate::index::{ReportKey, Selection};
use crate::query::Phrase;

/// The answer: counts at once, the mentions themselves as they are walked.
#[derive(Debug)]
pub struct Mentions<'s> {
    searcher: &'s Searcher,
    phrases: Vec<Phrase>,
    found: Found,
    request: MentionRequest,
    /// The counts.
    pub summary: MentionSummary,
}

impl Searcher {
    /// Finds every mention of the request's texts.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for a text of which nothing is left to be found, [`crate::Error::Damaged`].
    pub fn mentions(&self, request: &MentionRequest) -> Result<Mentions<'_>> {
        self.answer(|| {
            let phrases = self.phrases(request)?;
            let selection = self.snapshot.select(&request.filter, &self.fold)?;
            let found = self.find(&phrases, &selection, &request.filter)?;
            let summary = self.summarise(&phrases, &found, &selection, request)?;
            Ok(Mentions {
                searcher: self,
                phrases,
                found,
                request: request.clone(),
                summary,
            })
        })
    }

    fn summarise(
        &self,
        phrases: &[Phrase],
        found: &Found,
        selection: &Selection,
        request: &MentionRequest,
    ) -> Result<MentionSummary> {
        let Counts {
            of_texts,
            sections,
            documents,
        } = self.count(found, phrases.len())?;
        let mentions = of_texts.iter().sum();
        let coverage = self.coverage(selection);
        let truncated = request.limit.is_some_and(|limit| (limit as u64) < mentions);
        let texts: Vec<&str> = phrases.iter().map(|phrase| phrase.text.as_str()).collect();
        Ok(MentionSummary {
            query: texts.join(" | "),
            mentions,
            texts: texts
                .iter()
                .zip(&of_texts)
                .map(|(text, count)| TextCount {
                    text: (*text).to_string(),
                    mentions: *count,
                })
                .collect(),
            sections,
            documents_with: documents,
            truncated,
            coverage: Coverage {
                complete: coverage.complete && !truncated,
                ..coverage
            },
        })
    }
}

impl Mentions<'_> {
    /// The reports with a mention, ordered by region, year and path, with their counts.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    pub fn documents(&self) -> Result<Vec<DocumentMentions>> {
        let documents = self.in_order()?.into_iter();
        Ok(documents
            .map(|(key, report)| DocumentMentions {
                document: (&key).into(),
                mentions: report.occurrences.len() as u64,
            })
            .collect())
    }

    /// The reports in the order of answers. Who only counts needs no keys: reading them takes longer than counting.
    fn in_order(&self) -> Result<Vec<(ReportKey, &FoundReport)>> {
        self.searcher.answer(|| {
            let found = self.searcher.reports(&self.found);
            let addresses: Vec<_> = found.iter().map(|report| report.address).collect();
            let keys = self.searcher.snapshot.keys(&addresses)?;
            let mut ordered: Vec<_> = keys.into_iter().zip(found).collect();
            ordered.sort_by(|a, b| a.0.cmp(&b.0));
            Ok(ordered)
        })
    }

    /// Hands the mentions to `each`, ordered by region, year, path and position, up to the limit.
    ///
    /// # Errors
    /// What `each` returns, and [`crate::Error::Damaged`].
    pub fn for_each<E: From<crate::Error>>(
        &self,
        mut each: impl FnMut(Mention) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut left = self.request.limit.unwrap_or(usize::MAX);
        if left == 0 {
            return Ok(());
        }
        for (_, found) in self.in_order()? {
            if left == 0 {
                break;
            }
            let report = self
                .searcher
                .answer(|| self.searcher.snapshot.report(found.address))?;
            let mut cutter = Cutter::new(
                &self.searcher.fold,
                &self.phrases,
                self.request.width,
                &report,
            );
            for occurrence in found.occurrences.iter().take(left) {
                each(cutter.mention(occurrence))?;
            }
            left -= left.min(found.occurrences.len());
        }
        Ok(())
    }

    /// The mentions, ordered by region, year, path and position, up to the limit.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    pub fn to_vec(&self) -> Result<Vec<Mention>> {
        let mut mentions = Vec::new();
        self.for_each(|mention| {
            mentions.push(mention);
            Ok::<(), crate::Error>(())
        })?;
        Ok(mentions)
    }
}
