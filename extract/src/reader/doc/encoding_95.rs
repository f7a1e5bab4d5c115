//! The encoding of a document of Word 6 or 95, which names none: by its language, the code page of its properties and
//! the character sets of its fonts. Must not know where the text is.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_16LE, WINDOWS_1252};

use crate::reader::storage::code_page::{of_character_set, of_code_page};
use crate::reader::storage::little_endian::{index_at, slice_at, u8_at, u16_at, u32_at};

/// Byte offset of the language in the file information block.
const LANGUAGE: usize = 6;
/// Byte offset of the place of the fonts, as offset and length.
const FONTS: usize = 0xD0;
/// The lowest unit that is a double-byte character: first bytes begin here in every East Asian code page.
const DOUBLE: u16 = 0x8100;

/// The encoding by all that tells it, the most specific first; a Chinese one by default.
pub(super) fn of_document(document: &[u8], summary: &[u8]) -> &'static Encoding {
    let stated = code_page(summary).and_then(of_code_page);
    let is_double_byte =
        |encoding: &&'static Encoding| [BIG5, EUC_KR, GB18030, SHIFT_JIS].contains(encoding);
    of_language(u16_at(document, LANGUAGE).unwrap_or(0))
        .or(stated.filter(is_double_byte))
        .or_else(|| font_encodings(document).find(is_double_byte))
        .or(stated)
        .unwrap_or(GB18030)
}

/// The encoding of an East Asian language ([MS-LCID]): for Chinese that of Taiwan, Hong Kong and Macao, or that of the
/// mainland and Singapore.
fn of_language(language: u16) -> Option<&'static Encoding> {
    Some(match language {
        0x0404 | 0x0C04 | 0x1404 => BIG5,
        0x0804 | 0x1004 => GB18030,
        0x0411 => SHIFT_JIS,
        0x0412 => EUC_KR,
        _ => return None,
    })
}

/// The code page in the stream of properties ([MS-OLEPS] 2.21, 2.18.2), if it states one.
fn code_page(summary: &[u8]) -> Option<i32> {
    /// Byte offset of the place of the first set of properties.
    const FIRST_SET: usize = 44;
    /// Identifier and type of the code page.
    const CODE_PAGE: u32 = 1;
    const TWO_BYTES: u32 = 2;
    let set = summary.get(index_at(summary, FIRST_SET)?..)?;
    let (properties, _) = set.get(8..)?.as_chunks::<8>();
    let count = index_at(set, 4)?;
    let mut properties = properties.iter().take(count);
    let property = properties.find(|property| u32_at(&property[..], 0) == Some(CODE_PAGE))?;
    let value = set.get(index_at(property, 4)?..)?;
    (u32_at(value, 0)? == TWO_BYTES).then_some(i32::from(u16_at(value, 4)?))
}

/// The encodings of the fonts: after two bytes for the length of all, each is its length in bytes less one, three bytes
/// and its character set.
fn font_encodings(document: &[u8]) -> impl Iterator<Item = &'static Encoding> {
    let place = index_at(document, FONTS).zip(index_at(document, FONTS + 4));
    let fonts = place.and_then(|(offset, length)| slice_at(document, offset, length));
    let mut rest = fonts.and_then(|fonts| fonts.get(2..)).unwrap_or_default();
    std::iter::from_fn(move || {
        let font = rest;
        rest = rest
            .get(usize::from(u8_at(font, 0)?) + 1..)
            .unwrap_or_default();
        u8_at(font, 4)
    })
    .filter_map(|character_set| of_character_set(i32::from(character_set)))
}

/// Decodes two bytes a character: UTF-16, or a double-byte character of the encoding, its first byte in the upper half,
/// beside single bytes of Western Windows, whose upper half means nothing.
pub(super) fn decode_wide(bytes: &[u8], encoding: &'static Encoding) -> String {
    let (units, _) = bytes.as_chunks();
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    if is_unicode(&units) {
        return UTF_16LE.decode_without_bom_handling(bytes).0.into_owned();
    }
    let is_double = |unit: &u16| *unit >= DOUBLE;
    let alike = units.chunk_by(|one, other| is_double(one) == is_double(other));
    alike
        .map(|units| {
            let (encoding, skipped) = if is_double(&units[0]) {
                (encoding, 0)
            } else {
                (WINDOWS_1252, 1)
            };
            let bytes = units
                .iter()
                .flat_map(|unit| unit.to_be_bytes().into_iter().skip(skipped));
            let bytes: Vec<u8> = bytes.collect();
            encoding.decode_without_bom_handling(&bytes).0.into_owned()
        })
        .collect()
}

/// Whether units are UTF-16: over half of the Chinese characters of UTF-16 are below all double-byte characters.
fn is_unicode(units: &[u16]) -> bool {
    const FIRST_HAN: u16 = 0x4E00;
    /// Units for each of these characters, at most.
    const SHARE: usize = 32;
    let is_low_han = |unit: &&u16| (FIRST_HAN..DOUBLE).contains(unit);
    units.iter().filter(is_low_han).count() * SHARE > units.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file information block with a language, followed by fonts of these character sets.
    fn document(language: u16, character_sets: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; 0x300];
        bytes[LANGUAGE..LANGUAGE + 2].copy_from_slice(&language.to_le_bytes());
        let fonts = character_sets
            .iter()
            .flat_map(|set| [6, 0, 0, 0, *set, 0, b'a']);
        let fonts: Vec<u8> = [0, 0].into_iter().chain(fonts).collect();
        bytes[FONTS..FONTS + 2].copy_from_slice(&0x300_u16.to_le_bytes());
        bytes[FONTS + 4] = u8::try_from(fonts.len()).unwrap();
        bytes.extend(fonts);
        bytes
    }

    /// A stream of properties with a title, and with a code page.
    fn summary(code_page: u16) -> Vec<u8> {
        let mut bytes = vec![0; 48];
        bytes[44] = 48;
        for number in [40_u32, 2, 2, 24, 1, 32, 30, 0, 2, u32::from(code_page)] {
            bytes.extend(number.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn language_comes_before_properties_and_fonts() {
        for (language, code_page, character_sets, encoding) in [
            (0x0404, 936, &[134][..], BIG5),
            (0x0409, 950, &[134], BIG5),
            (0x0409, 1252, &[0, 136, 134], BIG5),
            (0x0409, 1252, &[0], WINDOWS_1252),
            (0x0409, 0, &[], GB18030),
        ] {
            let document = document(language, character_sets);
            assert_eq!(of_document(&document, &summary(code_page)), encoding);
        }
        assert_eq!(of_document(&[], &[]), GB18030);
    }

    #[test]
    fn double_bytes_have_their_first_byte_in_the_upper_half() {
        let units = BIG5.encode("雁石橋鎮").0.into_owned();
        let mut bytes: Vec<u8> = units
            .chunks(2)
            .flat_map(|pair| [pair[1], pair[0]])
            .collect();
        bytes.extend([b'A', 0, 0x92, 0x10]);
        assert_eq!(decode_wide(&bytes, BIG5), "雁石橋鎮A’");
    }

    #[test]
    fn units_below_double_bytes_are_utf_16() {
        let text = "望汀区人民政府，2021年";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode_wide(&bytes, GB18030), text);
    }
}
