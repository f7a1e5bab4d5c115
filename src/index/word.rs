//! The word layer: BM25F over the sections' headings and bodies.
//!
//! `score = Σ_t q_t · idf_t · x/(x + k1) · coverage^c`, where
//! `x = Σ_field weight · tf/(1 − b + b · length/average)`, idf as in BM25 (Robertson and Zaragoza 2009), `q_t`
//! the query's weight for the word and coverage the share of `q · idf` that the section matches.

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocSet, SegmentReader, TERMINATED};

use super::snapshot::{ReportAddress, Selection, Snapshot};
use crate::error::Result;
use crate::schema::Ranking;

/// Words to rank sections by.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WordQuery {
    /// Words with their weights.
    pub words: Vec<(String, f32)>,
    pub ranking: Ranking,
    pub heading_weight: f32,
    pub body_weight: f32,
}

/// A section and its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SectionScore {
    pub report: ReportAddress,
    /// Index of the section in its report.
    pub section: usize,
    pub score: f32,
}

/// A field as one query sees it.
struct ScoredField {
    field: Field,
    weight: f32,
    average_length: f32,
}

/// What a section has gathered so far.
#[derive(Clone, Copy, Default)]
struct Gathered {
    score: f32,
    covered: f32,
}

impl Snapshot {
    /// Every section of the selection that has one of the words, in no order.
    pub(crate) fn score_sections(
        &self,
        query: &WordQuery,
        selection: &Selection,
    ) -> Result<Vec<SectionScore>> {
        let fields = [
            self.scored_field(self.fields.heading, query.heading_weight)?,
            self.scored_field(self.fields.body, query.body_weight)?,
        ];
        let idfs: Vec<f32> = query
            .words
            .iter()
            .map(|(word, weight)| Ok(weight * self.idf(word)?))
            .collect::<Result<_>>()?;
        let total: f32 = idfs.iter().sum();
        let mut scores = Vec::new();
        for (segment, reader) in self.segments() {
            let mut gathered = vec![Gathered::default(); reader.max_doc() as usize];
            for ((word, _), idf) in query.words.iter().zip(&idfs) {
                self.gather(reader, &fields, word, *idf, query.ranking, &mut gathered)?;
            }
            let ordinal = &self.columns(segment)?.ordinal;
            for (record, gathered) in (0..)
                .zip(&gathered)
                .filter(|(_, gathered)| gathered.covered > 0.0)
            {
                let section = u32::try_from(ordinal.first(record).unwrap_or(1)).unwrap_or(1);
                let report = ReportAddress {
                    segment,
                    record: record - section,
                };
                if !reader.is_deleted(record) && selection.takes(segment, report.record) {
                    let score =
                        gathered.score * (gathered.covered / total).powf(query.ranking.coverage);
                    scores.push(SectionScore {
                        report,
                        section: section as usize - 1,
                        score,
                    });
                }
            }
        }
        Ok(scores)
    }

    /// Inverse document frequency of a word over the sections' bodies, which hold their own headings too.
    pub(crate) fn idf(&self, word: &str) -> Result<f32> {
        let term = Term::from_field_text(self.fields.body, word);
        let frequency = self
            .searcher
            .doc_freq(&term)
            .map_err(|error| self.damaged(&error))? as f32;
        let sections = self.records() as f32;
        Ok((1.0 + (sections - frequency.min(sections) + 0.5) / (frequency + 0.5)).ln())
    }

    /// Records, removed ones that no merge has dropped yet among them, as frequencies and lengths count them.
    fn records(&self) -> u32 {
        self.segments()
            .map(|(_, reader)| reader.max_doc())
            .sum::<u32>()
            .max(1)
    }

    fn scored_field(&self, field: Field, weight: f32) -> Result<ScoredField> {
        let mut tokens = 0;
        for (_, reader) in self.segments() {
            tokens += reader
                .inverted_index(field)
                .map_err(|error| self.damaged(&error))?
                .total_num_tokens();
        }
        let average_length = (tokens as f32 / self.records() as f32).max(1.0);
        Ok(ScoredField {
            field,
            weight,
            average_length,
        })
    }

    /// Adds one word's share to every record of a segment that has it.
    fn gather(
        &self,
        reader: &SegmentReader,
        fields: &[ScoredField],
        word: &str,
        idf: f32,
        ranking: Ranking,
        gathered: &mut [Gathered],
    ) -> Result<()> {
        let mut evidence: Vec<(u32, f32)> = Vec::new();
        for field in fields {
            let inverted = reader
                .inverted_index(field.field)
                .map_err(|error| self.damaged(&error))?;
            let norms = reader
                .get_fieldnorms_reader(field.field)
                .map_err(|error| self.damaged(&error))?;
            let term = Term::from_field_text(field.field, word);
            let postings = inverted.read_postings(&term, IndexRecordOption::WithFreqs);
            let Some(mut postings) = postings.map_err(|error| self.damaged(&error.into()))? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                let length = norms.fieldnorm(postings.doc()) as f32 / field.average_length;
                let frequency = field.weight * postings.term_freq() as f32
                    / (1.0 - ranking.b + ranking.b * length);
                evidence.push((postings.doc(), frequency));
                postings.advance();
            }
        }
        evidence.sort_unstable_by_key(|(record, _)| *record);
        for of_record in evidence.chunk_by(|a, b| a.0 == b.0) {
            let x: f32 = of_record.iter().map(|(_, frequency)| frequency).sum();
            let gathered = &mut gathered[of_record[0].0 as usize];
            gathered.score += idf * x / (x + ranking.k1);
            gathered.covered += idf;
        }
        Ok(())
    }
}
