//! Figures: numbers with their units, and codes of letters and digits.

use std::ops::Range;

use super::{Meaning, Reading, Text};

/// What may be between the letters and digits of a figure: 1,234 3.6.3 GB/T9704 35-20.
const INSIDE: [char; 5] = ['.', ',', '/', '-', ':'];

/// What a number goes on with, folded.
pub const DIGITS: &str = "0123456789";
/// What is between two digits of a number, folded.
pub const MARKS: &str = ".,";

/// The ends of a figure at which it may be part of a longer number: 6.5 is neither in 16.5 nor in 6.55.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenEnds {
    /// A digit, or a digit and a mark, may stand before it.
    pub before: bool,
    /// A digit, or a mark and a digit, may stand after it.
    pub after: bool,
}

/// Where a figure in one spelling may be part of a longer number. No number goes on before the four digits of a year, and there are
/// many of them.
pub fn open_ends(spelling: &str) -> OpenEnds {
    let is_digit = |c: char| c.is_ascii_digit();
    OpenEnds {
        before: spelling.starts_with(is_digit) && !is_year(spelling),
        after: spelling.ends_with(is_digit),
    }
}

fn is_year(figure: &str) -> bool {
    let digits = figure.strip_suffix('年').unwrap_or_default();
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// The figure at a character of a run: 6.5%, 1,180亿元, PM2.5, (2021)3号. What is before `free` was read as something else.
pub(super) fn at(text: &Text, start: usize, free: usize) -> Option<Reading> {
    let is_of_code = |at: Option<usize>| {
        let character = at.map(|at| text.characters[at]);
        character.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    if is_of_code(start.checked_sub(1)) {
        return None;
    }
    // A code that began before and goes on here has no digit.
    let joins = start > free && INSIDE.contains(&text.characters[start - 1]);
    if joins && is_of_code(start.checked_sub(2).filter(|at| *at >= free)) {
        return None;
    }
    let end = number_of_document(text, start).or_else(|| code(text, start))?;
    Some(Reading {
        characters: start..with_unit(text, end),
        meaning: Meaning::Figure,
    })
}

/// The end of a year in brackets with the digits after it, as in the number of a document: 〔2021〕3.
fn number_of_document(text: &Text, start: usize) -> Option<usize> {
    let digits = |range: Range<usize>| {
        let characters = text.characters.get(range)?;
        characters.iter().all(char::is_ascii_digit).then_some(())
    };
    let is = |at: usize, c: char| text.characters.get(at) == Some(&c);
    digits(start + 1..start + 5)?;
    if !is(start, '(') || !is(start + 5, ')') {
        return None;
    }
    let number = text.characters[start + 6..]
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    (number > 0).then_some(start + 6 + number)
}

/// The end of letters and digits, of which one at least is a digit.
fn code(text: &Text, start: usize) -> Option<usize> {
    let is_of_code = |at: usize| {
        let next_is_of_code = || {
            text.characters
                .get(at + 1)
                .is_some_and(char::is_ascii_alphanumeric)
        };
        match text.characters.get(at) {
            Some(c) if c.is_ascii_alphanumeric() => true,
            Some('/') => {
                at > start && next_is_of_code() && joins(&text.characters[start..], at - start)
            }
            Some(c) => at > start && INSIDE.contains(c) && next_is_of_code(),
            None => false,
        }
    };
    let end = (start..=text.len()).find(|at| !is_of_code(*at))?;
    let characters = &text.characters[start..end];
    characters.iter().any(char::is_ascii_digit).then_some(end)
}

/// Whether a slash in a code joins what is before and after it: GB/T9704 and 2021/3, but PM2.5/PM10 are two.
fn joins(code: &[char], slash: usize) -> bool {
    let (before, after) = (&code[..slash], code[slash + 1]);
    let before = before.rsplit(|c| *c == '/').next().unwrap_or(before);
    let has = |is: fn(&char) -> bool| before.iter().any(is);
    !has(char::is_ascii_digit) || !has(char::is_ascii_alphabetic) && after.is_ascii_digit()
}

/// The end with the longest unit after it.
pub(super) fn with_unit(text: &Text, end: usize) -> usize {
    let units = text.rules.figure.units.iter();
    units
        .filter_map(|unit| text.end_of(end, unit))
        .filter(|after| text.cut[*after])
        .max()
        .unwrap_or(end)
}

/// The ways in which a figure may be written: verbatim, and with the other habit of thousands (1180, 1,180).
pub fn spellings(figure: &str) -> Vec<String> {
    let plain = without_thousands(figure);
    let grouped = with_thousands(&plain);
    let mut spellings = vec![figure.to_string()];
    for other in [plain, grouped] {
        if !spellings.contains(&other) {
            spellings.push(other);
        }
    }
    spellings
}

/// A text without the commas between groups of three digits.
fn without_thousands(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
    let groups = |at: usize| {
        at > 0 && is_digit(at - 1) && (1..=3).all(|digit| is_digit(at + digit)) && !is_digit(at + 4)
    };
    let kept = |(at, c): (usize, &char)| (*c != ',' || !groups(at)).then_some(*c);
    characters.iter().enumerate().filter_map(kept).collect()
}

/// A text with commas between groups of three digits of its first whole number of more than three, unless that is a year or
/// part of a code.
fn with_thousands(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = &text[digits..];
    let is_year = digits == 4 && after.starts_with('年');
    let is_of_code = after.starts_with(|c: char| c.is_ascii() && !matches!(c, '%' | '.' | '+'));
    if digits < 4 || is_year || is_of_code {
        return text.to_string();
    }
    let mut grouped = String::with_capacity(text.len() + digits / 3);
    for (at, c) in text.chars().enumerate() {
        if at > 0 && at < digits && (digits - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(c);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_goes_on_beside_digits_that_are_no_year() {
        let ends = |spelling| {
            let OpenEnds { before, after } = open_ends(spelling);
            (before, after)
        };
        assert_eq!(ends("6.5"), (true, true));
        assert_eq!(ends("6.5%"), (true, false));
        assert_eq!(ends("PM2.5"), (false, true));
        assert_eq!(ends("2021年"), (false, false));
        assert_eq!(ends("2021"), (true, true));
    }

    #[test]
    fn thousands_are_written_with_and_without_commas() {
        assert_eq!(spellings("1180亿元"), ["1180亿元", "1,180亿元"]);
        assert_eq!(spellings("1,180亿元"), ["1,180亿元", "1180亿元"]);
        assert_eq!(spellings("2,345,678"), ["2,345,678", "2345678"]);
        assert_eq!(spellings("6.5%"), ["6.5%"]);
        assert_eq!(spellings("1,2,3"), ["1,2,3"]);
        assert_eq!(spellings("1998年"), ["1998年"]);
        assert_eq!(spellings("2021/3"), ["2021/3"]);
    }
}
