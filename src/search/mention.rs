//! Every occurrence of a text, with its surroundings.

use std::ops::Range;

use memchr::memmem;
use serde::Serialize;

use super::reference::{DocumentReference, SectionReference, Sections};
use super::searcher::Searcher;
use crate::document::{Document, PlaceCursor};
use crate::error::Result;
use crate::fold::{Folded, Marks, ParagraphPlace};
use crate::index::{Report, ReportAddress, ReportKey, Selection};
use crate::passage::{Kwic, kwic};
use crate::query::{Filter, Phrase};

/// What to find, where, and how much to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MentionRequest {
    /// Texts to be found, each in any spelling that folds alike.
    pub texts: Vec<String>,
    /// Quotation marks, book-title marks and emphasis count.
    pub strict: bool,
    /// Which reports and sections are asked.
    pub filter: Filter,
    /// Mentions to give at the most; all where absent. Counts are of all.
    pub limit: Option<usize>,
    /// Display columns of context on each side.
    pub width: usize,
}

impl MentionRequest {
    /// Asks for one text in the whole index, with 40 columns of context.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { texts: vec![text.into()], width: 40, ..Self::default() }
    }
}

/// One occurrence of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// Short id.
    pub id: String,
    /// The report.
    pub document: DocumentReference,
    /// The section of the first character.
    pub section: SectionReference,
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// The match in its context.
    #[serde(flatten)]
    pub kwic: Kwic,
    /// The text that was asked for.
    pub text: String,
}

/// What was found, before anything is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MentionSummary {
    /// The texts asked for, ` | ` between them.
    pub query: String,
    /// Mentions, all of them.
    pub mentions: u64,
    /// Mentions of each text.
    pub texts: Vec<TextCount>,
    /// Sections with a mention.
    pub sections: u64,
    /// Reports with a mention.
    pub documents_with: u64,
    /// Reports asked.
    pub documents: u64,
    /// Reports that the filter by year could not judge.
    pub undated: u64,
    /// Reports that the filter by region could not judge.
    pub unplaced: u64,
    /// No file skipped, the index not known to be stale, nothing cut.
    pub complete: bool,
    /// Fewer mentions are given than there are.
    pub truncated: bool,
    /// Whether files changed since the update; absent where nobody looked.
    pub stale: Option<bool>,
    /// Files of the corpus that were not read.
    pub skipped_files: u64,
}

/// The mentions of one of several texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextCount {
    /// As asked.
    pub text: String,
    /// Mentions.
    pub mentions: u64,
}

/// A report and how many mentions it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentMentions {
    /// The report.
    pub document: DocumentReference,
    /// Mentions in it.
    pub mentions: u64,
}

/// The answer: counts at once, the mentions themselves as they are walked.
#[derive(Debug)]
pub struct Mentions<'s> {
    searcher: &'s Searcher,
    phrases: Vec<Phrase>,
    found: Vec<FoundReport>,
    request: MentionRequest,
    /// The counts.
    pub summary: MentionSummary,
}

/// The occurrences in one report, by position.
#[derive(Debug)]
pub(super) struct FoundReport {
    pub address: ReportAddress,
    key: ReportKey,
    pub occurrences: Vec<Occurrence>,
}

/// An occurrence in characters of the folded text, or, where marks count, in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Occurrence {
    Folded { start: u32, phrase: usize },
    Strict { start: usize, end: usize, phrase: usize },
}

impl Occurrence {
    fn phrase(&self) -> usize {
        match self {
            Self::Folded { phrase, .. } | Self::Strict { phrase, .. } => *phrase,
        }
    }
}

