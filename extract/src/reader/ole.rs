//! The compound file (OLE, [MS-CFB]) used by .doc, .wps, .xls, .msg and encrypted .docx files: its kind and its streams.
//! Knows nothing about the content of a stream; a stream is never longer than the file.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use crate::unread::Unread;
use cfb::CompoundFile;

/// The kind of a compound file, determined by the streams at its root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OleKind {
    /// A Word document: stream `WordDocument`.
    Word,
    /// An Excel workbook: stream `Workbook`, or `Book` before Excel 97.
    Workbook,
    /// A password-protected .docx or .xlsx: stream `EncryptedPackage` ([MS-OFFCRYPTO] 2.3.4.4).
    EncryptedPackage,
    /// A message of Outlook: stream `__properties_version1.0` ([MS-OXMSG] 2.4).
    OutlookMessage,
    /// Anything else: slides, an installer.
    Other,
}

/// Determines the kind of a compound file.
///
/// # Errors
/// The reason why it cannot be read.
pub(crate) fn ole_kind(bytes: &[u8]) -> Result<OleKind, Unread> {
    let ole = OleFile::open(bytes)?;
    let kinds = [
        ("WordDocument", OleKind::Word),
        ("Workbook", OleKind::Workbook),
        ("Book", OleKind::Workbook),
        ("EncryptedPackage", OleKind::EncryptedPackage),
        ("__properties_version1.0", OleKind::OutlookMessage),
    ];
    let found = kinds.into_iter().find(|(name, _)| ole.has(name));
    Ok(found.map_or(OleKind::Other, |(_, kind)| kind))
}

/// A compound file in memory.
pub(super) struct OleFile<'b> {
    file: CompoundFile<Cursor<Cow<'b, [u8]>>>,
    /// The size of the file in bytes, which no stream exceeds.
    limit: u64,
}

impl<'b> OleFile<'b> {
    /// # Errors
    /// The reason why it cannot be read.
    pub(super) fn open(bytes: impl Into<Cow<'b, [u8]>>) -> Result<Self, Unread> {
        let bytes = bytes.into();
        let limit = bytes.len() as u64;
        let file =
            CompoundFile::open(Cursor::new(whole_sectors(bytes))).map_err(Unread::cut_short)?;
        Ok(Self { file, limit })
    }

    /// The names of the storages at the root.
    pub(super) fn storages(&self) -> Vec<String> {
        let entries = self.file.read_root_storage();
        let storages = entries.filter(cfb::Entry::is_storage);
        storages.map(|entry| entry.name().to_string()).collect()
    }

    /// A stream by its path from the root; empty if the file has none.
    ///
    /// # Errors
    /// The reason why it cannot be read.
    pub(super) fn stream(&mut self, name: &str) -> Result<Vec<u8>, Unread> {
        self.beginning(name, self.limit)
    }

    /// The first `length` bytes of a stream, or all if it is shorter.
    ///
    /// # Errors
    /// As for [`Self::stream`].
    pub(super) fn beginning(&mut self, name: &str, length: u64) -> Result<Vec<u8>, Unread> {
        let mut bytes = Vec::new();
        if self.has(name) {
            let stream = self.file.open_stream(name).map_err(Unread::cut_short)?;
            let mut stream = stream.take(length.min(self.limit));
            stream.read_to_end(&mut bytes).map_err(Unread::cut_short)?;
        }
        Ok(bytes)
    }

    /// Whether there is a stream at this path.
    pub(super) fn has(&self, name: &str) -> bool {
        self.file.is_stream(name)
    }
}

/// Byte offset of the version; since version 4 a sector has 4,096 bytes, before that 512 ([MS-CFB] 2.2).
const VERSION: usize = 26;

/// Padding of the last sector: the marker of free sectors, in case the sector is part of the FAT ([MS-CFB] 2.1).
const UNUSED: u8 = 0xFF;

/// The file padded to the end of its last sector, which some programs and downloads truncate.
fn whole_sectors(bytes: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let is_large = bytes.get(VERSION).is_some_and(|version| *version >= 4);
    let whole = bytes
        .len()
        .next_multiple_of(if is_large { 4096 } else { 512 });
    if whole == bytes.len() {
        return bytes;
    }
    let mut padded = bytes.into_owned();
    padded.resize(whole, UNUSED);
    Cow::Owned(padded)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn file_with(streams: &[&str]) -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for name in streams {
            file.create_stream(name)
                .unwrap()
                .write_all(name.as_bytes())
                .unwrap();
        }
        file.into_inner().into_inner()
    }

    #[test]
    fn streams_at_the_root_tell_the_kind() {
        let kind = |streams: &[&str]| ole_kind(&file_with(streams));
        assert_eq!(kind(&["1Table", "WordDocument"]), Ok(OleKind::Word));
        assert_eq!(kind(&["Workbook"]), Ok(OleKind::Workbook));
        assert_eq!(kind(&["Book"]), Ok(OleKind::Workbook));
        assert_eq!(
            kind(&["EncryptedPackage", "EncryptionInfo"]),
            Ok(OleKind::EncryptedPackage)
        );
        assert_eq!(
            kind(&["__properties_version1.0"]),
            Ok(OleKind::OutlookMessage)
        );
        assert_eq!(kind(&["PowerPoint Document"]), Ok(OleKind::Other));
    }

    #[test]
    fn a_stream_is_read_whole_and_a_missing_one_is_empty() {
        let bytes = file_with(&["WordDocument"]);
        let mut ole = OleFile::open(&bytes).unwrap();
        assert_eq!(ole.stream("WordDocument").unwrap(), b"WordDocument");
        assert!(ole.stream("1Table").unwrap().is_empty());
    }

    #[test]
    fn a_last_sector_cut_short_is_read() {
        let mut bytes = file_with(&["WordDocument"]);
        bytes.truncate(bytes.len() - 100);
        assert_eq!(ole_kind(&bytes), Ok(OleKind::Word));
    }

    #[test]
    fn a_cut_file_is_an_error_that_says_what_to_do() {
        let bytes = file_with(&["WordDocument"]);
        let reason = ole_kind(&bytes[..600]).unwrap_err().to_string();
        assert!(reason.starts_with("cut short or damaged") && reason.ends_with("save it again"));
    }
}
