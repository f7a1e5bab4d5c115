//! The header tables of an RTF file: the encodings of fonts, and which styles are headings.

use std::collections::HashMap;

use encoding_rs::Encoding;

use crate::reader::build::heading;
use crate::reader::storage::code_page::{of_character_set, of_code_page};

/// The character set of symbol fonts such as Wingdings ([MS-WMF] 2.1.1.5).
const SYMBOL_CHARACTER_SET: i32 = 2;

#[derive(Debug, Clone, Copy, Default)]
struct Font {
    encoding: Option<&'static Encoding>,
    is_symbol: bool,
}

/// The fonts of `\fonttbl` by number.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    fonts: HashMap<i32, Font>,
    defined: i32,
}

impl Fonts {
    /// Starts the definition of this font.
    pub(super) fn define(&mut self, number: i32) {
        self.defined = number;
        self.fonts.insert(number, Font::default());
    }

    pub(super) fn set_character_set(&mut self, character_set: i32) {
        let font = self.fonts.entry(self.defined).or_default();
        font.is_symbol = character_set == SYMBOL_CHARACTER_SET;
        font.encoding = of_character_set(character_set).or(font.encoding);
    }

    pub(super) fn set_code_page(&mut self, code_page: i32) {
        let font = self.fonts.entry(self.defined).or_default();
        font.encoding = font.encoding.or(of_code_page(code_page));
    }

    fn font(&self, number: Option<i32>) -> Option<&Font> {
        self.fonts.get(&number?)
    }

    /// The encoding specified by a font.
    pub(super) fn encoding(&self, number: Option<i32>) -> Option<&'static Encoding> {
        self.font(number)?.encoding
    }

    /// Whether the characters of a font are symbols.
    pub(super) fn is_symbol(&self, number: Option<i32>) -> bool {
        self.font(number).is_some_and(|font| font.is_symbol)
    }
}

/// The paragraph styles of `\stylesheet`: the depths of headings, by style number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    depths: HashMap<i32, u8>,
    number: i32,
    outline_level: Option<i32>,
    name: String,
}

impl Styles {
    /// Starts the definition of this style.
    pub(super) fn define(&mut self, number: i32) {
        self.number = number;
    }

    pub(super) fn set_outline_level(&mut self, level: i32) {
        self.outline_level = Some(level);
    }

    pub(super) fn name(&mut self, words: &str) {
        self.name.push_str(words);
    }

    /// Ends the definition of a style.
    pub(super) fn end(&mut self) {
        let name = std::mem::take(&mut self.name);
        let name = name.trim().trim_end_matches(';');
        let depth = match self.outline_level.take() {
            _ if heading::is_title(name) => None,
            Some(level) => heading::of_level(level),
            None => heading::of_style_name(name),
        };
        if let Some(depth) = depth {
            self.depths.insert(self.number, depth);
        }
        self.number = 0;
    }

    /// The heading depth of a style; `None` if it is not a heading.
    pub(super) fn heading(&self, style: i32) -> Option<u8> {
        self.depths.get(&style).copied()
    }
}