impl Searcher {
    /// Finds every mention of the request's texts.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for a text of which nothing is left to be found, [`crate::Error::Damaged`].
    pub fn mentions(&self, request: &MentionRequest) -> Result<Mentions<'_>> {
        self.answer(|| {
            let phrases = self.phrases(request)?;
            let selection = self.snapshot.select(&request.filter)?;
            let mut found = self.find(&phrases, &selection, &request.filter)?;
            found.sort_by(|a, b| a.key.cmp(&b.key));
            let summary = self.summarise(&phrases, &found, &selection, request)?;
            Ok(Mentions { searcher: self, phrases, found, request: request.clone(), summary })
        })
    }

    /// The request's texts folded, those that fold alike taken once.
    pub(super) fn phrases(&self, request: &MentionRequest) -> Result<Vec<Phrase>> {
        let marks = if request.strict { Marks::Kept } else { Marks::Transparent };
        let mut phrases: Vec<Phrase> = Vec::new();
        for text in &request.texts {
            let phrase = Phrase::new(text, &self.fold, marks)?;
            if !phrases.iter().any(|known| (&known.folded, &known.strict) == (&phrase.folded, &phrase.strict)) {
                phrases.push(phrase);
            }
        }
        Ok(phrases)
    }

    /// The index's answer: the reports with an occurrence, in no order.
    pub(super) fn find(&self, phrases: &[Phrase], selection: &Selection, filter: &Filter) -> Result<Vec<FoundReport>> {
        let mut by_report: std::collections::BTreeMap<ReportAddress, Vec<Occurrence>> = std::collections::BTreeMap::new();
        for (index, phrase) in phrases.iter().enumerate() {
            for (report, occurrences) in self.find_phrase(index, phrase, selection)? {
                by_report.entry(report).or_default().extend(occurrences);
            }
        }
        let mut found = Vec::new();
        for (address, mut occurrences) in by_report {
            occurrences.sort();
            if filter.heading.is_some() {
                let document = self.snapshot.report(address)?.document;
                self.keep_under_heading(&document, &self.snapshot.section_starts(address)?, &mut occurrences, filter);
            }
            if !occurrences.is_empty() {
                found.push(FoundReport { address, key: self.snapshot.key(address)?, occurrences });
            }
        }
        Ok(found)
    }

    fn find_phrase(&self, index: usize, phrase: &Phrase, selection: &Selection) -> Result<Vec<(ReportAddress, Vec<Occurrence>)>> {
        let Some(strict) = &phrase.strict else {
            let found = self.snapshot.occurrences(&phrase.folded, selection)?;
            let folded = |start| Occurrence::Folded { start, phrase: index };
            return Ok(found.into_iter().map(|found| (found.report, found.starts.into_iter().map(folded).collect())).collect());
        };
        // Where marks count, the exact layer names the reports and their text decides.
        let candidates: Vec<ReportAddress> = if phrase.folded.is_empty() {
            self.snapshot.selected(selection)?
        } else {
            self.snapshot.occurrences(&phrase.folded, selection)?.into_iter().map(|found| found.report).collect()
        };
        let mut found = Vec::new();
        for address in candidates {
            let report = self.snapshot.report(address)?;
            found.push((address, self.scan_strictly(&report, strict, index)));
        }
        Ok(found)
    }

    /// The occurrences of a text with its marks, paragraph by paragraph.
    pub(super) fn scan_strictly(&self, report: &Report, strict: &str, phrase: usize) -> Vec<Occurrence> {
        let document = &report.document;
        let length = strict.chars().count();
        let mut occurrences = Vec::new();
        for paragraph in report.paragraphs() {
            let folded = self.fold.fold_paragraph(&document.text, paragraph.bytes, &document.soft_breaks, Marks::Kept);
            for start in scan(&folded.text, strict) {
                let bytes = folded.origin(start as usize..start as usize + length);
                occurrences.push(Occurrence::Strict { start: bytes.start, end: bytes.end, phrase });
            }
        }
        occurrences
    }

    /// Keeps the occurrences in sections that the filter's part about headings takes.
    pub(super) fn keep_under_heading(
        &self,
        document: &Document,
        section_starts: &[u32],
        occurrences: &mut Vec<Occurrence>,
        filter: &Filter,
    ) {
        let taken = self.sections_taken(document, filter);
        occurrences.retain(|occurrence| match occurrence {
            Occurrence::Folded { start, .. } => taken[section_of(section_starts, *start)],
            Occurrence::Strict { start, .. } => taken[document.section_at(*start)],
        });
    }

    fn summarise(
        &self,
        phrases: &[Phrase],
        found: &[FoundReport],
        selection: &Selection,
        request: &MentionRequest,
    ) -> Result<MentionSummary> {
        let mut counts = vec![0; phrases.len()];
        let mut sections = 0;
        for report in found {
            sections += self.count_sections(report)?;
            for occurrence in &report.occurrences {
                counts[occurrence.phrase()] += 1;
            }
        }
        let mentions = counts.iter().sum();
        let truncated = request.limit.is_some_and(|limit| (limit as u64) < mentions);
        let texts: Vec<&str> = phrases.iter().map(|phrase| phrase.text.as_str()).collect();
        Ok(MentionSummary {
            query: texts.join(" | "),
            mentions,
            texts: texts.iter().zip(&counts).map(|(text, count)| TextCount { text: (*text).to_string(), mentions: *count }).collect(),
            sections,
            documents_with: found.len() as u64,
            documents: selection.documents,
            undated: selection.undated,
            unplaced: selection.unplaced,
            complete: self.is_complete() && !truncated,
            truncated,
            stale: self.is_stale(),
            skipped_files: self.snapshot.commit.skipped,
        })
    }

    /// How many sections of a report have a mention.
    fn count_sections(&self, report: &FoundReport) -> Result<u64> {
        let mut sections: Vec<usize> = if let Some(Occurrence::Strict { .. }) = report.occurrences.first() {
            let document = self.snapshot.report(report.address)?.document;
            let bytes = report.occurrences.iter().filter_map(|occurrence| match occurrence {
                Occurrence::Strict { start, .. } => Some(*start),
                Occurrence::Folded { .. } => None,
            });
            bytes.map(|start| document.section_at(start)).collect()
        } else {
            let starts = self.snapshot.section_starts(report.address)?;
            let positions = report.occurrences.iter().filter_map(|occurrence| match occurrence {
                Occurrence::Folded { start, .. } => Some(*start),
                Occurrence::Strict { .. } => None,
            });
            positions.map(|start| section_of(&starts, start)).collect()
        };
        sections.dedup();
        Ok(sections.len() as u64)
    }
}

