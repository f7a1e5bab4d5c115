//! The files in a tar archive (POSIX.1-2017 pax, and that of GNU), from a stream.
//!
//! Folders, links and devices are passed over. Invariant: the stream is read once, an entry takes no more memory than
//! the limit of a file.

use std::io::{Error, Read, copy, sink};
use std::mem::take;

use quanwen_messages::text;
use tar::{EntryType, Header, PaxExtensions};

use super::unpacked::{self, over_limit, unread};
use super::{Entry, LOST, MAX_ENTRIES, entry, name, too_many_files};
use crate::allowance::Allowance;
use crate::names::Names;
use crate::unread::Unread;

/// Bytes of a block: an entry is a header of one block and its contents in whole ones.
pub(super) const BLOCK: usize = 512;
/// Maximum bytes of the long name or of the extended header of an entry.
const MAX_EXTENDED: u64 = 1024 * 1024;
/// Why a file with holes is not read.
const SPARSE: Unread = Unread::NotSupported(text!(
    "stored with holes (sparse), which is not read: pack it again without"
));

/// Whether a file begins with a header, whose checksum is right.
pub(crate) fn is_tar(start: &[u8]) -> bool {
    start.get(..BLOCK).is_some_and(|block| {
        let header = Header::from_byte_slice(block);
        is_filled(header) && is_sound(header)
    })
}

/// Whether a header is one; the block after the last entry has only zeros.
fn is_filled(header: &Header) -> bool {
    header.as_bytes().iter().any(|byte| *byte != 0)
}

/// Whether the checksum is right: the sum of all bytes, those of the checksum itself as blanks.
fn is_sound(header: &Header) -> bool {
    const CHECKSUM: std::ops::Range<usize> = 148..156;
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u32::from(*byte)).sum::<u32>();
    let bytes = header.as_bytes();
    let blanks = u32::from(b' ') * 8;
    let counted = sum(&bytes[..CHECKSUM.start]) + blanks + sum(&bytes[CHECKSUM.end..]);
    header.cksum().is_ok_and(|claimed| claimed == counted)
}

/// The files of an archive.
pub(super) struct Files<R> {
    stream: R,
    /// Bytes up to the next header.
    skip: u64,
    number: usize,
    names: Names,
    /// What the entries before a file say about it.
    extended: Extended,
    is_over: bool,
    allowance: Allowance,
}

/// What the name and the contents of a file are, if its own header does not say it.
#[derive(Default)]
struct Extended {
    name: Option<Vec<u8>>,
    is_sparse: bool,
}

impl<R: Read> Files<R> {
    pub(super) fn open(stream: R, allowance: Allowance) -> Self {
        Self {
            stream,
            skip: 0,
            number: 0,
            names: Names::default(),
            extended: Extended::default(),
            is_over: false,
            allowance,
        }
    }

    /// The next header; `None` at the end. Blocks of zeros end an archive (POSIX pax, "ustar Interchange Format"), and may
    /// have another one after them.
    fn header(&mut self) -> Result<Option<Header>, Unread> {
        let mut is_after_end = false;
        loop {
            let skipped = copy(&mut self.stream.by_ref().take(self.skip), &mut sink());
            if skipped.map_err(damaged)? < take(&mut self.skip) {
                return Err(cut_short());
            }
            let mut header = Header::new_old();
            match read_full(&mut self.stream, header.as_mut_bytes()).map_err(damaged)? {
                0 if is_after_end => return Ok(None),
                BLOCK if !is_filled(&header) => is_after_end = true,
                BLOCK if is_sound(&header) => return Ok(Some(header)),
                _ if is_after_end => return Ok(None),
                _ => return Err(cut_short()),
            }
        }
    }

    /// The next document; `None` at the end.
    fn document(&mut self) -> Result<Option<Entry>, Unread> {
        while let Some(header) = self.header()? {
            self.number += 1;
            if self.number > MAX_ENTRIES {
                return Err(too_many_files());
            }
            let size = header.entry_size().map_err(damaged)?;
            let padded = size.checked_next_multiple_of(BLOCK as u64);
            self.skip = padded.ok_or_else(cut_short)?;
            match header.entry_type() {
                EntryType::GNULongName => self.extended.name = Some(self.long_name(size)?),
                EntryType::XHeader => self.extend(size)?,
                EntryType::GNULongLink | EntryType::XGlobalHeader => {}
                _ => match self.file(&header, size) {
                    None => {}
                    file => return Ok(file),
                },
            }
        }
        Ok(None)
    }

