//! The words near a text: those of the plain cut that are inside a flank. A word that has a character of a mention is not.

use rayon::prelude::*;

use super::candidates::TextCounts;
use super::layout::Reach;
use super::near::Passage;
use crate::document::saturating_u32;
use crate::segmenter::Segmenter;

/// Passages that are counted one after the other.
const PASSAGES: usize = 512;

/// How often each word is near.
pub(super) fn words_near(
    passages: &[Passage],
    segmenter: &Segmenter,
    reach: Reach,
    groups: usize,
) -> TextCounts {
    passages
        .par_chunks(PASSAGES)
        .fold(TextCounts::default, |mut counts, passages| {
            for passage in passages {
                count_words(passage, segmenter, reach, groups, &mut counts);
            }
            counts
        })
        .reduce(TextCounts::default, TextCounts::merge)
}

fn count_words(
    passage: &Passage,
    segmenter: &Segmenter,
    reach: Reach,
    groups: usize,
    counts: &mut TextCounts,
) {
    let text: String = passage.characters.iter().collect();
    let mut flanks = passage.flanks.iter().peekable();
    let mut folded = String::new();
    segmenter.each_word(&text, |word| {
        let at = |character: usize| passage.start + saturating_u32(character);
        let part = at(word.start)..at(word.end);
        while flanks
            .next_if(|flank| flank.positions.end <= part.start)
            .is_some()
        {}
        if flanks
            .peek()
            .is_some_and(|flank| flank.has_near(&part, reach))
        {
            folded.clear();
            folded.extend(passage.text(&part));
            counts.add(&folded, passage.group, groups);
        }
    });
}
