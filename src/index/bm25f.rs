//! The word layer: BM25F over a section's body, its headings and its report's title.
//!
//! `score = Σ_t q_t · idf_t · x/(x + k1) · (1 + citation · p)` with `x = Σ_field weight · tf/(1 − b + b · length/average)` and
//! `idf = ln(1 + (N − df + 0.5)/(df + 0.5))` (Robertson and Zaragoza 2009). N is the number of sections, df the number of
//! sections with the word in any field, lengths are in words, p is how often the corpus cites the report's title
//! ([`Citations`]).

use std::collections::HashMap;

use tantivy::DocSet;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{SegmentReader, TERMINATED};

use super::address::{DocumentAddress, SectionAddress};
use super::citation::Citations;
use super::document_columns::DocumentColumns;
use super::exact::ExactLayer;
use super::section_set::SectionSet;
use super::snapshot::Snapshot;
use super::vocabulary::Vocabulary;
use crate::error::Result;
use crate::schema::{FieldRanking, Ranking};

/// A term that sections are scored by.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ScoredTerm {
    pub source: TermSource,
    /// Weight in the query, `q_t`.
    pub weight: f32,
    pub part: QueryPart,
}

/// The part of a query that a term belongs to. Their scores are summed apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QueryPart {
    /// The words of its runs, whose characters reranking scores again.
    Words,
    /// The words that name reports.
    Names,
    /// Texts that are looked for verbatim.
    Texts,
    /// Synonyms, which were not typed.
    Synonyms,
}

impl QueryPart {
    pub(crate) const ALL: [Self; 4] = [Self::Words, Self::Names, Self::Texts, Self::Synonyms];
}

/// The layer that has a term.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TermSource {
    /// A word of the word layer.
    Word(String),
    /// A text of the exact layer.
    Text(Frequencies),
}

/// How often sections have a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Frequencies {
    /// The sections that are at hand, ascending, with the frequency in each.
    pub sections: Vec<(SectionAddress, u32)>,
    /// Number of sections that have it, at hand or not.
    pub doc_freq: u64,
}

impl Frequencies {
    /// Those of every section.
    pub(crate) fn of_all(sections: Vec<(SectionAddress, u32)>) -> Self {
        Self {
            doc_freq: sections.len() as u64,
            sections,
        }
    }

    /// Whether no section has it.
    pub(crate) fn is_empty(&self) -> bool {
        self.doc_freq == 0
    }
}

/// A section and its scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SectionScore {
    pub section: SectionAddress,
    /// By [`QueryPart`], before the citation factor.
    pub parts: [f32; QueryPart::ALL.len()],
    /// The citation factor of its report: `1 + citation · p`.
    pub citation: f32,
}

impl SectionScore {
    /// The sum over the terms of a part of the query.
    pub(crate) fn of(&self, part: QueryPart) -> f32 {
        self.parts[part as usize]
    }

    /// Whether it has anything that was typed.
    pub(crate) fn has_typed(&self) -> bool {
        let typed = [QueryPart::Words, QueryPart::Names, QueryPart::Texts];
        typed.into_iter().any(|part| self.of(part) > 0.0)
    }
}

/// The scores of sections by the words of a query.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordScores {
    /// In index order.
    pub sections: Vec<SectionScore>,
    /// For each word, the number of sections that have it in any field.
    pub frequencies: HashMap<String, u64>,
}

/// The word layer of a snapshot, with the parameters of ranking.
pub(crate) struct WordLayer<'s> {
    snapshot: &'s Snapshot,
    citations: &'s Citations,
    k1: f32,
    citation: f32,
    body: ScoredField,
    heading: ScoredField,
    title: ScoredField,
}

/// A field with its parameters.
struct ScoredField {
    field: Field,
    ranking: FieldRanking,
    /// In words.
    average_length: f32,
}

