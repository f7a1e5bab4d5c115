//! Resource limits of one file: bytes unpacked, operations run, glyphs shown.
//!
//! Owns the check of a stream before it is unpacked; knows nothing about fonts or layout. Invariant: a stream is only
//! unpacked after its size has been counted without storing it, so no file produces more bytes than its limit.

use std::borrow::Cow;
use std::io::Read;

use crate::reader::layout::TOO_MUCH;
use crate::unread::Unread;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use hayro_syntax::object::stream::DecodeFailure;
use memchr::memmem;
use quanwen_messages::{Message, text};

/// Maximum number of content stream operations in one file; a page of a report has about 5,000.
const OPERATIONS: u64 = 200_000_000;
/// Maximum number of glyphs in one file; a report of 200 pages has about 300,000.
const GLYPHS: u64 = 5_000_000;
/// Maximum number of forms drawn in one file; a page of a real document draws a few.
const FORMS: u64 = 200_000;
/// Maximum bytes decoded from one byte of LZW: an entry of 4,096 bytes for a code of 12 bits.
const LZW_EXPANSION: u64 = 2_731;
/// Maximum bytes decoded from one byte by `RunLengthDecode`, ISO 32000-1 7.4.5.
const RUN_LENGTH_EXPANSION: u64 = 64;
/// Number of bytes before the keyword `stream` that are searched for its dictionary.
const DICTIONARY: usize = 2_048;

/// The error for a file that unpacks to more than its limit.
pub(super) const OVER_LIMIT: Unread =
    Unread::UnpacksTooLarge(Message::plain(text!("over the limit when unpacked")));

/// The remaining budget of a file.
#[derive(Debug)]
pub(super) struct Budget {
    /// Maximum unpacked size of one stream in bytes.
    limit: u64,
    /// Remaining unpacked bytes for all streams read.
    bytes: u64,
    operations: u64,
    forms: u64,
    glyphs: u64,
    has_lost: bool,
}

impl Budget {
    /// `limit` is in bytes.
    pub(super) fn new(limit: u64) -> Self {
        Self {
            limit,
            bytes: limit.saturating_mul(4),
            operations: OPERATIONS,
            forms: FORMS,
            glyphs: GLYPHS,
            has_lost: false,
        }
    }

    /// The unpacked bytes of a stream; `None` if they are damaged or an image.
    ///
    /// # Errors
    /// The file unpacks to more than its limit.
    pub(super) fn unpack<'a>(
        &mut self,
        stream: &Stream<'a>,
    ) -> Result<Option<Cow<'a, [u8]>>, Unread> {
        self.check(stream)?;
        let decoded = stream.decoded_data();
        let is_flate = matches!(stream.filters().first(), Some(Filter::FlateDecode));
        self.lose(match decoded {
            Ok(_) => is_flate && !is_whole(&stream.raw_data()),
            Err(ref failure) => matches!(failure, DecodeFailure::StreamDecode),
        });
        Ok(decoded.ok())
    }

    /// Notes that text of the file is lost.
    pub(super) fn lose(&mut self, is_lost: bool) {
        self.has_lost |= is_lost;
    }

    /// Whether any unpacked stream is damaged, or text has no font, so that some of its text may be lost.
    pub(super) fn has_lost(&self) -> bool {
        self.has_lost
    }

    /// Charges the unpacked size of a stream to the budget before a library unpacks it.
    ///
    /// # Errors
    /// The file unpacks to more than its limit.
    pub(super) fn check(&mut self, stream: &Stream<'_>) -> Result<(), Unread> {
        let size = unpacked_size(stream, self.limit);
        let left = self.bytes.checked_sub(size).filter(|_| size <= self.limit);
        self.bytes = left.ok_or(OVER_LIMIT)?;
        Ok(())
    }

    /// Spends one operation of a content stream.
    ///
    /// # Errors
    /// The file has more of them than any real document.
    pub(super) fn operation(&mut self) -> Result<(), Unread> {
        self.operations = self.operations.checked_sub(1).ok_or(TOO_MUCH)?;
        Ok(())
    }

    /// Spends one form drawing: the number of drawings of nested forms grows exponentially with their depth.
    ///
    /// # Errors
    /// The file has more of them than any real document.
    pub(super) fn form(&mut self) -> Result<(), Unread> {
        self.forms = self.forms.checked_sub(1).ok_or(TOO_MUCH)?;
        Ok(())
    }

    /// Spends one glyph.
    ///
    /// # Errors
    /// The file has more of them than any real document.
    pub(super) fn glyph(&mut self) -> Result<(), Unread> {
        self.glyphs = self.glyphs.checked_sub(1).ok_or(TOO_MUCH)?;
        Ok(())
    }
}

