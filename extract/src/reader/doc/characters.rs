//! Properties of characters ([MS-DOC] 2.6.1) that decide what a reader sees: deleted and hidden text, and symbols
//! given by font and code. Owns what a list of modifiers sets; the words are made in `stories`.

use super::modifiers::{Modifier, modifiers};

/// The properties that a style or a run of characters sets; `None` for those it does not set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CharacterProperties {
    /// Index of the character style.
    pub style: Option<u16>,
    /// Whether a tracked change deletes the characters.
    deleted: Option<bool>,
    hidden: Option<Toggle>,
    /// What a symbol shows.
    pub symbol: Option<Symbol>,
}

/// A property that is on, off, or relative to the style (`ToggleOperand`, [MS-DOC] 2.9.327).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Toggle {
    Is(bool),
    AsStyle,
    UnlikeStyle,
}

/// A character of a symbol font (`CSymbolOperand`, [MS-DOC] 2.9.47).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Symbol {
    /// Index of the font.
    pub font: u16,
    /// Code of the character in the font, mostly in the private area.
    pub code: u16,
}

impl CharacterProperties {
    /// Reads a list of modifiers.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut properties = Self::default();
        modifiers(bytes).for_each(|modifier| properties.apply(modifier));
        properties
    }

    /// Applies a modifier.
    pub(super) fn apply(&mut self, modifier: Modifier<'_>) {
        match modifier.code {
            0x0800 => self.deleted = Some(modifier.is_on()),
            0x083C => self.hidden = Some(Toggle::of(modifier.byte())),
            0x4A30 => self.style = Some(modifier.word()),
            0x6A09 => {
                let code = modifier
                    .operand
                    .get(2..4)
                    .and_then(|code| code.first_chunk().copied());
                let code = code.map_or(0, u16::from_le_bytes);
                self.symbol = Some(Symbol {
                    font: modifier.word(),
                    code,
                });
            }
            _ => {}
        }
    }

    /// Whether a reader doesn't see the characters; `style_hides` is whether the style alone hides them.
    pub(super) fn is_unseen(self, style_hides: bool) -> bool {
        self.deleted == Some(true) || self.hides(style_hides)
    }

    /// Whether the characters are hidden text; `style_hides` is whether the style alone hides them.
    pub(super) fn hides(self, style_hides: bool) -> bool {
        match self.hidden {
            Some(Toggle::Is(hidden)) => hidden,
            Some(Toggle::AsStyle) | None => style_hides,
            Some(Toggle::UnlikeStyle) => !style_hides,
        }
    }
}

impl Toggle {
    fn of(operand: u8) -> Self {
        match operand {
            0x80 => Self::AsStyle,
            0x81 => Self::UnlikeStyle,
            _ => Self::Is(operand & 1 == 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleted_and_hidden_text_is_unseen() {
        assert!(CharacterProperties::parse(&[0x00, 0x08, 1]).is_unseen(false));
        assert!(CharacterProperties::parse(&[0x3C, 0x08, 1]).is_unseen(false));
        assert!(!CharacterProperties::parse(&[0x00, 0x08, 0]).is_unseen(false));
        assert!(!CharacterProperties::parse(&[]).is_unseen(false));
    }

    #[test]
    fn a_toggle_may_follow_or_oppose_the_style() {
        for (operand, under_plain, under_hidden) in [
            (0, false, false),
            (1, true, true),
            (0x80, false, true),
            (0x81, true, false),
        ] {
            let properties = CharacterProperties::parse(&[0x3C, 0x08, operand]);
            assert_eq!(
                (properties.hides(false), properties.hides(true)),
                (under_plain, under_hidden)
            );
        }
    }

    #[test]
    fn a_symbol_names_font_and_code() {
        let symbol = CharacterProperties::parse(&[0x09, 0x6A, 4, 0, 0xFE, 0xF0]).symbol;
        assert_eq!(
            symbol,
            Some(Symbol {
                font: 4,
                code: 0xF0FE
            })
        );
    }
}
