//! A close look at the sections that lead by their words: how often, how early and how near one another they have the
//! words, the pairs of characters and the characters of the query.
//!
//! Characters tell what words miss: names that the dictionary cuts, numbers of articles, parts of words. They are read
//! from the positions of the exact layer, of the leading sections alone. `docs/adr/0006-ranking.md` has the formula.

use std::collections::HashMap;

use super::super::searcher::Searcher;
use super::Ranked;
use super::units::{Unit, UnitKind, Units};
use crate::error::Result;
use crate::index::{RelativeLengths, SectionScore, WordLayer, inverse_document_frequency};
use crate::query::Plan;
use crate::schema::Ranking;

/// A text's characters of the query with their positions.
type Characters = Vec<(u32, u16)>;

/// What is looked at of one section.
struct Section {
    body: Characters,
    heading: Characters,
    title: Characters,
    lengths: RelativeLengths,
    /// What the citations of its report make of its score.
    citation: f32,
}

/// What a section has, unit by unit.
#[derive(Debug, Clone, Default)]
struct Tally {
    /// The units with their occurrences, each weighed by its field, and the lead.
    units: Vec<(usize, f32)>,
    /// The units that the title has.
    in_title: Vec<usize>,
    /// The neighbouring words that are near one another.
    near: Vec<usize>,
}

impl Searcher {
    /// Scores sections by what their characters say.
    pub(super) fn look_closely(
        &self,
        plan: &Plan,
        ranking: &Ranking,
        layer: &WordLayer,
        frequencies: &HashMap<String, u64>,
        mut candidates: Vec<SectionScore>,
    ) -> Result<Vec<Ranked>> {
        let units = Units::of(plan, |kind| ranking.of_kind(kind));
        candidates.sort_unstable_by_key(|candidate| candidate.section);
        let sections = self.sections_to_look_at(&units, layer, &candidates)?;
        let mut tallying = Tallying::new(&units, ranking);
        let tallies: Vec<Tally> = sections
            .iter()
            .map(|section| tallying.tally(section))
            .collect();
        let weights = self.weights(&units, ranking, frequencies, &tallies);
        let scored = candidates.iter().zip(&sections).zip(&tallies);
        Ok(scored
            .map(|((candidate, section), tally)| Ranked {
                section: candidate.section,
                score: weights.score(tally, candidate.beside_runs, section.citation, ranking),
            })
            .collect())
    }

    fn sections_to_look_at(
        &self,
        units: &Units,
        layer: &WordLayer,
        candidates: &[SectionScore],
    ) -> Result<Vec<Section>> {
        let addresses: Vec<_> = candidates
            .iter()
            .map(|candidate| candidate.section)
            .collect();
        let bodies = self.snapshot.project(&units.alphabet, &addresses);
        let texts = layer.texts(&addresses)?;
        let sections = bodies.into_iter().zip(texts).zip(addresses);
        sections
            .map(|((body, texts), address)| {
                Ok(Section {
                    body,
                    heading: units.project(&texts.heading),
                    title: units.project(&self.fold.fold_text(&texts.title)),
                    lengths: texts.lengths,
                    citation: layer.citation(address)?,
                })
            })
            .collect()
    }

    /// What each unit weighs: words and characters by the sections of the index that have them, pairs by the candidates
    /// that do.
    fn weights(
        &self,
        units: &Units,
        ranking: &Ranking,
        frequencies: &HashMap<String, u64>,
        tallies: &[Tally],
    ) -> Weights {
        let mut having = vec![0u64; units.all.len()];
        for (unit, _) in tallies.iter().flat_map(|tally| &tally.units) {
            having[*unit] += 1;
        }
        let among_candidates =
            |unit: usize| inverse_document_frequency(having[unit], tallies.len() as u64);
        let mut rarities = Vec::with_capacity(units.all.len());
        for (index, unit) in units.all.iter().enumerate() {
            rarities.push(match unit.kind {
                UnitKind::Word => {
                    let frequency = frequencies.get(&unit.text).copied();
                    self.snapshot.idf(frequency.unwrap_or(0))
                }
                UnitKind::Pair => among_candidates(index),
                UnitKind::Character => {
                    let having = unit.text.chars().map(|c| self.snapshot.sections_having(c));
                    self.snapshot.idf(having.sum())
                }
            });
        }
        let weigh = |(unit, rarity): (&Unit, &f32)| {
            rarity
                * unit.weight
                * match unit.kind {
                    UnitKind::Word => 1.0,
                    UnitKind::Pair => ranking.pair,
                    UnitKind::Character => ranking.character,
                }
        };
        let weighed: Vec<f32> = units.all.iter().zip(&rarities).map(weigh).collect();
        let is_pair = |unit: &Unit| unit.kind == UnitKind::Pair;
        let pairs = units.all.iter().zip(&weighed);
        let pairs = pairs.map(|(unit, weight)| if is_pair(unit) { *weight } else { 0.0 });
        let neighbours = units.neighbours.iter();
        Weights {
            pairs: pairs.collect(),
            units: weighed,
            neighbours: neighbours
                .map(|(a, b)| rarities[*a].min(rarities[*b]))
                .collect(),
        }
    }
}