/// `x` of one term in one segment, before saturation: ascending records, each with its `x`.
type PartialScores = Vec<(u32, f32)>;

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

    /// Scores every section in `scope` that has one of the terms.
    pub(crate) fn score_sections(
        &self,
        terms: &[ScoredTerm],
        scope: &SectionSet,
    ) -> Result<WordScores> {
        let mut sums = PartSums::default();
        let mut frequencies = HashMap::new();
        for term in terms {
            let found = match &term.source {
                TermSource::Word(text) => self.word(text)?,
                TermSource::Text(found) => self.text(&found.sections)?,
            };
            let doc_freq: u64 = found.iter().map(|records| records.len() as u64).sum();
            if let TermSource::Word(text) = &term.source {
                frequencies.insert(text.clone(), doc_freq);
            }
            let idf = term.weight * Vocabulary::of(self.snapshot).idf(doc_freq);
            let scores = sums.of(term.part, self.snapshot);
            for (scores, found) in scores.iter_mut().zip(&found) {
                for (record, x) in found {
                    scores[*record as usize] += idf * x / (x + self.k1);
                }
            }
        }
        Ok(WordScores {
            sections: self.scored(&sums, scope)?,
            frequencies,
        })
    }

    /// The citation factor of a section: `1 + citation · p`.
    fn citation(&self, section: SectionAddress) -> Result<f32> {
        if self.citations.is_empty() {
            return Ok(1.0);
        }
        let DocumentAddress { segment, record } = section.document;
        let columns = DocumentColumns::of(self.snapshot).of_segment(segment)?;
        let title = columns.title.term_ords(record).next();
        let share = title.map_or(0.0, |ord| self.citations.of_title(segment, ord));
        Ok(1.0 + self.citation * share)
    }

    /// The titles, headings and lengths of some sections in index order.
    pub(crate) fn texts(&self, sections: &[SectionAddress]) -> Result<Vec<SectionTexts>> {
        let all_columns = DocumentColumns::of(self.snapshot);
        let mut texts = Vec::with_capacity(sections.len());
        for of_segment in sections.chunk_by(|a, b| a.document.segment == b.document.segment) {
            let segment = of_segment[0].document.segment;
            let columns = all_columns.of_segment(segment)?;
            let reader = self.snapshot.searcher.segment_reader(segment);
            let body = self.body.norms(self.snapshot, reader)?;
            let heading = self.heading.norms(self.snapshot, reader)?;
            let title_norms = self.title.norms(self.snapshot, reader)?;
            let records: Vec<u32> = of_segment.iter().map(|section| section.record()).collect();
            let headings = all_columns.texts_at(&columns.heading, &records)?;
            let roots = of_segment.iter().filter(|section| section.section == 0);
            let roots: Vec<u32> = roots.map(|section| section.document.record).collect();
            let mut titles = all_columns.texts_at(&columns.title, &roots)?.into_iter();
            for (section, heading_text) in of_segment.iter().zip(headings) {
                let record = section.record();
                let title = if section.section == 0 {
                    titles.next()
                } else {
                    None
                };
                texts.push(SectionTexts {
                    title: title.unwrap_or_default(),
                    heading: heading_text,
                    lengths: RelativeLengths {
                        body: self.body.relative_length(body.fieldnorm(record)),
                        heading: self.heading.relative_length(heading.fieldnorm(record)),
                        title: self.title.relative_length(title_norms.fieldnorm(record)),
                    },
                });
            }
        }
        Ok(texts)
    }

    fn scored(&self, sums: &PartSums, scope: &SectionSet) -> Result<Vec<SectionScore>> {
        let mut sections = Vec::new();
        for (segment, _) in self.snapshot.segments() {
            let sums = sums.of_segment(segment);
            for block in ExactLayer::of(self.snapshot).file(segment).documents() {
                let document = DocumentAddress {
                    segment,
                    record: block.document,
                };
                let mut citation = None;
                for (section, record) in (0..).zip(block.sections) {
                    let parts = sums.map(|sums| sums.map_or(0.0, |sums| sums[record as usize]));
                    if parts.iter().any(|sum| *sum > 0.0) && scope.has_record(segment, record) {
                        let section = SectionAddress { document, section };
                        let citation = match citation {
                            Some(citation) => citation,
                            None => *citation.insert(self.citation(section)?),
                        };
                        sections.push(SectionScore {
                            section,
                            parts,
                            citation,
                        });
                    }
                }
            }
        }
        Ok(sections)
    }

    /// By segment, the records with a word, ascending.
    fn word(&self, word: &str) -> Result<Vec<PartialScores>> {
        self.snapshot
            .segments()
            .map(|(_, reader)| {
                let fields = [&self.body, &self.heading, &self.title]
                    .into_iter()
                    .map(|field| field.word(self.snapshot, reader, word))
                    .collect::<Result<Vec<_>>>()?;
                Ok(merged(fields))
            })
            .collect()
    }

    /// By segment, the records with a text, ascending.
    fn text(&self, frequencies: &[(SectionAddress, u32)]) -> Result<Vec<PartialScores>> {
        self.snapshot
            .segments()
            .map(|(segment, reader)| {
                let norms = self.body.norms(self.snapshot, reader)?;
                Ok(frequencies
                    .iter()
                    .filter(|(section, _)| section.document.segment == segment)
                    .map(|(section, frequency)| {
                        let record = section.record();
                        let x = self.body.partial_score(*frequency, norms.fieldnorm(record));
                        (record, x)
                    })
                    .collect())
            })
            .collect()
    }
}

