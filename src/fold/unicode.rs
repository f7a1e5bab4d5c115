//! The kinds of folded characters, and which characters are forms of others by Unicode.

use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization;

/// The fold of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folded {
    /// Matches as this character.
    As(char),
    /// Matches as this character; a blank between two such characters is kept.
    Spaced(char),
    /// As `Spaced`, and a zero directly after a Chinese numeral.
    Zero(char),
    /// Matches as several characters.
    Several(char),
    /// A quotation mark, book-title mark or emphasis: ignored unless marks are kept.
    Mark(char),
    /// A prime: matches as itself between digits, otherwise a mark.
    Prime(char),
    /// White space and line breaks.
    Blank,
    /// Zero-width and control characters.
    Nothing,
}

/// The blocks of characters that are forms of others.
pub(super) const FORMS: [RangeInclusive<char>; 3] = [
    '\u{2E80}'..='\u{2FDF}',
    '\u{F900}'..='\u{FAFF}',
    '\u{FF00}'..='\u{FFEF}',
];
const KIND: u32 = 0x00E0_0000;
const SPACED: u32 = 0x0020_0000;
const MARK: u32 = 0x0040_0000;
const BLANK: u32 = 0x0060_0000;
const NOTHING: u32 = 0x0080_0000;
const ZERO: u32 = 0x00A0_0000;
const PRIME: u32 = 0x00C0_0000;
const SEVERAL: u32 = 0x00E0_0000;

impl Folded {
    /// As a number: the character in the lower bits, the kind in the upper ones.
    pub(super) fn encode(self) -> u32 {
        match self {
            Self::As(to) => to as u32,
            Self::Spaced(to) => SPACED | to as u32,
            Self::Mark(to) => MARK | to as u32,
            Self::Zero(to) => ZERO | to as u32,
            Self::Prime(to) => PRIME | to as u32,
            Self::Several(to) => SEVERAL | to as u32,
            Self::Blank => BLANK,
            Self::Nothing => NOTHING,
        }
    }

    /// The fold of the character `c` from its number.
    #[inline]
    pub(super) fn decode(number: u32, c: char) -> Self {
        let folded = char::from_u32(number & !KIND).unwrap_or(c);
        match number & KIND {
            0 => Self::As(folded),
            SPACED => Self::Spaced(folded),
            MARK => Self::Mark(folded),
            BLANK => Self::Blank,
            ZERO => Self::Zero(folded),
            PRIME => Self::Prime(folded),
            SEVERAL => Self::Several(folded),
            _ => Self::Nothing,
        }
    }
}

/// The ordinary form of a full-width or half-width character (Unicode block FF00–FFEF and U+3000).
pub(super) fn width_form(c: char) -> Option<char> {
    ('\u{FF00}'..='\u{FFEF}')
        .contains(&c)
        .then(|| single([c].into_iter().nfkc()))
        .flatten()
}

/// The unified ideograph of a compatibility ideograph or a radical.
pub(super) fn compatibility_form(c: char) -> Option<char> {
    let listed =
        matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}');
    listed.then(|| single([c].into_iter().nfkc())).flatten()
}

pub(super) fn single(mut characters: impl Iterator<Item = char>) -> Option<char> {
    characters.next().filter(|_| characters.next().is_none())
}
