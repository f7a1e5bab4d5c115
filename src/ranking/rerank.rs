//! Reranking of the sections that lead by their words: how often, how early and how close to one another they have the
//! query's words, pairs of characters and single characters.
//!
//! Characters find what words miss: names that the dictionary cuts, numbers of articles, parts of words. They are read
//! from the positions of the exact layer, for the leading sections alone. `docs/adr/0006-ranking.md` has the formula.

use std::collections::HashMap;

use super::feature::{Feature, FeatureKind, Features};
use super::ranked::Ranked;
use crate::error::Result;
use crate::index::{RelativeLengths, SectionScore, WordLayer, inverse_document_frequency};
use crate::matching::Matcher;
use crate::query::Plan;
use crate::schema::Ranking;

/// A text's characters of the query with their positions.
type Characters = Vec<(u32, u16)>;

/// What reranking reads of one section.
struct CandidateText {
    body: Characters,
    heading: Characters,
    title: Characters,
    lengths: RelativeLengths,
    /// The factor for the citations of its report.
    citation: f32,
}

/// The features of a section.
#[derive(Debug, Clone, Default)]
struct FeatureCounts {
    /// The features with their occurrences, weighted by field and lead.
    features: Vec<(usize, f32)>,
    /// The features that the title has.
    in_title: Vec<usize>,
    /// The neighbouring words that are near one another.
    near: Vec<usize>,
}

/// Scores the candidates again by their characters.
pub(super) fn rerank(
    matcher: Matcher,
    plan: &Plan,
    ranking: &Ranking,
    layer: &WordLayer,
    frequencies: &HashMap<String, u64>,
    mut candidates: Vec<SectionScore>,
) -> Result<Vec<Ranked>> {
    let features = Features::of(plan, |kind| ranking.of_kind(kind));
    candidates.sort_unstable_by_key(|candidate| candidate.section);
    let sections = candidate_texts(matcher, &features, layer, &candidates)?;
    let mut counter = FeatureCounter::new(&features, ranking);
    let counts: Vec<FeatureCounts> = sections
        .iter()
        .map(|section| counter.count(section))
        .collect();
    let weights = Weights::new(matcher, &features, ranking, frequencies, &counts);
    let scored = candidates.iter().zip(&sections).zip(&counts);
    Ok(scored
        .map(|((candidate, section), counts)| Ranked {
            section: candidate.section,
            score: weights.score(counts, candidate.outside_runs, section.citation, ranking),
        })
        .collect())
}

fn candidate_texts(
    matcher: Matcher,
    features: &Features,
    layer: &WordLayer,
    candidates: &[SectionScore],
) -> Result<Vec<CandidateText>> {
    let addresses: Vec<_> = candidates
        .iter()
        .map(|candidate| candidate.section)
        .collect();
    let bodies = matcher.exact().project(&features.alphabet, &addresses);
    let texts = layer.texts(&addresses)?;
    let sections = bodies.into_iter().zip(texts).zip(addresses);
    sections
        .map(|((body, texts), address)| {
            Ok(CandidateText {
                body,
                heading: features.project(&texts.heading),
                title: features.project(&matcher.fold.fold_text(&texts.title)),
                lengths: texts.lengths,
                citation: layer.citation(address)?,
            })
        })
        .collect()
}

/// How much each feature counts.
struct Weights {
    features: Vec<f32>,
    /// The same, of pairs alone.
    pairs: Vec<f32>,
    /// Of each two neighbouring words.
    neighbours: Vec<f32>,
}