/// What the units count for.
struct Weights {
    units: Vec<f32>,
    /// The same, of pairs alone.
    pairs: Vec<f32>,
    /// Of each two neighbouring words.
    neighbours: Vec<f32>,
}

impl Weights {
    fn score(&self, tally: &Tally, beside_runs: f32, citation: f32, ranking: &Ranking) -> f32 {
        let units = tally.units.iter();
        let saturated = units.map(|(unit, x)| self.units[*unit] * x / (x + ranking.k1));
        let near: f32 = tally.near.iter().map(|pair| self.neighbours[*pair]).sum();
        let all_pairs: f32 = self.pairs.iter().sum();
        let titled: f32 = tally.in_title.iter().map(|unit| self.pairs[*unit]).sum();
        let titled = if all_pairs > 0.0 {
            (titled / all_pairs).powi(4)
        } else {
            0.0
        };
        let sum = saturated.sum::<f32>() + beside_runs;
        sum * (1.0 + ranking.titled * titled) * citation + ranking.nearness * near
    }
}

/// Counts what one section after the other has.
struct Tallying<'q> {
    units: &'q Units,
    ranking: &'q Ranking,
    /// Of each unit, what the section at hand has.
    found: Vec<f32>,
    /// Of each unit, where its last occurrence in the field at hand ended.
    ends: Vec<Option<u32>>,
}

impl<'q> Tallying<'q> {
    fn new(units: &'q Units, ranking: &'q Ranking) -> Self {
        Self {
            units,
            ranking,
            found: vec![0.0; units.all.len()],
            ends: vec![None; units.all.len()],
        }
    }

    fn tally(&mut self, section: &Section) -> Tally {
        let Ranking {
            body,
            heading,
            title,
            lead,
            ..
        } = self.ranking;
        let lengths = section.lengths;
        let mut tally = Tally::default();
        self.field(&section.title, title.of_one(lengths.title), 0.0, &mut tally);
        tally.in_title = tally.units.iter().map(|(unit, _)| *unit).collect();
        self.field(
            &section.heading,
            heading.of_one(lengths.heading),
            0.0,
            &mut tally,
        );
        self.field(&section.body, body.of_one(lengths.body), *lead, &mut tally);
        for (unit, x) in &mut tally.units {
            *x = std::mem::take(&mut self.found[*unit]);
        }
        tally.near.sort_unstable();
        tally.near.dedup();
        tally
    }

    /// Counts a field's occurrences, each as `one`; the first as `lead` more, the less the later it stands.
    fn field(&mut self, text: &Characters, one: f32, lead: f32, tally: &mut Tally) {
        if text.is_empty() {
            return;
        }
        self.ends.fill(None);
        let Self {
            units,
            ranking,
            found,
            ends,
        } = self;
        units.find(text, |(unit, position)| {
            if found[unit] == 0.0 {
                tally.units.push((unit, 0.0));
            }
            if ends[unit].is_none() && lead > 0.0 {
                found[unit] += lead * (-(position as f32) / ranking.lead_reach).exp();
            }
            found[unit] += one;
            for (pair, other) in &units.neighbours_of[unit] {
                let is_near = |end: u32| end <= position && position - end <= ranking.near;
                if ends[*other].is_some_and(is_near) {
                    tally.near.push(*pair);
                }
            }
            ends[unit] = Some(position + units.length(unit));
        });
    }
}
