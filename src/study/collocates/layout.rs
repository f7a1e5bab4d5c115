//! Which parts of a segment are near mentions.
//!
//! A **unit** is what no window leaves: a paragraph within its section, or a sentence. A **flank** is the text of a unit
//! between two mentions, or between a mention and the unit's end. So a flank has no character of a mention, and what is in
//! it is counted once, however many mentions it is near. A **stretch** is a part of a unit without a gap, from the beginning
//! of a sentence to the end of one, so that words are cut as in the whole text.

use std::ops::Range;

use super::bounds::Bounds;
use crate::api::CollocateWindow;
use crate::index::SegmentTexts;

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
pub(super) struct Stretch {
    pub positions: Range<u32>,
    /// Its flanks, by index.
    pub flanks: Range<usize>,
    pub group: usize,
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
    pub(super) fn count_near(&self, reach: Reach) -> u64 {
        let after = if self.follows { reach.right } else { 0 };
        let before = if self.precedes { reach.left } else { 0 };
        let length = self.positions.end - self.positions.start;
        length.min(after.saturating_add(before)).into()
    }
}

/// The stretches and flanks of the mentions of a segment.
pub(super) struct Layout {
    pub stretches: Vec<Stretch>,
    pub flanks: Vec<Flank>,
    sentences: Bounds,
    reach: Reach,
    /// The positions of the open stretch.
    open: Option<Range<u32>>,
    /// Its first flank.
    first_flank: usize,
    /// The group of the current unit.
    group: usize,
}

impl Layout {
    /// Lays out what is near some ascending mentions.
    pub(super) fn of(texts: SegmentTexts, mentions: &[Mention], window: CollocateWindow) -> Self {
        let paragraphs = Bounds::of_paragraphs(texts);
        let mut layout = Self {
            stretches: Vec::new(),
            flanks: Vec::new(),
            sentences: paragraphs.with_sentences(texts),
            reach: Reach::of(window),
            open: None,
            first_flank: 0,
            group: 0,
        };
        let units = match window {
            CollocateWindow::Characters { .. } => &paragraphs,
            CollocateWindow::Sentence => &layout.sentences,
        };
        let unit_of = |mention: &Mention| units.around(mention.0.start);
        let in_units: Vec<_> = mentions
            .iter()
            .map(|mention| (unit_of(mention), mention))
            .collect();
        let mut end_of_last = 0;
        for of_unit in in_units.chunk_by(|a, b| a.0 == b.0) {
            let (unit, (_, group)) = &of_unit[0];
            layout.group = *group;
            let mentions = of_unit.iter().map(|(_, (mention, _))| mention);
            end_of_last = layout.add_unit(unit.start.max(end_of_last)..unit.end, mentions);
        }
        layout
    }

    /// Adds a unit with its mentions. Returns the end of the last, which may be after the unit's.
    fn add_unit<'m>(
        &mut self,
        unit: Range<u32>,
        mentions: impl Iterator<Item = &'m Range<u32>>,
    ) -> u32 {
        let mut from = unit.start;
        let mut follows = false;
        for mention in mentions {
            self.add_gap(from..mention.start, follows, true);
            self.extend(mention.start..mention.end.min(unit.end));
            (from, follows) = (mention.end, true);
        }
        self.add_gap(from..unit.end, true, false);
        self.close();
        from
    }

    /// Adds the text between two mentions of a unit, or as much of it as is near, to the end of the sentence.
    fn add_gap(&mut self, gap: Range<u32>, follows: bool, precedes: bool) {
        if gap.is_empty() {
            return;
        }
        let Reach { left, right } = self.reach;
        let last_near = gap.start.saturating_add(right.max(1) - 1).min(gap.end - 1);
        let first_near = gap.end.saturating_sub(left.max(1)).max(gap.start);
        let after = if follows {
            self.sentences.around(last_near).end.min(gap.end)
        } else {
            gap.start
        };
        let before = if precedes {
            self.sentences.around(first_near).start.max(gap.start)
        } else {
            gap.end
        };
        if after >= before {
            self.add_flank(gap, follows, precedes);
            return;
        }
        if follows {
            self.add_flank(gap.start..after, true, false);
        }
        if precedes {
            self.close();
            self.add_flank(before..gap.end, false, true);
        }
    }

    fn add_flank(&mut self, positions: Range<u32>, follows: bool, precedes: bool) {
        self.extend(positions.clone());
        self.flanks.push(Flank {
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
    fn close(&mut self) {
        if let Some(positions) = self.open.take() {
            let flanks = self.first_flank..self.flanks.len();
            self.stretches.push(Stretch {
                positions,
                flanks,
                group: self.group,
            });
        }
        self.first_flank = self.flanks.len();
    }
}
