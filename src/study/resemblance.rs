//! Similarity of texts: bottom-k sketches of their shingles.
//!
//! Broder, "On the resemblance and containment of documents" (1997): a sketch keeps the k smallest hashes of a text's
//! shingles. The share of the k smallest hashes of two texts that both have estimates the share of all shingles that both
//! have (Jaccard similarity).

use std::collections::{HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_64;

/// Characters of a shingle: long enough that two reports of one genre share few, short enough that a changed character
/// affects few.
const SHINGLE: usize = 10;
/// Hashes in a sketch. The standard error of a similarity of 0.8 is 0.025.
const SIZE: usize = 256;
/// If more texts share a hash, not every pair of them is compared.
const MAX_SHARED: usize = 200;

/// The smallest hashes of a text's shingles, ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sketch(Vec<u64>);

impl Sketch {
    /// The sketch of a folded text, ignoring punctuation and line breaks.
    pub(super) fn of(folded: &str) -> Self {
        let plain: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        let mut ends = plain.char_indices().map(|(at, c)| at + c.len_utf8());
        let starts = plain.char_indices().map(|(at, _)| at);
        let mut hashes = Smallest::default();
        match ends.nth(SHINGLE - 1) {
            None if plain.is_empty() => {}
            None => hashes.add(xxh3_64(plain.as_bytes())),
            Some(first) => {
                for (start, end) in starts.zip(std::iter::once(first).chain(ends)) {
                    hashes.add(xxh3_64(&plain.as_bytes()[start..end]));
                }
            }
        }
        Self(hashes.into_ascending())
    }

    /// The estimated share of all shingles of two texts that both have.
    pub(super) fn similarity(&self, other: &Self) -> f64 {
        let (mut mine, mut others) = (self.0.iter().peekable(), other.0.iter().peekable());
        let (mut shared, mut all) = (0_u32, 0_u32);
        for _ in 0..SIZE {
            match (mine.peek(), others.peek()) {
                (Some(a), Some(b)) => {
                    let order = a.cmp(b);
                    shared += u32::from(order.is_eq());
                    if order.is_le() {
                        mine.next();
                    }
                    if order.is_ge() {
                        others.next();
                    }
                }
                (Some(_), None) => _ = mine.next(),
                (None, Some(_)) => _ = others.next(),
                (None, None) => break,
            }
            all += 1;
        }
        f64::from(shared) / f64::from(all.max(1))
    }
}

/// Collects the smallest hashes.
#[derive(Default)]
struct Smallest(Vec<u64>);

impl Smallest {
    /// Number of hashes collected before the larger ones are dropped.
    const MAX: usize = 16 * SIZE;

    fn add(&mut self, hash: u64) {
        if self.0.len() == Self::MAX {
            self.shrink();
        }
        self.0.push(hash);
    }

    fn shrink(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
        self.0.truncate(SIZE);
    }

    fn into_ascending(mut self) -> Vec<u64> {
        self.shrink();
        self.0
    }
}

/// The pairs of texts, by index, with a similarity of at least `least`, and that similarity.
pub(super) fn alike(sketches: &[Sketch], least: f64) -> Vec<(usize, usize, f64)> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, sketch) in sketches.iter().enumerate() {
        for hash in &sketch.0 {
            holders.entry(*hash).or_default().push(index);
        }
    }
    let mut candidates: HashSet<(usize, usize)> = HashSet::new();
    for texts in holders.values() {
        // A shingle of very many texts is boilerplate, or the texts are copies: comparing neighbours is enough.
        let partners = if texts.len() > MAX_SHARED {
            1
        } else {
            texts.len()
        };
        for (at, &first) in texts.iter().enumerate() {
            let others = texts[at + 1..].iter().take(partners);
            candidates.extend(others.map(|&second| (first, second)));
        }
    }
    let mut pairs: Vec<(usize, usize, f64)> = candidates
        .into_iter()
        .map(|(first, second)| (first, second, sketches[first].similarity(&sketches[second])))
        .filter(|(_, _, similarity)| *similarity >= least)
        .collect();
    pairs.sort_unstable_by_key(|(first, second, _)| (*first, *second));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` different sentences, numbered from `first`.
    fn text(first: u32, count: u32) -> String {
        (first..first + count)
            .map(|n| format!("第{n}项工作由{}部门负责落实。", n * 7))
            .collect::<Vec<_>>()
            .concat()
    }

    #[test]
    fn similarity_is_the_share_of_shingles_in_both() {
        let sketch = |text: &str| Sketch::of(text);
        let (all, half) = (sketch(&text(0, 400)), sketch(&text(0, 200)));
        assert!((all.similarity(&all) - 1.0).abs() < f64::EPSILON);
        assert!((all.similarity(&half) - 0.5).abs() < 0.1);
        assert!(all.similarity(&sketch(&text(5000, 400))) < 0.1);
        assert!((sketch("复议").similarity(&sketch("复议。")) - 1.0).abs() < f64::EPSILON);
        assert!(sketch("").similarity(&sketch("")) < f64::EPSILON);
    }

    #[test]
    fn only_pairs_that_are_similar_are_returned() {
        let sketches = [text(0, 100), text(5000, 100), text(0, 99)].map(|text| Sketch::of(&text));
        let pairs = alike(&sketches, 0.8);
        assert_eq!(pairs.len(), 1);
        assert_eq!((pairs[0].0, pairs[0].1), (0, 2));
    }
}
