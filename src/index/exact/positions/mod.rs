//! Compressed lists of ascending positions: blocks of 128 differences, each packed with as many bits as its largest needs,
//! and a tail of fewer than 128.
//!
//! Layout of a list: the last position of each block (four bytes, little-endian), the bits of each block (a byte), the
//! length of the tail in bytes (two bytes), the tail (each difference as a variable-length integer, seven bits per byte, the
//! lowest first), the blocks.
//!
//! `writer` compresses lists, `list` decodes them, `cursor` walks over one, `intersection` compares one with another.

mod cursor;
mod intersection;
mod list;
#[cfg(test)]
mod tests;
mod writer;

pub(super) use cursor::Cursor;
pub(super) use list::Positions;
pub(super) use writer::PositionsWriter;
