//! Reranks the top sections: how often, how early and how close together they contain the query's words, pairs of
//! characters and single characters.
//!
//! Characters catch what words miss: names that the dictionary splits, article numbers, parts of words. They are read from
//! the positions of the exact layer, for the top sections only. `docs/adr/0006-ranking.md` has the formula.

use std::collections::HashMap;

use super::feature::{Feature, FeatureKind, Features};
use super::question::Question;
use super::ranked::{Candidate, Ranked};
use super::sections::{Characters, Sections};
use crate::error::Result;
use crate::index::{RelativeLengths, SectionTexts, inverse_document_frequency};
use crate::schema::Ranking;

/// The data of one section for reranking.
struct CandidateText {
    body: Characters,
    heading: Characters,
    title: Characters,
    lengths: RelativeLengths,
}

/// The features that a section contains.
#[derive(Debug, Clone, Default)]
struct FeatureCounts {
    /// Features with their occurrences, weighted by field and lead.
    features: Vec<(usize, f32)>,
    /// Features in the title.
    in_title: Vec<usize>,
    /// Pairs of neighbours that are close together.
    near: Vec<usize>,
    /// Whether its heading, or its report's title, is what the query says.
    is_headed: bool,
}

/// Scores the candidates by features.
pub(super) fn rerank(
    sections: &mut dyn Sections,
    question: &Question,
    ranking: &Ranking,
    frequencies: &HashMap<String, u64>,
    mut candidates: Vec<Candidate>,
) -> Result<Vec<Ranked>> {
    let features = Features::of(&question.runs, &question.long_stretches);
    let headings = question.headings();
    candidates.sort_unstable_by_key(|candidate| candidate.section);
    let counts = feature_counts(sections, &features, &headings, ranking, &candidates)?;
    let weights = Weights::new(sections, &features, ranking, frequencies, &counts)?;
    let of_candidate = |(candidate, counts): (&Candidate, &FeatureCounts)| Ranked {
        section: candidate.section,
        score: weights.score(
            counts,
            candidate,
            counts.is_headed || has_stretches(&features, candidate, counts),
            ranking,
        ),
    };
    Ok(candidates.iter().zip(&counts).map(of_candidate).collect())
}

/// The features that each candidate has. `headings` are what a heading may say to be what the query asks for.
fn feature_counts(
    sections: &dyn Sections,
    features: &Features,
    headings: &[String],
    ranking: &Ranking,
    candidates: &[Candidate],
) -> Result<Vec<FeatureCounts>> {
    let addresses: Vec<_> = candidates
        .iter()
        .map(|candidate| candidate.section)
        .collect();
    let bodies = sections.project(&features.alphabet, &addresses);
    let texts = sections.texts(&addresses)?;
    let mut counter = FeatureCounter::new(features, ranking);
    let of_section = |(body, texts): (Characters, SectionTexts)| {
        let title = sections.fold().fold_text(&texts.title);
        let own = texts.heading.lines().next_back().unwrap_or_default();
        let mut counts = counter.count(&CandidateText {
            body,
            heading: features.project(&texts.heading),
            title: features.project(&title),
            lengths: texts.lengths,
        });
        counts.is_headed = [own, &title].iter().any(|line| says_one(line, headings));
        counts
    };
    Ok(bodies.into_iter().zip(texts).map(of_section).collect())
}

/// Whether a heading says one of some texts, apart from its number and marks.
fn says_one(heading: &str, texts: &[String]) -> bool {
    if texts.iter().all(|text| text.len() > heading.len()) {
        return false;
    }
    let said: String = heading.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_of_number =
        |c: char| c.is_ascii_digit() || "一二三四五六七八九十百第编章节条篇部分".contains(c);
    let says = |text: &String| {
        said.strip_suffix(text.as_str())
            .is_some_and(|number| number.chars().all(is_of_number))
    };
    texts.iter().any(says)
}

/// Weights of the features.
struct Weights {
    features: Vec<f32>,
    /// The same for pairs, zero for other features.
    pairs: Vec<f32>,
    /// Weights of the pairs of neighbours.
    neighbours: Vec<f32>,
}

impl Weights {
    /// Words and characters are weighted by their document frequency in the index, pairs by that among the candidates.
    fn new(
        sections: &mut dyn Sections,
        features: &Features,
        ranking: &Ranking,
        frequencies: &HashMap<String, u64>,
        counts: &[FeatureCounts],
    ) -> Result<Self> {
        let mut doc_freqs = vec![0u64; features.all.len()];
        for (feature, _) in counts.iter().flat_map(|counts| &counts.features) {
            doc_freqs[*feature] += 1;
        }
        let among_candidates =
            |feature: usize| inverse_document_frequency(doc_freqs[feature], counts.len() as u64);
        let mut idfs = Vec::with_capacity(features.all.len());
        for (index, feature) in features.all.iter().enumerate() {
            idfs.push(match feature.kind {
                FeatureKind::Word => {
                    let frequency = frequencies.get(&feature.text).copied();
                    sections.idf(frequency.unwrap_or(0))
                }
                FeatureKind::Pair => among_candidates(index),
                FeatureKind::Stretch => 0.0,
                FeatureKind::Character => {
                    let mut doc_freq = 0;
                    for c in feature.text.chars() {
                        doc_freq += sections.doc_freq_of_character(c)?;
                    }
                    sections.idf(doc_freq)
                }
            });
        }
        let weigh = |(feature, idf): (&Feature, &f32)| {
            idf * feature.weight
                * match feature.kind {
                    FeatureKind::Word => 1.0,
                    FeatureKind::Pair => ranking.pair,
                    FeatureKind::Character => ranking.character,
                    FeatureKind::Stretch => 0.0,
                }
        };
        let weighed: Vec<f32> = features.all.iter().zip(&idfs).map(weigh).collect();
        let pair_weight = |(feature, weight): (&Feature, &f32)| match feature.kind {
            FeatureKind::Pair => *weight,
            _ => 0.0,
        };
        Ok(Self {
            pairs: features.all.iter().zip(&weighed).map(pair_weight).collect(),
            features: weighed,
            neighbours: features
                .neighbours
                .iter()
                .map(|(a, b)| idfs[*a].min(idfs[*b]))
                .collect(),
        })
    }

