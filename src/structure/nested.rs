//! Lists numbered `一、` inside a section `（一）`: their numbers are not those of chapters. Numbers `1.` inside such a list
//! are of its own level.

use super::marker::{Marker, Scheme};

/// Gives the numbers `一、` to `n、` between （k） and （k+1） the scheme of a list inside a section, if a chapter is
/// open.
pub(super) fn mark_nested(numbers: &mut [Option<Marker>]) {
    let (mut has_chapter, mut section) = (false, 0);
    let mut index = 0;
    while index < numbers.len() {
        let Some(number) = numbers[index] else {
            index += 1;
            continue;
        };
        if number.begins_chapters()
            && has_chapter
            && section > 0
            && let Some(end) = end_of_list(numbers, index, section)
        {
            for nested in numbers[index..end].iter_mut().flatten() {
                if nested.scheme == Scheme::Ideograph {
                    nested.scheme = Scheme::NestedIdeograph;
                }
            }
            index = end;
            continue;
        }
        match number.scheme {
            Scheme::Ideograph => (has_chapter, section) = (true, 0),
            Scheme::BracketedIdeograph => section = number.value,
            _ => {}
        }
        index += 1;
    }
}

/// The line that ends the list which begins at `start`, if that is the next section.
fn end_of_list(numbers: &[Option<Marker>], start: usize, section: u32) -> Option<usize> {
    let mut last = 0;
    for (index, number) in numbers.iter().enumerate().skip(start) {
        match number {
            Some(number) if number.scheme == Scheme::Ideograph => {
                if number.value != last + 1 {
                    return None;
                }
                last = number.value;
            }
            Some(number) if number.scheme == Scheme::BracketedIdeograph => {
                return (number.value == section + 1).then_some(index);
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::marker::section_marker;

    fn nested(lines: &[&str]) -> Vec<usize> {
        let mut numbers: Vec<Option<Marker>> =
            lines.iter().map(|line| section_marker(line)).collect();
        mark_nested(&mut numbers);
        let is_nested = |number: &Option<Marker>| {
            number.is_some_and(|number| number.scheme == Scheme::NestedIdeograph)
        };
        (0..lines.len())
            .filter(|at| is_nested(&numbers[*at]))
            .collect()
    }

    #[test]
    fn a_list_between_two_sections_is_nested() {
        assert_eq!(
            nested(&["一、", "（一）", "一、", "1.", "二、", "（二）", "二、"]),
            [2, 4]
        );
        assert_eq!(nested(&["（一）", "一、", "二、", "（二）"]), [0; 0]);
        assert_eq!(
            nested(&["一、", "（一）", "（二）", "一、", "（一）"]),
            [0; 0]
        );
        assert_eq!(
            nested(&["一、", "（一）", "一、", "三、", "（二）"]),
            [0; 0]
        );
        assert_eq!(nested(&["一、", "（一）", "一、", "二、"]), [0; 0]);
    }
}
