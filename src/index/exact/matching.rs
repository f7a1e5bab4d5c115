//! Where one file has a text.

use super::file::{Entry, ExactFile};
use crate::document::count;

/// A character of a text and the places at which the text has it.
struct Character {
    entry: Entry,
    offsets: Vec<u32>,
}

impl ExactFile {
    /// The positions at which a folded text begins, without overlap, ascending. Of a text that is known to occur, the last
    /// place that is left is the one: nothing more is read then.
    pub(super) fn occurrences(&self, folded: &str, is_known: bool) -> Vec<u32> {
        let Some(characters) = self.characters(folded) else {
            return Vec::new();
        };
        let Some((rarest, others)) = characters.split_first() else {
            return Vec::new();
        };
        let first = rarest.offsets[0];
        let mut starts = self.positions(rarest.entry).to_vec();
        starts.drain(..starts.partition_point(|position| *position < first));
        for position in &mut starts {
            *position -= first;
        }
        let again = rarest.offsets[1..].iter().map(|offset| (rarest, offset));
        let others = others.iter().flat_map(|character| {
            character
                .offsets
                .iter()
                .map(move |offset| (character, offset))
        });
        for (character, offset) in again.chain(others) {
            if starts.is_empty() || (is_known && starts.len() == 1) {
                break;
            }
            self.positions(character.entry).keep(&mut starts, *offset);
        }
        if may_overlap(folded) {
            without_overlap(&mut starts, count(folded.chars().count()));
        }
        starts
    }

    /// The distinct characters of a text, the rarest first; `None` where one is absent.
    fn characters(&self, folded: &str) -> Option<Vec<Character>> {
        let mut distinct: Vec<(char, Vec<u32>)> = Vec::new();
        for (offset, c) in (0..).zip(folded.chars()) {
            match distinct.iter_mut().find(|(known, _)| *known == c) {
                Some((_, offsets)) => offsets.push(offset),
                None => distinct.push((c, vec![offset])),
            }
        }
        let known = distinct.into_iter().map(|(c, offsets)| {
            let entry = self.entry(c)?;
            Some(Character { entry, offsets })
        });
        let mut characters = known.collect::<Option<Vec<_>>>()?;
        characters.sort_by_key(|character| character.entry.count);
        Some(characters)
    }
}

/// Whether a text may begin inside an occurrence of itself: it does where it ends as it begins.
fn may_overlap(text: &str) -> bool {
    let ends = text.char_indices().skip(1);
    ends.map(|(end, _)| &text[end..])
        .any(|end| text.starts_with(end))
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

    #[test]
    fn texts_that_end_as_they_begin_may_overlap() {
        assert!(may_overlap("年年") && may_overlap("一年一") && may_overlap("哈哈哈"));
        assert!(!may_overlap("年") && !may_overlap("行政复议"));
    }

    #[test]
    fn overlapping_starts_are_taken_from_the_left() {
        let mut starts = vec![0, 1, 2, 3, 9];
        without_overlap(&mut starts, 2);
        assert_eq!(starts, [0, 2, 9]);
    }
}
