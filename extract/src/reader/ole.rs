//! The compound file (OLE, [MS-CFB]) used by .doc, .wps, .xls and encrypted .docx files: its kind, and its streams by
//! name. Must not know the content of a stream.

use std::mem;

use encoding_rs::UTF_16LE;

use super::little_endian::{index_at, u16_at, u32_at};
use super::sectors::Compound;
use crate::unread::Unread;

/// The kind of a compound file, determined by the streams at its root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OleKind {
    /// A Word document: stream `WordDocument`.
    Word,
    /// An Excel workbook: stream `Workbook`, or `Book` before Excel 97.
    Workbook,
    /// A password-protected .docx or .xlsx: stream `EncryptedPackage` ([MS-OFFCRYPTO] 2.3.4.4).
    EncryptedPackage,
    /// A Hangul document: stream `HwpSummaryInformation`.
    Hangul,
    /// A document of Works: stream `MatOST`.
    Works,
    /// A drawing of Visio: stream `VisioDocument`.
    Drawing,
    /// Anything else: slides, mail, an installer.
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
        ("\u{5}HwpSummaryInformation", OleKind::Hangul),
        ("MatOST", OleKind::Works),
        ("VisioDocument", OleKind::Drawing),
    ];
    let found = kinds.into_iter().find(|(name, _)| ole.has(name));
    Ok(found.map_or(OleKind::Other, |(_, kind)| kind))
}

/// A compound file in memory.
pub(super) struct OleFile<'b> {
    sectors: Compound<'b>,
    /// The streams at the root.
    streams: Vec<Stream>,
}

/// A stream of the directory.
struct Stream {
    name: String,
    /// Number of its first sector.
    first: u32,
    /// Bytes.
    length: usize,
}

impl<'b> OleFile<'b> {
    /// # Errors
    /// The reason why it cannot be read.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Unread> {
        let sectors = Compound::read(bytes)?;
        let streams = root_streams(&sectors.directory);
        if streams.is_empty() {
            return Err(Unread::cut_short("its directory is missing"));
        }
        Ok(Self { sectors, streams })
    }

    /// A stream at the root by name; empty if the file has none.
    ///
    /// # Errors
    /// The reason why it cannot be read.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>, Unread> {
        self.find(name).map_or(Ok(Vec::new()), |stream| {
            self.sectors.stream(stream.first, stream.length)
        })
    }

    fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Names are compared without case ([MS-CFB] 2.6.4).
    fn find(&self, name: &str) -> Option<&Stream> {
        let is_named = |stream: &&Stream| stream.name.eq_ignore_ascii_case(name);
        self.streams.iter().find(is_named)
    }
}

/// Bytes of an entry of the directory, and the byte offsets in it: length of the name, kind, the entries before and
/// after it in its storage, the first entry of its own storage, first sector, length ([MS-CFB] 2.6.1).
const ENTRY: usize = 128;
const NAME_LENGTH: usize = 64;
const KIND: usize = 66;
const BEFORE: usize = 68;
const AFTER: usize = 72;
const CHILD: usize = 76;
const FIRST: usize = 116;
const LENGTH: usize = 120;
/// Kind of an entry that is a stream.
const STREAM: u8 = 2;

/// The streams at the root: all entries of its tree, whatever their order.
fn root_streams(directory: &[u8]) -> Vec<Stream> {
    let (entries, _) = directory.as_chunks::<ENTRY>();
    let mut unseen = vec![true; entries.len()];
    let mut streams = Vec::new();
    let mut waiting: Vec<_> = entries
        .first()
        .and_then(|root| index_at(root, CHILD))
        .into_iter()
        .collect();
    while let Some(index) = waiting.pop() {
        if !unseen.get_mut(index).is_some_and(mem::take) {
            continue;
        }
        let entry = &entries[index];
        streams.extend(Stream::of(entry));
        waiting.extend(
            [BEFORE, AFTER]
                .into_iter()
                .filter_map(|at| index_at(entry, at)),
        );
    }
    streams
}

impl Stream {
    /// The stream that an entry is.
    fn of(entry: &[u8; ENTRY]) -> Option<Self> {
        if entry[KIND] != STREAM {
            return None;
        }
        let length = usize::from(u16_at(entry, NAME_LENGTH)?).min(NAME_LENGTH);
        let name = UTF_16LE.decode_without_bom_handling(&entry[..length]).0;
        Some(Self {
            name: name.trim_end_matches('\0').to_string(),
            first: u32_at(entry, FIRST)?,
            length: index_at(entry, LENGTH)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use cfb::CompoundFile;

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
        assert_eq!(kind(&["VisioDocument"]), Ok(OleKind::Drawing));
        assert_eq!(kind(&["MatOST"]), Ok(OleKind::Works));
        let hangul = ["FileHeader", "\u{5}HwpSummaryInformation"];
        assert_eq!(kind(&hangul), Ok(OleKind::Hangul));
        assert_eq!(kind(&["PowerPoint Document"]), Ok(OleKind::Other));
    }

    #[test]
    fn a_stream_is_read_whole_and_a_missing_one_is_empty() {
        let bytes = file_with(&["WordDocument"]);
        let ole = OleFile::open(&bytes).unwrap();
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
    fn a_stream_of_an_embedded_object_is_not_at_the_root() {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_storage("ObjectPool").unwrap();
        for name in ["ObjectPool/Workbook", "PowerPoint Document"] {
            file.create_stream(name).unwrap();
        }
        let bytes = file.into_inner().into_inner();
        assert_eq!(ole_kind(&bytes), Ok(OleKind::Other));
    }

    #[test]
    fn a_cut_file_is_an_error_that_says_what_to_do() {
        let bytes = file_with(&["WordDocument"]);
        let reason = ole_kind(&bytes[..600]).unwrap_err().to_string();
        assert!(reason.starts_with("cut short or damaged") && reason.ends_with("save it again"));
    }
}
