//! The piece table ([MS-DOC] 2.8.35, 2.9.38): where each piece of the text is in the stream `WordDocument`. Owns the
//! characters of all stories by character position; never has more of them than the stream has bytes.

use encoding_rs::WINDOWS_1252;
use quanwen_messages::text;

use super::modifiers::{Modifier, modifiers};
use super::plc::Plc;
use crate::reader::storage::little_endian::{index_at, slice_at, u8_at, u16_at, u32_at};
use crate::unread::Unread;

/// The text of all stories as UTF-16 units by character position, and the pieces it came from.
#[derive(Debug, Default)]
pub(super) struct Pieces<'t> {
    pub units: Vec<u16>,
    table: Vec<Piece>,
    /// The modifier lists that pieces refer to.
    groups: Vec<&'t [u8]>,
}

/// A stretch of text that is contiguous in the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// The first character position.
    pub start: usize,
    /// The character position after the last.
    pub end: usize,
    /// Byte offset in the stream.
    offset: usize,
    /// Bytes of a character, 1 or 2.
    width: usize,
    /// The modifier of the whole piece (Prm, [MS-DOC] 2.9.214).
    pub modifier: u16,
}

impl Piece {
    /// Byte offset in the stream of the character at a position.
    pub(super) fn offset_of(&self, position: usize) -> usize {
        self.offset + position.saturating_sub(self.start) * self.width
    }

    /// The character position of a byte offset in the stream, at most the end of the piece.
    pub(super) fn position_of(&self, offset: usize) -> usize {
        let characters = offset.saturating_sub(self.offset).div_ceil(self.width);
        self.end.min(self.start.saturating_add(characters))
    }
}

/// Kind of a modifier list in `Clx` ([MS-DOC] 2.9.209).
const GROUP: u8 = 1;
/// Kind of the piece table in `Clx` ([MS-DOC] 2.9.178).
const PIECE_TABLE: u8 = 2;
/// Bit of `FcCompressed` for text of one byte a character ([MS-DOC] 2.9.73).
const COMPRESSED: u32 = 1 << 30;

impl<'t> Pieces<'t> {
    /// Reads the table `Clx` and with it the text; a piece outside the stream becomes one U+FFFD.
    ///
    /// # Errors
    /// Fails if there is no piece table.
    pub(super) fn read(clx: &'t [u8], document: &[u8]) -> Result<Self, Unread> {
        let (groups, table) = modifiers_and_pieces(clx)?;
        let mut text = Self {
            groups,
            ..Self::default()
        };
        text.read_table(table, document);
        Ok(text)
    }

    /// Reads `PlcPcd`, whose elements are `Pcd` ([MS-DOC] 2.9.177).
    fn read_table(&mut self, table: &[u8], document: &[u8]) {
        for (start, end, descriptor) in Plc::new(table, 8).iter() {
            let place = u32_at(descriptor, 2).unwrap_or(0);
            let offset = (place & (COMPRESSED - 1)) as usize;
            let (offset, width) = if place & COMPRESSED == 0 {
                (offset, 2)
            } else {
                (offset / 2, 1)
            };
            let start = self.units.len().max(start as usize);
            let room = document.len().saturating_sub(start);
            let length = (end as usize).saturating_sub(start).min(room);
            if length == 0 {
                continue;
            }
            self.units.resize(start, 0);
            let modifier = u16_at(descriptor, 6).unwrap_or(0);
            let end = start + length;
            self.table.push(Piece {
                start,
                end,
                offset,
                width,
                modifier,
            });
            self.append(slice_to_end(document, offset, length * width), width, end);
        }
    }

