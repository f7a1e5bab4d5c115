//! The part of the fold that follows from Unicode alone: white space, control characters, width forms, compatibility
//! ideographs, Kangxi radicals and case.
//!
//! `build.rs` computes it for every character of the Basic Multilingual Plane, because reading the results is faster than
//! looking up the properties at each start.

use std::ops::RangeInclusive;

use super::unicode::{FORMS, Folded, compatibility_form, single, width_form};

/// Number of characters of the plane.
const PLANE: u32 = 0x1_0000;
/// Further blocks whose properties matter; other characters fold to themselves.
const ALPHABETS: [RangeInclusive<char>; 4] = [
    '\0'..='\u{1FFF}',
    '\u{2000}'..='\u{2FDF}',
    '\u{3000}'..='\u{3000}',
    '\u{A640}'..='\u{ABFF}',
];

/// The encoded folds of all characters of the plane, in order.
pub(super) fn numbers() -> Vec<u32> {
    let mut numbers: Vec<u32> = (0..PLANE).collect();
    for c in ALPHABETS.into_iter().chain(FORMS).flatten() {
        numbers[c as usize] = fold_by_unicode(c).encode();
    }
    numbers
}

fn fold_by_unicode(c: char) -> Folded {
    if c.is_whitespace() || c == '\u{2800}' {
        return Folded::Blank;
    }
    if c.is_control() {
        return Folded::Nothing;
    }
    let unified = width_form(c).or_else(|| compatibility_form(c)).unwrap_or(c);
    let lower = lowercase(unified);
    if lower.is_alphanumeric() && is_spaced_script(lower) {
        Folded::Spaced(lower)
    } else {
        Folded::As(lower)
    }
}

/// Scripts that put blanks between words: everything alphabetic before the CJK blocks.
fn is_spaced_script(c: char) -> bool {
    (c as u32) < 0x2000 || ('\u{A640}'..='\u{ABFF}').contains(&c)
}

fn lowercase(c: char) -> char {
    single(c.to_lowercase()).unwrap_or(c)
}
