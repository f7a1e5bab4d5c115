//! What is near the mentions of a text: the windows, and the characters in them.

use std::ops::Range;

use super::layout::{Flank, Layout, Mention, Reach, Stretch};
use crate::api::CollocateWindow;
use crate::index::SegmentTexts;

/// A stretch with its characters and its flanks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passage<'n> {
    /// The position of the first character.
    pub start: u32,
    pub characters: &'n [char],
    pub flanks: &'n [Flank],
    pub group: usize,
}

/// What is near the mentions of one segment.
#[derive(Debug, Default)]
pub(super) struct Near {
    pub mentions: Vec<Mention>,
    stretches: Vec<Stretch>,
    flanks: Vec<Flank>,
    /// The characters of the stretches, one after the other.
    characters: Vec<char>,
}

impl Near {
    /// Finds what is near some ascending mentions of a segment.
    pub(super) fn of(texts: SegmentTexts, mentions: Vec<Mention>, window: CollocateWindow) -> Self {
        if mentions.is_empty() {
            return Self::default();
        }
        let Layout {
            stretches, flanks, ..
        } = Layout::of(texts, &mentions, window);
        let ranges = stretches.iter().map(|stretch| stretch.positions.clone());
        let characters = texts.characters_at(&ranges.collect::<Vec<Range<u32>>>());
        Self {
            mentions,
            stretches,
            flanks,
            characters,
        }
    }

    /// The stretches with their characters.
    pub(super) fn passages(&self) -> Vec<Passage<'_>> {
        let mut rest = self.characters.as_slice();
        let passage = |stretch: &Stretch| {
            let characters;
            (characters, rest) = rest.split_at(stretch.positions.len());
            Passage {
                start: stretch.positions.start,
                characters,
                flanks: &self.flanks[stretch.flanks.clone()],
                group: stretch.group,
            }
        };
        self.stretches.iter().map(passage).collect()
    }
}

impl Passage<'_> {
    /// The number of characters that are near a mention.
    pub(super) fn count_near(&self, reach: Reach) -> u64 {
        self.flanks
            .iter()
            .map(|flank| flank.count_near(reach))
            .sum()
    }

    /// The characters of a part.
    pub(super) fn text(&self, part: &Range<u32>) -> &[char] {
        let at = |position: u32| (position - self.start) as usize;
        &self.characters[at(part.start)..at(part.end)]
    }
}
