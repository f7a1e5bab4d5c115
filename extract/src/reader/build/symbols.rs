//! Characters of symbol fonts, whose codes are meaningless without the font: Wingdings, Wingdings 2, Symbol.
//!
//! Owns the tables for symbols that reports use: boxes, ticks, circled numbers, arrows, arithmetic operators. Symbols
//! not in the tables have no character.

/// A font whose codes are not characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) enum SymbolFont {
    Wingdings,
    Wingdings2,
    Symbol,
    /// Another symbol font, for which there is no table.
    Other,
}

impl SymbolFont {
    /// The symbol font with this name; `None` for a text font.
    pub(in crate::reader) fn named(name: &str) -> Option<Self> {
        match name.to_lowercase().as_str() {
            "wingdings" => Some(Self::Wingdings),
            "wingdings 2" => Some(Self::Wingdings2),
            "symbol" => Some(Self::Symbol),
            "wingdings 3" | "webdings" | "zapfdingbats" | "marlett" => Some(Self::Other),
            _ => None,
        }
    }

    /// The symbol for a code 0x20–0xFF.
    fn sign(self, code: u32) -> Option<char> {
        let offset = |first: u32| code - first;
        match self {
            Self::Wingdings => match code {
                0x80..=0x8A => char::from_u32(if code == 0x80 {
                    0x24EA
                } else {
                    0x2460 + offset(0x81)
                }),
                0x8B..=0x95 => char::from_u32(if code == 0x8B {
                    0x24FF
                } else {
                    0x2776 + offset(0x8C)
                }),
                _ => find(code, &WINGDINGS),
            },
            Self::Wingdings2 => match code {
                0x69..=0x73 => char::from_u32(if code == 0x69 {
                    0x24EA
                } else {
                    0x2460 + offset(0x6A)
                }),
                _ => find(code, &WINGDINGS_2),
            },
            Self::Symbol => match code {
                0x20..=0x3F if !matches!(code, 0x22 | 0x24 | 0x27 | 0x2A | 0x2D) => {
                    char::from_u32(code)
                }
                _ => find(code, &SYMBOL),
            },
            Self::Other => None,
        }
    }
}

const WINGDINGS: [(u32, char); 38] = [
    (0x20, ' '),
    (0x21, '✏'),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x46, '☞'),
    (0x4A, '☺'),
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x70, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '◆'),
    (0x74, '◆'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '◆'),
    (0x78, '☒'),
    (0x9E, '·'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA2, '○'),
    (0xA4, '◎'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xAB, '★'),
    (0xB6, '☆'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

const WINGDINGS_2: [(u32, char); 12] = [
    (0x20, ' '),
    (0x4F, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x96, '•'),
    (0x97, '●'),
    (0x98, '●'),
    (0xA2, '■'),
    (0xA3, '□'),
];

const SYMBOL: [(u32, char); 66] = [
    (0x2D, '−'),
    (0x44, 'Δ'),
    (0x46, 'Φ'),
    (0x47, 'Γ'),
    (0x4C, 'Λ'),
    (0x50, 'Π'),
    (0x51, 'Θ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0x58, 'Ξ'),
    (0x59, 'Ψ'),
    (0x5B, '['),
    (0x5D, ']'),
    (0x5E, '⊥'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x63, 'χ'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x66, 'φ'),
    (0x67, 'γ'),
    (0x68, 'η'),
    (0x69, 'ι'),
    (0x6A, 'ϕ'),
    (0x6B, 'κ'),
    (0x6C, 'λ'),
    (0x6D, 'μ'),
    (0x6E, 'ν'),
    (0x6F, 'ο'),
    (0x70, 'π'),
    (0x71, 'θ'),
    (0x72, 'ρ'),
    (0x73, 'σ'),
    (0x74, 'τ'),
    (0x75, 'υ'),
    (0x77, 'ω'),
    (0x78, 'ξ'),
    (0x79, 'ψ'),
    (0x7A, 'ζ'),
    (0x7B, '{'),
    (0x7C, '|'),
    (0x7D, '}'),
    (0x7E, '∼'),
    (0xA2, '′'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB2, '″'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBA, '≡'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xD6, '√'),
    (0xDE, '⇒'),
    (0xE5, '∑'),
    (0xF2, '∫'),
];

fn find(code: u32, signs: &[(u32, char)]) -> Option<char> {
    let index = signs.binary_search_by_key(&code, |(code, _)| *code).ok()?;
    signs.get(index).map(|(_, sign)| *sign)
}

/// Maps a code that may be written as U+F020–U+F0FF to 0x20–0xFF (ISO/IEC 29500-1 §17.3.3.30).
fn font_code(code: u32) -> u32 {
    if is_private(code) {
        code - 0xF000
    } else {
        code
    }
}

fn is_private(code: u32) -> bool {
    (0xF020..=0xF0FF).contains(&code)
}

/// The symbol for a code in a font; `None` if unknown.
pub(in crate::reader) fn symbol(font: &str, code: u32) -> Option<char> {
    match SymbolFont::named(font) {
        Some(font) => font.sign(font_code(code)),
        None if is_private(code) => None,
        None => char::from_u32(code),
    }
}

/// A character of text in a symbol font, as displayed. Letters whose symbol is not known, and letters of other scripts,
/// which are displayed in a fallback font, are kept; private use characters have no meaning elsewhere.
pub(in crate::reader) fn in_font(font: SymbolFont, c: char) -> Option<char> {
    let code = u32::from(c);
    match font.sign(font_code(code)) {
        None if is_private(code) => None,
        sign => Some(sign.unwrap_or(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_the_sign_of_their_font() {
        assert_eq!(symbol("Wingdings 2", 0xF052), Some('☑'));
        assert_eq!(symbol("Wingdings", 0xA8), Some('□'));
        assert_eq!(symbol("Wingdings", 0xF083), Some('③'));
        assert_eq!(symbol("Symbol", 0xF0B3), Some('≥'));
        assert_eq!(symbol("宋体", 0x25A1), Some('□'));
        assert_eq!(symbol("Webdings", 0xF063), None);
    }

    #[test]
    fn text_in_a_symbol_font_is_read_as_signs_and_other_scripts_stay() {
        let read = |font: &str, text: &str| -> String {
            let font = SymbolFont::named(font).unwrap();
            text.chars().filter_map(|c| in_font(font, c)).collect()
        };
        assert_eq!(read("Wingdings 2", "£适用 R不适用"), "□适用 ☑不适用");
        assert_eq!(read("Symbol", "a=5\u{F0B4}3"), "α=5×3");
        assert_eq!(read("Webdings", "\u{F063}a"), "a");
    }

    #[test]
    fn the_tables_are_in_order() {
        for table in [&WINGDINGS[..], &WINGDINGS_2, &SYMBOL] {
            assert!(table.is_sorted_by(|one, next| one.0 < next.0));
        }
    }
}
