//! The word layer: BM25F over a section's body, its headings and its report's title.
//!
//! `score = Σ_t q_t · idf_t · x/(x + k1) · (1 + citation · p)` with `x = Σ_field weight · tf/(1 − b + b · length/average)` and
//! `idf = ln(1 + (N − df + 0.5)/(df + 0.5))` (Robertson and Zaragoza 2009). N counts sections, df those that have the
//! word in any field, lengths are in words, p is the share of the report's title in what the corpus cites.

use std::collections::HashMap;

use tantivy::DocSet;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{SegmentReader, TERMINATED};

use super::citation::Citations;
use super::columns::TextColumn;
use super::section_set::{SectionAddress, SectionSet};
use super::snapshot::{ReportAddress, Snapshot};
use crate::error::Result;
use crate::schema::{FieldRanking, Ranking};

/// Something that speaks for a section.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Evidence {
    pub source: EvidenceSource,
    /// In the query.
    pub weight: f32,
    /// Whether it is no part of the query's runs, whose characters a close look takes up again.
    pub is_beside_runs: bool,
}

/// Where evidence is looked up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum EvidenceSource {
    /// A word of the word layer.
    Word(String),
    /// A text that the exact layer found so often in these sections, ascending.
    Text(Vec<(SectionAddress, u32)>),
}

/// A section and its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SectionScore {
    pub section: SectionAddress,
    pub score: f32,
    /// What evidence beside the query's runs adds to it, before the citation factor.
    pub beside_runs: f32,
}

/// What the words of a query say.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordScores {
    /// In the order of the index.
    pub sections: Vec<SectionScore>,
    /// Of each word the sections that have it in any field.
    pub frequencies: HashMap<String, u64>,
}

/// The word layer as one query sees it.
pub(crate) struct WordLayer<'s> {
    snapshot: &'s Snapshot,
    citations: &'s Citations,
    k1: f32,
    citation: f32,
    body: ScoredField,
    heading: ScoredField,
    title: ScoredField,
}

/// A field as one query sees it.
struct ScoredField {
    field: Field,
    ranking: FieldRanking,
    /// In words.
    average_length: f32,
}

/// The saturating part of one piece of evidence in one segment, by record.
type Saturating = Vec<(u32, f32)>;

impl<'s> WordLayer<'s> {
    pub(crate) fn new(
        snapshot: &'s Snapshot,
        citations: &'s Citations,
        ranking: &Ranking,
    ) -> Result<Self> {
        let fields = &snapshot.fields;
        Ok(Self {
            snapshot,
            citations,
            k1: ranking.k1,
            citation: ranking.citation,
            body: ScoredField::new(snapshot, fields.body, ranking.body)?,
            heading: ScoredField::new(snapshot, fields.heading, ranking.heading)?,
            title: ScoredField::new(snapshot, fields.title_words, ranking.title)?,
        })
    }

    /// Scores every section, among `asked`, that has some of the evidence.
    pub(crate) fn score_sections(
        &self,
        evidence: &[Evidence],
        asked: &SectionSet,
    ) -> Result<WordScores> {
        let segments = self.snapshot.segments();
        let records = segments.map(|(_, reader)| reader.max_doc() as usize);
        let none: Vec<Vec<f32>> = records.map(|records| vec![0.0; records]).collect();
        let (mut of_runs, mut beside_runs) = (none.clone(), none);
        let mut frequencies = HashMap::new();
        for piece in evidence {
            let found = match &piece.source {
                EvidenceSource::Word(text) => self.word(text)?,
                EvidenceSource::Text(frequencies) => self.text(frequencies)?,
            };
            let frequency: u64 = found.iter().map(|records| records.len() as u64).sum();
            if let EvidenceSource::Word(text) = &piece.source {
                frequencies.insert(text.clone(), frequency);
            }
            let idf = piece.weight * self.snapshot.idf(frequency);
            let scores = if piece.is_beside_runs {
                &mut beside_runs
            } else {
                &mut of_runs
            };
            for (scores, found) in scores.iter_mut().zip(&found) {
                for (record, x) in found {
                    scores[*record as usize] += idf * x / (x + self.k1);
                }
            }
        }
        Ok(WordScores {
            sections: self.scored(&of_runs, &beside_runs, asked)?,
            frequencies,
        })
    }

    /// How much the corpus cites a report's title makes of a score.
    pub(crate) fn citation(&self, section: SectionAddress) -> Result<f32> {
        if self.citations.is_empty() {
            return Ok(1.0);
        }
        let ReportAddress { segment, record } = section.report;
        let title = self
            .snapshot
            .columns(segment)?
            .title
            .term_ords(record)
            .next();
        let share = title.map_or(0.0, |ord| self.citations.of_title(segment, ord));
        Ok(1.0 + self.citation * share)
    }