/// The unpacked size of a stream in bytes: exact if the first filter is Flate, an upper bound otherwise.
fn unpacked_size(stream: &Stream<'_>, limit: u64) -> u64 {
    let raw = stream.raw_data();
    let mut size = raw.len() as u64;
    for (position, filter) in stream.filters().iter().enumerate() {
        size = match filter {
            Filter::FlateDecode if position == 0 => inflated_size(&raw, limit),
            Filter::FlateDecode => match flate_after_text(stream, position, &raw) {
                Some(bytes) => inflated_size(&bytes, limit),
                None => u64::MAX,
            },
            Filter::LzwDecode => size.saturating_mul(LZW_EXPANSION),
            Filter::RunLengthDecode => size.saturating_mul(RUN_LENGTH_EXPANSION),
            _ => size,
        };
    }
    size
}

/// The input of a Flate filter preceded by an ASCII or `Crypt` filter; `None` after any other filter.
fn flate_after_text(stream: &Stream<'_>, position: usize, raw: &[u8]) -> Option<Vec<u8>> {
    let filters = stream.filters();
    match filters.get(..position)? {
        [Filter::Ascii85Decode] => Some(ascii85(raw)),
        [Filter::AsciiHexDecode] => Some(ascii_hex(raw)),
        [Filter::Crypt] => Some(raw.to_vec()),
        _ => None,
    }
}

/// Decodes `ASCII85Decode`, ISO 32000-1 7.4.3, as far as counting requires.
fn ascii85(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut group: Vec<u32> = Vec::with_capacity(5);
    for byte in raw.iter().copied().take_while(|byte| *byte != b'~') {
        match byte {
            b'z' => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => {}
        }
        if group.len() == 5 {
            bytes.extend(ascii85_group(&group));
            group.clear();
        }
    }
    if let Some(kept) = group.len().checked_sub(1) {
        group.resize(5, 84);
        bytes.extend(ascii85_group(&group).iter().take(kept));
    }
    bytes
}

/// Four bytes from five base-85 digits.
fn ascii85_group(digits: &[u32]) -> [u8; 4] {
    digits
        .iter()
        .fold(0_u32, |sum, digit| {
            sum.wrapping_mul(85).wrapping_add(*digit)
        })
        .to_be_bytes()
}

/// Decodes `ASCIIHexDecode`, ISO 32000-1 7.4.2, as far as counting requires.
fn ascii_hex(raw: &[u8]) -> Vec<u8> {
    let digit = |byte: &u8| {
        char::from(*byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let digits: Vec<u8> = raw.iter().filter_map(digit).collect();
    digits
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |sum, digit| sum << 4 | digit) << (4 * (2 - pair.len())))
        .collect()
}

/// The inflated size of a Flate stream, counted up to `limit + 1`; a damaged stream is counted up to the damage.
fn inflated_size(raw: &[u8], limit: u64) -> u64 {
    count_bytes(ZlibDecoder::new(raw), limit).max(count_bytes(DeflateDecoder::new(raw), limit))
}

