//! The order of mentions by the keys of a request.

use std::ops::Range;

use crate::api::SortKey;
use crate::fold::HARD_BREAK;

/// The keys that decide an order.
#[derive(Debug)]
pub(super) struct Order {
    keys: Vec<SortKey>,
}

impl Order {
    /// The order of some keys, of which those after the position and repeated ones decide nothing.
    pub(super) fn by(sort: &[SortKey]) -> Self {
        let mut keys = Vec::new();
        for key in sort.iter().take_while(|key| **key != SortKey::Position) {
            if !keys.contains(key) {
                keys.push(*key);
            }
        }
        Self { keys }
    }

    /// Whether mentions stay in the usual order.
    pub(super) fn is_usual(&self) -> bool {
        self.keys.is_empty()
    }

    /// Number of keys that are characters of the context.
    pub(super) fn context_keys(&self) -> usize {
        self.keys.iter().filter(|key| key.is_of_context()).count()
    }

    /// The values of the keys that are characters of the context of a mention, given its report's folded text: one more than
    /// the code point, or 0 beyond the paragraph.
    pub(super) fn contexts<'t>(
        &'t self,
        text: &'t [char],
        span: &Range<usize>,
    ) -> impl Iterator<Item = u32> + 't {
        let left = text.get(..span.start).unwrap_or_default();
        let right = text.get(span.end..).unwrap_or_default();
        let value = |c: Option<&char>| c.map_or(0, |c| u32::from(*c) + 1);
        self.keys.iter().filter_map(move |key| match *key {
            SortKey::Left(distance) => Some(value(nth(left.iter().rev(), distance))),
            SortKey::Right(distance) => Some(value(nth(right.iter(), distance))),
            _ => None,
        })
    }

    /// The indices of mentions in this order. They are given in the usual order, each with the place and the year of its
    /// report, and its [`contexts`](Self::contexts).
    pub(super) fn sorted<'m, R: PartialEq>(
        &self,
        mentions: impl Iterator<Item = (R, Option<u16>, &'m [u32])>,
    ) -> Vec<usize> {
        let mut values: Vec<u32> = Vec::new();
        // Places ascend in the usual order.
        let (mut place, mut places) = (None, 0);
        let mut count = 0;
        for (region, year, contexts) in mentions {
            let region = Some(region);
            places += u32::from(region != place);
            place = region;
            let mut contexts = contexts.iter().copied();
            values.extend(self.keys.iter().filter_map(|key| match key {
                SortKey::Year => Some(year.map_or(0, |year| u32::from(year) + 1)),
                SortKey::Region => Some(places),
                _ => contexts.next(),
            }));
            count += 1;
        }
        let width = self.keys.len();
        let of = |index: &usize| &values[index * width..(index + 1) * width];
        let mut sorted: Vec<usize> = (0..count).collect();
        sorted.sort_by(|a, b| of(a).cmp(of(b)));
        sorted
    }
}

/// The character at a distance from a match, counted from 1 and within the paragraph.
fn nth<'t>(mut side: impl Iterator<Item = &'t char>, distance: u8) -> Option<&'t char> {
    let mut last = None;
    for _ in 0..distance {
        last = Some(side.next().filter(|c| **c != HARD_BREAK)?);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contexts(sort: &[SortKey], text: &str, span: Range<usize>) -> Vec<Option<char>> {
        let text: Vec<char> = text.chars().collect();
        let order = Order::by(sort);
        let values = order.contexts(&text, &span);
        values
            .map(|value| char::from_u32(value.checked_sub(1)?))
            .collect()
    }

    #[test]
    fn a_context_ends_with_its_paragraph() {
        use SortKey::{Left, Right};
        let keys = [Left(1), Left(2), Right(1), Right(2), Right(3)];
        let found = contexts(&keys, "甲\n乙行政丙\n丁戊", 3..5);
        assert_eq!(found, [Some('乙'), None, Some('丙'), None, None]);
        assert_eq!(contexts(&[Left(1), Right(1)], "行政", 0..2), [None, None]);
    }

    #[test]
    fn keys_after_the_position_decide_nothing() {
        use SortKey::{Left, Position, Year};
        assert!(Order::by(&[Position, Left(1)]).is_usual());
        assert_eq!(
            Order::by(&[Year, Left(1), Year, Position, Left(2)]).keys,
            [Year, Left(1)]
        );
    }

    #[test]
    fn equal_mentions_stay_in_the_usual_order_and_what_is_missing_comes_first() {
        let order = Order::by(&[SortKey::Year, SortKey::Right(1)]);
        let mentions = [
            ("甲县", Some(2021), [5]),
            ("甲县", Some(2021), [0]),
            ("乙县", Some(2020), [9]),
            ("乙县", None, [7]),
            ("丙县", Some(2020), [9]),
        ];
        let given = mentions
            .iter()
            .map(|(region, year, contexts)| (region, *year, &contexts[..]));
        assert_eq!(order.sorted(given), [3, 2, 4, 1, 0]);
    }
}