impl Weights {
    /// Words and characters weigh by how many sections of the index have them, pairs by how many candidates do.
    fn new(
        matcher: Matcher,
        features: &Features,
        ranking: &Ranking,
        frequencies: &HashMap<String, u64>,
        counts: &[FeatureCounts],
    ) -> Self {
        let mut doc_freqs = vec![0u64; features.all.len()];
        for (feature, _) in counts.iter().flat_map(|counts| &counts.features) {
            doc_freqs[*feature] += 1;
        }
        let among_candidates =
            |feature: usize| inverse_document_frequency(doc_freqs[feature], counts.len() as u64);
        let (exact, vocabulary) = (matcher.exact(), matcher.vocabulary());
        let mut idfs = Vec::with_capacity(features.all.len());
        for (index, feature) in features.all.iter().enumerate() {
            idfs.push(match feature.kind {
                FeatureKind::Word => {
                    let frequency = frequencies.get(&feature.text).copied();
                    vocabulary.idf(frequency.unwrap_or(0))
                }
                FeatureKind::Pair => among_candidates(index),
                FeatureKind::Character => {
                    let doc_freqs = feature.text.chars().map(|c| exact.doc_freq(c));
                    vocabulary.idf(doc_freqs.sum())
                }
            });
        }
        let weigh = |(feature, idf): (&Feature, &f32)| {
            idf * feature.weight
                * match feature.kind {
                    FeatureKind::Word => 1.0,
                    FeatureKind::Pair => ranking.pair,
                    FeatureKind::Character => ranking.character,
                }
        };
        let weighed: Vec<f32> = features.all.iter().zip(&idfs).map(weigh).collect();
        let is_pair = |feature: &Feature| feature.kind == FeatureKind::Pair;
        let pairs = features.all.iter().zip(&weighed);
        let pairs = pairs.map(|(feature, weight)| if is_pair(feature) { *weight } else { 0.0 });
        let neighbours = features.neighbours.iter();
        Self {
            pairs: pairs.collect(),
            features: weighed,
            neighbours: neighbours.map(|(a, b)| idfs[*a].min(idfs[*b])).collect(),
        }
    }

    fn score(
        &self,
        counts: &FeatureCounts,
        outside_runs: f32,
        citation: f32,
        ranking: &Ranking,
    ) -> f32 {
        let features = counts.features.iter();
        let saturated = features.map(|(feature, x)| self.features[*feature] * x / (x + ranking.k1));
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
        let sum = saturated.sum::<f32>() + outside_runs;
        sum * (1.0 + ranking.titled * titled) * citation + ranking.nearness * near
    }
}

/// Counts the features of one section after the other.
struct FeatureCounter<'q> {
    features: &'q Features,
    ranking: &'q Ranking,
    /// For each feature, its weighted occurrences in the current section.
    found: Vec<f32>,
    /// For each feature, where its last occurrence in the current field ended.
    ends: Vec<Option<u32>>,
}

impl<'q> FeatureCounter<'q> {
    fn new(features: &'q Features, ranking: &'q Ranking) -> Self {
        Self {
            features,
            ranking,
            found: vec![0.0; features.all.len()],
            ends: vec![None; features.all.len()],
        }
    }

    fn count(&mut self, section: &CandidateText) -> FeatureCounts {
        let Ranking {
            body,
            heading,
            title,
            lead,
            ..
        } = self.ranking;
        let lengths = section.lengths;
        let mut counts = FeatureCounts::default();
        self.field(
            &section.title,
            title.of_one(lengths.title),
            0.0,
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
            0.0,
            &mut counts,
        );
        self.field(&section.body, body.of_one(lengths.body), *lead, &mut counts);
        for (feature, x) in &mut counts.features {
            *x = std::mem::take(&mut self.found[*feature]);
        }
        counts.near.sort_unstable();
        counts.near.dedup();
        counts
    }

    /// Counts a field's occurrences, each as `one`; the first as up to `lead` more, decaying with its position.
    fn field(&mut self, text: &Characters, one: f32, lead: f32, counts: &mut FeatureCounts) {
        if text.is_empty() {
            return;
        }
        self.ends.fill(None);
        let Self {
            features,
            ranking,
            found,
            ends,
        } = self;
        features.find(text, |(feature, position)| {
            if found[feature] == 0.0 {
                counts.features.push((feature, 0.0));
            }
            if ends[feature].is_none() && lead > 0.0 {
                found[feature] += lead * (-(position as f32) / ranking.lead_reach).exp();
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
