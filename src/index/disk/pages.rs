//! Files with a checksum for each page of 4,096 bytes, compared when the page is first read.
//!
//! Layout of a file: the content, the checksums of its pages, the length of the content, a checksum of the name and the
//! length, [`MAGIC`]. All numbers have eight bytes, little-endian. A page's checksum includes the file's name and the page's
//! number, so swapped files and swapped pages are noticed.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::seal::altered;

/// Bytes of a page.
pub(in crate::index) const PAGE: usize = 4096;
const MAGIC: [u8; 8] = *b"QWpages1";
/// Bytes of a checksum.
const CHECKSUM: usize = 8;
/// Bytes after the checksums of the pages.
const TRAILER: usize = 3 * 8;
/// Odd, so that multiplying by it maps different numbers to different numbers (Knuth's multiplicative hashing).
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

fn page_checksum(name_hash: u64, page: usize, bytes: &[u8]) -> u64 {
    xxh3_64(bytes) ^ name_hash.wrapping_add(page as u64).wrapping_mul(GOLDEN)
}

fn length_checksum(name_hash: u64, length: u64) -> u64 {
    xxh3_64_with_seed(&length.to_le_bytes(), name_hash)
}

/// Writes a file, followed by the checksums of its pages.
pub(super) struct PageWriter<W> {
    target: W,
    name_hash: u64,
    page: Vec<u8>,
    checksums: Vec<u8>,
    length: u64,
}

impl<W: Write> PageWriter<W> {
    pub(super) fn new(name: &str, target: W) -> Self {
        Self {
            target,
            name_hash: xxh3_64(name.as_bytes()),
            page: Vec::with_capacity(PAGE),
            checksums: Vec::new(),
            length: 0,
        }
    }

    /// Writes the checksums and the trailer; returns the target.
    pub(super) fn finish(mut self) -> io::Result<W> {
        if !self.page.is_empty() {
            self.close_page();
        }
        self.target.write_all(&self.checksums)?;
        self.target.write_all(&self.length.to_le_bytes())?;
        let checksum = length_checksum(self.name_hash, self.length);
        self.target.write_all(&checksum.to_le_bytes())?;
        self.target.write_all(&MAGIC)?;
        Ok(self.target)
    }

    fn close_page(&mut self) {
        let page = self.checksums.len() / CHECKSUM;
        let checksum = page_checksum(self.name_hash, page, &self.page);
        self.checksums.extend(checksum.to_le_bytes());
        self.page.clear();
    }
}

impl<W: Write> Write for PageWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.target.write(bytes)?;
        self.length += written as u64;
        let mut rest = &bytes[..written];
        while !rest.is_empty() {
            let (inside, after) = rest.split_at(rest.len().min(PAGE - self.page.len()));
            self.page.extend_from_slice(inside);
            if self.page.len() == PAGE {
                self.close_page();
            }
            rest = after;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.target.flush()
    }
}

/// The first damaged file of an index, noted when a read page does not match its checksum. An answer during which a file was
/// noted must not be returned.
#[derive(Debug, Clone, Default)]
pub(in crate::index) struct Damage(Arc<OnceLock<String>>);

impl Damage {
    pub(in crate::index) fn note(&self, file: &str) {
        self.0.get_or_init(|| file.to_string());
    }

    pub(in crate::index) fn file(&self) -> Option<&str> {
        self.0.get().map(String::as_str)
    }
}

/// A file with checksums, open for reading.
pub(in crate::index) struct PagedFile {
    name: String,
    name_hash: u64,
    bytes: OwnedBytes,
    length: usize,
    /// A bit for each page that matched its checksum.
    checked: Vec<AtomicU64>,
    damage: Damage,
}

impl PagedFile {
    /// Opens the file with these bytes. `None`, and the file is noted as damaged, if its trailer does not match its name and
    /// length.
    pub(super) fn open(name: &str, bytes: OwnedBytes, damage: &Damage) -> Option<Self> {
        let file = Self::open_unnoted(name, bytes, damage);
        if file.is_none() {
            damage.note(name);
        }
        file
    }

    fn open_unnoted(name: &str, bytes: OwnedBytes, damage: &Damage) -> Option<Self> {
        let name_hash = xxh3_64(name.as_bytes());
        let trailer = &bytes[bytes.len().checked_sub(TRAILER)?..];
        let number = |index: usize| -> Option<u64> {
            let bytes = trailer.get(8 * index..8 * index + 8)?;
            Some(u64::from_le_bytes(bytes.try_into().ok()?))
        };
        let length = number(0)?;
        if number(1)? != length_checksum(name_hash, length) || trailer[16..] != MAGIC {
            return None;
        }
        let length = usize::try_from(length).ok()?;
        let pages = length.div_ceil(PAGE);
        if length.checked_add(CHECKSUM * pages + TRAILER)? != bytes.len() {
            return None;
        }
        let mut checked = Vec::new();
        checked.resize_with(pages.div_ceil(64), AtomicU64::default);
        Some(Self {
            name: name.to_string(),
            name_hash,
            bytes,
            length,
            checked,
            damage: damage.clone(),
        })
    }

