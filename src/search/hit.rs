//! Sections ranked by how much they say about a query.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use super::reference::{Coverage, DocumentReference, SectionReference, Sections};
use super::searcher::Searcher;
use crate::document::{Document, Locator, Section};
use crate::error::{Error, Result};
use crate::fold::{Folded, Marks};
use crate::index::{Report, SectionScore, Selection, WordQuery};
use crate::passage::{Highlighter, Passage, passages};
use crate::query::Filter;
use crate::schema::{FieldTable, Ranking};

/// What to rank sections by, which are asked, and how many to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchRequest {
    /// Words, with or without blanks between them.
    pub query: String,
    /// Which reports and sections are asked.
    pub filter: Filter,
    /// Hits to give at the most.
    pub limit: usize,
    /// Passages to give of each hit at the most.
    pub passages: usize,
}

impl SearchRequest {
    /// Asks the whole index for the ten best sections.
    #[must_use]
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            filter: Filter::default(),
            limit: 10,
            passages: 2,
        }
    }
}

/// A section that says something about the query.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// Comparable within one answer only.
    pub score: f32,
    /// The report.
    pub document: DocumentReference,
    /// The section.
    pub section: SectionReference,
    /// The sentences that say it, in text order.
    pub passages: Vec<HitPassage>,
}

/// Sentences of a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HitPassage {
    /// The sentences, unchanged.
    pub text: String,
    /// Line of their first character.
    pub line: u32,
    /// Column of their first character.
    pub column: u32,
    /// Page, sheet and row, or record of their first character.
    #[serde(flatten)]
    pub locator: Locator,
    /// What matched: `[start, end)` in characters of `text`.
    pub highlights: Vec<[usize; 2]>,
}

/// The best hits and how many there are.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchAnswer {
    /// The best first.
    pub hits: Vec<Hit>,
    /// The counts.
    pub summary: SearchSummary,
}

/// How many sections there are, and of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchSummary {
    /// As asked.
    pub query: String,
    /// The words that it was ranked by.
    pub words: Vec<String>,
    /// Sections with one of the words.
    pub total: u64,
    /// Whether `total` counts all of them.
    pub total_is_exact: bool,
    /// Hits given.
    pub shown: u64,
    /// What was asked, and what is known of the answer's completeness.
    #[serde(flatten)]
    pub coverage: Coverage,
}

impl Searcher {
    /// Ranks the sections by the request's words.
    ///
    /// # Errors
    /// [`Error::Query`] for a query without a word, [`Error::Damaged`].
    pub fn search(&self, request: &SearchRequest) -> Result<SearchAnswer> {
        self.answer(|| {
            let table = self.schema.field_table()?;
            let words = self.query_words(&request.query, &table.ranking)?;
            let selection = self.snapshot.select(&request.filter, &self.fold)?;
            let mut scores = self
                .snapshot
                .score_sections(&word_query(&words, &table), &selection)?;
            if request.filter.heading.is_some() {
                self.keep_sections_under_heading(&mut scores, &request.filter)?;
            }
            let total = scores.len() as u64;
            let best = self.best(scores, request.limit)?;
            let highlighter = self.highlighter(&words)?;
            let hits = best
                .iter()
                .enumerate()
                .map(|(index, score)| {
                    self.hit(index + 1, score, highlighter.as_ref(), request.passages)
                })
                .collect::<Result<Vec<_>>>()?;
            let summary = self.summary_of_search(request, &words, total, &hits, &selection);
            Ok(SearchAnswer { hits, summary })
        })
    }

    /// The distinct words of a query with their weights.
    fn query_words(&self, query: &str, ranking: &Ranking) -> Result<Vec<(String, f32)>> {
        let folded = self.fold.fold_text(query);
        let distinct: BTreeSet<String> = self
            .segmenter()?
            .words(&folded)
            .map(|word| word.text.to_string())
            .collect();
        if distinct.is_empty() {
            let message = "no word to search for: give words such as 行政复议 案件".to_string();
            return Err(Error::Query {
                query: query.to_string(),
                column: 1,
                message,
            });
        }
        let stop_words: BTreeSet<&str> = self.schema.stop_words().collect();
        let weight = |word: &str| {
            if stop_words.contains(word) {
                ranking.stop_word
            } else {
                1.0
            }
        };
        Ok(distinct
            .into_iter()
            .map(|word| (word.clone(), weight(&word)))
            .collect())
    }

    /// Marks the query's words; stop words only where there is nothing else.
    fn highlighter(&self, words: &[(String, f32)]) -> Result<Option<Highlighter>> {
        let telling = words.iter().any(|(_, weight)| *weight >= 1.0);
        let marked = words
            .iter()
            .filter(|(_, weight)| !telling || *weight >= 1.0);
        let weighed =
            marked.map(|(word, weight)| Ok((word.clone(), weight * self.snapshot.idf(word)?)));
        Ok(Highlighter::new(&weighed.collect::<Result<Vec<_>>>()?))
    }

    fn keep_sections_under_heading(
        &self,
        scores: &mut Vec<SectionScore>,
        filter: &Filter,
    ) -> Result<()> {
        scores.sort_by_key(|score| score.report);
        let mut kept = Vec::new();
        for of_report in scores.chunk_by(|a, b| a.report == b.report) {
            let document = self.snapshot.report(of_report[0].report)?.document;
            let taken = self.sections_taken(&document, filter);
            kept.extend(
                of_report
                    .iter()
                    .filter(|score| taken[score.section])
                    .copied(),
            );
        }
        *scores = kept;
        Ok(())
    }

