//! The compound file (OLE, [MS-CFB]) used by .doc, .wps, .xls, .ppt, .msg and encrypted .docx files: its kind, and its
//! streams by name. Must not know the content of a stream.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::mem;

use encoding_rs::UTF_16LE;
use quanwen_messages::text;

use crate::reader::storage::little_endian::{index_at, u16_at, u32_at};
use crate::reader::storage::sectors::Compound;
use crate::unread::Unread;

/// The kind of a compound file, determined by the streams at its root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OleKind {
    /// A Word document: stream `WordDocument`.
    Word,
    /// A presentation of `PowerPoint` 97 or later: stream `PowerPoint Document`.
    Presentation,
    /// A presentation of `PowerPoint` 95 or before.
    OldPresentation,
    /// An Excel workbook: stream `Workbook`, or `Book` before Excel 97.
    Workbook,
    /// A password-protected .docx or .xlsx: stream `EncryptedPackage` ([MS-OFFCRYPTO] 2.3.4.4).
    EncryptedPackage,
    /// A message of Outlook: stream `__properties_version1.0` ([MS-OXMSG] 2.4).
    OutlookMessage,
    /// A Hangul document: stream `HwpSummaryInformation`.
    Hangul,
    /// A document of Works: stream `MatOST`.
    Works,
    /// A drawing of Visio: stream `VisioDocument`.
    Drawing,
    /// Anything else: slides, an installer.
    Other,
}

/// The stream of a presentation ([MS-PPT] 2.1.2).
const PRESENTATION: &str = "PowerPoint Document";
/// The same in a file that is also one of `PowerPoint` 95, whose stream has the same name.
const DUAL_PRESENTATION: &str = "PP97_DUALSTORAGE/PowerPoint Document";

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
        ("\u{5}HwpSummaryInformation", OleKind::Hangul),
        ("MatOST", OleKind::Works),
        ("VisioDocument", OleKind::Drawing),
        (DUAL_PRESENTATION, OleKind::Presentation),
        ("PP40", OleKind::OldPresentation),
        (PRESENTATION, OleKind::Presentation),
    ];
    let found = kinds.into_iter().find(|(name, _)| ole.has(name));
    Ok(found.map_or(OleKind::Other, |(_, kind)| kind))
}

/// A compound file in memory.
pub(in crate::reader) struct OleFile<'b> {
    sectors: Compound<'b>,
    /// By path in lower case: the names of the storages around a stream and its own, as `objectpool/workbook`.
    streams: HashMap<String, Stream>,
}

/// A stream of the directory.
struct Stream {
    /// Number of its first sector.
    first: u32,
    /// In bytes.
    length: usize,
}

impl<'b> OleFile<'b> {
    /// # Errors
    /// The reason why it cannot be read.
    pub(in crate::reader) fn open(bytes: impl Into<Cow<'b, [u8]>>) -> Result<Self, Unread> {
        let sectors = Compound::read(bytes.into())?;
        if sectors.directory.len() < ENTRY {
            return Err(Unread::cut_short(text!("its directory is missing")));
        }
        let streams = streams(&sectors.directory);
        Ok(Self { sectors, streams })
    }

    /// The paths of the storages at the root that hold streams, sorted; compared without case, so in lower case.
    pub(in crate::reader) fn storages(&self) -> BTreeSet<String> {
        let storage = |path: &String| Some(path.split_once('/')?.0.to_string());
        self.streams.keys().filter_map(storage).collect()
    }

    /// The paths of the streams, in lower case.
    pub(in crate::reader) fn paths(&self) -> impl Iterator<Item = &str> {
        self.streams.keys().map(String::as_str)
    }

    /// A stream by its path from the root; empty if the file has none.
    ///
    /// # Errors
    /// The reason why it cannot be read.
    pub(in crate::reader) fn stream(&self, path: &str) -> Result<Vec<u8>, Unread> {
        self.beginning(path, usize::MAX)
    }

    /// The first `length` bytes of a stream, or all if it is shorter.
    ///
    /// # Errors
    /// As for [`Self::stream`].
    pub(in crate::reader) fn beginning(
        &self,
        path: &str,
        length: usize,
    ) -> Result<Vec<u8>, Unread> {
        self.find(path).map_or(Ok(Vec::new()), |stream| {
            self.sectors.stream(stream.first, stream.length, length)
        })
    }