/// Where a folded text has a folded phrase, left to right without overlap, in characters.
pub(super) fn scan(folded: &str, phrase: &str) -> Vec<u32> {
    let (mut byte, mut character) = (0, 0);
    memmem::find_iter(folded.as_bytes(), phrase.as_bytes())
        .map(|found| {
            character += folded[byte..found].chars().count();
            byte = found;
            crate::document::count(character)
        })
        .collect()
}

fn section_of(starts: &[u32], position: u32) -> usize {
    starts.partition_point(|start| *start <= position).saturating_sub(1)
}

impl Mentions<'_> {
    /// The reports with a mention, in order, with their counts.
    pub fn documents(&self) -> impl Iterator<Item = DocumentMentions> {
        self.found.iter().map(|report| DocumentMentions {
            document: (&report.key).into(),
            mentions: report.occurrences.len() as u64,
        })
    }

    /// Hands the mentions to `each`, ordered by region, year, path and position, up to the limit.
    ///
    /// # Errors
    /// What `each` returns, and [`crate::Error::Damaged`].
    pub fn for_each<E: From<crate::Error>>(&self, mut each: impl FnMut(Mention) -> Result<(), E>) -> Result<(), E> {
        let mut left = self.request.limit.unwrap_or(usize::MAX);
        for found in &self.found {
            if left == 0 {
                break;
            }
            let report = self.searcher.answer(|| self.searcher.snapshot.report(found.address))?;
            let mut cutter = Cutter::new(self, &report);
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

/// Cuts the mentions of one report out of its text, in order.
struct Cutter<'a> {
    answer: &'a Mentions<'a>,
    report: &'a Report,
    reference: DocumentReference,
    sections: Sections<'a>,
    places: PlaceCursor<'a>,
    paragraphs: Vec<ParagraphPlace>,
    /// The paragraph at hand.
    folded: Option<(usize, Folded)>,
}

impl<'a> Cutter<'a> {
    fn new(answer: &'a Mentions<'a>, report: &'a Report) -> Self {
        Self {
            answer,
            report,
            reference: (&report.document).into(),
            sections: Sections::of(&report.document),
            places: PlaceCursor::new(&report.document),
            paragraphs: report.paragraphs(),
            folded: None,
        }
    }

    fn mention(&mut self, occurrence: &Occurrence) -> Mention {
        let document = &self.report.document;
        let (bytes, paragraph) = match *occurrence {
            Occurrence::Folded { start, phrase } => self.locate(start, self.answer.phrases[phrase].folded.chars().count()),
            Occurrence::Strict { start, end, .. } => {
                let after = self.paragraphs.partition_point(|paragraph| paragraph.bytes.start <= start);
                (start..end, self.paragraphs[after - 1].bytes.clone())
            }
        };
        let place = self.places.place(bytes.start);
        Mention {
            id: format!("{}@{}-{}", document.id, bytes.start, bytes.end),
            document: self.reference.clone(),
            section: self.sections.reference(document.section_at(bytes.start), bytes.start),
            line: place.line,
            column: place.column,
            kwic: kwic(&document.text, paragraph, bytes, self.answer.request.width),
            text: self.answer.phrases[occurrence.phrase()].text.clone(),
        }
    }

    /// The bytes of `length` folded characters from `start`, and those of their paragraph.
    fn locate(&mut self, start: u32, length: usize) -> (Range<usize>, Range<usize>) {
        let index = self.paragraphs.partition_point(|paragraph| paragraph.characters.start <= start) - 1;
        let place = &self.paragraphs[index];
        if self.folded.as_ref().is_none_or(|(known, _)| *known != index) {
            let document = &self.report.document;
            let fold = &self.answer.searcher.fold;
            let folded = fold.fold_paragraph(&document.text, place.bytes.clone(), &document.soft_breaks, Marks::Transparent);
            self.folded = Some((index, folded));
        }
        let first = (start - place.characters.start) as usize;
        let bytes = self.folded.as_ref().map_or(0..0, |(_, folded)| folded.origin(first..first + length));
        (bytes, place.bytes.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_counts_from_the_left_without_overlap_in_characters() {
        assert_eq!(scan("年年年年年", "年年"), [0, 2]);
        assert_eq!(scan("行政复议、行政", "行政"), [0, 5]);
        assert_eq!(scan("", "行"), [] as [u32; 0]);
    }

    #[test]
    fn a_position_belongs_to_the_last_section_that_has_begun() {
        assert_eq!([0, 4, 5, 99].map(|position| section_of(&[0, 5, 5, 9], position)), [0, 0, 2, 3]);
    }
}
