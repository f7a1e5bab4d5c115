//! The features of a query: its words, pairs of characters and single characters, and where a text contains them.

use std::collections::HashMap;

use crate::api::WordKind;
use crate::query::Run;

/// A run with the weights of its characters and of its words. What weighs nothing is no feature.
#[derive(Debug, Clone)]
pub(super) struct WeightedRun<'p> {
    pub run: &'p Run,
    pub characters: Vec<f32>,
    pub words: Vec<f32>,
}

/// The kind of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FeatureKind {
    /// A word of the query.
    Word,
    /// Two adjacent characters of the query.
    Pair,
    /// A character of the query.
    Character,
    /// A long part of the query verbatim. It weighs nothing; that a section has it lifts it.
    Stretch,
}

/// A sequence of characters that a text may contain.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Feature {
    pub text: String,
    pub kind: FeatureKind,
    /// In the query, from the words that contain it; summed over its occurrences.
    pub weight: f32,
    /// Indices into the alphabet.
    characters: Vec<u16>,
}

/// The features of a query and its alphabet.
#[derive(Debug, Clone, Default)]
pub(super) struct Features {
    /// The distinct letters, digits and Chinese characters of the query.
    pub alphabet: Vec<char>,
    /// Whether a character of the alphabet ends in these [`LOW_BITS`].
    has_low_bits: Vec<bool>,
    pub all: Vec<Feature>,
    /// Those of long stretches; `None` for one with too many characters.
    pub stretches: Vec<Option<usize>>,
    /// For each character the features that start with it, each with its second character if it has one.
    beginning: Vec<Vec<(Option<u16>, usize)>>,
    /// Pairs of nearby content words, as indices of features.
    pub neighbours: Vec<(usize, usize)>,
    /// For each feature, its neighbour pairs (indices) and the other feature of each.
    pub neighbours_of: Vec<Vec<(usize, usize)>>,
}

/// An occurrence of a feature: its index and the position of its first character.
pub(super) type Found = (usize, u32);

/// Maximum distance of neighbours, in content words: the next and the one after it.
const MAX_NEIGHBOUR_DISTANCE: usize = 2;
/// Maximum number of distinct characters of a query; a pasted page needs no more to be recognised.
const MAX_ALPHABET: usize = 1024;

/// Number of bits that tell most characters apart from those of a query.
const LOW_BITS: u32 = 9;

fn low_bits(c: char) -> usize {
    (u32::from(c) & ((1 << LOW_BITS) - 1)) as usize
}

impl Features {
    /// The features of a query's runs.
    pub(super) fn of(runs: &[WeightedRun], stretches: &[String]) -> Self {
        let mut features = Self::default();
        let mut known = HashMap::new();
        for weighted in runs {
            let WeightedRun {
                run,
                characters: weights,
                words: of_words,
            } = weighted;
            let characters: Vec<char> = run.text.chars().collect();
            for (start, c) in characters.iter().enumerate() {
                let weight = weights[start];
                if c.is_alphanumeric() && weight > 0.0 {
                    features.add(
                        &mut known,
                        FeatureKind::Character,
                        &characters[start..=start],
                        weight,
                    );
                }
                if let Some(pair) = characters.get(start..start + 2)
                    && pair.iter().all(|c| c.is_alphanumeric())
                    && weights[start] > 0.0
                    && weights[start + 1] > 0.0
                {
                    let weight = f32::midpoint(weights[start], weights[start + 1]);
                    features.add(&mut known, FeatureKind::Pair, pair, weight);
                }
            }
            for (word, weight) in run.words.iter().zip(of_words) {
                if *weight > 0.0 {
                    let characters = &characters[word.characters.clone()];
                    features.add(&mut known, FeatureKind::Word, characters, *weight);
                }
            }
            let outer = run.outer_words();
            let content: Vec<Option<usize>> = outer
                .iter()
                .filter(|word| word.kind == WordKind::Content)
                .map(|word| known.get(&(true, word.text.clone())).copied())
                .collect();
            features.join(&content);
        }
        for stretch in stretches {
            let characters: Vec<char> = stretch.chars().collect();
            let feature = features.add(&mut known, FeatureKind::Stretch, &characters, 0.0);
            features.stretches.push(feature);
        }
        features.neighbours_of = vec![Vec::new(); features.all.len()];
        for (pair, (a, b)) in features.neighbours.iter().enumerate() {
            features.neighbours_of[*a].push((pair, *b));
            features.neighbours_of[*b].push((pair, *a));
        }
        features
    }

    /// Adds a feature, or adds the weight to an existing one. Returns its index, or `None` if the alphabet is full.
    fn add(
        &mut self,
        known: &mut HashMap<(bool, String), usize>,
        kind: FeatureKind,
        characters: &[char],
        weight: f32,
    ) -> Option<usize> {
        let text: String = characters.iter().collect();
        if let Some(feature) = known.get(&(kind == FeatureKind::Word, text.clone())) {
            self.all[*feature].weight += weight;
            return Some(*feature);
        }
        let indices: Option<Vec<u16>> = characters.iter().map(|c| self.index(*c)).collect();
        let characters = indices?;
        let feature = self.all.len();
        self.beginning[usize::from(characters[0])].push((characters.get(1).copied(), feature));
        known.insert((kind == FeatureKind::Word, text.clone()), feature);
        self.all.push(Feature {
            text,
            kind,
            weight,
            characters,
        });
        Some(feature)
    }

