//! What the fold does to each character by itself.

use unicode_normalization::UnicodeNormalization;

use crate::error::Result;
use crate::schema::Schema;

/// What becomes of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folded {
    /// It matches as this character.
    As(char),
    /// As this character; a blank between two such characters is kept.
    Spaced(char),
    /// A quotation mark, book-title mark or emphasis: passed over unless marks are kept.
    Mark(char),
    /// White space and line breaks.
    Blank,
    /// Zero-width and control characters.
    Nothing,
}

/// The fold of every character: a table for the Basic Multilingual Plane, computed beyond it.
#[derive(Debug)]
pub(super) struct FoldTable {
    entries: Box<[u32]>,
    beyond: Vec<(char, char)>,
}

/// Characters of the Basic Multilingual Plane.
const PLANE: u32 = 0x1_0000;
const KIND: u32 = 0x00E0_0000;
const SPACED: u32 = 0x0020_0000;
const MARK: u32 = 0x0040_0000;
const BLANK: u32 = 0x0060_0000;
const NOTHING: u32 = 0x0080_0000;

impl FoldTable {
    pub(super) fn new(schema: &Schema) -> Result<Self> {
        let rules = schema.fold_rules()?;
        let mut table = Self {
            entries: (0..PLANE).collect(),
            beyond: Vec::new(),
        };
        table.fill_from_unicode();
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
        for (traditional, simplified) in schema.simplified_characters()? {
            table.set(traditional, Folded::As(simplified));
        }
        table.follow_forms();
        Ok(table)
    }

    #[inline]
    pub(super) fn get(&self, c: char) -> Folded {
        let Some(&entry) = self.entries.get(c as usize) else {
            return self.get_beyond(c);
        };
        let folded = char::from_u32(entry & !KIND).unwrap_or(c);
        match entry & KIND {
            0 => Folded::As(folded),
            SPACED => Folded::Spaced(folded),
            MARK => Folded::Mark(folded),
            BLANK => Folded::Blank,
            _ => Folded::Nothing,
        }
    }

    #[cold]
    fn get_beyond(&self, c: char) -> Folded {
        if let Some(unified) = compatibility_form(c).filter(|unified| *unified != c) {
            return self.get(unified);
        }
        let simplified = self.beyond.binary_search_by_key(&c, |&(from, _)| from);
        simplified.map_or(Folded::As(c), |index| self.get(self.beyond[index].1))
    }

    fn set(&mut self, c: char, folded: Folded) {
        let entry = match folded {
            Folded::As(to) => to as u32,
            Folded::Spaced(to) => SPACED | to as u32,
            Folded::Mark(to) => MARK | to as u32,
            Folded::Blank => BLANK,
            Folded::Nothing => NOTHING,
        };
        match self.entries.get_mut(c as usize) {
            Some(slot) => *slot = entry,
            None => {
                if let Folded::As(to) = folded {
                    let place = self.beyond.partition_point(|&(from, _)| from < c);
                    self.beyond.insert(place, (c, to));
                }
            }
        }
    }

    /// White space, control characters, width forms, compatibility ideographs, Kangxi radicals and case.
    fn fill_from_unicode(&mut self) {
        let alphabets = [
            '\0'..='\u{1FFF}',
            '\u{2000}'..='\u{2FDF}',
            '\u{3000}'..='\u{3000}',
            '\u{A640}'..='\u{ABFF}',
        ];
        let forms = ['\u{F900}'..='\u{FAFF}', '\u{FF00}'..='\u{FFEF}'];
        for c in alphabets.into_iter().chain(forms).flatten() {
            let folded = fold_by_unicode(c);
            if folded != Folded::As(c) {
                self.set(c, folded);
            }
        }
    }

    /// A form of a character folds all the way to what that character folds to.
    fn follow_forms(&mut self) {
        let forms = [
            '\u{2E80}'..='\u{2FDF}',
            '\u{F900}'..='\u{FAFF}',
            '\u{FF00}'..='\u{FFEF}',
        ];
        for c in forms.into_iter().flatten() {
            if let Folded::As(plain) = self.get(c)
                && plain != c
            {
                self.set(c, self.get(plain));
            }
        }
    }
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

/// The ordinary form of a full-width or half-width character (Unicode block FF00–FFEF and U+3000).
fn width_form(c: char) -> Option<char> {
    ('\u{FF00}'..='\u{FFEF}')
        .contains(&c)
        .then(|| single([c].into_iter().nfkc()))
        .flatten()
}

/// The unified ideograph of a compatibility ideograph or a radical.
fn compatibility_form(c: char) -> Option<char> {
    let listed =
        matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}');
    listed.then(|| single([c].into_iter().nfkc())).flatten()
}

fn lowercase(c: char) -> char {
    single(c.to_lowercase()).unwrap_or(c)
}

fn single(mut characters: impl Iterator<Item = char>) -> Option<char> {
    characters.next().filter(|_| characters.next().is_none())
}
