//! Files of Word 6 and 95: the text alone, in the encoding of the language the file names. Their tables differ from
//! those of Word 97, so there are no headings, list numbers or rows.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_16LE};

use super::super::builder::TextBuilder;
use super::super::little_endian::{index_at, slice_at, u16_at};
use super::words::{drop_instructions, words};
use crate::extracted::{Extracted, saturating_u32};
use crate::unread::Unread;

/// Flags of the file information block: saved in parts, two bytes a character ([MS-DOC] 2.5.2).
const IN_PARTS: u16 = 1 << 2;
const WIDE: u16 = 1 << 12;
/// Byte offsets of the flags, the language, the start of the text and the length of the main text.
const FLAGS: usize = 10;
const LANGUAGE: usize = 6;
const START: usize = 24;
const LENGTH: usize = 0x34;

/// Reads the stream `WordDocument`.
///
/// # Errors
/// Fails if the file is damaged, or saved in parts, whose order is not read.
pub(super) fn extract(document: &[u8]) -> Result<Extracted, Unread> {
    let flags = u16_at(document, FLAGS).unwrap_or(0);
    if flags & IN_PARTS != 0 {
        return Err(Unread::NotSupported(
            "a file of Word 6 or 95 saved in parts: save it as .docx",
        ));
    }
    let width = if flags & WIDE == 0 { 1 } else { 2 };
    let place = index_at(document, START).zip(index_at(document, LENGTH));
    let bytes =
        place.and_then(|(start, length)| slice_at(document, start, length.checked_mul(width)?));
    let bytes = bytes.ok_or_else(|| Unread::cut_short("its text ends early"))?;
    let encoding = encoding(flags, u16_at(document, LANGUAGE).unwrap_or(0));
    let mut units: Vec<u16> = encoding
        .decode_without_bom_handling(bytes)
        .0
        .encode_utf16()
        .collect();
    drop_instructions(&mut units);
    let mut builder = TextBuilder::default();
    for paragraph in units.split(|unit| matches!(unit, 0x07 | 0x0C | 0x0D)) {
        let words = words(paragraph);
        let damaged = words
            .chars()
            .filter(|c| *c == char::REPLACEMENT_CHARACTER)
            .count();
        builder.add_damaged(saturating_u32(damaged));
        builder.paragraph(&words);
    }
    Ok(builder.finish())
}

/// The encoding by flags and language: that of Taiwan, Hong Kong and Macao, or that of the mainland.
fn encoding(flags: u16, language: u16) -> &'static Encoding {
    match language {
        _ if flags & WIDE != 0 => UTF_16LE,
        0x0404 | 0x0C04 | 0x1404 => BIG5,
        _ => GB18030,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(flags: u16, language: u16, length: usize, text: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; 0x300];
        bytes[LANGUAGE..8].copy_from_slice(&language.to_le_bytes());
        bytes[FLAGS..12].copy_from_slice(&flags.to_le_bytes());
        bytes[START..28].copy_from_slice(&0x300_u32.to_le_bytes());
        bytes[LENGTH..LENGTH + 4].copy_from_slice(&u32::try_from(length).unwrap().to_le_bytes());
        bytes.extend(text);
        bytes
    }

    #[test]
    fn text_is_read_in_the_encoding_of_its_language() {
        let text = "松泽县人民政府\r甲\u{7}乙\u{7}\u{7}";
        let simplified = GB18030.encode(text).0;
        let read = extract(&document(0, 0x0804, simplified.len(), &simplified)).unwrap();
        assert_eq!(read.text, "松泽县人民政府\n甲\n乙\n");
        let traditional = BIG5.encode("雁石橋鎮").0;
        assert_eq!(
            extract(&document(0, 0x0404, 8, &traditional)).unwrap().text,
            "雁石橋鎮\n"
        );
        let wide: Vec<u8> = "望汀区".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(
            extract(&document(WIDE, 0x0804, 3, &wide)).unwrap().text,
            "望汀区\n"
        );
    }

    #[test]
    fn a_file_in_parts_or_cut_is_an_error() {
        assert!(
            extract(&document(IN_PARTS, 0x0804, 0, b""))
                .is_err_and(|unread| unread.to_string().ends_with("save it as .docx"))
        );
        assert!(
            extract(&document(0, 0x0804, 9, b"abc"))
                .is_err_and(|unread| unread.to_string().starts_with("cut short"))
        );
    }
}
