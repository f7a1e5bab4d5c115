//! The n-grams near a text: letters, digits and ideographs in a row, inside a flank.
//!
//! N-grams are counted by sorting: each is packed into one number, and equal ones are neighbours.

use std::collections::HashMap;

use rayon::prelude::*;

use super::candidates::Candidate;
use super::layout::{Flank, Reach};
use super::near::Passage;
use crate::segmenter::is_of_word;

/// Maximum characters of an n-gram: as many as fit a [`Gram`].
pub(super) const MAX_LENGTH: u32 = 6;
/// Bits of a character. Unicode has no letter from U+40000 on.
const CHARACTER_BITS: u32 = 18;
/// Bits of a group: a year, or none.
const GROUP_BITS: u32 = 17;
/// Passages that are packed one after the other.
const PASSAGES: usize = 512;

/// The characters of an n-gram, the last one in the lowest bits.
type Gram = u128;

/// An n-gram with how often it is near in each group.
type CountedGram = (Gram, Vec<u64>);

/// The n-grams of `lengths` characters that are near at least `min_count` times. Those are left out that are only parts of
/// longer ones: near no more often than an n-gram with one more character.
pub(super) fn ngrams_near(
    passages: &[Passage],
    lengths: [u32; 2],
    reach: Reach,
    groups: usize,
    min_count: u64,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut longer: Vec<CountedGram> = Vec::new();
    for length in (lengths[0]..=lengths[1]).rev() {
        let packed = grams_of_length(passages, length, reach);
        let grams = counted(&packed, groups, min_count);
        let covered = most_of_longer(&longer, length);
        let is_whole = |(gram, together): &&CountedGram| {
            covered
                .get(gram)
                .is_none_or(|most| *most < together.iter().sum())
        };
        found.extend(
            grams
                .iter()
                .filter(is_whole)
                .map(|(gram, together)| Candidate {
                    text: text_of(*gram, length),
                    together: together.clone(),
                }),
        );
        longer = grams;
    }
    found
}

/// Every n-gram of a length that is near, each with its group in the lowest bits, sorted.
fn grams_of_length(passages: &[Passage], length: u32, reach: Reach) -> Vec<u128> {
    let packed = passages.par_chunks(PASSAGES).flat_map_iter(|passages| {
        let mut packed = Vec::new();
        for passage in passages {
            for flank in passage.flanks {
                pack(passage, flank, length, reach, &mut packed);
            }
        }
        packed
    });
    let mut packed: Vec<u128> = packed.collect();
    packed.par_sort_unstable();
    packed
}

/// Appends the n-grams of a length that are near in a flank, each with its group.
fn pack(passage: &Passage, flank: &Flank, length: u32, reach: Reach, packed: &mut Vec<u128>) {
    let kept = (1 << (length * CHARACTER_BITS)) - 1;
    let (mut gram, mut run): (Gram, u32) = (0, 0);
    let characters = passage.text(&flank.positions).iter();
    for (end, c) in (flank.positions.start + 1..).zip(characters) {
        let code = Gram::from(u32::from(*c));
        if !is_of_word(*c) || code >> CHARACTER_BITS > 0 {
            run = 0;
            continue;
        }
        gram = (gram << CHARACTER_BITS | code) & kept;
        run += 1;
        if run >= length && flank.has_near(&(end - length..end), reach) {
            packed.push(gram << GROUP_BITS | passage.group as u128);
        }
    }
}

/// The different n-grams of a sorted list that it has at least `min_count` times.
fn counted(packed: &[u128], groups: usize, min_count: u64) -> Vec<CountedGram> {
    packed
        .chunk_by(|a, b| a >> GROUP_BITS == b >> GROUP_BITS)
        .filter(|same| same.len() as u64 >= min_count)
        .map(|same| {
            let mut together = vec![0; groups];
            for gram in same {
                together[(gram & ((1 << GROUP_BITS) - 1)) as usize] += 1;
            }
            (same[0] >> GROUP_BITS, together)
        })
        .collect()
}

/// For each part of `length` characters of n-grams with one more, how often the most frequent of these is near.
fn most_of_longer(longer: &[CountedGram], length: u32) -> HashMap<Gram, u64> {
    let last = (1 << (length * CHARACTER_BITS)) - 1;
    let mut most: HashMap<Gram, u64> = HashMap::new();
    for (gram, together) in longer {
        let total: u64 = together.iter().sum();
        for part in [gram >> CHARACTER_BITS, gram & last] {
            let known = most.entry(part).or_default();
            *known = total.max(*known);
        }
    }
    most
}

fn text_of(gram: Gram, length: u32) -> String {
    let code = |index: u32| gram >> ((length - 1 - index) * CHARACTER_BITS);
    let of_code = |code: Gram| (code & ((1 << CHARACTER_BITS) - 1)) as u32;
    (0..length)
        .filter_map(|index| char::from_u32(of_code(code(index))))
        .collect()
}
