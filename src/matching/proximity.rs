//! Proximity: windows with one occurrence of each text, without overlap, in one unit of the report.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::occurrence::scan;
use crate::document::saturating_u32;
use crate::fold::{HARD_BREAK, SENTENCE_ENDS};
use crate::query::{Phrase, Scope};

/// The occurrences of one text in a report.
#[derive(Debug, Clone)]
pub(super) struct PhrasePositions {
    /// Characters of the text.
    pub length: u32,
    /// Starts in characters of the folded report, ascending.
    pub starts: Vec<u32>,
}

/// A set of texts placed without overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Placed {
    /// Where the last one ends.
    end: u32,
    /// The set, one bit per text.
    texts: usize,
    /// Where the first one begins.
    first: u32,
}

/// Whether the folded text of a section has all texts in one unit, with at most `distance` other characters between them.
pub(crate) fn has_together(
    section: &str,
    texts: &[Phrase],
    unit: Scope,
    distance: Option<u32>,
) -> bool {
    let positions = |text: &Phrase| PhrasePositions {
        length: saturating_u32(text.folded.chars().count()),
        starts: scan(section, &text.readings)
            .into_iter()
            .map(|found| found.start)
            .collect(),
    };
    let texts: Vec<PhrasePositions> = texts.iter().map(positions).collect();
    let ends_unit = |c: char| match unit {
        Scope::Sentence => c == HARD_BREAK || SENTENCE_ENDS.contains(&c),
        Scope::Paragraph => c == HARD_BREAK,
        Scope::Section => false,
    };
    let characters = (1..).zip(section.chars());
    let mut ends: Vec<u32> = characters
        .filter(|(_, c)| ends_unit(*c))
        .map(|(end, _)| end)
        .collect();
    ends.push(saturating_u32(section.chars().count()));
    ends.dedup();
    !windows(&texts, &ends, distance).is_empty()
}

/// The starts of windows that contain one occurrence of every text, without overlap, with at most `distance` other
/// characters between them, inside one unit. `ends` are the ends of the units, ascending. A text that is given twice must
/// occur twice.
///
/// One pass from left to right: for each set of texts already placed it keeps only the rightmost placement, which gives
/// the smallest window.
pub(super) fn windows(texts: &[PhrasePositions], ends: &[u32], distance: Option<u32>) -> Vec<u32> {
    let mut occurrences: Vec<(u32, usize)> = Vec::new();
    for (text, positions) in texts.iter().enumerate() {
        occurrences.extend(positions.starts.iter().map(|start| (*start, text)));
    }
    occurrences.sort_unstable();
    let unit_of = |start: u32| ends.partition_point(|end| *end <= start);
    let mut found = Vec::new();
    for unit in occurrences.chunk_by(|a, b| unit_of(a.0) == unit_of(b.0)) {
        let end = ends.get(unit_of(unit[0].0)).copied().unwrap_or(u32::MAX);
        windows_in_unit(texts, unit, end, distance, &mut found);
    }
    found
}

fn windows_in_unit(
    texts: &[PhrasePositions],
    occurrences: &[(u32, usize)],
    unit_end: u32,
    distance: Option<u32>,
    found: &mut Vec<u32>,
) {
    let all = (1 << texts.len()) - 1;
    let own: u32 = texts.iter().map(|text| text.length).sum();
    let widest = distance.map_or(u32::MAX, |distance| own.saturating_add(distance));
    // For each set of texts, the start of its rightmost placement that has ended.
    let mut placed: Vec<Option<u32>> = vec![None; all + 1];
    let mut open: BinaryHeap<Reverse<Placed>> = BinaryHeap::new();
    for (start, text) in occurrences {
        while let Some(Reverse(next)) = open.peek()
            && next.end <= *start
        {
            placed[next.texts] = placed[next.texts].max(Some(next.first));
            open.pop();
        }
        let end = start + texts[*text].length;
        if end > unit_end {
            continue;
        }
        let bit = 1 << text;
        for others in (0..=all).filter(|others| others & bit == 0) {
            let first = match others {
                0 => *start,
                others => match placed[others] {
                    Some(first) => first,
                    None => continue,
                },
            };
            if end - first > widest {
                continue;
            }
            let texts = others | bit;
            if texts == all {
                found.push(first);
            } else {
                open.push(Reverse(Placed { end, texts, first }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn positions(length: u32, starts: &[u32]) -> PhrasePositions {
        PhrasePositions {
            length,
            starts: starts.to_vec(),
        }
    }

    #[test]
    fn a_window_contains_each_text_in_any_order() {
        let texts = [positions(2, &[0, 40]), positions(2, &[10, 37])];
        assert_eq!(windows(&texts, &[50], Some(8)), [0, 37]);
        assert_eq!(windows(&texts, &[50], Some(1)), [37]);
        assert!(windows(&texts, &[50], Some(0)).is_empty());
    }

    #[test]
    fn one_occurrence_is_not_two_texts() {
        // In 行政府, 行政 and 政府 share a character.
        let overlapping = [positions(2, &[4]), positions(2, &[5])];
        assert!(windows(&overlapping, &[20], Some(5)).is_empty());
        let twice = [positions(3, &[4, 12]), positions(3, &[4, 12])];
        assert!(windows(&twice, &[20], Some(4)).is_empty());
        assert_eq!(windows(&twice, &[20], Some(5)), [4, 4]);
    }

    #[test]
    fn a_window_ends_with_its_unit() {
        let texts = [positions(2, &[0]), positions(2, &[10])];
        assert!(windows(&texts, &[8, 20], Some(100)).is_empty());
        assert!(windows(&texts, &[8, 20], None).is_empty());
        assert_eq!(windows(&texts, &[20], None), [0]);
    }

    proptest! {
        #[test]
        fn windows_agree_with_an_exhaustive_search(
            a in proptest::collection::btree_set(0u32..60, 0..9),
            b in proptest::collection::btree_set(0u32..60, 0..9),
            c in proptest::collection::btree_set(0u32..60, 0..9),
            distance in 0u32..10,
            unit in 5u32..70,
        ) {
            let lengths = [2, 3, 1];
            let fits = |places: [u32; 3]| {
                let mut spans: Vec<(u32, u32)> =
                    places.iter().zip(lengths).map(|(start, length)| (*start, start + length)).collect();
                spans.sort_unstable();
                let (first, last) = (spans[0].0, spans[2].1);
                spans.windows(2).all(|two| two[0].1 <= two[1].0)
                    && last - first <= 6 + distance
                    && first / unit == (last - 1) / unit
            };
            let tried = a.iter().any(|a| b.iter().any(|b| c.iter().any(|c| fits([*a, *b, *c]))));
            let starts = [a, b, c].map(|starts| starts.into_iter().collect::<Vec<u32>>());
            let texts: Vec<PhrasePositions> =
                starts.iter().zip(lengths).map(|(starts, length)| positions(length, starts)).collect();
            let ends: Vec<u32> = (1..70).map(|index| index * unit).collect();
            prop_assert_eq!(!windows(&texts, &ends, Some(distance)).is_empty(), tried);
        }
    }
}