    /// The file of a header; `None` if it is not a document.
    fn file(&mut self, header: &Header, size: u64) -> Option<Entry> {
        let extended = take(&mut self.extended);
        let raw = extended
            .name
            .unwrap_or_else(|| header.path_bytes().into_owned());
        if !is_file(header.entry_type()) || raw.ends_with(b"/") {
            return None;
        }
        let is_sparse = extended.is_sparse || header.entry_type().is_gnu_sparse();
        let (mut skip, number) = (self.skip, self.number);
        let (stream, allowance) = (&mut self.stream, &self.allowance);
        let read = || {
            allowance.take_documents(1)?;
            if is_sparse {
                return Err(SPARSE);
            }
            if size > allowance.file {
                return Err(over_limit());
            }
            let bytes = read_up_to(stream, size)?;
            skip -= bytes.len() as u64;
            if (bytes.len() as u64) < size {
                return Err(cut_short());
            }
            Ok(bytes)
        };
        let entry = entry(&mut self.names, number, &name::decoded(&raw, false), read);
        self.skip = skip;
        entry
    }

    /// The name of the next file, which ends with a zero byte.
    fn long_name(&mut self, size: u64) -> Result<Vec<u8>, Unread> {
        let mut name = self.read_extended(size)?;
        name.truncate(memchr::memchr(0, &name).unwrap_or(name.len()));
        Ok(name)
    }

    /// The contents of an entry that describes the next one.
    fn read_extended(&mut self, size: u64) -> Result<Vec<u8>, Unread> {
        if size > MAX_EXTENDED {
            return Err(cut_short());
        }
        let bytes = read_up_to(&mut self.stream, size)?;
        self.skip -= bytes.len() as u64;
        Ok(bytes)
    }

    /// Reads an extended header.
    fn extend(&mut self, size: u64) -> Result<(), Unread> {
        let bytes = self.read_extended(size)?;
        for field in PaxExtensions::new(&bytes).flatten() {
            match field.key_bytes() {
                b"path" => self.extended.name = Some(field.value_bytes().to_vec()),
                key => self.extended.is_sparse |= key.starts_with(b"GNU.sparse."),
            }
        }
        Ok(())
    }
}

impl<R: Read> Iterator for Files<R> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        if self.is_over {
            return None;
        }
        let document = self.document();
        self.is_over = !matches!(document, Ok(Some(_)));
        document.unwrap_or_else(|reason| Some((LOST.to_string(), Err(reason))))
    }
}

/// Whether an entry has the contents of a file; that of an unknown type has (POSIX.1-2017, ustar interchange format).
fn is_file(kind: EntryType) -> bool {
    !(kind.is_dir()
        || kind.is_symlink()
        || kind.is_hard_link()
        || kind.is_character_special()
        || kind.is_block_special()
        || kind.is_fifo())
}