/// Whether a Flate stream is complete, RFC 1951 3.2.3, regardless of its checksum; its size must have been checked.
fn is_whole(raw: &[u8]) -> bool {
    let mut rest = if is_zlib(raw) { &raw[2..] } else { raw };
    let mut inflater = Decompress::new(false);
    let mut buffer = [0; 8_192];
    while !rest.is_empty() {
        let (read, written) = (inflater.total_in(), inflater.total_out());
        let status = inflater.decompress(rest, &mut buffer, FlushDecompress::None);
        let taken = usize::try_from(inflater.total_in() - read).unwrap_or(usize::MAX);
        match status {
            Ok(Status::StreamEnd) => return true,
            Ok(_) if taken > 0 || inflater.total_out() > written => {}
            _ => return false,
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    raw.is_empty()
}

/// Reads up to the end, the first error, or `limit + 1` bytes.
fn count_bytes(reader: impl Read, limit: u64) -> u64 {
    let mut reader = reader.take(limit.saturating_add(1));
    let mut buffer = [0; 8_192];
    let mut bytes = 0;
    while let Ok(read @ 1..) = reader.read(&mut buffer) {
        bytes += read as u64;
    }
    bytes
}

/// Rejects a file whose cross-reference and object streams (ISO 32000-1 7.5.7, 7.5.8), which the library unpacks while
/// opening the file, are over the limit. Images are never unpacked, so they don't count.
///
/// # Errors
/// A stream unpacks to more than `limit` bytes, or all streams together to more than four times as many.
pub(super) fn check_file(bytes: &[u8], limit: u64) -> Result<(), Unread> {
    let mut left = limit.saturating_mul(4);
    let mut dictionary_start = 0;
    for found in memmem::find_iter(bytes, b"stream") {
        let start = dictionary_start.max(found.saturating_sub(DICTIONARY));
        let (Some(dictionary), Some(raw)) = (
            bytes.get(start..found),
            bytes.get(found + b"stream".len()..),
        ) else {
            continue;
        };
        dictionary_start = found;
        let raw = raw
            .strip_prefix(b"\r\n")
            .or_else(|| raw.strip_prefix(b"\n"))
            .or_else(|| raw.strip_prefix(b"\r"));
        let Some(raw) =
            raw.filter(|raw| is_zlib(raw) && memmem::find(dictionary, b"/Image").is_none())
        else {
            continue;
        };
        let size = count_bytes(ZlibDecoder::new(raw), limit);
        left = left
            .checked_sub(size)
            .filter(|_| size <= limit)
            .ok_or(OVER_LIMIT)?;
    }
    Ok(())
}

/// Whether the bytes start with a zlib header, RFC 1950 2.2.
fn is_zlib(raw: &[u8]) -> bool {
    matches!(raw, [method, flags, ..] if method & 0x0F == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn size_of_a_flate_stream_is_counted_to_the_limit_only() {
        let packed = deflated(&vec![b'a'; 100_000]);
        assert_eq!(inflated_size(&packed, 200_000), 100_000);
        assert_eq!(inflated_size(&packed, 1_000), 1_001);
    }

    #[test]
    fn flate_stream_without_its_end_is_not_whole_and_one_with_a_wrong_checksum_is() {
        let packed = deflated(&(0..=u8::MAX).cycle().take(50_000).collect::<Vec<u8>>());
        assert!(is_whole(&packed) && is_whole(&[]));
        assert!(is_whole(&packed[2..packed.len() - 4]));
        let checksum = [&packed[..packed.len() - 1], &[!packed[packed.len() - 1]]].concat();
        assert!(is_whole(&checksum));
        assert!(!is_whole(&packed[..packed.len() / 2]));
    }

    #[test]
    fn file_with_an_object_stream_over_the_limit_is_refused_and_an_image_is_not() {
        let packed = deflated(&vec![0; 100_000]);
        let with = |kind: &[u8]| {
            [
                b"1 0 obj<</Type",
                kind,
                b">>stream\n",
                &packed,
                b"\nendstream",
            ]
            .concat()
        };
        assert_eq!(check_file(&with(b"/ObjStm"), 1_000), Err(OVER_LIMIT));
        assert_eq!(check_file(&with(b"/ObjStm"), 100_000), Ok(()));
        assert_eq!(check_file(&with(b"/XObject/Subtype/Image"), 1_000), Ok(()));
    }

    #[test]
    fn text_filters_are_undone_before_counting() {
        assert_eq!(ascii85(b"9jqo^ BlbD~>"), b"Man is ");
        assert_eq!(ascii85(b"z9jqo^Bl~>"), b"\0\0\0\0Man i");
        assert_eq!(ascii_hex(b"4D 61 6>"), b"Ma\x60");
    }
}
