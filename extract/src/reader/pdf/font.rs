//! Fonts: character codes → characters and advances.
//!
//! Owns the precedence of sources: the font's `ToUnicode`, then its encoding or its character collection (ISO 32000-1
//! 9.10.2), then the character map of its program. Knows nothing about positions. Invariant: no font is loaded before its
//! streams and ranges have been found to be within the budget.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, GlyphId};
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};
use quanwen_messages::text;

use super::budget::Budget;
use super::charmap::Charmap;
use crate::reader::layout::glyph::UNMAPPED;
use crate::unread::Unread;

/// Maximum number of character codes with widths in one font; CIDs end at 65,535.
const WIDTHS: u64 = 1 << 20;

/// One decoded character code.
#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) text: Rc<str>,
    /// Advance to the next glyph in thousandths of the font size: horizontal, and vertical for vertical writing.
    pub(super) advance: (f64, f64),
    /// Whether it is the one-byte code 32, to which word spacing applies (ISO 32000-1 9.3.3).
    pub(super) is_space: bool,
}

/// The characters and advance of a code.
type Looked = (Rc<str>, (f64, f64));

/// A font in use.
pub(super) struct LoadedFont<'a> {
    font: Font<'a>,
    dictionary: Dict<'a>,
    collection: OnceCell<Option<Collection>>,
    /// The character map of the embedded program.
    charmap: OnceCell<Option<Charmap>>,
    /// Cache of characters and advances by code.
    known: RefCell<HashMap<u32, Looked>>,
}

impl LoadedFont<'_> {
    /// Whether its text runs horizontally.
    pub(super) fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// Iterates over the codes in a string.
    pub(super) fn read(&self, bytes: &[u8]) -> impl Iterator<Item = Code> {
        let mut offset = 0;
        std::iter::from_fn(move || {
            if offset >= bytes.len() {
                return None;
            }
            let (code, length) = self.font.read_code(bytes, offset);
            let length = length.max(1);
            offset = offset.saturating_add(length);
            let (text, advance) = self.look_up(code);
            Some(Code {
                text,
                advance,
                is_space: code == 32 && length == 1,
            })
        })
    }

    fn look_up(&self, code: u32) -> Looked {
        let mut codes = self.known.borrow_mut();
        let known = codes.entry(code).or_insert_with(|| {
            let advance = self.font.code_advance(code);
            (self.characters(code), (advance.x, advance.y))
        });
        known.clone()
    }

    fn characters(&self, code: u32) -> Rc<str> {
        let named = match self.font.glyph(GlyphId::NOTDEF, code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let named = named.map(into_string).filter(|text| is_readable(text));
        named
            .or_else(|| self.collected_characters(code))
            .or_else(|| self.drawn_character(code))
            .or_else(|| self.identical_character(code))
            .map_or_else(|| UNMAPPED.into(), Into::into)
    }

    /// The characters of a code by the font's character collection, for a font whose `ToUnicode` lacks the code.
    fn collected_characters(&self, code: u32) -> Option<String> {
        let collection = self
            .collection
            .get_or_init(|| Collection::of(&self.dictionary));
        collection
            .as_ref()?
            .characters(code)
            .filter(|text| is_readable(text))
    }

    /// The character that the embedded program draws for a code.
    fn drawn_character(&self, code: u32) -> Option<String> {
        let glyph = self.font.map_code(code);
        let charmap = self.charmap.get_or_init(|| {
            let FontGlyph::Outline(glyph) = self.font.glyph(glyph, code) else {
                return None;
            };
            let program = glyph
                .font_data()
                .filter(|_| is_embedded(&self.dictionary))?;
            Charmap::of(program.data.as_ref().as_ref())
        });
        let character = charmap.as_ref()?.character(glyph.to_u32())?;
        Some(without_ligature(character)).filter(|text| is_readable(text))
    }

    /// The character whose UTF-16 code is the code, for a font whose `ToUnicode` is the name of the identity, unless the
    /// code is the number of a glyph.
    fn identical_character(&self, code: u32) -> Option<String> {
        let name = self.dictionary.get::<Name<'_>>(keys::TO_UNICODE)?;
        let (CMapName::IdentityH | CMapName::IdentityV) = CMapName::from_bytes(&name) else {
            return None;
        };
        let chooses_glyph = descendant(&self.dictionary)?
            .get::<Stream<'_>>(keys::CID_TO_GID_MAP)
            .is_some();
        if is_embedded(&self.dictionary) && !chooses_glyph {
            return None;
        }
        Some(without_ligature(char::from_u32(code)?)).filter(|text| is_readable(text))
    }
}

