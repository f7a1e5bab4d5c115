//! How a text to be found is read where that depends on what is around it in a report.

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
    let trimmed = text.trim_matches(|c: char| c.is_whitespace());
    if depends_on_neighbours(&fold.table, trimmed, marks) {
        for before in BEFORE {
            for after in AFTER {
                let around = [before, trimmed, after].concat();
                let folded = fold.fold(&around, marks);
                let reading = part(&folded, before.len(), before.len() + trimmed.len());
                if !reading.is_empty() && !readings.contains(&reading) {
                    readings.push(reading);
                }
            }
        }
    }
    add_alternatives(&fold.table, &mut readings);
    readings
}

/// Whether the fold of a text may depend on what is around it: it has blanks and letters or digits (or marks that
/// count), or begins with a zero.
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
    first == Some(true) || has_blank && has_neighbour
}

/// Adds each reading with the characters that are asked for too.
fn add_alternatives(table: &FoldTable, readings: &mut Vec<String>) {
    let mut index = 0;
    while index < readings.len() {
        let reading = readings[index].clone();
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
        index += 1;
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
