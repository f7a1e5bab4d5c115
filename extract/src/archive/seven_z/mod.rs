//! The files in a 7z archive (7zFormat.txt of the LZMA SDK): the header ([`header`]) lists files ([`files`]), the bytes
//! of which follow one another ([`contents`]) in streams ([`stream`]).
//!
//! Invariant: a stream is unpacked once, in order; no memory is reserved for what the header claims and the file cannot
//! hold.

mod contents;
mod files;
mod header;
mod scan;
mod stream;

use std::io::Read;
use std::sync::Arc;
use std::vec::IntoIter;

use self::files::File;
use self::header::Header;
use self::stream::Stream;
use super::unpacked::{Unpacked, damaged, over_limit, unread};
use super::{Entry, MAX_ENTRIES, entry, name, too_many_files};
use crate::allowance::Allowance;
use crate::names::Names;
use crate::quiet::caught;
use crate::unread::Unread;

/// Bytes before the streams: signature, version, checksum, and the place of the header.
const START: usize = 32;

/// The files of an archive.
pub(super) struct Files {
    bytes: Arc<[u8]>,
    streams: IntoIter<Stream>,
    listed: IntoIter<File>,
    /// The stream that is being unpacked, or the reason why it cannot be.
    open: Result<Unpacked<Box<dyn Read + Send>>, Unread>,
    number: usize,
    names: Names,
    allowance: Allowance,
}

impl Files {
    /// Opens an archive in memory.
    ///
    /// # Errors
    /// Returns the reason why it cannot be unpacked.
    pub(super) fn open(bytes: Vec<u8>, allowance: Allowance) -> Result<Self, Unread> {
        let header = Header::read(&bytes, allowance.file)?;
        allowance.take_documents(header.files.len())?;
        Ok(Self {
            bytes: bytes.into(),
            streams: header.streams.into_iter(),
            listed: header.files.into_iter(),
            open: Err(damaged("no stream")),
            number: 0,
            names: Names::default(),
            allowance,
        })
    }

    /// The next file; `None` if it is not a document.
    fn file(&mut self, file: &File) -> Option<Entry> {
        if file.begins_stream {
            let stream = self.streams.next();
            self.open = stream.map_or(Err(damaged("no stream")), |stream| {
                let packed = stream.packed.len() as u64;
                let unpacked = stream.open(&self.bytes)?;
                Ok(Unpacked::new(unpacked, packed, self.allowance.clone()))
            });
        }
        if file.is_folder {
            return None;
        }
        // The bytes of a file that is passed over must be unpacked too, to get to the next.
        let limit = self.allowance.file;
        let read = self.open.as_mut().map_err(|reason| reason.clone());
        let read = match file.size {
            0 => Ok(Vec::new()),
            _ => read.and_then(|stream| next_bytes(stream, file, limit)),
        };
        if let Err(reason @ (Unread::Damaged(_) | Unread::UnsafeArchive(_))) = &read {
            self.open = Err(reason.clone());
        }
        let name = name::decoded(file.name.as_bytes(), true);
        entry(&mut self.names, self.number, &name, || {
            checked(read?, file.checksum)
        })
    }
}

impl Iterator for Files {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            let file = self.listed.next()?;
            self.number += 1;
            if let Some(entry) = self.file(&file) {
                return Some(entry);
            }
        }
    }
}

/// The bytes of a file, which are the next of its stream.
fn next_bytes(stream: &mut impl Read, file: &File, limit: u64) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    if file.size > limit {
        let skipped = guarded(|| std::io::copy(&mut stream.take(file.size), &mut std::io::sink()))?;
        return Err(if skipped < file.size {
            damaged("cut short")
        } else {
            over_limit()
        });
    }
    guarded(|| stream.take(file.size).read_to_end(&mut bytes))?;
    if (bytes.len() as u64) < file.size {
        return Err(damaged("cut short"));
    }
    Ok(bytes)
}

/// Bytes with this checksum, if it is known.
fn checked(bytes: Vec<u8>, checksum: Option<u32>) -> Result<Vec<u8>, Unread> {
    if checksum.is_none_or(|sum| crc32fast::hash(&bytes) == sum) {
        Ok(bytes)
    } else {
        Err(damaged("wrong checksum"))
    }
}

/// Unpacks; a panic on damaged bytes is an error like any other.
fn guarded<T>(unpack: impl FnOnce() -> std::io::Result<T>) -> Result<T, Unread> {
    let unpacked = caught(unpack).ok_or_else(|| damaged("its bytes do not fit"))?;
    unpacked.map_err(|error| unread(error, damaged))
}