/// Whether the characters can be what a glyph shows; some producers map every glyph to U+0000.
fn is_readable(text: &str) -> bool {
    !text.is_empty()
        && !text
            .chars()
            .any(|c| c.is_control() && !c.is_whitespace() || c == '\u{FFFD}')
}

fn into_string(characters: BfString) -> String {
    match characters {
        BfString::Char(character) => without_ligature(character),
        BfString::String(text) => text,
    }
}

/// The letters of a Latin ligature, which is one glyph but not a letter of its own.
fn without_ligature(character: char) -> String {
    match character {
        'ﬀ' => "ff".into(),
        'ﬁ' => "fi".into(),
        'ﬂ' => "fl".into(),
        'ﬃ' => "ffi".into(),
        'ﬄ' => "ffl".into(),
        other => other.into(),
    }
}

/// A predefined character collection, which maps CIDs to characters.
struct Collection {
    encoding: CMap,
    characters: CMap,
}

impl Collection {
    fn of(font: &Dict<'_>) -> Option<Self> {
        let name = font.get::<Name<'_>>(keys::ENCODING)?;
        let encoding = match CMapName::from_bytes(&name) {
            CMapName::IdentityH => CMap::identity_h(),
            CMapName::IdentityV => CMap::identity_v(),
            name => CMap::parse(load_embedded(name)?, load_embedded)?,
        };
        let own = encoding
            .metadata()
            .character_collection
            .as_ref()
            .map(|collection| collection.family.clone());
        let family = own
            .filter(|family| family.ucs2_cmap().is_some())
            .or_else(|| descendant_family(font))?;
        let characters = CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)?;
        Some(Self {
            encoding,
            characters,
        })
    }

    fn characters(&self, code: u32) -> Option<String> {
        let cid = (1..=4).find_map(|length| self.encoding.lookup_cid_code(code, length))?;
        self.characters.lookup_bf_string(cid).map(into_string)
    }
}

/// The character collection named by a font's descendant, ISO 32000-1 9.7.3.
fn descendant_family(font: &Dict<'_>) -> Option<CidFamily> {
    let info = descendant(font)?.get::<Dict<'_>>(keys::CIDSYSTEMINFO)?;
    let registry = info.get::<PdfString<'_>>(keys::REGISTRY)?;
    let ordering = info.get::<PdfString<'_>>(keys::ORDERING)?;
    Some(CidFamily::from_registry_ordering(
        registry.as_bytes(),
        ordering.as_bytes(),
    ))
}

/// The CID font of a composite font, ISO 32000-1 9.7.6.
fn descendant<'a>(font: &Dict<'a>) -> Option<Dict<'a>> {
    font.get::<Array<'a>>(keys::DESCENDANT_FONTS)?
        .iter::<Dict<'a>>()
        .next()
}

/// The fonts of a file, each loaded once.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    loaded: HashMap<usize, Option<Rc<LoadedFont<'a>>>>,
    font_resolver: FontResolverFn,
    cmap_resolver: CMapResolverFn,
}

impl<'a> Fonts<'a> {
    pub(super) fn new() -> Self {
        Self {
            cache: FontCache::new(),
            loaded: HashMap::new(),
            font_resolver: Arc::new(|query| match query {
                FontQuery::Standard(font) => Some(font.get_font_data()),
                FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
            }),
            cmap_resolver: Arc::new(load_embedded),
        }
    }

