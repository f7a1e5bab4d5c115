//! Scans reports for the mentions of a request, one after the other: for an engine that finds them elsewhere.

use std::ops::ControlFlow;

use super::choice::{Candidate, Choice};
use super::indexed::{document_mentions, summary};
use super::kwic::KwicBuilder;
use super::scanned::Scanned;
use super::whole_word::WholeWords;
use crate::api::{
    Context, Coverage, DocumentMentions, DocumentReference, Mention, MentionRequest, MentionSummary,
};
use crate::document::{Document, Metadata};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::chapters;
use crate::matching::{MatchCounts, Texts};
use crate::query::Phrase;
use crate::segmenter::Segmenter;

/// Scans reports for the mentions of a request.
///
/// An engine over another storage gives it the reports that may have some, in the order of answers, and gets the mentions
/// that every engine finds in them.
pub struct MentionScan<'r> {
    pub(super) request: &'r MentionRequest,
    texts: Texts,
    fold: &'r Fold,
    /// Tells whole words, if the request asks for them.
    segmenter: Option<&'r Segmenter>,
}

/// A report with what was found in it.
pub struct ScannedReport {
    scanned: Scanned,
    inside_words: u64,
}

/// Where a mention begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionPlace {
    /// Its section, by the index in the report.
    pub section: usize,
    /// The topmost heading that the section is under, without its number; empty before the first.
    pub chapter: String,
}

/// How many mentions reports have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MentionCounts {
    /// Of each counted text of the request.
    pub of_texts: Vec<u64>,
    /// Sections with a mention.
    pub sections: u64,
    /// Reports with a mention.
    pub documents: u64,
    /// Mentions left out because they begin or end inside a word.
    pub inside_words: u64,
}

impl MentionCounts {
    /// Adds those of other reports, of the same request.
    pub(super) fn add(&mut self, other: &Self) {
        for (sum, count) in self.of_texts.iter_mut().zip(&other.of_texts) {
            *sum += count;
        }
        self.sections += other.sections;
        self.documents += other.documents;
        self.inside_words += other.inside_words;
    }
}

/// The mentions that may be shown, of the reports scanned so far.
#[derive(Default)]
pub struct ChosenMentions {
    candidates: Vec<Candidate>,
}

impl<'r> MentionScan<'r> {
    /// Folds the texts of a request.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for a text that folds to nothing.
    pub(crate) fn new(
        request: &'r MentionRequest,
        fold: &'r Fold,
        segmenter: Option<&'r Segmenter>,
    ) -> Result<Self> {
        Ok(Self {
            request,
            texts: Texts::of(request, fold)?,
            fold,
            segmenter,
        })
    }

    /// The folded texts to find; of a concept its terms, then its exclusions.
    pub fn phrases(&self) -> &[Phrase] {
        &self.texts.phrases
    }

    /// Whether its mentions are the occurrences of its texts, each by itself: no concept, no pattern, no whole words.
    pub fn is_plain(&self) -> bool {
        let Texts {
            patterns, concept, ..
        } = &self.texts;
        concept.is_none() && patterns.is_empty() && self.segmenter.is_none()
    }

    /// Folded texts of which a section that a mention begins in has one, or for a pattern another section of its paragraph; `None` if
    /// it may have none of them.
    pub fn needed(&self) -> Option<Vec<&String>> {
        let Texts {
            phrases, patterns, ..
        } = &self.texts;
        // Marks alone can be anywhere, and a match may begin in a section before that of its texts.
        let is_anywhere = phrases.iter().any(|phrase| phrase.folded.is_empty())
            || !(patterns.is_empty() || self.request.filter.takes_every_section());
        if is_anywhere {
            return None;
        }
        let mut needed: Vec<&String> = phrases.iter().flat_map(|phrase| &phrase.readings).collect();
        for pattern in patterns {
            needed.push(pattern.literals().first()?);
        }
        Some(needed)
    }

    /// Whether what is shown depends on more of a report than the paragraphs with mentions: a sample is drawn by places in the whole folded
    /// text, and the last sentence of a paragraph is measured with the blank lines after it.
    pub fn shows_by_whole_reports(&self) -> bool {
        self.request.sample.is_some() || self.request.context != Context::Columns
    }