/// The sums of terms, by part of the query, segment and record; those of a part without terms are absent.
#[derive(Debug, Default)]
struct PartSums {
    parts: [Option<Vec<Vec<f32>>>; QueryPart::ALL.len()],
}

impl PartSums {
    fn of(&mut self, part: QueryPart, snapshot: &Snapshot) -> &mut Vec<Vec<f32>> {
        let segments = snapshot.segments();
        self.parts[part as usize].get_or_insert_with(|| {
            segments
                .map(|(_, reader)| vec![0.0; reader.max_doc() as usize])
                .collect()
        })
    }

    /// The sums of a segment, by part and record.
    fn of_segment(&self, segment: u32) -> [Option<&[f32]>; QueryPart::ALL.len()] {
        let of_part = |part: QueryPart| {
            self.parts[part as usize]
                .as_ref()
                .map(|segments| segments[segment as usize].as_slice())
        };
        QueryPart::ALL.map(of_part)
    }
}

/// The lengths of a section's fields, relative to the average of all sections.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RelativeLengths {
    pub body: f32,
    pub heading: f32,
    pub title: f32,
}

/// The texts of a section other than its body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SectionTexts {
    /// The report's title, not folded; empty unless the section is the root.
    pub title: String,
    /// The headings, folded, one per line.
    pub heading: String,
    pub lengths: RelativeLengths,
}

impl ScoredField {
    fn new(snapshot: &Snapshot, field: Field, ranking: FieldRanking) -> Result<Self> {
        let mut words = 0;
        for (_, reader) in snapshot.segments() {
            let inverted = reader
                .inverted_index(field)
                .map_err(|error| snapshot.failed(&error))?;
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

    fn partial_score(&self, frequency: u32, words: u32) -> f32 {
        frequency as f32 * self.ranking.of_one(self.relative_length(words))
    }

    fn norms(&self, snapshot: &Snapshot, reader: &SegmentReader) -> Result<FieldNormReader> {
        reader
            .get_fieldnorms_reader(self.field)
            .map_err(|error| snapshot.failed(&error))
    }

    /// The records of a segment with a word in this field, ascending.
    fn word(
        &self,
        snapshot: &Snapshot,
        reader: &SegmentReader,
        word: &str,
    ) -> Result<PartialScores> {
        let term = Term::from_field_text(self.field, word);
        let postings = reader
            .inverted_index(self.field)
            .map_err(|error| snapshot.failed(&error))?
            .read_postings(&term, IndexRecordOption::WithFreqs)
            .map_err(|error| snapshot.failed(&error.into()))?;
        let Some(mut postings) = postings else {
            return Ok(Vec::new());
        };
        let norms = self.norms(snapshot, reader)?;
        let mut found = Vec::with_capacity(postings.size_hint() as usize);
        while postings.doc() != TERMINATED {
            let record = postings.doc();
            let x = self.partial_score(postings.term_freq(), norms.fieldnorm(record));
            found.push((record, x));
            postings.advance();
        }
        Ok(found)
    }
}

/// The sum over fields, by record.
fn merged(fields: Vec<PartialScores>) -> PartialScores {
    fields
        .into_iter()
        .filter(|field| !field.is_empty())
        .reduce(|a, b| sum(&a, &b))
        .unwrap_or_default()
}

/// The sum of two lists, by record.
fn sum(a: &[(u32, f32)], b: &[(u32, f32)]) -> PartialScores {
    let mut sum = Vec::with_capacity(a.len() + b.len());
    let mut rest = b;
    for (record, x) in a {
        let before = rest.iter().take_while(|(other, _)| other < record).count();
        sum.extend_from_slice(&rest[..before]);
        rest = &rest[before..];
        match rest.split_first() {
            Some(((other, y), after)) if other == record => {
                sum.push((*record, x + y));
                rest = after;
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
    fn fields_are_summed_by_record() {
        let fields = vec![
            vec![(1, 1.0), (4, 2.0)],
            Vec::new(),
            vec![(0, 5.0), (4, 0.5)],
        ];
        assert_eq!(merged(fields), [(0, 5.0), (1, 1.0), (4, 2.5)]);
    }
}