    /// Appends the characters in `bytes`; fills up to the position `end` with one U+FFFD and then zeros.
    fn append(&mut self, bytes: &[u8], width: usize, end: usize) {
        if width == 1 {
            // Each byte is one unit in this encoding, so positions are preserved.
            self.units.extend(
                WINDOWS_1252
                    .decode_without_bom_handling(bytes)
                    .0
                    .encode_utf16(),
            );
        } else {
            let pairs = bytes.chunks_exact(2);
            self.units
                .extend(pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
        }
        if self.units.len() < end {
            self.units.push(char::REPLACEMENT_CHARACTER as u16);
            self.units.resize(end, 0);
        }
    }

    /// The piece that holds a character position.
    pub(super) fn piece_at(&self, position: usize) -> Option<&Piece> {
        let index = self.table.partition_point(|piece| piece.end <= position);
        self.table
            .get(index)
            .filter(|piece| piece.start <= position)
    }

    /// The modifiers that `Prm` applies to a whole piece: one of a short list (`Prm0`) or a group (`Prm1`, [MS-DOC]
    /// 2.9.215, 2.9.216). Passes each to `apply`.
    pub(super) fn each_modifier(&self, modifier: u16, mut apply: impl FnMut(Modifier<'_>)) {
        if modifier & 1 == 1 {
            let group = self.groups.get(usize::from(modifier >> 1));
            modifiers(group.copied().unwrap_or_default()).for_each(apply);
            return;
        }
        let [short, operand] = modifier.to_le_bytes();
        let code = match short >> 1 {
            0x0C => 0x260A,
            0x18 => 0x2416,
            0x19 => 0x2417,
            0x41 => 0x0800,
            0x5C => 0x083C,
            _ => return,
        };
        apply(Modifier {
            code,
            operand: &[operand],
        });
    }
}

/// The two parts of `Clx` ([MS-DOC] 2.9.38): the lists of modifiers that pieces refer to, and the table `PlcPcd`.
///
/// # Errors
/// Fails if there is no table.
pub(super) fn modifiers_and_pieces(mut clx: &[u8]) -> Result<(Vec<&[u8]>, &[u8]), Unread> {
    let mut groups = Vec::new();
    while let Some(GROUP) = u8_at(clx, 0) {
        let length = usize::from(u16_at(clx, 1).unwrap_or(0));
        groups.push(slice_at(clx, 3, length).unwrap_or_default());
        clx = clx.get(3 + length..).unwrap_or_default();
    }
    let length = index_at(clx, 1).unwrap_or(0);
    if u8_at(clx, 0) != Some(PIECE_TABLE) || length == 0 {
        return Err(Unread::cut_short(text!("no text table in it")));
    }
    Ok((groups, slice_to_end(clx, 5, length)))
}

/// `length` bytes from `offset`, or as many as there are.
pub(super) fn slice_to_end(bytes: &[u8], offset: usize, length: usize) -> &[u8] {
    let rest = bytes.get(offset..).unwrap_or_default();
    &rest[..length.min(rest.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A `Clx` of pieces: length in characters, `FcCompressed`, `Prm`.
    fn table(pieces: &[(u32, u32, u16)]) -> Vec<u8> {
        let mut positions = vec![0_u32];
        positions.extend(pieces.iter().scan(0, |end, piece| {
            *end += piece.0;
            Some(*end)
        }));
        let mut bytes: Vec<u8> = positions
            .iter()
            .flat_map(|position| position.to_le_bytes())
            .collect();
        for (_, place, modifier) in pieces {
            bytes.extend([&[0, 0], &place.to_le_bytes()[..], &modifier.to_le_bytes()].concat());
        }
        let length = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        [&[PIECE_TABLE], &length[..], &bytes].concat()
    }

    #[test]
    fn pieces_of_one_and_of_two_bytes_join() {
        let document = [
            b"2020\x85".to_vec(),
            "松泽县".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ];
        let document = document.concat();
        let clx = table(&[(3, 5, 0), (5, COMPRESSED, 0)]);
        let text = Pieces::read(&clx, &document).unwrap();
        assert_eq!(String::from_utf16_lossy(&text.units), "松泽县2020…");
        assert_eq!(text.piece_at(1).unwrap().offset_of(1), 7);
        assert_eq!(text.piece_at(4).unwrap().offset_of(4), 1);
        assert_eq!(text.piece_at(4).unwrap().position_of(2), 5);
        assert_eq!(text.piece_at(8), None);
    }

    #[test]
    fn a_piece_outside_the_stream_becomes_one_replacement_character() {
        let clx = table(&[(4, 2, 0), (2, COMPRESSED, 0)]);
        let text = Pieces::read(&clx, b"abcdef").unwrap();
        let mut expected = vec![0x6463, 0x6665, 0xFFFD, 0];
        expected.extend([0x61, 0x62]);
        assert_eq!(text.units, expected);
    }

    #[test]
    fn no_more_characters_are_read_than_the_stream_has_bytes() {
        let clx = table(&[(0x7FFF_FFFF, COMPRESSED, 0), (0x7FFF_FFFF, COMPRESSED, 0)]);
        assert_eq!(Pieces::read(&clx, b"abcdef").unwrap().units.len(), 6);
        assert!(Pieces::read(b"", b"abc").is_err());
    }

    #[test]
    fn a_piece_has_a_modifier_of_its_own_or_a_group() {
        let group = [&[GROUP, 3, 0][..], &[0x3C, 0x08, 1]].concat();
        let clx = [group, table(&[(2, COMPRESSED, 1), (2, COMPRESSED, 0x0182)])].concat();
        let text = Pieces::read(&clx, b"ab....").unwrap();
        let codes = |modifier| {
            let mut codes = Vec::new();
            text.each_modifier(modifier, |modifier| {
                codes.push((modifier.code, modifier.is_on()));
            });
            codes
        };
        assert_eq!(codes(1), [(0x083C, true)]);
        assert_eq!(codes(0x0182), [(0x0800, true)]);
        assert_eq!(codes(0), []);
    }
}
