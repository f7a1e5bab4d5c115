//! Files of Word 6 and 95: the text alone, in the encoding that the file names in one way or another. Their tables differ
//! from those of Word 97, so there are no headings, list numbers or rows.

use std::ops::Range;

use encoding_rs::Encoding;
use quanwen_messages::text;

use super::encoding_95::{decode_wide, of_document};
use super::pieces::{modifiers_and_pieces, slice_to_end};
use super::plc::Plc;
use super::words::{drop_instructions, words};
use crate::extracted::{Extracted, saturating_u32};
use crate::reader::build::builder::TextBuilder;
use crate::reader::storage::little_endian::{index_at, slice_at, u16_at};
use crate::unread::Unread;

/// Flags of the file information block: saved in parts, two bytes a character ([MS-DOC] 2.5.2).
const IN_PARTS: u16 = 1 << 2;
const WIDE: u16 = 1 << 12;
/// Byte offsets of the flags, the start of the text, the lengths of the stories, and the place of the piece table.
const FLAGS: usize = 10;
const START: usize = 24;
const LENGTHS: usize = 0x34;
const PIECES: usize = 0x160;
/// How many stories there are.
const STORIES: usize = 7;
/// The stories of the text: main text, footnotes, endnotes and text boxes.
const TEXT_STORIES: [usize; 4] = [0, 1, 5, 6];
/// Those that are read on request: headers with footers, and comments.
const ASIDES: [usize; 2] = [2, 4];

/// Reads the stream `WordDocument`, with the stream of its properties; headers, footers and comments follow on request.
///
/// # Errors
/// Fails if its text is missing.
pub(super) fn extract(
    document: &[u8],
    summary: &[u8],
    everything: bool,
) -> Result<Extracted, Unread> {
    let stories = stories(document);
    let text = Text::read(document, stories.last().map_or(0, |last| last.end))?;
    let encoding = of_document(document, summary);
    let mut builder = TextBuilder::default();
    let mut is_cut = false;
    let asides = ASIDES.into_iter().filter(|_| everything);
    for story in TEXT_STORIES.into_iter().chain(asides) {
        let story = stories.get(story).cloned().unwrap_or_default();
        let bytes = text.slice(&story);
        is_cut |= bytes.len() < story.len().saturating_mul(text.width);
        write(&mut builder, &text.decode(bytes, encoding));
    }
    let mut extracted = builder.finish();
    if is_cut {
        extracted.mark_loss();
    }
    Ok(extracted)
}

/// The positions of the stories, which follow one another in the text.
fn stories(document: &[u8]) -> Vec<Range<usize>> {
    let lengths = (0..STORIES).map(|story| index_at(document, LENGTHS + story * 4));
    let starts = lengths.scan(0_usize, |end, length| {
        let start = *end;
        *end = start.saturating_add(length.unwrap_or(0));
        Some(start..*end)
    });
    starts.collect()
}

/// The text of all stories.
struct Text {
    bytes: Vec<u8>,
    /// Bytes of a character.
    width: usize,
}

impl Text {
    /// Reads at most `length` characters.
    fn read(document: &[u8], length: usize) -> Result<Self, Unread> {
        let flags = u16_at(document, FLAGS).unwrap_or(0);
        let width = if flags & WIDE == 0 { 1 } else { 2 };
        let bytes = if flags & IN_PARTS == 0 {
            let start = index_at(document, START).unwrap_or(0);
            slice_to_end(document, start, length.saturating_mul(width)).to_vec()
        } else {
            in_parts(document, width)?
        };
        if bytes.is_empty() {
            return Err(Unread::cut_short(text!("its text is missing")));
        }
        Ok(Self { bytes, width })
    }

    /// The bytes of a story, or as many as there are.
    fn slice(&self, story: &Range<usize>) -> &[u8] {
        let length = story.len().saturating_mul(self.width);
        slice_to_end(&self.bytes, story.start.saturating_mul(self.width), length)
    }

