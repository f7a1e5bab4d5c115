//! Where paragraphs and sentences begin and end.

use std::ops::Range;

use crate::fold::{HARD_BREAK, SENTENCE_ENDS};
use crate::index::SegmentTexts;

/// Where units begin and end, ascending.
pub(super) struct Bounds {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Bounds {
    /// The paragraphs of a segment, each within its section. No paragraph has its hard break.
    pub(super) fn of_paragraphs(texts: SegmentTexts) -> Self {
        let records = texts.record_starts();
        let breaks = texts.positions_of(HARD_BREAK);
        let starts = breaks.iter().map(|position| position + 1);
        let starts = sorted(starts.chain(records.iter().copied()));
        let ends = sorted(breaks.iter().copied().chain(records));
        Self { starts, ends }
    }

    /// The sentences of these paragraphs, each with the mark that ends it.
    pub(super) fn with_sentences(&self, texts: SegmentTexts) -> Self {
        let marks = SENTENCE_ENDS.map(|c| texts.positions_of(c));
        let ends = || marks.iter().flatten().map(|position| position + 1);
        Self {
            starts: sorted(self.starts.iter().copied().chain(ends())),
            ends: sorted(self.ends.iter().copied().chain(ends())),
        }
    }

    /// The unit that contains a position, which is not a hard break.
    pub(super) fn around(&self, position: u32) -> Range<u32> {
        let begun = self.starts.partition_point(|start| *start <= position);
        let ended = self.ends.partition_point(|end| *end <= position);
        let start = begun.checked_sub(1).map_or(0, |last| self.starts[last]);
        start..self.ends.get(ended).copied().unwrap_or(u32::MAX)
    }
}

/// Some ascending lists as one.
#[expect(
    clippy::stable_sort_primitive,
    reason = "the stable sort merges runs, of which there are few"
)]
fn sorted(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort();
    numbers
}