/// Fills a buffer up to the end of the stream; how many bytes there were.
fn read_full(stream: &mut impl Read, buffer: &mut [u8]) -> Result<usize, Error> {
    let mut filled = 0;
    while filled < buffer.len() {
        match stream.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// The next `size` bytes, or those up to the end of the stream.
fn read_up_to(stream: &mut impl Read, size: u64) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    let read = stream.by_ref().take(size).read_to_end(&mut bytes);
    read.map_err(damaged)?;
    Ok(bytes)
}

fn cut_short() -> Unread {
    Unread::Damaged(text!("an archive cut short or damaged here: pack it again").into())
}

fn damaged(error: Error) -> Unread {
    unread(error, unpacked::damaged)
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Cursor;

    use encoding_rs::GB18030;
    use tar::{Builder, GnuSparseHeader};

    use super::*;

    const LIMIT: u64 = 1024;

    fn header(kind: EntryType, name: &[u8], size: u64) -> Header {
        let mut header = Header::new_gnu();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name);
        header.set_entry_type(kind);
        header.set_size(size);
        header.set_cksum();
        header
    }

    /// A tar archive of files.
    pub(crate) fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = Builder::new(Vec::new());
        for (name, bytes) in files {
            let mut header = Header::new_gnu();
            header.set_size(bytes.len() as u64);
            builder.append_data(&mut header, name, *bytes).unwrap();
        }
        builder.into_inner().unwrap()
    }

    fn read(bytes: Vec<u8>) -> Vec<(String, Result<String, String>)> {
        let files = Files::open(Cursor::new(bytes), Allowance::new(LIMIT));
        let words = |read: Result<Vec<u8>, Unread>| {
            let bytes = read.map_err(|unread| unread.to_string())?;
            Ok(String::from_utf8(bytes).unwrap())
        };
        files.map(|(name, read)| (name, words(read))).collect()
    }

    fn names(read: &[(String, Result<String, String>)]) -> Vec<&str> {
        read.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn long_names_and_those_in_gbk_are_read() {
        let long = format!("{}/报告.txt", "望汀区".repeat(40));
        let mut bytes = packed(&[(&long, "甲".as_bytes())]);
        bytes.truncate(bytes.len() - 2 * BLOCK);
        let gbk = GB18030.encode("/松泽县/二〇二一.txt").0.into_owned();
        bytes.extend(header(EntryType::Regular, &gbk, 1).as_bytes());
        bytes.extend([b'x'].into_iter().chain([0; BLOCK - 1]));
        let pax = "24 path=雁石桥/a.txt\n";
        bytes.extend(header(EntryType::XHeader, b"pax", pax.len() as u64).as_bytes());
        bytes.extend(pax.bytes().chain([0; BLOCK - 24]));
        bytes.extend(header(EntryType::Regular, b"short", 0).as_bytes());
        bytes.extend([0; 2 * BLOCK]);
        let read = read(bytes);
        assert_eq!(names(&read), [&long, "松泽县/二〇二一.txt", "雁石桥/a.txt"]);
        assert_eq!(read[0].1.as_deref(), Ok("甲"));
    }

    #[test]
    fn folders_links_and_devices_are_passed_over_and_what_leads_out_is_told() {
        let mut bytes = Vec::new();
        let kinds = [
            EntryType::Directory,
            EntryType::Symlink,
            EntryType::Link,
            EntryType::Char,
            EntryType::Block,
            EntryType::Fifo,
        ];
        for kind in kinds {
            bytes.extend(header(kind, b"a.txt", 0).as_bytes());
        }
        for name in [&b"../b.txt"[..], b"c.txt", b"d.png"] {
            bytes.extend(header(EntryType::Regular, name, 0).as_bytes());
        }
        bytes.extend([0; 2 * BLOCK]);
        let read = read(bytes);
        assert_eq!(names(&read), ["../b.txt", "c.txt", "d.png"]);
        assert!(read[0].1.as_ref().unwrap_err().contains("leads out"));
    }

    #[test]
    fn an_archive_cut_between_two_files_is_told() {
        let whole = packed(&[("a.txt", b"x"), ("b.txt", b"y")]);
        assert_eq!(names(&read(whole.clone())), ["a.txt", "b.txt"]);
        let cut = whole[..2 * BLOCK].to_vec();
        assert_eq!(names(&read(cut)), ["a.txt", LOST]);
    }

    #[test]
    fn files_before_a_cut_are_read_and_the_loss_is_told() {
        let bytes = packed(&[
            ("a.txt", b"first"),
            ("b.txt", &[b'x'; 700]),
            ("c.txt", b"x"),
        ]);
        for (cut, known) in [
            (2 * BLOCK + 100, &["a.txt", "*"][..]),
            (4 * BLOCK, &["a.txt", "b.txt", "*"]),
        ] {
            let read = read(bytes[..cut].to_vec());
            assert_eq!(names(&read), known);
            assert_eq!(read[0].1.as_deref(), Ok("first"));
            assert!(read[1..].iter().all(|(_, read)| read.is_err()));
        }
    }

    #[test]
    fn sizes_that_cannot_be_and_holes_are_told() {
        let mut negative = header(EntryType::Regular, b"a.txt", 0);
        negative.as_mut_bytes()[124..136].fill(0xFF);
        negative.set_cksum();
        let read_negative = read(negative.as_bytes().to_vec());
        assert!(read_negative.iter().all(|(_, read)| read.is_err()));
        assert_eq!(read_negative.len(), 1);
        let large = header(EntryType::Regular, b"a.txt", 1 << 40);
        let read_large = read(large.as_bytes().to_vec());
        assert_eq!(names(&read_large), ["a.txt", "*"]);
        let mut sparse = header(EntryType::GNUSparse, b"a.txt", 0);
        let holes: &mut GnuSparseHeader = &mut sparse.as_gnu_mut().unwrap().sparse[0];
        holes.offset.copy_from_slice(b"77777777777\0");
        sparse.set_cksum();
        let reason = read(sparse.as_bytes().to_vec()).remove(0).1.unwrap_err();
        assert!(reason.contains("holes"), "{reason}");
    }

    #[test]
    fn archives_one_after_another_are_read() {
        let two = [packed(&[("a.txt", b"x")]), packed(&[("a.txt", b"y")])].concat();
        assert_eq!(names(&read(two)), ["a.txt", "a.txt#2"]);
    }

    #[test]
    fn a_header_is_known_by_its_checksum() {
        let bytes = packed(&[("PK.txt", b"x")]);
        assert!(is_tar(&bytes));
        assert!(!is_tar(&bytes[..BLOCK - 1]) && !is_tar(&[0; BLOCK]));
        let mut other = bytes.clone();
        other[0] = b'Q';
        assert!(!is_tar(&other));
    }
}
