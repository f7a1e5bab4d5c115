//! The files that a 7z header lists.
//!
//! Must not know streams. Invariant: a file that is not empty has the next piece.

use super::bounded;
use super::contents::Piece;
use super::scan::{END, Scan};
use crate::archive::unpacked::damaged;
use crate::unread::Unread;

const EMPTY_STREAMS: u8 = 0x0E;
const EMPTY_FILES: u8 = 0x0F;
const NAMES: u8 = 0x11;

/// A file.
#[derive(Debug, Default)]
pub(super) struct File {
    pub name: String,
    pub size: u64,
    pub checksum: Option<u32>,
    /// Whether its bytes are the first of the next stream.
    pub begins_stream: bool,
    pub is_folder: bool,
}

/// Reads the files; those that are not empty have the pieces, in order.
pub(super) fn files(scan: &mut Scan<'_>, pieces: Vec<Piece>) -> Result<Vec<File>, Unread> {
    let count = bounded(scan.count()?)?;
    let mut files: Vec<File> = Vec::new();
    files.resize_with(count, File::default);
    let mut are_empty = vec![false; count];
    let mut are_files = Vec::new();
    loop {
        let kind = scan.byte()?;
        if kind == END {
            break;
        }
        let length = scan.number()?;
        let mut field = Scan::new(scan.bytes(length)?);
        match kind {
            EMPTY_STREAMS => are_empty = field.bits(count)?,
            EMPTY_FILES => {
                let empty = are_empty.iter().filter(|is_empty| **is_empty);
                are_files = field.bits(empty.count())?;
            }
            NAMES => {
                field.expect(0)?;
                read_names(field.bytes(length - 1)?, &mut files);
            }
            _ => {}
        }
    }
    let mut are_files = are_files.into_iter();
    let mut pieces = pieces.into_iter();
    for (file, is_empty) in files.iter_mut().zip(are_empty) {
        if is_empty {
            file.is_folder = !are_files.next().unwrap_or(false);
        } else {
            let piece = pieces.next().ok_or_else(|| damaged("its header"))?;
            file.size = piece.size;
            file.checksum = piece.checksum;
            file.begins_stream = piece.begins_stream;
        }
    }
    Ok(files)
}

/// Reads names in UTF-16, each of which ends with a zero.
fn read_names(bytes: &[u8], files: &mut [File]) {
    let units = bytes
        .chunks_exact(2)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    let units: Vec<u16> = units.collect();
    for (file, name) in files.iter_mut().zip(units.split(|unit| *unit == 0)) {
        file.name = String::from_utf16_lossy(name);
    }
}
