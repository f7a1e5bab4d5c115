//! The fold of single characters.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::unicode::{FORMS, Folded, compatibility_form, single, width_form};
use crate::error::Result;
use crate::schema::Schema;

/// The fold of every character: a table for the Basic Multilingual Plane, computed for other planes.
#[derive(Debug)]
pub(super) struct FoldTable {
    entries: Box<[u32]>,
    beyond: Vec<(char, char)>,
    invisible: Vec<RangeInclusive<char>>,
    several: BTreeMap<char, String>,
    /// Folded Roman numerals and their letters.
    roman: Vec<(char, String)>,
    numerals: String,
    /// Pairs of characters that are asked for together, and the names whose first character is not.
    alternatives: Vec<(char, char)>,
    names: Vec<String>,
}

/// The zero of Chinese numerals: the first of its line in `fold.toml`.
const ZERO: char = '〇';

/// Written by `build.rs`: the numbers of `plane`, four bytes each, little-endian.
const PLANE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fold_by_unicode.bin"));

impl FoldTable {
    pub(super) fn new(schema: &Schema) -> Result<Self> {
        let rules = schema.fold_rules()?;
        let (plane, _) = PLANE.as_chunks::<4>();
        let mut table = Self {
            entries: plane
                .iter()
                .map(|bytes| u32::from_le_bytes(*bytes))
                .collect(),
            beyond: Vec::new(),
            invisible: Vec::new(),
            several: rules.several.clone(),
            roman: rules.folded_roman(),
            numerals: rules.numerals.clone(),
            alternatives: rules.pairs(),
            names: rules.names.clone(),
        };
        for variants in &rules.variants {
            let first = variants.chars().next().unwrap_or_default();
            variants
                .chars()
                .for_each(|c| table.set(c, Folded::As(first)));
        }
        rules
            .transparent
            .chars()
            .for_each(|c| table.set(c, Folded::Mark(c)));
        rules
            .primes
            .chars()
            .for_each(|c| table.set(c, Folded::Prime(c)));
        for wide in '\u{FF00}'..='\u{FFEF}' {
            if let Some(mark) =
                width_form(wide).filter(|&narrow| matches!(table.get(narrow), Folded::Mark(_)))
            {
                table.set(wide, Folded::Mark(mark));
            }
        }
        rules
            .invisible
            .chars()
            .for_each(|c| table.set(c, Folded::Nothing));
        for range in &rules.invisible_ranges {
            let mut ends = range.chars();
            if let (Some(first), Some(last)) = (ends.next(), ends.next()) {
                (first..=last).for_each(|c| table.set(c, Folded::Nothing));
                table.invisible.push(first..=last);
            }
        }
        for c in rules.several.keys() {
            table.set(*c, Folded::Several(*c));
        }
        for (traditional, simplified) in schema.simplified_characters()? {
            table.set(traditional, Folded::As(simplified));
        }
        table.follow_forms();
        for c in rules.zeros.chars() {
            if let Folded::Spaced(to) = table.get(c) {
                table.set(c, Folded::Zero(to));
            }
        }
        Ok(table)
    }

    /// What a character of [`Folded::Several`] matches as.
    pub(super) fn several(&self, c: char) -> &str {
        self.several.get(&c).map_or("", String::as_str)
    }

    /// The letters of a Roman numeral.
    pub(super) fn letters_of(&self, numeral: char) -> Option<&str> {
        let Folded::As(folded) = self.get(numeral) else {
            return None;
        };
        let mut roman = self.roman.iter();
        let (_, letters) = roman.find(|(numeral, _)| *numeral == folded)?;
        Some(letters)
    }

    /// The Roman numeral with these folded letters.
    pub(super) fn numeral_of(&self, letters: &str) -> Option<char> {
        let mut roman = self.roman.iter();
        let (numeral, _) = roman.find(|(_, of_numeral)| of_numeral == letters)?;
        Some(*numeral)
    }

    /// The character that is asked for besides `c`, with which `text` begins.
    pub(super) fn alternative(&self, c: char, text: &str) -> Option<char> {
        self.alternatives.iter().find_map(|&(plain, other)| {
            let is_name = || {
                self.names
                    .iter()
                    .any(|name| text.starts_with(name.as_str()))
            };
            match c {
                c if c == plain => Some(other),
                c if c == other && !is_name() => Some(plain),
                _ => None,
            }
        })
    }

    /// What a zero matches as after `before`, if that is a numeral or a zero.
    pub(super) fn zero_after(&self, before: char) -> Option<char> {
        (before == ZERO || self.numerals.contains(before)).then_some(ZERO)
    }

    /// The beginning of a text that folds to itself, whatever is around it.
    #[inline]
    pub(super) fn plain_at<'t>(&self, text: &'t str) -> &'t str {
        // A number that is the character's is that of [`Folded::As`] itself.
        let is_plain = |c: char| self.entries.get(c as usize) == Some(&(c as u32));
        let end = text.find(|c| !is_plain(c));
        &text[..end.unwrap_or(text.len())]
    }

    #[inline]
    pub(super) fn get(&self, c: char) -> Folded {
        match self.entries.get(c as usize) {
            Some(number) => Folded::decode(*number, c),
            None => self.get_beyond(c),
        }
    }

    #[cold]
    fn get_beyond(&self, c: char) -> Folded {
        if self.invisible.iter().any(|range| range.contains(&c)) {
            return Folded::Nothing;
        }
        if let Some(unified) = compatibility_form(c).filter(|unified| *unified != c) {
            return self.get(unified);
        }
        let simplified = self.beyond.binary_search_by_key(&c, |&(from, _)| from);
        match simplified {
            Ok(index) => self.get(self.beyond[index].1),
            Err(_) => Folded::As(single(c.to_lowercase()).unwrap_or(c)),
        }
    }

    fn set(&mut self, c: char, folded: Folded) {
        match self.entries.get_mut(c as usize) {
            Some(number) => *number = folded.encode(),
            None => {
                if let Folded::As(to) = folded {
                    let place = self.beyond.partition_point(|&(from, _)| from < c);
                    self.beyond.insert(place, (c, to));
                }
            }
        }
    }

    /// Makes the form of a character fold to the final fold of that character.
    fn follow_forms(&mut self) {
        for c in FORMS.into_iter().flatten() {
            if let Folded::As(plain) = self.get(c)
                && plain != c
            {
                self.set(c, self.get(plain));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_table_matches_this_source() {
        let (plane, _) = PLANE.as_chunks::<4>();
        let numbers: Vec<u32> = plane
            .iter()
            .map(|bytes| u32::from_le_bytes(*bytes))
            .collect();
        assert_eq!(numbers, super::super::plane::numbers());
    }
}
