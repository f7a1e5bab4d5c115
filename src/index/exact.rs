//! The exact layer: where a folded text occurs, from the positions of its characters alone.
//!
//! **Invariant.** The occurrences of a report are those that a scan of its folded text finds from left to
//! right without overlap.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocSet, InvertedIndexReader, SegmentReader, TERMINATED};

use super::snapshot::{ReportAddress, Selection, Snapshot};
use crate::error::Result;

/// The occurrences of a text in one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Occurrences {
    pub report: ReportAddress,
    /// First characters, in characters of the report's folded text, ascending.
    pub starts: Vec<u32>,
}

/// A character of the text and the places at which the text has it.
struct Character {
    postings: SegmentPostings,
    offsets: Vec<u32>,
    /// Positions in the report at hand.
    positions: Vec<u32>,
}

impl Snapshot {
    /// Every occurrence of a folded text that is not empty, by report.
    pub(crate) fn occurrences(
        &self,
        folded: &str,
        selection: &Selection,
    ) -> Result<Vec<Occurrences>> {
        let mut found = Vec::new();
        for (segment, reader) in self.segments() {
            let characters = self.characters(reader, folded)?;
            let Some(characters) = characters else {
                continue;
            };
            let length = crate::document::count(folded.chars().count());
            let mut matcher = Matcher { characters, length };
            while let Some(record) = matcher.next_report() {
                if !reader.is_deleted(record) && selection.takes(segment, record) {
                    let starts = matcher.starts();
                    if !starts.is_empty() {
                        found.push(Occurrences {
                            report: ReportAddress { segment, record },
                            starts,
                        });
                    }
                }
                matcher.advance();
            }
        }
        Ok(found)
    }

    /// The distinct characters of a text, the one with the fewest positions first; `None` where one is absent.
    fn characters(&self, reader: &SegmentReader, folded: &str) -> Result<Option<Vec<Character>>> {
        let inverted = reader
            .inverted_index(self.fields.exact)
            .map_err(|error| self.damaged(&error))?;
        let mut characters: Vec<(usize, Character)> = Vec::new();
        let mut distinct: Vec<(char, Vec<u32>)> = Vec::new();
        for (offset, c) in (0..).zip(folded.chars()) {
            match distinct.iter_mut().find(|(known, _)| *known == c) {
                Some((_, offsets)) => offsets.push(offset),
                None => distinct.push((c, vec![offset])),
            }
        }
        for (c, offsets) in distinct {
            let opened = self
                .character_postings(&inverted, c)
                .map_err(|error| self.damaged(&error.into()))?;
            let Some((size, postings)) = opened else {
                return Ok(None);
            };
            characters.push((
                size,
                Character {
                    postings,
                    offsets,
                    positions: Vec::new(),
                },
            ));
        }
        characters.sort_by_key(|(size, _)| *size);
        Ok(Some(
            characters
                .into_iter()
                .map(|(_, character)| character)
                .collect(),
        ))
    }

    fn character_postings(
        &self,
        inverted: &InvertedIndexReader,
        c: char,
    ) -> std::io::Result<Option<(usize, SegmentPostings)>> {
        let term = Term::from_field_text(self.fields.exact, c.encode_utf8(&mut [0; 4]));
        let Some(info) = inverted.get_term_info(&term)? else {
            return Ok(None);
        };
        let postings = inverted
            .read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)?;
        Ok(Some((info.positions_range.len(), postings)))
    }
}

/// Walks the reports that have every character of a text.
struct Matcher {
    characters: Vec<Character>,
    length: u32,
}

impl Matcher {
    /// The report at hand or the next one that has all characters.
    fn next_report(&mut self) -> Option<u32> {
        let mut candidate = self.characters.first()?.postings.doc();
        'candidates: while candidate != TERMINATED {
            for character in &mut self.characters {
                if character.postings.doc() < candidate {
                    character.postings.seek(candidate);
                }
                let reached = character.postings.doc();
                if reached != candidate {
                    candidate = reached;
                    continue 'candidates;
                }
            }
            return Some(candidate);
        }
        None
    }

    fn advance(&mut self) {
        self.characters[0].postings.advance();
    }

    /// Where the text starts in the report at hand, from left to right without overlap.
    fn starts(&mut self) -> Vec<u32> {
        let (rarest, others) = self
            .characters
            .split_first_mut()
            .expect("a text to be found has a character");
        rarest.postings.positions(&mut rarest.positions);
        let first = rarest.offsets[0];
        let mut starts: Vec<u32> = rarest
            .positions
            .iter()
            .filter_map(|position| position.checked_sub(first))
            .collect();
        for offset in &rarest.offsets[1..] {
            keep_followed(&mut starts, &rarest.positions, *offset);
        }
        for character in others {
            if starts.is_empty() {
                break;
            }
            character.postings.positions(&mut character.positions);
            for offset in &character.offsets {
                keep_followed(&mut starts, &character.positions, *offset);
            }
        }
        without_overlap(&mut starts, self.length);
        starts
    }
}

/// Keeps the starts that have one of the ascending `positions` exactly `offset` behind them.
fn keep_followed(starts: &mut Vec<u32>, positions: &[u32], offset: u32) {
    let mut rest = positions;
    starts.retain(|start| {
        let wanted = start + offset;
        let before = if rest.len() > 8 * 16 {
            gallop(rest, wanted)
        } else {
            rest.iter()
                .take_while(|position| **position < wanted)
                .count()
        };
        rest = &rest[before..];
        rest.first() == Some(&wanted)
    });
}

/// How many of the ascending `positions` lie before `wanted`, found in steps that double.
fn gallop(positions: &[u32], wanted: u32) -> usize {
    let mut step = 1;
    while step < positions.len() && positions[step] < wanted {
        step *= 2;
    }
    let low = step / 2;
    low + positions[low..positions.len().min(step + 1)]
        .partition_point(|position| *position < wanted)
}

fn without_overlap(starts: &mut Vec<u32>, length: u32) {
    let mut free = 0;
    starts.retain(|start| {
        let kept = *start >= free;
        if kept {
            free = start + length;
        }
        kept
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn overlapping_starts_are_taken_from_the_left() {
        let mut starts = vec![0, 1, 2, 3, 9];
        without_overlap(&mut starts, 2);
        assert_eq!(starts, [0, 2, 9]);
    }

    proptest! {
        #[test]
        fn galloping_finds_what_a_scan_finds(mut positions in proptest::collection::vec(0u32..500, 0..300), wanted in 0u32..520) {
            positions.sort_unstable();
            positions.dedup();
            let scanned = positions.iter().take_while(|position| **position < wanted).count();
            prop_assert_eq!(gallop(&positions, wanted), scanned);
        }

        #[test]
        fn followed_starts_are_those_with_the_position(
            starts in proptest::collection::btree_set(0u32..300, 0..80),
            positions in proptest::collection::btree_set(0u32..300, 0..280),
            offset in 0u32..4,
        ) {
            let mut kept: Vec<u32> = starts.iter().copied().collect();
            let list: Vec<u32> = positions.iter().copied().collect();
            keep_followed(&mut kept, &list, offset);
            let expected: Vec<u32> = starts.into_iter().filter(|start| positions.contains(&(start + offset))).collect();
            prop_assert_eq!(kept, expected);
        }
    }
}