    /// Length of the content, in bytes.
    pub(in crate::index) fn length(&self) -> usize {
        self.length
    }

    /// Bytes of the content. If they do not match their checksums, the file is noted as damaged and the caller's answer will
    /// not be returned.
    pub(in crate::index) fn bytes(&self, range: Range<usize>) -> &[u8] {
        self.check(&range);
        &self.bytes[range]
    }

    /// Bytes of the content without a check: the caller uses [`check`](Self::check).
    pub(in crate::index) fn unchecked(&self, range: Range<usize>) -> &[u8] {
        &self.bytes[range]
    }

    /// Whether the pages of a range match their checksums. Each is compared once.
    #[inline]
    pub(in crate::index) fn check(&self, range: &Range<usize>) -> bool {
        let pages = range.start / PAGE..range.end.min(self.length).div_ceil(PAGE);
        pages.fold(true, |sound, page| {
            (self.is_checked(page) || self.check_page(page)) & sound
        })
    }

    /// Number of pages, and number of damaged ones.
    pub(in crate::index) fn count_damaged(&self) -> (usize, usize) {
        let pages = self.length.div_ceil(PAGE);
        let damaged = (0..pages).filter(|page| !self.check_page(*page)).count();
        (pages, damaged)
    }

    #[inline]
    fn is_checked(&self, page: usize) -> bool {
        self.checked[page / 64].load(Ordering::Relaxed) >> (page % 64) & 1 == 1
    }

    #[cold]
    fn check_page(&self, page: usize) -> bool {
        let content = &self.bytes[page * PAGE..self.length.min((page + 1) * PAGE)];
        let at = self.length + CHECKSUM * page;
        let is_sound = self.bytes[at..at + CHECKSUM]
            == page_checksum(self.name_hash, page, content).to_le_bytes();
        if is_sound {
            self.checked[page / 64].fetch_or(1 << (page % 64), Ordering::Relaxed);
        } else {
            self.damage.note(&self.name);
        }
        is_sound
    }
}

impl std::fmt::Debug for PagedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PagedFile({})", self.name)
    }
}

impl HasLen for PagedFile {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for PagedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.end <= self.length && self.check(&range) {
            return Ok(self.bytes.slice(range));
        }
        let message = altered(&self.name);
        Err(io::Error::new(io::ErrorKind::InvalidData, message))
    }
}

#[cfg(test)]
impl PagedFile {
    /// A file in memory.
    pub(in crate::index) fn of_content(name: &str, content: &[u8]) -> Self {
        Self::open(
            name,
            OwnedBytes::new(written(name, content)),
            &Damage::default(),
        )
        .unwrap()
    }
}

#[cfg(test)]
fn written(name: &str, content: &[u8]) -> Vec<u8> {
    let mut writer = PageWriter::new(name, Vec::new());
    // In pieces, as a buffered writer writes them.
    for piece in content.chunks(1000) {
        writer.write_all(piece).unwrap();
    }
    writer.finish().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(length: usize) -> Vec<u8> {
        (0..length).map(|at| (at * at).to_le_bytes()[1]).collect()
    }

    fn reads(name: &str, bytes: Vec<u8>, content: &[u8]) -> Option<bool> {
        let damage = Damage::default();
        let file = PagedFile::open(name, OwnedBytes::new(bytes), &damage)?;
        let read = file.bytes(0..content.len().min(file.length())).to_vec();
        Some(read == content && damage.file().is_none())
    }

    #[test]
    fn written_content_is_read_back() {
        for length in [0, 1, PAGE - 1, PAGE, PAGE + 1, 70 * PAGE + 5] {
            let content = content(length);
            assert_eq!(
                reads("a.store", written("a.store", &content), &content),
                Some(true)
            );
        }
    }

    #[test]
    fn flips_cuts_and_swaps_are_noticed() {
        let content = content(2 * PAGE + 100);
        let bytes = written("a.store", &content);
        for at in (0..bytes.len())
            .step_by(7)
            .chain(bytes.len() - TRAILER..bytes.len())
        {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            assert_ne!(reads("a.store", flipped, &content), Some(true), "byte {at}");
            assert_ne!(reads("a.store", bytes[..at].to_vec(), &content), Some(true));
        }
        assert_eq!(reads("b.store", bytes.clone(), &content), None);
        let mut swapped = bytes;
        let (first, second) = swapped.split_at_mut(PAGE);
        first.swap_with_slice(&mut second[..PAGE]);
        assert_eq!(reads("a.store", swapped, &content), Some(false));
    }

    #[test]
    fn only_read_pages_are_compared() {
        let content = content(3 * PAGE);
        let mut bytes = written("a.store", &content);
        bytes[2 * PAGE] ^= 1;
        let damage = Damage::default();
        let file = PagedFile::open("a.store", OwnedBytes::new(bytes), &damage).unwrap();
        assert!(file.check(&(0..2 * PAGE)) && damage.file().is_none());
        assert!(file.read_bytes(2 * PAGE..2 * PAGE + 1).is_err());
        assert_eq!(damage.file(), Some("a.store"));
        assert_eq!(file.count_damaged(), (3, 1));
    }
}
