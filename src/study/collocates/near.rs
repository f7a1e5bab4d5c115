//! What is near the mentions of a text: the windows, and the characters in them.
//!
//! A **unit** is what no window leaves: a paragraph within its section, or a sentence. A **flank** is the text of a unit
//! between two mentions, or between a mention and the unit's end. So a flank has no character of a mention, and what is in
//! it is counted once, however many mentions it is near. A **stretch** is a part of a unit without a gap, from the beginning
//! of a sentence to the end of one, so that words are cut as in the whole text.

use std::ops::Range;

use crate::api::CollocateWindow;
use crate::fold::HARD_BREAK;
use crate::index::SegmentTexts;

/// Characters that end a sentence, folded.
const SENTENCE_ENDS: [char; 3] = ['。', '!', '?'];

/// How many characters before and after a mention are near it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    left: u32,
    right: u32,
}

/// A mention, and the group in which it is counted.
pub(super) type Mention = (Range<u32>, usize);

/// The text between two mentions of a unit, or between one and the unit's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flank {
    pub positions: Range<u32>,
    /// Whether a mention is directly before it.
    follows: bool,
    /// Whether a mention is directly after it.
    precedes: bool,
}

/// A part of a unit without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    positions: Range<u32>,
    /// Its flanks, by index.
    flanks: Range<usize>,
    group: usize,
}

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
    stretches: Vec<Stretch>,
    flanks: Vec<Flank>,
    /// The characters of the stretches, one after the other.
    characters: Vec<char>,
}

impl Reach {
    pub(super) fn of(window: CollocateWindow) -> Self {
        match window {
            CollocateWindow::Characters { left, right } => Self { left, right },
            CollocateWindow::Sentence => Self {
                left: u32::MAX,
                right: u32::MAX,
            },
        }
    }
}

impl Flank {
    /// Whether a part of the flank is near: it begins within reach after a mention, or ends within reach before one.
    #[inline]
    pub(super) fn has_near(&self, part: &Range<u32>, reach: Reach) -> bool {
        let Range { start, end } = self.positions;
        start <= part.start
            && part.end <= end
            && (self.follows && part.start - start < reach.right
                || self.precedes && end - part.end < reach.left)
    }

    /// The number of its characters that are near.
    fn count_near(&self, reach: Reach) -> u64 {
        let after = if self.follows { reach.right } else { 0 };
        let before = if self.precedes { reach.left } else { 0 };
        let length = self.positions.end - self.positions.start;
        length.min(after.saturating_add(before)).into()
    }
}

