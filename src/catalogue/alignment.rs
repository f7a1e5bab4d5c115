//! Compares texts character by character: edits between two, and where a text is best found in another.
//!
//! Must not know reports or folding. Time is the product of the lengths; callers bound it.

use std::ops::Range;

/// The edits (insertions, removals, replacements of a character) that make one text of the other (Levenshtein distance).
pub(super) fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=a.len()).collect();
    for (at, c) in b.iter().enumerate() {
        advance(&mut row, a, *c, at + 1);
    }
    row[a.len()]
}

/// The fewest edits between a pattern and any part of a text, and the end of the first such part (Sellers 1980: the
/// alignment may begin and end anywhere in the text).
pub(crate) fn best_end(pattern: &[char], text: &[char]) -> (usize, usize) {
    let mut row: Vec<usize> = (0..=pattern.len()).collect();
    let (mut edits, mut end) = (pattern.len(), 0);
    for (at, c) in text.iter().enumerate() {
        advance(&mut row, pattern, *c, 0);
        if row[pattern.len()] < edits {
            (edits, end) = (row[pattern.len()], at + 1);
        }
    }
    (edits, end)
}

/// Where the `inner` characters of a pattern are in a text, given the end of the [best place](best_end) of the pattern;
/// empty if all of them were removed.
pub(super) fn inner_place(
    pattern: &[char],
    inner: &Range<usize>,
    text: &[char],
    end: usize,
) -> Range<usize> {
    // A place with no more edits than the pattern has characters is at most twice as long.
    let start = end.saturating_sub(2 * pattern.len());
    let place = trace(pattern, inner, &text[start..end]);
    start + place.start..start + place.end
}

/// Adds a character of the text to the edits of each beginning of a pattern. `first` is those of the empty beginning.
fn advance(row: &mut [usize], pattern: &[char], c: char, first: usize) {
    let mut diagonal = std::mem::replace(&mut row[0], first);
    for (at, wanted) in pattern.iter().enumerate() {
        let replaced = diagonal + usize::from(*wanted != c);
        diagonal = row[at + 1];
        row[at + 1] = replaced.min(diagonal + 1).min(row[at] + 1);
    }
}

/// Where the inner part of a pattern is in a text at whose end the pattern is found, from the edits of each pair of
/// beginnings.
fn trace(pattern: &[char], inner: &Range<usize>, text: &[char]) -> Range<usize> {
    let mut rows: Vec<Vec<usize>> = vec![(0..=pattern.len()).collect()];
    for c in text {
        let mut row = rows[rows.len() - 1].clone();
        advance(&mut row, pattern, *c, 0);
        rows.push(row);
    }
    let (mut at, mut column) = (pattern.len(), text.len());
    let mut place = column..column;
    loop {
        if at == inner.end {
            place.end = column;
        }
        if at == inner.start {
            place.start = column;
            return place.start..place.end.max(place.start);
        }
        let here = rows[column][at];
        let is_kept = column > 0 && {
            let replaced = usize::from(pattern[at - 1] != text[column - 1]);
            here == rows[column - 1][at - 1] + replaced
        };
        if is_kept {
            (at, column) = (at - 1, column - 1);
        } else if column > 0 && here == rows[column - 1][at] + 1 {
            column -= 1;
        } else {
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn characters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn best(before: &str, quote: &str, after: &str, text: &str) -> (usize, String) {
        let pattern = characters(&[before, quote, after].concat());
        let start = before.chars().count();
        let text = characters(text);
        let inner = start..start + quote.chars().count();
        let (edits, end) = best_end(&pattern, &text);
        let place = inner_place(&pattern, &inner, &text, end);
        (edits, text[place].iter().collect())
    }

    #[test]
    fn edits_are_counted_by_character() {
        // Python 3.13, rapidfuzz 3.14: Levenshtein.distance("行政复议案件", "行政诉讼的案") == 4
        assert_eq!(
            distance(&characters("行政复议案件"), &characters("行政诉讼的案")),
            4
        );
        assert_eq!(distance(&[], &characters("行政")), 2);
        assert_eq!(distance(&characters("行政"), &characters("行政")), 0);
    }

    #[test]
    fn the_place_of_the_inner_part_follows_its_surroundings() {
        let text = "全年共办理复议案件15件，办理诉讼案件3件。";
        assert_eq!(
            best("办理", "复议案件12件", "，办理", text),
            (1, "复议案件15件".into())
        );
        assert_eq!(best("办理", "复议", "案件15", text), (0, "复议".into()));
        assert_eq!(best("全年", "一共", "办理复", text), (1, "共".into()));
        assert_eq!(best("共办理", "行政", "复议案件", text), (2, String::new()));
    }

    #[test]
    fn a_text_without_the_pattern_costs_all_of_it() {
        assert_eq!(best("", "复议", "", "abc").0, 2);
        assert_eq!(best("", "复议", "", "").0, 2);
    }

    proptest! {
        #[test]
        fn a_text_that_stands_there_is_found_without_edits(
            left in "[甲乙丙]{0,12}", pattern in "[甲乙丙]{1,8}", right in "[甲乙丙]{0,12}",
        ) {
            let text = [left.as_str(), &pattern, &right].concat();
            let (edits, found) = best("", &pattern, "", &text);
            prop_assert_eq!(edits, 0);
            prop_assert_eq!(found, pattern);
        }

        #[test]
        fn no_part_of_the_text_has_fewer_edits(pattern in "[甲乙丙]{1,5}", text in "[甲乙丙]{0,9}") {
            let (pattern, text) = (characters(&pattern), characters(&text));
            let parts = (0..=text.len()).flat_map(|end| (0..=end).map(move |start| start..end));
            let least = parts.map(|part| distance(&pattern, &text[part])).min();
            let (edits, end) = best_end(&pattern, &text);
            prop_assert_eq!(Some(edits), least);
            let place = inner_place(&pattern, &(0..pattern.len()), &text, end);
            prop_assert_eq!(distance(&pattern, &text[place]), edits);
        }
    }
}