    /// What some sections, in the order of the index, say beside their bodies.
    pub(crate) fn texts(&self, sections: &[SectionAddress]) -> Result<Vec<SectionTexts>> {
        let mut texts = Vec::with_capacity(sections.len());
        for of_segment in sections.chunk_by(|a, b| a.report.segment == b.report.segment) {
            let segment = of_segment[0].report.segment;
            let columns = self.snapshot.columns(segment)?;
            let reader = self.snapshot.searcher.segment_reader(segment);
            let body = self.body.norms(self.snapshot, reader)?;
            let heading = self.heading.norms(self.snapshot, reader)?;
            let title = self.title.norms(self.snapshot, reader)?;
            let records: Vec<u32> = of_segment.iter().map(|section| section.record()).collect();
            let headings = self.snapshot.texts_at(&columns.heading, &records)?;
            for (section, heading_text) in of_segment.iter().zip(headings) {
                let record = section.record();
                let of_report = section.report.record;
                texts.push(SectionTexts {
                    title: match section.section {
                        0 => self
                            .snapshot
                            .text_of(columns, TextColumn::Title, of_report)?,
                        _ => String::new(),
                    },
                    heading: heading_text,
                    lengths: RelativeLengths {
                        body: self.body.relative_length(body.fieldnorm(record)),
                        heading: self.heading.relative_length(heading.fieldnorm(record)),
                        title: self.title.relative_length(title.fieldnorm(record)),
                    },
                });
            }
        }
        Ok(texts)
    }

    fn scored(
        &self,
        of_runs: &[Vec<f32>],
        beside_runs: &[Vec<f32>],
        asked: &SectionSet,
    ) -> Result<Vec<SectionScore>> {
        let mut sections = Vec::new();
        let scores = of_runs.iter().zip(beside_runs);
        for ((segment, _), (of_runs, beside_runs)) in self.snapshot.segments().zip(scores) {
            for block in self.snapshot.exact(segment).reports() {
                let report = ReportAddress {
                    segment,
                    record: block.report,
                };
                let mut citation = None;
                for (section, record) in (0..).zip(block.sections) {
                    let beside_runs = beside_runs[record as usize];
                    let score = of_runs[record as usize] + beside_runs;
                    if score > 0.0 && asked.has_record(segment, record) {
                        let section = SectionAddress { report, section };
                        let citation = match citation {
                            Some(citation) => citation,
                            None => *citation.insert(self.citation(section)?),
                        };
                        sections.push(SectionScore {
                            section,
                            score: score * citation,
                            beside_runs,
                        });
                    }
                }
            }
        }
        Ok(sections)
    }

    /// By segment, the records that have a word, ascending.
    fn word(&self, word: &str) -> Result<Vec<Saturating>> {
        self.snapshot
            .segments()
            .map(|(_, reader)| {
                let fields = [&self.body, &self.heading, &self.title];
                let of_field = fields.map(|field| field.word(self.snapshot, reader, word));
                let of_field: Result<Vec<_>> = of_field.into_iter().collect();
                Ok(merged(of_field?))
            })
            .collect()
    }

    /// By segment, the records that have a text so often.
    fn text(&self, frequencies: &[(SectionAddress, u32)]) -> Result<Vec<Saturating>> {
        self.snapshot
            .segments()
            .map(|(segment, reader)| {
                let norms = self.body.norms(self.snapshot, reader)?;
                let here = frequencies
                    .iter()
                    .filter(|(section, _)| section.report.segment == segment);
                let saturating = here.map(|(section, frequency)| {
                    let record = section.record();
                    let x = self.body.saturating(*frequency, norms.fieldnorm(record));
                    (record, x)
                });
                Ok(saturating.collect())
            })
            .collect()
    }
}

impl Snapshot {
    /// Inverse document frequency of what so many sections have.
    pub(crate) fn idf(&self, frequency: u64) -> f32 {
        inverse_document_frequency(frequency, self.commit.sections.max(1))
    }

    /// Inverse document frequency of a word in the sections' bodies.
    pub(crate) fn word_idf(&self, word: &str) -> Result<f32> {
        let term = Term::from_field_text(self.fields.body, word);
        let frequency = self.searcher.doc_freq(&term);
        Ok(self.idf(frequency.map_err(|error| self.failed(&error))?))
    }