/// A number of files or streams.
///
/// # Errors
/// The reason, if they are too many.
fn bounded(count: usize) -> Result<usize, Unread> {
    if count > MAX_ENTRIES {
        Err(too_many_files())
    } else {
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use super::*;
    use crate::archive::unpacked::BOMB;
    use crate::other_file::OtherFile;

    const LIMIT: u64 = 8 << 20;
    /// `松泽县` 20 times, packed by LZMA2 and LZMA.
    const LZMA2: &[u8] = b"\xE0\x00\xB3\x00\x10\x5D\x00\x73\x27\x53\xCE\x65\xC5\x2E\xFA\xDE\xDC\x1D\x08\x1D\xCE\x00\x00\x00";
    const LZMA: &[u8] =
        b"\x00\x73\x27\x53\xCE\x65\xC5\x2E\xFA\xDE\xDC\x1D\x08\x25\x15\x5F\xFF\xFF\xFC\x94\x00\x00";

    fn number(number: usize) -> [u8; 5] {
        let [a, b, c, d] = u32::try_from(number).unwrap().to_le_bytes();
        [0xF0, a, b, c, d]
    }

    /// An archive of one stream, packed by coders, with files of these sizes.
    fn archive(coders: &[u8], packed: &[u8], files: &[(&str, usize)]) -> Vec<u8> {
        let size: usize = files.iter().map(|(_, size)| size).sum();
        let (full, last) = files.split_at(files.len() - 1);
        let names = files
            .iter()
            .flat_map(|(name, _)| name.encode_utf16().chain([0]));
        let names: Vec<u8> = names.flat_map(u16::to_le_bytes).collect();
        assert_eq!(last.len(), 1);
        let mut header = vec![0x01, 0x04, 0x06, 0, 1, 0x09];
        header.extend(number(packed.len()));
        header.extend([0, 0x07, 0x0B, 1, 0]);
        header.extend(coders);
        header.push(0x0C);
        header.extend(number(size));
        header.extend([0, 0x08, 0x0D]);
        header.extend(number(files.len()));
        header.push(0x09);
        header.extend(full.iter().flat_map(|(_, size)| number(*size)));
        header.extend([0, 0, 0x05]);
        header.extend(number(files.len()));
        header.push(0x11);
        header.extend(number(names.len() + 1));
        header.push(0);
        header.extend(names);
        header.extend([0, 0]);
        whole(packed, &header)
    }

    /// An archive of packed streams and a header.
    fn whole(packed: &[u8], header: &[u8]) -> Vec<u8> {
        let mut bytes = b"7z\xBC\xAF\x27\x1C\0\x04\0\0\0\0".to_vec();
        bytes.extend((packed.len() as u64).to_le_bytes());
        bytes.extend((header.len() as u64).to_le_bytes());
        bytes.extend(crc32fast::hash(header).to_le_bytes());
        [&bytes, packed, header].concat()
    }

    fn read(bytes: Vec<u8>) -> Vec<(String, Result<String, Unread>)> {
        let files = Files::open(bytes, Allowance::new(LIMIT)).unwrap();
        let words = |read: Result<Vec<u8>, Unread>| Ok(String::from_utf8(read?).unwrap());
        files.map(|(name, read)| (name, words(read))).collect()
    }

    #[test]
    fn files_follow_one_another_in_a_stream_however_it_is_packed() {
        let text = "松泽县".repeat(20);
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
        deflate.write_all(text.as_bytes()).unwrap();
        let deflate = deflate.finish().unwrap();
        for (coders, packed) in [
            (&[1, 0x01, 0x00][..], text.as_bytes()),
            (&[1, 0x03, 0x04, 0x01, 0x08], &deflate),
            (&[1, 0x21, 0x21, 0x01, 0x00], LZMA2),
            (
                &[1, 0x23, 0x03, 0x01, 0x01, 0x05, 0x5D, 0, 0x10, 0, 0],
                LZMA,
            ),
        ] {
            let files = [("松泽县/a.txt", 9), ("图.png", 9), ("/b.txt", 162)];
            let read = read(archive(coders, packed, &files));
            assert_eq!(
                read,
                [
                    ("松泽县/a.txt".to_string(), Ok("松泽县".to_string())),
                    (
                        "图.png".to_string(),
                        Err(Unread::NotDocument(OtherFile::Pictures))
                    ),
                    ("b.txt".to_string(), Ok("松泽县".repeat(18)))
                ],
                "{coders:?}"
            );
        }
    }

    #[test]
    fn what_is_encrypted_or_packed_in_another_way_says_so() {
        let reason = |coders: &[u8]| {
            let read = read(archive(coders, b"x", &[("a.txt", 1)]));
            read[0].1.as_ref().unwrap_err().code()
        };
        assert_eq!(reason(&[1, 0x04, 0x06, 0xF1, 0x07, 0x01]), "encrypted");
        assert_eq!(reason(&[1, 0x03, 0x04, 0x02, 0x02]), "not_supported");
    }

    #[test]
    fn streams_that_claim_too_much_or_end_early_are_told() {
        let bomb = archive(&[1, 0x21, 0x21, 0x01, 40], LZMA2, &[("a.txt", 2 << 20)]);
        assert_eq!(read(bomb)[0].1, Err(BOMB));
        let short = archive(
            &[1, 0x21, 0x21, 0x01, 0],
            LZMA2,
            &[("a.txt", 9), ("b.txt", 1000)],
        );
        let read = read(short);
        assert_eq!(read[0].1.as_deref(), Ok("松泽县"));
        assert_eq!(read[1].1.as_ref().unwrap_err().code(), "damaged");
    }

    #[test]
    fn a_file_with_another_checksum_is_damaged_and_the_next_is_read() {
        let checksums = [0x0A, 0, 0x80, 1, 2, 3, 4];
        let whole_header = archive(&[1, 0x01, 0x00], b"xy", &[("a.txt", 1), ("b.txt", 1)]);
        let header = &whole_header[START + 2..];
        let end = memchr::memmem::find(header, &[0, 0, 0x05]).unwrap();
        let header = [&header[..end], &checksums, &header[end..]].concat();
        let read = read(whole(b"xy", &header));
        assert_eq!(read[0].1.as_ref().unwrap_err().code(), "damaged");
        assert_eq!(read[1].1.as_deref(), Ok("y"));
    }

    #[test]
    fn counts_that_the_header_cannot_hold_are_damage() {
        let claims = [
            0x01, 0x05, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0,
        ];
        let opened = Files::open(whole(b"", &claims), Allowance::new(LIMIT));
        assert!(matches!(opened.err(), Some(Unread::Damaged(_))));
        let cut = archive(&[1, 0x01, 0x00], b"x", &[("a.txt", 1)]);
        for length in 0..cut.len() {
            assert!(Files::open(cut[..length].to_vec(), Allowance::new(LIMIT)).is_err());
        }
    }
}
