//! Other spellings of words, which matching asks for too: 饼乾 is the word 饼干, Ⅲ the word iii.

use std::borrow::Cow;

use memchr::memmem;

use crate::error::Result;
use crate::schema::Schema;

/// The first bytes of Roman numerals (U+2160 to U+217F) in UTF-8.
const ROMAN: [u8; 2] = [0xE2, 0x85];

/// Rewrites the characters of texts and words that have another spelling.
pub(super) struct Spelling {
    /// Characters of the dictionary and what texts have for them.
    characters: Vec<(char, char)>,
    /// Names whose first character stays as it is.
    names: Vec<String>,
    /// Folded Roman numerals and their letters.
    roman: Vec<(char, String)>,
}

impl Spelling {
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in the schema's fold data.
    pub(super) fn new(schema: &Schema) -> Result<Self> {
        let rules = schema.fold_rules()?;
        Ok(Self {
            characters: rules.pairs(),
            names: rules.names.clone(),
            roman: rules.folded_roman(),
        })
    }

    /// A folded text as the dictionary would write it. It has as many characters.
    pub(super) fn of_text<'t>(&self, folded: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(folded);
        for (plain, other) in &self.characters {
            let is_in =
                memmem::find(text.as_bytes(), other.encode_utf8(&mut [0; 4]).as_bytes()).is_some();
            if is_in {
                let begins_name = |rest: &str| {
                    let mut names = self.names.iter();
                    names.any(|name| rest.starts_with(name.as_str()))
                };
                let written = text.char_indices().map(|(at, c)| {
                    let is_plain = c == *other && !begins_name(&text[at..]);
                    if is_plain { *plain } else { c }
                });
                text = Cow::Owned(written.collect());
            }
        }
        text
    }

    /// The letters of a word that is a Roman numeral.
    pub(super) fn letters_of(&self, word: &str) -> Option<&str> {
        if !word.as_bytes().starts_with(&ROMAN) {
            return None;
        }
        let mut roman = self.roman.iter();
        let (_, letters) = roman.find(|(numeral, _)| word.strip_prefix(*numeral) == Some(""))?;
        Some(letters)
    }
}
