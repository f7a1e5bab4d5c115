//! The characters that the glyphs of an embedded font program show, by the program's own character map.
//!
//! Must not know PDF. Invariant: no more of a map is read than its program has bytes, since a few bytes can claim a
//! million characters.

use std::collections::HashMap;

use skrifa::{FontRef, GlyphId, MetadataProvider};

/// Characters by glyph.
pub(super) struct Charmap(HashMap<u32, char>);

impl Charmap {
    /// Reads the Unicode map of a TrueType or OpenType program; `None` if it has none.
    pub(super) fn of(program: &[u8]) -> Option<Self> {
        let font = FontRef::new(program).ok()?;
        let map = font.charmap();
        if map.is_symbol() {
            return None;
        }
        let mut characters = HashMap::new();
        for (code, glyph) in map.mappings().take(program.len()) {
            let character = char::from_u32(code).filter(|c| !is_private(*c));
            // Glyph 0 shows that a character is missing.
            let Some(character) = character.filter(|_| glyph != GlyphId::NOTDEF) else {
                continue;
            };
            let known = characters.entry(glyph.to_u32()).or_insert(character);
            *known = usual(*known, character);
        }
        Some(Self(characters))
    }

    /// The character that a glyph shows.
    pub(super) fn character(&self, glyph: u32) -> Option<char> {
        self.0.get(&glyph).copied()
    }
}

/// Of two characters with one glyph the usual one: radicals look like Chinese characters, other variants come later in
/// Unicode.
fn usual(one: char, other: char) -> char {
    let is_radical = |c: char| ('\u{2E80}'..='\u{2FDF}').contains(&c);
    std::cmp::min_by_key(one, other, |c| (is_radical(*c), *c))
}

/// Whether a character means what its font decides.
fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_one_of_two_characters_with_one_glyph_is_taken() {
        assert_eq!(usual('\u{2F00}', '一'), '一');
        assert_eq!(usual('一', '\u{2F00}'), '一');
        assert_eq!(usual('\u{A0}', ' '), ' ');
    }

    #[test]
    fn bytes_that_are_no_program_have_no_map() {
        assert!(Charmap::of(b"").is_none() && Charmap::of(&[0, 1, 0, 0, 0, 7]).is_none());
    }
}
