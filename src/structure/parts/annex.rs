//! Annexes, and the list of them above a signature.

use std::collections::HashSet;
use std::ops::Range;

use super::view::{View, is_short};
use crate::structure::line::without_blanks;
use crate::structure::marker::{Scheme, section_marker};
use crate::structure::rule::Rule;

/// Whether a line begins an annex: 附件, 附件1, 附件：1.统计表.
pub(super) fn is_annex(view: View, line: &str) -> bool {
    let mut labels = view.genre.words(Rule::Annex).iter();
    let rest = labels.find_map(|label| line.strip_prefix(label.as_str()));
    rest.is_some_and(|rest| {
        let title = rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        let is_supplement = title.trim_start().starts_with('则');
        title.is_empty() || (!is_supplement && title.starts_with([':', '：', ' ', '\u{3000}']))
    })
}

/// Whether a line begins the list of annexes above a signature: the date of the signature is a few lines below.
pub(super) fn is_list_of_annexes(view: View, index: usize) -> bool {
    let line = view.bare(index);
    let mut below = view.below(index);
    is_annex(view, line) && line.contains(['：', ':']) && below.any(|index| view.is_date(index))
}

/// Whether a line is the title of an annex that the list above the signature names.
pub(super) fn is_named_in(view: View, index: usize, names: &HashSet<String>) -> bool {
    let line = view.bare(index);
    !names.is_empty() && is_short(line) && names.contains(&without_blanks(line))
}

/// The end of the list of annexes that a line begins: the first line that is no numbered name.
pub(super) fn end_of_list(view: View, start: usize) -> usize {
    let is_name =
        |index: &usize| view.numbers[*index].is_some_and(|number| number.scheme == Scheme::Digit);
    (start + 1..view.lines.len())
        .find(|index| !is_name(index))
        .unwrap_or(view.lines.len())
}

/// The names of the annexes in a list, without blanks.
pub(super) fn names_of_list(view: View, lines: Range<usize>) -> HashSet<String> {
    let start = lines.start;
    let name_at = |index: usize| {
        let line = view.bare(index);
        let line = match line.split_once(['：', ':']) {
            Some((_, after)) if index == start => after.trim_start(),
            _ => line,
        };
        let number = section_marker(line).map_or(0, |number| number.length);
        without_blanks(&line[number..])
    };
    let names = lines.map(name_at).filter(|name| !name.is_empty());
    names.collect()
}

/// Whether a regulation begins below a line: the next number is that of its first division.
pub(super) fn is_regulation_below(view: View, index: usize) -> bool {
    let next = view.below(index).find_map(|index| view.numbers[index]);
    next.is_some_and(|next| next.scheme.level().is_none() && next.value == 1)
}
