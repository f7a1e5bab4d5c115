//! Every occurrence of a text, with its surroundings.

use serde::Serialize;

use super::cutter::Cutter;
use super::occurrence::FoundReport;
use super::reference::{DocumentReference, SectionReference};
use super::searcher::Searcher;
use crate::error::Result;
use crate::index::Selection;
use crate::passage::Kwic;
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
        Self {
            texts: vec![text.into()],
            width: 40,
            ..Self::default()
        }
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
            texts: texts
                .iter()
                .zip(&counts)
                .map(|(text, count)| TextCount {
                    text: (*text).to_string(),
                    mentions: *count,
                })
                .collect(),
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
    pub fn for_each<E: From<crate::Error>>(
        &self,
        mut each: impl FnMut(Mention) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut left = self.request.limit.unwrap_or(usize::MAX);
        for found in &self.found {
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