    /// Finds the mentions in a report.
    pub fn scan(&self, document: Document) -> ScannedReport {
        let filter = &self.request.filter;
        let mut scanned = Scanned::new(document, &self.texts, filter, self.fold);
        let words = |segmenter| WholeWords::new(segmenter, self.fold, &self.texts.phrases);
        let inside_words = match self.segmenter {
            Some(segmenter) => scanned.keep_whole_words(&words(segmenter)),
            None => 0,
        };
        ScannedReport {
            scanned,
            inside_words,
        }
    }

    /// Passes the mentions in a report to `each` by position, until it breaks.
    pub fn each_mention(
        &self,
        report: &ScannedReport,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Scanned {
            stored,
            occurrences,
            ..
        } = &report.scanned;
        let mut builder = KwicBuilder::new(self.fold, &self.texts, self.request, stored);
        occurrences
            .iter()
            .try_for_each(|occurrence| each(builder.mention(occurrence)))
    }

    /// Adds a report to those of which the request's sample, order and limit choose.
    pub fn choose(&self, report: &ScannedReport, chosen: &mut ChosenMentions) {
        chosen.candidates.extend(report.candidates(&self.choice()));
    }

    /// The mentions that the request shows, given the reports in the order of answers.
    pub fn chosen(&self, chosen: ChosenMentions) -> Vec<Mention> {
        self.choice().shown(chosen.candidates).collect()
    }

    /// What the request's sample, order and limit choose.
    pub(super) fn choice(&self) -> Choice<'_> {
        Choice::new(self.request, &self.texts, self.fold)
    }

    /// A report with its mentions of each counted text.
    pub fn document_mentions(
        &self,
        document: DocumentReference,
        of_texts: &[u64],
    ) -> DocumentMentions {
        document_mentions(&self.texts, document, of_texts)
    }

    /// No mention of any text.
    pub fn no_counts(&self) -> MentionCounts {
        MentionCounts {
            of_texts: vec![0; self.texts.counted],
            ..MentionCounts::default()
        }
    }

    /// The summary of an answer.
    pub fn summary(&self, counts: MentionCounts, coverage: Coverage) -> MentionSummary {
        let inside_words = self.segmenter.map(|_| counts.inside_words);
        let matches = MatchCounts {
            of_texts: counts.of_texts,
            sections: counts.sections,
            documents: counts.documents,
        };
        let mut summary = summary(self.request, &self.texts, matches, coverage);
        summary.inside_words = inside_words;
        summary
    }
}

impl ScannedReport {
    pub(super) fn document(&self) -> &Document {
        self.scanned.document()
    }

    /// The mentions of it that may be shown.
    pub(super) fn candidates(&self, choice: &Choice) -> Vec<Candidate> {
        choice.candidates(&self.scanned)
    }

    /// The report as answers cite it.
    pub fn reference(&self) -> DocumentReference {
        self.document().into()
    }

    /// Mentions in it.
    pub fn mentions(&self) -> u64 {
        self.scanned.occurrences.len() as u64
    }

    /// Mentions in it of each counted text of a scan, of which it must be.
    pub fn mentions_of_texts(&self, scan: &MentionScan) -> Vec<u64> {
        self.scanned.counts(&scan.texts).of_texts
    }

    /// Where each mention is, by position.
    pub fn places(&self) -> Vec<MentionPlace> {
        let chapters = chapters(self.document());
        let sections = self.scanned.sections_of_occurrences();
        let place = |section: usize| MentionPlace {
            section,
            chapter: chapters[section].clone(),
        };
        sections.into_iter().map(place).collect()
    }

    /// The report that was scanned.
    pub fn metadata(&self) -> &Metadata {
        &self.document().metadata
    }

    /// Adds the report to the counts of a scan, of which it must be.
    pub fn add_to(&self, counts: &mut MentionCounts, scan: &MentionScan) {
        let of_report = self.scanned.counts(&scan.texts);
        counts.add(&MentionCounts {
            of_texts: of_report.of_texts,
            sections: of_report.sections,
            documents: u64::from(self.mentions() > 0),
            inside_words: self.inside_words,
        });
    }
}