    fn index(&mut self, c: char) -> Option<u16> {
        let known = self.alphabet.iter().position(|known| *known == c);
        let index = known.unwrap_or(self.alphabet.len());
        if index == self.alphabet.len() {
            if index == MAX_ALPHABET {
                return None;
            }
            self.alphabet.push(c);
            self.beginning.push(Vec::new());
            self.has_low_bits.resize(1 << LOW_BITS, false);
            self.has_low_bits[low_bits(c)] = true;
        }
        u16::try_from(index).ok()
    }

    fn join(&mut self, content: &[Option<usize>]) {
        for (index, first) in content.iter().enumerate() {
            for second in content.iter().skip(index + 1).take(MAX_NEIGHBOUR_DISTANCE) {
                if let (Some(first), Some(second)) = (*first, *second)
                    && first != second
                    && !self.neighbours.contains(&(first, second))
                {
                    self.neighbours.push((first, second));
                }
            }
        }
    }

    /// Calls `each` for every occurrence in a text, given its characters of the alphabet with ascending positions.
    pub(super) fn find(&self, text: &[(u32, u16)], mut each: impl FnMut(Found)) {
        for (at, (position, first)) in text.iter().enumerate() {
            let next = text.get(at + 1).filter(|(place, _)| *place == position + 1);
            let next = next.map(|(_, c)| *c);
            for (second, feature) in &self.beginning[usize::from(*first)] {
                if second.is_none() || *second == next && self.goes_on(*feature, &text[at..]) {
                    each((*feature, *position));
                }
            }
        }
    }

    /// Whether a feature is at the beginning of a text that has its first two characters.
    fn goes_on(&self, feature: usize, text: &[(u32, u16)]) -> bool {
        let characters = &self.all[feature].characters;
        let position = text[0].0;
        let follows = |(offset, (place, c)): (u32, &(u32, u16))| {
            *place == position + offset && *c == characters[offset as usize]
        };
        characters.len() == 2
            || text
                .get(..characters.len())
                .is_some_and(|here| (0..).zip(here).skip(2).all(follows))
    }

    /// The characters of a folded text that are in the alphabet, with their positions.
    pub(super) fn project(&self, folded: &str) -> Vec<(u32, u16)> {
        let index = |c: char| {
            // Few characters of a text are in the alphabet.
            if self.has_low_bits.get(low_bits(c)) != Some(&true) {
                return None;
            }
            let index = self.alphabet.iter().position(|known| *known == c);
            index.and_then(|index| u16::try_from(index).ok())
        };
        (0..)
            .zip(folded.chars())
            .filter_map(|(position, c)| Some((position, index(c)?)))
            .collect()
    }

    pub(super) fn length(&self, feature: usize) -> u32 {
        crate::document::saturating_u32(self.all[feature].characters.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::RunWord;

    fn run(text: &str, words: &[(&str, WordKind)]) -> Run {
        let mut rest = 0;
        let words = words.iter().map(|(word, kind)| {
            let byte = rest + text[rest..].find(word).unwrap();
            rest = byte;
            let start = text[..byte].chars().count();
            RunWord {
                text: word.to_string(),
                characters: start..start + word.chars().count(),
                kind: *kind,
                is_name: false,
                is_outer: true,
            }
        });
        Run {
            text: text.to_string(),
            words: words.collect(),
            ..Run::default()
        }
    }

    fn features() -> Features {
        use WordKind::{Content, Question};
        let words = [
            ("行政复议", Content),
            ("行政", Content),
            ("复议", Content),
            ("如何", Question),
        ];
        let run = run("行政复议如何", &words);
        let weigh = |kind: WordKind| if kind == Content { 1.0 } else { 0.1 };
        Features::of(
            &[WeightedRun {
                characters: vec![1.0, 1.0, 1.0, 1.0, 0.1, 0.1],
                words: words.iter().map(|(_, kind)| weigh(*kind)).collect(),
                run: &run,
            }],
            &[],
        )
    }

    #[test]
    fn a_pair_weighs_the_mean_of_its_characters() {
        let features = features();
        let weight = |text: &str| {
            let feature = features.all.iter().find(|feature| feature.text == text);
            feature.map(|feature| feature.weight)
        };
        assert_eq!(weight("行政"), Some(1.0));
        assert_eq!(weight("政复"), Some(1.0));
        assert_eq!(weight("议如"), Some(0.55));
        assert_eq!(weight("何"), Some(0.1));
        assert_eq!(weight("行政复议"), Some(1.0));
    }

    #[test]
    fn a_feature_occurs_where_its_characters_are_adjacent() {
        let features = features();
        let mut found = Vec::new();
        features.find(
            &features.project("政府复议。行政复议"),
            |(feature, position)| {
                found.push((features.all[feature].text.as_str(), position));
            },
        );
        found.retain(|(text, _)| text.chars().count() > 1);
        found.sort_unstable_by_key(|(text, position)| (*position, text.len(), *text));
        found.dedup();
        assert_eq!(
            found,
            [
                ("复议", 2),
                ("行政", 5),
                ("行政复议", 5),
                ("政复", 6),
                ("复议", 7)
            ]
        );
    }
}
