//! Years in a query.

use super::names::Names;
use super::{Meaning, Reading, Text, figure};
use crate::structure::numeral;

/// Digits of a year.
const DIGITS: usize = 4;
/// Maximum characters between a year and the event that it names: 2022年北京冬奥会.
const BEFORE_EVENT: usize = 4;

/// The year at a character of a run, if the corpus has it and the query asks for the year itself.
pub(super) fn at(text: &Text, start: usize, names: &Names, after_place: bool) -> Option<Reading> {
    let (year, end) =
        written(text, start).or_else(|| after_place.then(|| beside_place(text, start))?)?;
    if !names.has_year(year)
        || begins_range(text, end)
        || text.before(start).ends_with(['-', '~'])
        || ends_period(text, start)
        || names_point(text, end)
        || names_event(text, end)
    {
        return None;
    }
    Some(Reading {
        characters: start..end,
        meaning: Meaning::Year(year),
    })
}

/// A year as it is written: 2023年, 2023年度, 二〇二三年, or 2023 or 二〇二三 alone between blanks, marks and ends.
fn written(text: &Text, start: usize) -> Option<(u16, usize)> {
    let characters = text.characters.get(start..start + DIGITS)?;
    let is_of_number = |c: &char| c.is_ascii_alphanumeric() || *c == '.';
    if start > 0 && is_of_number(&text.characters[start - 1]) {
        return None;
    }
    let digits: Option<Vec<u16>> = characters.iter().map(|c| value(*c)).collect();
    let year = number(digits?.into_iter());
    let end = start + DIGITS;
    if let Some(end) = text.end_of(end, "年度").or_else(|| text.end_of(end, "年")) {
        return Some((year, end));
    }
    (text.is_apart(start) && text.is_apart(end) && !is_of_figure(text, end)).then_some((year, end))
}

/// Whether a year ends before a character: 2021年来宾.
pub(super) fn ends_at(text: &Text, end: usize) -> bool {
    let before = text.before(end);
    let digits = before
        .strip_suffix("年度")
        .or_else(|| before.strip_suffix('年'));
    let digits = digits.unwrap_or(before).chars().rev();
    digits.take_while(|c| value(*c).is_some()).count() == DIGITS
}

/// Whether a year begins at a character.
pub(super) fn begins_at(text: &Text, start: usize) -> bool {
    written(text, start).is_some()
}

/// A year as it is written directly after a place: 湛江2023工业, 郑州23年.
fn beside_place(text: &Text, start: usize) -> Option<(u16, usize)> {
    const CENTURY: u16 = 2000;
    let digits = text.characters[start..]
        .iter()
        .map_while(|c| c.to_digit(10));
    let digits: Vec<u16> = digits
        .filter_map(|digit| u16::try_from(digit).ok())
        .collect();
    let year = number(digits.iter().take(DIGITS).copied());
    let end = start + digits.len();
    match digits.len() {
        DIGITS if figure::with_unit(text, end) == end => Some((year, end)),
        2 => Some((CENTURY + year, text.end_of(end, "年")?)),
        _ => None,
    }
}

/// Whether a number goes on after its first digits: 2023.5, 2023,000, 2023%.
fn is_of_figure(text: &Text, end: usize) -> bool {
    let next = text.characters.get(end);
    let after = text.characters.get(end + 1);
    next == Some(&'%')
        || next.is_some_and(|c| matches!(c, '.' | ',' | '/'))
            && after.is_some_and(char::is_ascii_digit)
}

/// The years that a text names: 2023年, 二〇二三年.
pub(crate) fn years_in(text: &str) -> Vec<u16> {
    let year_before = |(at, _): (usize, &str)| {
        let digits = text[..at].chars().rev().map_while(value);
        let digits: Vec<u16> = digits.take(DIGITS + 1).collect();
        (digits.len() == DIGITS).then(|| number(digits.into_iter().rev()))
    };
    text.match_indices('年').filter_map(year_before).collect()
}

fn number(digits: impl Iterator<Item = u16>) -> u16 {
    digits.fold(0, |number, digit| number * 10 + digit)
}

/// The value of a digit, in figures or numerals.
fn value(c: char) -> Option<u16> {
    let digit = c
        .to_digit(10)
        .or_else(|| numeral(c).filter(|value| *value < 10));
    digit.and_then(|digit| u16::try_from(digit).ok())
}

/// Whether a range of years goes on here: 2018年至2020年, 2018-2020, 2018..2020.
fn begins_range(text: &Text, end: usize) -> bool {
    let rest = text.from(end);
    let mut signs = ["-", "~", "到", "至", ".."].iter();
    let after = signs.find_map(|sign| rest.strip_prefix(sign));
    after.is_some_and(|after| after.starts_with(|c| value(c).is_some()))
}

/// Whether a period ends with the year: 到2025年.
fn ends_period(text: &Text, start: usize) -> bool {
    let rules = &text.rules.year;
    let before = if start == 0 {
        text.typed_before
    } else {
        text.before(start)
    };
    let ends_in = |words: &[String]| words.iter().any(|word| before.ends_with(word.as_str()));
    ends_in(&rules.until) && !ends_in(&rules.verbs)
}

/// Whether a point before or since which something holds is named: 2025年底, 2012年以来.
fn names_point(text: &Text, end: usize) -> bool {
    let rules = &text.rules.year;
    let point = rules.points.iter().find_map(|word| text.end_of(end, word));
    let Some(after) = point else {
        return false;
    };
    // 前三季度 and 前5个月 are parts of the year; 后 of 后勤 is part of a word.
    let rest = text.from(after);
    let counted = rest.trim_start_matches(|c: char| value(c).is_some());
    let mut periods = rules.periods.iter();
    let is_period = periods.any(|period| counted.starts_with(period.as_str()));
    text.cut[after] && !is_period
}

/// Whether an event is named by its year: 2022年北京冬奥会, 2010年世博会.
fn names_event(text: &Text, end: usize) -> bool {
    let events = &text.rules.year.events;
    (end..=text.len().min(end + BEFORE_EVENT))
        .any(|at| events.iter().any(|event| text.end_of(at, event).is_some()))
}
