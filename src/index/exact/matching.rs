//! Where one file has a text.

use std::collections::HashMap;

use super::file::{Entry, ExactFile};
use crate::document::saturating_u32;

/// A character of a text and where the text has it.
type Place = (Entry, u32);

/// The positions at which a folded text begins, without overlap, ascending. Where the text is known to occur, the search
/// ends when one position is left.
pub(super) fn occurrences(file: &ExactFile, folded: &str, is_known: bool) -> Vec<u32> {
    let Some(places) = places(file, folded) else {
        return Vec::new();
    };
    let list = |place: &Place| file.positions(place.0);
    let (mut starts, rest) = match places.as_slice() {
        [] => return Vec::new(),
        [only] => (list(only).starts(only.1), &[] as &[Place]),
        [first, second, rest @ ..] => {
            let starts = list(first).starts_with(first.1, list(second), second.1);
            (starts, rest)
        }
    };
    for place in rest {
        if starts.is_empty() || (is_known && starts.len() == 1) {
            break;
        }
        list(place).keep(&mut starts, place.1);
    }
    if may_overlap(folded) {
        without_overlap(&mut starts, saturating_u32(folded.chars().count()));
    }
    starts
}

/// The characters of a text, the rarest first; `None` where one is absent.
fn places(file: &ExactFile, folded: &str) -> Option<Vec<Place>> {
    let mut known: HashMap<char, Entry> = HashMap::new();
    let mut places = Vec::new();
    for (offset, c) in (0..).zip(folded.chars()) {
        let entry = match known.get(&c) {
            Some(entry) => *entry,
            None => *known.entry(c).or_insert(file.entry(c)?),
        };
        places.push((entry, offset));
    }
    places.sort_by_key(|(entry, _)| entry.count);
    Some(places)
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
