//! How a text to be found is read where that depends on what is around it in a report.

use super::run::is_quotation;
use super::table::FoldTable;
use super::unicode::Folded as FoldedCharacter;
use super::{Fold, Folded, Marks};

/// What may be before a text and change how its beginning is read: a numeral (before a zero), the edge of a table row, a
/// number, a number and a blank, single digits, a fraction, a word, a mark.
const BEFORE: [&str; 10] = ["", "一", "|一", "|", "1111", "1 ", "1 1 ", "1.", "aa", "“"];
/// What may be after a text and change how its end is read: a number, more digits of it, a word, a mark.
const AFTER: [&str; 7] = ["", "1", "11", " 1", " 1 1", "aa", "”"];
/// Most characters of a text for which other characters are asked too.
const MAX_ALTERNATIVES: usize = 4;

/// The ways in which a text may be read ([`Fold::readings`]).
pub(super) fn readings(fold: &Fold, text: &str, marks: Marks) -> Vec<String> {
    let mut readings = vec![fold.fold(text, marks).text];
    add_readings(fold, text, marks, &mut readings);
    let spellings = [
        with_letters(&fold.table, text),
        with_numerals(&fold.table, text),
        with_zeros_apart(&fold.table, text).filter(|_| marks == Marks::Transparent),
    ];
    for spelled in spellings.into_iter().flatten() {
        add_readings(fold, &spelled, marks, &mut readings);
    }
    add_alternatives(&fold.table, &mut readings);
    readings
}

/// Adds the readings of one spelling of a text.
fn add_readings(fold: &Fold, text: &str, marks: Marks, readings: &mut Vec<String>) {
    let mut add = |reading: String| {
        if !reading.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    };
    add(fold.fold(text, marks).text);
    let trimmed = text.trim_matches(|c: char| c.is_whitespace());
    if depends_on_neighbours(&fold.table, trimmed, marks) {
        for before in BEFORE {
            for after in AFTER {
                let around = [before, trimmed, after].concat();
                let folded = fold.fold(&around, marks);
                add(part(&folded, before.len(), before.len() + trimmed.len()));
            }
        }
    }
}

/// A text with the letters of its Roman numerals, if it has any: III类 for Ⅲ类. A numeral by itself asks for none: Ⅰ would
/// be found in each word with an i.
fn with_letters(table: &FoldTable, text: &str) -> Option<String> {
    let mut spelled = String::with_capacity(text.len());
    let mut has_numeral = false;
    for c in text.chars() {
        match table.letters_of(c) {
            Some(letters) => {
                has_numeral = true;
                spelled.push_str(letters);
            }
            None => spelled.push(c),
        }
    }
    let is_alone = text.trim().chars().nth(1).is_none();
    (has_numeral && !is_alone).then_some(spelled)
}

/// A text with Roman numerals for the words that are their letters, if it has any: Ⅲ类 for III类.
fn with_numerals(table: &FoldTable, text: &str) -> Option<String> {
    let mut spelled = String::with_capacity(text.len());
    let mut has_numeral = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut word = String::new();
        let mut end = 0;
        for (at, c) in rest.char_indices() {
            let (FoldedCharacter::Spaced(letter) | FoldedCharacter::Zero(letter)) = table.get(c)
            else {
                break;
            };
            word.push(letter);
            end = at + c.len_utf8();
        }
        if let Some(numeral) = table.numeral_of(&word) {
            has_numeral = true;
            spelled.push(numeral);
        } else {
            end = end.max(c.len_utf8());
            spelled.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
    has_numeral.then_some(spelled)
}

/// A text with a mark before each zero that follows a numeral, if it has any: 十一五“0.6 for 十一五0.6, which is also in
/// “十一五”0.6.
fn with_zeros_apart(table: &FoldTable, text: &str) -> Option<String> {
    let mut spelled = String::with_capacity(text.len());
    let mut before = None;
    let mut has_zero = false;
    for c in text.chars() {
        match table.get(c) {
            FoldedCharacter::Zero(_) if before.and_then(|c| table.zero_after(c)).is_some() => {
                has_zero = true;
                spelled.push('“');
                before = None;
            }
            FoldedCharacter::Mark(mark) if is_quotation(mark) => before = None,
            FoldedCharacter::Blank | FoldedCharacter::Nothing | FoldedCharacter::Mark(_) => {}
            FoldedCharacter::As(to) => before = Some(to),
            _ => before = None,
        }
        spelled.push(c);
    }
    has_zero.then_some(spelled)
}

/// Whether the fold of a text may depend on what is around it: it has blanks and letters or digits (or marks that
/// count), or begins with a zero. A letter O by itself is no zero.
fn depends_on_neighbours(table: &FoldTable, text: &str, marks: Marks) -> bool {
    let mut first = None;
    let (mut has_blank, mut has_neighbour) = (false, false);
    for c in text.chars() {
        match table.get(c) {
            FoldedCharacter::Zero(_) => {
                has_neighbour = true;
                first = first.or(Some(true));
            }
            FoldedCharacter::Spaced(_) | FoldedCharacter::Several(_) => {
                has_neighbour = true;
                first = first.or(Some(false));
            }
            FoldedCharacter::As(_) => first = first.or(Some(false)),
            FoldedCharacter::Blank => has_blank = true,
            FoldedCharacter::Mark(_) | FoldedCharacter::Prime(_) => {
                has_neighbour |= marks == Marks::Kept;
            }
            FoldedCharacter::Nothing => {}
        }
    }
    let is_letter = || text.chars().all(char::is_alphabetic) && text.chars().nth(1).is_none();
    first == Some(true) && !is_letter() || has_blank && has_neighbour
}

/// Adds each reading with the characters that are asked for too. A character by itself asks for no other: each 干 would be
/// found by 乾.
fn add_alternatives(table: &FoldTable, readings: &mut Vec<String>) {
    let mut index = 0;
    while index < readings.len() {
        let reading = readings[index].clone();
        index += 1;
        if reading.chars().nth(1).is_none() {
            continue;
        }
        let places = reading.char_indices().filter_map(|(at, c)| {
            let other = table.alternative(c, &reading[at..])?;
            Some((at, c, other))
        });
        for (at, c, other) in places.take(MAX_ALTERNATIVES) {
            let mut changed = reading.clone();
            changed.replace_range(at..at + c.len_utf8(), other.encode_utf8(&mut [0; 4]));
            if !readings.contains(&changed) {
                readings.push(changed);
            }
        }
    }
}

/// The part of a folded text that came from some bytes of the text.
fn part(folded: &Folded, start: usize, end: usize) -> String {
    let (from, to) = (folded.index_at(start), folded.index_at(end));
    folded
        .text
        .chars()
        .skip(from)
        .take(to.saturating_sub(from))
        .collect()
}