    /// The font of a dictionary; `None` if it is damaged.
    ///
    /// # Errors
    /// The font is over the budget.
    pub(super) fn load(
        &mut self,
        font: &Dict<'a>,
        budget: &mut Budget,
    ) -> Result<Option<Rc<LoadedFont<'a>>>, Unread> {
        // A dictionary is identified by the position of its bytes in the file.
        let key = font.data().as_ptr().addr();
        if let Some(loaded) = self.loaded.get(&key) {
            return Ok(loaded.clone());
        }
        check_font(font, budget)?;
        let loaded = self
            .cache
            .font(font, &self.font_resolver, &self.cmap_resolver)
            .map(|loaded| {
                Rc::new(LoadedFont {
                    font: loaded,
                    dictionary: font.clone(),
                    collection: OnceCell::new(),
                    charmap: OnceCell::new(),
                    known: RefCell::default(),
                })
            });
        self.loaded.insert(key, loaded.clone());
        Ok(loaded)
    }
}

/// The keys of font programs, ISO 32000-1 9.9.
const PROGRAMS: [&[u8]; 3] = [keys::FONT_FILE, keys::FONT_FILE2, keys::FONT_FILE3];

/// Whether the file holds the program of a font, whose glyphs are then those that are shown.
fn is_embedded(font: &Dict<'_>) -> bool {
    let descendant = descendant(font);
    let descriptor = descendant
        .as_ref()
        .unwrap_or(font)
        .get::<Dict<'_>>(keys::FONT_DESC);
    descriptor.is_some_and(|descriptor| PROGRAMS.iter().any(|key| descriptor.contains_key(key)))
}

/// Charges the streams unpacked when loading a font to the budget.
fn check_font(font: &Dict<'_>, budget: &mut Budget) -> Result<(), Unread> {
    let cid_font = descendant(font);
    for dictionary in std::iter::once(font).chain(cid_font.as_ref()) {
        let descriptor = dictionary
            .get::<Dict<'_>>(keys::FONT_DESC)
            .unwrap_or_default();
        let programs = PROGRAMS.map(|key| descriptor.get::<Stream<'_>>(key));
        let maps = [keys::TO_UNICODE, keys::ENCODING, keys::CID_TO_GID_MAP]
            .map(|key| dictionary.get::<Stream<'_>>(key));
        for stream in programs.into_iter().chain(maps).flatten() {
            budget.check(&stream)?;
        }
    }
    let codes = cid_font.map_or(0, |font| {
        horizontal_codes(&font).saturating_add(vertical_codes(&font))
    });
    let first = [keys::FIRST_CHAR, keys::LAST_CHAR]
        .iter()
        .filter_map(|key| font.get::<i64>(key))
        .max()
        .unwrap_or(0);
    let codes = codes.max(first.max(0).unsigned_abs());
    if codes > WIDTHS {
        return Err(Unread::Damaged(
            text!("a damaged PDF (widths of a font): save it again").into(),
        ));
    }
    Ok(())
}

/// The number of codes covered by the width ranges, ISO 32000-1 9.7.4.3: a range that claims billions of them would
/// exhaust memory. The entries are read in the same way as in the library.
fn horizontal_codes(font: &Dict<'_>) -> u64 {
    let Some(widths) = font.get::<Array<'_>>(keys::W) else {
        return 0;
    };
    let mut entries = widths.flex_iter();
    let mut codes = 0_u64;
    loop {
        if let Some((_, range)) = entries.next::<(u32, Array<'_>)>() {
            codes = codes.saturating_add(range.data().len() as u64);
        } else if let Some((first, last, _)) = entries.next::<(u32, u32, f32)>() {
            codes = codes.saturating_add(u64::from(last.saturating_sub(first)));
        } else {
            return codes;
        }
    }
}

/// The same for vertical writing.
fn vertical_codes(font: &Dict<'_>) -> u64 {
    let Some(widths) = font.get::<Array<'_>>(keys::W2) else {
        return 0;
    };
    let mut entries = widths.flex_iter();
    let mut codes = 0_u64;
    loop {
        if let Some((_, range)) = entries.next::<(u32, Array<'_>)>() {
            codes = codes.saturating_add(range.data().len() as u64);
        } else if let Some((first, last, ..)) = entries.next::<(u32, u32, f32, f32, f32)>() {
            codes = codes.saturating_add(u64::from(last.saturating_sub(first)));
        } else {
            return codes;
        }
    }
}
