//! The header of a 7z archive, which may itself be packed: its streams, and the files in them.
//!
//! Must not know methods of packing. Invariant: a header that is packed takes no more memory than the limit of a file.

use std::ops::Range;
use std::sync::Arc;

use super::contents::Contents;
use super::files::{File, files};
use super::scan::{END, Scan};
use super::stream::Stream;
use super::{START, checked};
use crate::archive::unpacked::damaged;
use crate::unread::Unread;

/// Maximum times that a header may be packed.
const MAX_PACKED: usize = 4;

const HEADER: u8 = 0x01;
const STREAMS: u8 = 0x04;
const FILES: u8 = 0x05;
const PACKED_HEADER: u8 = 0x17;

/// What the header says.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// The streams that have files.
    pub streams: Vec<Stream>,
    pub files: Vec<File>,
}

impl Header {
    /// Reads the header of an archive; one that is packed may have `limit` bytes.
    ///
    /// # Errors
    /// The reason, if it is damaged.
    pub(super) fn read(archive: &[u8], limit: u64) -> Result<Self, Unread> {
        let mut header = header_bytes(archive)?.to_vec();
        for _ in 0..=MAX_PACKED {
            let mut scan = Scan::new(&header);
            match scan.byte()? {
                HEADER => return Self::read_plain(&mut scan, archive.len()),
                PACKED_HEADER => header = unpacked(&mut scan, archive, limit)?,
                _ => break,
            }
        }
        Err(damaged("its header"))
    }

    fn read_plain(scan: &mut Scan<'_>, length: usize) -> Result<Self, Unread> {
        let mut contents = Contents::default();
        loop {
            match scan.byte()? {
                END => return Ok(Self::default()),
                STREAMS => contents = Contents::read(scan, length)?,
                FILES => break,
                _ => return Err(damaged("its header")),
            }
        }
        let files = files(scan, contents.pieces)?;
        let mut streams = contents.streams;
        streams.retain(|stream| stream.has_files);
        Ok(Self { streams, files })
    }
}

/// The bytes of the header.
fn header_bytes(archive: &[u8]) -> Result<&[u8], Unread> {
    const OFFSET: Range<usize> = 12..20;
    const SIZE: Range<usize> = 20..28;
    const CHECKSUM: Range<usize> = 28..32;
    let number = |place: Range<usize>| {
        let bytes = archive.get(place)?;
        Some(
            bytes
                .iter()
                .rev()
                .fold(0, |number, byte| number << 8 | u64::from(*byte)),
        )
    };
    let part = || {
        let start = START.checked_add(usize::try_from(number(OFFSET)?).ok()?)?;
        let end = start.checked_add(usize::try_from(number(SIZE)?).ok()?)?;
        archive.get(start..end)
    };
    let header = part().ok_or_else(|| damaged("no header"))?;
    if number(CHECKSUM) == Some(u64::from(crc32fast::hash(header))) {
        Ok(header)
    } else {
        Err(damaged("its header"))
    }
}

/// Unpacks a header.
fn unpacked(scan: &mut Scan<'_>, archive: &[u8], limit: u64) -> Result<Vec<u8>, Unread> {
    let contents = Contents::read(scan, archive.len())?;
    let stream = contents
        .streams
        .first()
        .ok_or_else(|| damaged("its header"))?;
    let header = stream.unpack(&Arc::from(archive), limit)?;
    checked(header, contents.checksums.first().copied().flatten())
}