    /// The path of the streams of a presentation, with its slash; empty for the root.
    pub(in crate::reader) fn presentation_folder(&self) -> &'static str {
        let folder = DUAL_PRESENTATION.strip_suffix(PRESENTATION);
        folder
            .filter(|_| self.has(DUAL_PRESENTATION))
            .unwrap_or_default()
    }

    /// Whether there is a stream at this path.
    pub(in crate::reader) fn has(&self, path: &str) -> bool {
        self.find(path).is_some()
    }

    /// Names are compared without case ([MS-CFB] 2.6.4).
    fn find(&self, path: &str) -> Option<&Stream> {
        let path = path.trim_start_matches('/').to_ascii_lowercase();
        self.streams.get(&path)
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
/// Kinds of entries.
const STORAGE: u8 = 1;
const STREAM: u8 = 2;
/// Maximum depth of nested storages that are read.
const MAX_DEPTH: usize = 8;

/// The streams of a directory: all entries of the tree of each storage, whatever their order.
fn streams(directory: &[u8]) -> HashMap<String, Stream> {
    let (entries, _) = directory.as_chunks::<ENTRY>();
    let mut unseen = vec![true; entries.len()];
    let mut streams = HashMap::new();
    let root = entries.first().and_then(|root| index_at(root, CHILD));
    let mut waiting = vec![(root, 0, String::new())];
    while let Some((index, depth, folder)) = waiting.pop() {
        let index = index.filter(|index| unseen.get_mut(*index).is_some_and(mem::take));
        let Some(entry) = index.and_then(|index| entries.get(index)) else {
            continue;
        };
        let path = folder.clone() + &name(entry).to_ascii_lowercase();
        if entry[KIND] == STORAGE && depth < MAX_DEPTH {
            waiting.push((index_at(entry, CHILD), depth + 1, format!("{path}/")));
        }
        streams.extend(Stream::of(entry).map(|stream| (path, stream)));
        waiting.push((index_at(entry, BEFORE), depth, folder.clone()));
        waiting.push((index_at(entry, AFTER), depth, folder));
    }
    streams
}

/// The name of an entry.
fn name(entry: &[u8; ENTRY]) -> String {
    let length = usize::from(u16_at(entry, NAME_LENGTH).unwrap_or(0)).min(NAME_LENGTH);
    let name = UTF_16LE.decode_without_bom_handling(&entry[..length]).0;
    name.trim_end_matches('\0').to_string()
}

impl Stream {
    /// The stream that an entry is.
    fn of(entry: &[u8; ENTRY]) -> Option<Self> {
        if entry[KIND] != STREAM {
            return None;
        }
        Some(Self {
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
        assert_eq!(
            kind(&["__properties_version1.0"]),
            Ok(OleKind::OutlookMessage)
        );
        assert_eq!(kind(&["VisioDocument"]), Ok(OleKind::Drawing));
        assert_eq!(kind(&["MatOST"]), Ok(OleKind::Works));
        let hangul = ["FileHeader", "\u{5}HwpSummaryInformation"];
        assert_eq!(kind(&hangul), Ok(OleKind::Hangul));
        assert_eq!(kind(&["PowerPoint Document"]), Ok(OleKind::Presentation));
        assert_eq!(
            kind(&["PowerPoint Document", "PP40"]),
            Ok(OleKind::OldPresentation)
        );
        assert_eq!(kind(&["Contents"]), Ok(OleKind::Other));
    }

    #[test]
    fn a_presentation_that_is_also_an_old_one_is_read_from_its_folder() {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_storage("PP97_DUALSTORAGE").unwrap();
        for name in [PRESENTATION, "PP40", DUAL_PRESENTATION] {
            file.create_stream(name).unwrap();
        }
        let bytes = file.into_inner().into_inner();
        assert_eq!(ole_kind(&bytes), Ok(OleKind::Presentation));
        let ole = OleFile::open(&bytes).unwrap();
        assert_eq!(ole.presentation_folder(), "PP97_DUALSTORAGE/");
        let plain = file_with(&[PRESENTATION]);
        assert_eq!(OleFile::open(&plain).unwrap().presentation_folder(), "");
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
        for path in ["ObjectPool/Workbook", "Contents"] {
            let mut stream = file.create_stream(path).unwrap();
            stream.write_all(path.as_bytes()).unwrap();
        }
        let bytes = file.into_inner().into_inner();
        assert_eq!(ole_kind(&bytes), Ok(OleKind::Other));
        let ole = OleFile::open(&bytes).unwrap();
        let path = "ObjectPool/Workbook";
        assert_eq!(ole.stream(path).unwrap(), path.as_bytes());
    }

    #[test]
    fn a_cut_file_is_an_error_that_says_what_to_do() {
        let bytes = file_with(&["WordDocument"]);
        let reason = ole_kind(&bytes[..600]).unwrap_err().to_string();
        assert!(reason.starts_with("cut short or damaged") && reason.ends_with("save it again"));
    }
}