    fn decode(&self, bytes: &[u8], encoding: &'static Encoding) -> String {
        if self.width == 2 {
            decode_wide(bytes, encoding)
        } else {
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// The text of a file saved in parts, in the order of its piece table up to the first part that is not in the file. No
/// more is read than the file has bytes.
fn in_parts(document: &[u8], width: usize) -> Result<Vec<u8>, Unread> {
    let place = index_at(document, PIECES).zip(index_at(document, PIECES + 4));
    let table = place.and_then(|(offset, length)| slice_at(document, offset, length));
    let (_, pieces) = modifiers_and_pieces(table.unwrap_or_default())?;
    let mut bytes = Vec::new();
    for (start, end, descriptor) in Plc::new(pieces, 8).iter() {
        let length = (end.saturating_sub(start) as usize).saturating_mul(width);
        let offset = index_at(descriptor, 2).unwrap_or(usize::MAX);
        let piece = slice_at(document, offset, length);
        match piece.filter(|_| bytes.len() <= document.len()) {
            Some(piece) => bytes.extend_from_slice(piece),
            None => break,
        }
    }
    Ok(bytes)
}

/// Writes the paragraphs of a story, without the instructions of fields.
fn write(builder: &mut TextBuilder, story: &str) {
    let mut units: Vec<u16> = story.encode_utf16().collect();
    drop_instructions(&mut units);
    for paragraph in units.split(|unit| matches!(unit, 0x07 | 0x0C | 0x0D)) {
        let words = words(paragraph);
        let damaged = words
            .chars()
            .filter(|c| *c == char::REPLACEMENT_CHARACTER)
            .count();
        builder.add_damaged(saturating_u32(damaged));
        builder.paragraph(&words);
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030};

    use super::*;

    /// Byte offset of the text.
    const TEXT: usize = 0x300;

    /// A document in a language whose stories have these lengths.
    fn document(flags: u16, language: u16, lengths: &[usize], text: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; TEXT];
        let mut put = |at: usize, number: usize| {
            bytes[at..at + 4].copy_from_slice(&u32::try_from(number).unwrap().to_le_bytes());
        };
        put(6, usize::from(language));
        put(FLAGS, usize::from(flags));
        put(START, TEXT);
        for (story, length) in lengths.iter().enumerate() {
            put(LENGTHS + story * 4, *length);
        }
        bytes.extend(text);
        bytes
    }

    /// The same, saved in parts at these byte offsets and of these lengths in the text.
    fn in_parts(flags: u16, parts: &[(usize, usize)], text: &[u8]) -> Vec<u8> {
        let length = parts.iter().map(|(_, length)| length).sum();
        let mut bytes = document(flags | IN_PARTS, 0x0804, &[length], text);
        let mut table = vec![0_u32];
        table.extend(parts.iter().scan(0, |end, (_, length)| {
            *end += u32::try_from(*length).unwrap();
            Some(*end)
        }));
        let mut table = table
            .into_iter()
            .flat_map(u32::to_le_bytes)
            .collect::<Vec<u8>>();
        for (offset, _) in parts {
            let offset = u32::try_from(TEXT + offset).unwrap().to_le_bytes();
            table.extend([&[0, 0], &offset[..], &[0, 0]].concat());
        }
        let length = u32::try_from(table.len()).unwrap();
        let table = [&[2], &length.to_le_bytes()[..], &table].concat();
        let place = [bytes.len(), table.len()].map(|number| u32::try_from(number).unwrap());
        bytes[PIECES..PIECES + 8].copy_from_slice(&place.map(u32::to_le_bytes).concat());
        bytes.extend(table);
        bytes
    }

    fn text(document: &[u8]) -> String {
        extract(document, &[], false).unwrap().text
    }

    #[test]
    fn text_is_read_in_the_encoding_of_its_language() {
        let words = "松泽县人民政府\r甲\u{7}乙\u{7}\u{7}";
        let simplified = GB18030.encode(words).0;
        let read = text(&document(0, 0x0804, &[simplified.len()], &simplified));
        assert_eq!(read, "松泽县人民政府\n甲\n乙\n");
        let traditional = BIG5.encode("雁石橋鎮").0;
        assert_eq!(text(&document(0, 0x0404, &[8], &traditional)), "雁石橋鎮\n");
        let wide: Vec<u8> = "望汀区".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&document(WIDE, 0x0804, &[3], &wide)), "望汀区\n");
    }

    #[test]
    fn parts_are_read_in_the_order_of_their_table_without_those_deleted() {
        let stored = GB18030.encode("年度报告旧文字望汀区").0;
        let read = text(&in_parts(0, &[(14, 6), (0, 8)], &stored));
        assert_eq!(read, "望汀区年度报告\n");
        let stored: Vec<u8> = stored
            .chunks(2)
            .flat_map(|pair| [pair[1], pair[0]])
            .collect();
        let read = text(&in_parts(WIDE, &[(14, 3), (0, 4)], &stored));
        assert_eq!(read, "望汀区年度报告\n");
    }

    #[test]
    fn notes_and_text_boxes_follow_the_text_and_on_request_headers_and_comments() {
        let lengths = [2, 2, 2, 0, 2, 2, 2];
        let document = document(0, 0x0409, &lengths, b"a\rb\rc\rd\re\rf\r");
        assert_eq!(text(&document), "a\nb\ne\nf\n");
        let everything = extract(&document, &[], true).unwrap();
        assert_eq!(everything.text, "a\nb\ne\nf\nc\nd\n");
    }

    #[test]
    fn text_that_ends_early_is_marked() {
        let cut = extract(&document(0, 0x0804, &[9], b"abc"), &[], false).unwrap();
        assert_eq!((cut.text.as_str(), cut.damaged), ("abc\n\u{FFFD}\n", 1));
        let cut = extract(&in_parts(0, &[(0, 3), (900, 3)], b"abc"), &[], false).unwrap();
        assert_eq!((cut.text.as_str(), cut.damaged), ("abc\n\u{FFFD}\n", 1));
        let missing = extract(&document(0, 0x0804, &[9], b""), &[], false);
        assert!(missing.is_err_and(|unread| unread.to_string().starts_with("cut short")));
    }
}