    /// Words of the sections' bodies, of two characters or more, that differ from a text in one character, changed, added
    /// or left out.
    pub(crate) fn words_like(&self, text: &str) -> Result<Vec<String>> {
        let failed = |error: std::io::Error| self.failed(&error.into());
        let term = Term::from_field_text(self.fields.body, text);
        let like = FuzzyTermQuery::new(term, 1, false);
        let mut alike = Vec::new();
        for (_, reader) in self.segments() {
            let inverted = reader.inverted_index(self.fields.body);
            let inverted = inverted.map_err(|error| self.failed(&error))?;
            let automaton = like.automaton().map_err(|error| self.failed(&error))?;
            let stream = inverted.terms().search(automaton).into_stream();
            let mut stream = stream.map_err(failed)?;
            while stream.advance() {
                let word = String::from_utf8_lossy(stream.key());
                if word != text && word.chars().nth(1).is_some() {
                    alike.push(word.into_owned());
                }
            }
        }
        alike.sort();
        alike.dedup();
        Ok(alike)
    }
}

/// Inverse document frequency of what `having` of `all` sections have: `ln(1 + (all − having + 0.5)/(having + 0.5))`.
pub(crate) fn inverse_document_frequency(having: u64, all: u64) -> f32 {
    let (having, all) = (having.min(all) as f32, all as f32);
    (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
}

/// The lengths of a section's fields, where 1 is the average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RelativeLengths {
    pub body: f32,
    pub heading: f32,
    pub title: f32,
}

/// What a section says beside its body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SectionTexts {
    /// The report's title, as it stands, of what stands before the first heading.
    pub title: String,
    /// The headings, folded, a line each.
    pub heading: String,
    pub lengths: RelativeLengths,
}

impl ScoredField {
    fn new(snapshot: &Snapshot, field: Field, ranking: FieldRanking) -> Result<Self> {
        let mut words = 0;
        for (_, reader) in snapshot.segments() {
            let inverted = reader.inverted_index(field);
            let inverted = inverted.map_err(|error| snapshot.failed(&error))?;
            words += inverted.total_num_tokens();
        }
        let sections = snapshot.commit.sections.max(1) as f32;
        Ok(Self {
            field,
            ranking,
            average_length: (words as f32 / sections).max(1.0),
        })
    }

    fn relative_length(&self, words: u32) -> f32 {
        words as f32 / self.average_length
    }

    fn saturating(&self, frequency: u32, words: u32) -> f32 {
        frequency as f32 * self.ranking.of_one(self.relative_length(words))
    }

    fn norms(&self, snapshot: &Snapshot, reader: &SegmentReader) -> Result<FieldNormReader> {
        let norms = reader.get_fieldnorms_reader(self.field);
        norms.map_err(|error| snapshot.failed(&error))
    }

    /// The records of a segment that have a word in this field, ascending.
    fn word(&self, snapshot: &Snapshot, reader: &SegmentReader, word: &str) -> Result<Saturating> {
        let inverted = reader.inverted_index(self.field);
        let inverted = inverted.map_err(|error| snapshot.failed(&error))?;
        let term = Term::from_field_text(self.field, word);
        let postings = inverted.read_postings(&term, IndexRecordOption::WithFreqs);
        let Some(mut postings) = postings.map_err(|error| snapshot.failed(&error.into()))? else {
            return Ok(Vec::new());
        };
        let norms = self.norms(snapshot, reader)?;
        let mut found = Vec::with_capacity(postings.size_hint() as usize);
        while postings.doc() != TERMINATED {
            let record = postings.doc();
            let x = self.saturating(postings.term_freq(), norms.fieldnorm(record));
            found.push((record, x));
            postings.advance();
        }
        Ok(found)
    }
}

/// The sum over fields, by record.
fn merged(fields: Vec<Saturating>) -> Saturating {
    let fields = fields.into_iter().filter(|field| !field.is_empty());
    fields.reduce(|a, b| sum(&a, &b)).unwrap_or_default()
}

/// The sum of two lists that ascend by record.
fn sum(a: &[(u32, f32)], b: &[(u32, f32)]) -> Saturating {
    let mut sum = Vec::with_capacity(a.len() + b.len());
    let mut rest = b;
    for (record, x) in a {
        let before = rest.iter().take_while(|(other, _)| other < record).count();
        sum.extend_from_slice(&rest[..before]);
        rest = &rest[before..];
        match rest.split_first() {
            Some(((other, y), behind)) if other == record => {
                sum.push((*record, x + y));
                rest = behind;
            }
            _ => sum.push((*record, *x)),
        }
    }
    sum.extend_from_slice(rest);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_add_up_before_they_saturate() {
        let fields = vec![
            vec![(1, 1.0), (4, 2.0)],
            Vec::new(),
            vec![(0, 5.0), (4, 0.5)],
        ];
        assert_eq!(merged(fields), [(0, 5.0), (1, 1.0), (4, 2.5)]);
    }
}