impl Near {
    /// Finds what is near some ascending mentions of a segment.
    pub(super) fn of(texts: SegmentTexts, mentions: &[Mention], window: CollocateWindow) -> Self {
        let paragraphs = Bounds::of_paragraphs(texts);
        let sentences = paragraphs.with_sentences(texts);
        let units = match window {
            CollocateWindow::Characters { .. } => &paragraphs,
            CollocateWindow::Sentence => &sentences,
        };
        let mut layout = Layout {
            near: Self::default(),
            sentences: &sentences,
            reach: Reach::of(window),
            first_flank: 0,
            open: None,
        };
        let mut end_of_last = 0;
        let in_units: Vec<(Range<u32>, &Mention)> = mentions
            .iter()
            .map(|mention| (units.around(mention.0.start), mention))
            .collect();
        for of_unit in in_units.chunk_by(|a, b| a.0 == b.0) {
            let unit = of_unit[0].0.start.max(end_of_last)..of_unit[0].0.end;
            layout.add_unit(unit, of_unit.iter().map(|(_, mention)| *mention));
            end_of_last = of_unit[of_unit.len() - 1].1.0.end;
        }
        let mut near = layout.near;
        let stretches = near.stretches.iter();
        let ranges: Vec<Range<u32>> = stretches.map(|stretch| stretch.positions.clone()).collect();
        near.characters = texts.characters_at(&ranges);
        near
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

/// Lays out the stretches and flanks of ascending units.
struct Layout<'b> {
    near: Near,
    sentences: &'b Bounds,
    reach: Reach,
    /// The first flank of the open stretch.
    first_flank: usize,
    /// The positions of the open stretch.
    open: Option<Range<u32>>,
}

impl Layout<'_> {
    /// Adds a unit with its mentions, of which there is at least one. The last may end after the unit.
    fn add_unit<'m>(&mut self, unit: Range<u32>, mentions: impl Iterator<Item = &'m Mention>) {
        let mut from = unit.start;
        let mut follows = false;
        let mut of_unit = 0;
        for (mention, group) in mentions {
            self.add_gap(from..mention.start, follows, true, *group);
            self.extend(mention.start..mention.end.min(unit.end));
            (from, follows, of_unit) = (mention.end, true, *group);
        }
        self.add_gap(from..unit.end.max(from), true, false, of_unit);
        self.close(of_unit);
    }

    /// Adds the text between two mentions of a unit, or as much of it as is near, to the end of the sentence.
    fn add_gap(&mut self, gap: Range<u32>, follows: bool, precedes: bool, group: usize) {
        if gap.is_empty() {
            return;
        }
        let Reach { left, right } = self.reach;
        let last_near = gap.start.saturating_add(right.max(1) - 1).min(gap.end - 1);
        let first_near = gap.end.saturating_sub(left.max(1)).max(gap.start);
        let after = match follows {
            true => self.sentences.around(last_near).end.min(gap.end),
            false => gap.start,
        };
        let before = match precedes {
            true => self.sentences.around(first_near).start.max(gap.start),
            false => gap.end,
        };
        if after >= before {
            self.add_flank(gap, follows, precedes);
            return;
        }
        if follows {
            self.add_flank(gap.start..after, true, false);
        }
        if precedes {
            self.close(group);
            self.add_flank(before..gap.end, false, true);
        }
    }

    fn add_flank(&mut self, positions: Range<u32>, follows: bool, precedes: bool) {
        self.extend(positions.clone());
        self.near.flanks.push(Flank {
            positions,
            follows,
            precedes,
        });
    }

    /// Adds positions directly after the open stretch, or opens one.
    fn extend(&mut self, positions: Range<u32>) {
        match &mut self.open {
            Some(open) => open.end = positions.end,
            None => self.open = Some(positions),
        }
    }

    /// Ends the open stretch.
    fn close(&mut self, group: usize) {
        if let Some(positions) = self.open.take() {
            let flanks = self.first_flank..self.near.flanks.len();
            self.near.stretches.push(Stretch {
                positions,
                flanks,
                group,
            });
        }
        self.first_flank = self.near.flanks.len();
    }
}

/// Where units begin and end, ascending.
struct Bounds {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Bounds {
    /// The paragraphs of a segment, each within its section. No paragraph has its hard break.
    fn of_paragraphs(texts: SegmentTexts) -> Self {
        let records = texts.record_starts();
        let breaks = texts.positions_of(HARD_BREAK);
        let starts = breaks.iter().map(|position| position + 1);
        let starts = sorted(starts.chain(records.iter().copied()));
        let ends = sorted(breaks.iter().copied().chain(records));
        Self { starts, ends }
    }

    /// The sentences of these paragraphs, each with the mark that ends it.
    fn with_sentences(&self, texts: SegmentTexts) -> Self {
        let marks = SENTENCE_ENDS.map(|c| texts.positions_of(c));
        let ends = || marks.iter().flatten().map(|position| position + 1);
        Self {
            starts: sorted(self.starts.iter().copied().chain(ends())),
            ends: sorted(self.ends.iter().copied().chain(ends())),
        }
    }

    /// The unit that contains a position, which is not a hard break.
    fn around(&self, position: u32) -> Range<u32> {
        let begun = self.starts.partition_point(|start| *start <= position);
        let ended = self.ends.partition_point(|end| *end <= position);
        let start = begun.checked_sub(1).map_or(0, |last| self.starts[last]);
        start..self.ends.get(ended).copied().unwrap_or(u32::MAX)
    }
}

/// Some ascending lists as one. The sort merges them, since each is a run.
fn sorted(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort();
    numbers
}