    fn score(
        &self,
        counts: &FeatureCounts,
        candidate: &Candidate,
        is_verbatim: bool,
        ranking: &Ranking,
    ) -> f32 {
        let saturated: f32 = counts
            .features
            .iter()
            .map(|(feature, x)| self.features[*feature] * x / (x + ranking.k1))
            .sum();
        let near: f32 = counts.near.iter().map(|pair| self.neighbours[*pair]).sum();
        let all_pairs: f32 = self.pairs.iter().sum();
        let titled: f32 = counts
            .in_title
            .iter()
            .map(|feature| self.pairs[*feature])
            .sum();
        let titled = if all_pairs > 0.0 {
            (titled / all_pairs).powi(4)
        } else {
            0.0
        };
        let sum = (saturated + candidate.texts) * (1.0 + ranking.titled * titled);
        let is_verbatim = is_verbatim || titled > IN_TITLE;
        let verbatim = if is_verbatim { ranking.verbatim } else { 0.0 };
        let headed = if counts.is_headed {
            ranking.headed
        } else {
            0.0
        };
        candidate.score(ranking, sum, ranking.nearness * near, verbatim + headed)
    }
}

/// Whether a candidate has each part of the query verbatim: the short ones by lookup, the long ones by its characters.
fn has_stretches(features: &Features, candidate: &Candidate, counts: &FeatureCounts) -> bool {
    let has = |stretch: &Option<usize>| {
        let mut found = counts.features.iter();
        stretch.is_some_and(|stretch| found.any(|(feature, _)| *feature == stretch))
    };
    candidate.has_short_stretches && features.stretches.iter().all(has)
}

/// From this share of the query's pairs on, to the fourth power, a title has the query verbatim.
const IN_TITLE: f32 = 0.999;

/// Counts features section by section.
struct FeatureCounter<'q> {
    features: &'q Features,
    ranking: &'q Ranking,
    /// For each feature, its weighted occurrences in the current section.
    found: Vec<f32>,
    /// For each feature, the end of its last occurrence in the current field.
    ends: Vec<Option<u32>>,
    /// What the first occurrence of a feature in a field with a lead gains, by position; nothing after them.
    leads: Vec<f32>,
}

impl<'q> FeatureCounter<'q> {
    fn new(features: &'q Features, ranking: &'q Ranking) -> Self {
        Self {
            features,
            ranking,
            found: vec![0.0; features.all.len()],
            ends: vec![None; features.all.len()],
            leads: leads(ranking),
        }
    }

    fn count(&mut self, section: &CandidateText) -> FeatureCounts {
        let Ranking {
            body,
            heading,
            title,
            ..
        } = self.ranking;
        let lengths = section.lengths;
        let mut counts = FeatureCounts::default();
        self.field(
            &section.title,
            title.of_one(lengths.title),
            false,
            &mut counts,
        );
        counts.in_title = counts
            .features
            .iter()
            .map(|(feature, _)| *feature)
            .collect();
        self.field(
            &section.heading,
            heading.of_one(lengths.heading),
            false,
            &mut counts,
        );
        self.field(&section.body, body.of_one(lengths.body), true, &mut counts);
        for (feature, x) in &mut counts.features {
            *x = std::mem::take(&mut self.found[*feature]);
        }
        counts.near.sort_unstable();
        counts.near.dedup();
        counts
    }

    /// Counts a field's occurrences: `one` for each, and more for the first of a feature if the field has a lead.
    fn field(&mut self, text: &Characters, one: f32, has_lead: bool, counts: &mut FeatureCounts) {
        if text.is_empty() {
            return;
        }
        self.ends.fill(None);
        let Self {
            features,
            ranking,
            found,
            ends,
            leads,
        } = self;
        features.find(text, |(feature, position)| {
            if found[feature] == 0.0 {
                counts.features.push((feature, 0.0));
            }
            if ends[feature].is_none() && has_lead {
                found[feature] += leads.get(position as usize).unwrap_or(&0.0);
            }
            found[feature] += one;
            for (pair, other) in &features.neighbours_of[feature] {
                let is_near = |end: u32| end <= position && position - end <= ranking.near;
                if ends[*other].is_some_and(is_near) {
                    counts.near.push(*pair);
                }
            }
            ends[feature] = Some(position + features.length(feature));
        });
    }
}

/// What the first occurrence of a feature gains, by its position in characters: most at the beginning, decaying until it makes
/// no difference to a score.
fn leads(ranking: &Ranking) -> Vec<f32> {
    let gain = |position: u32| (-(position as f32) / ranking.lead_reach).exp();
    let gains = (0..).map(gain).take_while(|gain| *gain > f32::EPSILON);
    gains.map(|gain| ranking.lead * gain).collect()
}