    /// The `limit` best, equal scores ordered as mentions are: by region, year, path and section.
    fn best(&self, mut scores: Vec<SectionScore>, limit: usize) -> Result<Vec<SectionScore>> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        if scores.len() > limit {
            scores.select_nth_unstable_by(limit - 1, |a, b| b.score.total_cmp(&a.score));
            let last = scores[limit - 1].score;
            scores.retain(|score| score.score >= last);
        }
        let keyed = scores
            .into_iter()
            .map(|score| Ok((self.snapshot.key(score.report)?, score)));
        let mut keyed = keyed.collect::<Result<Vec<_>>>()?;
        keyed.sort_by(|(a_key, a), (b_key, b)| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| a_key.cmp(b_key))
                .then(a.section.cmp(&b.section))
        });
        keyed.truncate(limit);
        Ok(keyed.into_iter().map(|(_, score)| score).collect())
    }

    fn hit(
        &self,
        rank: usize,
        score: &SectionScore,
        highlighter: Option<&Highlighter>,
        most: usize,
    ) -> Result<Hit> {
        let report = self.snapshot.report(score.report)?;
        let document = &report.document;
        let paragraphs = self.paragraphs_of_section(&report, score.section);
        let found = highlighter.map(|highlighter| {
            best_passages(document, score.section, &paragraphs, highlighter, most)
        });
        let found = found.unwrap_or_default();
        let start = found.first().map_or(
            document.sections[score.section].marker as usize,
            |passage| {
                let first = passage
                    .highlights
                    .first()
                    .map_or(0, |highlight| highlight.start);
                passage.start
                    + passage
                        .text
                        .chars()
                        .take(first)
                        .map(char::len_utf8)
                        .sum::<usize>()
            },
        );
        Ok(Hit {
            rank,
            score: score.score,
            document: document.into(),
            section: Sections::of(document).reference(score.section, start),
            passages: found
                .into_iter()
                .map(|passage| placed(passage, &report))
                .collect(),
        })
    }

    /// The folds of the parts of a section's paragraphs, with their bytes.
    fn paragraphs_of_section(
        &self,
        report: &Report,
        section: usize,
    ) -> Vec<(Range<usize>, Folded)> {
        let document = &report.document;
        let section = document.section_range(section);
        let inside = report.paragraphs().into_iter().filter_map(|paragraph| {
            let part =
                paragraph.bytes.start.max(section.start)..paragraph.bytes.end.min(section.end);
            (part.start < part.end).then_some(part)
        });
        inside
            .map(|part| {
                let folded = self.fold.fold_paragraph(
                    &document.text,
                    part.clone(),
                    &document.soft_breaks,
                    Marks::Transparent,
                );
                (part, folded)
            })
            .collect()
    }

    fn summary_of_search(
        &self,
        request: &SearchRequest,
        words: &[(String, f32)],
        total: u64,
        hits: &[Hit],
        selection: &Selection,
    ) -> SearchSummary {
        SearchSummary {
            query: request.query.clone(),
            words: words.iter().map(|(word, _)| word.clone()).collect(),
            total,
            total_is_exact: true,
            shown: hits.len() as u64,
            coverage: self.coverage(selection),
        }
    }
}

/// The words with the weights and parameters that `schema.toml` gives.
fn word_query(words: &[(String, f32)], table: &FieldTable) -> WordQuery {
    let weight = |name: &str| {
        table
            .fields
            .get(name)
            .and_then(|field| field.weight)
            .unwrap_or(1.0)
    };
    WordQuery {
        words: words.to_vec(),
        ranking: table.ranking,
        heading_weight: weight("heading"),
        body_weight: weight("body"),
    }
}

/// The best passages of a section. Its heading stands above them already: it is one only where nothing else
/// matches.
fn best_passages(
    document: &Document,
    section: usize,
    paragraphs: &[(Range<usize>, Folded)],
    highlighter: &Highlighter,
    most: usize,
) -> Vec<Passage> {
    let Section {
        number,
        heading,
        level,
        ..
    } = &document.sections[section];
    let is_heading = |(range, _): &(Range<usize>, Folded)| {
        let is_around = |c: char| c.is_whitespace() || matches!(c, '#' | '*' | '。' | '：');
        let line = document.text[range.clone()].trim_matches(is_around);
        *level > 0 && line.starts_with(number.as_str()) && line.ends_with(heading.as_str())
    };
    let body = paragraphs
        .iter()
        .position(|paragraph| !is_heading(paragraph))
        .unwrap_or(paragraphs.len());
    let found = passages(&document.text, &paragraphs[body..], highlighter, most);
    if found.is_empty() {
        passages(&document.text, paragraphs, highlighter, most)
    } else {
        found
    }
}

fn placed(passage: Passage, report: &Report) -> HitPassage {
    let place = report.document.place(passage.start);
    let highlights = passage
        .highlights
        .iter()
        .map(|range| [range.start, range.end])
        .collect();
    HitPassage {
        text: passage.text,
        line: place.line,
        column: place.column,
        locator: report.document.locators.at(passage.start),
        highlights,
    }
}
