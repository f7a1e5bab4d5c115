//! The numbers of automatic lists as a reader sees them. Owns the counters of each list; goes through the paragraphs
//! once, in order.

use std::collections::{HashMap, HashSet};

use super::lists::{LEVELS, Level, Lists};
use crate::reader::build::label::{Label, MAX_LABEL};
use crate::reader::build::numeral::NumeralSystem;

/// Counts the paragraphs of lists.
#[derive(Debug)]
pub(super) struct ListCounters<'l> {
    lists: &'l Lists,
    /// The last number of each level by list; `None` if the level restarts.
    counts: HashMap<usize, [Option<u32>; LEVELS]>,
    /// Overrides and levels whose overridden start has been used.
    started: HashSet<(u16, usize)>,
}

/// Highest 1-based index of an override that a paragraph may name; higher ones hide the number (`sprmPIlfo`, [MS-DOC]
/// 2.6.2).
const MAX_OVERRIDES: u16 = 0x07FE;

impl<'l> ListCounters<'l> {
    pub(super) fn new(lists: &'l Lists) -> Self {
        Self {
            lists,
            counts: HashMap::new(),
            started: HashSet::new(),
        }
    }

    /// The number of the next paragraph with a 1-based override and a level; `None` if it is in no list or has a
    /// bullet.
    pub(super) fn count(&mut self, number: u16, level: usize) -> Option<Label> {
        let known = (1..=MAX_OVERRIDES)
            .contains(&number)
            .then(|| self.lists.level(number, level))
            .flatten();
        let (definition, list) = known.zip(self.lists.list(number))?;
        let counts = self.counts.entry(list).or_default();
        let other_start = self
            .lists
            .start(number, level)
            .filter(|_| self.started.insert((number, level)));
        counts[level] = Some(match (other_start, counts[level]) {
            (Some(start), _) => start,
            (None, Some(previous)) => previous.saturating_add(1),
            (None, None) => definition.start,
        });
        for (lower, count) in counts.iter_mut().enumerate().skip(level + 1) {
            if self
                .lists
                .level(number, lower)
                .is_some_and(|lower| level < lower.restart_after)
            {
                *count = None;
            }
        }
        definition.system?;
        let counts = *counts;
        let text = self.write(number, level, definition, &counts);
        (!text.is_empty()).then_some(Label {
            text,
            is_spaced: !definition.is_joined,
        })
    }

    /// Writes the text of a number, with the numbers of this and the higher levels filled in.
    fn write(
        &self,
        number: u16,
        level: usize,
        definition: &Level,
        counts: &[Option<u32>; LEVELS],
    ) -> String {
        let mut written = String::new();
        for c in char::decode_utf16(definition.text.iter().copied()).flatten() {
            let index = c as usize;
            if written.len() >= MAX_LABEL {
                break;
            }
            if index >= LEVELS {
                written.extend(
                    Some(c).filter(|c| !c.is_control() && !matches!(c, '\u{E000}'..='\u{F8FF}')),
                );
                continue;
            }
            let Some(inner) = self.lists.level(number, index) else {
                continue;
            };
            let system = if definition.is_legal && index < level {
                Some(NumeralSystem::Decimal)
            } else {
                inner.system
            };
            let value = counts[index].unwrap_or(inner.start);
            written.extend(system.map(|system| system.write(value)));
        }
        written.trim().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::super::lists::tests::{level, lists, overrides};
    use super::*;

    fn text(label: Option<Label>) -> String {
        label.map_or_else(String::new, |label| label.text)
    }

    fn outline() -> Vec<Vec<u8>> {
        let mut levels = vec![
            level(1, 39, 0, 0, "\u{0}、"),
            level(1, 0, 4, 0, "\u{0}.\u{1}"),
            level(1, 4, 0, 2, "（\u{2}）"),
        ];
        levels.resize(LEVELS, level(1, 23, 0, 0, "\u{F0B7}"));
        levels
    }

    #[test]
    fn levels_count_and_start_anew_below_a_higher_one() {
        let (table, length) = lists(&[(7, outline())]);
        let lists = Lists::read((&table, length), &overrides(&[(7, vec![]), (7, vec![])]));
        let mut counters = ListCounters::new(&lists);
        let numbers: Vec<_> = [0, 1, 1, 2, 0, 1, 2]
            .iter()
            .map(|level| text(counters.count(1, *level)))
            .collect();
        assert_eq!(
            numbers,
            ["一、", "1.1", "1.2", "（a）", "二、", "2.1", "（a）"]
        );
        assert_eq!(text(counters.count(2, 0)), "三、");
        assert_eq!(
            (
                counters.count(1, 4),
                counters.count(0, 0),
                counters.count(0xF801, 0)
            ),
            Default::default()
        );
        assert_eq!(counters.count(1, 200), None);
    }

    #[test]
    fn an_override_starts_a_list_anew_once() {
        let (table, length) = lists(&[(7, vec![level(1, 0, 0, 2, "第\u{0}条")])]);
        let overrides = overrides(&[(7, vec![]), (7, vec![(0x10, 1, vec![])])]);
        let lists = Lists::read((&table, length), &overrides);
        let mut counters = ListCounters::new(&lists);
        let numbers: Vec<_> = [1, 1, 2, 2]
            .iter()
            .map(|number| text(counters.count(*number, 0)))
            .collect();
        assert_eq!(numbers, ["第1条", "第2条", "第1条", "第2条"]);
    }

    #[test]
    fn a_level_may_count_on_through_higher_ones() {
        let mut levels = outline();
        levels[1] = level(1, 0, 8, 0, "\u{1}");
        let (table, length) = lists(&[(7, levels)]);
        let lists = Lists::read((&table, length), &overrides(&[(7, vec![])]));
        let mut counters = ListCounters::new(&lists);
        let numbers: Vec<_> = [0, 1, 0, 1]
            .iter()
            .map(|level| text(counters.count(1, *level)))
            .collect();
        assert_eq!(numbers, ["一、", "1", "二、", "2"]);
    }
}
